"""From an attachment's stored recipe to the bytes that are sent.

A recipe is ``{kind, name, values}`` with plain values (JSON): those of the value that the picture
or sheet of that kind is made of. Pictures and sheets are imported when the first one is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, cast

import msgspec

from solitaire.values import ONE

Values = Mapping[str, Any]


def render(attachment: Mapping[str, Any]) -> tuple[str, bytes]:
    """The name and the content of a file. ``KeyError`` for a kind that nobody draws."""
    made = _KINDS[attachment["kind"]](attachment["values"])
    return str(attachment["name"]), made


def _poster(values: Values) -> bytes:
    from handlers.pictures.poster import Poster, poster_png

    return poster_png(msgspec.convert(values, Poster))


def _pickup_code(values: Values) -> bytes:
    from handlers.pictures.pickup_code import PickupCode, pickup_code_png

    return pickup_code_png(msgspec.convert(values, PickupCode))


def _week(values: Values) -> bytes:
    from handlers.pictures.week import Week, week_png

    return week_png(msgspec.convert(values, Week))


def _order_sheets(values: Values) -> bytes:
    from handlers.sheets.orders import order_workbook

    return order_workbook(*_groups(values))


def _purchase_order(values: Values) -> bytes:
    from handlers.sheets.purchase import purchase_order_workbook

    return purchase_order_workbook(*_groups(values))


def _picking_list(values: Values) -> bytes:
    from handlers.sheets.picking import picking_list_workbook

    return picking_list_workbook(*_groups(values))


def _groups(values: Values) -> tuple[Any, ...]:
    from handlers.sheets.values import SheetData

    return msgspec.convert(values["groups"], tuple[SheetData, ...])


def _tables(values: Values) -> bytes:
    """The operator's tables, a sheet each: ``tables`` maps names to rows, ``made_at`` is when."""
    from handlers.sheets.book import workbook
    from handlers.sheets.layout import Column, Row, Sheet

    sheets = []
    for name, rows in cast(Mapping[str, list[Values]], values["tables"]).items():
        heads = list(rows[0]) if rows else ["", ""]  # a title is merged over two cells at least
        columns = tuple(Column(head, _look(rows, head), 8, 40) for head in heads)
        body = tuple(Row(tuple(_cell(row[one.head], one.look) for one in columns)) for row in rows)
        sheets.append(Sheet(name, name, str(values["made_at"]), columns, body, landscape=True))
    return workbook(sheets, datetime.fromisoformat(values["made_at"]))


def _look(rows: Sequence[Values], head: str) -> Any:
    from handlers.sheets.layout import Look

    values = [row[head] for row in rows]
    if not values or not all(isinstance(value, int | float) for value in values):
        return Look.TEXT
    # What comes in parts is a quantity: 1.5 斤.
    parts = any(isinstance(value, float) for value in values)
    return Look.QUANTITY if parts else Look.NUMBER


def _cell(value: Any, look: Any) -> str | int:
    from handlers.sheets.layout import Look

    if look is Look.QUANTITY:
        return round(value * ONE)
    return value if isinstance(value, int) else "" if value is None else str(value)


def _json(values: Values) -> bytes:
    """The operator's tables as one JSON object, a table a key."""
    return msgspec.json.format(msgspec.json.encode(values["tables"]), indent=1)


_KINDS: Final[Mapping[str, Callable[[Values], bytes]]] = MappingProxyType(
    {
        "poster": _poster,
        "pickup_code": _pickup_code,
        "week": _week,
        "order_sheets": _order_sheets,
        "purchase_order": _purchase_order,
        "picking_list": _picking_list,
        "tables": _tables,
        "tables_json": _json,
    }
)
