"""The copies of the running list, as far as the reader must remember them.

A line's number is no key: an entry is known by its text without blanks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from solitaire.values import AccountId, ItemKey, RowKey

KEPT: Final = 24
"""Whole copies that are kept to find the one a list was copied from."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An entry that has been posted: its row and items, who posted it first, its place in time.
    ``withdrawn`` where the message that brought it was recalled."""

    row: RowKey
    items: Mapping[ItemKey, int]
    poster: AccountId
    at: int
    note: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Copies:
    """``slots`` by the entry's text without blanks; ``recent`` the last copies, each its entries'
    texts in order; ``heads`` whether a list was opened; ``hint`` the goods of a head that means
    just one product."""

    slots: Mapping[str, Slot] = field(default_factory=dict[str, Slot])
    recent: tuple[tuple[str, ...], ...] = ()
    opened: bool = False


def entry_key(body: str) -> str:
    """An entry's text without blanks."""
    return "".join(body.split())


def base_of(copies: Copies, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The earlier copy that a list was most likely copied from: it shares the most entries, then
    lacks the fewest, then is the latest (orders/RULES.md 5)."""
    have = set(keys)
    best: tuple[str, ...] = ()
    score: tuple[int, int] | None = None
    for copy in reversed(copies.recent):
        common = len(have.intersection(copy))
        here = (common, common - len(copy))
        if score is None or here > score:
            best, score = copy, here
    return best
