"""Telegram, by long polling. With its neighbours, ``telegram_client`` (the connection),
``telegram_events`` (what comes in) and ``telegram_sending`` (what goes out), all that knows
python-telegram-bot, which is loaded when the gateway starts.

Telegram takes an update for acknowledged when the next ones are asked for. So they are asked for
only after ``deliver`` has returned for each; what could not be stored is given again, and what
was stored just before a stop may be given twice (the inbox judges repeats).

Nobody knows whether a message arrived whose answer was lost on the way. That is ``Throttled``
too, to be sent again: rather twice than never. The same goes for a text of several messages that
fails in its midst.

Telegram tells of no recalled messages, and gives the ``@name`` of another person as text only.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import structlog

from bot.gateways.base import Capabilities, Deliver, Refused, Sending
from bot.gateways.telegram_events import KINDS, PLATFORM, group_chat, read_update
from bot.gateways.telegram_sending import CAPTION_UNITS, TEXT_UNITS, judge, post
from handlers.messages import is_private
from scheduler.clock import Clock

if TYPE_CHECKING:
    from telegram import Bot, CallbackQuery

PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds to wait after the first, second … failure in a row; the last one from there on."""

_POLL_SECONDS = 30
_STOP_SECONDS = 10.0
_log = structlog.get_logger("telegram")


class TelegramGateway:
    """The bot's account at Telegram. ``base_url`` names another server that speaks the Bot API,
    such as ``http://127.0.0.1:8081``; ``pauses`` are for retries."""

    platform: str = PLATFORM
    capabilities: Capabilities = Capabilities(
        edits=True, text_units=TEXT_UNITS, caption_units=CAPTION_UNITS
    )

    def __init__(
        self,
        token: str,
        clock: Clock,
        base_url: str = "",
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        self._token = token
        self._clock = clock
        self._base_url = base_url
        self._pauses = pauses
        self._bot: Bot | None = None
        self._listening: asyncio.Task[None] | None = None
        self._delivering = asyncio.Lock()
        self._connected = False
        self._lost = False
        self._next: int | None = None

    @property
    def connected(self) -> bool:
        """Whether Telegram has taken the token, and answered when it was last asked."""
        return self._connected and not self._lost

    async def start(self, deliver: Deliver) -> None:
        """Begin to listen. Without a connection it goes on trying; a wrong token is ``Refused``."""
        from telegram.error import InvalidToken, TelegramError

        from bot.gateways.telegram_client import SERVER, build_bot

        self._bot = bot = build_bot(self._token, self._base_url or SERVER)
        try:
            await self._connect(bot)
        except InvalidToken:
            await self.stop()
            # The library's own message quotes the token.
            raise Refused("Telegram does not know this token") from None
        except TelegramError as error:
            _log.warning("no connection", reason=str(error))
        self._listening = asyncio.create_task(self._listen(bot, deliver))

    async def stop(self) -> None:
        """Disconnect. What is just being delivered is given time to be stored."""
        if self._listening is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_STOP_SECONDS), self._delivering:
                    self._listening.cancel()
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        if self._bot is not None:
            await self._bot.shutdown()
        self._bot, self._listening, self._connected = None, None, False

    async def send(self, sending: Sending) -> str:
        """Send it, in several messages if it is long; gives the id of the last. A group that has
        become a supergroup gets it under its new number."""
        from telegram.error import ChatMigrated, TelegramError

        if self._bot is None:
            raise RuntimeError("the gateway is not started")
        try:
            return await post(self._bot, sending)
        except ChatMigrated as moved:
            return await self.send(replace(sending, chat=group_chat(moved.new_chat_id)))
        except TelegramError as error:
            raise judge(error, private=is_private(sending.chat)) from error

    async def _connect(self, bot: Bot) -> None:
        if not self._connected:
            await bot.initialize()
            await bot.delete_webhook()  # while one is set, nobody may poll
            self._connected, self._lost = True, False
            _log.info("connected", account=bot.username)

    async def _listen(self, bot: Bot, deliver: Deliver) -> None:
        failures = 0
        async with asyncio.TaskGroup() as answers:
            while True:
                if await self._try_once(bot, deliver, answers):
                    failures = 0
                    continue
                await asyncio.sleep(self._pauses[min(failures, len(self._pauses) - 1)])
                failures += 1

    async def _try_once(self, bot: Bot, deliver: Deliver, answers: asyncio.TaskGroup) -> bool:
        """Whether the next updates were taken; if not, the log says why."""
        from telegram.error import Conflict, InvalidToken, TelegramError

        try:
            await self._connect(bot)
            await self._take(bot, deliver, answers)
        except Conflict as error:
            self._lost = True
            _log.error("another program polls with this bot's token", reason=str(error))
        except InvalidToken:
            self._lost = True
            _log.error("Telegram no longer knows this token")
        except TelegramError as error:
            self._lost = True
            _log.warning("no connection", reason=str(error))
        except Exception:  # noqa: BLE001 - whatever it was, Telegram keeps the update until mended
            _log.exception("not stored, will be asked for again", update=self._next)
        else:
            return True
        return False

    async def _take(self, bot: Bot, deliver: Deliver, answers: asyncio.TaskGroup) -> None:
        updates = await bot.get_updates(
            offset=self._next, timeout=_POLL_SECONDS, allowed_updates=KINDS
        )
        if self._lost:
            self._lost = False
            _log.info("connected again")
        for update in updates:
            if update.callback_query is not None:
                answers.create_task(_answer(update.callback_query))
            async with self._delivering:
                for event in read_update(update, bot.bot, self._clock.now()):
                    await deliver(event)
                self._next = update.update_id + 1


async def _answer(query: CallbackQuery) -> None:
    """Tell the presser's phone that the button was felt, or it shows a clock for a minute."""
    from telegram.error import TelegramError

    try:
        await query.answer()
    except TelegramError as error:
        _log.info("press not answered", reason=str(error))
