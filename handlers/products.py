"""The leader's changes of the list: price, stock, taking off."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from handlers import publishing
from handlers.lists import renewed
from handlers.messages import Reply
from handlers.naming import products_named
from handlers.refunds import refund_excess
from handlers.replies import OFFER_NOTICE, answer, ask, notify, tell
from handlers.texts import offers as texts
from handlers.texts import say
from handlers.texts.amounts import count
from handlers.work import Call, Work
from rules.errors import Refusal, RuleBroken
from rules.offers import Action, OfferState, check
from rules.prices import Applies, line_fen, reprice
from solitaire.numbers import NUMERAL, read_number
from solitaire.post_money import prices_in
from solitaire.titles import short_name
from storage.books import Book
from storage.commands import note_command
from storage.offers import OfferProduct
from storage.orders import save_line
from storage.outbox import Asked

CONFIRM_TAKE_OFF = "confirm:take_off"
_GLUED = re.compile(r"(?P<word>\D+)(?P<figure>\d[\d.]*\D?)")
_AMOUNT = re.compile(NUMERAL)


async def on_reprice(work: Work, call: Call) -> Sequence[Reply]:
    """改价 草莓 27.9: free before the product's first order; after it only downwards, for all."""
    book, (word, figure) = call.state.book, _two(call.args)
    found = list(prices_in(figure)) if figure else []
    if book is None or not word or not found:
        return (answer(call, texts.how_to_reprice() if book else texts.nothing_open()),)
    product, refusal = _one(call, book, word)
    if product is None:
        return refusal
    has_orders = book.granted(product.code) > 0
    try:
        check(book.offer.state, Action.REPRICE)
        change = reprice(product.fen, found[0].fen, has_orders=has_orders)
    except RuleBroken as broken:
        return (answer(call, _refused(book, product, broken)),)
    cheaper = replace(product, fen=change.new_fen, variant_fen=())
    after = await publishing.relist(work, call.group, book, _with(book, cheaper))
    told: tuple[Reply, ...] = ()
    if change.applies is Applies.LOWER_FOR_ALL:
        after, told = await _lower(work, call, after, cheaper)
    work.keep(call.group, after)
    _note(work, call, after, "reprice", product)
    name = short_name(product.name)
    return (*_told(work, call, after, texts.repriced(name, change.new_fen, product.unit)), *told)


def _refused(book: Book, product: OfferProduct, broken: RuleBroken) -> str:
    if broken.code is Refusal.PRICE_UP_AFTER_ORDERS:
        people = {line.row for line in book.standing() if line.product == product.code}
        return texts.price_up(short_name(product.name), len(people))
    return texts.refused(broken.code)


async def _lower(
    work: Work, call: Call, book: Book, product: OfferProduct
) -> tuple[Book, tuple[Reply, ...]]:
    """The lower price for those who ordered already, who are told."""
    lines = dict(book.lines)
    rows = {}
    for key, line in lines.items():
        if line.product == product.code and line.quantity:
            lines[key] = replace(
                line, unit_fen=product.fen, fen=line_fen(line.quantity, product.fen)
            )
            save_line(work.session, call.group.id, book.offer.number, lines[key])
            rows[line.row] = book.orders[line.row]
    after = replace(book, lines=lines)
    told: dict[str, int] = {}
    for row, order in rows.items():
        await refund_excess(work, call.group, book.offer.number, row, after.total(row))
        account = order.account or order.placer
        told[account] = told.get(account, 0) + after.total(row)
    name = short_name(product.name)
    return after, tuple(
        notify(
            account, texts.price_dropped(name, product.fen, product.unit, fen), topic=OFFER_NOTICE
        )
        for account, fen in told.items()
        if account != call.group.leader
    )


