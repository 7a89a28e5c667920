"""A group that reads traditional characters is taught no word that the bot does not know."""

import ast
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handlers.addressing import take_group_names
from handlers.issuing import PICKING, sheets
from handlers.messages import ChatId
from handlers.outgoing import in_script
from handlers.phrasebook import Route
from handlers.router import PHRASES
from handlers.sheets.picking import picking_list_workbook
from handlers.texts.guide import help_for
from rules.roles import Role
from rules.settings import Script, Settings
from solitaire.normal import fold_text
from solitaire.values import AccountId
from storage.groups import Group
from tests.handlers.test_sheets import SUN
from tests.handlers.till import NOON

TEXTS = Path(__file__).parents[2] / "handlers" / "texts"
ROUTED = [(route, phrase) for route in PHRASES.routes for phrase in route.phrases]
QUOTED = re.compile(r"“([^”]+)”")
LISTED = re.compile(r"[、/（）\n]|——|[；：]|【.】|· ")


def traditional(text: str) -> str:
    return in_script(text, Script.TRADITIONAL)


def command(text: str) -> tuple[str, str] | None:
    found = PHRASES.find(text, quoting=True)
    return None if found is None else (found.route.name, found.args)


def helped() -> list[str]:
    """What the help quotes and lists that is a command as it stands."""
    pages = "\n".join(help_for(role) for role in Role)
    pieces = [piece.strip() for piece in (*QUOTED.findall(pages), *LISTED.split(pages))]
    return sorted({piece for piece in pieces if command(piece) is not None})


def literals() -> list[str]:
    return [
        node.value
        for path in sorted(TEXTS.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize(("route", "phrase"), ROUTED, ids=[phrase for _, phrase in ROUTED])
def test_every_phrase_is_understood_as_the_bot_writes_it(route: Route, phrase: str):
    said = phrase if command(phrase) else f"{phrase} 3"
    assert command(said) is not None
    assert command(traditional(said)) == command(said)


def test_what_the_help_says_is_understood_as_the_bot_writes_it():
    said = helped()
    assert {"改价 草莓 27.9", "收 张姐 59.8", "草莓只到17", "设置", "导出", "截单 全部"} <= set(
        said
    )
    assert [one for one in said if command(traditional(one)) != command(one)] == []


def test_what_any_sentence_quotes_is_understood_as_the_bot_writes_it():
    said = [one for text in literals() for one in QUOTED.findall(text) if command(one)]
    assert len(said) > 10
    assert [one for one in said if command(traditional(one)) != command(one)] == []


def test_no_figure_changes():
    changed = [
        text
        for text in (*literals(), "¥1,280.50 3斤半 2.5 +1 K7QX 08:30-21:30 8% ①两盒")
        if re.findall(r"[\d.,:+%¥-]+", traditional(text)) != re.findall(r"[\d.,:+%¥-]+", text)
    ]
    assert changed == []


@pytest.mark.parametrize(
    "name",
    [
        "土豆",
        "菠萝",
        "方便面",
        "鲇鱼",
        "里脊",
        "台湾卤肉饭",
        "于姐",
        "范姐",
        "小昵",
        "干果",
        "面粉",
    ],
)
def test_a_name_stays_the_same_name(name: str):
    assert fold_text(traditional(name)) == fold_text(name)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("設定", "设置"),
        ("設定 截單 21:00", "设置"),
        ("設置", "设置"),
        ("匯出", "导出"),
        ("匯出 json", "导出"),
        ("彙總", "汇总"),
        ("匯總", "汇总"),
        ("開團\n愛文芒果 350元/箱", "开团"),
        ("截單", "截单"),
        ("核銷 K7QX", "核销"),
        ("綁定 陽光花園 自提點 南門便利店 7KQMX3", "绑定"),
        ("就這樣", "就这样"),
        ("撤銷", "撤销"),
        ("取貨碼", "取货码"),
        ("我的訂單", "我的订单"),
        ("誰沒付", "谁没付"),
        ("幫助", "帮助"),
    ],
)
def test_words_of_traditional_groups_are_understood(said: str, name: str):
    found = PHRASES.find(said, quoting=False)
    assert found is not None
    assert found.route.name == name


def group(name: str) -> Group:
    return Group(
        ChatId(name),
        name,
        AccountId("lead1"),
        "",
        "",
        0,
        Settings(),
        {},
        muted=False,
        version=1,
        since=NOON,
    )


@pytest.mark.parametrize("named", ["阳光花园 锦绣", "陽光花園 錦繡", "錦繡 陽光花園"])
@pytest.mark.parametrize("names", [("阳光花园", "锦绣"), ("陽光花園", "錦繡社區")])
def test_a_group_is_found_by_its_name_in_either_script(names: tuple[str, ...], named: str):
    found, rest = take_group_names(f"{named} 20", [group(name) for name in names])
    assert {one.name for one in found or ()} == set(names)
    assert rest == "20"


def test_sheets_are_written_as_the_group_reads():
    data = replace(SUN, script=Script.TRADITIONAL)
    book = load_workbook(io.BytesIO(picking_list_workbook(data)))
    assert book.sheetnames == ["按樓棟", "按商品"]
    said = {str(cell.value) for row in book["按樓棟"].iter_rows() for cell in row}
    assert {"陽光花園 按樓棟", "備註", "張姐"} <= said
    assert sheets(PICKING, data).name == "陽光花園_6月20日_分揀單.xlsx"
