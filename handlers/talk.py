"""What is no command: an answer to what the bot asked, an order, a question, or just talk."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import answers, booking, drafts, opening, pasting, payments
from handlers.addressing import Addressed
from handlers.asking import is_fresh, use_up, which_group
from handlers.called_off import after_calling_off
from handlers.following import follow
from handlers.messages import Edited, Recalled, Reply, Said
from handlers.replies import answer
from handlers.rests import Stands, taken_up
from handlers.roles import role_of
from handlers.texts import answers as answered
from handlers.texts import orders, say
from handlers.work import Call, Work
from rules.offers import Action, may
from rules.roles import Role, allows
from solitaire.normal import fold_text
from solitaire.values import QueryKind, Verdict
from storage.groups import Group, list_joined_by
from storage.outbox import Asked

_LONGEST_ANSWER = 20


async def on_talk(work: Work, addressed: Addressed, call: Call) -> Sequence[Reply]:
    """No phrase: an answer to what the bot asked, an order, a question, or talk."""
    if not call.states:
        return await _stranger(work, call) if call.private else ()
    asked = await _open_question(work, call)
    if asked is not None:
        told = await _answered(work, call, asked)
        if told is not None:
            use_up(work, asked)
            return told
    pasted = await pasting.on_paste(work, call, addressed.unsure)
    if pasted is not None:
        return pasted
    if call.private and (addressed.unsure or call.state.book is None):
        return _unsure(call, addressed.unsure)
    if not call.private:
        work.states.seen(work.session, call.group.id, call.account, call.event.nick, work.at)
    called_off = await after_calling_off(work, call)
    if called_off is not None:
        return called_off
    stands = taken_up(call.state.book, call.event, asked) if asked is not None else ()
    if asked is not None and stands:
        use_up(work, asked)
    return await _ordered(work, call, call.event, stands)


def _unsure(call: Call, groups: Sequence[Group]) -> Sequence[Reply]:
    """A private word that no offer takes yet: which group is meant, if one of them has an offer."""
    meant = {booking.meant(state, call.event) for state in call.states}
    # A bare number is a late answer, no order.
    if fold_text(call.event.text).strip().isdecimal() or meant == {Verdict.CHATTER}:
        return ()
    books = [state.book for state in call.states if state.book is not None]
    if not books:
        return (answer(call, answered.no_offer()),)
    shut = not any(may(book.offer.state, Action.ORDER) for book in books)
    if shut and meant & {Verdict.ORDER, Verdict.PARTIAL, Verdict.ASK}:
        return (answer(call, orders.late()),)
    return (which_group(call, groups),)


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
    waiting = await work.states.asked(work.session, call.chat, call.account)
    about = [asked for asked in waiting if asked.group == call.group.id]
    return about[-1] if about and is_fresh(about[-1], call.event) else None


async def is_asked(work: Work, call: Call) -> bool:
    """Whether the bot waits for this person's word about an order of hers."""
    for state in call.states:
        waiting = state.book.chat.state.pending.get(call.account) if state.book else None
        if waiting is not None and waiting.asked:
            return True
    return bool(call.states) and await _open_question(work, call) is not None


async def _answered(work: Work, call: Call, asked: Asked) -> Sequence[Reply] | None:
    match asked.kind:
        case opening.DOUBTS if allows(Role.LEADER, call.role):
            return await drafts.on_amended(work, call, asked)
        case payments.WHICH_PERSON if allows(Role.LEADER, call.role):
            return await payments.answer_which_person(work, call, asked)
        case _:
            return None


async def _ordered(
    work: Work, call: Call, event: Said | Edited | Recalled, stands: Stands = ()
) -> Sequence[Reply]:
    taken = await booking.take(work, call.state, event, stands=stands)
    replies = list(taken.replies)
    # Whoever has ordered in the same breath need not hear what there was not to cancel.
    asked = [q for q in taken.queries if not (replies and q.kind is QueryKind.NOTHING_TO_CANCEL)]
    if asked:
        replies = _together(replies, await answers.on_queries(work, call, asked))
    return [*replies, *await follow(work, call.group, taken)]


def _together(ordered: Sequence[Reply], answered: Sequence[Reply]) -> list[Reply]:
    """A message that orders and asks gets one answer, unless part of it is personal."""
    if len(ordered) == 1 and len(answered) == 1 and ordered[0].chat == answered[0].chat:
        return [replace(ordered[0], text=f"{ordered[0].text}\n{answered[0].text}")]
    return [*ordered, *answered]


async def on_changed(work: Work, addressed: Addressed, event: Edited | Recalled) -> Sequence[Reply]:
    state = await work.state(addressed.groups[0]) if addressed.groups else None
    if state is None:
        return ()
    pasted = await pasting.on_changed(work, state, event)
    if pasted is not None:
        return pasted
    nick = event.nick if isinstance(event, Edited) else ""
    text = event.text if isinstance(event, Edited) else ""
    said = Said(event.chat, event.message, event.account, nick, event.at, text)
    role = await role_of(work, event.account, (state,))
    return await _ordered(work, Call(said, role, states=(state,)), event)
