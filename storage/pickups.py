"""What was handed out to whom, wrong codes, and how an order is found by its code.

A hand-out stands until it is undone. What a code is good for is judged by ``rules.pickup``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from rules.offers import OfferState
from solitaire.values import AccountId, ItemKey, RowKey
from storage.orders import Order, order_from
from storage.outbox import OutboxState
from storage.schema import groups, lines, offers, orders, outbox, pickups, products, wrong_codes
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Pickup:
    """One item handed out in one go: ``quantity`` thousandths, by the account ``handed_by``."""

    id: int
    row: RowKey
    item: ItemKey
    quantity: int
    handed_by: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Coded:
    """The order that a code was given out for; ``remaining`` thousandths are still to fetch."""

    group: str
    leader: AccountId
    offer: int
    state: OfferState
    row: RowKey
    remaining: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """A person's order in an offer past its cutoff; ``remaining`` as in ``Coded``."""

    offer: int
    order: Order
    remaining: int


def add_pickup(
    session: Session,
    group: str,
    offer: int,
    row: RowKey,
    item: ItemKey,
    quantity: int,
    handed_by: str,
    cause: str,
    at: datetime,
) -> None:
    """Write that an item was handed out."""
    session.insert(
        pickups,
        {
            "group_id": group,
            "offer": offer,
            "row": row,
            "item": item,
            "quantity": quantity,
            "handed_by": handed_by,
            "cause": cause,
            "at": at,
        },
    )


async def list_pickups(session: Session, group: str, offer: int, row: RowKey) -> tuple[Pickup, ...]:
    """What a person was handed in an offer and still has, oldest first."""
    found = await session.rows(
        select(pickups)
        .where(
            pickups.c.group_id == group,
            pickups.c.offer == offer,
            pickups.c.row == row,
            pickups.c.undone_at.is_(None),
        )
        .order_by(pickups.c.id)
    )
    return tuple(
        Pickup(
            one.id,
            RowKey(one.row),
            ItemKey(one.item),
            one.quantity,
            one.handed_by,
            one.cause,
            one.at,
        )
        for one in found
    )


def undo_pickups(session: Session, undone: Sequence[Pickup], at: datetime) -> None:
    """Write that these were taken back."""
    for pickup in undone:
        session.update(pickups, {"id": pickup.id}, {"undone_at": at})


def add_wrong_code(session: Session, account: str, at: datetime) -> None:
    """Note that an account tried a code that is none."""
    session.insert(wrong_codes, {"account": account, "at": at})


async def list_wrong_codes(session: Session, account: str, since: datetime) -> tuple[datetime, ...]:
    """When an account tried wrong codes, since an instant."""
    found = await session.rows(
        select(wrong_codes.c.at)
        .where(wrong_codes.c.account == account, wrong_codes.c.at >= since)
        .order_by(wrong_codes.c.at)
    )
    return tuple(one.at for one in found)


def _remaining() -> Any:
    """A row an order with standing lines: what of them was not handed out yet."""
    return (
        select(
            lines.c.group_id,
            lines.c.offer,
            lines.c.row,
            func.sum(lines.c.quantity - lines.c.collected).label("remaining"),
        )
        .where(lines.c.quantity > 0)
        .group_by(lines.c.group_id, lines.c.offer, lines.c.row)
        .subquery()
    )


async def find_coded(session: Session, digest: str) -> tuple[Coded, ...]:
    """The orders with this code's digest, of whatever leader: those still to fetch first, of
    these the newest first."""
    left = _remaining()
    remaining = func.coalesce(left.c.remaining, 0)
    found = await session.rows(
        select(
            orders.c.group_id,
            orders.c.offer,
            orders.c.row,
            groups.c.leader,
            offers.c.state,
            remaining.label("remaining"),
        )
        .join(groups, groups.c.id == orders.c.group_id)
        .join(offers, _same_offer(offers, orders))
        .outerjoin(left, and_(_same_offer(left, orders), left.c.row == orders.c.row))
        .where(orders.c.code_digest == digest)
        .order_by((remaining > 0).desc(), orders.c.first_at.desc(), orders.c.offer.desc())
    )
    return tuple(
        Coded(
            one.group_id,
            AccountId(one.leader),
            one.offer,
            OfferState(one.state),
            RowKey(one.row),
            int(one.remaining),
        )
        for one in found
    )


def _same_offer(one: Any, other: Any) -> Any:
    return and_(one.c.group_id == other.c.group_id, one.c.offer == other.c.offer)


