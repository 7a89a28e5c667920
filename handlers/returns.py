"""Collected goods were bad: they are refunded, and the leader's commission on them goes back.

Asks first, acts on 确认, and is taken back by 撤销. What was paid too much is ``receiving``'s.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlers.collecting import fetcher
from handlers.earning import claw_back, give_again
from handlers.messages import Reply
from handlers.refundable import Share, bare_sum, choose, list_kept
from handlers.replies import ask_privately, personal
from handlers.tabs import Person, person_now
from handlers.texts import returns as texts
from handlers.texts import say
from handlers.texts.amounts import called
from handlers.unreached import Topic, write
from handlers.work import Call, Work
from rules.ledger import Purchase, goods_refunded, refund_due, refunded, reversal
from rules.payments import PaymentState
from rules.payments import refund_due as paid_over
from solitaire.values import AccountId, ItemKey, RowKey
from storage.commands import Command
from storage.commissions import Earned, EarnedState, list_earned
from storage.groups import Group, is_unreachable
from storage.orders import list_orders
from storage.outbox import Asked
from storage.payments import Tab, add_payment, list_payments, undo_payment
from storage.postings import add_transaction, line_cause, list_transactions

CONFIRM_REFUND = "confirm:refund"
REFUND_GOODS = "refund_goods"


async def fits(work: Work, group: Group, person: Person, said: str) -> bool:
    """Whether ``said`` means goods that this person has collected: a sum does when it is more than
    she paid too much."""
    fen = bare_sum(said)
    if fen is not None and fen <= person.over:
        return False
    return choose(await list_kept(work, group, person.row), said) is not None


async def ask_refund(work: Work, call: Call, person: Person, said: str) -> Sequence[Reply]:
    """Say first who is refunded what, how much, and how much commission goes back."""
    named = person.named(private=True)
    if person.over and bare_sum(said) is not None:
        return await personal(work, call, texts.over_first(named, person.over))
    kept = await list_kept(work, call.group, person.row)
    shares = choose(kept, said)
    if shares is None or isinstance(shares, str):
        return await personal(work, call, shares or texts.changed())
    refund = _refund(person, shares)
    tabs = {tab.offer: tab for tab in person.tabs}
    places = [texts.which(offer, tabs[offer].number) for offer in _by_offer(shares)]
    facts = {
        "row": person.row,
        "left": sum(one.fen for one in kept),
        "back": refund.back,
        "shares": [[one.kept.offer, one.kept.line.item, one.fen] for one in shares],
    }
    text = texts.confirm(refund, "、".join(places))
    return await ask_privately(work, call, text, CONFIRM_REFUND, facts, [say.CONFIRM])


def _refund(person: Person, shares: Sequence[Share]) -> texts.Refund:
    backs = _backs(person.tabs, shares)
    return texts.Refund(
        person.named(private=True),
        [str(one) for one in shares],
        sum(one.fen for one in shares),
        sum(backs.values()),
        sum(claw.fen for one in shares for claw in one.claws),
    )


def _by_offer(shares: Iterable[Share]) -> Mapping[int, int]:
    """What is refunded in each offer."""
    sums: dict[int, int] = {}
    for one in shares:
        sums[one.kept.offer] = sums.get(one.kept.offer, 0) + one.fen
    return sums


def _backs(tabs: Iterable[Tab], shares: Iterable[Share]) -> Mapping[int, int]:
    """What of it was paid, and so is given back, in each offer."""
    sums = _by_offer(shares)
    return {
        tab.offer: paid_over(tab.owed - sums[tab.offer], tab.paid) - tab.over
        for tab in tabs
        if tab.offer in sums
    }


async def confirmed_refund(work: Work, call: Call, asked: Asked) -> Sequence[Reply]:
    """确认 after 退款 张姐 草莓: if it is as it was asked about."""
    facts, group = asked.facts, call.group
    row = RowKey(facts["row"])
    person = await person_now(work, group, row)
    kept = {(one.offer, one.line.item): one for one in await list_kept(work, group, row)}
    wanted = [(int(offer), ItemKey(item), int(fen)) for offer, item, fen in facts["shares"]]
    same = sum(one.fen for one in kept.values()) == facts["left"]
    if person is None or not same or any(key[:2] not in kept for key in wanted):
        return await personal(work, call, texts.changed())
    shares = [Share(kept[offer, item], fen) for offer, item, fen in wanted]
    refund, backs = _refund(person, shares), _backs(person.tabs, shares)
    if refund.back != facts["back"]:
        return await personal(work, call, texts.changed())
    _book(work, call, row, shares, backs)
    told = await _tell(work, group, person, shares[0].kept.offer, refund, undone=False)
    noted = {"goods": list(refund.goods), "fen": refund.fen, "back": refund.back}
    parts = [_claws(one) for one in shares]
    offer = shares[0].kept.offer
    more = {"offer": offer, "row": row, "clawed": refund.clawed, "parts": parts}
    work.audit(group.id, call.account, REFUND_GOODS, **more, **noted)
    return (*await personal(work, call, texts.done(refund, reached=bool(told))), *told)


def _claws(share: Share) -> list[Any]:
    """A share as it is noted: offer, item, and each commission's cause, goods and fen."""
    claws = [[claw.earned.cause, claw.basis_fen, claw.fen] for claw in share.claws]
    return [share.kept.offer, share.kept.line.item, claws]


