"""Booking money: received, not received after all, given back. One person at a time.

Each gives the sentence about it. Amounts are booked and posted as said; what they are compared
with is decided in ``rules.payments``.
"""

from handlers.refunds import note_refund
from handlers.tabs import Person, allocate
from handlers.texts import payments as texts
from handlers.work import Call, Work
from rules.errors import Refusal, RuleBroken
from rules.ledger import Purchase, payment_received, payment_undone, refunded
from rules.offers import Action, may
from rules.payments import PaymentState, receive
from storage.groups import Group
from storage.payments import (
    Payment,
    Tab,
    add_payment,
    change_payment,
    list_payments,
    restore_claims,
    undo_payment,
)
from storage.postings import add_transaction


def receive_from(
    work: Work, call: Call, person: Person, fen: int | None, claims: tuple[Payment, ...]
) -> tuple[str, int]:
    """Book what a person paid: ``fen``, or all she owes past the cutoff where none is said.

    ``claims`` are her unconfirmed ones, whose place it takes. Gives what to say, and what was
    booked in all.
    """
    named = person.named(private=True)
    # Paid, then called off: what was claimed may still turn out to have come.
    tabs = [tab for tab in person.tabs if may(tab.state, Action.RECEIVE) or tab.claimed]
    shares = allocate(tabs, fen) if tabs else ()
    owed = sum(tab.open for tab in (tabs if fen is not None else [tab for tab, _ in shares]))
    try:
        receipt = receive(owed, 0, fen)
    except RuleBroken as broken:
        if broken.code is Refusal.BAD_AMOUNT:
            return texts.no_such_amount(named), 0
        return texts.nothing_open(named, person.paid), 0
    if not shares:
        return texts.nothing_open(named, person.paid), 0
    for tab, share in shares:
        _book(work, call, tab, share)
    for claim in claims:
        if claim.offer in {tab.offer for tab, _ in shares}:
            undo_payment(work.session, claim, work.at)
    facts = (receipt.fen, receipt.against, receipt.open_fen, receipt.over_fen)
    said = texts.received(named, *facts, [(tab.offer, share) for tab, share in shares])
    later = sum(tab.open for tab in tabs) - owed
    return said + (texts.still_running(later) if later else ""), receipt.fen


def _book(work: Work, call: Call, tab: Tab, fen: int) -> None:
    group, confirmed = call.group, PaymentState.CONFIRMED
    actor, cause, at = call.account, work.cause, work.at
    add_payment(work.session, group.id, tab.offer, tab.row, fen, confirmed, actor, cause, at)
    posted = payment_received(work.cause, _purchase(group, tab), fen)
    add_transaction(work.session, group.id, posted, work.at)
    work.audit(group.id, actor, "receive", offer=tab.offer, row=tab.row, fen=fen)


def _purchase(group: Group, tab: Tab) -> Purchase:
    return Purchase(group.id, tab.offer, tab.row, group.leader)


async def claims_of(work: Work, group: Group, person: Person) -> tuple[Payment, ...]:
    """What a person says she paid and nobody has confirmed, over all her tabs."""
    claims: list[Payment] = []
    for tab in person.tabs:
        if tab.claimed:
            known = await list_payments(work.session, group.id, tab.offer, tab.row)
            claims += [entry for entry in known if entry.state is PaymentState.CLAIMED]
    return tuple(claims)


async def undo_receipt(work: Work, call: Call, person: Person, fen: int | None) -> tuple[str, int]:
    """Take back the newest booking of a person's money (of this amount, where one is said)."""
    named, group = person.named(private=True), call.group
    booked = await _confirmed(work, group, person)
    last = max(
        (pay for pay in booked.values() if fen in {None, pay[0].fen}),
        key=lambda pay: (pay[0].at, pay[0].id),
        default=None,
    )
    if last is None:
        return texts.nothing_received(named), 0
    undone = [pay for pay in booked.values() if pay[0].cause == last[0].cause]
    if any(tab.paid < payment.fen for payment, tab in undone):
        return texts.refunded_already(named), 0
    for payment, tab in undone:
        await _undo(work, call, payment, tab)
    total = sum(payment.fen for payment, _ in undone)
    left = sum(max(0, tab.owed - tab.paid + payment.fen) for payment, tab in undone)
    return texts.undone(named, total, left), total


async def _confirmed(work: Work, group: Group, person: Person) -> dict[int, tuple[Payment, Tab]]:
    found: dict[int, tuple[Payment, Tab]] = {}
    for tab in person.tabs:
        if tab.received and may(tab.state, Action.UNDO_RECEIVE):
            for payment in await list_payments(work.session, group.id, tab.offer, tab.row):
                if payment.state is PaymentState.CONFIRMED:
                    found[payment.id] = (payment, tab)
    return found


async def _undo(work: Work, call: Call, payment: Payment, tab: Tab) -> None:
    group = call.group
    undo_payment(work.session, payment, work.at)
    restore_claims(work.session, payment)
    posted = payment_undone(work.cause, _purchase(group, tab), payment.fen)
    add_transaction(work.session, group.id, posted, work.at)
    over = max(0, tab.paid - payment.fen - tab.owed)
    if tab.to_refund > over:
        await note_refund(work, group, tab.offer, tab.row, over)
    facts = {"offer": tab.offer, "row": tab.row, "fen": payment.fen}
    work.audit(group.id, call.account, "undo_receive", **facts)


async def give_back(work: Work, call: Call, person: Person, fen: int | None) -> tuple[str, int]:
    """Book what a person was given back: ``fen``, or all that is to be given back.

    Never more than she paid too much.
    """
    named = person.named(private=True)
    tabs = sorted((tab for tab in person.tabs if tab.over), key=lambda tab: not tab.to_refund)
    most = sum(tab.over for tab in tabs)
    due = min(sum(tab.to_refund for tab in tabs) or most, most)
    wanted = due if fen is None else fen
    if not 0 < wanted <= most:
        return texts.refund_too_much(named, most), 0
    left = wanted
    for tab in tabs:
        share = min(left, tab.over)
        if share:
            await _give_back(work, call, tab, share)
            left -= share
    return texts.refunded(named, wanted, max(0, due - wanted)), wanted


async def _give_back(work: Work, call: Call, tab: Tab, fen: int) -> None:
    group, actor = call.group, call.account
    if tab.to_refund < fen:
        await note_refund(work, group, tab.offer, tab.row, fen)
    known = await list_payments(work.session, group.id, tab.offer, tab.row)
    noted = next(entry for entry in known if entry.state is PaymentState.REFUND_DUE)
    if noted.fen == fen:
        change_payment(work.session, noted, fen, PaymentState.REFUNDED)
    else:
        change_payment(work.session, noted, noted.fen - fen, PaymentState.REFUND_DUE)
        done, cause = PaymentState.REFUNDED, work.cause
        add_payment(work.session, group.id, tab.offer, tab.row, fen, done, actor, cause, work.at)
    posted = refunded(work.cause, _purchase(group, tab), fen)
    add_transaction(work.session, group.id, posted, work.at)
    work.audit(group.id, actor, "refund", offer=tab.offer, row=tab.row, fen=fen)
