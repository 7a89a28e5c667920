"""A Telegram for the tests: a server on loopback that speaks the Bot API, and people who use it.

The server is the emulator from PyPI (``telegram_server``); ours is what people do, as updates in
Telegram's shape. It runs on a thread of its own, so that the program under test may own the loop,
or be another process.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Thread
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal

from tests.peers.telegram_server import BOT, PATIENCE, TOKEN, Call, Server

# The first second of people's lives here: 2025-10-09 16:53:20 in Shanghai. Each deed takes one.
FIRST_SECOND = 1_760_000_000
# What Telegram tells of an administrator.
_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
    *("can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info"),
    *("can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """An account of Telegram; another bot if ``is_bot``."""

    id: int
    first_name: str
    last_name: str = ""
    is_bot: bool = False

    @property
    def user(self) -> dict[str, Any]:
        """As Telegram's ``User``."""
        last = {"last_name": self.last_name} if self.last_name else {}
        return {"id": self.id, "first_name": self.first_name, "is_bot": self.is_bot, **last}


@dataclass(frozen=True, slots=True)
class Group:
    """A group, whose id is negative; a private chat is no group."""

    id: int
    title: str
    kind: str = "supergroup"


class TelegramPeer:
    """The server, for the program under test (``url``), and the people who use it, for the test.

    Everything may be called from any thread. ``group`` is None for the private chat with the bot.
    """

    def __init__(self, per_minute: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="telegram peer")
        self._server = Server(per_minute)
        self._numbers = count(1001)
        self._seconds = count(FIRST_SECOND)
        self._messages: dict[int, dict[str, Any]] = {}
        self._port = 0
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The address for the gateway's ``base_url``."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def calls(self) -> Sequence[Call]:
        """Every accepted request, oldest first."""
        return self._server.calls

    @property
    def sent(self) -> Sequence[Call]:
        """The messages the bot sent, oldest first."""
        return [call for call in self.calls if call.method.startswith("send")]

    @property
    def statuses(self) -> Sequence[int]:
        """The HTTP status of every answered request."""
        return self._server.statuses

    @property
    def confirmed(self) -> int:
        """The last update that the bot acknowledged, 0 for none."""
        return self._server.confirmed

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition on the above; ``TimeoutError`` if it does not come true."""
        waiting = asyncio.run_coroutine_threadsafe(self._server.until(holds), self._loop)
        await asyncio.wrap_future(waiting)

    def refuse(self, chat: int, status: int, description: str) -> None:
        """From now on take no message for a chat."""
        self._server.refusals[chat] = ApiRefusal(description, status)

    def move(self, chat: int, to: int) -> None:
        """Make a group a supergroup of another number."""
        told = "Bad Request: group chat was upgraded to a supergroup chat"
        self._server.refusals[chat] = ApiRefusal(told, 400, {"migrate_to_chat_id": to})

    def say(self, who: Person, group: Group | None, text: str, **more: Any) -> int:
        """Somebody writes; gives the message's id. ``more`` is whatever else a ``Message`` has."""
        return self._write(who, group, {"text": text, **more})

    def show(self, who: Person, group: Group | None, photo: str, caption: str = "") -> int:
        """Somebody sends a picture, in two sizes; ``photo`` is the larger one's file id."""
        sizes = [
            {"file_id": name, "file_unique_id": name, "width": side, "height": side}
            for name, side in ((f"{photo}-small", 90), (photo, 800))
        ]
        return self._write(
            who, group, {"photo": sizes, **({"caption": caption} if caption else {})}
        )

    def edit(self, message: int, text: str) -> int:
        """Its writer gives a message another text; gives the second it happened."""
        at = next(self._seconds)
        self._messages[message] |= {"text": text, "edit_date": at}
        self.push({"edited_message": self._messages[message]})
        return at

    def press(self, who: Person, group: Group | None, message: int, data: str) -> str:
        """Somebody presses a button under one of the bot's messages; gives the press's id."""
        press = f"press-{next(self._numbers)}"
        pressed = {"message_id": message, "date": FIRST_SECOND, "chat": _chat(who, group)}
        query = {"id": press, "from": who.user, "chat_instance": "1", "data": data}
        self.push({"callback_query": {**query, "message": {**pressed, "from": BOT}}})
        return press

    def admit(self, who: Person, group: Group, before: str = "left", after: str = "member") -> None:
        """Somebody changes what the bot is in a group."""
        change = {"chat": _chat(who, group), "from": who.user, "date": next(self._seconds)}
        members = {"old_chat_member": _member(before), "new_chat_member": _member(after)}
        self.push({"my_chat_member": {**change, **members}})

    def _write(self, who: Person, group: Group | None, content: Mapping[str, Any]) -> int:
        number = next(self._numbers)
        head = {"message_id": number, "date": next(self._seconds), "chat": _chat(who, group)}
        self._messages[number] = {**head, "from": who.user, **content}
        self.push({"message": self._messages[number]})
        return number

    def push(self, update: dict[str, Any]) -> int:
        """Put in an update; gives its id."""
        return self._do(self._server.enqueue_update(update, token=TOKEN))

    def open(self) -> None:
        """Take requests, after ``shut`` at the same address."""
        if not self._thread.is_alive():
            self._thread.start()
        self._do(self._open())

    def shut(self) -> None:
        """Take no more requests, and drop those that wait; what was put in is kept."""
        if self._runner is not None:
            self._do(self._runner.cleanup())

    def close(self) -> None:
        """Shut, and end the thread."""
        self.shut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    async def _open(self) -> None:
        app = self._server.app()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True).start()
        self._port = self._runner.addresses[0][1]

    def _do(self, task: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(PATIENCE)


def _chat(who: Person, group: Group | None) -> dict[str, Any]:
    if group is None:
        return {"id": who.id, "type": "private", "first_name": who.first_name}
    return {"id": group.id, "type": group.kind, "title": group.title}


def _member(status: str) -> dict[str, Any]:
    more = {"administrator": dict.fromkeys(_RIGHTS, True), "kicked": {"until_date": 0}}
    return {"user": BOT, "status": status, **more.get(status, {})}


@contextmanager
def running(per_minute: int = 0) -> Iterator[TelegramPeer]:
    """A Telegram of this test's own. ``per_minute`` is how many messages a group takes in a minute
    (Telegram: 20), 0 for any number."""
    peer = TelegramPeer(per_minute)
    peer.open()
    try:
        yield peer
    finally:
        peer.close()
