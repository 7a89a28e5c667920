"""What leaders sold: the standing lines of offers past their cutoff.

A line counts from its offer's cutoff, unless it was cancelled or fell short. An order is one
person's order in one offer with at least one such line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Subquery, and_, func, select

from rules.offers import OfferState
from rules.ranking import Turnover
from rules.times import day_of
from solitaire.values import AccountId
from storage.columns import Instant
from storage.groups import list_leaders
from storage.schema import groups, lines, offers
from storage.session import Session

_COUNTED = (OfferState.CLOSED.value, OfferState.DONE.value)


@dataclass(frozen=True, slots=True)
class Sold:
    """Turnover in fen and how many orders it came from."""

    fen: int = 0
    orders: int = 0


def _orders(start: datetime, end: datetime) -> Subquery:
    """A row an order whose offer closed within ``[start, end)``: leader, instant, fen."""
    closed = func.coalesce(offers.c.closed_at, offers.c.cutoff_at, type_=Instant())
    return (
        select(groups.c.leader, closed.label("at"), func.sum(lines.c.fen).label("fen"))
        .join(offers, offers.c.group_id == groups.c.id)
        .join(lines, and_(lines.c.group_id == offers.c.group_id, lines.c.offer == offers.c.offer))
        .where(offers.c.state.in_(_COUNTED), closed >= start, closed < end, lines.c.quantity > 0)
        .group_by(groups.c.leader, closed, lines.c.group_id, lines.c.offer, lines.c.row)
        .subquery()
    )


def _sum(orders: Subquery) -> tuple[Any, Any]:
    return func.sum(orders.c.fen).label("fen"), func.count().label("orders")


async def list_turnover(session: Session, start: datetime, end: datetime) -> tuple[Turnover, ...]:
    """Every leader's turnover of a period, in the order they came; zeros too."""
    orders = _orders(start, end)
    query = select(orders.c.leader, *_sum(orders)).group_by(orders.c.leader)
    sold = {row.leader: Sold(int(row.fen), row.orders) for row in await session.rows(query)}
    return tuple(
        Turnover(leader.account, leader.zone, own.fen, own.orders)
        for leader in await list_leaders(session)
        for own in (sold.get(leader.account, Sold()),)
    )


async def sum_days(
    session: Session, leader: AccountId, start: datetime, end: datetime, zone: ZoneInfo
) -> Mapping[date, Sold]:
    """A leader's turnover by the day of the cutoff, days without any left out."""
    orders = _orders(start, end)
    query = (
        select(orders.c.at, *_sum(orders))
        .where(orders.c.leader == leader)
        .group_by(orders.c.at)
        .order_by(orders.c.at)
    )
    days: dict[date, Sold] = {}
    for row in await session.rows(query):
        day = day_of(row.at, zone)
        before = days.get(day, Sold())
        days[day] = Sold(before.fen + int(row.fen), before.orders + row.orders)
    return days
