"""The copies of the running list, as far as the reader must remember them.

A line's number is no key: an entry is known by its text without blanks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from solitaire.layout import Layout, find_layout
from solitaire.values import AccountId, ItemKey, RowKey

KEPT: Final = 24
"""Whole copies that are kept to find the one a list was copied from."""

LOOKED: Final = 6
"""Of these, the latest, which a list most likely only adds to."""


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
class Copy:
    """A list as it was posted: its entries' keys in order, its head, the text itself."""

    keys: tuple[str, ...]
    head: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Copies:
    """``slots`` by the entry's text without blanks; ``recent`` the last copies; ``opened`` whether
    there was a list before."""

    slots: Mapping[str, Slot] = field(default_factory=dict[str, Slot])
    recent: tuple[Copy, ...] = ()
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
        common = len(have.intersection(copy.keys))
        here = (common, common - len(copy.keys))
        if score is None or here > score:
            best, score = copy.keys, here
    return best


def _all_new(layout: Layout, copies: Copies) -> bool:
    """Whether nothing but new entries follows; a copy that lacks entries in between may drop
    some, and is looked at whole."""
    return not layout.head and all(entry_key(e) not in copies.slots for e in layout.entries)


def continued(copies: Copies, text: str) -> Layout | None:
    """The layout of a text that is a copy seen lately and some more entries; only those are
    looked at. Most lists of an evening are such."""
    for copy in copies.recent[: -LOOKED - 1 : -1]:
        if copy.text and len(text) > len(copy.text) and text.startswith(copy.text):
            rest = text[len(copy.text) :]
            layout = find_layout(rest.lstrip("\n"), running=True) if rest[0] == "\n" else None
            if layout is not None and layout.entries and _all_new(layout, copies):
                return Layout(copy.head, layout.entries, before=copy.keys)
    return None
