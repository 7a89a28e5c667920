"""What people do on the chat page, as the events the bot knows and as plain values to keep them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from handlers.messages import ChatId, Edited, Event, Pressed, Recalled, Said, is_private
from solitaire.values import AccountId, MessageId
from storage.page import PageMessage, PageUpdate
from web.errors import NotFound, TooMuch, Unusable
from web.people import Person

LONGEST_TEXT, LONGEST_LIST = 4_000, 20_000
"""How many characters a text may have, and one of several lines: a list or a chat that is pasted is
taken whole, up to what the bot reads of a message."""
_KINDS: dict[str, Any] = {kind.__name__: kind for kind in (Said, Edited, Recalled, Pressed)}

Act = tuple[PageMessage, Event]


def keep_act(number: int, event: Event) -> PageUpdate:
    """An event as it is kept until the bot has taken it."""
    return PageUpdate(number, type(event).__name__, msgspec.to_builtins(event))


def kept_act(update: PageUpdate) -> Event:
    """The event that was kept."""
    return msgspec.convert(update.payload, _KINDS[update.kind])


def check_text(text: str, *, may_be_empty: bool = False) -> str:
    """A text as it is said: bare line ends, nothing around it, nothing that JSON cannot carry.

    Raises Unusable for nothing and TooMuch over LONGEST_TEXT characters, or over LONGEST_LIST in
    several lines.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not plain and not may_be_empty:
        raise Unusable("empty")
    most = LONGEST_LIST if "\n" in plain else LONGEST_TEXT
    if len(plain) > most:
        raise TooMuch("too_long", most=most, length=len(plain))
    return plain


def shown_name(person: Person, chat: str) -> str:
    """The name a person is seen by in a chat."""
    return person.name if is_private(chat) else person.nick


def said(message: PageMessage, person: Person, people: Sequence[Person]) -> Said:
    """What a new message means for the bot; ``people`` are the ones who can be named in it."""
    named = (
        one.account
        for one in people
        if f"@{one.nick}" in message.text or f"@{one.name}" in message.text
    )
    return Said(
        ChatId(message.chat),
        MessageId(str(message.number)),
        person.account,
        message.nick,
        message.at,
        message.text,
        None if message.reply_to is None else MessageId(str(message.reply_to)),
        str(message.file.number) if message.file and message.file.is_picture else None,
        tuple(named),
    )


def edit(message: PageMessage, text: str, step: int, at: datetime) -> Act:
    """A message with another text."""
    if message.recalled:
        raise NotFound("no_message")
    later = replace(message, text=text, revision=message.revision + 1, changed=step)
    event = Edited(
        ChatId(message.chat),
        MessageId(str(message.number)),
        str(later.revision),
        AccountId(message.account),
        message.nick,
        at,
        text,
    )
    return later, event


def recall(message: PageMessage, step: int, at: datetime) -> Act:
    """A message that nobody can read any more."""
    if message.recalled:
        raise NotFound("no_message")
    gone = replace(message, text="", file=None, recalled=True, changed=step)
    number = MessageId(str(message.number))
    return gone, Recalled(ChatId(message.chat), number, AccountId(message.account), at)


def press(message: PageMessage, person: Person, place: int, step: int, at: datetime) -> Act:
    """The button at a place under a message pressed; what it says is its token."""
    if not 0 <= place < len(message.buttons):
        raise NotFound("no_button")
    event = Pressed(
        ChatId(message.chat),
        MessageId(str(message.number)),
        str(step),
        person.account,
        shown_name(person, message.chat),
        at,
        message.buttons[place][1],
    )
    return replace(message, changed=step), event
