"""Quantities below are in units for the eye; ``U`` makes them thousandths."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.stock import Granted, Refused, Ruling, Shelf, Wish, judge
from solitaire.values import ItemKey, RowKey

U = 1000


def shelf(
    code: str = "A",
    booked: int = 0,
    stock: int | None = None,
    limit: int | None = None,
    minimum: int | None = None,
    *,
    taken_off: bool = False,
) -> Shelf:
    def units(number: int | None) -> int | None:
        return None if number is None else number * U

    return Shelf(code, booked * U, units(stock), units(limit), units(minimum), taken_off)


def wish(
    on: Shelf, before: int, after: int, *, row: str = "zhang", holds: int | None = None,
    item: str = "", home: str = "",
) -> Wish:  # fmt: skip
    return Wish(
        RowKey(row), home or row, on, ItemKey(item or on.code), before * U, after * U,
        (before if holds is None else holds) * U,
    )  # fmt: skip


def codes(rulings: list[Ruling]) -> list[str]:
    return [r.code if isinstance(r, Refused) else "granted" for r in rulings]


@pytest.mark.parametrize(
    ("on", "before", "after", "ruling"),
    [
        (shelf(), 0, 2, "granted"),
        (shelf(stock=2), 0, 2, "granted"),
        (shelf(booked=1, stock=2), 0, 2, "sold_out"),
        (shelf(booked=2, stock=2), 1, 0, "granted"),
        (shelf(booked=2, stock=2), 1, 1, "granted"),
        (shelf(booked=5, stock=2), 2, 1, "granted"),
        (shelf(limit=2), 0, 2, "granted"),
        (shelf(limit=2), 0, 3, "over_limit"),
        (shelf(limit=2), 1, 3, "over_limit"),
        (shelf(limit=2), 5, 3, "granted"),
        (shelf(minimum=2), 0, 1, "below_minimum"),
        (shelf(minimum=2), 2, 1, "below_minimum"),
        (shelf(minimum=2), 2, 0, "granted"),
        (shelf(minimum=2), 0, 2, "granted"),
        (shelf(minimum=3), 1, 1, "granted"),
        (shelf(taken_off=True), 0, 1, "taken_off"),
        (shelf(taken_off=True), 2, 3, "taken_off"),
        (shelf(taken_off=True), 2, 1, "granted"),
        (shelf(), 0, 999, "granted"),
        (shelf(), 0, 1000, "absurd_quantity"),
        (shelf(stock=50), 0, 99999, "absurd_quantity"),
        (shelf(), 1200, 1100, "granted"),
        (shelf(), 2, -5, "absurd_quantity"),
        (shelf(stock=2, limit=2), 0, 3, "over_limit"),
        (shelf(booked=1, stock=2, limit=2), 0, 3, "sold_out"),
    ],
)
def test_one_wish(on: Shelf, before: int, after: int, ruling: str) -> None:
    assert codes(judge([wish(on, before, after)])) == [ruling]


def test_a_refusal_says_what_is_left() -> None:
    [refused] = judge([wish(shelf(booked=19, stock=20, limit=5), 1, 4)])
    assert isinstance(refused, Refused)
    assert (refused.left, refused.room) == (1 * U, 1 * U)
    assert refused.error().facts == {
        "product": "A", "left": 1000, "room": 1000, "limit": 5000, "minimum": None, "holds": 1000,
    }  # fmt: skip


def test_a_limit_says_what_room_is_left_at_home() -> None:
    [refused] = judge([wish(shelf(limit=3), 0, 2, holds=2)])
    assert isinstance(refused, Refused)
    assert (refused.code, refused.left, refused.room) == (Refusal.OVER_LIMIT, None, 1 * U)


def test_variants_of_one_product_stand_or_fall_together() -> None:
    fish = shelf("E", stock=3)
    asked = [
        wish(fish, 0, 2, item="E/big", holds=0),
        wish(shelf("B"), 0, 1),
        wish(fish, 0, 2, item="E/small", holds=0),
    ]
    assert codes(judge(asked)) == ["sold_out", "granted", "sold_out"]


def test_a_variant_may_be_swapped_when_all_is_sold() -> None:
    fish = shelf("E", booked=3, stock=3, limit=2)
    asked = [
        wish(fish, 2, 0, item="E/big", holds=2),
        wish(fish, 0, 2, item="E/small", holds=2),
    ]
    assert codes(judge(asked)) == ["granted", "granted"]


def test_rows_of_one_message_take_stock_in_turn() -> None:
    berries = shelf(booked=17, stock=20)
    asked = [wish(berries, 0, 2, row=row) for row in ("a", "b", "c")]
    rulings = judge(asked)
    assert codes(rulings) == ["granted", "sold_out", "sold_out"]
    assert isinstance(rulings[1], Refused)
    assert rulings[1].left == 1 * U


def test_what_one_row_gives_back_the_next_may_take() -> None:
    berries = shelf(booked=20, stock=20)
    asked = [wish(berries, 3, 1, row="a"), wish(berries, 0, 2, row="b")]
    assert codes(judge(asked)) == ["granted", "granted"]


def test_the_limit_counts_over_the_household() -> None:
    berries = shelf(limit=2)
    asked = [
        wish(berries, 0, 1, row="a", home="3-502"),
        wish(berries, 0, 1, row="b", home="3-502"),
        wish(berries, 0, 1, row="c", home="3-502"),
        wish(berries, 0, 2, row="d"),
    ]
    assert codes(judge(asked)) == ["granted", "granted", "over_limit", "granted"]


wishes_of_an_evening = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from(["", "/x"]), st.integers(0, 6)), max_size=40
)


@given(
    wishes_of_an_evening, st.integers(0, 15), st.none() | st.integers(1, 5),
    st.none() | st.integers(1, 3), st.booleans(),
)  # fmt: skip
def test_the_book_never_breaks_a_rule(
    said: list[tuple[str, str, int]], stock: int, limit: int | None, minimum: int | None,
    one_message: bool,
):  # fmt: skip
    """Told one by one or all at once, nobody gets more than there is, or than she may."""
    book: dict[tuple[str, str], int] = defaultdict(int)
    latest = {(row, variant): quantity for row, variant, quantity in said}
    batches = [list(latest.items())] if one_message else [[((r, v), q)] for r, v, q in said]
    for batch in batches:
        on = shelf(booked=sum(book.values()), stock=stock, limit=limit, minimum=minimum)
        asked = [
            wish(
                on, book[row, variant], quantity, row=row, item=f"A{variant}",
                holds=sum(n for (who, _), n in book.items() if who == row),
            )
            for (row, variant), quantity in batch
        ]  # fmt: skip
        for ((row, variant), quantity), ruling in zip(batch, judge(asked), strict=True):
            if isinstance(ruling, Granted):
                book[row, variant] = quantity
        held: dict[str, int] = defaultdict(int)
        for (row, _), quantity in book.items():
            held[row] += quantity
        assert sum(held.values()) <= stock
        assert all(n <= (limit or n) for n in held.values())
        assert all(n == 0 or n >= (minimum or 0) for n in held.values())


@pytest.mark.parametrize(
    ("before", "after", "collected", "ruling"),
    [
        (2, 1, 2, "already_collected"),
        (2, 0, 1, "already_collected"),
        (2, 1, 1, "granted"),
        (2, 3, 2, "granted"),
        (2, -1, 0, "absurd_quantity"),
    ],
)
def test_less_than_was_handed_out_cannot_stand(
    before: int, after: int, collected: int, ruling: str
) -> None:
    asked = replace(wish(shelf(), before, after), collected=collected * U)
    assert codes(judge([asked])) == [ruling]
