"""What the sheets of one or several groups say alike: title, facts, ordered things."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.sheets.layout import Kind, Row
from handlers.sheets.values import SheetData, SheetLine
from handlers.texts import sheets as texts


def title_of(groups: tuple[SheetData, ...], kind: str) -> str:
    """Return a sheet's title; it is marked when any group's sheet replaces an earlier one."""
    names = tuple(data.group for data in groups)
    return texts.title(names, kind, updated=any(data.updated for data in groups))


def facts_of(groups: tuple[SheetData, ...]) -> str:
    """Return day, cutoff, arrival, place and the number of people; several groups share some."""
    first = groups[0]
    same = {
        name: _shared({getattr(data, name) for data in groups})
        for name in ("cutoff", "arrival", "place")
    }
    people = sum(len(data.people) for data in groups)
    return texts.facts(first.day, **same, people=people, made_at=first.made_at)


def _shared(values: set[str]) -> str:
    return values.pop() if len(values) == 1 else ""


def with_group_head(data: SheetData, rows: list[Row]) -> list[Row]:
    """Return the rows under a line that names the group; it stays with the first block."""
    head = Row((texts.group_head(data.group, len(data.people)),), Kind.SECTION, opens=True)
    return [head, *(replace(row, opens=False) for row in rows[:1]), *rows[1:]]


def items_of(lines: Iterable[SheetLine]) -> tuple[str, ...]:
    """Return each line as it is read out: `带鱼（大段） ×2袋`."""
    return tuple(texts.item(line.product, line.variant, line.quantity, line.unit) for line in lines)


def summed(lines: Iterable[SheetLine]) -> tuple[SheetLine, ...]:
    """Return the lines with the same product, variant and unit added up, in order of first sight.

    A price stays only where all have it.
    """
    sums: dict[tuple[str, str, str], SheetLine] = {}
    for line in lines:
        key = (line.product, line.variant, line.unit)
        before = sums.get(key)
        sums[key] = line if before is None else _added(before, line)
    return tuple(sums.values())


def _added(one: SheetLine, other: SheetLine) -> SheetLine:
    return SheetLine(
        one.product,
        one.variant,
        one.quantity + other.quantity,
        one.unit,
        one.fen + other.fen,
        one.price_fen if one.price_fen == other.price_fen else None,
    )
