"""What came in: each event once for each group it acts on, and how it ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from storage.schema import inbox
from storage.session import Session


class InboxState(StrEnum):
    """DONE had its effects with the same commit; FAILED is kept to be run again after a fix."""

    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Filed:
    """An event as it is filed. ``group`` is what it acts on; (chat, message, revision) is its
    identity on its platform."""

    group: str
    chat: str
    message: str
    revision: str
    kind: str
    payload: Mapping[str, Any]
    at: datetime

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same event as another."""
        return (self.group, self.chat, self.message, self.revision)


def add_filed(
    session: Session, filed: Filed, state: InboxState = InboxState.DONE, error: str | None = None
) -> None:
    """File an event with its end."""
    session.insert(
        inbox,
        {
            "group_id": filed.group,
            "chat": filed.chat,
            "message": filed.message,
            "revision": filed.revision,
            "kind": filed.kind,
            "payload": dict(filed.payload),
            "state": state.value,
            "error": error,
            "at": filed.at,
        },
    )


async def list_known(session: Session, messages: Iterable[str]) -> set[tuple[str, str, str, str]]:
    """The keys of all filed events about these messages."""
    query = select(inbox.c.group_id, inbox.c.chat, inbox.c.message, inbox.c.revision).where(
        inbox.c.message.in_(set(messages))
    )
    rows = await session.rows(query)
    return {(row.group_id, row.chat, row.message, row.revision) for row in rows}


async def find_message(session: Session, chat: str, message: str) -> Mapping[str, Any] | None:
    """The first version of a message that was said in a chat, as filed."""
    row = await session.first(
        select(inbox.c.payload)
        .where(inbox.c.chat == chat, inbox.c.message == message, inbox.c.kind == "Said")
        .limit(1)
    )
    return None if row is None else row.payload


async def find_text(session: Session, chat: str, message: str) -> str | None:
    """What a message says now: its latest version's text, "" once it was taken back."""
    row = await session.first(
        select(inbox.c.kind, inbox.c.payload)
        .where(inbox.c.chat == chat, inbox.c.message == message)
        .where(inbox.c.kind.in_(("Said", "Edited", "Recalled")))
        .order_by(inbox.c.at.desc(), inbox.c.id.desc())
        .limit(1)
    )
    return None if row is None else str(row.payload.get("text", ""))


async def count_failed(session: Session) -> int:
    """How many events wait for a fix."""
    return len(await session.rows(select(inbox.c.id).where(inbox.c.state == InboxState.FAILED)))


@dataclass(frozen=True, slots=True)
class Failed:
    """An event that did nothing: what kind it is, how its error is called, when it came. ``id`` is
    what the log calls it."""

    id: str
    kind: str
    error: str
    at: datetime


async def find_last_failed(session: Session) -> Failed | None:
    """The latest of the events that wait for a fix."""
    row = await session.first(
        select(inbox)
        .where(inbox.c.state == InboxState.FAILED)
        .order_by(inbox.c.at.desc(), inbox.c.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    return Failed(f"{row.chat}|{row.message}", row.kind, row.error or "", row.at)


async def find_groups_of(session: Session, chat: str, message: str) -> tuple[str, ...]:
    """The groups that a message of a chat was filed for."""
    rows = await session.rows(
        select(inbox.c.group_id)
        .where(inbox.c.chat == chat, inbox.c.message == message)
        .distinct()
        .order_by(inbox.c.group_id)
    )
    return tuple(row.group_id for row in rows)
