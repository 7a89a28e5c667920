"""What the chat page's browsers are given: messages, chats and progress as plain JSON values."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from storage.page import PageFile, PageMessage
from web.people import World
from web.room import Rooms
from web.sample import SampleState

View = dict[str, Any]
_SNIPPET = 80


def world_view(world: World) -> View:
    """Everybody and every group, for the lists."""
    return {
        "people": [
            {
                "account": person.account,
                "name": person.name,
                "nick": person.nick,
                "part": person.part.value,
                "chats": list(world.chats_of(person.account)),
            }
            for person in world.people
        ],
        "groups": [
            {"chat": group.chat, "title": group.title, "members": list(group.members)}
            for group in world.groups
        ],
    }


async def message_views(rooms: Rooms, messages: Sequence[PageMessage], zone: tzinfo) -> list[View]:
    """Messages with what they quote as it now stands."""
    numbers = [message.reply_to for message in messages if message.reply_to is not None]
    quoted = await rooms.past.messages(numbers)
    return [_message(message, quoted, zone) for message in messages]


def _message(message: PageMessage, quoted: Mapping[int, PageMessage], zone: tzinfo) -> View:
    quote = None if message.reply_to is None else quoted.get(message.reply_to)
    return {
        "number": message.number,
        "chat": message.chat,
        "account": message.account,
        "nick": message.nick,
        "at": moment_view(message.at, zone),
        "text": message.text,
        "file": message.file and _file(message.file),
        "buttons": [label for label, _ in message.buttons],
        "edited": message.revision > 0,
        "recalled": message.recalled,
        "changed": message.changed,
        "quote": quote and _quote(quote),
    }


def _file(file: PageFile) -> View:
    return {
        "number": file.number,
        "name": file.name,
        "size": file.size,
        "picture": file.is_picture,
        "width": file.width,
        "height": file.height,
    }


def _quote(message: PageMessage) -> View:
    return {
        "number": message.number,
        "account": message.account,
        "nick": message.nick,
        "text": message.text[:_SNIPPET],
        "file": message.file and _file(message.file),
        "recalled": message.recalled,
    }


def moment_view(at: datetime, zone: tzinfo) -> View:
    """An instant as milliseconds since 1970, and as the date and time people there read."""
    local = at.astimezone(zone)
    return {
        "ms": round(at.timestamp() * 1000),
        "day": local.date().isoformat(),
        "clock": local.strftime("%H:%M"),
    }


async def chat_views(rooms: Rooms, account: str, zone: tzinfo) -> View:
    """The last words of each of a person's chats, by chat."""
    last = await rooms.past.last_words(account)
    views = await message_views(rooms, list(last.values()), zone)
    return {view["chat"]: view for view in views}


def sample_view(state: SampleState, zone: tzinfo) -> View:
    """How far the sample evening is."""
    return {
        "playing": state.playing,
        "now": moment_view(state.now, zone),
        "caption": state.caption,
        "done": state.done,
        "total": state.total,
        "account": state.account,
        "chat": state.chat,
        "speed": state.speed,
    }
