"""A sheet before it is written: columns, rows and what each cell means."""

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """What a column holds: text, a whole number, thousandths of a unit, fen."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"
    QUANTITY = "quantity"
    YUAN = "yuan"


class Kind(StrEnum):
    """What a row is: plain, a head or a note across all columns, a sum."""

    PLAIN = "plain"
    SECTION = "section"
    NOTE = "note"
    TOTAL = "total"


# Text, a number, thousandths or fen, as the column says; None is an empty cell.
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column and how many Latin letters wide it may be; a longer text is wrapped."""

    head: str
    look: Look
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a section or a note has one cell. A row that `opens` starts a block."""

    cells: tuple[Cell, ...]
    kind: Kind = Kind.PLAIN
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its title, its line of facts and its table.

    With `whole_blocks` a printed page ends before a block that would not fit on it.
    """

    name: str
    title: str
    facts: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    whole_blocks: bool = False
    landscape: bool = False
    filtered: bool = False
