"""The way of every event: which handler it goes to, and who may.

The table of phrases is made of the topics' rows; below it, what is no phrase: what the clock
brings, what could not be delivered. Talk has its own file.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import (
    commission,
    daily,
    groups,
    offers,
    pickups,
    ranking,
    unreached,
)
from handlers.addressing import Addressed
from handlers.asking import answered_by, use_up, which_group
from handlers.messages import (
    Due,
    Edited,
    Joined,
    Recalled,
    Reply,
    Said,
    Undelivered,
    is_private,
    private_chat,
)
from handlers.phrasebook import ActsOn, Phrase, Phrasebook, Route, Takes
from handlers.plans import (
    DAILY_USEFUL,
    RANKING_USEFUL,
    Timed,
    plan_daily,
    plan_ranking,
)
from handlers.replies import SAID_IN, TO_COPY, answer
from handlers.roles import role_of
from handlers.routes import ROUTES
from handlers.talk import is_asked, on_changed, on_talk
from handlers.texts import say
from handlers.work import Call, Work
from rules.roles import Role, allows
from storage.due import finish
from storage.groups import (
    list_led_by,
    save_reachable,
)
from storage.session import Session

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
    Timed.UNDELIVERED: unreached.on_undelivered_due,
    Timed.SETTLE: commission.on_settle,
    Timed.RANKING: ranking.on_ranking_due,
}

UNDELIVERED: Mapping[str, Callable[[Work, Undelivered], Awaitable[Sequence[Reply]]]] = {
    **dict.fromkeys(unreached.Topic, unreached.on_undelivered),
    **dict.fromkeys(unreached.ANSWERS, unreached.on_undelivered_answer),
}


async def handle(work: Work, addressed: Addressed) -> Sequence[Reply]:
    """Decide one event. Its effects are queued, its replies given back."""
    if addressed.chose is not None:
        use_up(work, addressed.chose)
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
            replies = await on_changed(work, addressed, event)
            state = await work.state(addressed.groups[0]) if addressed.several else None
            name = state.group.name if state is not None else ""
            return [_named(reply, event.chat, name) for reply in replies] if name else replies
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
    if phrase is None or _is_talk(phrase, call) or await _answers(work, call, phrase):
        replies = await on_talk(work, addressed, call)
        if not addressed.several and not await _leads_several(work, call):
            return replies
        return [_section(reply, call) for reply in replies]
    if phrase.route.takes is Takes.GROUPS and phrase.args:
        if not call.private:
            return await on_talk(work, addressed, call)
        return await _no_such_group(work, call, phrase)
    call = replace(
        call,
        command=phrase.route.name,
        args=phrase.args,
        written=phrase.written,
        body=phrase.body,
    )
    replies = await _command(work, addressed, call, phrase)
    if replies or not phrase.route.yields:
        return replies
    return await on_talk(work, addressed, Call(event, role, states=known))


def _is_talk(phrase: Phrase, call: Call) -> bool:
    """Whether words that could be a command are none here: 下架了 names nothing on the list, and
    收 3个快递 is no receipt from somebody who may not book any."""
    route = phrase.route
    named = route.sure if phrase.glued or phrase.sentence else None
    if named and call.states and not any(named(state, phrase.args) for state in call.states):
        return True
    return bool(route.everyday and not allows(route.who, call.role) and route.everyday(phrase.args))


async def _answers(work: Work, call: Call, phrase: Phrase) -> bool:
    """Whether 确定 or 就这样 is no leader's word here: a resident's yes to what the bot asked her,
    or talk where it asked the leader nothing."""
    route = phrase.route
    if not route.answers or allows(route.who, call.role):
        return False
    return await is_asked(work, call) or not await _is_leader_asked(work, call, route)


async def _is_leader_asked(work: Work, call: Call, route: Route) -> bool:
    if call.private or not call.states:
        return False
    waiting = await work.states.asked(work.session, call.chat, call.group.leader)
    return any(asked.kind in route.answers for asked in waiting)


async def _command(work: Work, addressed: Addressed, call: Call, phrase: Phrase) -> Sequence[Reply]:
    route = phrase.route
    if not call.private and not call.states and route.acts_on is ActsOn.GROUP:
        return (answer(call, say.not_bound()),)
    if not allows(route.who, await _role_for(work, call, route)):
        refusal = say.operators_only() if route.who is Role.OPERATOR else say.leaders_only()
        return (answer(call, refusal),)
    if route.acts_on is not ActsOn.GROUP:
        return await route.handler(work, call)
    if addressed.unsure:
        return (which_group(call, addressed.unsure),)
    if not call.states:
        return (answer(call, say.nothing_to_confirm() if route.answers else say.no_groups()),)
    if len(call.states) > 1 and route.over_all is not None:
        return await route.over_all(work, call)
    replies = await route.handler(work, await _with_question(work, call, route))
    if not call.private:
        return replies
    named = addressed.several or await _leads_several(work, call)
    return [_section(reply, call) if named else _joinable(reply, call) for reply in replies]


async def _leads_several(work: Work, call: Call) -> bool:
    """Whether it must be said which of her groups an answer is about: she leads more than one, and
    speaks in private."""
    if not call.private or len(call.states) != 1 or not allows(Role.LEADER, call.role):
        return False
    return len(await list_led_by(work.session, call.account, work.base)) > 1


async def _role_for(work: Work, call: Call, route: Route) -> Role:
    """In the group it is about; a leader's own figures she may ask for anywhere."""
    if route.acts_on is ActsOn.PERSON and route.who is not Role.RESIDENT:
        return await role_of(work, call.account, ())
    return call.role


async def _with_question(work: Work, call: Call, route: Route) -> Call:
    """The call with the question that it answers, which is used up by that. What the bot asks in a
    group that wants it silent, and what others must not read, it asks the leader in private."""
    if not route.answers:
        return call
    waiting = await work.states.asked(work.session, call.chat, call.account)
    if not call.private:
        own = await work.states.asked(work.session, private_chat(call.account), call.account)
        heard = [one for one in own if call.group.muted or one.facts.get(SAID_IN) == call.chat]
        waiting = tuple(sorted((*waiting, *heard), key=lambda one: one.at))
    about = [asked for asked in waiting if asked.group == call.group.id]
    answered = await answered_by(work.session, about, call.event, route.answers)
    for asked in answered:
        use_up(work, asked)
    return replace(call, asked=answered[-1]) if answered else call


async def _no_such_group(work: Work, call: Call, phrase: Phrase) -> Sequence[Reply]:
    """截单 and a name that is none of her groups'."""
    led = await list_led_by(work.session, call.account, work.base)
    if not allows(phrase.route.who, call.role) or not led:
        return (answer(call, say.leaders_only()),)
    return (answer(call, say.no_group_named(phrase.args, [group.name for group in led])),)


def _section(reply: Reply, call: Call) -> Reply:
    """What is said of one of several groups begins with its name."""
    return _joinable(_named(reply, call.chat, call.group.name), call)


def _named(reply: Reply, chat: str, name: str) -> Reply:
    """What is said in a chat, with the name of the group that it is about."""
    head = reply.text.partition("\n")[0]
    if reply.chat == chat and head and name not in head and reply.topic != TO_COPY:
        return replace(reply, text=say.section(name, reply.text))
    return reply


def _joinable(reply: Reply, call: Call) -> Reply:
    """Answers to one private word become one message, in sections."""
    if reply.chat != call.chat or reply.join or reply.attachment:
        return reply
    return replace(reply, join=str(call.event.message))
