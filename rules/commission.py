"""What a leader earns: rates, the amount of an order row, and when it is hers.

A rate is an integer in basis points (``8%`` is 800), so that no float touches money. Commission
comes from goods that were collected, is *waiting* through the after-sales window, then *settled*;
cancelled, short or refunded goods *claw it back*, by a new posting, never by a changed one.
"""

import re
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from rules.errors import Refusal, RuleBroken
from rules.rounding import half_even

WHOLE: Final = 10_000
_RATE: Final = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2})0*)?%")


class CommissionState(StrEnum):
    """As in the ``commissions`` table of a replay."""

    WAITING = "waiting"
    SETTLED = "settled"
    CLAWED_BACK = "clawed_back"


def parse_rate(text: str) -> int:
    """``"8%"`` is 800, ``"8.25 %"`` 825.

    Refuses ``BAD_SETTING`` (fact ``text``) for anything that is no percentage, does not fit whole
    basis points, or is above 100 %.
    """
    found = _RATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if found is None:
        raise RuleBroken(Refusal.BAD_SETTING, text=text)
    rate = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if rate > WHOLE:
        raise RuleBroken(Refusal.BAD_SETTING, text=text)
    return rate


def rate_for(default: int, product: int | None = None) -> int:
    """A product's own rate, 0 too, beats the default."""
    return default if product is None else product


def commission(fen: int, rate: int) -> int:
    """The commission on ``fen`` worth of one order row, half even to the fen.

    A row that is collected in parts earns on what was collected in all, less what was posted
    already: rounding each part would drift.
    """
    return half_even(fen * rate, WHOLE)


def clawed_back(fen: int, part: int, basis: int) -> int:
    """What goes back of a commission of ``fen`` on goods worth ``basis`` when ``part`` of that is
    refunded: in proportion, half even to the fen; all of it with all of the goods."""
    return half_even(fen * part, basis) if basis else fen


def settles_at(collected_at: datetime, window: timedelta) -> datetime:
    """When the after-sales window of goods that were just collected ends."""
    return collected_at + window


def state_at(settled_from: datetime, at: datetime, *, clawed_back: bool = False) -> CommissionState:
    """The state at an instant of a commission that settles at ``settled_from``."""
    if clawed_back:
        return CommissionState.CLAWED_BACK
    return CommissionState.SETTLED if at >= settled_from else CommissionState.WAITING
