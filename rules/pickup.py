"""Handing goods out: the codes, what a code is good for now, and when guessing is stopped.

One code a person and offer, good until everything was fetched. What a refused code counts for and
what is posted when goods change hands is left to the handler and to ``rules.ledger``.
"""

import random
import unicodedata
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from string import ascii_uppercase, digits
from typing import Final

from rules.errors import Refusal, RuleBroken
from solitaire.values import ItemKey

ALPHABET: Final = "ACDEFHJKMNPQRTWXY34679"
"""No look-alikes: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V and G (a 6) are left out."""
LENGTH: Final = 4

_LETTERS: Final = sum(sign in ascii_uppercase for sign in ALPHABET)
_DIGITS: Final = len(ALPHABET) - _LETTERS
CODES: Final = len(ALPHABET) ** LENGTH - _LETTERS**LENGTH - _DIGITS**LENGTH
"""How many codes there are: each has a letter and a digit, so it is no word and no room number."""

_SAME_LOOK: Final = str.maketrans("GАСЕНКМРТХУΑΕΗΚΜΝΡΤΧΥ", "6ACEHKMPTXYAEHKMNPTXY")
"""A sign outside the alphabet that can only be one inside it: G, Cyrillic and Greek capitals. An O
could be a Q or a D, so it is left alone and the code stays unknown."""

WRONG_CODES: Final = 10
WITHIN: Final = timedelta(minutes=10)
LOCKED_FOR: Final = timedelta(minutes=15)


def new_code(rng: random.Random, taken: Collection[str]) -> str:
    """A code that is not ``taken``; ``ValueError`` when half of all are (they would be guessed)."""
    if len(taken) > CODES // 2:
        raise ValueError(f"{len(taken)} codes are in use at once")
    while True:
        code = "".join(rng.choices(ALPHABET, k=LENGTH))
        if code not in taken and not code.isalpha() and not code.isdigit():
            return code


def normalise_code(text: str) -> str:
    """What was typed, as it would have been given out: ``" ｋ７ qx。"`` is ``K7QX``.

    Case, width, spaces, marks around it and signs of the same look are folded; whatever is no
    code stays none.
    """
    wide = unicodedata.normalize("NFKC", text).upper()
    seen = "".join(sign for sign in wide if not sign.isspace() and sign.isprintable())
    while seen and not seen[0].isalnum():
        seen = seen[1:]
    while seen and not seen[-1].isalnum():
        seen = seen[:-1]
    return seen.translate(_SAME_LOOK)


def looks_like_code(text: str) -> bool:
    """Whether a word said where a code is expected is meant as one, right or wrong.

    Four letters and digits, at least one of them a letter: four digits are a room or a phone's
    tail. A wrong sign (``K7O1``) is a wrong code, not something else.
    """
    code = normalise_code(text)
    return (
        len(code) == LENGTH
        and all(sign in ascii_uppercase + digits for sign in code)
        and not code.isdigit()
    )


def locked_until(wrong_at: Iterable[datetime], at: datetime) -> datetime | None:
    """When an account's counter opens again, or None while it is open at ``at``.

    Ten wrong codes within 10 minutes lock it for 15, from the tenth. What is tried while it is
    locked is not looked at and does not count.
    """
    recent: deque[datetime] = deque(maxlen=WRONG_CODES)
    until: datetime | None = None
    for wrong in sorted(wrong for wrong in wrong_at if wrong <= at):
        if until is not None and wrong < until:
            continue
        recent.append(wrong)
        if len(recent) == WRONG_CODES and wrong - recent[0] <= WITHIN:
            until = wrong + LOCKED_FOR
            recent.clear()
    return until if until is not None and at < until else None


class PickupState(StrEnum):
    """As in the ``pickups`` table of a replay.

    ``ARRIVED``: something can be fetched, nothing was; ``PART``: something was, not all.
    """

    WAITING = "waiting"
    ARRIVED = "arrived"
    PART = "part"
    COLLECTED = "collected"


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """One item of a person's order after the cutoff, shortage taken off; in thousandths."""

    item: ItemKey
    product: str
    quantity: int
    arrived: bool
    collected: int = 0
    collected_at: datetime | None = None

    @property
    def remaining(self) -> int:
        """What she has still to get."""
        return max(0, self.quantity - self.collected)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one code stands for. ``point`` is the pickup point of the group it was ordered in."""

    point: str
    lines: Sequence[ParcelLine]
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """Thousandths of an item."""

    item: ItemKey
    quantity: int


@dataclass(frozen=True, slots=True)
class HandOut:
    """What is handed over now, and what the same code will be good for later."""

    goods: tuple[Goods, ...]
    later: tuple[Goods, ...]


def pickup_state(lines: Iterable[ParcelLine]) -> PickupState | None:
    """Where a person's order stands; None when nothing of it stands."""
    standing = [line for line in lines if line.quantity]
    if not standing:
        return None
    if not any(line.remaining for line in standing):
        return PickupState.COLLECTED
    if any(line.collected for line in standing):
        return PickupState.PART
    arrived = any(line.arrived for line in standing)
    return PickupState.ARRIVED if arrived else PickupState.WAITING


def hand_out(parcel: Parcel, counter: str | None = None, product: str | None = None) -> HandOut:
    """What to hand over at ``counter`` (a pickup point, None where any will do), now.

    Everything that has arrived and was not fetched, or just ``product`` (a code) of it. Refuses
    ``CANCELLED`` (nothing stands), ``OTHER_PICKUP_POINT`` (fact ``point``), ``NOT_ORDERED`` (fact
    ``product``), ``NOT_ARRIVED`` (fact ``items``) and ``ALREADY_COLLECTED`` (fact ``at``, the last
    time, None when it is not known).
    """
    standing = [line for line in parcel.lines if line.quantity and not parcel.cancelled]
    if not standing:
        raise RuleBroken(Refusal.CANCELLED)
    if counter is not None and counter != parcel.point:
        raise RuleBroken(Refusal.OTHER_PICKUP_POINT, point=parcel.point)
    asked = [line for line in standing if product in {None, line.product}]
    if not asked:
        raise RuleBroken(Refusal.NOT_ORDERED, product=product)
    goods = tuple(_rest(line) for line in asked if line.arrived and line.remaining)
    if not goods:
        raise _nothing_to_hand_out(asked)
    handed = {given.item for given in goods}
    later = (line for line in standing if line.remaining and line.item not in handed)
    return HandOut(goods, tuple(_rest(line) for line in later))


def check_collected(parcel: Parcel) -> None:
    """Only what was handed out can be taken back: else ``NOT_COLLECTED``."""
    if not any(line.collected for line in parcel.lines):
        raise RuleBroken(Refusal.NOT_COLLECTED)


def _rest(line: ParcelLine) -> Goods:
    return Goods(line.item, line.remaining)


def _nothing_to_hand_out(asked: Sequence[ParcelLine]) -> RuleBroken:
    missing = tuple(line.item for line in asked if line.remaining)
    if missing:
        return RuleBroken(Refusal.NOT_ARRIVED, items=missing)
    times = [line.collected_at for line in asked if line.collected_at is not None]
    return RuleBroken(Refusal.ALREADY_COLLECTED, at=max(times, default=None))
