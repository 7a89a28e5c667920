import pytest

from rules.errors import Refusal, RuleBroken
from rules.offers import (
    Action,
    OfferState,
    Outstanding,
    after,
    check,
    check_cancel,
    check_single,
    finished,
    may,
)

ALLOWED = {
    OfferState.DRAFT: "open edit_draft add_products reprice restock take_off cancel",
    OfferState.OPEN: "add_products order order_for reprice restock take_off extend close cancel "
    "claim_paid receive undo_receive chase_payment refund",
    OfferState.CLOSED: "order_for restock take_off extend cancel arrive shorten hand_out "
    "undo_hand_out chase_pickup finish claim_paid receive undo_receive chase_payment refund",
    OfferState.DONE: "undo_hand_out claim_paid receive undo_receive chase_payment refund",
    OfferState.CANCELLED: "undo_receive refund",
}


@pytest.mark.parametrize("state", OfferState)
@pytest.mark.parametrize("action", Action)
def test_what_may_be_done_when(state: OfferState, action: Action) -> None:
    assert may(state, action) == (action in ALLOWED[state].split())


@pytest.mark.parametrize(
    ("state", "action", "then"),
    [
        (OfferState.DRAFT, Action.OPEN, OfferState.OPEN),
        (OfferState.OPEN, Action.CLOSE, OfferState.CLOSED),
        (OfferState.CLOSED, Action.EXTEND, OfferState.OPEN),
        (OfferState.OPEN, Action.EXTEND, OfferState.OPEN),
        (OfferState.CLOSED, Action.FINISH, OfferState.DONE),
        (OfferState.DONE, Action.UNDO_HAND_OUT, OfferState.CLOSED),
        (OfferState.DONE, Action.RECEIVE, OfferState.DONE),
        (OfferState.DRAFT, Action.CANCEL, OfferState.CANCELLED),
        (OfferState.CLOSED, Action.ARRIVE, OfferState.CLOSED),
    ],
)
def test_what_follows(state: OfferState, action: Action, then: OfferState) -> None:
    assert after(state, action) is then


@pytest.mark.parametrize(
    ("state", "action", "code"),
    [
        (OfferState.CLOSED, Action.ORDER, Refusal.CLOSED),
        (OfferState.DONE, Action.ORDER, Refusal.CLOSED),
        (OfferState.CANCELLED, Action.ORDER, Refusal.CANCELLED),
        (OfferState.CANCELLED, Action.EXTEND, Refusal.CANCELLED),
        (OfferState.DRAFT, Action.ORDER, Refusal.BAD_STATE),
        (OfferState.OPEN, Action.ARRIVE, Refusal.BAD_STATE),
        (OfferState.CLOSED, Action.CLOSE, Refusal.BAD_STATE),
    ],
)
def test_why_not(state: OfferState, action: Action, code: Refusal) -> None:
    with pytest.raises(RuleBroken) as refused:
        check(state, action)
    assert refused.value.code is code
    assert refused.value.facts == {"state": state, "action": action}


def test_one_open_offer_a_group() -> None:
    for action in (Action.OPEN, Action.EXTEND):
        with pytest.raises(RuleBroken) as refused:
            check_single(action, other_open=True)
        assert refused.value.code is Refusal.ANOTHER_OPEN
        check_single(action, other_open=False)
    check_single(Action.ARRIVE, other_open=True)


def test_what_was_collected_is_not_cancelled() -> None:
    check_cancel(OfferState.CLOSED, collected=0)
    with pytest.raises(RuleBroken) as refused:
        check_cancel(OfferState.CLOSED, collected=2)
    assert (refused.value.code, refused.value.facts["people"]) == (Refusal.ALREADY_COLLECTED, 2)


@pytest.mark.parametrize(
    ("lines", "done"),
    [
        ([], False),
        ([(2000, 0)], False),
        ([(2000, 2000), (1000, 0)], False),
        ([(2000, 2000), (0, 0)], True),
        ([(3000, 2000)], False),
        ([(0, 0)], True),
    ],
)
def test_when_an_offer_is_done(lines: list[tuple[int, int]], done: bool) -> None:
    assert finished([Outstanding(*line) for line in lines]) is done
