"""The way of every event: which handler it goes to, and who may.

The table of phrases is made of the topics' rows; below it, what is no phrase: talk in a group,
answers to the bot's questions, what the clock brings.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import (
    answers,
    arrivals,
    booking,
    codes,
    commission,
    confirming,
    daily,
    debts,
    drafts,
    groups,
    issuing,
    offers,
    opening,
    payments,
    pickups,
    products,
    ranking,
)
from handlers.addressing import ANSWER_WITHIN, WHICH_GROUP, Addressed
from handlers.messages import (
    Due,
    Edited,
    Joined,
    Recalled,
    Reply,
    ReplyKind,
    Said,
    Undelivered,
    is_private,
)
from handlers.phrasebook import ActsOn, Phrase, Phrasebook, Takes
from handlers.plans import (
    DAILY_USEFUL,
    RANKING_USEFUL,
    Timed,
    plan_daily,
    plan_ranking,
)
from handlers.refunds import refund_changed
from handlers.replies import answer, ask
from handlers.routes import ROUTES
from handlers.texts import say
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.roles import Role, allows
from solitaire.values import AccountId
from storage.due import finish
from storage.groups import (
    find_leader,
    list_helped_by,
    list_joined_by,
    list_led_by,
    save_reachable,
)
from storage.outbox import Asked, drop_pending
from storage.session import Session
from storage.states import GroupState

PHRASES = Phrasebook(ROUTES)
_LONGEST_ANSWER = 20
_USEFUL: Mapping[str, timedelta] = {
    Timed.DAILY_LIST: DAILY_USEFUL,
    Timed.RANKING: RANKING_USEFUL,
}

ON_DUE: Mapping[str, Callable[[Work, Due], Awaitable[Sequence[Reply]]]] = {
    Timed.DAILY_LIST: daily.on_daily,
    Timed.REMINDER: offers.on_reminder_due,
    Timed.CUTOFF: offers.on_cutoff_due,
    Timed.ARRIVAL: offers.on_arrival_due,
    Timed.PICKUP: pickups.on_pickup_due,
    Timed.OVERDUE: pickups.on_overdue_due,
    Timed.UNDELIVERED: codes.on_undelivered_due,
    Timed.SETTLE: commission.on_settle,
    payments.UNDELIVERED_DEBT: debts.on_undelivered_debt_due,
    Timed.RANKING: ranking.on_ranking_due,
}

CONFIRMED: Mapping[str, Callable[[Work, Call, Asked], Awaitable[Sequence[Reply]]]] = {
    offers.CONFIRM_CANCEL: offers.confirmed_cancel,
    products.CONFIRM_TAKE_OFF: products.confirmed_take_off,
    arrivals.CONFIRM_SHORTAGE: arrivals.confirmed_shortage,
}


async def on_undelivered_answer(work: Work, event: Undelivered) -> Sequence[Reply]:
    """A personal answer did not arrive: the group says how to get it, instead of 已私信."""
    if is_private(event.group):
        return ()
    await drop_pending(work.session, event.key.rpartition("/")[0], ReplyKind.CONFIRMATION)
    return (Reply(event.group, say.write_me_first()),)


UNDELIVERED: Mapping[str, Callable[[Work, Undelivered], Awaitable[Sequence[Reply]]]] = {
    "code": codes.on_undelivered,
    "debt": payments.on_undelivered_debt,
    "personal": on_undelivered_answer,
}


async def handle(work: Work, addressed: Addressed) -> Sequence[Reply]:
    """Decide one event. Its effects are queued, its replies given back."""
    match addressed.event:
        case Due() as event:
            finish_due(work.session, event)
            await plan_again(work, event)
            if too_late(event):
                return ()
            return await ON_DUE[event.kind](work, event)
        case Undelivered() as event:
            told = UNDELIVERED.get(event.topic)
            return await told(work, event) if told else ()
        case Joined() as event:
            return await groups.on_joined(work, event)
        case Said() as event:
            return await _said(work, addressed, event)
        case Edited() | Recalled() as event:
            return await _changed(work, addressed, event)
        case _:
            return ()


def finish_due(session: Session, event: Due) -> None:
    """What was planned for this instant has happened."""
    finish(session, event.key, event.due_at, event.at)


def too_late(event: Due) -> bool:
    """Whether a timed post that comes again has missed its hour: the next one will do."""
    useful = _USEFUL.get(event.kind)
    return useful is not None and event.at > event.due_at + useful


async def plan_again(work: Work, event: Due) -> None:
    """Plan the next of what comes again and again, whatever becomes of this one."""
    after = max(event.due_at, event.at)
    if event.kind == Timed.RANKING:
        plan_ranking(work, event.subject, after)
    elif event.kind == Timed.DAILY_LIST and (state := await work.state(event.group)):
        plan_daily(work, state.group, after)


async def _said(work: Work, addressed: Addressed, event: Said) -> Sequence[Reply]:
    states = [await work.state(group) for group in addressed.groups]
    known = tuple(state for state in states if state is not None)
    role = await role_of(work, event.account, known)
    if is_private(event.chat):
        save_reachable(work.session, event.account, work.at, reachable=True)
    phrase = PHRASES.find(event.text, quoting=event.reply_to is not None)
    call = Call(event, role, states=known)
    if phrase is None:
        return await _talk(work, addressed, call)
    if phrase.route.takes is Takes.GROUPS and phrase.args:
        if not call.private:
            return await _talk(work, addressed, call)
        return await _no_such_group(work, call, phrase)
    call = replace(call, command=phrase.route.name, args=phrase.args, body=phrase.body)
    return await _command(work, addressed, call, phrase)


async def _command(work: Work, addressed: Addressed, call: Call, phrase: Phrase) -> Sequence[Reply]:
    route = phrase.route
    if not call.private and not call.states and route.acts_on is ActsOn.GROUP:
        return (answer(call, say.not_bound()),)
    if not allows(route.who, call.role):
        refusal = say.operators_only() if route.who is Role.OPERATOR else say.leaders_only()
        return (answer(call, refusal),)
    if route.name == say.CONFIRM:
        return await _confirmed(work, call)
    if route.acts_on is not ActsOn.GROUP:
        return await route.handler(work, call)
    if addressed.unsure:
        return (_which_group(call, addressed),)
    if not call.states:
        return (answer(call, say.no_groups()),)
    if len(call.states) > 1 and route.over_all is not None:
        return await route.over_all(work, call)
    replies = await route.handler(work, call)
    if not call.private:
        return replies
    return [_joinable(reply, call) for reply in replies]


async def _no_such_group(work: Work, call: Call, phrase: Phrase) -> Sequence[Reply]:
    """截单 and a name that is none of her groups'."""
    led = await list_led_by(work.session, call.account, work.base)
    if not allows(phrase.route.who, call.role) or not led:
        return (answer(call, say.leaders_only()),)
    return (answer(call, say.no_group_named(phrase.args, [group.name for group in led])),)


