"""Whether Telegram knows a token, and as which bot, without starting a gateway."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from bot.gateways.base import Refused, Throttled

_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class TelegramAccount:
    """The bot's account. ``hears_groups`` is whether it is given what people say in groups, and not
    only what is said to it."""

    name: str
    hears_groups: bool


async def ask_telegram(token: str, server: str) -> TelegramAccount:
    """Raises Refused for a token that is not known, Throttled when there is no connection."""
    from telegram.error import InvalidToken, TelegramError

    from bot.gateways.telegram_client import build_bot

    try:
        bot = build_bot(token, server)
        try:
            async with asyncio.timeout(_SECONDS):
                await bot.initialize()
                return TelegramAccount(bot.bot.name, bool(bot.bot.can_read_all_group_messages))
        finally:
            with suppress(TelegramError):
                await bot.shutdown()
    except InvalidToken:
        # The library's own message quotes the token.
        raise Refused("Telegram does not know this token") from None
    except (TelegramError, TimeoutError) as error:
        raise Throttled(_SECONDS) from error
