"""What is to happen at a time. A row decides; whoever holds its lease carries it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select, update

from storage.schema import due
from storage.session import Session

WAITING = "waiting"
DONE = "done"
DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Planned:
    """Something timed. It is dropped when it could not be carried out by ``useful_until``."""

    group: str
    kind: str
    subject: str
    due_at: datetime
    useful_until: datetime

    @property
    def key(self) -> str:
        """One plan a group, kind and subject: planning it again moves it."""
        return f"{self.group}|{self.kind}|{self.subject}"


def plan(session: Session, planned: Planned) -> None:
    """Write when something is to happen, or move it."""
    session.save(
        due,
        {
            "key": planned.key,
            "group_id": planned.group,
            "kind": planned.kind,
            "subject": planned.subject,
            "due_at": planned.due_at,
            "useful_until": planned.useful_until,
            "state": WAITING,
            "lease_owner": None,
            "lease_until": None,
            "done_at": None,
        },
    )


def finish(session: Session, key: str, due_at: datetime, at: datetime) -> None:
    """Write that what was planned for ``due_at`` happened. If the plan has moved to another time
    since, that one stands."""
    session.update(due, {"key": key, "due_at": due_at}, {"state": DONE, "done_at": at})


def drop(session: Session, key: str, at: datetime) -> None:
    """Write that it will not happen."""
    session.update(due, {"key": key, "state": WAITING}, {"state": DROPPED, "done_at": at})


def _planned(row: Row[Any]) -> Planned:
    return Planned(row.group_id, row.kind, row.subject, row.due_at, row.useful_until)


async def claim(
    session: Session, at: datetime, owner: str, lease: timedelta, most: int = 100
) -> Sequence[Planned]:
    """Take what is due and not held by another, for the length of the lease, earliest first."""
    ready = (
        select(due.c.key)
        .where(
            due.c.state == WAITING,
            due.c.due_at <= at,
            or_(due.c.lease_until.is_(None), due.c.lease_until <= at, due.c.lease_owner == owner),
        )
        .order_by(due.c.due_at, due.c.key)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    keys = [row.key for row in await session.rows(ready)]
    if not keys:
        return ()
    await session.execute(
        update(due).where(due.c.key.in_(keys)).values(lease_owner=owner, lease_until=at + lease)
    )
    query = select(due).where(due.c.key.in_(keys)).order_by(due.c.due_at, due.c.key)
    return tuple(_planned(row) for row in await session.rows(query))


async def next_due(session: Session) -> datetime | None:
    """When the next thing comes due."""
    row = await session.first(select(func.min(due.c.due_at)).where(due.c.state == WAITING))
    return None if row is None else row[0]


async def list_planned(session: Session, group: str, kind: str) -> tuple[Planned, ...]:
    """What still waits of one kind in a group."""
    rows = await session.rows(
        select(due)
        .where(due.c.group_id == group, due.c.kind == kind, due.c.state == WAITING)
        .order_by(due.c.due_at)
    )
    return tuple(_planned(row) for row in rows)
