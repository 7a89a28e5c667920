"""What a payment does to what is owed. The bot holds no money, it keeps the book of it.

All amounts are fen of one person's order in one offer. ``paid`` is what was received less what
was given back. A resident's "paid" is a claim and counts for nothing here until the leader says so.
"""

from dataclasses import dataclass
from enum import StrEnum

from rules.errors import Refusal, RuleBroken


class PaymentState(StrEnum):
    """As in the ``payments`` table of a replay."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


class Against(StrEnum):
    """How what was received compares with what was open."""

    EXACT = "exact"
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Receipt:
    """``fen`` is booked whatever was owed; ``open_fen`` is still owed, ``over_fen`` too much."""

    fen: int
    against: Against
    open_fen: int
    over_fen: int


def open_amount(owed: int, paid: int) -> int:
    """What is still to be paid, never below nothing."""
    return max(0, owed - paid)


def refund_due(owed: int, paid: int) -> int:
    """What is to be given back once an order costs less than was paid for it."""
    return max(0, paid - owed)


def receive(owed: int, paid: int, amount: int | None = None) -> Receipt:
    """The leader received ``amount``, or just what is open when she names none.

    Refuses an amount that is not above nothing (``BAD_AMOUNT``, fact ``fen``) and no amount where
    nothing is open (``NOTHING_OPEN``, facts ``owed`` and ``paid``).
    """
    due = open_amount(owed, paid)
    if amount is None and not due:
        raise RuleBroken(Refusal.NOTHING_OPEN, owed=owed, paid=paid)
    fen = due if amount is None else amount
    if fen <= 0:
        raise RuleBroken(Refusal.BAD_AMOUNT, fen=fen)
    left, over = open_amount(owed, paid + fen), max(0, fen - due)
    against = Against.LESS if left else Against.MORE if over else Against.EXACT
    return Receipt(fen, against, left, over)
