"""The ledger at rest: postings are added, never changed. What is posted when is ``rules.ledger``'s.

``cause`` is an event's key; for what concerns one order line the line stands behind it.
"""

from datetime import datetime

from sqlalchemy import or_, select

from rules.ledger import Account, Posting, Transaction
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


async def list_transactions(session: Session, group: str, cause: str) -> tuple[Transaction, ...]:
    """What an event posted, for itself and for each of its order lines."""
    of_lines = postings.c.cause.startswith(f"{cause}|", autoescape=True)
    rows = await session.rows(
        select(postings)
        .where(postings.c.group_id == group, or_(postings.c.cause == cause, of_lines))
        .order_by(postings.c.id)
    )
    posted: dict[str, list[Posting]] = {}
    for row in rows:
        posted.setdefault(row.cause, []).append(Posting(Account(row.account), row.fen))
    return tuple(Transaction(own, tuple(moved)) for own, moved in posted.items())
