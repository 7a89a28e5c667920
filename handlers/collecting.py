"""What is to be fetched, by whom, and from which offer: shared by arrival, codes and counter.

An offer older than the group's newest is loaded for the event and not kept in memory.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.lists import part
from handlers.plans import drop_offer
from handlers.texts import pickups as texts
from handlers.texts.amounts import day
from handlers.work import Work
from rules.offers import Action, OfferState, Outstanding, after, finished
from rules.pickup import Parcel, ParcelLine
from solitaire.values import AccountId, ItemKey, RowKey
from storage.books import Book, load_book
from storage.groups import Group
from storage.offers import find_offer, save_offer
from storage.orders import Line, Order


async def book_of(work: Work, group: str, number: int) -> Book | None:
    """The book of one of a group's offers: the one in memory, else read from its rows."""
    state = await work.state(group)
    if state is None:
        return None
    if state.book is not None and state.book.offer.number == number:
        return state.book
    offer = await find_offer(work.session, group, number)
    return None if offer is None else await load_book(work.session, offer, state.group.leader)


async def keep_book(work: Work, group: str, book: Book) -> None:
    """Keep a changed book in memory, if it is the group's newest; its rows are queued already."""
    state = await work.state(group)
    if state and state.book and state.book.offer.number == book.offer.number:
        work.keep(state.group, book)


def fetcher(order: Order) -> AccountId:
    """Who is given the code and the reminders: the person, else whoever placed the order."""
    return order.account or order.placer


def to_fetch(book: Book, row: RowKey) -> tuple[Line, ...]:
    """A person's lines of which something has arrived and was not handed out."""
    return tuple(line for line in unfetched(book, row) if _arrived(book, line))


def yet_to_come(book: Book, row: RowKey) -> tuple[Line, ...]:
    """A person's lines of which something is still on its way."""
    return tuple(line for line in unfetched(book, row) if not _arrived(book, line))


def unfetched(book: Book, row: RowKey) -> Iterable[Line]:
    """A person's lines of which something was not handed out, here or on its way."""
    return (line for line in book.lines_of(row) if line.quantity > line.collected)


def _arrived(book: Book, line: Line) -> bool:
    return book.products[line.product].arrived_at is not None


def rows_to_fetch(book: Book) -> tuple[RowKey, ...]:
    """Everybody who has something to fetch, by number."""
    orders = sorted(book.orders.values(), key=lambda order: order.number)
    return tuple(order.row for order in orders if to_fetch(book, order.row))


def by_fetcher(book: Book, rows: Iterable[RowKey]) -> Mapping[AccountId, tuple[RowKey, ...]]:
    """The rows that each account is told of: her own before those she placed for others."""
    told: dict[AccountId, list[RowKey]] = {}
    for row in rows:
        told.setdefault(fetcher(book.orders[row]), []).append(row)
    return {
        account: tuple(sorted(own, key=lambda row: book.orders[row].account is None))
        for account, own in told.items()
    }


def words(book: Book, lines: Iterable[Line]) -> tuple[str, ...]:
    """What of these lines was not handed out yet: 草莓2盒."""
    return tuple(str(part(book, line.item, line.quantity - line.collected)) for line in lines)


def place_of(group: Group, book: Book) -> str:
    """Where the offer's goods are fetched."""
    return book.offer.place or group.pickup_point


def title_of(group: Group, book: Book) -> str:
    """How one offer is told from the group's others: its title, else its day."""
    offer = book.offer
    at = offer.cutoff_at or offer.opened_at or offer.created_at
    return offer.title or texts.offer_of(day(at, ZoneInfo(group.settings.timezone)))


def ticket(work: Work, book: Book, row: RowKey) -> texts.Ticket:
    """A person's code and what it is good for now."""
    order = book.orders[row]
    code = work.vault.unseal(order.code_cipher) if order.code_cipher else ""
    own = order.account is not None
    return texts.Ticket(order.who, order.address, code, words(book, to_fetch(book, row)), own)


def parcel(
    group: Group, book: Book, row: RowKey, collected_at: Mapping[ItemKey, datetime]
) -> Parcel:
    """A person's order as the rules of the counter see it."""
    lines = [
        ParcelLine(
            line.item,
            line.product,
            line.quantity,
            _arrived(book, line),
            line.collected,
            collected_at.get(line.item),
        )
        for line in book.lines_of(row)
    ]
    cancelled = book.offer.state is OfferState.CANCELLED
    return Parcel(place_of(group, book), lines, cancelled)


def finish(work: Work, group: Group, book: Book) -> Book:
    """The book as done, if nobody has to come for anything any more; nothing timed is left."""
    if book.offer.state is not OfferState.CLOSED:
        return book
    if not finished(Outstanding(line.quantity, line.collected) for line in book.lines.values()):
        return book
    offer = replace(book.offer, state=after(book.offer.state, Action.FINISH), done_at=work.at)
    save_offer(work.session, offer)
    drop_offer(work, group.id, offer.number)
    return replace(book, offer=offer)
