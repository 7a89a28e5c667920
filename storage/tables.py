"""The operator's tables as plain rows: what ``jielong export`` and a replay's checks read.

Columns are those of the operator's manual. Instants are ISO 8601 in the group's time zone, to the
second; quantities are in sale units (斤 for weights), whole ones as integers; money is fen.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, func, select

from rules.offers import OfferState
from rules.periods import PeriodKind, period
from rules.pickup import ParcelLine, pickup_state
from rules.ranking import standings
from rules.settings import Settings
from solitaire.values import ONE, ItemKey
from storage import schema
from storage.columns import Instant
from storage.commissions import EarnedState, standing_of
from storage.groups import Group, list_groups, list_leaders
from storage.session import Session
from storage.turnover import list_turnover

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Scope:
    """What every table needs: groups by id in the order bound, the settings, the instant."""

    session: Session
    groups: Mapping[str, Group]
    base: Settings
    at: datetime

    def local(self, group: str, at: datetime | None) -> str | None:
        """An instant on the group's wall."""
        if at is None:
            return None
        zone = ZoneInfo(self.groups[group].settings.timezone)
        return at.astimezone(zone).isoformat(timespec="seconds")

    async def rows(self, query: Select[Any]) -> list[Row[Any]]:
        """The rows of a query, group by group; each group's in the query's order."""
        place = {group: number for number, group in enumerate(self.groups)}
        found = [row for row in await self.session.rows(query) if row.group_id in place]
        return sorted(found, key=lambda row: place[row.group_id])


async def table(session: Session, name: str, base: Settings, at: datetime) -> list[Cells]:
    """One of ``TABLES`` by name, as it stands at an instant (the ranking is of that month).

    ``KeyError`` for a name that is none of them.
    """
    make = TABLES[name]
    groups = {group.id: group for group in await list_groups(session, base)}
    return await make(_Scope(session, groups, base, at))


async def _offers(scope: _Scope) -> list[Cells]:
    columns = schema.offers.c
    # A list that a leader was handed again is nobody's offer until she opens it.
    suggested = and_(
        columns.state == OfferState.DRAFT,
        columns.prepared.is_(False),
        columns.posted_on.is_not(None),
    )
    rows = await scope.rows(select(schema.offers).where(~suggested).order_by(columns.offer))
    return [
        {
            "chat": row.group_id,
            "offer": row.offer,
            "state": row.state,
            "opened_at": scope.local(row.group_id, row.opened_at),
            "cutoff_at": scope.local(row.group_id, row.cutoff_at),
        }
        for row in rows
    ]


def _same_order(one: Any, other: Any) -> Any:
    return and_(
        one.c.group_id == other.c.group_id, one.c.offer == other.c.offer, one.c.row == other.c.row
    )


def _same_offer(one: Any, other: Any) -> Any:
    return and_(one.c.group_id == other.c.group_id, one.c.offer == other.c.offer)


def _standing_lines() -> Select[Any]:
    """The lines that stand, with their order, product and offer, as first booked."""
    lines, orders = schema.lines, schema.orders
    products, offers = schema.products, schema.offers
    of_product = and_(
        lines.c.group_id == products.c.group_id,
        lines.c.offer == products.c.offer,
        lines.c.product == products.c.code,
    )
    return (
        select(
            lines,
            orders.c.who,
            orders.c.address,
            orders.c.placer,
            orders.c.note,
            orders.c.number,
            products.c.name,
            products.c.arrived_at,
        )
        .join(orders, _same_order(lines, orders))
        .join(products, of_product)
        .join(offers, _same_offer(lines, offers))
        .where(lines.c.quantity > 0, offers.c.state != OfferState.CANCELLED.value)
        .order_by(lines.c.offer, lines.c.position)
    )


async def _orders(scope: _Scope) -> list[Cells]:
    return [
        {
            "chat": row.group_id,
            "offer": row.offer,
            "who": row.who,
            "address": row.address,
            "from": row.placer,
            "product": row.name,
            "variant": row.variant,
            "quantity": _units(row.quantity),
            "fen": row.fen,
            "note": row.note,
        }
        for row in await scope.rows(_standing_lines())
    ]


def _units(quantity: int) -> int | float:
    whole, rest = divmod(quantity, ONE)
    return quantity / ONE if rest else whole


