"""What a rule refuses, as codes. The sentences for them are in ``handlers/texts``.

One exception and one family of codes, by what they are about::

    RuleBroken(code, **facts)
    ├── ordering   SOLD_OUT OVER_LIMIT BELOW_MINIMUM TAKEN_OFF ABSURD_QUANTITY CLOSED NOT_ORDERED
    ├── offer      BAD_STATE CANCELLED ANOTHER_OPEN PRICE_UP_AFTER_ORDERS BAD_PRICE
    ├── money      BAD_AMOUNT NOTHING_OPEN
    ├── pickup     NOT_ARRIVED ALREADY_COLLECTED NOT_COLLECTED REFUND_GIVEN OTHER_PICKUP_POINT
    │              UNKNOWN_CODE LOCKED
    ├── commands   NOT_ALLOWED NOTHING_TO_UNDO FOLLOWED
    └── settings   BAD_SETTING

A refusal is expected: whoever asked gets an answer, nothing is logged as a fault. What a caller
must never do (a ledger that does not balance, a naive datetime) raises ``ValueError`` instead.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Refusal(StrEnum):
    """Why not. Tests assert these, never the wording."""

    SOLD_OUT = "sold_out"
    OVER_LIMIT = "over_limit"
    BELOW_MINIMUM = "below_minimum"
    TAKEN_OFF = "taken_off"
    ABSURD_QUANTITY = "absurd_quantity"
    CLOSED = "closed"
    NOT_ORDERED = "not_ordered"

    BAD_STATE = "bad_state"
    CANCELLED = "cancelled"
    ANOTHER_OPEN = "another_open"
    PRICE_UP_AFTER_ORDERS = "price_up_after_orders"
    BAD_PRICE = "bad_price"

    BAD_AMOUNT = "bad_amount"
    NOTHING_OPEN = "nothing_open"

    NOT_ARRIVED = "not_arrived"
    ALREADY_COLLECTED = "already_collected"
    NOT_COLLECTED = "not_collected"
    REFUND_GIVEN = "refund_given"
    OTHER_PICKUP_POINT = "other_pickup_point"
    UNKNOWN_CODE = "unknown_code"
    LOCKED = "locked"

    NOT_ALLOWED = "not_allowed"
    NOTHING_TO_UNDO = "nothing_to_undo"
    FOLLOWED = "followed"

    BAD_SETTING = "bad_setting"


class RuleBroken(Exception):
    """``code`` says which rule, ``facts`` what the answer has to name (fen, thousandths, instants).

    Each rule's docstring says which facts come with which code.
    """

    def __init__(self, code: Refusal, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = MappingProxyType(facts)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({told})"
