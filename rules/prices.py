"""What a line costs, and when a price may change.

A price is frozen upward once somebody has ordered: a leader who raised prices behind her buyers'
backs cost them 5,350 yuan (the case behind the rule).
"""

from dataclasses import dataclass
from enum import StrEnum

from rules.errors import Refusal, RuleBroken
from rules.rounding import half_even
from solitaire.values import ONE


class Applies(StrEnum):
    """``LOWER_FOR_ALL``: standing orders get the new price too, and their buyers are told."""

    UNCHANGED = "unchanged"
    BEFORE_ORDERS = "before_orders"
    LOWER_FOR_ALL = "lower_for_all"


@dataclass(frozen=True, slots=True)
class PriceChange:
    """In fen a sale unit."""

    old_fen: int
    new_fen: int
    applies: Applies


def reprice(old_fen: int, new_fen: int, *, has_orders: bool) -> PriceChange:
    """Judges the leader's new price of a product, or of one of its variants.

    Refuses ``BAD_PRICE`` (not above nothing) and ``PRICE_UP_AFTER_ORDERS``, both with the facts
    ``old_fen`` and ``new_fen``; the way out of the second is a new product beside the old one.
    """
    if new_fen <= 0:
        raise RuleBroken(Refusal.BAD_PRICE, old_fen=old_fen, new_fen=new_fen)
    if new_fen == old_fen:
        return PriceChange(old_fen, new_fen, Applies.UNCHANGED)
    if not has_orders:
        return PriceChange(old_fen, new_fen, Applies.BEFORE_ORDERS)
    if new_fen > old_fen:
        raise RuleBroken(Refusal.PRICE_UP_AFTER_ORDERS, old_fen=old_fen, new_fen=new_fen)
    return PriceChange(old_fen, new_fen, Applies.LOWER_FOR_ALL)


def looks_wrong(old_fen: int, new_fen: int) -> bool:
    """Whether a new price is below a tenth of the old one or above ten times it: more likely a
    slip (2.79 for 27.9) than a decision."""
    return new_fen * 10 < old_fen or new_fen > old_fen * 10


def is_unlike(last_fen: int, new_fen: int) -> bool:
    """Whether a price is less than half of what the same goods cost last, or more than double."""
    return new_fen * 2 < last_fen or new_fen > last_fen * 2


def line_fen(quantity: int, fen: int) -> int:
    """What a line costs: thousandths of a sale unit at fen a unit, half even to the fen."""
    return half_even(quantity * fen, ONE)
