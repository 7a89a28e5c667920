"""The leader's word on a message: 不算 undoes what it did, 算 草莓2 books it for its sender."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.booking import Taken, take
from handlers.following import follow
from handlers.messages import Edited, Recalled, Reply, Said
from handlers.replies import answer
from handlers.texts import groups as texts
from handlers.work import Call, Work
from solitaire.values import AccountId, MessageId
from storage.inbox import find_message
from storage.log import find_heard
from storage.states import GroupState


async def on_not_counted(work: Work, call: Call) -> Sequence[Reply]:
    """不算, replying to a message: as if it had been recalled."""
    book, quoted = call.state.book, call.event.reply_to
    if book is None or quoted is None:
        return (answer(call, texts.no_such_message()),)
    event = Recalled(call.chat, quoted, call.account, work.at)
    taken = await take(work, call.state, event)
    if not taken.changed:
        return (answer(call, _said(taken) or texts.nothing_counted()),)
    work.audit(call.group.id, call.account, "not_counted", message=quoted)
    followed = await follow(work, call.group, taken)
    return (answer(call, texts.not_counted(_said(taken))), *followed)


async def on_counted(work: Work, call: Call) -> Sequence[Reply]:
    """算 草莓2, replying to a message: books that as its sender's order."""
    book, quoted = call.state.book, call.event.reply_to
    if book is None or quoted is None or not call.args:
        return (answer(call, texts.how_to_count()),)
    filed = await find_message(work.session, call.chat, quoted)
    if filed is None:
        return (answer(call, texts.no_such_message()),)
    number = book.offer.number
    work.audit(call.group.id, call.account, "counted", message=quoted, offer=number)
    heard = await find_heard(work.session, call.group.id, quoted) is not None
    taken = await _count(work, call, call.state, filed, heard=heard)
    return (*taken.replies, *await follow(work, call.group, taken))


async def _count(
    work: Work, call: Call, state: GroupState, filed: Mapping[str, Any], *, heard: bool
) -> Taken:
    quoted = call.event.reply_to or MessageId("")
    sender, nick = AccountId(filed["account"]), filed["nick"]
    if heard:
        revision = f"counted:{call.event.message}"
        event: Edited | Said = Edited(call.chat, quoted, revision, sender, nick, work.at, call.args)
    else:
        event = Said(call.chat, quoted, sender, nick, work.at, call.args)
    return await take(work, state, event, allowed=True)


def _said(taken: Taken) -> str:
    return "\n".join(reply.text for reply in taken.replies)
