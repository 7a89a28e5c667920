from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal, RuleBroken
from rules.shortage import Cut, Ordered, cut, short_of
from solitaire.values import ItemKey, RowKey

NINE = datetime(2026, 6, 20, 1, tzinfo=UTC)


def line(row: str, quantity: float, minute: int, seq: int = 0, collected: float = 0) -> Ordered:
    at = NINE + timedelta(minutes=minute)
    return Ordered(
        RowKey(row), ItemKey("A"), round(quantity * 1000), at, seq, round(collected * 1000)
    )


def losses(cuts: list[Cut]) -> dict[str, float]:
    return {one.row: one.lost / 1000 for one in cuts}


EVENING = [line("zhang", 2, 0), line("li", 3, 5), line("zhou", 1, 9), line("wang", 2, 9, seq=1)]


@pytest.mark.parametrize(
    ("short", "lost"),
    [
        (1, {"wang": 1}),
        (2, {"wang": 2}),
        (3, {"wang": 2, "zhou": 1}),
        (5, {"wang": 2, "zhou": 1, "li": 2}),
        (8, {"wang": 2, "zhou": 1, "li": 3, "zhang": 2}),
        (50, {"wang": 2, "zhou": 1, "li": 3, "zhang": 2}),
    ],
)
def test_the_latest_lose_first(short: int, lost: dict[str, float]) -> None:
    cuts = cut(EVENING, short * 1000)
    assert losses(cuts) == lost
    assert [one.row for one in cuts] == list(lost)


def test_the_last_increase_counts_not_the_first_order() -> None:
    assert losses(cut([line("zhang", 4, 30), line("li", 3, 5)], 2000)) == {"zhang": 2}


def test_half_a_piece_is_a_piece() -> None:
    assert losses(cut(EVENING, 500)) == {"wang": 1}
    assert losses(cut(EVENING, 2500)) == {"wang": 2, "zhou": 1}


def test_weights_are_cut_to_the_thousandth() -> None:
    fish = [line("zhang", 1.5, 0), line("li", 2.25, 5)]
    assert losses(cut(fish, 2500, by_weight=True)) == {"li": 2.25, "zhang": 0.25}


def test_what_was_collected_is_not_taken_back() -> None:
    lines = [line("zhang", 2, 0), line("li", 3, 5, collected=3), line("zhou", 2, 9, collected=1)]
    assert losses(cut(lines, 2000)) == {"zhou": 1, "zhang": 1}


def test_only_so_many_came() -> None:
    assert short_of(EVENING, 5000) == 3000
    assert short_of(EVENING, 8000) == short_of(EVENING, 9000) == 0
    assert short_of(EVENING, 0) == 8000


@pytest.mark.parametrize("short", [0, -1000])
def test_nothing_is_no_shortage(short: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        cut(EVENING, short)
    assert (refused.value.code, refused.value.facts) == (Refusal.BAD_AMOUNT, {"quantity": short})


def test_less_than_nothing_does_not_come() -> None:
    with pytest.raises(RuleBroken) as refused:
        short_of(EVENING, -1)
    assert refused.value.code is Refusal.BAD_AMOUNT


lines_of_an_offer = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 5), st.integers(0, 9)), max_size=12
).map(
    lambda drawn: [
        line(str(place), quantity, minute, place, min(collected, quantity))
        for place, (quantity, minute, collected) in enumerate(drawn)
    ]
)


@given(lines_of_an_offer, st.integers(1, 60_000), st.booleans())
def test_what_is_missing_is_lost_by_the_latest(
    lines: list[Ordered], short: int, by_weight: bool
) -> None:
    lost = {one.row: one.lost for one in cut(lines, short, by_weight=by_weight)}
    free = sum(one.quantity - one.collected for one in lines)
    missing = short if by_weight else -(-short // 1000) * 1000
    assert sum(lost.values()) == min(missing, free)
    for one in lines:
        assert 0 <= lost.get(one.row, 0) <= one.quantity - one.collected
        if lost.get(one.row):
            later = [o for o in lines if (o.ordered_at, o.seq) > (one.ordered_at, one.seq)]
            assert all(lost.get(o.row, 0) == o.quantity - o.collected for o in later)
