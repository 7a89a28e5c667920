"""Goods arrive (到货), or fewer of them than were ordered (缺货, 草莓只到17)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.codes import issue_codes
from handlers.collecting import (
    book_of,
    finish,
    keep_book,
    place_of,
    rows_to_fetch,
    title_of,
    to_fetch,
)
from handlers.lists import book_names
from handlers.messages import Reply
from handlers.naming import LACKING, product_and_variant, products_named
from handlers.plans import Timed, drop, plan_pickup
from handlers.replies import answer, ask, echo, partly_personal, post
from handlers.shortening import Shortage, refund_short, shorten, tell_buyers
from handlers.texts import arrivals as texts
from handlers.texts import say
from handlers.texts.unreached import names_told_privately, tell_yourself
from handlers.work import Call, Work
from rules.errors import RuleBroken
from rules.offers import Action, OfferState, may
from rules.shortage import Cut
from solitaire.numbers import NUMERAL, read_number
from storage.books import Book
from storage.groups import Group
from storage.offers import OfferProduct, list_offers, save_product
from storage.outbox import Asked
from storage.pickups import list_unarrived

CONFIRM_SHORTAGE = "confirm:shortage"
_ONLY_CAME = re.compile(texts.ONLY_CAME)
_AMOUNT = re.compile(rf"(?P<product>.*?)[\s*]*(?P<came>{NUMERAL})\s*[^\d\s]{{0,3}}")
_BETWEEN = re.compile(f"[{re.escape(texts.SEPARATORS)}]+")


async def on_arrived(work: Work, call: Call) -> Sequence[Reply]:
    """到货: all of the oldest offer that goods are awaited for; 到货 草莓: just these products."""
    numbers = await list_unarrived(work.session, call.group.id)
    if not numbers:
        return (answer(call, _nothing_awaited(call)),)
    found = await _meant(work, call, numbers)
    if isinstance(found, str):
        return (answer(call, found),)
    book, products = found
    which = title_of(call.group, book) if len(numbers) > 1 else ""
    after, replies = await _arrive(work, call.group, book, products, which)
    await keep_book(work, call.group.id, after)
    work.audit(
        call.group.id,
        call.account,
        "arrival",
        offer=book.offer.number,
        products=[product.code for product in products],
    )
    if not call.private:
        return replies
    others = len(await list_unarrived(work.session, call.group.id))
    people, came = len(rows_to_fetch(after)), _names(after, products)
    told = texts.noted(call.group.name, came, people, which, others)
    return (*replies, answer(call, told))


def _nothing_awaited(call: Call) -> str:
    book = call.state.book
    if book is not None and book.offer.state is OfferState.OPEN:
        return texts.not_closed_yet()
    arrived = book is not None and any(product.arrived_at for product in book.products.values())
    return texts.nothing_awaited() if arrived else texts.nobody_waits()


async def _meant(
    work: Work, call: Call, numbers: Sequence[int]
) -> tuple[Book, tuple[OfferProduct, ...]] | str:
    """The offer and its products that have come, or what is to be asked first."""
    words = [word for word in _BETWEEN.split(call.args) if word]
    question = ""
    for number in numbers:
        book = await book_of(work, call.group.id, number)
        if book is None:
            continue
        awaited = [p for p in book.products.values() if p.arrived_at is None]
        if not words:
            return book, tuple(awaited)
        chosen = [products_named(awaited, word) for word in words]
        if all(len(found) == 1 for found in chosen):
            return book, tuple({found[0].code: found[0] for found in chosen}.values())
        question = question or _which(call, book, words, chosen)
    return question


def _which(
    call: Call, book: Book, words: Sequence[str], chosen: Sequence[tuple[OfferProduct, ...]]
) -> str:
    """The question about the first word that does not name one product."""
    word, found = next(pair for pair in zip(words, chosen, strict=True) if len(pair[1]) != 1)
    here = () if found else products_named(book.products.values(), word)
    if len(here) == 1:
        return texts.here_already(book_names(book)[here[0].code])
    return texts.which_product(echo(call.chat, word), [product.name for product in found])


def _names(book: Book, products: Iterable[OfferProduct]) -> list[str]:
    """What has come, as people call it: only what somebody ordered, unless nobody did."""
    listed, names = tuple(products), book_names(book)
    ordered = [names[product.code] for product in listed if book.granted(product.code)]
    return ordered or [names[product.code] for product in listed]


async def _arrive(
    work: Work, group: Group, book: Book, products: Sequence[OfferProduct], which: str
) -> tuple[Book, tuple[Reply, ...]]:
    """The products are there: codes go out, the group is told, reminders are planned."""
    came = {product.code: replace(product, arrived_at=work.at) for product in products}
    for product in came.values():
        save_product(work.session, group.id, book.offer.number, product)
    book = replace(book, products={**book.products, **came})
    rows = [
        row
        for row in rows_to_fetch(book)
        if any(line.product in came for line in to_fetch(book, row))
    ]
    book, codes = await issue_codes(work, group, book, rows)
    if rows:
        plan_pickup(work, group, book.offer)
    if all(product.arrived_at for product in book.products.values()):
        drop(work, group.id, Timed.ARRIVAL, str(book.offer.number))
    said = post(group.id, texts.arrived(_names(book, products), place_of(group, book), which))
    return book, (said, *codes)


async def on_here(work: Work, call: Call) -> Sequence[Reply]:
    """到货了: the same, said in passing; in a group where nothing is awaited it is talk."""
    if not call.private and not await list_unarrived(work.session, call.group.id):
        return ()
    return await on_arrived(work, call)


async def on_short(work: Work, call: Call) -> Sequence[Reply]:
    """缺货 草莓 3, 草莓缺3盒: three are missing; without a figure, all of them."""
    said = LACKING.fullmatch(call.args) or _AMOUNT.fullmatch(call.args)
    if not call.args or (said is not None and not said["product"].strip()):
        return (answer(call, texts.how_to_shorten()),)
    if said is None:
        return await _ask(work, call, call.args, None, None)
    short = read_number(said["came"])
    if short is None:
        return (answer(call, texts.how_to_shorten()),)
    return await _ask(work, call, said["product"].strip(), short, None)


async def on_only_came(work: Work, call: Call) -> Sequence[Reply]:
    """草莓只到17: seventeen came in all."""
    said = _ONLY_CAME.fullmatch(call.args) or _AMOUNT.fullmatch(call.args)
    came = read_number(said["came"]) if said else None
    if said is None or came is None or not said["product"].strip():
        return (answer(call, texts.how_to_shorten()),)
    return await _ask(work, call, said["product"].strip(), None, came)


async def _ask(
    work: Work, call: Call, word: str, short: int | None, arrived: int | None
) -> Sequence[Reply]:
    """Say first how many people lose how much."""
    found = await _short_product(work, call, word)
    if isinstance(found, str):
        return (answer(call, found),)
    book, product, variant, which = found
    shortage = Shortage(book, product, short, arrived, variant)
    try:
        cuts = shortage.cuts()
    except RuleBroken:
        return (answer(call, texts.how_to_shorten()),)
    if not cuts:
        return await _enough(work, call, shortage)
    text = texts.confirm_short(
        shortage.name,
        shortage.amount(sum(one.lost for one in cuts)),
        len({one.row for one in cuts}),
        shortage.worth(cuts),
        shortage.shares(cuts) if call.private else [],
        which,
    )
    facts = {
        "offer": book.offer.number,
        "product": product.code,
        "variant": variant,
        "short": short,
        "arrived": arrived,
        "before": shortage.before,
    }
    return (ask(call, text, CONFIRM_SHORTAGE, facts, [say.CONFIRM]),)


async def _short_product(
    work: Work, call: Call, word: str
) -> tuple[Book, OfferProduct, str, str] | str:
    """The closed offer, the product and the variant meant: one that is awaited first, the oldest of
    these; else the newest that has it. Or what is to be asked."""
    closed = await list_offers(work.session, call.group.id, OfferState.CLOSED)
    if not closed:
        book = call.state.book
        is_open = book is not None and book.offer.state is OfferState.OPEN
        return texts.not_closed_yet() if is_open else texts.nobody_waits()
    awaited = await list_unarrived(work.session, call.group.id)
    older = [offer.number for offer in reversed(closed) if offer.number not in awaited]
    question = ""
    for number in (*awaited, *older):
        book = await book_of(work, call.group.id, number)
        found = product_and_variant(book.products.values(), word) if book else ()
        if book is not None and len(found) == 1:
            return book, *found[0], title_of(call.group, book) if len(awaited) > 1 else ""
        said = echo(call.chat, word)
        question = question or texts.which_product(said, [product.name for product, _ in found])
    return question


async def _enough(work: Work, call: Call, shortage: Shortage) -> Sequence[Reply]:
    """Nobody loses anything; what is said to have come is there all the same."""
    came = shortage.arrived
    said = texts.nobody_short(shortage.name, shortage.amount(came) if came is not None else "")
    after, arrived = await _arrive_short(work, call.group, shortage, shortage.book)
    await keep_book(work, call.group.id, after)
    return (answer(call, said), *arrived)


async def _arrive_short(
    work: Work, group: Group, shortage: Shortage, book: Book
) -> tuple[Book, tuple[Reply, ...]]:
    """草莓只到17 says as well that they have come; 缺货 草莓 3 does not, nor what is said of a
    variant: the others may still be on their way."""
    product = book.products[shortage.product.code]
    if (
        not shortage.arrived
        or shortage.variant
        or product.arrived_at
        or not book.granted(product.code)
    ):
        return book, ()
    return await _arrive(work, group, book, (product,), "")


async def confirmed_shortage(work: Work, call: Call, asked: Asked) -> Sequence[Reply]:
    """确认 after 缺货: judged again, for the book as it is now."""
    facts, group = asked.facts, call.group
    book = await book_of(work, group.id, int(facts["offer"]))
    if book is None or not may(book.offer.state, Action.SHORTEN):
        return (answer(call, texts.nobody_waits()),)
    product = book.products[str(facts["product"])]
    variant = str(facts.get("variant", ""))
    shortage = Shortage(book, product, facts["short"], facts["arrived"], variant)
    if shortage.before != facts["before"]:
        return (answer(call, texts.shortened_already(shortage.name)),)
    cuts = shortage.cuts()
    if not cuts:
        return await _enough(work, call, shortage)
    after = shorten(work, group, shortage, cuts)
    refunds = await refund_short(work, group, after, cuts)
    told, beyond = await tell_buyers(work, group, shortage, after, cuts, refunds)
    after, arrived = await _arrive_short(work, group, shortage, after)
    await keep_book(work, group.id, finish(work, group, after))
    done = await _done(work, call, shortage, cuts, sum(refunds.values()), beyond)
    return (*done, *told, *arrived)


async def _done(
    work: Work,
    call: Call,
    shortage: Shortage,
    cuts: Sequence[Cut],
    refund: int,
    beyond: Sequence[str],
) -> Sequence[Reply]:
    """What the shortage came to; in private, what is to be given back too, and who has to be told
    by mouth."""
    lost = sum(one.lost for one in cuts)
    work.audit(
        call.group.id,
        call.account,
        "shortage",
        offer=shortage.book.offer.number,
        product=shortage.product.code,
        lost=lost,
        refund=refund,
    )
    people, worth = len({one.row for one in cuts}), shortage.worth(cuts)
    back = refund if call.private else 0
    lost_ = shortage.amount(lost)
    said = texts.shortened(shortage.name, lost_, people, worth, back, len(beyond))
    if not beyond:
        return (answer(call, said),)
    whole = f"{said}\n{tell_yourself(beyond)}"
    return await partly_personal(work, call, said, whole, names_told_privately())