async def list_code_digests(session: Session, leader: str) -> frozenset[str]:
    """The codes in use among a leader's groups: those of offers that are still being fetched."""
    found = await session.rows(
        select(orders.c.code_digest)
        .join(groups, groups.c.id == orders.c.group_id)
        .join(offers, _same_offer(offers, orders))
        .where(
            groups.c.leader == leader,
            offers.c.state == OfferState.CLOSED.value,
            orders.c.code_digest.is_not(None),
        )
    )
    return frozenset(one.code_digest for one in found)


async def list_awaited(
    session: Session, group: str, done_since: datetime | None = None
) -> tuple[Awaited, ...]:
    """Everybody's orders in the group's closed offers, and in those done since an instant; newest
    offer first, then by number. Orders of which nothing stands are left out."""
    left = _remaining()
    states = [offers.c.state == OfferState.CLOSED.value]
    if done_since is not None:
        states.append(and_(offers.c.state == OfferState.DONE.value, offers.c.done_at >= done_since))
    found = await session.rows(
        select(orders, left.c.remaining)
        .join(offers, _same_offer(offers, orders))
        .join(left, and_(_same_offer(left, orders), left.c.row == orders.c.row))
        .where(
            orders.c.group_id == group,
            or_(*states),
        )
        .order_by(orders.c.offer.desc(), orders.c.number)
    )
    return tuple(Awaited(one.offer, order_from(one), int(one.remaining)) for one in found)


async def list_fetched_by(session: Session, account: str) -> tuple[tuple[str, int], ...]:
    """Group and offer of what an account has ordered for itself, or for people without an account,
    and was not handed out yet; oldest first."""
    hers = or_(
        orders.c.account == account, and_(orders.c.account.is_(None), orders.c.placer == account)
    )
    open_ones = (OfferState.OPEN.value, OfferState.CLOSED.value)
    left = _remaining()
    found = await session.rows(
        select(orders.c.group_id, orders.c.offer, func.min(orders.c.first_at).label("at"))
        .join(offers, _same_offer(offers, orders))
        .join(left, and_(_same_offer(left, orders), left.c.row == orders.c.row))
        .where(hers, offers.c.state.in_(open_ones), left.c.remaining > 0)
        .group_by(orders.c.group_id, orders.c.offer)
        .order_by("at", orders.c.group_id, orders.c.offer)
    )
    return tuple((one.group_id, one.offer) for one in found)


async def list_unarrived(session: Session, group: str) -> tuple[int, ...]:
    """The group's closed offers of which something that was ordered has not arrived, oldest
    first."""
    return await _offers(session, _open_lines(group).where(products.c.arrived_at.is_(None)))


async def list_unfetched(session: Session, group: str) -> tuple[int, ...]:
    """The group's closed offers of which something has arrived and was not fetched, oldest
    first."""
    return await _offers(session, _open_lines(group).where(products.c.arrived_at.is_not(None)))


def _open_lines(group: str) -> Select[Any]:
    return (
        select(lines.c.offer)
        .join(offers, _same_offer(offers, lines))
        .join(products, and_(_same_offer(products, lines), products.c.code == lines.c.product))
        .where(
            lines.c.group_id == group,
            offers.c.state == OfferState.CLOSED.value,
            lines.c.quantity > lines.c.collected,
        )
        .distinct()
        .order_by(lines.c.offer)
    )


async def _offers(session: Session, query: Select[Any]) -> tuple[int, ...]:
    return tuple(one.offer for one in await session.rows(query))


async def list_undelivered(
    session: Session, group: str, topic: str, prefix: str, since: datetime | None
) -> tuple[str, ...]:
    """The private chats that messages about a topic, with keys that begin so, could not reach;
    only of messages tried after ``since``. In the order they were said."""
    query = select(outbox.c.chat).where(
        outbox.c.group_id == group,
        outbox.c.topic == topic,
        outbox.c.key.startswith(prefix, autoescape=True),
        outbox.c.state == OutboxState.UNREACHABLE.value,
    )
    if since is not None:
        query = query.where(outbox.c.sent_at > since)
    found: Sequence[Row[Any]] = await session.rows(query.order_by(outbox.c.id))
    return tuple(dict.fromkeys(one.chat for one in found))


async def last_said(session: Session, prefix: str) -> datetime | None:
    """When something whose key begins so was last said."""
    found = await session.first(
        select(outbox.c.at)
        .where(outbox.c.key.startswith(prefix, autoescape=True))
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    return None if found is None else found.at
