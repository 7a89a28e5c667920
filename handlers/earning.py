"""What a leader earns when goods change hands, and what is taken back when that is undone.

Asked by whatever hands goods out. Every posting's cause names the event and the order line.
"""

from dataclasses import replace

from handlers.plans import plan_settling
from handlers.work import Work
from rules.commission import commission, settles_at
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
    undo_earned,
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

    Gives the commission (fen) that is taken back; 0 when there was no such hand-out.
    """
    known = await list_earned(work.session, group.id, offer_number, row, item)
    undone = [earned for earned in known if earned.cause == cause]
    source = line_cause(work.cause, offer_number, row, item)
    for earned in undone:
        purchase = Purchase(group.id, offer_number, row, earned.leader)
        facts = (source, purchase, earned.basis_fen, earned.fen, earned.standing)
        add_transaction(work.session, group.id, collection_undone(*facts), work.at)
    await undo_earned(work.session, [earned.id for earned in undone])
    return sum(earned.fen for earned in undone)


async def claw_back(
    work: Work, group: Group, offer_number: int, row: RowKey, item: ItemKey, basis_fen: int
) -> int:
    """Take back the commission on goods worth ``basis_fen`` of a line that were refunded after
    they were collected, whether it waits or is settled. Gives the fen taken back."""
    known = await list_earned(work.session, group.id, offer_number, row, item)
    standing = [earned for earned in known if earned.state is not EarnedState.CLAWED_BACK]
    left, taken = basis_fen, 0
    for earned in reversed(standing):
        part = min(left, earned.basis_fen)
        if part > 0:
            taken += _claw_back(work, group, earned, part)
            left -= part
    return taken


def _claw_back(work: Work, group: Group, earned: Earned, part: int) -> int:
    """Take back the commission on ``part`` fen of one collection; the rest of it stays."""
    rest = earned.basis_fen - part
    kept = commission(rest, earned.rate) if rest else 0
    taken = max(0, earned.fen - kept)
    purchase = Purchase(group.id, earned.offer, earned.row, earned.leader)
    source = line_cause(work.cause, earned.offer, earned.row, earned.item)
    posted = commission_clawed_back(source, purchase, taken, earned.standing)
    add_transaction(work.session, group.id, posted, work.at)
    gone = EarnedState.CLAWED_BACK
    if rest:
        save_earned(work.session, replace(earned, basis_fen=rest, fen=earned.fen - taken))
        add_earned(work.session, replace(earned, basis_fen=part, fen=taken, state=gone, id=0))
    else:
        save_earned(work.session, replace(earned, state=gone))
    return taken
