"""The leader's sheets, read back as a sheet program would."""

import csv
import io
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from handlers.sheets.cells import natural, safe_text
from handlers.sheets.orders import order_workbook
from handlers.sheets.picking import picking_list_workbook
from handlers.sheets.purchase import purchase_order_workbook
from handlers.sheets.values import SheetData, SheetLine, SheetPerson
from handlers.texts import sheets as texts

Maker = Callable[..., bytes]
MAKERS = [order_workbook, picking_list_workbook, purchase_order_workbook]
CHINA = timezone(timedelta(hours=8))
STRAWBERRY = SheetLine("红颜草莓2斤装", "", 2000, "盒", 5980, 2990)
FISH = SheetLine("舟山带鱼", "大段", 1000, "袋", 4500, 4500)
GREENS = SheetLine("小青菜", "", 1500, "斤", 525, 350)
ZHANG = SheetPerson(1, "张姐", "3-502", "3栋", (STRAWBERRY, GREENS), 6505, 5980, "不要太熟", "K7QX")
LI = SheetPerson(2, "李叔", "12-101", "12栋", (FISH,), 4500)
WANG = SheetPerson(3, "王芳", "", "", (replace(STRAWBERRY, quantity=1000, fen=2990),), 2990, 3290)
TOTALS = (replace(STRAWBERRY, quantity=3000, fen=8970), FISH, GREENS)
SUN = SheetData(
    "阳光花园",
    date(2026, 6, 20),
    datetime(2026, 6, 20, 20, 0, 3, tzinfo=CHINA),
    TOTALS,
    (ZHANG, LI, WANG),
    "20:00",
    "明天16:00",
    "南门便利店",
)
HILL = replace(SUN, group="锦绣", totals=(replace(FISH, quantity=3000, fen=13500),), people=(LI,))
HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\u200b=1",
    "\u202e=1",
    "\x00=1",
    "  =1",
    "＝1+1",
    '=HYPERLINK("http://example.org","x")',
    "http://example.org",
    "_x0041_",
    "\ud800\ufffe\x07a",
    "🍓" * 3000,
    "{=1}",
    "</t><f>1</f>",
]


def opened(book: bytes) -> Workbook:
    """The workbook as written."""
    return load_workbook(io.BytesIO(book))


def table(page: Worksheet) -> list[list[object]]:
    """The rows under the title and facts, the head first."""
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]


def poisoned(text: str) -> SheetData:
    """An offer in which every text is this one."""
    line = SheetLine(text, text, 1000, text, 100, 100)
    person = SheetPerson(1, text, text, text, (line, line), 200, 0, text, text)
    return replace(
        SUN,
        group=text, totals=(line,), people=(person,), cutoff=text, arrival=text, place=text,
    )  # fmt: skip


# What the sheets say


def test_totals_have_a_row_a_product_and_a_sum():
    assert table(opened(order_workbook(SUN))["汇总"]) == [
        ["序号", "商品", "规格", "数量", "单位", "单价", "金额"],
        [1, "红颜草莓2斤装", None, 3, "盒", 29.9, 89.7],
        [2, "舟山带鱼", "大段", 1, "袋", 45, 45],
        [3, "小青菜", None, 1.5, "斤", 3.5, 5.25],
        [None, "合计", None, None, None, None, 139.95],
    ]


def test_people_have_a_row_each_with_what_is_open():
    items = "红颜草莓2斤装 ×2盒\n小青菜 ×1.5斤"
    head = ["序号", "楼栋", "住址", "姓名", "商品", "应付", "已付", "待付", "备注", "取货码"]
    assert table(opened(order_workbook(SUN))["按人"]) == [
        head,
        [1, "3栋", "3-502", "张姐", items, 65.05, 59.8, 5.25, "不要太熟", "K7QX"],
        [2, "12栋", "12-101", "李叔", "舟山带鱼（大段） ×1袋", 45, 0, 45, None, None],
        [3, None, None, "王芳", "红颜草莓2斤装 ×1盒", 29.9, 32.9, -3, None, None],
        [None, None, None, "合计", None, 139.95, 92.7, 47.25, None, None],
    ]


def test_codes_have_a_column_only_when_there_are_any():
    data = replace(SUN, people=(LI, WANG))
    assert table(opened(order_workbook(data))["按人"])[0][-1] == "备注"


