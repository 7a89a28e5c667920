import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal, RuleBroken
from rules.pickup import (
    ALPHABET,
    CODES,
    LOCKED_FOR,
    Goods,
    Parcel,
    ParcelLine,
    PickupState,
    check_collected,
    hand_out,
    locked_until,
    looks_like_code,
    new_code,
    normalise_code,
    pickup_state,
)
from solitaire.values import ItemKey

NOON = datetime(2026, 6, 21, 4, tzinfo=UTC)


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def test_the_alphabet_has_no_look_alikes() -> None:
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUVG")
    assert len(set(ALPHABET)) == len(ALPHABET) >= 20


@given(st.integers())
def test_a_new_code_is_read_back_however_it_is_typed(seed: int) -> None:
    code = new_code(seeded(seed), ())
    assert looks_like_code(code)
    assert not code.isalpha()
    assert {normalise_code(code.lower()), normalise_code(f" {code[:2]} {code[2:]}。")} == {code}
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert normalise_code(wide) == code


def test_codes_are_not_given_twice() -> None:
    rng, taken = seeded(7), set[str]()
    for _ in range(3000):
        taken.add(new_code(rng, taken))
    assert len(taken) == 3000
    assert new_code(seeded(7), ()) != new_code(seeded(7), taken)


def test_codes_that_could_be_guessed_are_not_given() -> None:
    with pytest.raises(ValueError, match="in use"):
        new_code(seeded(1), {str(number) for number in range(CODES)})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7QX", "K7QX"),
        ("k7qx", "K7QX"),
        ("ｋ７ＱＸ", "K7QX"),
        ("K7 QX！", "K7QX"),
        ("「K7QX」", "K7QX"),
        ("K7\u200bQX", "K7QX"),
        ("К7QХ", "K7QX"),  # Cyrillic
        ("KGQX", "K6QX"),
        ("K7OX", "K7OX"),
    ],
)
def test_normalise(typed: str, code: str) -> None:
    assert normalise_code(typed) == code
    assert looks_like_code(typed)


@pytest.mark.parametrize(
    "text",
    ["", "3-502", "1503", "6688", "草莓2份", "张姐", "K7Q", "K7QXX", "A1-2", "K7盒X", "🍓🍓"],
)
def test_what_is_no_code(text: str) -> None:
    assert not looks_like_code(text)


@given(st.text(max_size=50))
def test_any_text_can_be_asked(text: str) -> None:
    assert looks_like_code(text) == looks_like_code(normalise_code(text))


def line(
    name: str, quantity: int, arrived: bool, collected: int = 0, at: datetime | None = None
) -> ParcelLine:
    return ParcelLine(
        ItemKey(name), name.partition("/")[0], quantity * 1000, arrived, collected * 1000, at
    )


def goods(name: str, quantity: int) -> Goods:
    return Goods(ItemKey(name), quantity * 1000)


def test_what_has_arrived_is_handed_out_and_the_rest_later() -> None:
    parcel = Parcel(
        "south gate",
        [line("A", 2, True), line("B", 1, False), line("C", 1, True, 1), line("D", 0, True)],
    )
    out = hand_out(parcel, "south gate")
    assert (out.goods, out.later) == ((goods("A", 2),), (goods("B", 1),))


def test_one_product_only() -> None:
    parcel = Parcel("", [line("A/big", 2, True), line("A/small", 1, True), line("B", 1, True)])
    out = hand_out(parcel, product="A")
    assert out.goods == (goods("A/big", 2), goods("A/small", 1))
    assert out.later == (goods("B", 1),)


def test_what_was_added_after_the_collection_is_handed_out() -> None:
    assert hand_out(Parcel("", [line("A", 3, True, 2)])).goods == (goods("A", 1),)


