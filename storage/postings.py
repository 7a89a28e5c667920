"""The ledger at rest: postings are added, never changed. What is posted when is ``rules.ledger``'s.

``cause`` is an event's key; for what concerns one order line the line stands behind it.
"""

from datetime import datetime

from rules.ledger import Transaction
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
