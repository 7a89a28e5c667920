"""What is to be said, written with the effects it tells of and sent afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, select, update

from storage.schema import outbox
from storage.session import Session


class OutboxState(StrEnum):
    """PENDING waits to be sent; UNREACHABLE could not be, for good; DROPPED is of no use now."""

    PENDING = "pending"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to say. ``key`` makes it once only; ``id`` is its place in line (0 before it is
    stored). ``buttons`` are pairs of label and what a press says."""

    key: str
    group: str
    chat: str
    kind: str
    text: str
    at: datetime
    send_after: datetime
    reply_to: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    attachment: Mapping[str, Any] | None = None
    ask_kind: str | None = None
    ask_account: str | None = None
    ask_facts: Mapping[str, Any] | None = None
    topic: str = ""
    join: str = ""
    useful_until: datetime | None = None
    attempts: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question the bot asked an account in a chat, and in which group's affairs."""

    group: str
    chat: str
    account: str
    key: str
    kind: str
    facts: Mapping[str, Any]
    at: datetime

    @property
    def cause(self) -> str:
        """The message that made the bot ask: it may have asked about several groups."""
        return self.key.removeprefix(f"{self.group}|").rpartition("/")[0]

    @property
    def family(self) -> str:
        """What kind of question it is: ``confirm`` for ``confirm:cancel``."""
        return self.kind.partition(":")[0]

    def replaces(self, other: "Asked") -> bool:
        """Whether it is the later of two questions of a family about one group."""
        return (self.group, self.family) == (other.group, other.family)


def add_outgoing(session: Session, outgoing: Outgoing) -> None:
    """Queue something to say; a second one with the same key is left out."""
    session.insert_new(
        outbox,
        {
            "key": outgoing.key,
            "group_id": outgoing.group,
            "chat": outgoing.chat,
            "kind": outgoing.kind,
            "text": outgoing.text,
            "reply_to": outgoing.reply_to,
            "buttons": [list(button) for button in outgoing.buttons],
            "attachment": outgoing.attachment,
            "ask_kind": outgoing.ask_kind,
            "ask_account": outgoing.ask_account,
            "ask_facts": outgoing.ask_facts,
            "topic": outgoing.topic,
            "join_key": outgoing.join,
            "state": OutboxState.PENDING.value,
            "at": outgoing.at,
            "send_after": outgoing.send_after,
            "useful_until": outgoing.useful_until,
            "attempts": 0,
        },
    )


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        row.key,
        row.group_id,
        row.chat,
        row.kind,
        row.text,
        row.at,
        row.send_after,
        row.reply_to,
        tuple((label, says) for label, says in row.buttons),
        row.attachment,
        row.ask_kind,
        row.ask_account,
        row.ask_facts,
        row.topic,
        row.join_key,
        row.useful_until,
        row.attempts,
        row.id,
    )


async def list_pending(session: Session, most: int = 500) -> tuple[Outgoing, ...]:
    """What waits to be sent, in the order it was said."""
    rows = await session.rows(
        select(outbox)
        .where(outbox.c.state == OutboxState.PENDING.value)
        .order_by(outbox.c.id)
        .limit(most)
    )
    return tuple(_outgoing(row) for row in rows)


async def next_send(session: Session) -> datetime | None:
    """When the first of what waits may be sent."""
    row = await session.first(
        select(func.min(outbox.c.send_after)).where(outbox.c.state == OutboxState.PENDING.value)
    )
    return None if row is None else row[0]


def mark(
    session: Session,
    outgoing: Outgoing,
    state: OutboxState,
    at: datetime,
    sent_id: str | None = None,
) -> None:
    """Write how the sending ended."""
    session.update(
        outbox,
        {"id": outgoing.id},
        {"state": state.value, "sent_at": at, "sent_id": sent_id},
    )


def postpone(session: Session, ids: Sequence[int], until: datetime, attempts: int) -> None:
    """Send these later: the platform asked to wait, or could not be reached."""
    for place in ids:
        session.update(outbox, {"id": place}, {"send_after": until, "attempts": attempts})


async def drop_pending(session: Session, prefix: str, kind: str) -> int:
    """Take back what was not sent yet, of one event's replies and one kind."""
    return await session.execute(
        update(outbox)
        .where(
            outbox.c.key.startswith(prefix, autoescape=True),
            outbox.c.kind == str(kind),
            outbox.c.state == OutboxState.PENDING.value,
        )
        .values(state=OutboxState.DROPPED.value)
    )


async def drop_notices(session: Session, group: str, topic: str) -> int:
    """Take back what about a topic of this group was not sent yet (held for quiet hours)."""
    return await session.execute(
        update(outbox)
        .where(
            outbox.c.group_id == group,
            outbox.c.topic == topic,
            outbox.c.state == OutboxState.PENDING.value,
        )
        .values(state=OutboxState.DROPPED.value)
    )


async def list_asked(session: Session, chat: str) -> dict[str, tuple[Asked, ...]]:
    """What the bot asked each account in this chat and is not answered, the oldest first."""
    rows = await session.rows(
        select(outbox)
        .where(outbox.c.chat == chat, outbox.c.ask_account.is_not(None))
        .order_by(outbox.c.id.desc())
        .limit(500)
    )
    waiting: dict[str, tuple[Asked, ...]] = {}
    for row in reversed(rows):
        asked = Asked(
            row.group_id,
            row.chat,
            row.ask_account,
            row.key,
            row.ask_kind,
            row.ask_facts or {},
            row.at,
        )
        waiting[row.ask_account] = with_asked(waiting.get(row.ask_account, ()), asked)
    answered = {row.key for row in rows if row.answered_at is not None}
    return {
        account: tuple(one for one in asked if one.key not in answered)
        for account, asked in waiting.items()
    }


def with_asked(waiting: Sequence[Asked], asked: Asked) -> tuple[Asked, ...]:
    """Questions and a newer one, which takes the place of what it replaces."""
    return (*(one for one in waiting if not asked.replaces(one)), asked)


def mark_answered(session: Session, asked: Asked, at: datetime) -> None:
    """A question is used up: the same word said again does not answer it again."""
    session.update(outbox, {"key": asked.key}, {"answered_at": at})


async def find_said(session: Session, chat: str, sent_id: str) -> tuple[Outgoing, ...]:
    """What the bot said in the message that the platform knows by this id (several if joined)."""
    rows = await session.rows(
        select(outbox).where(outbox.c.chat == chat, outbox.c.sent_id == sent_id)
    )
    return tuple(_outgoing(row) for row in rows)
