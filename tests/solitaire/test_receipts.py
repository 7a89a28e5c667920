"""Who paid what, in leaders' words."""

import re

import pytest

from solitaire.normal import fold_text
from solitaire.receipts import (
    ALL_BUT,
    PAID_WITH_SUM,
    REFUND,
    Named,
    is_claim,
    read_all_but,
    read_receipts,
    read_sum,
)
from solitaire.spans import Span, read_span


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("收 张姐 59.8", [("张姐", 5980)]),
        ("张姐：59.8", [("张姐", 5980)]),
        ("张姐 李叔 老周", [("张姐", None), ("李叔", None), ("老周", None)]),
        ("张姐、李叔，老周", [("张姐", None), ("李叔", None), ("老周", None)]),
        ("3-502", [("3-502", None)]),
        ("３－５０２　５９．８", [("3-502", 5980)]),
        ("3-502 张姐 59.8", [("3-502", None), ("张姐", 5980)]),
        ("502 25", [("502", 2500)]),
        ("5678", [("5678", None)]),
        ("尾号5678", [("尾号5678", None)]),
        ("收 尾号5678 29.9", [("尾号5678", 2990)]),
        ("收 138****5678 29.9", [("138****5678", 2990)]),
        ("1. 张姐 59.8", [("张姐", 5980)]),
        ("2、收 李叔 25元", [("李叔", 2500)]),
        ("收款 张姐59.80元", [("张姐", 5980)]),
        ("3栋502张姐59.8", [("3栋502张姐", 5980)]),
        ("收 李叔25 张姐¥59.8", [("李叔", 2500), ("张姐", 5980)]),
        ("收 用户88 20", [("用户88", 2000)]),
        ("收3-502 25", [("3-502", 2500)]),
        ("退 张姐 29.9", [("张姐", 2990)]),
        ("收 张姐 五十", [("张姐", 5000)]),
        ("收 张姐 59块8", [("张姐", 5980)]),
        ("收 张姐 29.9 微信 李叔 现金", [("张姐", 2990), ("李叔", None)]),
        ("", []),
    ],
)
def test_a_line_names_people_and_sums(line: str, named: list[tuple[str, int | None]]):
    read = read_receipts(line, {"用户88"}.__contains__)
    assert read == tuple(Named(word, fen) for word, fen in named)


@pytest.mark.parametrize("sum_", ["-5", "99999999", "119.605", "5.", "59块8毛5", "1-2"])
def test_what_cannot_be_read_as_a_sum_is_no_missing_sum(sum_: str):
    read = read_receipts(f"收 张姐 {sum_} 李叔", {"张姐", "李叔"}.__contains__)
    assert read == (Named("张姐", None, sum_), Named("李叔"))


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("除了 王芳 都付了", ("王芳",)),
        ("除了王芳都付了", ("王芳",)),
        ("除王芳外都付清了", ("王芳",)),
        ("除了王芳和李叔，其他都付了", ("王芳", "李叔")),
        ("除了王芳、3-502 都交了", ("王芳", "3-502")),
        ("除了王芳", None),
        ("都付了", None),
    ],
)
def test_all_but_some(line: str, who: tuple[str, ...] | None):
    assert read_all_but(line) == who
    assert (re.fullmatch(ALL_BUT, fold_text(line)) is not None) == (who is not None)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("已付59.8", 5980), ("已付 59.8元", 5980), ("转了60", 6000), ("钱转了25块", 2500)],
)
def test_a_claim_with_its_sum(text: str, fen: int):
    assert re.fullmatch(PAID_WITH_SUM, fold_text(text))
    assert read_sum(text) == fen


@pytest.mark.parametrize("text", ["草莓2份已付59.8", "已付2盒", "3个人转了60", "付了吗"])
def test_other_talk_of_paying_is_no_claim(text: str):
    assert not re.fullmatch(PAID_WITH_SUM, fold_text(text))


@pytest.mark.parametrize(
    ("rest", "claim"),
    [
        ("", True),
        ("59.8", True),
        ("59.8元 谢谢团长", True),
        ("谢谢", True),
        ("两次都失败", False),
        ("3个群", False),
    ],
)
def test_what_stands_behind_a_claim(rest: str, claim: bool):
    assert is_claim(rest) is claim


@pytest.mark.parametrize("text", ["退 张姐 29.9", "退 张姐 30元", "退 3-502 29.90元"])
def test_giving_money_back_is_told_by_its_sum(text: str):
    assert re.fullmatch(REFUND, fold_text(text))


@pytest.mark.parametrize("text", ["退 草莓 2", "退 草莓", "退一份", "退 草莓 2盒"])
def test_giving_goods_back_is_no_refund(text: str):
    assert not re.fullmatch(REFUND, fold_text(text))


def test_a_stretch_of_time_is_found_among_other_words():
    assert read_span("本周 阳光花园") == (Span.THIS_WEEK, "阳光花园")
    assert read_span("") == (None, "")
    assert read_span("上個月") == (Span.LAST_MONTH, "")