def test_buildings_stand_in_the_order_of_their_numbers():
    rows = table(opened(order_workbook(SUN))["按楼栋"])
    assert [row[0] for row in rows] == [
        "✓",
        "3栋 1户", "□", "合计：红颜草莓2斤装 ×2盒，小青菜 ×1.5斤",
        "12栋 1户", "□", "合计：舟山带鱼（大段） ×1袋",
        "未写楼栋 1户", "□", "合计：红颜草莓2斤装 ×1盒",
    ]  # fmt: skip
    assert rows[2][1:] == ["3-502", "张姐", "红颜草莓2斤装 ×2盒\n小青菜 ×1.5斤", "5.25", "不要太熟"]
    assert rows[8][4] == "多付 3.00"


def test_the_picking_list_shares_out_each_product_too():
    book = opened(picking_list_workbook(SUN))
    assert book.sheetnames == ["按楼栋", "按商品"]
    assert table(book["按商品"])[1:] == [
        ["红颜草莓2斤装 共3盒 2人", None, None, None, None, None, None],
        ["□", "3栋", "3-502", "张姐", 2, "盒", "不要太熟"],
        ["□", None, None, "王芳", 1, "盒", None],
        ["小青菜 共1.5斤 1人", None, None, None, None, None, None],
        ["□", "3栋", "3-502", "张姐", 1.5, "斤", "不要太熟"],
        ["舟山带鱼（大段） 共1袋 1人", None, None, None, None, None, None],
        ["□", "12栋", "12-101", "李叔", 1, "袋", None],
    ]


def test_the_purchase_order_leaves_room_for_the_supplier():
    rows = table(opened(purchase_order_workbook(SUN))["采购单"])
    assert rows[0] == [
        "序号", "商品", "规格", "数量", "单位", "供应商", "进价", "进货金额", "备注",
    ]  # fmt: skip
    assert rows[2] == [2, "舟山带鱼", "大段", 1, "袋", None, None, None, None]


def test_several_groups_are_bought_for_together():
    rows = table(opened(purchase_order_workbook(SUN, HILL))["采购单"])
    assert rows[0][3:7] == ["数量", "单位", "阳光花园", "锦绣"]
    assert rows[1][3:7] == [3, "盒", 3, None]
    assert rows[2][3:7] == [4, "袋", 1, 3]


def test_several_groups_stand_in_sections_with_one_total():
    book = opened(order_workbook(SUN, HILL))
    first = [row[0] for row in table(book["汇总"])]
    assert first == ["序号", "阳光花园 3人", 1, 2, 3, None, "锦绣 1人", 1, None, None]
    assert table(book["汇总"])[-1] == ["全部合计" if at == 1 else None for at in range(6)] + [
        274.95
    ]
    assert table(book["按人"])[-1][5:8] == [184.95, 92.7, 92.25]
    assert [row[0] for row in table(book["按楼栋"])][11:13] == ["锦绣 1人", "12栋 1户"]
    assert book["汇总"]["A1"].value == "2个群 汇总"


@pytest.mark.parametrize("maker", MAKERS)
def test_the_head_says_whose_and_when_and_whether_it_is_new(maker: Maker):
    page = opened(maker(SUN)).worksheets[0]
    assert str(page["A1"].value).startswith("阳光花园 ")
    assert page["A2"].value == (
        "6月20日 周六 · 截单 20:00 · 到货 明天16:00 · 自提 南门便利店 · 3人 · 制表 6月20日 20:00"
    )
    assert "【更新】" not in str(page["A1"].value)
    again = opened(maker(replace(SUN, updated=True)))
    assert all("【更新】" in str(sheet["A1"].value) for sheet in again)


@pytest.mark.parametrize("maker", MAKERS)
def test_an_offer_without_orders_is_a_sheet_all_the_same(maker: Maker):
    book = opened(maker(replace(SUN, totals=(), people=())))
    assert all(page.max_row >= 3 for page in book)


# How they are written


def test_money_is_a_number_with_two_decimals_and_quantities_have_no_idle_zeros():
    page = opened(order_workbook(SUN))["汇总"]
    assert page["G4"].number_format == "0.00"
    assert page["D4"].number_format == "General"
    assert page["G4"].data_type == page["D4"].data_type == "n"


