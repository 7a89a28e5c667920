"""为什么: why a line of an order is as it is, for whoever it belongs to; for a leader anybody's.

In reply to the bot it is about what that word was about, in reply to a message about what that
did; alone it is about the speaker's own rows. What names nobody's line is talk.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.addressing import take_group_names
from handlers.causes import History, read_history
from handlers.collecting import book_of
from handlers.concerning import Subject, find_subject, names_somebody
from handlers.lists import book_names
from handlers.messages import Reply
from handlers.quoted import about_message, about_what_was_said
from handlers.replies import answer, echo
from handlers.telling import Viewer, tell, tell_row
from handlers.texts import causes as texts
from handlers.texts import say
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.roles import Role, allows
from solitaire.values import RowKey
from solitaire.whys import Why, read_why
from storage.books import split_item
from storage.groups import Group, list_joined_by, list_led_by
from storage.offers import list_offers
from storage.outbox import find_said

_BEGUN = (OfferState.OPEN, OfferState.CLOSED, OfferState.DONE, OfferState.CANCELLED)
_OFFERS = 2
_RECENT = timedelta(days=1)
"""How long after an offer is over a 为什么 in the group may still be about it."""
_MOST_LINES = (5, 3, 2)
"""For one row, two or three."""


async def on_why(work: Work, call: Call) -> Sequence[Reply]:
    """The reason that is asked for; nothing where the words are talk."""
    why = read_why(call.args) if call.args else Why(bare=True)
    if why is None or _is_silent(call):
        return ()
    said, quoted = "", call.event.reply_to
    if quoted is not None and not why.about:
        groups = await _groups(work, call)
        spoken = await find_said(work.session, call.chat, quoted)
        if spoken:
            said = await about_what_was_said(work, call, spoken)
        else:
            said = await about_message(work, call, groups, quoted)
            if not said and not (why.mine or call.private):
                return ()
    elif why.loose:
        return ()
    said = said or await _alone(work, call, why)
    return (answer(call, said),) if said else ()


def _is_silent(call: Call) -> bool:
    """Where the bot says nothing in the group, a resident's question is for people."""
    muted = not call.private and any(state.group.muted for state in call.states)
    return muted and not allows(Role.LEADER, call.role)


async def _groups(work: Work, call: Call) -> Sequence[Group]:
    """The group it is said in; in private all of the speaker's."""
    if not call.private:
        return [state.group for state in call.states]
    led = await list_led_by(work.session, call.account, work.base)
    joined = await list_joined_by(work.session, call.account, work.base)
    return list({group.id: group for group in (*led, *joined)}.values())


async def _alone(work: Work, call: Call, why: Why) -> str:
    """Of each of her groups that has something to say; the group's name before it if several do."""
    groups, why = _of_named(await _groups(work, call), why)
    told = [(group.name, await _of_group(work, call, group, why)) for group in groups]
    said = [(name, text) for name, text in told if text]
    if len(said) > 1:
        return "\n\n".join(say.section(name, f"\n{text}") for name, text in said)
    if said:
        return said[0][1]
    leads = any(call.account == group.leader for group in groups)
    if why.about and (call.private or (leads and names_somebody(why.about))):
        return texts.nobody(echo(call.chat, why.about))
    if not call.private and (why.about or not why.mine):
        return ""
    return texts.say_whose() if leads else texts.no_orders()


def _of_named(groups: Sequence[Group], why: Why) -> tuple[Sequence[Group], Why]:
    """为什么 锦绣家园 张姐: of the groups that are named, and what is asked of them."""
    if len(groups) < 2:
        return groups, why
    named, about = take_group_names(why.about, groups)
    return named or groups, replace(why, about=about) if named else why


async def _of_group(work: Work, call: Call, group: Group, why: Why) -> str:
    """Of the group's newest offer, or of the one before where that has nothing of it."""
    offers = await list_offers(work.session, group.id, *_BEGUN)
    begun = [offer for offer in offers if offer.opened_at is not None]
    leads = call.account in {group.leader, *work.base.operators}
    plain = not (call.private or why.mine or why.about)
    for offer in reversed(begun[-_OFFERS:]):
        over = offer.done_at is not None and work.at - offer.done_at > _RECENT
        book = None if over and plain else await book_of(work, group.id, offer.number)
        if book is None:
            continue
        history = await read_history(work, group, book)
        subject = find_subject(history, why, call.event, leads=leads)
        told = await _of_subject(work, call, history, why, subject) if subject else ""
        if told:
            return told
    return ""


async def _of_subject(work: Work, call: Call, history: History, why: Why, subject: Subject) -> str:
    if subject.others:
        return texts.others_own()
    rows = [row for row in subject.rows if history.of_row(row, subject.codes)]
    if why.less and not why.mine and not call.private:  # 草莓怎么没了 may ask for the stock
        rows = [row for row in rows if _lost(history, row, subject.codes)]
    viewer = Viewer(call.account, call.chat)
    if not rows and (why.mine or why.bare or call.private):
        return _asked_back(work, history, viewer, subject) or _nothing_of(history, why, subject)
    rows = rows[: len(_MOST_LINES)]
    told = [
        await tell_row(
            work, history, row, viewer, subject.codes, _MOST_LINES[len(rows) - 1], who=why.who
        )
        for row in rows
    ]
    return "\n".join(told)


def _asked_back(work: Work, history: History, viewer: Viewer, subject: Subject) -> str:
    """What of the speaker's the bot did not understand last, and what it asked."""
    for one in reversed(history.happened):
        asked = one.cause.reading.questions
        goods = {split_item(item)[0] for question in asked for item in question.choices}
        fits = not subject.codes or not goods.isdisjoint(subject.codes)
        if asked and one.cause.message.sender == viewer.account and fits:
            return tell(work, history, one, RowKey(""), viewer)
    return ""


def _nothing_of(history: History, why: Why, subject: Subject) -> str:
    if not why.mine or not subject.codes:
        return ""
    names = book_names(history.book)
    return texts.nothing_of([names[code] for code in subject.codes])


def _lost(history: History, row: RowKey, codes: Sequence[str]) -> bool:
    """Whether something of a row became less, or was refused."""
    return any(
        one.reasons or any(change.after < change.before for change in one.changes)
        for one in history.of_row(row, codes)
    )
