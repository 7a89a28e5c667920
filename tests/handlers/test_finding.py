"""Whose order a word at the counter means."""

import pytest

from handlers.finding import people_named, split_words
from solitaire.values import AccountId, RowKey
from storage.orders import Order
from tests.handlers.till import NOON


def order(number: int, who: str, address: str = "", note: str = "") -> Order:
    account = AccountId(f"u{number}")
    return Order(RowKey(account), number, account, account, who, address, note, account, NOON)


PEOPLE = (
    order(1, "张姐", "3-502"),
    order(2, "张姐", "12栋1单元601"),
    order(3, "李叔", "5-1502", "电话138****6688"),
    order(4, "王芳 尾号7799"),
    order(5, "🌸Lily🌸", "1202"),
    order(6, "张姐姐"),
)


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("张姐", [1, 2]),
        ("張姐", [1, 2]),
        ("张姐姐", [6]),
        ("3-502", [1]),
        ("3栋502", [1]),
        ("３－５０２", [1]),
        ("502", [1]),
        ("601室", [2]),
        ("3-502张姐", [1]),
        ("6688", [3]),
        ("7799", [4]),
        ("尾号6688", [3]),
        ("手机尾号 6688", [3]),
        ("138****6688", [3]),
        ("13812346688", [3]),
        ("1202", [5]),
        ("lily", [5]),
        ("王芳", [4]),
        ("李", []),
        ("502房", [1]),
        ("4-502", []),
        ("8888", []),
        ("老周", []),
        ("🌸", []),
        ("", []),
    ],
)
def test_who_is_meant(word: str, numbers: list[int]):
    assert [found.number for found in people_named(PEOPLE, word)] == numbers


def test_a_phone_number_may_stand_in_the_nickname_alone():
    nicks = {AccountId("u3"): "李叔 138****5678", AccountId("u4"): "王芳"}
    assert [found.number for found in people_named(PEOPLE, "5678", nicks)] == [3]
    assert [found.number for found in people_named(PEOPLE, "138****5678", nicks)] == [3]
    assert people_named(PEOPLE, "5678") == ()


def test_what_stands_between_words_is_left_out():
    assert split_words("K7QX、M3PD，3-502；张姐\n6688 ") == [
        "K7QX",
        "M3PD",
        "3-502",
        "张姐",
        "6688",
    ]
    assert split_words(" \n") == []
