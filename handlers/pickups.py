"""Who has still to come for what: 取货码, 谁没取, 催取, and the reminders of the clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.codes import code_picture
from handlers.collecting import (
    book_of,
    by_fetcher,
    fetcher,
    place_of,
    rows_to_fetch,
    ticket,
    title_of,
    words,
    yet_to_come,
)
from handlers.lists import arrival
from handlers.messages import Attachment, Due, Reply, ReplyKind
from handlers.replies import answer, partly_personal, personal
from handlers.texts import pickups as texts
from handlers.texts.amounts import when
from handlers.texts.unreached import names_told_privately, tell_yourself
from handlers.unreached import Topic, write
from handlers.work import Call, Work
from rules.offers import OfferState
from solitaire.values import AccountId, RowKey
from storage.books import Book
from storage.groups import Group, is_unreachable
from storage.payments import list_tabs
from storage.pickups import list_fetched_by, list_unfetched


@dataclass(frozen=True, slots=True)
class _Reminder:
    """What somebody is reminded of, and the people whose goods that are."""

    account: AccountId
    text: str
    names: Sequence[str]


async def on_my_code(work: Work, call: Call) -> Sequence[Reply]:
    """取货码: what the speaker has to fetch, in all her groups, with the codes; privately."""
    said: list[str] = []
    pictures: list[Attachment] = []
    for group_id, number in await list_fetched_by(work.session, call.account):
        state, book = await work.state(group_id), await book_of(work, group_id, number)
        if state is None or book is None:
            continue
        rows = [row for row in book.orders if fetcher(book.orders[row]) == call.account]
        said.append(_my_code(work, state.group, book, rows))
        pictures += await _pictures(work, state.group, book, rows)
    picture = pictures[0] if len(pictures) == 1 else None
    return await personal(work, call, "\n\n".join(said) or texts.nothing_to_fetch(), picture)


def _my_code(work: Work, group: Group, book: Book, rows: Sequence[RowKey]) -> str:
    """One offer's codes; before the arrival, when it will be."""
    zone, offer = work.zone_of(group), book.offer
    if offer.state is OfferState.OPEN:
        until = when(offer.cutoff_at, work.at, zone) if offer.cutoff_at else ""
        return texts.not_closed(group.name, until)
    later = [item for row in rows for item in words(book, yet_to_come(book, row))]
    ready = [row for row in rows_to_fetch(book) if row in rows]
    if not ready:
        return texts.not_here_yet(group.name, later, arrival(work, group, offer))
    tickets = [ticket(work, book, row) for row in ready]
    return texts.my_code(group.name, tickets, place_of(group, book), later)


async def _pictures(
    work: Work, group: Group, book: Book, rows: Sequence[RowKey]
) -> list[Attachment]:
    """The codes as pictures, if there is something to fetch."""
    tabs = {tab.row: tab for tab in await list_tabs(work.session, group.id, book.offer.number)}
    return [
        code_picture(work, group, book, row, max(0, tabs[row].open - tabs[row].claimed))
        for row in rows_to_fetch(book)
        if row in rows
    ]


async def on_unfetched(work: Work, call: Call) -> Sequence[Reply]:
    """谁没取: who has not come yet; privately."""
    text, _ = await _unfetched(work, call.group)
    return await personal(work, call, text)


async def on_unfetched_over_all(work: Work, call: Call) -> Sequence[Reply]:
    """谁没取 over several groups, in sections with one total."""
    sections = [await _unfetched(work, state.group) for state in call.states]
    total = texts.in_all(sum(people for _, people in sections))
    return await personal(work, call, "\n\n".join([*(text for text, _ in sections), total]))


async def _unfetched(work: Work, group: Group) -> tuple[str, int]:
    """Who has not come for what, in words, and how many they are."""
    said, people = [], 0
    for book in await _books(work, group):
        tickets = [ticket(work, book, row) for row in rows_to_fetch(book)]
        said.append(texts.not_fetched(f"{group.name} {title_of(group, book)}", tickets))
        people += len(tickets)
    if said:
        return "\n".join(said), people
    state = await work.state(group.id)
    book = state.book if state else None
    if book is None or book.offer.state is OfferState.CANCELLED:
        return texts.nobody_to_come(group.name), 0
    arrived = any(product.arrived_at for product in book.products.values())
    return (texts.all_fetched if arrived else texts.nothing_arrived)(group.name), 0


async def _books(work: Work, group: Group) -> list[Book]:
    """The offers of which something lies ready, oldest first."""
    numbers = await list_unfetched(work.session, group.id)
    books = [await book_of(work, group.id, number) for number in numbers]
    return [book for book in books if book is not None]


async def on_chase(work: Work, call: Call) -> Sequence[Reply]:
    """催取: each who has not come is written to privately; the leader hears how many, and who is
    out of reach."""
    replies: list[Reply] = []
    told: set[AccountId] = set()
    beyond: dict[str, None] = {}
    for book in await _books(work, call.group):
        batch = f"{book.offer.number}|{work.cause}"
        for reminder in _reminders(work, call.group, book, overdue=False):
            if await is_unreachable(work.session, reminder.account):
                beyond |= dict.fromkeys(reminder.names)
                continue
            told.add(reminder.account)
            replies.append(write(reminder.account, reminder.text, Topic.PICKUP, batch))
    if not told and not beyond:
        return await on_unfetched(work, call)
    people = len(told - {call.group.leader})
    return (*await _chased(work, call, people, list(beyond)), *replies)


async def _chased(work: Work, call: Call, people: int, beyond: Sequence[str]) -> Sequence[Reply]:
    """How many were reminded; who was not, for the leader alone."""
    said = texts.chased(call.group.name, people, len(beyond))
    if not beyond:
        return (answer(call, said),)
    whole = f"{said}\n{tell_yourself(beyond)}"
    return await partly_personal(work, call, said, whole, names_told_privately())


async def on_pickup_due(work: Work, event: Due) -> Sequence[Reply]:
    """The evening of the arrival: who has not come is reminded."""
    return await _remind(work, event, overdue=False)


async def on_overdue_due(work: Work, event: Due) -> Sequence[Reply]:
    """The day after: who still has not come is chased."""
    return await _remind(work, event, overdue=True)


async def _remind(work: Work, event: Due, *, overdue: bool) -> Sequence[Reply]:
    state = await work.state(event.group)
    book = await book_of(work, event.group, int(event.subject.partition("@")[0]))
    if state is None or book is None or book.offer.state is not OfferState.CLOSED:
        return ()
    batch = f"{book.offer.number}|{event.key}|{event.due_at.isoformat()}"
    kind = ReplyKind.NOTICE if overdue else ReplyKind.POST
    return [
        write(reminder.account, reminder.text, Topic.PICKUP, batch, kind)
        for reminder in _reminders(work, state.group, book, overdue=overdue)
    ]


def _reminders(work: Work, group: Group, book: Book, *, overdue: bool) -> list[_Reminder]:
    """Who is told what, once each: her own goods, and those she ordered for others."""
    told = []
    for account, rows in by_fetcher(book, rows_to_fetch(book)).items():
        tickets = [ticket(work, book, row) for row in rows]
        others = all(book.orders[row].account is None for row in rows)
        if account == group.leader and others:
            text = texts.reminder_to_hand_on(group.name, tickets, overdue=overdue)
        else:
            text = texts.reminder(group.name, tickets, place_of(group, book), overdue=overdue)
        told.append(_Reminder(account, text, [ticket.named for ticket in tickets]))
    return told
