from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.commission import (
    CommissionState,
    commission,
    parse_rate,
    rate_for,
    settles_at,
    state_at,
)
from rules.errors import Refusal, RuleBroken

NOON = datetime(2026, 6, 21, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("8%", 800),
        ("8.5%", 850),
        ("8.25 %", 825),
        ("８％", 800),
        ("0%", 0),
        ("0.01%", 1),
        ("100%", 10_000),
        ("8.500%", 850),
    ],
)
def test_rate(text: str, rate: int) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize(
    "text",
    ["", "8", "0.08", "-8%", "101%", "100.01%", "8.555%", "%", "8.%", "8%%", "一成", "9999%"],
)
def test_no_rate(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_rate(text)
    assert (refused.value.code, refused.value.facts) == (Refusal.BAD_SETTING, {"text": text})


def test_a_products_own_rate_beats_the_default() -> None:
    assert rate_for(800) == 800
    assert rate_for(800, 500) == 500
    assert rate_for(800, 0) == 0


@pytest.mark.parametrize(
    ("fen", "rate", "earned"),
    [
        (5980, 800, 478),  # 478.4
        (2500, 800, 200),
        (1250, 500, 62),  # 62.5, to the even fen
        (1350, 500, 68),  # 67.5
        (5980, 0, 0),
        (0, 800, 0),
        (5980, 10_000, 5980),
    ],
)
def test_commission(fen: int, rate: int, earned: int) -> None:
    assert commission(fen, rate) == earned


@given(st.integers(0, 10**8), st.integers(0, 10_000))
def test_commission_is_never_more_than_the_goods(fen: int, rate: int) -> None:
    assert 0 <= commission(fen, rate) <= fen
    assert abs(commission(fen, rate) * 10_000 - fen * rate) <= 5_000


def test_the_window() -> None:
    until = settles_at(NOON, timedelta(hours=48))
    assert until == NOON + timedelta(days=2)
    assert state_at(until, until - timedelta(seconds=1)) is CommissionState.WAITING
    assert state_at(until, until) is CommissionState.SETTLED
    assert state_at(until, until, clawed_back=True) is CommissionState.CLAWED_BACK
