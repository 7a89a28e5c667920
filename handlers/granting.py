"""What of a message's changes can be had, and the book with it: rows, lines, numbers, prices."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from handlers.hearing import hear_stands
from handlers.work import Work
from rules.prices import line_fen
from rules.stock import Granted, Ruling, Shelf, Wish
from solitaire.chat import Chat
from solitaire.values import AccountId, Change, ItemKey, Reading, RowKey
from storage.books import Book, split_item
from storage.groups import Group
from storage.orders import Line, Order, save_line, save_order


def wishes(book: Book, chat: Chat, changes: Sequence[Change]) -> list[Wish]:
    """The changes that a message asks for, measured against what is granted."""
    held: dict[tuple[str, str], int] = {}
    for line in book.standing():
        home = _household(book.orders[line.row].address, line.row)
        held[home, line.product] = held.get((home, line.product), 0) + line.quantity
    result = []
    for change in changes:
        code, _ = split_item(change.item)
        product = book.products[code]
        shelf = Shelf(
            code,
            book.granted(code),
            product.stock,
            product.limit,
            product.minimum,
            product.taken_off,
        )
        row = chat.book.get(change.row)
        known = book.orders.get(change.row)
        address = row.address if row else known.address if known else ""
        home = _household(address, change.row)
        line = book.lines.get((change.row, change.item))
        before = line.quantity if line else 0
        if before != change.after:
            result.append(
                Wish(
                    change.row,
                    home,
                    shelf,
                    change.item,
                    before,
                    change.after,
                    held.get((home, code), 0),
                    line.collected if line else 0,
                )
            )
    return result


def _household(address: str, row: RowKey) -> str:
    return address or row


def grant(
    work: Work,
    group: Group,
    book: Book,
    rulings: Sequence[Ruling],
    account: AccountId,
) -> Book:
    """The book with what was granted on an account's word, its rows queued to be written."""
    orders, lines = dict(book.orders), dict(book.lines)
    for place, ruling in enumerate(rulings):
        if not isinstance(ruling, Granted):
            continue
        wish = ruling.wish
        if wish.row not in orders:
            orders[wish.row] = _new_order(work, book, wish.row, len(orders) + 1, account)
            save_order(work.session, group.id, book.offer.number, orders[wish.row])
        line = _line(work, book, lines.get((wish.row, wish.item)), wish, place)
        lines[wish.row, wish.item] = line
        save_line(work.session, group.id, book.offer.number, line)
    return replace(book, orders=orders, lines=lines)


def _new_order(work: Work, book: Book, row: RowKey, number: int, account: AccountId) -> Order:
    meant = book.chat.book[row]
    return Order(
        row,
        number,
        meant.placer,
        meant.account,
        meant.who,
        meant.address,
        meant.note,
        account,
        work.at,
    )


_PLACES: Final = 4_096
"""More lines than a message can hold: a line's position is its message's, then its own in it."""


def _line(work: Work, book: Book, old: Line | None, wish: Wish, place: int) -> Line:
    code, variant = split_item(wish.item)
    unit_fen = old.unit_fen if old and old.quantity else book.products[code].price(variant)
    grown = wish.after > wish.before
    return Line(
        wish.row,
        wish.item,
        code,
        variant,
        old.position if old and old.quantity else book.seq * _PLACES + place,
        wish.after,
        unit_fen,
        line_fen(wish.after, unit_fen),
        work.at if grown or old is None else old.ordered_at,
        book.seq if grown or old is None else old.ordered_seq,
        old.short if old else 0,
        old.collected if old else 0,
    )


def note_rows(work: Work, group: Group, book: Book, reading: Reading) -> Book:
    """Names, addresses and notes as the chat has them now. Whom the leader's row was found to
    belong to stays, where the chat knows of nobody."""
    orders = dict(book.orders)
    for key in {*reading.rows, *(change.row for change in reading.changes)}:
        meant, order = book.chat.book.get(key), orders.get(key)
        if meant is None or order is None:
            continue
        found = order.account if meant.placer == group.leader else None
        told = replace(
            order,
            who=meant.who,
            address=meant.address,
            note=meant.note,
            account=meant.account or found,
            placer=meant.placer,
        )
        if told != order:
            orders[key] = told
            save_order(work.session, group.id, book.offer.number, told)
    return replace(book, orders=orders)


def agree(work: Work, group: Group, book: Book, changes: Sequence[Change]) -> Book:
    """The book whose chat means what stands, in the rows that a message would have changed.

    Where a refusal left something else meant (it reached a row through another message), the bot's
    word of what stands sets it right.
    """
    stands: list[tuple[RowKey, ItemKey, int]] = []
    for key in dict.fromkeys(change.row for change in changes):
        row = book.chat.book.get(key)
        meant = dict(row.items) if row else {}
        held = {line.item: line.quantity for line in book.lines_of(key)}
        differing = (item for item in {**meant, **held} if meant.get(item) != held.get(item))
        stands += [(key, item, held.get(item, 0)) for item in differing]
    return hear_stands(work, group, book, stands) if stands else book
