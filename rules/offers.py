"""The life of an offer: its states, and what may be done in each of them.

::

    draft ──OPEN──▶ open ──CLOSE──▶ closed ──FINISH──▶ done
                      ◀───EXTEND─────┘  ◀──UNDO_HAND_OUT─┘
    draft, open, closed ──CANCEL──▶ cancelled

An offer is *done* when it is closed and nobody has to come for anything any more: each line that
still stands was handed out, the others were cancelled or fell short (``finished``). Money is no
part of it: what is unpaid or to be refunded stays open, and may be booked, on a done offer; and
one that closed without any order stays closed, so that the leader may still extend it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rules.errors import Refusal, RuleBroken


class OfferState(StrEnum):
    """As in the ``offers`` table of a replay."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DONE = "done"


class Action(StrEnum):
    """What somebody wants to do with an offer.

    ``ORDER`` is a resident's word in any form (order, edit, recall, list), ``ORDER_FOR`` the
    leader's for one of her people.
    """

    OPEN = "open"
    EDIT_DRAFT = "edit_draft"
    ADD_PRODUCTS = "add_products"
    ORDER = "order"
    ORDER_FOR = "order_for"
    REPRICE = "reprice"
    RESTOCK = "restock"
    TAKE_OFF = "take_off"
    EXTEND = "extend"
    CLOSE = "close"
    CANCEL = "cancel"
    ARRIVE = "arrive"
    SHORTEN = "shorten"
    HAND_OUT = "hand_out"
    UNDO_HAND_OUT = "undo_hand_out"
    CHASE_PICKUP = "chase_pickup"
    FINISH = "finish"
    CLAIM_PAID = "claim_paid"
    RECEIVE = "receive"
    UNDO_RECEIVE = "undo_receive"
    CHASE_PAYMENT = "chase_payment"
    REFUND = "refund"


_DRAFT, _OPEN, _CLOSED = OfferState.DRAFT, OfferState.OPEN, OfferState.CLOSED
_CANCELLED, _DONE = OfferState.CANCELLED, OfferState.DONE

_ALLOWED: Mapping[Action, frozenset[OfferState]] = MappingProxyType(
    {
        Action.OPEN: frozenset({_DRAFT}),
        Action.EDIT_DRAFT: frozenset({_DRAFT}),
        Action.ADD_PRODUCTS: frozenset({_DRAFT, _OPEN}),
        Action.ORDER: frozenset({_OPEN}),
        Action.ORDER_FOR: frozenset({_OPEN, _CLOSED}),
        # After the cutoff a price is a matter of refunds: goods may be handed out and posted.
        Action.REPRICE: frozenset({_DRAFT, _OPEN}),
        Action.RESTOCK: frozenset({_DRAFT, _OPEN, _CLOSED}),
        Action.TAKE_OFF: frozenset({_DRAFT, _OPEN, _CLOSED}),
        Action.EXTEND: frozenset({_OPEN, _CLOSED}),
        Action.CLOSE: frozenset({_OPEN}),
        Action.CANCEL: frozenset({_DRAFT, _OPEN, _CLOSED}),
        Action.ARRIVE: frozenset({_CLOSED}),
        Action.SHORTEN: frozenset({_CLOSED}),
        Action.HAND_OUT: frozenset({_CLOSED}),
        Action.UNDO_HAND_OUT: frozenset({_CLOSED, _DONE}),
        Action.CHASE_PICKUP: frozenset({_CLOSED}),
        Action.FINISH: frozenset({_CLOSED}),
        Action.CLAIM_PAID: frozenset({_OPEN, _CLOSED, _DONE}),
        Action.RECEIVE: frozenset({_OPEN, _CLOSED, _DONE}),
        Action.UNDO_RECEIVE: frozenset({_OPEN, _CLOSED, _DONE, _CANCELLED}),
        Action.CHASE_PAYMENT: frozenset({_OPEN, _CLOSED, _DONE}),
        Action.REFUND: frozenset({_OPEN, _CLOSED, _DONE, _CANCELLED}),
    }
)

_LEADS_TO: Mapping[Action, OfferState] = MappingProxyType(
    {
        Action.OPEN: _OPEN,
        Action.EXTEND: _OPEN,
        Action.CLOSE: _CLOSED,
        Action.CANCEL: _CANCELLED,
        Action.UNDO_HAND_OUT: _CLOSED,
        Action.FINISH: _DONE,
    }
)


def may(state: OfferState, action: Action) -> bool:
    """Whether the action makes sense in this state; who may do it is ``rules.roles``."""
    return state in _ALLOWED[action]


def check(state: OfferState, action: Action) -> None:
    """Refuse what ``may`` denies.

    ``CANCELLED``, else ``CLOSED`` for a resident's order after the cutoff, else ``BAD_STATE``;
    each with the facts ``state`` and ``action``.
    """
    if may(state, action):
        return
    if state is OfferState.CANCELLED:
        code = Refusal.CANCELLED
    elif action is Action.ORDER and state in {OfferState.CLOSED, OfferState.DONE}:
        code = Refusal.CLOSED
    else:
        code = Refusal.BAD_STATE
    raise RuleBroken(code, state=state, action=action)


def after(state: OfferState, action: Action) -> OfferState:
    """The state that follows; refused like ``check``. Most actions leave the state as it is."""
    check(state, action)
    return _LEADS_TO.get(action, state)


def check_single(action: Action, *, other_open: bool) -> None:
    """A group has at most one open offer.

    Opening or reopening one beside another is refused: ``ANOTHER_OPEN`` (fact ``action``).
    """
    if other_open and _LEADS_TO.get(action) is OfferState.OPEN:
        raise RuleBroken(Refusal.ANOTHER_OPEN, action=action)


def check_cancel(state: OfferState, *, collected: int) -> None:
    """What is eaten cannot be cancelled, that is a matter for refunds.

    ``collected``: how many people have fetched something. Refused like ``check``, and with
    ``ALREADY_COLLECTED`` (fact ``people``).
    """
    check(state, Action.CANCEL)
    if collected:
        raise RuleBroken(Refusal.ALREADY_COLLECTED, people=collected)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One line of the closed book, in thousandths.

    ``quantity`` is what stands after cancellation and shortage, ``collected`` what of it was
    handed out.
    """

    quantity: int
    collected: int


def finished(lines: Iterable[Outstanding]) -> bool:
    """Whether a closed offer is done; asked after a collection, a shortage or a leader's change.

    ``lines`` holds each line that was ever booked, those now at zero too.
    """
    known = list(lines)
    return bool(known) and all(line.collected >= line.quantity for line in known)