async def _payments(scope: _Scope) -> list[Cells]:
    payments, orders = schema.payments, schema.orders
    query = (
        select(payments, orders.c.who)
        .join(orders, _same_order(payments, orders))
        .where(payments.c.undone_at.is_(None))
        .order_by(payments.c.offer, payments.c.id)
    )
    return [
        {
            "chat": row.group_id,
            "offer": row.offer,
            "who": row.who,
            "fen": row.fen,
            "state": row.state,
        }
        for row in await scope.rows(query)
    ]


async def _pickups(scope: _Scope) -> list[Cells]:
    fetched = await _last_fetched(scope)
    lines = sorted(
        await scope.rows(_standing_lines().order_by(None)),
        key=lambda row: (list(scope.groups).index(row.group_id), row.offer, row.number),
    )
    people = groupby(lines, key=lambda row: (row.group_id, row.offer, row.row, row.who))
    result: list[Cells] = []
    for (group, offer, row, who), own in people:
        state = pickup_state([_parcel_line(line) for line in own])
        at = scope.local(group, fetched.get((group, offer, row)))
        result.append({"chat": group, "offer": offer, "who": who, "state": state, "at": at})
    return result


def _parcel_line(row: Row[Any]) -> ParcelLine:
    arrived = row.arrived_at is not None
    return ParcelLine(ItemKey(row.item), row.product, row.quantity, arrived, row.collected)


async def _last_fetched(scope: _Scope) -> Mapping[tuple[str, int, str], datetime]:
    pickups = schema.pickups
    query = (
        select(
            pickups.c.group_id,
            pickups.c.offer,
            pickups.c.row,
            func.max(pickups.c.at, type_=Instant()).label("at"),
        )
        .where(pickups.c.undone_at.is_(None))
        .group_by(pickups.c.group_id, pickups.c.offer, pickups.c.row)
    )
    return {(row.group_id, row.offer, row.row): row.at for row in await scope.session.rows(query)}


async def _commissions(scope: _Scope) -> list[Cells]:
    """A row a collected order line; one that was collected in parts adds up."""
    earned, orders = schema.commissions, schema.orders
    products = schema.products
    lines = schema.lines
    query = (
        select(earned, orders.c.who, products.c.name)
        .join(orders, _same_order(earned, orders))
        .join(lines, and_(_same_order(earned, lines), earned.c.item == lines.c.item))
        .join(products, and_(_same_offer(lines, products), lines.c.product == products.c.code))
        .where(earned.c.state != EarnedState.UNDONE.value)
        .order_by(earned.c.offer, earned.c.id)
    )
    names = {leader.account: leader.name for leader in await list_leaders(scope.session)}
    sums: dict[tuple[Any, ...], Cells] = {}
    for row in await scope.rows(query):
        state = standing_of(EarnedState(row.state)).value
        key = (row.group_id, row.offer, row.row, row.item, row.leader, state)
        cells = sums.setdefault(
            key,
            {
                "leader": names.get(row.leader, row.leader),
                "offer": row.offer,
                "who": row.who,
                "product": row.name,
                "fen": 0,
                "state": state,
            },
        )
        cells["fen"] += row.fen
    return list(sums.values())


async def _ranking(scope: _Scope) -> list[Cells]:
    month = period(PeriodKind.MONTH, scope.at, ZoneInfo(scope.base.timezone))
    names = {leader.account: leader.name for leader in await list_leaders(scope.session)}
    turnover = await list_turnover(scope.session, month.start, month.end)
    return [
        {
            "leader": names[standing.leader],
            "zone": standing.zone,
            "period": month.name,
            "fen": standing.fen,
            "orders": standing.orders,
            "rank": standing.rank,
            "zone_rank": standing.zone_rank,
        }
        for standing in standings(turnover)
    ]


async def _postings(scope: _Scope) -> list[Cells]:
    rows = await scope.session.rows(select(schema.postings).order_by(schema.postings.c.id))
    return [{"account": row.account, "fen": row.fen, "cause": row.cause} for row in rows]


TABLES: Final[Mapping[str, Callable[[_Scope], Awaitable[list[Cells]]]]] = MappingProxyType(
    {
        "offers": _offers,
        "orders": _orders,
        "payments": _payments,
        "pickups": _pickups,
        "commissions": _commissions,
        "ranking": _ranking,
        "postings": _postings,
    }
)
"""Every table by name, in the order they are exported."""
