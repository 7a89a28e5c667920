"""Goods change hands, or back: the lines, the ledger, the leader's commission, the offer's end."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.collecting import finish
from handlers.earning import earn, is_refunded, unearn
from handlers.plans import plan_pickup
from handlers.work import Work
from rules.commission import rate_for
from rules.errors import Refusal, RuleBroken
from rules.offers import Action, OfferState, after
from rules.pickup import Goods
from rules.prices import line_fen
from solitaire.values import RowKey
from storage.books import Book
from storage.groups import Group
from storage.offers import save_offer
from storage.orders import save_line
from storage.pickups import Pickup, add_pickup, undo_pickups


async def give(
    work: Work, group: Group, book: Book, row: RowKey, goods: Sequence[Goods], actor: str
) -> Book:
    """Hand goods to a person, paid or not. Gives the book, done if nothing is left to fetch; its
    rows are queued, keeping it is left to the caller."""
    number, lines = book.offer.number, dict(book.lines)
    for given in goods:
        line = lines[row, given.item]
        taken = replace(line, collected=line.collected + given.quantity)
        lines[row, given.item] = taken
        save_line(work.session, group.id, number, taken)
        add_pickup(
            work.session,
            group.id,
            number,
            row,
            given.item,
            given.quantity,
            actor,
            work.cause,
            work.at,
        )
        before = line_fen(line.collected, line.unit_fen)
        basis = line_fen(taken.collected, line.unit_fen) - before
        rate = rate_for(group.settings.commission, book.products[line.product].commission)
        await earn(work, group, number, row, given.item, group.leader, basis, rate, work.cause)
    work.audit(
        group.id,
        actor,
        "redeem",
        offer=number,
        row=row,
        goods={given.item: given.quantity for given in goods},
    )
    return finish(work, group, replace(book, lines=lines))


async def take_back(
    work: Work, group: Group, book: Book, row: RowKey, undone: Sequence[Pickup], actor: str
) -> Book:
    """Undo a hand-out: its postings are reversed, and the goods can be fetched again.

    Refuses ``REFUND_GIVEN`` where some of the goods were refunded since.
    """
    number, lines = book.offer.number, dict(book.lines)
    for pickup in undone:
        if await is_refunded(work, group, number, row, pickup.item, pickup.cause):
            raise RuleBroken(Refusal.REFUND_GIVEN)
    for pickup in undone:
        line = lines[row, pickup.item]
        lines[row, pickup.item] = replace(line, collected=line.collected - pickup.quantity)
        save_line(work.session, group.id, number, lines[row, pickup.item])
        await unearn(work, group, number, row, pickup.item, pickup.cause)
    undo_pickups(work.session, undone, work.at)
    work.audit(
        group.id,
        actor,
        "undo_redeem",
        offer=number,
        row=row,
        goods={pickup.item: pickup.quantity for pickup in undone},
    )
    return _reopened(work, group, replace(book, lines=lines))


def _reopened(work: Work, group: Group, book: Book) -> Book:
    """A done offer is fetched from again: who does not come is reminded again."""
    if book.offer.state is not OfferState.DONE:
        return book
    state = after(book.offer.state, Action.UNDO_HAND_OUT)
    offer = replace(book.offer, state=state, done_at=None)
    save_offer(work.session, offer)
    plan_pickup(work, group, offer)
    return replace(book, offer=offer)
