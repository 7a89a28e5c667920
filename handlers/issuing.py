"""The leader's sheets: what goes into them, and how they are handed to her.

Asked at the cutoff, when a closed book changes, and by whoever asks for a sheet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import msgspec

from handlers.messages import Attachment, Reply, ReplyKind, private_chat
from handlers.outgoing import in_script
from handlers.sheets.values import SheetData, SheetLine, SheetPerson
from handlers.texts import consolidation as texts
from handlers.texts import sheets as sheet_texts
from handlers.texts.amounts import when
from handlers.work import Work
from rules.offers import OfferState
from rules.times import day_of
from solitaire.households import household_steps
from solitaire.normal import fold_text
from storage.books import Book, with_offer
from storage.groups import Group
from storage.offers import save_offer
from storage.orders import Line, Order
from storage.payments import sum_paid

ORDERS, PURCHASE, PICKING = "order_sheets", "purchase_order", "picking_list"
_NAMES = {
    ORDERS: sheet_texts.TOTALS,
    PURCHASE: sheet_texts.PURCHASE,
    PICKING: sheet_texts.PICKING,
}


async def issue_sheets(
    work: Work, group: Group, book: Book, *, updated: bool
) -> tuple[Book, tuple[Reply, ...]]:
    """Hand the leader the supplier's list and the files, privately; never held.

    ``updated`` marks what replaces earlier sheets; so does a book that was issued before. Gives
    the book with one more issue counted (queued to be written); keeping it is left to the caller.
    """
    updated = updated or book.offer.sheets_issued > 0
    if not book.standing():
        told = texts.nobody_left(group.name)
        return book, (_to_leader(group, told),) if updated and book.offer.sheets_issued else ()
    after = with_offer(book, sheets_issued=book.offer.sheets_issued + 1)
    save_offer(work.session, after.offer)
    data = await sheet_data(work, group, after, updated=updated)
    text = texts.supplier(section(group, after, updated=updated))
    files = [sheets(kind, data) for kind in (PURCHASE, ORDERS, PICKING)]
    first, *rest = files
    return after, (_to_leader(group, text, first), *(_to_leader(group, "", file) for file in rest))


def _to_leader(group: Group, text: str, attachment: Attachment | None = None) -> Reply:
    chat = private_chat(group.leader)
    return Reply(chat, text, kind=ReplyKind.POST, attachment=attachment, topic="sheets")


def sheets(kind: str, *groups: SheetData) -> Attachment:
    """The recipe of a file: ``ORDERS``, ``PURCHASE`` or ``PICKING`` of one group or several."""
    names = tuple(data.group for data in groups)
    updated = any(data.updated for data in groups)
    name = sheet_texts.file_name(names, _NAMES[kind], groups[0].day, updated=updated)
    name = in_script(name, groups[0].script)
    return Attachment(kind, name, {"groups": msgspec.to_builtins(groups)})


def section(group: Group, book: Book, *, updated: bool = False) -> texts.Section:
    """A book's totals in words: what was ordered of each product, how many people, how much."""
    standing = book.standing()
    return texts.Section(
        group.name,
        book.offer.number,
        [
            texts.Total(line.product, line.variant, line.quantity, line.unit, line.fen)
            for line in product_totals(book)
        ],
        len({line.row for line in standing}),
        sum(line.fen for line in standing),
        book.offer.state is OfferState.OPEN,
        updated,
    )


def product_totals(book: Book) -> tuple[SheetLine, ...]:
    """What stands of each product and variant, in the order of the list."""
    sums: dict[tuple[str, str], SheetLine] = {}
    for line in book.standing():
        own = _sheet_line(book, line)
        known = sums.get((line.product, line.variant))
        sums[line.product, line.variant] = own if known is None else _added(known, own)

    def place(key: tuple[str, str]) -> tuple[int, int]:
        product = book.products[key[0]]
        return product.position, product.variants.index(key[1]) if key[1] else -1

    return tuple(sums[key] for key in sorted(sums, key=place))


def _added(one: SheetLine, other: SheetLine) -> SheetLine:
    same = one.price_fen == other.price_fen
    return replace(
        one,
        quantity=one.quantity + other.quantity,
        fen=one.fen + other.fen,
        price_fen=one.price_fen if same else None,
    )


def _sheet_line(book: Book, line: Line) -> SheetLine:
    product = book.products[line.product]
    amounts = (line.quantity, product.unit, line.fen, line.unit_fen)
    return SheetLine(product.name, line.variant, *amounts)


async def sheet_data(work: Work, group: Group, book: Book, *, updated: bool) -> SheetData:
    """An offer as its sheets show it: with rooms and amounts, for the leader's eyes."""
    zone, offer = ZoneInfo(group.settings.timezone), book.offer
    paid = await sum_paid(work.session, group.id, offer.number)
    day = day_of(offer.closed_at or offer.cutoff_at or work.at, zone)
    return SheetData(
        group.name,
        day,
        work.at.astimezone(zone),
        product_totals(book),
        tuple(
            _person(work, group, book, order, paid.get(order.row, 0))
            for order in standing_orders(book)
        ),
        when(offer.cutoff_at, work.at, zone) if offer.cutoff_at else "",
        offer.arrival,
        offer.place or group.pickup_point,
        updated,
        group.settings.script,
    )


def standing_orders(book: Book) -> Sequence[Order]:
    """The orders of which something stands, by number."""
    rows = {line.row for line in book.standing()}
    orders = [order for row, order in book.orders.items() if row in rows]
    return sorted(orders, key=lambda order: order.number)


def _person(work: Work, group: Group, book: Book, order: Order, paid: int) -> SheetPerson:
    # A code that nobody could be given stands in the leader's list.
    hers = order.code_to in {None, group.leader}
    nobodys = order.code_cipher is not None and order.account is None and hers
    return SheetPerson(
        order.number,
        order.who,
        order.address,
        building_of(order.address),
        tuple(_sheet_line(book, line) for line in book.lines_of(order.row)),
        book.total(order.row),
        paid,
        order.note,
        work.vault.unseal(order.code_cipher) if nobodys and order.code_cipher else "",
    )


def building_of(address: str) -> str:
    """What orders are gathered by: ``3栋`` for ``3-502``, 三号楼502, 3栋; empty where unknown."""
    first = _building(household_steps(fold_text(address)))
    return texts.building(first) if first else ""


def _building(steps: Sequence[str]) -> str:
    """The building's number; a room alone has none."""
    return steps[0] if steps and not (len(steps) == 1 and len(steps[0]) > 2) else ""


def by_building(orders: Iterable[Order]) -> Sequence[tuple[str, Sequence[Order]]]:
    """The orders of each building, buildings and rooms by number, those without one last."""
    gathered: dict[tuple[int, str], list[Order]] = {}
    for order in orders:
        steps = household_steps(fold_text(order.address))
        first = _building(steps)
        key = (int(first) if first.isdecimal() else 1_000 if first else 10_000, first)
        gathered.setdefault(key, []).append(order)
    return [
        (building_of(own[0].address) or texts.no_building(), sorted(own, key=_room))
        for _, own in sorted(gathered.items())
    ]


def _room(order: Order) -> tuple[list[int], int]:
    steps = household_steps(fold_text(order.address))
    return [int(step) if step.isdecimal() else 0 for step in steps], order.number
