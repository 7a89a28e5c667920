"""Money to be given back: what was paid beyond what an order comes to by now.

Asked by whatever changes an order's amount: a cancellation, a shortage, a lower price, more goods.
"""

from collections.abc import Mapping

from handlers.work import Work
from rules.ledger import Purchase, refund_due, reversal
from rules.payments import PaymentState
from rules.payments import refund_due as paid_over
from solitaire.values import RowKey
from storage.books import Book
from storage.commissions import sum_refunded
from storage.groups import Group
from storage.payments import Payment, add_payment, change_payment, list_payments, undo_payment
from storage.postings import add_transaction


async def refund_excess(
    work: Work,
    group: Group,
    offer_number: int,
    row: RowKey,
    due_fen: int,
) -> int:
    """Note what is to be given back to a person, now that her order comes to ``due_fen``.

    Gives the fen to be given back in all, 0 for nothing. A refund noted earlier is raised,
    lowered or, when the order has grown again, withdrawn. What goods cost that were refunded after
    she had collected them is not due.
    """
    known = await list_payments(work.session, group.id, offer_number, row)
    spared = await sum_refunded(work.session, group.id, offer_number, row)
    excess = paid_over(due_fen - spared, paid_of(known))
    await note_refund(work, group, offer_number, row, excess)
    return excess


async def refund_changed(
    work: Work, group: Group, before: Book, after: Book
) -> Mapping[RowKey, int]:
    """Ask for every row that comes to another amount than in the book before.

    Gives what is to be given back by row, rows without anything left out. New rows cost nothing:
    nobody has paid for them; a row that was emptied and has grown again may be paid for.
    """
    had, has = _totals(before), _totals(after)
    known = (row for row in {**had, **has} if row in before.orders)
    changed = [row for row in known if had.get(row, 0) != has.get(row, 0)]
    number = after.offer.number
    if not changed or await work.states.is_unpaid(work.session, group.id, number):
        return {}
    excess = {
        row: await refund_excess(work, group, number, row, has.get(row, 0)) for row in changed
    }
    return {row: fen for row, fen in excess.items() if fen}


def _totals(book: Book) -> Mapping[RowKey, int]:
    sums: dict[RowKey, int] = {}
    for line in book.standing():
        sums[line.row] = sums.get(line.row, 0) + line.fen
    return sums


def paid_of(known: tuple[Payment, ...]) -> int:
    """What was received less what was given back, of one person's payments in an offer."""
    signs = {PaymentState.CONFIRMED: 1, PaymentState.REFUNDED: -1}
    return sum(signs.get(payment.state, 0) * payment.fen for payment in known)


async def note_refund(work: Work, group: Group, offer_number: int, row: RowKey, fen: int) -> None:
    """Make ``fen`` the amount that is to be given back to a person: one entry, or none for 0."""
    known = await list_payments(work.session, group.id, offer_number, row)
    noted = [payment for payment in known if payment.state is PaymentState.REFUND_DUE]
    before = sum(payment.fen for payment in noted)
    if before == fen:
        return
    if noted and fen:
        change_payment(work.session, noted[0], fen, PaymentState.REFUND_DUE)
    elif fen:
        state, actor = PaymentState.REFUND_DUE, group.leader
        add_payment(
            work.session, group.id, offer_number, row, fen, state, actor, work.cause, work.at
        )
    for payment in noted if not fen else noted[1:]:
        undo_payment(work.session, payment, work.at)
    purchase = Purchase(group.id, offer_number, row, group.leader)
    moved = refund_due(work.cause, purchase, abs(fen - before))
    posted = moved if fen > before else reversal(work.cause, moved)
    add_transaction(work.session, group.id, posted, work.at)
    work.audit(group.id, "", "refund_due", offer=offer_number, row=row, fen=fen, before=before)