@given(st.integers(-(10**11), 10**11))
@settings(max_examples=20, deadline=None)
def test_every_fen_arrives(fen: int):
    line = replace(STRAWBERRY, fen=fen)
    page = opened(purchase_order_workbook(replace(SUN, totals=(line,)))).worksheets[0]
    assert page["D4"].value == 2
    totals = opened(order_workbook(replace(SUN, totals=(line,), people=())))["汇总"]
    assert round(float(str(totals["G4"].value)) * 100) == fen


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_here_or_in_a_csv(maker: Maker, text: str):
    file = maker(poisoned(text), poisoned(text))
    cells = [cell for page in opened(file) for row in page.iter_rows() for cell in row]
    said = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert not any(
        line.lstrip()[:1] in set("=+-@＝") for value in said for line in value.split("\n")
    )
    hidden = {"Cc", "Cs", "Co", "Cn", "Cf"}
    assert not any(
        unicodedata.category(char) in hidden - {"Cc"} for value in said for char in value
    )
    exported = io.StringIO()
    csv.writer(exported).writerows([value] for value in said)
    assert not any(
        row[0][:1] in set("=+-@\t\r") for row in csv.reader(exported.getvalue().split("\n")) if row
    )


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("张姐", "张姐"),
        ("=1+1", "'=1+1"),
        ("\t -5℃冷冻", "'-5℃冷冻"),
        ("3-502", "3-502"),
        ("a\x00b\u202ec\nd", "abc d"),
        ("👨‍👩‍👧 一家", "👨‍👩‍👧 一家"),
        ("\u200d=1", "'\u200d=1"),
        ("_x0041_", "_x0041_"),
        ("", ""),
        ("长" * 999, "长" * 300),
    ],
)
def test_a_text_made_safe(written: str, safe: str):
    assert safe_text(written) == safe


def test_a_text_that_looks_like_an_escape_comes_back_as_it_was():
    page = opened(order_workbook(poisoned("_x0041_")))["汇总"]
    assert page["B4"].value == "_x0041_"


def test_addresses_sort_as_people_count():
    mixed = ["", "12-101", "A座1803", "3-1201", "2-101", "3-502"]
    wanted = ["2-101", "3-502", "3-1201", "12-101", "A座1803", ""]
    assert sorted(mixed, key=natural) == wanted


@pytest.mark.parametrize("maker", MAKERS)
def test_sheets_print_on_a4_with_their_heads(maker: Maker):
    for page in opened(maker(SUN)):
        assert page.freeze_panes == "A4"
        assert page.page_setup.paperSize == 9
        assert page.print_title_rows == "$1:$3"
        scaled = page.sheet_properties.pageSetUpPr
        if scaled is not None and scaled.fitToPage:
            assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        else:
            # Upright A4 less its margins, in letters of the default font.
            assert sum(one.width for one in page.column_dimensions.values()) < 98


def test_a_building_is_not_split_over_two_pages():
    people = tuple(
        replace(ZHANG, number=at, building=f"{at // 7 + 1}栋", who=f"住户{at}") for at in range(70)
    )
    page = opened(order_workbook(replace(SUN, people=people)))["按楼栋"]
    heads = {row[0].row for row in page.iter_rows(min_row=4) if "户" in str(row[0].value)}
    ends = [mark.id for mark in page.row_breaks.brk]
    assert ends
    assert all(end + 1 in heads for end in ends)
    heights = [page.row_dimensions[row].height for row in range(4, ends[0] + 1)]
    assert 350 < sum(heights) < 700


def test_a_large_sum_has_room():
    rich = replace(ZHANG, fen=123_456_789, paid_fen=0)
    page = opened(order_workbook(replace(SUN, people=(rich, rich))))["按人"]
    assert page["F6"].value == 2469135.78
    assert page.column_dimensions["F"].width > len("2469135.78") + 3


def test_columns_are_wide_enough_for_chinese():
    page = opened(order_workbook(SUN))["按人"]
    assert page.column_dimensions["E"].width >= 28
    assert page.row_dimensions[4].height > 1.5 * page.row_dimensions[5].height


@pytest.mark.parametrize("maker", MAKERS)
def test_the_same_values_are_the_same_file(maker: Maker):
    assert maker(SUN, HILL) == maker(replace(SUN), replace(HILL))
    names = zipfile.ZipFile(io.BytesIO(maker(SUN))).infolist()
    assert {entry.date_time[0] for entry in names} == {1980}
    created = opened(maker(SUN)).properties.created
    assert created.replace(tzinfo=UTC) == SUN.made_at


def test_a_file_has_a_name_that_every_system_takes():
    name = texts.file_name(("阳光/花园 🍓..",), texts.PICKING, SUN.day, updated=True)
    assert name == "阳光花园_6月20日_分拣单_更新.xlsx"
    both = texts.file_name(("阳光花园", "锦绣"), texts.ORDERS, SUN.day, updated=False)
    assert both == "2个群_6月20日_订单.xlsx"
    assert texts.file_name(("///",), texts.ORDERS, SUN.day, updated=False) == "6月20日_订单.xlsx"


def test_no_writer_is_loaded_before_a_sheet_is_asked_for():
    imports = ";".join(
        f"import handlers.sheets.{name}" for name in ("orders", "picking", "purchase")
    )
    check = "import sys;assert 'xlsxwriter' not in sys.modules"
    subprocess.run([sys.executable, "-c", f"{imports};{check}"], check=True)
