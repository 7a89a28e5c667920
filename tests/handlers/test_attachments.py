"""Recipes survive the outbox: what is stored as JSON is drawn and written as it was meant."""

import io
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from handlers.attachments import render
from handlers.issuing import ORDERS, PICKING, PURCHASE, sheets
from handlers.pictures.pickup_code import PickupCode, PickupItem
from handlers.pictures.poster import Poster, PosterProduct, PosterVariant
from handlers.pictures.week import Week, WeekDay
from handlers.sheets.values import SheetData, SheetLine, SheetPerson

AT = datetime(2026, 6, 20, 12, tzinfo=UTC)
BOX = SheetLine("草莓2斤装", "", 2000, "盒", 5980, 2990)
DATA = SheetData(
    "阳光花园",
    date(2026, 6, 20),
    AT,
    (BOX,),
    (SheetPerson(1, "张姐", "3-502", "3栋", (BOX,), 5980, 1000, "=1+1", "K7QX"),),
)


def stored(kind: str, values: object) -> dict[str, Any]:
    """A recipe as the outbox gives it back."""
    plain = msgspec.to_builtins({"kind": kind, "name": "a.bin", "values": values})
    return msgspec.json.decode(msgspec.json.encode(plain))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (
            "poster",
            Poster(
                "阳光花园",
                date(2026, 6, 20),
                (
                    PosterProduct("1", "草莓2斤装", 2990, "盒", limit=2000, left=5000),
                    PosterProduct("2", "带鱼", 4500, "袋", variants=(PosterVariant("大", 4500),)),
                ),
                "20:00",
            ),
        ),
        ("pickup_code", PickupCode("K7QX", "张姐", "阳光花园", (PickupItem("草莓", 2000, "盒"),))),
        (
            "week",
            Week("小伍", tuple(WeekDay(date(2026, 6, 15 + day), 100, 1, 8) for day in range(7))),
        ),
    ],
)
def test_a_picture_is_drawn_from_its_stored_recipe(kind: str, value: object):
    name, content = render(stored(kind, value))
    assert name == "a.bin"
    assert content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("kind", "pages", "has_people"),
    [
        (ORDERS, ["汇总", "按人", "按楼栋"], True),
        (PURCHASE, ["采购单"], False),
        (PICKING, ["按楼栋", "按商品"], True),
    ],
)
def test_a_sheet_is_written_from_its_stored_recipe(kind: str, pages: list[str], has_people: bool):
    attachment = sheets(kind, DATA)
    name, content = render(stored(kind, attachment.values) | {"name": attachment.name})
    assert name.endswith(".xlsx")
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == pages
    said = {cell.value for page in book for row in page for cell in row}
    assert "草莓2斤装" in said or any("草莓2斤装" in str(value) for value in said)
    assert any("张姐" in str(value) for value in said) is has_people


def test_the_operators_tables_are_a_sheet_each():
    tables = {"offers": [{"chat": "sun", "offer": 1}], "orders": []}
    values = {"tables": tables, "made_at": AT.isoformat()}
    _, content = render(stored("tables", values))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["offers", "orders"]
    assert [cell.value for cell in book["offers"][4]] == ["sun", 1]
    _, text = render(stored("tables_json", values))
    assert msgspec.json.decode(text) == tables


def test_quantities_of_the_operators_tables_are_numbers():
    rows = [{"who": "张姐", "quantity": 1.5}, {"who": "李叔", "quantity": 2}]
    values = {"tables": {"orders": rows}, "made_at": AT.isoformat()}
    _, content = render(stored("tables", values))
    cells = list(load_workbook(io.BytesIO(content))["orders"].iter_rows(min_row=4))
    assert [row[1].value for row in cells] == [1.5, 2]


def test_nobody_draws_an_unknown_kind():
    with pytest.raises(KeyError):
        render(stored("nothing", {}))
