"""What was earned on each collected order line, and where it stands by now.

A line that is collected in parts has a row a part. The amounts are posted in the ledger; these
rows say which lines they come from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, select

from rules.commission import CommissionState
from solitaire.values import AccountId, ItemKey, RowKey
from storage.schema import commissions
from storage.session import Session


class EarnedState(StrEnum):
    """A commission's state as stored. CLAWED_BACK: its goods were refunded; RETURNED: its
    collection was undone once it was settled, so it was clawed back too; UNDONE: its collection was
    undone before, so it counts for nothing."""

    WAITING = "waiting"
    SETTLED = "settled"
    CLAWED_BACK = "clawed_back"
    RETURNED = "returned"
    UNDONE = "undone"


_STANDING = (EarnedState.WAITING.value, EarnedState.SETTLED.value)
_COLLECTED = (*_STANDING, EarnedState.CLAWED_BACK.value)


@dataclass(frozen=True, slots=True)
class Earned:
    """The commission on one collection of one line. ``basis_fen`` is what the collected goods
    cost, ``rate`` in basis points, ``at`` when they were collected, ``id`` 0 before it is stored.
    """

    group: str
    offer: int
    row: RowKey
    item: ItemKey
    leader: AccountId
    basis_fen: int
    rate: int
    fen: int
    state: EarnedState
    cause: str
    at: datetime
    settles_at: datetime
    settled_at: datetime | None = None
    id: int = 0

    @property
    def standing(self) -> CommissionState:
        """The state in the words of the rules. ``ValueError`` for an undone one."""
        return standing_of(self.state)


def standing_of(state: EarnedState) -> CommissionState:
    """A stored state in the words of the rules. ``ValueError`` for an undone one."""
    returned = state is EarnedState.RETURNED
    return CommissionState.CLAWED_BACK if returned else CommissionState(state.value)


def add_earned(session: Session, earned: Earned) -> None:
    """Write a new commission."""
    session.insert(
        commissions,
        {
            "group_id": earned.group,
            "offer": earned.offer,
            "row": earned.row,
            "item": earned.item,
            "leader": earned.leader,
            "basis_fen": earned.basis_fen,
            "rate": earned.rate,
            "fen": earned.fen,
            "state": earned.state.value,
            "cause": earned.cause,
            "at": earned.at,
            "settles_at": earned.settles_at,
            "settled_at": earned.settled_at,
        },
    )


def save_earned(session: Session, earned: Earned) -> None:
    """Write what may have changed of a stored commission: amounts and state."""
    session.update(
        commissions,
        {"id": earned.id},
        {
            "basis_fen": earned.basis_fen,
            "fen": earned.fen,
            "state": earned.state.value,
            "settled_at": earned.settled_at,
        },
    )


def _earned(row: Row[Any]) -> Earned:
    return Earned(
        row.group_id,
        row.offer,
        RowKey(row.row),
        ItemKey(row.item),
        AccountId(row.leader),
        row.basis_fen,
        row.rate,
        row.fen,
        EarnedState(row.state),
        row.cause,
        row.at,
        row.settles_at,
        row.settled_at,
        row.id,
    )


async def list_earned(
    session: Session, group: str, offer: int, row: RowKey, item: ItemKey
) -> tuple[Earned, ...]:
    """What one order line earned, in the order collected, undone collections left out."""
    rows = await session.rows(
        select(commissions)
        .where(
            commissions.c.group_id == group,
            commissions.c.offer == offer,
            commissions.c.row == row,
            commissions.c.item == item,
            commissions.c.state.in_(_COLLECTED),
        )
        .order_by(commissions.c.id)
    )
    return tuple(_earned(found) for found in rows)


async def list_standing(session: Session, group: str, row: RowKey) -> tuple[Earned, ...]:
    """What a person's collected goods earned and was not clawed back, newest offer first."""
    rows = await session.rows(
        select(commissions)
        .where(
            commissions.c.group_id == group,
            commissions.c.row == row,
            commissions.c.state.in_(_STANDING),
        )
        .order_by(commissions.c.offer.desc(), commissions.c.id)
    )
    return tuple(_earned(found) for found in rows)


async def sum_refunded(session: Session, group: str, offer: int, row: RowKey) -> int:
    """What a person's goods cost that were refunded after she had collected them, in fen."""
    found = await session.first(
        select(func.sum(commissions.c.basis_fen).label("fen")).where(
            commissions.c.group_id == group,
            commissions.c.offer == offer,
            commissions.c.row == row,
            commissions.c.state == EarnedState.CLAWED_BACK.value,
        )
    )
    return int(found.fen or 0) if found is not None else 0


async def list_unsettled(session: Session, group: str, until: datetime) -> tuple[Earned, ...]:
    """What a group earned that waits, and whose window has ended by ``until``."""
    rows = await session.rows(
        select(commissions)
        .where(
            commissions.c.group_id == group,
            commissions.c.state == EarnedState.WAITING.value,
            commissions.c.settles_at <= until,
        )
        .order_by(commissions.c.id)
    )
    return tuple(_earned(found) for found in rows)


async def list_earned_by(
    session: Session, leader: str, groups: Sequence[str] | None, start: datetime, end: datetime
) -> tuple[Earned, ...]:
    """A leader's commission on goods collected within ``[start, end)``, in the order collected.

    ``groups`` are the groups meant, None for all of them.
    """
    query = select(commissions).where(
        commissions.c.leader == leader,
        commissions.c.state != EarnedState.UNDONE.value,
        commissions.c.at >= start,
        commissions.c.at < end,
    )
    if groups is not None:
        query = query.where(commissions.c.group_id.in_(groups))
    rows = await session.rows(query.order_by(commissions.c.at, commissions.c.id))
    return tuple(_earned(found) for found in rows)
