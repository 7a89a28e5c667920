"""The copies of the running list, as far as the reader must remember them.

A line's number is no key: an entry is known by its text without blanks.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from solitaire.layout import Layout, find_layout
from solitaire.values import AccountId, ItemKey, RowKey

KEPT: Final = 24
"""Whole copies that are kept to find the one a list was copied from."""

LOOKED: Final = 6
"""Of these, the latest, which a list most likely only adds to."""


class Slot(NamedTuple):
    """An entry that has been posted: its row and items, who posted it first, its place in time.
    ``withdrawn`` where the message that brought it was recalled."""

    row: RowKey
    items: Mapping[ItemKey, int]
    poster: AccountId
    at: int
    note: str = ""
    withdrawn: bool = False


class Copy(NamedTuple):
    """A list as it was posted: its entries' keys in order, its head, the text itself."""

    keys: tuple[str, ...]
    head: tuple[str, ...] = ()
    text: str = ""


class Copies(NamedTuple):
    """``slots`` by the entry's text without blanks; ``recent`` the last copies; ``opened`` whether
    there was a list before; ``labels`` the rows, in order, of each label that the bot's last list
    shows for several neighbours (3-5** 张姐)."""

    slots: Mapping[str, Slot] = MappingProxyType({})
    recent: tuple[Copy, ...] = ()
    opened: bool = False
    labels: Mapping[str, tuple[RowKey, ...]] = MappingProxyType({})


def entry_key(body: str) -> str:
    """An entry's text without blanks."""
    return "".join(body.split())


_LABEL: Final = re.compile(r"\s*[0-9a-zA-Z][^\s*]*\*{1,3}\s*[^\s0-9:：,，]+")


def label_of(body: str) -> str:
    """The masked household and the name that an entry begins with, empty where it does not."""
    found = _LABEL.match(body)
    return entry_key(found.group()) if found is not None else ""


def labels_of(bodies: Sequence[str], rows: Sequence[RowKey]) -> dict[str, tuple[RowKey, ...]]:
    """The rows of each label that stands for several of the rows of a list."""
    found: dict[str, tuple[RowKey, ...]] = {}
    for body, row in zip(bodies, rows, strict=False):
        label = label_of(body)
        if label:
            found[label] = (*found.get(label, ()), row)
    return {label: group for label, group in found.items() if len(group) > 1}


def numbered_keys(
    bodies: Sequence[str], labels: Mapping[str, tuple[RowKey, ...]]
) -> list[tuple[str, RowKey | None]]:
    """Each entry's key, and its row where that is told only by its place among equal labels:
    the i-th of them in a copy is the i-th in the bot's list."""
    seen: dict[str, int] = {}
    out: list[tuple[str, RowKey | None]] = []
    for body in bodies:
        label = label_of(body) if labels else ""
        rows = labels.get(label, ())
        place = seen[label] = seen.get(label, 0) + 1
        key = entry_key(body)
        if place <= len(rows):
            out.append((key if place == 1 else f"{key}\n{place}", rows[place - 1]))
        else:
            out.append((key, None))
    return out


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


def with_copy(
    recent: tuple[Copy, ...], keys: tuple[str, ...], head: tuple[str, ...], text: str
) -> tuple[Copy, ...]:
    """The last copies and one more."""
    return (*recent[1 - KEPT :], Copy(keys, head, text.rstrip()))


def _all_new(layout: Layout, copies: Copies) -> bool:
    """Whether nothing but new entries follows; a copy that lacks entries in between may drop
    some, and is looked at whole."""
    return not layout.head and all(
        entry_key(e) not in copies.slots and label_of(e) not in copies.labels
        for e in layout.entries
    )


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
