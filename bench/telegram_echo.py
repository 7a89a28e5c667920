"""A peer: python-telegram-bot's echo, as in its examples, without a network.

Raw bytes are decoded to an Update, the application finds the handler, the handler builds the
reply. What stands for Telegram answers at once.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from bench.goods import OFFERS
from bench.talk import talk
from bench.timing import Contender

_BOT = {"id": 1, "is_bot": True, "first_name": "echo", "username": "echo_bot"}
_CHAT = {"id": -1001, "type": "supergroup", "title": "阳光花园"}
_SENT = {"message_id": 1, "date": 1_760_000_000, "chat": _CHAT, "from": _BOT, "text": "1"}


class _Answers(BaseRequest):
    """Telegram, answering at once. A sent message's text is counted, not kept."""

    def __init__(self) -> None:
        self.sent = 0
        self._me = json.dumps({"ok": True, "result": _BOT}).encode()
        self._posted = json.dumps({"ok": True, "result": _SENT}).encode()

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to connect."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        if not url.endswith("/sendMessage"):
            return 200, self._me
        assert request_data is not None
        assert request_data.json_parameters["text"]
        self.sent += 1
        return 200, self._posted


async def _echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


class Echo:
    """The peer, ready."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self.telegram = _Answers()
        builder = Application.builder().token("1:bench").updater(None)
        builder = builder.request(self.telegram).get_updates_request(_Answers())
        self._application = builder.build()
        self._application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, _echo))
        self._runner.run(self._application.initialize())
        self._texts = talk(OFFERS[0], Random(2))

    def close(self) -> None:
        """End it."""
        self._runner.run(self._application.shutdown())
        self._runner.close()

    def contender(self) -> Contender:
        """A unit is a message."""
        return Contender(lambda many: list(raw_updates(many, self._texts)), self._take)

    def _take(self, updates: Sequence[bytes]) -> None:
        self._runner.run(self._process(updates))

    async def _process(self, updates: Sequence[bytes]) -> None:
        for raw in updates:
            update = Update.de_json(json.loads(raw), self._application.bot)
            await self._application.process_update(update)


def raw_updates(many: int, texts: Iterator[str]) -> Iterator[bytes]:
    """Group messages as Telegram sends them."""
    for number in range(many):
        user = {
            "id": 100 + number % 30,
            "is_bot": False,
            "first_name": "张姐",
            "last_name": "3-502",
        }
        message = {
            "message_id": number,
            "from": {**user, "language_code": "zh-hans"},
            "chat": _CHAT,
            "date": 1_760_000_000 + number,
            "text": next(texts),
        }
        yield json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()
