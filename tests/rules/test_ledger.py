import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.commission import CommissionState
from rules.ledger import (
    Account,
    Posting,
    Purchase,
    Transaction,
    balances,
    cash,
    collection_undone,
    commission_clawed_back,
    commission_due,
    commission_expense,
    commission_settled,
    commission_settles,
    commission_waiting,
    customer,
    goods_collected,
    goods_refunded,
    payment_received,
    payment_undone,
    refund_due,
    refunded,
    refunds,
    reversal,
    sales,
)
from solitaire.values import AccountId, RowKey

ZHANG = Purchase("tg:-100", 7, RowKey("tg:42"), AccountId("tg:1"))


def left(*transactions: Transaction) -> dict[Account, int]:
    sums = balances(posting for one in transactions for posting in one.postings)
    return {account: fen for account, fen in sums.items() if fen}


def test_a_plain_evening() -> None:
    transactions = [
        payment_received("m1", ZHANG, 5980),
        goods_collected("m2", ZHANG, 5980, 478),
        commission_settles("due1", ZHANG.leader, 478),
    ]
    assert left(*transactions) == {
        cash(ZHANG.leader): 5980,
        sales("tg:-100", 7): -5980,
        commission_expense("tg:-100"): 478,
        commission_settled(ZHANG.leader): -478,
    }
    assert {one.cause for one in transactions} == {"m1", "m2", "due1"}


def test_account_names() -> None:
    assert customer(ZHANG) == "customer/tg:-100/7/tg:42"
    assert refunds(ZHANG) == "refunds/tg:-100/7/tg:42"
    assert commission_waiting(ZHANG.leader) == "commission_waiting/tg:1"


def test_who_collects_first_owes() -> None:
    assert left(goods_collected("m1", ZHANG, 5980, 478))[customer(ZHANG)] == 5980


def test_who_pays_first_has_paid_ahead() -> None:
    assert left(payment_received("m1", ZHANG, 5980))[customer(ZHANG)] == -5980


def test_a_shortage_after_payment_is_given_back() -> None:
    transactions = [
        payment_received("m1", ZHANG, 5980),
        refund_due("m2", ZHANG, 2990),
        goods_collected("m3", ZHANG, 2990, 239),
    ]
    assert left(*transactions)[refunds(ZHANG)] == -2990
    assert customer(ZHANG) not in left(*transactions)
    after = left(*transactions, refunded("m4", ZHANG, 2990))
    assert refunds(ZHANG) not in after
    assert after[cash(ZHANG.leader)] == 2990


def test_bad_goods_are_no_sale() -> None:
    transactions = [
        payment_received("m1", ZHANG, 5980),
        goods_collected("m2", ZHANG, 5980, 478),
        commission_settles("due1", ZHANG.leader, 478),
        goods_refunded("m3", ZHANG, 5980),
        refund_due("m3", ZHANG, 5980),
        commission_clawed_back("m3", ZHANG, 478, CommissionState.SETTLED),
        refunded("m4", ZHANG, 5980),
    ]
    assert left(*transactions) == {}


@pytest.mark.parametrize("fen", [1, 2990])
def test_what_is_undone_leaves_nothing(fen: int) -> None:
    earned = fen // 10
    collected = goods_collected("m1", ZHANG, fen, earned)
    settled = commission_settles("due", ZHANG.leader, earned)
    clawed = commission_clawed_back("m2", ZHANG, earned, CommissionState.WAITING)
    assert left(payment_received("m1", ZHANG, fen), payment_undone("m2", ZHANG, fen)) == {}
    assert left(collected, collection_undone("m2", ZHANG, fen, earned)) == {}
    assert left(
        collected, settled, collection_undone("m2", ZHANG, fen, earned, CommissionState.SETTLED)
    ) == {}  # fmt: skip
    assert left(
        collected, clawed, collection_undone("m3", ZHANG, fen, earned, CommissionState.CLAWED_BACK)
    ) == {}  # fmt: skip


def test_a_row_collected_in_parts_is_topped_up() -> None:
    parts = [
        goods_collected("m1", ZHANG, 1000, 62),
        goods_collected("m2", ZHANG, 1000, 62),
        commission_due("m2", ZHANG, 1),
    ]
    assert left(*parts)[commission_waiting(ZHANG.leader)] == -125


def test_nothing_moved_is_no_posting() -> None:
    assert goods_collected("m1", ZHANG, 0, 0).postings == ()
    assert len(goods_collected("m1", ZHANG, 100, 0).postings) == 2


def test_what_does_not_balance_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="balance"):
        Transaction("m1", (Posting(customer(ZHANG), 100),))
    with pytest.raises(ValueError, match="posts nothing"):
        Transaction("m1", (Posting(customer(ZHANG), 0),))
    with pytest.raises(ValueError, match="moves -1 fen"):
        payment_received("m1", ZHANG, -1)
    with pytest.raises(ValueError, match="once"):
        commission_clawed_back("m1", ZHANG, 1, CommissionState.CLAWED_BACK)


amounts = st.integers(0, 10**7)
transactions = st.one_of(
    st.builds(payment_received, st.just("a"), st.just(ZHANG), amounts),
    st.builds(payment_undone, st.just("b"), st.just(ZHANG), amounts),
    st.builds(goods_collected, st.just("c"), st.just(ZHANG), amounts, amounts),
    st.builds(collection_undone, st.just("d"), st.just(ZHANG), amounts, amounts),
    st.builds(commission_settles, st.just("e"), st.just(ZHANG.leader), amounts),
    st.builds(
        commission_clawed_back, st.just("f"), st.just(ZHANG), amounts,
        st.sampled_from([CommissionState.WAITING, CommissionState.SETTLED]),
    ),
    st.builds(goods_refunded, st.just("i"), st.just(ZHANG), amounts),
    st.builds(refund_due, st.just("g"), st.just(ZHANG), amounts),
    st.builds(refunded, st.just("h"), st.just(ZHANG), amounts),
)  # fmt: skip


@given(st.lists(transactions, max_size=20))
def test_the_book_always_balances_and_can_be_taken_back(made: list[Transaction]) -> None:
    assert sum(left(*made).values()) == 0
    assert left(*made, *(reversal("z", one) for one in made)) == {}
