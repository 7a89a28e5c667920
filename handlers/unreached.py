"""Who could not be written to privately: counted out before, or told of afterwards, once all were
tried.

What is written to several people is one batch; each message's key is ``topic|batch|account``. The
ones that come back are gathered for a few seconds, then the leader hears who they are.
"""

from collections.abc import Sequence
from enum import StrEnum

from handlers.collecting import book_of, by_fetcher, rows_to_fetch
from handlers.messages import (
    Attachment,
    Due,
    Reply,
    ReplyKind,
    Undelivered,
    is_private,
    private_chat,
)
from handlers.plans import plan_undelivered
from handlers.replies import CLAIM, PERSONAL, post
from handlers.texts import say
from handlers.texts import unreached as texts
from handlers.texts.amounts import called
from handlers.work import Work
from storage.groups import Group, list_members
from storage.outbox import drop_pending
from storage.pickups import last_said, list_undelivered


class Topic(StrEnum):
    """What is written to people of whom the leader hears if it does not reach them."""

    CODE = "code"
    DEBT = "debt"
    PICKUP = "pickup"
    SHORTAGE = "shortage"
    CANCELLED = "cancelled"
    REFUND = "refund"


def write(
    account: str,
    text: str,
    topic: Topic,
    batch: str,
    kind: ReplyKind = ReplyKind.POST,
    attachment: Attachment | None = None,
) -> Reply:
    """One message of a batch. ``batch`` is the cause of it, for codes behind the offer's number:
    ``12|cause``."""
    key = f"{topic}|{batch}|{account}"
    return Reply(private_chat(account), text, kind, attachment=attachment, topic=topic, key=key)


ANSWERS = frozenset({PERSONAL, CLAIM})
"""The topics of answers to one person."""


async def on_undelivered_answer(work: Work, event: Undelivered) -> Sequence[Reply]:
    """A personal answer did not arrive: the group hears what to do, instead of 已私信."""
    if is_private(event.group):
        return ()
    await drop_pending(work.session, event.key.rpartition("/")[0], ReplyKind.CONFIRMATION)
    return (Reply(event.group, say.instead_of(event.topic)),)


async def on_undelivered(work: Work, event: Undelivered) -> Sequence[Reply]:
    """A message of a batch did not arrive: when all were tried, it is told."""
    plan_undelivered(work, event.group, event.key.removesuffix(f"|{event.account}"))
    return ()


async def on_undelivered_due(work: Work, event: Due) -> Sequence[Reply]:
    """All of a batch were tried: tell the leader who was not reached. Who has to ask for a code is
    told in the group too. Who was told of before is left out."""
    state = await work.state(event.group)
    if state is None:
        return ()
    group, said = state.group, f"unreached|{event.group}|{event.subject}|"
    topic, _, batch = event.subject.partition("|")
    since = await last_said(work.session, said)
    chats = await list_undelivered(work.session, group.id, topic, f"{event.subject}|", since)
    chats = [chat for chat in chats if chat != private_chat(group.leader)]
    names = await _names(work, group, chats)
    if topic == Topic.CODE:
        names = await _without_code(work, group, int(batch.partition("|")[0]), names)
    if not names:
        return ()
    told, key = texts.not_reached(group.name, topic, list(names.values())), f"{said}{event.due_at}"
    leader = Reply(private_chat(group.leader), told, ReplyKind.POST, key=key, topic="undelivered")
    if topic != Topic.CODE:
        return (leader,)
    asked = texts.fetch_your_code([called(name) for name in names.values()])
    return post(group.id, asked), leader


async def _names(work: Work, group: Group, chats: Sequence[str]) -> dict[str, str]:
    """What the people whom these private chats belong to go by in the group, by chat."""
    nicks: dict[str, str] = {
        private_chat(account): nick for account, nick in await list_members(work.session, group.id)
    }
    return {chat: nicks.get(chat, chat.removeprefix(private_chat(""))) for chat in chats}


async def _without_code(
    work: Work, group: Group, offer: int, names: dict[str, str]
) -> dict[str, str]:
    """Of these people those for whom something lies ready still, by the number of their order; by
    the order's name where it is their own."""
    book = await book_of(work, group.id, offer)
    if book is None:
        return {}
    waiting = {}
    for account, rows in by_fetcher(book, rows_to_fetch(book)).items():
        chat, first = private_chat(account), book.orders[rows[0]]
        if chat in names:
            waiting[chat] = first.who if first.account else names[chat]
    return waiting
