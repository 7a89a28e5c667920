"""The leader's commands, with what it takes to undo each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Row, select

from storage.schema import commands
from storage.session import Session


class Caused(Protocol):
    """Whatever knows by which event and when something is done."""

    @property
    def at(self) -> datetime: ...
    @property
    def cause(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Command:
    """One command that may be undone. ``before`` are plain values to go back to; ``log_seq`` is
    the offer's place in its chat right after it: a later one means that something followed;
    ``cause`` is the event's key."""

    id: int
    group: str
    offer: int | None
    kind: str
    before: Mapping[str, Any]
    log_seq: int
    at: datetime
    cause: str


ALWAYS_NOTED = frozenset(
    {
        "receive",
        "undo_receive",
        "refund",
        "refund_goods",
        "redeem",
        "undo_redeem",
        "arrival",
        "shortage",
        "counted",
        "not_counted",
    }
)
"""Audited acts that are commands too: the last of them is never overlooked in favour of an older
one, though it is taken back in its own way or not at all."""


def note_command(
    session: Session,
    group: str,
    offer: int | None,
    account: str,
    kind: str,
    before: Mapping[str, Any],
    log_seq: int,
    caused: Caused,
) -> None:
    """Note a command as done."""
    session.insert(
        commands,
        {
            "group_id": group,
            "offer": offer,
            "account": account,
            "kind": kind,
            "before": dict(before),
            "log_seq": log_seq,
            "cause": caused.cause,
            "at": caused.at,
        },
    )


async def find_last(session: Session, group: str, account: str) -> Command | None:
    """The account's last command in a group that was not undone."""
    row = await session.first(
        select(commands)
        .where(
            commands.c.group_id == group,
            commands.c.account == account,
            commands.c.undone_at.is_(None),
        )
        .order_by(commands.c.id.desc())
        .limit(1)
    )
    return None if row is None else _command(row)


async def list_commands(session: Session, group: str, offer: int, kind: str) -> tuple[Command, ...]:
    """What was done of a kind to an offer and not undone, oldest first, whoever did it."""
    rows = await session.rows(
        select(commands)
        .where(
            commands.c.group_id == group,
            commands.c.offer == offer,
            commands.c.kind == kind,
            commands.c.undone_at.is_(None),
        )
        .order_by(commands.c.id)
    )
    return tuple(map(_command, rows))


def _command(row: Row[Any]) -> Command:
    return Command(
        row.id, row.group_id, row.offer, row.kind, row.before, row.log_seq, row.at, row.cause
    )


def supersede(session: Session, group: str, offer: int, kind: str, at: datetime) -> None:
    """What was noted of an offer is part of a later command: a draft, once it is opened."""
    session.update(commands, {"group_id": group, "offer": offer, "kind": kind}, {"undone_at": at})


def mark_undone(session: Session, command: Command, at: datetime) -> None:
    """Note that a command was taken back."""
    session.update(commands, {"id": command.id}, {"undone_at": at})
