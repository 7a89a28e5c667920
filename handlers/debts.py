"""Who has not paid, who says to have, and reminding them. Debtors are never named in the group."""

import re
from collections.abc import Iterable, Mapping, Sequence

from handlers.addressing import take_group_names
from handlers.messages import Reply
from handlers.phrasebook import Phrase
from handlers.replies import CLAIM, notify, personal
from handlers.tabs import (
    Person,
    allocate,
    find_people,
    past_cutoff,
    people_in,
    people_of,
    told_apart,
)
from handlers.texts import payments as texts
from handlers.texts.amounts import Part
from handlers.unreached import Topic, write
from handlers.work import Call, Work
from rules.offers import Action, OfferState, may
from rules.payments import PaymentState
from solitaire.receipts import PAID_WITH_SUM, is_claim, read_receipts, read_sum
from solitaire.titles import short_name
from solitaire.values import AccountId
from storage.groups import Group, is_unreachable, list_led_by
from storage.offers import list_products
from storage.orders import list_lines
from storage.payments import Tab, add_payment, list_payments, undo_payment
from storage.session import Session
from storage.vault import Vault


async def on_who_owes(work: Work, call: Call) -> Sequence[Reply]:
    """谁没付: privately, by offer."""
    text, _, _ = await _owing(work, call.group)
    return await personal(work, call, text)


async def on_who_owes_over_all(work: Work, call: Call) -> Sequence[Reply]:
    """谁没付 for several groups: in sections with one total."""
    sections = [await _owing(work, state.group) for state in call.states]
    people, fen = sum(section[1] for section in sections), sum(section[2] for section in sections)
    total = texts.owed_in_all(len(sections), people, fen)
    return await personal(work, call, "\n\n".join([*(text for text, _, _ in sections), total]))


async def _owing(work: Work, group: Group) -> tuple[str, int, int]:
    """What is said of a group, how many owe, and how much."""
    people = await people_of(work, group)
    owing = [
        texts.Owing(person.named(private=True), tab.offer, tab.open, tab.claimed, tab.number)
        for person in people
        for tab in person.tabs
        if tab.open
    ]
    owing.sort(key=lambda entry: (-entry.offer, entry.number))
    refunds = [
        (person.named(private=True), tab.to_refund)
        for person in people
        for tab in person.tabs
        if tab.to_refund
    ]
    over = [
        (person.named(private=True), tab.over - tab.to_refund)
        for person in people
        for tab in person.tabs
        if tab.over > tab.to_refund
    ]
    called_off = [
        (person.named(private=True), tab.claimed)
        for person in people
        for tab in person.tabs
        if tab.claimed and tab.state is OfferState.CANCELLED
    ]
    debtors = sum(person.open > 0 for person in people)
    text = texts.who_owes(group.name, owing, debtors, refunds, over, called_off)
    return text, debtors, sum(one.fen for one in owing)


async def on_chase(work: Work, call: Call) -> Sequence[Reply]:
    """催付: each debtor is written to privately, the leader is told how many were."""
    people = await people_of(work, call.group)
    named = read_receipts(call.args, lambda _: True) if call.args else ()
    if named:
        people = tuple(one for name in named for one in find_people(people, name.word))
    open_ones = past_cutoff([tab for person in people for tab in person.tabs])
    leader = call.group.leader  # what she ordered for herself she owes to herself
    tabs = [tab for tab in open_ones if tab.account != leader]
    if not tabs:
        return await personal(work, call, texts.nobody_owes(call.group.name))
    by_account: dict[AccountId, list[Tab]] = {}
    beyond: list[str] = []
    by_row = {person.row: person for person in people}
    for tab in tabs:
        account = await _reached_at(work, call.group, tab)
        if account is None:
            beyond.append(by_row[tab.row].named(private=True))
        else:
            by_account.setdefault(account, []).append(tab)
    sent = await _chase(work, call, by_account)
    fen = sum(tab.open for own in by_account.values() for tab in own)
    work.audit(call.group.id, call.account, "chase_payment", people=len(sent), fen=fen)
    said = texts.chased(len(sent), fen, list(dict.fromkeys(beyond)))
    return (*sent, *await personal(work, call, said))


async def _reached_at(work: Work, group: Group, tab: Tab) -> AccountId | None:
    """Whom to write to about a tab; None for rows that the leader wrote down for somebody."""
    account = tab.account or tab.placer
    if account == group.leader or await is_unreachable(work.session, account):
        return None
    return account


