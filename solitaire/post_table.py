"""Rows pasted from a spreadsheet, of which the columns alone tell what each number is:
``草莓 29.9 盒 50`` beneath 商品 价格 单位 库存, or beside rows like it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from solitaire.post_text import Line, fold
from solitaire.post_units import GRAMS, UNIT

_PRICE: Final = r"¥?(?P<price>\d{1,5}(?:\.\d{1,2})?)元?"
_STOCK: Final = r"(?P<stock>\d{1,6})"
_ROWS: Final = (
    re.compile(rf"(?P<name>\S.*?) {_PRICE} (?P<unit>{UNIT}) {_STOCK}"),
    re.compile(rf"(?P<name>\S.*?) (?P<unit>{UNIT}) {_PRICE} {_STOCK}"),
)
_HEAD: Final = re.compile(r"(?=.*价)(?=.*(?:单位|规格)).*(?:库存|数量|余量|现货)")
_FEWEST: Final = 2
_CONTENTS: Final = frozenset({"升", "毫升", "l", "ml", "oz", "lb", "lbs"})
"""What something holds rather than what it is sold by: 食用油 1.8 升 25."""


def with_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, a table's rows made clear: ``草莓 29.9/盒 库存50``. Without a head it takes two
    rows, and among them a price that cannot count anything (29.9 盒; 土豆 3 斤 9 may be a spec and
    its price)."""
    rows = {line.number: found for line in lines if (found := _row(line)) is not None}
    headed = any(_HEAD.fullmatch(fold(line.clean)) for line in lines)
    if not headed and (len(rows) < _FEWEST or not any(map(_is_sure, rows.values()))):
        return list(lines)
    return [
        replace(line, clean=_clear(line, rows[line.number])) if line.number in rows else line
        for line in lines
    ]


def _row(line: Line) -> re.Match[str] | None:
    folded = fold(line.clean)
    return next((found for form in _ROWS if (found := form.fullmatch(folded))), None)


def _is_sure(row: re.Match[str]) -> bool:
    return "." in row["price"] and row["unit"] not in GRAMS.keys() | _CONTENTS


def _clear(line: Line, row: re.Match[str]) -> str:
    name, unit = line.clean[slice(*row.span("name"))], line.clean[slice(*row.span("unit"))]
    return f"{name} {row['price']}/{unit} 库存{row['stock']}"