async def on_restock(work: Work, call: Call) -> Sequence[Reply]:
    """补货 草莓 20: twenty more; a product that was taken off is on offer again."""
    book, (word, figure) = call.state.book, _two(call.args)
    amount = _AMOUNT.match(figure)
    more = read_number(amount[0]) if amount else None
    if book is None or not word or not more:
        return (answer(call, texts.how_to_restock() if book else texts.nothing_open()),)
    product, refusal = _one(call, book, word)
    if product is None:
        return refusal
    try:
        check(book.offer.state, Action.RESTOCK)
    except RuleBroken as broken:
        return (answer(call, texts.refused(broken.code)),)
    held = product.stock if product.stock is not None else book.granted(product.code)
    stocked = replace(product, stock=held + more, taken_off=False)
    after = await publishing.relist(work, call.group, book, _with(book, stocked))
    work.keep(call.group, after)
    _note(work, call, after, "restock", product)
    left = held + more - book.granted(product.code)
    return _told(work, call, after, texts.restocked(short_name(product.name), left, product.unit))


async def on_take_off(work: Work, call: Call) -> Sequence[Reply]:
    """下架 草莓: standing orders stay; with orders it says how many and waits for 确认."""
    book = call.state.book
    if book is None or not call.args:
        return (answer(call, texts.how_to_take_off() if book else texts.nothing_open()),)
    product, refusal = _one(call, book, call.args)
    if product is None:
        return refusal
    lines = [line for line in book.standing() if line.product == product.code]
    if not lines:
        return await _take_off(work, call, book, product)
    total = f"{count(sum(line.quantity for line in lines))}{product.unit}"
    people, fen = len({line.row for line in lines}), sum(line.fen for line in lines)
    text = texts.confirm_take_off(short_name(product.name), people, total, fen)
    facts = {"offer": book.offer.number, "code": product.code}
    return (ask(call, text, CONFIRM_TAKE_OFF, facts, [say.CONFIRM]),)


async def confirmed_take_off(work: Work, call: Call, asked: Asked) -> Sequence[Reply]:
    """确认 after 下架."""
    book = call.state.book
    if book is None or book.offer.number != asked.facts["offer"]:
        return (answer(call, texts.nothing_open()),)
    return await _take_off(work, call, book, book.products[str(asked.facts["code"])])


async def _take_off(work: Work, call: Call, book: Book, product: OfferProduct) -> Sequence[Reply]:
    gone = replace(product, taken_off=True)
    after = await publishing.relist(work, call.group, book, _with(book, gone))
    work.keep(call.group, after)
    _note(work, call, after, "take_off", product)
    return _told(work, call, after, texts.taken_off(short_name(product.name)))


def _two(args: str) -> tuple[str, str]:
    """草莓 27.9 as its product and its figure; 草莓27.9 too."""
    word, _, figure = args.rpartition(" ")
    if word:
        return word.strip(), figure
    glued = _GLUED.fullmatch(args)
    return (glued["word"], glued["figure"]) if glued else (args, "")


def _one(
    call: Call, book: Book, word: str
) -> tuple[OfferProduct, tuple[Reply, ...]] | tuple[None, tuple[Reply, ...]]:
    found = products_named(book.products.values(), word)
    if len(found) == 1:
        return found[0], ()
    names = [product.name for product in found]
    return None, (answer(call, texts.which_product(word, names)),)


def _with(book: Book, product: OfferProduct) -> list[OfferProduct]:
    return list({**book.products, product.code: product}.values())


def _note(work: Work, call: Call, book: Book, kind: str, product: OfferProduct) -> None:
    before: dict[str, Any] = asdict(product)
    before["arrived_at"] = None
    note_command(
        work.session,
        call.group.id,
        book.offer.number,
        call.account,
        kind,
        {"product": before, "lines": _prices(book, product)},
        book.seq,
        work,
    )


def _prices(book: Book, product: OfferProduct) -> list[list[str]]:
    """The lines whose price the command may have lowered."""
    return [[line.row, line.item] for line in book.standing() if line.product == product.code]


def _told(work: Work, call: Call, book: Book, what: str) -> Sequence[Reply]:
    if book.offer.state is not OfferState.OPEN:
        return (answer(call, what),)
    listed = renewed(work, call.group, book, what)
    return (listed, tell(call.account, what)) if call.private else (listed,)