async def _chase(
    work: Work, call: Call, by_account: Mapping[AccountId, Sequence[Tab]]
) -> list[Reply]:
    items = await _items(
        work, call.group, {tab.offer for own in by_account.values() for tab in own}
    )
    replies = []
    for account, own in by_account.items():
        bills = [
            texts.Bill(
                tab.offer,
                "" if tab.account == account else tab.who,
                items[tab.offer, tab.row],
                tab.open,
                tab.claimed,
            )
            for tab in own
        ]
        text = texts.chase(call.group.name, bills)
        replies.append(write(account, text, Topic.DEBT, work.cause))
    return replies


async def _items(
    work: Work, group: Group, offers: Iterable[int]
) -> Mapping[tuple[int, str], Sequence[str]]:
    """What each row of some offers holds, in words."""
    said: dict[tuple[int, str], list[str]] = {}
    for offer in offers:
        products = {p.code: p for p in await list_products(work.session, group.id, offer)}
        for line in await list_lines(work.session, group.id, offer):
            if line.quantity:
                product = products[line.product]
                part = Part(short_name(product.name), line.variant, line.quantity, product.unit)
                said.setdefault((offer, line.row), []).append(str(part))
    return said


async def on_claim(work: Work, call: Call) -> Sequence[Reply]:
    """已付: a claim, shown to the leader; never a payment.

    From somebody who has nothing to pay, and had nothing, it is talk in a group; so is what says
    more than a sum and thanks.
    """
    with_sum = re.fullmatch(PAID_WITH_SUM, call.args) is not None
    if not (with_sum or is_claim(call.args)):
        return ()
    people = await people_of(work, call.group)
    own = [person for person in people if _pays_for(call.account, call.group, person.tabs[0])]
    fen = read_sum(call.args)
    tabs = [tab for person in own for tab in person.tabs if may(tab.state, Action.CLAIM_PAID)]
    shares = allocate(tabs, fen) if tabs and fen != 0 else ()
    if not shares:
        paid = sum(person.paid for person in own)
        if not own and not call.private:
            return ()
        return await personal(work, call, texts.nothing_to_pay(paid))
    news = [(tab, share) for tab, share in shares if await _claim(work, call, tab, share)]
    total = sum(share for _, share in shares)
    shown = await _shown(work, call.group, people, own, news)
    leader = call.group.leader
    told = [notify(leader, text) for text in shown if call.account != leader]
    return (*await personal(work, call, texts.claimed(total), topic=CLAIM), *told)


def _pays_for(account: AccountId, group: Group, tab: Tab) -> bool:
    """Whether a tab is somebody's: her own, or one she placed. What a leader wrote down for others
    is not hers."""
    return tab.account == account or (tab.placer == account and account != group.leader)


async def locate(
    session: Session,
    _vault: Vault,
    phrase: Phrase,
    groups: Sequence[Group],
    account: AccountId,
) -> Mapping[str, str]:
    """For 已付 in private: the one of her groups in which she owes. Empty where she owes in
    several, or names one."""
    named, _ = take_group_names(phrase.args, groups)
    if named:
        return {}
    owing, paid = [], []
    for group in groups:
        people = await people_in(session, group)
        own = [person for person in people if _pays_for(account, group, person.tabs[0])]
        if own:
            (owing if any(person.open for person in own) else paid).append(group)
    text = phrase.args if phrase.sentence else f"{phrase.route.name} {phrase.args}".strip()
    found = owing or paid[:1]
    return {found[0].id: text} if len(found) == 1 else {}


async def _shown(
    work: Work,
    group: Group,
    people: Sequence[Person],
    own: Sequence[Person],
    shares: Sequence[tuple[Tab, int]],
) -> list[str]:
    """What the leader is shown of claims, with words that book each and leave nothing to ask."""
    led = await list_led_by(work.session, group.leader, work.base)
    where = group.name if len(led) > 1 else ""
    shown: list[str] = []
    for person in own:
        fen = sum(share for tab, share in shares if tab.row == person.row)
        if fen:
            named = person.named(private=True)
            words = texts.to_receive(told_apart(people, person), fen, where)
            shown.append(texts.claim_shown(group.name, named, fen, person.open, words))
    return shown


async def _claim(work: Work, call: Call, tab: Tab, fen: int) -> bool:
    """Note a claim, in place of the same person's earlier ones; whether it is news."""
    group = call.group.id
    known = await list_payments(work.session, group, tab.offer, tab.row)
    claims = [entry for entry in known if entry.state is PaymentState.CLAIMED]
    if [claim.fen for claim in claims] == [fen]:
        return False
    for claim in claims:
        undo_payment(work.session, claim, work.at)
    state, cause = PaymentState.CLAIMED, work.cause
    add_payment(work.session, group, tab.offer, tab.row, fen, state, call.account, cause, work.at)
    return True
