"""What was paid, claimed and is to be given back, and each person's tab: what all that comes to.

A payment row stands until it is undone. The newest row of a kind tells the tale; amounts are fen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, and_, case, exists, func, select

from rules.offers import OfferState
from rules.payments import PaymentState, open_amount, refund_due
from solitaire.values import AccountId, RowKey
from storage.commissions import EarnedState
from storage.schema import commissions, groups, lines, offers, orders, payments
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Payment:
    """One entry of somebody's payments. ``said_by`` is the account whose word it is."""

    id: int
    group: str
    offer: int
    row: RowKey
    fen: int
    state: PaymentState
    said_by: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tab:
    """A person's money in one offer. ``owed`` is what the order comes to now; ``claimed`` what
    she says she paid and nobody has confirmed; ``to_refund`` what is noted to be given back;
    ``spared`` what goods cost that she collected and was refunded, no part of ``owed``."""

    group: str
    offer: int
    state: OfferState
    row: RowKey
    number: int
    who: str
    address: str
    note: str
    account: AccountId | None
    placer: AccountId
    owed: int
    received: int
    given_back: int
    to_refund: int
    claimed: int
    spared: int = 0

    @property
    def paid(self) -> int:
        """What was received less what was given back."""
        return self.received - self.given_back

    @property
    def open(self) -> int:
        """What is still to be paid."""
        return open_amount(self.owed, self.paid)

    @property
    def over(self) -> int:
        """What was paid beyond what the order comes to."""
        return refund_due(self.owed, self.paid)


def add_payment(
    session: Session,
    group: str,
    offer: int,
    row: RowKey,
    fen: int,
    state: PaymentState,
    said_by: str,
    cause: str,
    at: datetime,
) -> None:
    """Write a payment, a claim or a refund."""
    session.insert(
        payments,
        {
            "group_id": group,
            "offer": offer,
            "row": row,
            "fen": fen,
            "state": state.value,
            "said_by": said_by,
            "cause": cause,
            "at": at,
        },
    )


def change_payment(session: Session, payment: Payment, fen: int, state: PaymentState) -> None:
    """Give a stored payment another amount or state."""
    session.update(payments, {"id": payment.id}, {"fen": fen, "state": state.value})


def undo_payment(session: Session, payment: Payment, at: datetime) -> None:
    """Write that a payment does not stand."""
    session.update(payments, {"id": payment.id}, {"undone_at": at})


def restore_claims(session: Session, payment: Payment) -> None:
    """Let the claims that a confirmed payment took the place of stand again."""
    session.update(
        payments,
        {
            "group_id": payment.group,
            "offer": payment.offer,
            "row": payment.row,
            "state": PaymentState.CLAIMED.value,
            "undone_at": payment.at,
        },
        {"undone_at": None},
    )


async def list_payments(
    session: Session, group: str, offer: int, row: RowKey
) -> tuple[Payment, ...]:
    """A person's standing payments in an offer, oldest first."""
    rows = await session.rows(
        select(payments)
        .where(
            payments.c.group_id == group,
            payments.c.offer == offer,
            payments.c.row == row,
            payments.c.undone_at.is_(None),
        )
        .order_by(payments.c.id)
    )
    return tuple(_payment(found) for found in rows)


async def list_unpaid(session: Session, ids: Collection[str]) -> Mapping[str, int]:
    """Of these groups those with an open offer for which nothing was ever paid or claimed, and the
    offer's number."""
    opened = (
        select(offers.c.offer)
        .where(offers.c.group_id == groups.c.id, offers.c.state == OfferState.OPEN.value)
        .order_by(offers.c.offer.desc())
        .limit(1)
        .scalar_subquery()
    )
    latest = select(groups.c.id, opened.label("offer")).where(groups.c.id.in_(ids)).subquery()
    paid = exists().where(payments.c.group_id == latest.c.id, payments.c.offer == latest.c.offer)
    rows = await session.rows(select(latest).where(latest.c.offer.is_not(None), ~paid))
    return {row.id: row.offer for row in rows}


