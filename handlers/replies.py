"""Where an answer goes: to the chat it was asked in, or privately where it is personal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.messages import (
    Ask,
    Attachment,
    Button,
    ChatId,
    Reply,
    ReplyKind,
    is_private,
    private_chat,
)
from handlers.texts import say
from handlers.work import Call, Work
from rules.masks import mask_in_text
from storage.groups import is_unreachable

OFFER_NOTICE = "offer"
"""The topic of notices that come to be of no use when their offer is called off."""


def answer(call: Call, text: str, attachment: Attachment | None = None) -> Reply:
    """An answer in the chat where it was asked."""
    return Reply(call.chat, text, reply_to=call.event.message, attachment=attachment)


def tell(account: str, text: str, attachment: Attachment | None = None, **more: Any) -> Reply:
    """A private answer to an account."""
    return Reply(private_chat(account), text, attachment=attachment, **more)


def notify(account: str, text: str, **more: Any) -> Reply:
    """A private message that nobody asked for; held in quiet hours."""
    return Reply(private_chat(account), text, kind=ReplyKind.NOTICE, **more)


def post(group: str, text: str, **more: Any) -> Reply:
    """A message to the group that the evening's course brings; never held."""
    return Reply(ChatId(group), text, kind=ReplyKind.POST, **more)


def echo(chat: str, said: str) -> str:
    """A piece of what somebody said, a nickname too, as it may be repeated in a chat: without room
    and phone number where a group reads it."""
    return said if is_private(chat) else mask_in_text(said)


PERSONAL = "personal"
CLAIM = "claim"
TO_COPY = "to_copy"
"""What an answer is about, so far as it matters where it cannot be written privately, or where it
is to be copied as it is."""


async def personal(
    work: Work, call: Call, text: str, attachment: Attachment | None = None, topic: str = PERSONAL
) -> tuple[Reply, ...]:
    """A personal answer: privately, with 已私信 in the group if it was asked there.

    Where writing privately is known to fail, the group is told instead what its topic says: how to
    get the answer, or that a claim was noted.
    """
    if call.private:
        return (Reply(call.chat, text, attachment=attachment),)
    if await is_unreachable(work.session, call.account):
        return (answer(call, say.instead_of(topic)),)
    return (
        tell(call.account, text, attachment, topic=topic),
        Reply(call.chat, say.told_privately(), ReplyKind.CONFIRMATION, call.event.message),
    )


async def partly_personal(
    work: Work, call: Call, text: str, whole: str, elsewhere: str
) -> tuple[Reply, ...]:
    """An answer of which part is for the speaker alone: in a group ``text``, with ``elsewhere``
    behind it to say that the rest went to her privately; the ``whole`` of it there."""
    if call.private:
        return (answer(call, whole),)
    if await is_unreachable(work.session, call.account):
        return (answer(call, text),)
    return (
        answer(call, f"{text}\n{elsewhere}"),
        tell(call.account, whole, topic=PERSONAL),
    )


def ask(
    call: Call, text: str, kind: str, facts: Mapping[str, Any], choices: Sequence[str] = ()
) -> Reply:
    """A question to the person who spoke; ``kind`` says who understands the answer. ``choices`` are
    answers that a button gives."""
    return Reply(
        call.chat,
        text,
        reply_to=call.event.message,
        buttons=tuple(Button(choice, choice) for choice in choices),
        ask=Ask(kind, call.account, dict(facts)),
    )


SAID_IN = "said_in"
"""In a question's facts: the group whose word it was asked about, if that was not where it was
asked."""


async def ask_privately(
    work: Work, call: Call, text: str, kind: str, facts: Mapping[str, Any], choices: Sequence[str]
) -> tuple[Reply, ...]:
    """A question that others must not read: put privately, wherever its word was said. It may be
    answered in either place."""
    if call.private:
        return (ask(call, text, kind, facts, choices),)
    told = await personal(work, call, text)
    question = ask(call, text, kind, {**facts, SAID_IN: call.chat}, choices)
    own = private_chat(call.account)
    return tuple(
        replace(question, chat=own, reply_to=None, topic=PERSONAL) if reply.chat == own else reply
        for reply in told
    )
