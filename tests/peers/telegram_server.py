"""The Bot API emulator from PyPI with what it has no rule for: an unknown token, 429, 403; and with
a memory of what it was asked. Everything here runs on the server's own loop."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator, updates

# The emulator hands these out when they are asked for, but lets nobody put them in.
updates.KINDS |= {"edited_message", "my_chat_member"}

TOKEN = "123456:loopback"
BOT = {"id": 7, "is_bot": True, "first_name": "Jielong", "username": "jielong_bot"}
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Call:
    """One accepted request of the bot's: ``files`` by name, ``message`` the id it was answered."""

    method: str
    fields: Mapping[str, Any]
    files: Mapping[str, bytes]
    message: int | None

    @property
    def text(self) -> str:
        """The text or caption, "" if there is none."""
        return self.fields.get("text") or self.fields.get("caption") or ""

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        """The rows of buttons."""
        return self.fields.get("reply_markup", {}).get("inline_keyboard", [])


class Server(LoBotApiEmulator):
    """The emulator with a memory, with more to refuse, and with callers who wait for something."""

    def __init__(self, per_minute: int) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self.statuses: list[int] = []
        self.confirmed = 0
        self.refusals: dict[int, ApiRefusal] = {}
        self._per_minute = per_minute
        self._sent_at: defaultdict[int, list[float]] = defaultdict(list)
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        """Judge a request, as the emulator's ``handle`` asks for it."""
        if method == "getUpdates":
            self.confirmed = max(self.confirmed, int(fields.get("offset") or 1) - 1)
        elif method.startswith("send"):
            self._judge_chat(int(fields["chat_id"]))
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            return {**result, **BOT}
        files = {upload["filename"]: upload["data"] for upload in uploads.values()}
        number = result.get("message_id") if isinstance(result, dict) else None
        decoded = {name: _decode(value) for name, value in fields.items()}
        self.calls.append(Call(method, decoded, files, number))
        self.look()
        return result

    def _judge_chat(self, chat: int) -> None:
        if refusal := self.refusals.get(chat):
            raise refusal
        if not self._per_minute or chat > 0:
            return
        now = time.monotonic()
        recent = self._sent_at[chat] = [at for at in self._sent_at[chat] if now - at < 60]
        if len(recent) >= self._per_minute:
            raise flood(int(61 - (now - recent[0])))
        recent.append(now)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request."""
        if request.match_info["token"] == TOKEN:
            response = await super().handle(request)
        else:
            refusal = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            response = web.json_response(refusal, status=401)
        self.statuses.append(response.status)
        self.look()
        return response

    def look(self) -> None:
        """Let those go on whose condition holds by now."""
        for holds, future in self._waiting:
            if not future.done() and holds():
                future.set_result(None)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Return when the condition holds; ``TimeoutError`` if it does not."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((holds, future))
        self.look()
        async with asyncio.timeout(PATIENCE):
            await future


def flood(after: int) -> ApiRefusal:
    """Telegram's answer to too many messages: wait ``after`` seconds."""
    return ApiRefusal(f"Too Many Requests: retry after {after}", 429, {"retry_after": after})


def _decode(value: Any) -> Any:
    nested = isinstance(value, str) and value[:1] in {"{", "["}
    return json.loads(value) if nested else value
