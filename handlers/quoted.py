"""What a message did that somebody asks the reason of: her own, the bot's answer to it, or, for a
leader, anybody's."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

from handlers.causes import Happened, History, read_history
from handlers.collecting import book_of
from handlers.concerning import own_rows
from handlers.telling import Viewer, head, tell
from handlers.texts import causes as texts
from handlers.texts.amounts import when
from handlers.work import Call, Work
from rules.offers import OfferState
from solitaire.values import MessageId, RowKey
from storage.books import split_item
from storage.groups import Group
from storage.inbox import find_message
from storage.log import find_heard
from storage.offers import list_offers
from storage.outbox import Outgoing

_MOST = 3
_BEGUN = (OfferState.OPEN, OfferState.CLOSED, OfferState.DONE, OfferState.CANCELLED)


async def about_what_was_said(work: Work, call: Call, spoken: Sequence[Outgoing]) -> str:
    """What the bot's word was about: the messages that it answered, so far as they concern the
    speaker; "" where they do not."""
    said: list[str] = []
    for group_id, outs in groupby(spoken, key=lambda outgoing: outgoing.group):
        state, answered = await work.state(group_id), tuple(outs)
        if state is None:
            continue
        ids = [heard for outgoing in answered for heard in _answered(outgoing)]
        said += await _of_messages(work, call, state.group, ids)
        for outgoing in answered if not said else ():
            if outgoing.reply_to is not None:
                said.append(await _unheard(work, call, state.group, outgoing.reply_to))
    return "\n".join([one for one in dict.fromkeys(said) if one][:_MOST])


def _answered(outgoing: Outgoing) -> tuple[MessageId, ...]:
    """The ids, in the offer's chat, of what the bot answered: the message that made it speak, or
    its own word of a shortage. Its key begins with group, chat, message and revision."""
    cause = outgoing.key.rpartition("/")[0]
    stands = MessageId(f"bot:{cause}/stands")
    parts = cause.removeprefix(f"{outgoing.group}|").rsplit("|", 2)
    if len(parts) < 3:
        return (stands,)
    chat, message, revision = parts
    heard = message if chat == outgoing.group else f"{chat}/{message}"
    match revision:
        case "0":
            return MessageId(heard), stands
        case "recalled":
            return MessageId(f"{heard}#recall"), stands
        case _:
            return MessageId(f"{heard}#{revision}"), stands


async def about_message(work: Work, call: Call, groups: Sequence[Group], quoted: MessageId) -> str:
    """What a person's message did; "" where that is not for the speaker to know, or was talk of
    somebody else's."""
    heard = MessageId(f"{call.chat}/{quoted}") if call.private else quoted
    for group in groups:
        said = await _of_messages(work, call, group, (heard,))
        if said:
            return said[0]
    return await _unheard(work, call, groups[0], quoted) if groups else ""


async def _unheard(work: Work, call: Call, group: Group, message: str) -> str:
    """Why a message of the speaker's is in no offer's chat: it came after the cutoff, or before
    anything began; "" for what is no order but a command, and for anybody else's."""
    filed = await find_message(work.session, call.chat, message)
    if filed is None or filed["account"] != call.account:
        return ""
    at, zone = datetime.fromisoformat(str(filed["at"])), work.zone_of(group)
    said = when(at, work.at, zone)
    offers = await list_offers(work.session, group.id, *_BEGUN)
    before = [offer for offer in offers if offer.opened_at and offer.opened_at <= at]
    if not before:
        return texts.too_early(said)
    closed = before[-1].closed_at
    return texts.too_late(said, when(closed, work.at, zone)) if closed and closed <= at else ""


async def _of_messages(
    work: Work, call: Call, group: Group, ids: Collection[MessageId]
) -> list[str]:
    """What these messages did to each row that the speaker may know of."""
    offers: dict[int, set[MessageId]] = {}
    for heard in ids:
        number = await find_heard(work.session, group.id, heard)
        if number is not None:
            offers.setdefault(number, set()).add(heard)
    said: list[str] = []
    for number, heard_there in offers.items():
        book = await book_of(work, group.id, number)
        if book is not None:
            history = await read_history(work, group, book)
            for one in history.of_message(heard_there):
                said += _of_message(work, call, history, one)
    return said


def _of_message(work: Work, call: Call, history: History, one: Happened) -> list[str]:
    leads = call.account in {history.group.leader, *work.base.operators}
    sender, viewer = one.cause.message.sender, Viewer(call.account, call.chat)
    rows = one.rows or one.cause.reading.rows
    if not leads:
        own = own_rows(history, call.event, leads=False)
        rows = tuple(row for row in rows if row in own)
    if rows:
        return [_of_row(work, history, one, row, viewer) for row in rows[:_MOST]]
    talk = not one.rows and not one.cause.reading.questions
    if sender != call.account and (talk or not leads):
        return []
    return [tell(work, history, one, RowKey(""), viewer)]


def _of_row(work: Work, history: History, one: Happened, row: RowKey, viewer: Viewer) -> str:
    """What a message did to a row, what came of that later, and what the row is now."""
    codes = {
        split_item(change.item)[0]
        for change in (*one.changes, *(change for change, _ in one.reasons))
        if change.row == row
    }
    later = [other for other in history.of_row(row, codes) if other.at > one.at][::-1]
    lines = [tell(work, history, each, row, viewer, codes) for each in (one, *later[-_MOST:])]
    end = [texts.unchanged()] if one.changes and not later else []
    return "\n".join([head(history, row, viewer), *lines, *end])