def _book(
    work: Work, call: Call, row: RowKey, shares: Iterable[Share], backs: Mapping[int, int]
) -> None:
    """The goods are no sale, their commission goes back, and so does what was paid for them."""
    group = call.group
    for share in shares:
        offer, item = share.kept.offer, share.kept.line.item
        purchase = Purchase(group.id, offer, row, group.leader)
        cause = line_cause(work.cause, offer, row, item)
        add_transaction(work.session, group.id, goods_refunded(cause, purchase, share.fen), work.at)
        claw_back(work, share.claws)
    for offer, fen in backs.items():
        if fen:
            _give_back(work, call, Purchase(group.id, offer, row, group.leader), fen)


def _give_back(work: Work, call: Call, purchase: Purchase, fen: int) -> None:
    where = (purchase.group, purchase.offer, purchase.row)
    state, actor = PaymentState.REFUNDED, call.account
    add_payment(work.session, *where, fen, state, actor, work.cause, work.at)
    for posted in (refund_due(work.cause, purchase, fen), refunded(work.cause, purchase, fen)):
        add_transaction(work.session, purchase.group, posted, work.at)


async def _tell(
    work: Work, group: Group, person: Person, offer: int, refund: texts.Refund, *, undone: bool
) -> tuple[Reply, ...]:
    """The buyer, or who ordered for her, privately; nobody where that is the leader herself."""
    orders = await list_orders(work.session, group.id, offer)
    order = next(order for order in orders if order.row == person.row)
    account: AccountId = fetcher(order)
    if account == group.leader or await is_unreachable(work.session, account):
        return ()
    whose = "" if order.account else called(order.who)
    said = (texts.taken_back if undone else texts.for_you)(group.name, refund, whose)
    return (write(account, said, Topic.REFUND, work.cause),)


async def undo_refund(work: Work, call: Call, command: Command) -> Sequence[Reply] | None:
    """撤销 after it: postings the other way round, the commission as it was. None where what was
    booked then does not stand any more."""
    noted, group = command.before, call.group
    row = RowKey(noted["row"])
    person = await person_now(work, group, row)
    clawed = await _clawed(work, group, row, noted["parts"])
    if person is None or clawed is None:
        return None
    for known, earned in clawed:
        give_again(work, group, known, earned)
    for posted in await list_transactions(work.session, group.id, command.cause):
        cause = work.cause + posted.cause.removeprefix(command.cause)
        add_transaction(work.session, group.id, reversal(cause, posted), work.at)
    for offer in {int(part[0]) for part in noted["parts"]}:
        for payment in await list_payments(work.session, group.id, offer, row):
            if payment.cause == command.cause and payment.state is PaymentState.REFUNDED:
                undo_payment(work.session, payment, work.at)
    figures = (noted["goods"], noted["fen"], noted["back"], noted["clawed"])
    refund = texts.Refund(person.named(private=True), *figures)
    told = await _tell(work, group, person, command.offer or 0, refund, undone=True)
    return (*await personal(work, call, texts.undone(refund)), *told)


async def _clawed(
    work: Work, group: Group, row: RowKey, parts: Iterable[Any]
) -> list[tuple[tuple[Earned, ...], Earned]] | None:
    """The commissions that the refund clawed back, each with all of its line's; None where one of
    them is not there any more."""
    found: list[tuple[tuple[Earned, ...], Earned]] = []
    for offer, item, claws in parts:
        known = await list_earned(work.session, group.id, int(offer), row, ItemKey(item))
        gone = [one for one in known if one.state is EarnedState.CLAWED_BACK]
        for claw in claws:
            same = (one for one in gone if [one.cause, one.basis_fen, one.fen] == list(claw))
            earned = next(same, None)
            if earned is None:
                return None
            gone.remove(earned)
            found.append((known, earned))
    return found
