"""What Telegram's updates say, as events. It reads python-telegram-bot's objects, without loading
the library.

Silent are service messages, other bots, and whatever is said in the name of a chat instead of a
person (channels, anonymous administrators): nobody could be held to it or written to.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from handlers.messages import ChatId, Edited, Event, Joined, Pressed, Said, private_chat
from solitaire.values import BOT, AccountId, MessageId

if TYPE_CHECKING:
    from telegram import (
        CallbackQuery,
        Chat,
        ChatMember,
        ChatMemberUpdated,
        Message,
        MessageEntity,
        Update,
        User,
    )

PLATFORM: Final = "tg"
KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""The updates that are read; Telegram is asked for no others."""

_PRESENT = ("creator", "administrator", "member")


def read_update(update: Update, me: User, at: datetime) -> tuple[Event, ...]:
    """The events in an update: mostly one, several when people were added together, or none.

    ``me`` is the bot. ``at`` is the time of a press, of which Telegram tells none.
    """
    if update.message is not None:
        return _read_message(update.message, me)
    if update.edited_message is not None:
        return _read_edit(update.edited_message, me)
    if update.callback_query is not None:
        return _read_press(update.callback_query, at)
    if update.my_chat_member is not None:
        return _read_admission(update.my_chat_member)
    return ()


def group_chat(number: int) -> ChatId:
    """The id of a group of which Telegram gives the number, e.g. ``tg:-100123``."""
    return ChatId(f"{PLATFORM}:{number}")


def _read_message(message: Message, me: User) -> tuple[Event, ...]:
    if message.new_chat_members:
        people = [user for user in message.new_chat_members if not user.is_bot]
        return tuple(_read_newcomer(message, user) for user in people)
    speaker = _find_speaker(message)
    if speaker is None:
        return ()
    quoted = message.reply_to_message
    said = Said(
        _chat(message.chat),
        MessageId(str(message.message_id)),
        _account(speaker),
        speaker.full_name,
        message.date,
        _read_text(message, me),
        reply_to=MessageId(str(quoted.message_id)) if quoted else None,
        photo=message.photo[-1].file_id if message.photo else None,  # the largest is last
        mentions=_list_mentions(message, me),
    )
    return (said,)


def _read_edit(message: Message, me: User) -> tuple[Event, ...]:
    speaker = _find_speaker(message)
    if speaker is None or message.edit_date is None:
        return ()
    edited = Edited(
        _chat(message.chat),
        MessageId(str(message.message_id)),
        str(int(message.edit_date.timestamp())),
        _account(speaker),
        speaker.full_name,
        message.edit_date,
        _read_text(message, me),
    )
    return (edited,)


def _read_press(query: CallbackQuery, at: datetime) -> tuple[Event, ...]:
    if query.message is None or query.data is None:
        return ()
    pressed = Pressed(
        _chat(query.message.chat),
        MessageId(str(query.message.message_id)),
        query.id,
        _account(query.from_user),
        query.from_user.full_name,
        at,
        query.data,
    )
    return (pressed,)


def _read_admission(change: ChatMemberUpdated) -> tuple[Event, ...]:
    """The bot was let into a group. A promotion is none, nor is a person's unblocking the bot."""
    if change.chat.type not in {"group", "supergroup"}:
        return ()
    if _is_present(change.old_chat_member) or not _is_present(change.new_chat_member):
        return ()
    name = change.new_chat_member.user.full_name
    return (Joined(_chat(change.chat), None, name, change.chat.title or "", change.date),)


def _read_newcomer(message: Message, user: User) -> Joined:
    title = message.chat.title or ""
    return Joined(_chat(message.chat), _account(user), user.full_name, title, message.date)


def _find_speaker(message: Message) -> User | None:
    user = message.from_user
    if user is None or user.is_bot or message.sender_chat is not None:
        return None
    spoken = message.text is not None or message.caption is not None or bool(message.photo)
    return user if spoken else None


def _read_text(message: Message, me: User) -> str:
    """The words without the bot's own ``@name``, which is no part of what is meant by them."""
    text = message.text or message.caption or ""
    named = _own_name(me)
    return named.sub("", text).strip() if named.search(text) else text


def _list_mentions(message: Message, me: User) -> tuple[AccountId, ...]:
    """Who is named, the bot as ``BOT``. Of a plain ``@name`` Telegram tells no account."""
    text = message.text or message.caption or ""
    entities: tuple[MessageEntity, ...] = message.entities or message.caption_entities
    people = [entity.user for entity in entities if entity.user is not None]
    named = [BOT if user.id == me.id else _account(user) for user in people]
    if _own_name(me).search(text):
        named.insert(0, BOT)
    return tuple(dict.fromkeys(named))


def _own_name(me: User) -> re.Pattern[str]:
    # A name ends where Telegram lets it end: 草莓 may follow without a space. Before a word it
    # goes with its space; after a command (/jielong@name 草莓) the space belongs to the command.
    name = rf"{re.escape(me.name)}(?![A-Za-z0-9_])"
    return re.compile(rf"(?<!\S){name} ?|{name}", re.IGNORECASE)


def _is_present(member: ChatMember) -> bool:
    return member.status in _PRESENT or bool(getattr(member, "is_member", False))


def _chat(chat: Chat) -> ChatId:
    numbered = group_chat(chat.id)
    return private_chat(numbered) if chat.type == "private" else numbered


def _account(user: User) -> AccountId:
    return AccountId(f"{PLATFORM}:{user.id}")
