"""What happened to the lines of an offer: each message with what it did and why not more."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.work import Work
from solitaire.causes import Cause, Told, retell
from solitaire.values import BOT, AccountId, Change, MessageId, Row, RowKey
from storage.books import Book, split_item
from storage.commands import Command, list_commands
from storage.groups import Group
from storage.log import Heard, Reason, list_log

Codes = Collection[str]
"""Products that are asked about; none for all."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A message and what it did to the book; ``reasons`` say why what it wanted was refused.
    ``cause`` knows the message, ``short`` that it is the word of a shortage, ``counted`` that the
    leader booked it for its sender."""

    at: datetime
    cause: Cause
    changes: tuple[Change, ...]
    reasons: tuple[tuple[Change, Reason | None], ...]
    short: bool = False
    counted: bool = False

    @property
    def rows(self) -> tuple[RowKey, ...]:
        """Whose lines it concerns."""
        concerned = (*self.changes, *(change for change, _ in self.reasons))
        return tuple(dict.fromkeys(change.row for change in concerned))

    def of_row(self, row: RowKey, codes: Codes) -> bool:
        """Whether it did, or was to do, something to a row's lines of these products."""
        concerned = (*self.changes, *(change for change, _ in self.reasons))
        return any(is_of(change, row, codes) for change in concerned)


@dataclass(frozen=True, slots=True)
class History:
    """All that happened in an offer, oldest first."""

    group: Group
    book: Book
    happened: tuple[Happened, ...]
    reprices: tuple[Command, ...]

    def of_message(self, ids: Collection[MessageId]) -> tuple[Happened, ...]:
        """What these messages did."""
        return tuple(one for one in self.happened if one.cause.message.id in ids)

    def of_row(self, row: RowKey, codes: Codes = ()) -> tuple[Happened, ...]:
        """What was done, or was to be done, to a row, newest first."""
        return tuple(one for one in reversed(self.happened) if one.of_row(row, codes))

    def row(self, row: RowKey) -> Row | None:
        """A row as some message knew it last."""
        rows = (one.cause.state.rows.get(row) for one in reversed(self.happened))
        return next((known for known in rows if known is not None), None)

    def owner(self, row: RowKey) -> AccountId | None:
        """Whose row it is, where that is an account."""
        known, meant = self.book.orders.get(row), self.row(row)
        return (known.account if known else None) or (meant.account if meant else None)


def is_of(change: Change, row: RowKey, codes: Codes) -> bool:
    """Whether a change is of a row, and of one of these products."""
    return change.row == row and (not codes or split_item(change.item)[0] in codes)


async def read_history(work: Work, group: Group, book: Book) -> History:
    """The offer's chat told over again, from the log: in a worker thread, because a long evening
    takes as long as to load it."""
    number = book.offer.number
    heard = [
        entry
        for entry in await list_log(work.session, group.id, number)
        if isinstance(entry, Heard)
    ]
    shortages = await list_commands(work.session, group.id, number, "shortage")
    counted = await list_commands(work.session, group.id, number, "counted")
    reprices = await list_commands(work.session, group.id, number, "reprice")
    told = [Told(entry.message, entry.refused) for entry in heard]
    causes = await asyncio.to_thread(lambda: list(retell(book.chat, told)))
    happened: list[Happened] = []
    short = {MessageId(f"bot:{one.cause}/stands") for one in shortages}
    words = {(str(one.before.get("message")), one.at) for one in counted}
    for entry, cause in zip(heard, causes, strict=True):
        message = cause.message
        if message.sender == BOT and message.id not in short:
            if not cause.changes:
                continue
            if happened and happened[-1].at == entry.at:  # it came of that message
                happened[-1] = _with(happened[-1], cause)
                continue
        happened.append(
            Happened(
                entry.at,
                cause,
                cause.changes,
                _reasons(entry, cause),
                message.id in short,
                (message.edits or message.id, entry.at) in words,
            )
        )
    return History(group, book, tuple(happened), reprices)


def _reasons(entry: Heard, cause: Cause) -> tuple[tuple[Change, Reason | None], ...]:
    known = dict(zip(entry.refused, entry.reasons, strict=False))
    return tuple((change, known.get((change.row, change.item))) for change in cause.wanted)


def _with(last: Happened, cause: Cause) -> Happened:
    """What the bot set right behind a message is that message's doing."""
    joined = {(change.row, change.item): change for change in last.changes}
    for change in cause.changes:
        before = joined.get((change.row, change.item), change).before
        joined[change.row, change.item] = change._replace(before=before)
    changes = tuple(change for change in joined.values() if change.before != change.after)
    return replace(last, changes=changes)
