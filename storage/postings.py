"""The ledger at rest: postings are added, never changed. What is posted when is ``rules.ledger``'s.

``cause`` is an event's key; for what concerns one order line the line stands behind it.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from rules.ledger import Account, Transaction
from solitaire.values import ItemKey, RowKey
from storage.schema import postings
from storage.session import Session


def line_cause(cause: str, offer: int, row: RowKey, item: ItemKey) -> str:
    """The cause of a posting that follows from an event for one order line."""
    return f"{cause}|{offer}|{row}|{item}"


def add_transaction(session: Session, group: str, transaction: Transaction, at: datetime) -> None:
    """Write a balanced transaction. (An unbalanced one cannot be made.)"""
    for posting in transaction.postings:
        session.insert(
            postings,
            {
                "group_id": group,
                "cause": transaction.cause,
                "account": posting.account,
                "fen": posting.fen,
                "at": at,
            },
        )


async def sum_accounts(session: Session, prefix: str) -> Mapping[Account, int]:
    """The balances (fen) of the accounts whose names begin so, in the order of their names."""
    query = (
        select(postings.c.account, func.sum(postings.c.fen).label("fen"))
        .where(postings.c.account.startswith(prefix, autoescape=True))
        .group_by(postings.c.account)
        .order_by(postings.c.account)
    )
    return {Account(row.account): int(row.fen) for row in await session.rows(query)}
