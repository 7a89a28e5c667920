"""The order book as it was granted: a row a person, a line an item."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from solitaire.values import AccountId, ItemKey, RowKey
from storage.schema import lines, orders
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Order:
    """One person's order in an offer. ``number`` (第 N 单) is given once and never reused.

    ``account`` is the person's own, None where only a name is known; ``placer`` first placed it.
    ``code_cipher`` is the pickup code, encrypted; ``code_digest`` finds it; ``code_to`` is the
    account that was given it.
    """

    row: RowKey
    number: int
    placer: AccountId
    account: AccountId | None
    who: str
    address: str
    note: str
    placed_by: str
    first_at: datetime
    code_digest: str | None = None
    code_cipher: bytes | None = None
    code_to: AccountId | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an order. ``quantity`` is what stands (thousandths), ``short`` what a shortage
    took away, ``collected`` what was handed out. ``ordered_at`` is the last increase."""

    row: RowKey
    item: ItemKey
    product: str
    variant: str
    position: int
    quantity: int
    unit_fen: int
    fen: int
    ordered_at: datetime
    ordered_seq: int
    short: int = 0
    collected: int = 0


def save_order(session: Session, group: str, offer: int, order: Order) -> None:
    """Write one person's order whole (its lines apart)."""
    session.save(
        orders,
        {
            "group_id": group,
            "offer": offer,
            "row": order.row,
            "number": order.number,
            "placer": order.placer,
            "account": order.account,
            "who": order.who,
            "address": order.address,
            "note": order.note,
            "placed_by": order.placed_by,
            "first_at": order.first_at,
            "code_digest": order.code_digest,
            "code_cipher": order.code_cipher,
            "code_to": order.code_to,
            "reminded_at": order.reminded_at,
        },
    )


def save_line(session: Session, group: str, offer: int, line: Line) -> None:
    """Write one item of an order whole; a quantity of nought is a cancelled line."""
    session.save(
        lines,
        {
            "group_id": group,
            "offer": offer,
            "row": line.row,
            "item": line.item,
            "product": line.product,
            "variant": line.variant,
            "position": line.position,
            "quantity": line.quantity,
            "short": line.short,
            "collected": line.collected,
            "unit_fen": line.unit_fen,
            "fen": line.fen,
            "ordered_at": line.ordered_at,
            "ordered_seq": line.ordered_seq,
        },
    )


def order_from(row: Row[Any]) -> Order:
    """A row of the orders table as a value."""
    return Order(
        RowKey(row.row),
        row.number,
        AccountId(row.placer),
        row.account and AccountId(row.account),
        row.who,
        row.address,
        row.note,
        row.placed_by,
        row.first_at,
        row.code_digest,
        row.code_cipher,
        row.code_to and AccountId(row.code_to),
        row.reminded_at,
    )


async def list_orders(session: Session, group: str, offer: int) -> tuple[Order, ...]:
    """Everybody's orders in an offer, by number, those without a line left among them."""
    rows = await session.rows(
        select(orders)
        .where(orders.c.group_id == group, orders.c.offer == offer)
        .order_by(orders.c.number)
    )
    return tuple(order_from(row) for row in rows)


async def list_lines(session: Session, group: str, offer: int) -> tuple[Line, ...]:
    """All lines of an offer in the order first booked, cancelled ones (quantity 0) among them."""
    rows = await session.rows(
        select(lines)
        .where(lines.c.group_id == group, lines.c.offer == offer)
        .order_by(lines.c.position)
    )
    return tuple(
        Line(
            RowKey(row.row),
            ItemKey(row.item),
            row.product,
            row.variant,
            row.position,
            row.quantity,
            row.unit_fen,
            row.fen,
            row.ordered_at,
            row.ordered_seq,
            row.short,
            row.collected,
        )
        for row in rows
    )