@pytest.mark.parametrize(
    ("parcel", "product", "code", "facts"),
    [
        (Parcel("x", [line("A", 1, True)], cancelled=True), None, Refusal.CANCELLED, {}),
        (Parcel("x", [line("A", 0, True)]), None, Refusal.CANCELLED, {}),
        (Parcel("x", []), None, Refusal.CANCELLED, {}),
        (Parcel("y", [line("A", 1, True)]), None, Refusal.OTHER_PICKUP_POINT, {"point": "y"}),
        (Parcel("x", [line("A", 1, True)]), "B", Refusal.NOT_ORDERED, {"product": "B"}),
        (Parcel("x", [line("A", 1, False)]), None, Refusal.NOT_ARRIVED, {"items": ("A",)}),
        (
            Parcel("x", [line("A", 1, True, 1, NOON), line("B", 1, False)]),
            None,
            Refusal.NOT_ARRIVED,
            {"items": ("B",)},
        ),
        (
            Parcel("x", [line("A", 1, True, 1, NOON), line("B", 1, False)]),
            "A",
            Refusal.ALREADY_COLLECTED,
            {"at": NOON},
        ),
        (Parcel("x", [line("A", 1, True, 2)]), None, Refusal.ALREADY_COLLECTED, {"at": None}),
    ],
)
def test_refused(
    parcel: Parcel, product: str | None, code: Refusal, facts: dict[str, object]
) -> None:
    with pytest.raises(RuleBroken) as refused:
        hand_out(parcel, "x", product)
    assert (refused.value.code, dict(refused.value.facts)) == (code, facts)


def test_only_what_was_handed_out_comes_back() -> None:
    check_collected(Parcel("", [line("A", 1, True, 1)]))
    with pytest.raises(RuleBroken) as refused:
        check_collected(Parcel("", [line("A", 1, True)]))
    assert refused.value.code is Refusal.NOT_COLLECTED


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([], None),
        ([line("A", 0, True)], None),
        ([line("A", 1, False), line("B", 0, True)], PickupState.WAITING),
        ([line("A", 1, False), line("B", 1, True)], PickupState.ARRIVED),
        ([line("A", 1, False), line("B", 1, True, 1)], PickupState.PART),
        ([line("A", 2, True, 1)], PickupState.PART),
        ([line("A", 1, True, 1), line("B", 0, False)], PickupState.COLLECTED),
    ],
)
def test_where_an_order_stands(lines: list[ParcelLine], state: PickupState | None) -> None:
    assert pickup_state(lines) == state


some_lines = st.lists(
    st.builds(
        lambda number, quantity, arrived, collected: line(
            f"P{number}", quantity, arrived, min(quantity, collected)
        ),
        st.integers(0, 9),
        st.integers(0, 3),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=5,
    unique_by=lambda one: one.item,
)


@given(some_lines)
def test_a_code_hands_out_each_thing_once(lines: list[ParcelLine]) -> None:
    """Used until it is refused, with everything arriving in between, it gives what was ordered."""
    given_out = {one.item: one.collected for one in lines}
    ordered = {one.item: one.quantity for one in lines}
    for arrived in (False, True):
        now = [
            ParcelLine(
                one.item, one.product, one.quantity, arrived or one.arrived, given_out[one.item]
            )
            for one in lines
        ]
        try:
            out = hand_out(Parcel("", now))
        except RuleBroken:
            continue
        for one in out.goods:
            given_out[one.item] += one.quantity
    assert given_out == ordered


def minutes(*numbers: float) -> list[datetime]:
    return [NOON + timedelta(minutes=number) for number in numbers]


@pytest.mark.parametrize(
    ("wrong", "at", "until"),
    [
        ([], 0, None),
        ([0] * 9, 0, None),
        ([0] * 10, 0, 15),
        ([0] * 10, 14.9, 15),
        ([0] * 10, 15, None),
        (list(range(10)), 9, 24),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 10], 10, 25),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 10.1], 11, None),
        ([0] * 10 + [5] * 10, 6, 15),
        ([0] * 10 + [15] * 9, 15, None),
        ([0] * 10 + [15] * 10, 16, 30),
        ([20] * 10, 19, None),
    ],
)
def test_ten_wrong_codes_lock_the_counter(
    wrong: list[float], at: float, until: float | None
) -> None:
    expected = None if until is None else minutes(until)[0]
    assert locked_until(minutes(*wrong), minutes(at)[0]) == expected


@given(st.lists(st.integers(0, 120), max_size=60), st.integers(0, 150))
def test_no_lock_is_longer_than_said(wrong: list[int], at: int) -> None:
    [now] = minutes(at)
    until = locked_until(minutes(*wrong), now)
    assert until is None or now < until <= now + LOCKED_FOR
