"""What reaches the handlers (events) and what leaves them (replies). Frozen values only.

A chat's id and an account's id carry their platform (``tg:-100123``, ``tg:42``); the private chat
with an account is ``dm:`` and the account's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from solitaire.values import AccountId, MessageId, NativeEntry, RowKey

ChatId = NewType("ChatId", str)
PRIVATE = "dm:"
QUESTION = "question:"
"""The topic of a reply that only asks an account something: of those that are joined into one
message only the last is said, because a person has one open question."""


def private_chat(account: str) -> ChatId:
    """The private chat between the bot and an account."""
    return ChatId(PRIVATE + account)


def is_private(chat: str) -> bool:
    """Whether a chat is one person's own with the bot."""
    return chat.startswith(PRIVATE)


@dataclass(frozen=True, slots=True)
class Said:
    """A message. ``photo`` is the platform's id of an attached picture, ``mentions`` the accounts
    that the platform says are named in it. ``native`` are the entries of a 接龙 with their authors,
    where the platform tells them (``solitaire/native.py``); ``text`` is then its visible text."""

    chat: ChatId
    message: MessageId
    account: AccountId
    nick: str
    at: datetime
    text: str
    reply_to: MessageId | None = None
    photo: str | None = None
    mentions: tuple[AccountId, ...] = ()
    native: tuple[NativeEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A message got a new text. ``revision`` tells one edit of a message from the next."""

    chat: ChatId
    message: MessageId
    revision: str
    account: AccountId
    nick: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Recalled:
    """A message was withdrawn by its sender."""

    chat: ChatId
    message: MessageId
    account: AccountId
    at: datetime


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button under one of the bot's messages. ``press`` is unique; ``token`` is the button's."""

    chat: ChatId
    message: MessageId
    press: str
    account: AccountId
    nick: str
    at: datetime
    token: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot, or a person, became a member of a group. ``account`` is None for the bot."""

    chat: ChatId
    account: AccountId | None
    nick: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """Something timed has come due. ``key`` is unique; ``at`` is when it is carried out, which may
    be later than ``due_at``."""

    group: ChatId
    key: str
    kind: str
    subject: str
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A private message could not be sent, because the person never opened a chat with the bot."""

    group: ChatId
    key: str
    account: AccountId
    topic: str
    at: datetime


Event = Said | Edited | Recalled | Pressed | Joined | Due | Undelivered
Spoken = Said | Edited | Recalled | Pressed


class ReplyKind(StrEnum):
    """How the sender treats a reply.

    CONFIRMATION waits up to five seconds to be joined with others of its chat; ANSWER goes at once;
    NOTICE was not asked for and is held in quiet hours; POST was not asked for but is never held
    (the cutoff, arrival, codes and reminders to fetch; what a leader has asked to be written).
    """

    CONFIRMATION = "confirmation"
    ANSWER = "answer"
    NOTICE = "notice"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a reply. Pressing it says ``says`` on the presser's behalf."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file, as the recipe from which it is made when it is sent
    (``handlers/attachments``)."""

    kind: str
    name: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reply asks of one account, so that the next word can be its answer.

    ``kind`` says who understands the answer; ``facts`` are plain values.
    """

    kind: str
    account: AccountId
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing to say. ``topic`` names what it is about where its fate matters (``code``: an
    undelivered pickup code is told in the group). ``key`` makes it once only; empty means the
    event's key and the reply's place among its replies. ``join`` keeps apart or brings together
    what is joined into one message. After ``useful_until`` it is not sent any more."""

    chat: ChatId
    text: str
    kind: ReplyKind = ReplyKind.ANSWER
    reply_to: MessageId | None = None
    buttons: tuple[Button, ...] = ()
    attachment: Attachment | None = None
    ask: Ask | None = None
    topic: str = ""
    key: str = ""
    join: str = ""
    entries: tuple[RowKey, ...] = ()
    useful_until: datetime | None = None
