from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal, RuleBroken
from rules.prices import Applies, line_fen, looks_wrong, reprice
from rules.rounding import half_even, up_to


@pytest.mark.parametrize(
    ("old", "new", "has_orders", "applies"),
    [
        (2990, 3290, False, Applies.BEFORE_ORDERS),
        (2990, 2790, False, Applies.BEFORE_ORDERS),
        (2990, 2790, True, Applies.LOWER_FOR_ALL),
        (2990, 2990, True, Applies.UNCHANGED),
        (2990, 2990, False, Applies.UNCHANGED),
    ],
)
def test_reprice(old: int, new: int, has_orders: bool, applies: Applies) -> None:
    assert reprice(old, new, has_orders=has_orders).applies is applies


@pytest.mark.parametrize(
    ("new", "has_orders", "code"),
    [
        (2991, True, Refusal.PRICE_UP_AFTER_ORDERS),
        (0, False, Refusal.BAD_PRICE),
        (-100, True, Refusal.BAD_PRICE),
    ],
)
def test_reprice_refuses(new: int, has_orders: bool, code: Refusal) -> None:
    with pytest.raises(RuleBroken) as refused:
        reprice(2990, new, has_orders=has_orders)
    assert refused.value.code is code
    assert refused.value.facts == {"old_fen": 2990, "new_fen": new}


@pytest.mark.parametrize(
    ("quantity", "fen", "cost"),
    [
        (2000, 2990, 5980),
        (3000, 2990, 8970),
        (1500, 1299, 1948),  # 1948.5, to the even fen
        (1500, 1301, 1952),  # 1951.5
        (300, 555, 166),  # 166.5
        (1, 499, 0),
        (0, 2990, 0),
    ],
)
def test_line_fen(quantity: int, fen: int, cost: int) -> None:
    assert line_fen(quantity, fen) == cost


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (2990, 299, False),
        (2990, 298, True),
        (2990, 29900, False),
        (2990, 29901, True),
        (2990, 2790, False),
    ],
)
def test_a_price_beyond_ten_times_looks_wrong(old: int, new: int, *, wrong: bool) -> None:
    assert looks_wrong(old, new) is wrong


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_half_even_is_what_fractions_round_to(numerator: int, denominator: int) -> None:
    assert half_even(numerator, denominator) == round(Fraction(numerator, denominator))


@given(st.integers(0, 10**9), st.integers(1, 10**5))
def test_up_to_is_the_next_step(value: int, step: int) -> None:
    reached = up_to(value, step)
    assert reached % step == 0
    assert 0 <= reached - value < step
