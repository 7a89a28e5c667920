"""The leader's changes of what is on offer: more of it, no more, or again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import publishing
from handlers.messages import Reply
from handlers.relisting import note_product, told, whole_product, with_product
from handlers.replies import answer, ask
from handlers.texts import offers as texts
from handlers.texts import say
from handlers.texts.amounts import count
from handlers.work import Call, Work
from rules.errors import RuleBroken
from rules.offers import Action, check
from solitaire.numbers import ARABIC, NUMERAL, read_number
from solitaire.titles import short_name
from storage.books import Book
from storage.offers import OfferProduct
from storage.outbox import Asked

CONFIRM_TAKE_OFF = "confirm:take_off"
_MORE = (
    re.compile(rf"(?P<word>.*\S)\s+(?P<figure>{NUMERAL})\s?[^\s\d]{{0,3}}"),
    re.compile(rf"(?P<word>.*?[^\s\d.])\s*(?P<figure>{ARABIC})\s?[^\s\d]{{0,3}}"),
)
_SIGNS = "-+*/.:~"


async def on_restock(work: Work, call: Call) -> Sequence[Reply]:
    """补货 草莓 20: twenty more; a product that was taken off is on offer again. What is not
    limited stays so."""
    if call.body.strip():
        return (answer(call, texts.one_a_message()),)
    book, said = call.state.book, _read(call.args)
    if book is None or said is None:
        return (answer(call, texts.how_to_restock() if book else texts.nothing_open()),)
    word, more = said
    product, refusal = whole_product(call, book, word)
    if product is None:
        return refusal
    try:
        check(book.offer.state, Action.RESTOCK)
    except RuleBroken as broken:
        return (answer(call, texts.refused(broken.code)),)
    stock = None if product.stock is None else product.stock + more
    stocked = replace(product, stock=stock, taken_off=False)
    after = await publishing.relist(work, call.group, book, with_product(book, stocked))
    work.keep(call.group, after)
    note_product(work, call, after, "restock", product)
    left = None if stock is None else stock - book.granted(product.code)
    return told(work, call, after, texts.restocked(short_name(product.name), left, product.unit))


def _read(args: str) -> tuple[str, int] | None:
    """草莓 20盒 as its product and how many more (thousandths); None where it says neither."""
    found = next(filter(None, (form.fullmatch(args) for form in _MORE)), None)
    more = read_number(found["figure"]) if found else None
    if found is None or not more or found["word"][-1] in _SIGNS:
        return None
    return found["word"], more


async def on_take_off(work: Work, call: Call) -> Sequence[Reply]:
    """下架 草莓: standing orders stay; with orders it says how many and waits for 确认."""
    book, product, refusal = _named(call, texts.how_to_take_off())
    if book is None or product is None:
        return refusal
    if product.taken_off:
        return (answer(call, texts.taken_off_already(short_name(product.name))),)
    lines = [line for line in book.standing() if line.product == product.code]
    if not lines:
        return await _take_off(work, call, book, product)
    total = f"{count(sum(line.quantity for line in lines))}{product.unit}"
    people, fen = len({line.row for line in lines}), sum(line.fen for line in lines)
    text = texts.confirm_take_off(short_name(product.name), people, total, fen)
    facts = {"offer": book.offer.number, "code": product.code}
    return (ask(call, text, CONFIRM_TAKE_OFF, facts, [say.CONFIRM]),)


async def on_put_back(work: Work, call: Call) -> Sequence[Reply]:
    """上架 草莓: what was taken off is on offer again, at its price and with the stock it has."""
    book, product, refusal = _named(call, texts.how_to_put_back())
    if book is None or product is None:
        return refusal
    try:
        check(book.offer.state, Action.RESTOCK)
    except RuleBroken as broken:
        return (answer(call, texts.refused(broken.code)),)
    name = short_name(product.name)
    if not product.taken_off:
        return (answer(call, texts.on_offer_already(name)),)
    again = with_product(book, replace(product, taken_off=False))
    after = await publishing.relist(work, call.group, book, again)
    work.keep(call.group, after)
    note_product(work, call, after, "put_back", product)
    return told(work, call, after, texts.put_back(name))


def _named(call: Call, how_to: str) -> tuple[Book | None, OfferProduct | None, Sequence[Reply]]:
    """The open offer and the one product that a command of one line names; else why not."""
    if call.body.strip():
        return None, None, (answer(call, texts.one_a_message()),)
    book = call.state.book
    if book is None or not call.args:
        return None, None, (answer(call, how_to if book else texts.nothing_open()),)
    product, refusal = whole_product(call, book, call.args)
    return book, product, refusal


async def confirmed_take_off(work: Work, call: Call, asked: Asked) -> Sequence[Reply]:
    """确认 after 下架."""
    book = call.state.book
    if book is None or book.offer.number != asked.facts["offer"]:
        return (answer(call, texts.nothing_open()),)
    return await _take_off(work, call, book, book.products[str(asked.facts["code"])])


async def _take_off(work: Work, call: Call, book: Book, product: OfferProduct) -> Sequence[Reply]:
    gone = replace(product, taken_off=True)
    after = await publishing.relist(work, call.group, book, with_product(book, gone))
    work.keep(call.group, after)
    note_product(work, call, after, "take_off", product)
    return told(work, call, after, texts.taken_off(short_name(product.name)))
