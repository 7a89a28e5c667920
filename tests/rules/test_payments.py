import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal, RuleBroken
from rules.payments import Against, Receipt, open_amount, receive, refund_due


@pytest.mark.parametrize(
    ("owed", "paid", "amount", "receipt"),
    [
        (5980, 0, 5980, Receipt(5980, Against.EXACT, 0, 0)),
        (5980, 0, None, Receipt(5980, Against.EXACT, 0, 0)),
        (5980, 3000, None, Receipt(2980, Against.EXACT, 0, 0)),
        (5980, 0, 5000, Receipt(5000, Against.LESS, 980, 0)),
        (5980, 5000, 980, Receipt(980, Against.EXACT, 0, 0)),
        (5980, 0, 6000, Receipt(6000, Against.MORE, 0, 20)),
        (5980, 5980, 100, Receipt(100, Against.MORE, 0, 100)),
        (5980, 6000, 100, Receipt(100, Against.MORE, 0, 100)),
        (0, 0, 100, Receipt(100, Against.MORE, 0, 100)),
    ],
)
def test_receive(owed: int, paid: int, amount: int | None, receipt: Receipt) -> None:
    assert receive(owed, paid, amount) == receipt


@pytest.mark.parametrize(
    ("owed", "paid", "amount", "code"),
    [
        (5980, 0, 0, Refusal.BAD_AMOUNT),
        (5980, 0, -1, Refusal.BAD_AMOUNT),
        (5980, 5980, None, Refusal.NOTHING_OPEN),
        (0, 0, None, Refusal.NOTHING_OPEN),
        (5980, 6000, None, Refusal.NOTHING_OPEN),
    ],
)
def test_not_received(owed: int, paid: int, amount: int | None, code: Refusal) -> None:
    with pytest.raises(RuleBroken) as refused:
        receive(owed, paid, amount)
    assert refused.value.code is code


amounts = st.integers(0, 10**7)


@given(amounts, amounts)
def test_what_is_open_or_due_is_the_difference(owed: int, paid: int) -> None:
    assert open_amount(owed, paid) - refund_due(owed, paid) == owed - paid
    assert 0 in {open_amount(owed, paid), refund_due(owed, paid)}


@given(amounts, amounts, st.integers(1, 10**7))
def test_a_receipt_adds_up(owed: int, paid: int, amount: int) -> None:
    receipt = receive(owed, paid, amount)
    assert receipt.open_fen == open_amount(owed, paid + amount)
    assert receipt.over_fen == refund_due(owed, paid + amount) - refund_due(owed, paid)
    assert (receipt.against is Against.EXACT) == (receipt.open_fen == receipt.over_fen == 0)