def _payment(row: Row[Any]) -> Payment:
    return Payment(
        row.id,
        row.group_id,
        row.offer,
        RowKey(row.row),
        row.fen,
        PaymentState(row.state),
        row.said_by,
        row.cause,
        row.at,
    )


async def sum_paid(session: Session, group: str, offer: int) -> Mapping[RowKey, int]:
    """How much of each person's order in an offer is settled: what she paid, less what was given
    back, and what she need not pay of goods that were refunded."""
    return {tab.row: tab.paid + tab.spared for tab in await list_tabs(session, group, offer)}


async def list_tabs(
    session: Session, group: str, offer: int | None = None, row: RowKey | None = None
) -> tuple[Tab, ...]:
    """The tabs of a group, newest offer first, then by number; drafts have none.

    An offer that was called off is owed nothing, whatever its lines say.
    """
    owed, money = _owed(group, offer, row), _money(group, offer, row)
    spared = _spared(group, offer, row)
    query = (
        select(
            orders,
            offers.c.state.label("offer_state"),
            owed.c.owed,
            spared.c.spared,
            *_sums(money),
        )
        .join(
            offers, and_(offers.c.group_id == orders.c.group_id, offers.c.offer == orders.c.offer)
        )
        .outerjoin(owed, and_(owed.c.offer == orders.c.offer, owed.c.row == orders.c.row))
        .outerjoin(money, and_(money.c.offer == orders.c.offer, money.c.row == orders.c.row))
        .outerjoin(spared, and_(spared.c.offer == orders.c.offer, spared.c.row == orders.c.row))
        .where(orders.c.group_id == group)
        .order_by(orders.c.offer.desc(), orders.c.number)
    )
    return tuple(_tab(found) for found in await session.rows(_only(query, orders, offer, row)))


_STATES = {state: state.value for state in PaymentState}


def _only(query: Any, table: Table, offer: int | None, row: RowKey | None) -> Any:
    if offer is not None:
        query = query.where(table.c.offer == offer)
    return query if row is None else query.where(table.c.row == row)


def _owed(group: str, offer: int | None, row: RowKey | None) -> Any:
    query = (
        select(lines.c.offer, lines.c.row, func.sum(lines.c.fen).label("owed"))
        .where(lines.c.group_id == group, lines.c.quantity > 0)
        .group_by(lines.c.offer, lines.c.row)
    )
    return _only(query, lines, offer, row).subquery("owed")


def _spared(group: str, offer: int | None, row: RowKey | None) -> Any:
    basis = func.sum(commissions.c.basis_fen).label("spared")
    query = (
        select(commissions.c.offer, commissions.c.row, basis)
        .where(
            commissions.c.group_id == group,
            commissions.c.state == EarnedState.CLAWED_BACK.value,
        )
        .group_by(commissions.c.offer, commissions.c.row)
    )
    return _only(query, commissions, offer, row).subquery("spared")


def _money(group: str, offer: int | None, row: RowKey | None) -> Any:
    amounts = [
        func.sum(case((payments.c.state == name, payments.c.fen), else_=0)).label(name)
        for name in _STATES.values()
    ]
    query = (
        select(payments.c.offer, payments.c.row, *amounts)
        .where(payments.c.group_id == group, payments.c.undone_at.is_(None))
        .group_by(payments.c.offer, payments.c.row)
    )
    return _only(query, payments, offer, row).subquery("money")


def _sums(money: Any) -> list[Any]:
    return [money.c[name] for name in _STATES.values()]


def _tab(row: Row[Any]) -> Tab:
    state, spared = OfferState(row.offer_state), int(row.spared or 0)
    return Tab(
        row.group_id,
        row.offer,
        state,
        RowKey(row.row),
        row.number,
        row.who,
        row.address,
        row.note,
        row.account and AccountId(row.account),
        AccountId(row.placer),
        0 if state is OfferState.CANCELLED else int(row.owed or 0) - spared,
        int(row.confirmed or 0),
        int(row.refunded or 0),
        int(row.refund_due or 0),
        int(row.claimed or 0),
        spared,
    )