def _joinable(reply: Reply, call: Call) -> Reply:
    """Answers from several groups to one private word become one message, in sections."""
    if reply.chat != call.chat or reply.join or reply.ask or reply.attachment:
        return reply
    return replace(reply, join=str(call.event.message))


def _which_group(call: Call, addressed: Addressed) -> Reply:
    names = [group.name for group in addressed.unsure]
    facts = {
        "groups": [group.id for group in addressed.unsure],
        "names": names,
        "text": call.event.text,
    }
    return ask(call, say.which_group(names), WHICH_GROUP, facts, names)


async def _confirmed(work: Work, call: Call) -> Sequence[Reply]:
    asked = await work.states.asked(work.session, call.chat, call.account)
    confirmed = CONFIRMED.get(asked.kind) if asked else None
    if asked is None or confirmed is None or not call.states:
        return (answer(call, say.nothing_to_confirm()),)
    return await confirmed(work, call, asked)


async def _talk(work: Work, addressed: Addressed, call: Call) -> Sequence[Reply]:
    """No phrase: an answer to what the bot asked, an order, a question, or talk."""
    if not call.states:
        return await _stranger(work, call) if call.private else ()
    asked = await _open_question(work, call)
    if asked is not None:
        told = await _answered(work, call, asked)
        if told is not None:
            return told
    if addressed.unsure:
        wants = [state for state in call.states if booking.wants(state, call.event)]
        return (_which_group(call, addressed),) if wants else ()
    if not call.private:
        work.states.seen(work.session, call.group.id, call.account, call.event.nick, work.at)
    event = call.event if asked is None else confirming.completed(call.event, asked)
    return await _ordered(work, call, event)


