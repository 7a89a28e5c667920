"""What the leader's changes of a product have in common: which one she means, noting it for 撤销,
telling the group."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from handlers.lists import renewed
from handlers.messages import Reply
from handlers.naming import product_and_variant
from handlers.replies import answer, echo, tell
from handlers.texts import offers as texts
from handlers.work import Call, Work
from rules.offers import OfferState
from solitaire.titles import short_name
from storage.books import Book
from storage.commands import note_command
from storage.offers import OfferProduct


def one_product(
    call: Call, book: Book, word: str
) -> tuple[OfferProduct, str] | tuple[None, tuple[Reply, ...]]:
    """The product that a word means, with the variant named behind it ("" for none); or what is
    to be asked."""
    found = product_and_variant(book.products.values(), word)
    if len(found) == 1:
        return found[0]
    names = [f"{product.name}{variant}" for product, variant in found]
    return None, (answer(call, texts.which_product(echo(call.chat, word), names)),)


def whole_product(
    call: Call, book: Book, word: str
) -> tuple[OfferProduct, tuple[Reply, ...]] | tuple[None, tuple[Reply, ...]]:
    """Like ``one_product`` where no variant can be meant alone."""
    named = one_product(call, book, word)
    if named[0] is None:
        return named
    product, variant = named
    if variant:
        name = short_name(product.name)
        return None, (answer(call, texts.whole_only(f"{name}{variant}", name)),)
    return product, ()


def with_product(book: Book, product: OfferProduct) -> list[OfferProduct]:
    """The list with one product as it is now."""
    return list({**book.products, product.code: product}.values())


def note_product(work: Work, call: Call, book: Book, kind: str, before: OfferProduct) -> None:
    """Note a command with the product as it was."""
    plain: dict[str, Any] = asdict(before)
    plain["arrived_at"] = None
    note_command(
        work.session,
        call.group.id,
        book.offer.number,
        call.account,
        kind,
        {"product": plain},
        book.seq,
        work,
    )


def told(work: Work, call: Call, book: Book, what: str) -> Sequence[Reply]:
    """What changed: with the list while people can order; to the leader too where she is in
    private, once."""
    if book.offer.state is not OfferState.OPEN:
        return (answer(call, what),)
    listed = renewed(work, call.group, book, what)
    if call.private and not call.group.muted:
        return (listed, tell(call.account, what))
    return (listed,)
