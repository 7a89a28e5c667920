"""改价: a product's price, or one of its variants'. Free before the first order; after it only
downwards, for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers import publishing
from handlers.messages import Reply
from handlers.refunds import refund_excess
from handlers.relisting import note_product, one_product, told, with_product
from handlers.replies import OFFER_NOTICE, answer, ask, notify
from handlers.texts import offers as texts
from handlers.texts import say
from handlers.work import Call, Work
from rules.errors import Refusal, RuleBroken
from rules.offers import Action, check
from rules.prices import Applies, line_fen, looks_wrong, reprice
from solitaire.post_money import prices_in
from solitaire.titles import short_name
from storage.books import Book
from storage.offers import OfferProduct
from storage.orders import Line, save_line
from storage.outbox import Asked

CONFIRM_REPRICE = "confirm:reprice"
_SIGNS = "-+*/.:~"
_BETWEEN = " :,、"


@dataclass(frozen=True, slots=True)
class _Change:
    """A product of a book that is to cost ``fen``; just the ``variant`` where one is named."""

    book: Book
    product: OfferProduct
    variant: str
    fen: int

    @property
    def name(self) -> str:
        """What is repriced, in a sentence."""
        return short_name(self.product.name) + self.variant

    @property
    def old_fen(self) -> int:
        """What it costs now."""
        return self.product.price(self.variant)

    @property
    def after(self) -> OfferProduct:
        """The product with its new price."""
        if not self.variant:
            each = (self.fen,) * len(self.product.variant_fen)
            return replace(self.product, fen=self.fen, variant_fen=each)
        each = tuple(
            self.fen if variant == self.variant else self.product.price(variant)
            for variant in self.product.variants
        )
        return replace(self.product, fen=each[0], variant_fen=each)

    @property
    def ordered(self) -> tuple[Line, ...]:
        """The standing lines that it concerns."""
        return tuple(
            line
            for line in self.book.standing()
            if line.product == self.product.code and self.variant in {"", line.variant}
        )


async def on_reprice(work: Work, call: Call) -> Sequence[Reply]:
    """改价 草莓 27.9, 改价 带鱼大 42."""
    if call.body.strip():
        return (answer(call, texts.one_a_message()),)
    book, said = call.state.book, _read(call.args)
    if book is None or said is None:
        return (answer(call, texts.how_to_reprice() if book else texts.nothing_open()),)
    word, fen = said
    named = one_product(call, book, word)
    if named[0] is None:
        return named[1]
    product, variant = named
    change = _Change(book, product, variant, fen)
    if not change.variant and len(set(product.variant_fen)) > 1:
        prices = list(zip(product.variants, product.variant_fen, strict=True))
        return (answer(call, texts.which_variant(change.name, prices)),)
    if looks_wrong(change.old_fen, fen) and _refusal(change) is None:
        text = texts.confirm_reprice(change.name, change.old_fen, fen, product.unit)
        facts = {
            "offer": book.offer.number,
            "code": product.code,
            "variant": change.variant,
            "fen": fen,
        }
        return (ask(call, text, CONFIRM_REPRICE, facts, [say.CONFIRM]),)
    return await _reprice(work, call, change)


def _read(args: str) -> tuple[str, int] | None:
    """草莓 27.9 as its product and its price (fen); None where the end is not wholly a price."""
    ends = [money for money in prices_in(args) if money.end == len(args)]
    if not ends:
        return None
    money = ends[-1]
    word, figure = args[: money.start].rstrip(_BETWEEN), args[money.start :]
    if not word or money.odd or money.starting:
        return None
    if word[-1] in _SIGNS or figure[0] in _SIGNS:
        return None
    return word, money.fen


async def confirmed_reprice(work: Work, call: Call, asked: Asked) -> Sequence[Reply]:
    """确认 after a price that looked wrong."""
    book = call.state.book
    if book is None or book.offer.number != asked.facts["offer"]:
        return (answer(call, texts.nothing_open()),)
    product = book.products[str(asked.facts["code"])]
    change = _Change(book, product, str(asked.facts["variant"]), int(asked.facts["fen"]))
    return await _reprice(work, call, change)


def _refusal(change: _Change) -> str | None:
    try:
        _judge(change)
    except RuleBroken as broken:
        if broken.code is Refusal.PRICE_UP_AFTER_ORDERS:
            people = len({line.row for line in change.ordered})
            return texts.price_up(change.name, people, short_name(change.product.name))
        return texts.refused(broken.code)
    return None


def _judge(change: _Change) -> Applies:
    check(change.book.offer.state, Action.REPRICE)
    return reprice(change.old_fen, change.fen, has_orders=bool(change.ordered)).applies


async def _reprice(work: Work, call: Call, change: _Change) -> Sequence[Reply]:
    if (refusal := _refusal(change)) is not None:
        return (answer(call, refusal),)
    products = with_product(change.book, change.after)
    after = await publishing.relist(work, call.group, change.book, products)
    notices: tuple[Reply, ...] = ()
    if _judge(change) is Applies.LOWER_FOR_ALL:
        after, notices = await _lower(work, call, after, change)
    work.keep(call.group, after)
    note_product(work, call, after, "reprice", change.product)
    what = texts.repriced(change.name, change.fen, change.product.unit)
    return (*told(work, call, after, what), *notices)


async def _lower(
    work: Work, call: Call, book: Book, change: _Change
) -> tuple[Book, tuple[Reply, ...]]:
    """The lower price for those who ordered already, who are told."""
    lines = dict(book.lines)
    rows = {}
    for line in change.ordered:
        fen = line_fen(line.quantity, change.fen)
        cheaper = replace(line, unit_fen=change.fen, fen=fen)
        lines[line.row, line.item] = cheaper
        save_line(work.session, call.group.id, book.offer.number, cheaper)
        rows[line.row] = book.orders[line.row]
    after = replace(book, lines=lines)
    totals: dict[str, int] = {}
    for row, order in rows.items():
        await refund_excess(work, call.group, book.offer.number, row, after.total(row))
        account = order.account or order.placer
        totals[account] = totals.get(account, 0) + after.total(row)
    unit = change.product.unit
    return after, tuple(
        notify(account, texts.price_dropped(change.name, change.fen, unit, fen), topic=OFFER_NOTICE)
        for account, fen in totals.items()
        if account != call.group.leader
    )
