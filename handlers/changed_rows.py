"""How two states of a book differ, in words: who is new, changed or gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.lists import book_names, part
from handlers.texts import pasting as texts
from rules.stock import Refused
from solitaire.values import ItemKey, RowKey
from storage.books import Book


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of words for each row that is new, changed or gone, in the order of the book."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.new, *self.changed, *self.cancelled)


def difference(before: Book, after: Book) -> Difference:
    """What became of everybody of one book in another. Whose row is another one now, because what
    it came of was taken back, is the same person still."""
    had, has = _by_name(before, after), _by_name(after, after)
    new: list[str] = []
    changed: list[str] = []
    cancelled: list[str] = []
    for who in dict.fromkeys((*had, *has)):
        old, now = had.get(who, {}), has.get(who, {})
        if old == now:
            continue
        if not old:
            new.append(texts.added(who, _parts(after, now)))
        elif not now:
            cancelled.append(texts.cancelled(who, _parts(after, old)))
        else:
            changed.append(texts.changed(who, _moved(after, old, now)))
    return Difference(tuple(new), tuple(changed), tuple(cancelled))


def _by_name(book: Book, named: Book) -> dict[str, dict[ItemKey, int]]:
    """What stands for everybody, by the name and household that the other book has."""
    found: dict[str, dict[ItemKey, int]] = {}
    for row in named.orders:
        held = found.setdefault(full_name(named, row), {})
        for item, quantity in _quantities(book, row).items():
            held[item] = held.get(item, 0) + quantity
    return {who: items for who, items in found.items() if items}


def _quantities(book: Book, row: RowKey) -> dict[ItemKey, int]:
    return {line.item: line.quantity for line in book.lines_of(row)}


def _parts(book: Book, items: dict[ItemKey, int]) -> list[str]:
    return [str(part(book, item, quantity)) for item, quantity in items.items()]


def _moved(book: Book, had: dict[ItemKey, int], has: dict[ItemKey, int]) -> list[str]:
    moved: list[str] = []
    for item in dict.fromkeys((*had, *has)):
        if had.get(item, 0) != has.get(item, 0):
            piece = part(book, item, has.get(item, 0))
            name = f"{piece.name}({piece.variant})" if piece.variant else piece.name
            moved.append(texts.from_to(name, had.get(item, 0), has.get(item, 0), piece.unit))
    return moved


def full_name(book: Book, row: RowKey) -> str:
    """A person with her household, as the leader may read it in private."""
    order = book.orders[row]
    apart = bool(order.address) and order.address != order.who
    return f"{order.address} {order.who}" if apart else order.who


def short_name_of(book: Book, row: RowKey) -> str:
    """What is enough to tell a person from the others: the household, if only she is there."""
    order = book.orders[row]
    homes = [o.address for key, o in book.orders.items() if book.lines_of(key)]
    return (
        order.address if order.address and homes.count(order.address) < 2 else full_name(book, row)
    )


def times_of(book: Book, row: RowKey, items: Sequence[ItemKey]) -> list[str]:
    """草莓×2 for each of these items that stands."""
    told: list[str] = []
    for line in book.lines_of(row):
        if line.item in items:
            piece = part(book, line.item, line.quantity)
            name = f"{piece.name}({piece.variant})" if piece.variant else piece.name
            told.append(texts.times(name, line.quantity))
    return told


def refused_line(book: Book, refusal: Refused, *, named: bool = True) -> str:
    """Why something was not booked, with whose it is."""
    shelf = refusal.wish.shelf
    name, unit = book_names(book)[shelf.code], book.products[shelf.code].unit
    limits = (shelf.limit or 0, shelf.minimum or 0)
    why = texts.why_refused(refusal.code, name, unit, refusal.room or 0, limits)
    known = named and refusal.wish.row in book.orders
    return f"{full_name(book, refusal.wish.row)} {why}" if known else why
