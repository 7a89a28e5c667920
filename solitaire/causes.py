"""Why the book stands as it does: what each message of a chat did to it, told over again.

The chain of links says what each message means now; an edit or a recall stands in it at the place
of the message that it changes. Here each does what it did when it came: the messages are heard
once more, one at a time, and the book before and after each is compared. Only what was changed
later, and what came in between, is read again. Pure, like the chat.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from solitaire.book import State
from solitaire.chat import Chat, at_link, changes_between, go_on, hear, refuse, relist, start
from solitaire.log import Link, find_link
from solitaire.values import Change, ItemKey, Message, MessageId, Reading, RowKey


class Told(NamedTuple):
    """One message as it was heard, with the changes of it that were not granted."""

    message: Message
    refused: Sequence[tuple[RowKey, ItemKey]] = ()


class Cause(NamedTuple):
    """One message and what it did to the book when it came.

    ``of`` is the message that it edits or recalls, as that read until then; None for a message of
    its own. ``wanted`` are the changes that it asked for and was not given (from what stood to
    what was meant). ``state`` is all that was known after it.
    """

    message: Message
    of: Message | None
    changes: tuple[Change, ...]
    wanted: tuple[Change, ...]
    reading: Reading
    state: State

    def touches(self, row: RowKey, item: ItemKey | None = None) -> bool:
        """Whether it changed, or was to change, a row (one item of it)."""
        return any(
            change.row == row and item in {None, change.item}
            for change in (*self.changes, *self.wanted)
        )


def retell(chat: Chat, told: Iterable[Told]) -> Iterator[Cause]:
    """What each message did, in the order in which they came.

    ``chat`` is the chat that they led to: its links know with which list each was read. Applied one
    after the other, the changes give the book of ``chat``, whatever was edited, recalled or refused
    (tests/solitaire/test_causes.py).
    """
    links, heard = _links(chat), tuple(told)
    settled = _settled([one.message for one in heard])
    now, latest = start(chat.lexicon, chat.leader), None
    for (message, refused), stays in zip(heard, settled, strict=True):
        link = links.get(message.id)
        now = now if link is None else relist(now, link.lexicon)
        of = _changed_by(now, message)
        if link is not None and stays and not refused and link.previous is now.last:
            after, reading = go_on(now, link)
        else:
            after, reading = hear(now, message)
        meant = changes_between(now.state, after.state)
        if refused:
            after = refuse(after, message.id, refused)
        changes = changes_between(now.state, after.state)
        wanted = _not_given(meant, refused, changes)
        latest = link or latest
        now = at_link(after, latest) if stays and latest is not None else after
        yield Cause(message, of, changes, wanted, reading, after.state)


def _links(chat: Chat) -> Mapping[MessageId, Link]:
    links: dict[MessageId, Link] = {}
    link = chat.last
    while link is not None:
        links[link.message.id] = link
        link = link.previous
    return links


def _settled(messages: Sequence[Message]) -> list[bool]:
    """For each message whether neither it nor an earlier one was changed by a later one: up to
    there the chat's own links say what was meant then, and nothing need be read again."""
    owners: dict[MessageId, int] = {}
    touched = list(range(len(messages)))
    for place, message in enumerate(messages):
        changed = message.edits or message.recalls
        owner = owners.get(changed, place) if changed is not None else place
        owners[message.id] = owner
        touched[owner] = place
    return [last <= place for place, last in enumerate(accumulate(touched, max))]


def _changed_by(chat: Chat, message: Message) -> Message | None:
    changes = message.edits or message.recalls
    link = find_link(chat.last, changes) if changes is not None else None
    return None if link is None else link.message


def _not_given(
    meant: Sequence[Change],
    refused: Sequence[tuple[RowKey, ItemKey]],
    changes: Sequence[Change],
) -> tuple[Change, ...]:
    """What was refused and did not come about all the same, by another message."""
    pairs = frozenset(refused)
    return tuple(
        change for change in meant if (change.row, change.item) in pairs and change not in changes
    )


def of_row(causes: Iterable[Cause], row: RowKey, item: ItemKey | None = None) -> list[Cause]:
    """Those that changed a row (or one item of it), or were to, the newest first."""
    return [cause for cause in causes if cause.touches(row, item)][::-1]


def book_after(causes: Iterable[Cause]) -> Mapping[RowKey, Mapping[ItemKey, int]]:
    """The quantities that the changes of all causes come to, one after the other: the book."""
    book: dict[RowKey, dict[ItemKey, int]] = {}
    for cause in causes:
        for change in cause.changes:
            row = book.setdefault(change.row, {})
            if row.get(change.item, 0) != change.before:
                raise ValueError(f"{change} does not follow from {row}")
            row[change.item] = change.after
    kept = {key: {item: n for item, n in row.items() if n} for key, row in book.items()}
    return {key: row for key, row in kept.items() if row}