async def _stranger(work: Work, call: Call) -> Sequence[Reply]:
    """Somebody unknown writes privately: how to begin. Who is known, and only talks, is let be."""
    if call.role is not Role.RESIDENT:
        return ()
    known = await list_joined_by(work.session, call.account, work.base)
    return () if known else (answer(call, say.stranger()),)


async def _open_question(work: Work, call: Call) -> Asked | None:
    """What the bot asked this person here, if it may still be meant; only short words answer."""
    if len(call.event.text) > _LONGEST_ANSWER and call.role is Role.RESIDENT:
        return None
    asked = await work.states.asked(work.session, call.chat, call.account)
    if asked is None or work.at - asked.at > ANSWER_WITHIN:
        return None
    return asked


async def _answered(work: Work, call: Call, asked: Asked) -> Sequence[Reply] | None:
    match asked.kind:
        case opening.DOUBTS if allows(Role.LEADER, call.role):
            return await drafts.on_amended(work, call, asked)
        case payments.WHICH_PERSON if allows(Role.LEADER, call.role):
            return await payments.answer_which_person(work, call, asked)
        case _:
            return None


async def _ordered(work: Work, call: Call, event: Said | Edited | Recalled) -> Sequence[Reply]:
    before = call.state.book
    taken = await booking.take(work, call.state, event)
    replies = list(taken.replies)
    if taken.queries:
        replies = _together(replies, await answers.on_queries(work, call, taken.queries))
    state = await work.state(call.group.id)
    if taken.changed and state and state.book and before:
        await refund_changed(work, call.group, before, state.book)
    if taken.changed and state and state.book and state.book.offer.state is OfferState.CLOSED:
        replies += await _after_late_change(work, state)
    return replies


def _together(ordered: Sequence[Reply], answered: Sequence[Reply]) -> list[Reply]:
    """A message that orders and asks gets one answer, unless part of it is personal."""
    if len(ordered) == 1 and len(answered) == 1 and ordered[0].chat == answered[0].chat:
        return [replace(ordered[0], text=f"{ordered[0].text}\n{answered[0].text}")]
    return [*ordered, *answered]


async def _after_late_change(work: Work, state: GroupState) -> Sequence[Reply]:
    """The leader changed a closed book: the sheets again, codes for who has none."""
    if state.book is None:
        return ()
    book, coded = await codes.after_late_change(work, state.group, state.book)
    book, sheets = await issuing.issue_sheets(work, state.group, book, updated=True)
    work.keep(state.group, book)
    return (*coded, *sheets)


async def _changed(work: Work, addressed: Addressed, event: Edited | Recalled) -> Sequence[Reply]:
    state = await work.state(addressed.groups[0]) if addressed.groups else None
    if state is None or state.book is None:
        return ()
    nick = event.nick if isinstance(event, Edited) else ""
    text = event.text if isinstance(event, Edited) else ""
    said = Said(event.chat, event.message, event.account, nick, event.at, text)
    role = await role_of(work, event.account, (state,))
    return await _ordered(work, Call(said, role, states=(state,)), event)


async def role_of(work: Work, account: AccountId, states: Sequence[GroupState]) -> Role:
    """What somebody is: in the group it concerns, or at all where it concerns none."""
    if account in work.base.operators:
        return Role.OPERATOR
    if any(state.group.leader == account for state in states):
        return Role.LEADER
    if any(account in state.group.helpers for state in states):
        return Role.HELPER
    if states:
        return Role.RESIDENT
    if await find_leader(work.session, account):
        return Role.LEADER
    helped = await list_helped_by(work.session, account, work.base)
    return Role.HELPER if helped else Role.RESIDENT
