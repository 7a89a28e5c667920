"""汇总, 采购单, 分拣单: on a phone, and as a file. What names people is for the leader alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.issuing import (
    ORDERS,
    PICKING,
    PURCHASE,
    by_building,
    product_totals,
    section,
    sheet_data,
    sheets,
    standing_orders,
)
from handlers.lists import part
from handlers.messages import Attachment, Reply, ReplyKind
from handlers.replies import PERSONAL, answer, personal, tell
from handlers.sheets.head import summed
from handlers.sheets.values import SheetData
from handlers.texts import consolidation as texts
from handlers.texts import phrases, say
from handlers.work import Call, Work
from rules.offers import OfferState
from storage.books import Book, load_book
from storage.groups import Group, is_unreachable, list_led_by
from storage.offers import list_offers

Words = Callable[[Group, Book], str]


async def on_totals(work: Work, call: Call) -> Sequence[Reply]:
    """汇总: a line a product. In a group just that; the file names people and is private."""
    book, refusal = await _book(work, call, call.group, newest=True)
    if book is None:
        return refusal
    file = sheets(ORDERS, await _data(work, call.group, book))
    return await _with_file(work, call, texts.totals(section(call.group, book)), file)


async def on_purchase(work: Work, call: Call) -> Sequence[Reply]:
    """采购单: what to buy. In a group just that; the file has room for costs and is private."""
    book, refusal = await _book(work, call, call.group, newest=False)
    if book is None:
        return refusal
    file = sheets(PURCHASE, await _data(work, call.group, book))
    return await _with_file(work, call, _purchase(call.group, book), file)


async def _with_file(work: Work, call: Call, text: str, file: Attachment) -> Sequence[Reply]:
    """What names nobody, where it was asked; with its file, in private."""
    if call.private:
        return (Reply(call.chat, text, attachment=file),)
    if await is_unreachable(work.session, call.account):
        return (answer(call, text),)
    told = Reply(call.chat, say.told_privately(), ReplyKind.CONFIRMATION, call.event.message)
    return (answer(call, text), tell(call.account, text, file, topic=PERSONAL), told)


async def on_picking(work: Work, call: Call) -> Sequence[Reply]:
    """分拣单: who gets what, by building."""
    book, refusal = await _book(work, call, call.group, newest=False)
    if book is None:
        return refusal
    file = sheets(PICKING, await _data(work, call.group, book))
    return await personal(work, call, _picking(call.group, book), file)


def _purchase(group: Group, book: Book) -> str:
    return texts.purchase(_section(group, book))


def _picking(group: Group, book: Book) -> str:
    buildings = []
    for name, orders in by_building(standing_orders(book)):
        parcels = []
        for order in orders:
            items = [str(part(book, line.item, line.quantity)) for line in book.lines_of(order.row)]
            both = order.address and order.address != order.who
            who = f"{order.address} {order.who}" if both else order.who
            parcels.append(texts.Parcel(who, items, order.note))
        buildings.append((name, parcels))
    return texts.picking(_section(group, book), buildings)


def _section(group: Group, book: Book) -> texts.Section:
    return section(group, book, updated=book.offer.sheets_issued > 1)


async def _data(work: Work, group: Group, book: Book) -> SheetData:
    return await sheet_data(work, group, book, updated=book.offer.sheets_issued > 1)


async def _book(
    work: Work, call: Call, group: Group, *, newest: bool
) -> tuple[Book, tuple[Reply, ...]] | tuple[None, tuple[Reply, ...]]:
    """The offer meant: the newest. For goods, while nobody has ordered in the newest, or where
    the one before is asked for, the newest that is closed."""
    if call.args and not is_earlier(call.args):
        return None, await _misunderstood(work, call)
    book = await _meant(work, call, group, newest=newest)
    if book is None:
        words = texts.no_previous() if call.args else texts.no_offer()
        return None, (answer(call, words),)
    if not book.standing():
        return None, (answer(call, texts.nobody(group.name)),)
    return book, ()


def is_earlier(words: str) -> bool:
    """Whether the offer before is asked for: 汇总 上期."""
    return words in phrases.EARLIER


async def _misunderstood(work: Work, call: Call) -> tuple[Reply, ...]:
    """Words that are neither a group's name nor 上期; in a group they may be talk."""
    if not call.private:
        return ()
    led = await list_led_by(work.session, call.account, work.base)
    return (answer(call, say.no_group_named(call.args, [group.name for group in led])),)


async def _meant(work: Work, call: Call, group: Group, *, newest: bool) -> Book | None:
    state = await work.state(group.id)
    book = state.book if state else None
    running = book is not None and book.offer.state is OfferState.OPEN
    if not call.args and (newest or book is None or not running or book.standing()):
        return book
    states = (OfferState.CLOSED, OfferState.DONE) if call.args else (OfferState.CLOSED,)
    closed = await list_offers(work.session, group.id, *states)
    own = book.offer.number if book else 0
    earlier = [offer for offer in closed if offer.number != own]
    if not earlier:
        return None if call.args else book
    return await load_book(work.session, earlier[-1], group.leader)


async def on_totals_over_all(work: Work, call: Call) -> Sequence[Reply]:
    """汇总 for several groups: in sections, with one total."""
    return await _over_all(work, call, ORDERS, _totals_of_all, newest=True)


async def on_purchase_over_all(work: Work, call: Call) -> Sequence[Reply]:
    """采购单 for several groups: in sections, with the goods of all together."""
    return await _over_all(work, call, PURCHASE, _purchase_of_all, newest=False)


async def on_picking_over_all(work: Work, call: Call) -> Sequence[Reply]:
    """分拣单 for several groups: a section a group."""
    return await _over_all(work, call, PICKING, _picking_of_all, newest=False)


@dataclass(frozen=True, slots=True)
class _Issued:
    """One group with the offer that is meant."""

    group: Group
    book: Book


async def _over_all(
    work: Work,
    call: Call,
    kind: str,
    words: Callable[[Sequence[_Issued]], str],
    *,
    newest: bool,
) -> Sequence[Reply]:
    if call.args and not is_earlier(call.args):
        return await _misunderstood(work, call)
    issued, silent = [], []
    for state in call.states:
        book = await _meant(work, call, state.group, newest=newest)
        if book is None and call.args:
            silent.append(say.section(state.group.name, texts.no_previous()))
        elif book is None or not book.standing():
            silent.append(texts.nobody(state.group.name))
        else:
            issued.append(_Issued(state.group, book))
    if not issued:
        return (answer(call, "\n".join(silent)),)
    data = [await _data(work, one.group, one.book) for one in issued]
    text = "\n\n".join([words(issued), *silent])
    return await personal(work, call, text, sheets(kind, *data))


def _totals_of_all(issued: Sequence[_Issued]) -> str:
    sections = [section(one.group, one.book) for one in issued]
    people, fen = sum(one.people for one in sections), sum(one.fen for one in sections)
    return texts.over_all([texts.totals(one) for one in sections], len(sections), people, fen)


def _purchase_of_all(issued: Sequence[_Issued]) -> str:
    goods = summed(line for one in issued for line in product_totals(one.book))
    totals = [
        texts.Total(line.product, line.variant, line.quantity, line.unit, line.fen)
        for line in goods
    ]
    return texts.over_all_goods([_purchase(one.group, one.book) for one in issued], totals)


def _picking_of_all(issued: Sequence[_Issued]) -> str:
    return "\n\n".join(_picking(one.group, one.book) for one in issued)
