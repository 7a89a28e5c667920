"""What a leader earns when goods change hands, and what is taken back when that is undone.

Asked by whatever hands goods out. Every posting's cause names the event and the order line.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.plans import plan_settling
from handlers.work import Work
from rules.commission import CommissionState, clawed_back, commission, settles_at
from rules.ledger import (
    Purchase,
    collection_undone,
    commission_clawed_back,
    goods_collected,
)
from solitaire.values import AccountId, ItemKey, RowKey
from storage.commissions import (
    Earned,
    EarnedState,
    add_earned,
    list_earned,
    save_earned,
)
from storage.groups import Group
from storage.postings import add_transaction, line_cause


async def earn(
    work: Work,
    group: Group,
    offer_number: int,
    row: RowKey,
    item: ItemKey,
    leader: AccountId,
    basis_fen: int,
    rate: int,
    cause: str = "",
) -> int:
    """Post the goods of one order line that are handed out now, and the leader's commission.

    ``basis_fen`` is what just these goods cost, ``rate`` in basis points (``rules.commission.
    rate_for``), ``cause`` the hand-out's (as in ``pickups``), by which it is undone; empty is this
    event's. Gives the commission in fen. A line that is fetched in parts earns, in all, what it
    would have earned at once. It is settled when the after-sales window has ended.
    """
    cause = cause or work.cause
    before = await list_earned(work.session, group.id, offer_number, row, item)
    same = [earned for earned in before if earned.rate == rate]
    basis = sum(earned.basis_fen for earned in same) + basis_fen
    fen = max(0, commission(basis, rate) - sum(earned.fen for earned in same))
    settles = settles_at(work.at, group.settings.after_sales)
    waiting = EarnedState.WAITING
    facts = (group.id, offer_number, row, item, leader, basis_fen, rate, fen, waiting, cause)
    add_earned(work.session, Earned(*facts, work.at, settles))
    purchase = Purchase(group.id, offer_number, row, leader)
    source = line_cause(cause, offer_number, row, item)
    posted = goods_collected(source, purchase, basis_fen, fen)
    add_transaction(work.session, group.id, posted, work.at)
    plan_settling(work, group, settles)
    return fen


async def unearn(
    work: Work, group: Group, offer_number: int, row: RowKey, item: ItemKey, cause: str
) -> int:
    """Reverse exactly what ``earn`` posted for the hand-out with this ``cause``.

    Gives the commission (fen) that is taken back; 0 when there was no such hand-out. What was
    settled before is seen to be clawed back, what waited is as if it had never been.
    """
    known = await list_earned(work.session, group.id, offer_number, row, item)
    undone = [earned for earned in known if earned.cause == cause]
    source = line_cause(work.cause, offer_number, row, item)
    for earned in undone:
        purchase = Purchase(group.id, offer_number, row, earned.leader)
        facts = (source, purchase, earned.basis_fen, earned.fen, earned.standing)
        add_transaction(work.session, group.id, collection_undone(*facts), work.at)
        settled = earned.state is EarnedState.SETTLED
        state = EarnedState.RETURNED if settled else EarnedState.UNDONE
        save_earned(work.session, replace(earned, state=state))
    return sum(earned.fen for earned in undone)


async def is_refunded(
    work: Work, group: Group, offer_number: int, row: RowKey, item: ItemKey, cause: str
) -> bool:
    """Whether goods of the hand-out with this ``cause`` were refunded."""
    known = await list_earned(work.session, group.id, offer_number, row, item)
    return any(one.cause == cause and one.state is EarnedState.CLAWED_BACK for one in known)


@dataclass(frozen=True, slots=True)
class Claw:
    """``fen`` of a commission goes back, because ``basis_fen`` of its goods is refunded."""

    earned: Earned
    basis_fen: int
    fen: int


def plan_claw(earned: Iterable[Earned], basis_fen: int) -> tuple[Claw, ...]:
    """What goes back of a line's commission, whether it waits or is settled, when ``basis_fen`` of
    its collected goods is refunded: the latest collection first."""
    standing = [one for one in earned if one.standing is not CommissionState.CLAWED_BACK]
    left, claws = basis_fen, []
    for one in reversed(standing):
        part = min(left, one.basis_fen)
        if part > 0:
            claws.append(Claw(one, part, clawed_back(one.fen, part, one.basis_fen)))
            left -= part
    return tuple(claws)


def claw_back(work: Work, claws: Iterable[Claw]) -> None:
    """Take that commission back; the rest of a collection's stays what it is."""
    for claw in claws:
        earned, rest = claw.earned, claw.earned.basis_fen - claw.basis_fen
        purchase = Purchase(earned.group, earned.offer, earned.row, earned.leader)
        source = line_cause(work.cause, earned.offer, earned.row, earned.item)
        posted = commission_clawed_back(source, purchase, claw.fen, earned.standing)
        add_transaction(work.session, earned.group, posted, work.at)
        gone = replace(
            earned, basis_fen=claw.basis_fen, fen=claw.fen, state=EarnedState.CLAWED_BACK
        )
        if rest:
            left = replace(earned, basis_fen=rest, fen=earned.fen - claw.fen)
            save_earned(work.session, left)
            add_earned(work.session, replace(gone, id=0))
        else:
            save_earned(work.session, gone)


def give_again(work: Work, group: Group, known: Iterable[Earned], clawed: Earned) -> None:
    """A commission that was clawed back is hers again, as it was; ``known`` are its line's. What
    has come due meanwhile is settled at once. Its postings are reversed by the caller."""
    waits = clawed.settled_at is None
    again = replace(clawed, state=EarnedState.WAITING if waits else EarnedState.SETTLED)
    rest = next(
        (one for one in known if (one.cause, one.state) == (again.cause, again.state)), None
    )
    if rest is None:
        save_earned(work.session, again)
    else:
        whole = replace(rest, basis_fen=rest.basis_fen + again.basis_fen, fen=rest.fen + again.fen)
        save_earned(work.session, whole)
        save_earned(work.session, replace(again, state=EarnedState.UNDONE))
    if waits:
        plan_settling(work, group, again.settles_at)
