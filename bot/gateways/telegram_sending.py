"""How something is said on Telegram: as which messages, with which buttons, and what its refusals
mean. Loads python-telegram-bot when it is first used."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.gateways.base import GatewayError, Refused, Removed, Sending, Throttled, Unreachable
from bot.gateways.telegram_text import count_units, cut, lay_out
from handlers.messages import Button

if TYPE_CHECKING:
    from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters
    from telegram.error import TelegramError

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
_MOST_BYTES = 50_000_000
_MOST_CALLBACK_BYTES = 64
_MOST_COPIED = 256
_AGAIN_SECONDS = 5.0
_NO_SUCH_CHAT = ("chat not found", "user not found", "peer_id_invalid")

Call = Callable[..., "Awaitable[Message]"]


async def post(bot: Bot, sending: Sending) -> str:
    """Send it and give the id of the last message. Raises ``TelegramError``, or ``Refused`` for
    what need not be tried.

    A long text goes out in several messages, one too long for a caption after its picture. What
    is replied to is named in the first, the buttons are under the last. A reply to a message
    that is gone, or to what is no message of Telegram's, is sent as no reply.
    """
    keyboard = _build_keyboard(sending.buttons)
    reply = _build_reply(sending.reply_to)
    calls = _plan(bot, sending)
    number = ""
    for call in calls:
        message = await call(
            reply_parameters=reply if call is calls[0] else None,
            reply_markup=keyboard if call is calls[-1] else None,
        )
        number = str(message.message_id)
    return number


def judge(error: TelegramError, *, private: bool) -> GatewayError:
    """What Telegram's refusal of a message means for the sender. ``private`` is its chat."""
    from telegram.error import BadRequest, Forbidden, RetryAfter

    match error:
        case RetryAfter():
            return Throttled(_count_seconds(error.retry_after))
        case BadRequest() if not error.message.casefold().startswith(_NO_SUCH_CHAT):
            return Refused(error.message)
        case BadRequest() | Forbidden():
            return Unreachable(error.message) if private else Removed(error.message)
        case _:
            return Throttled(_AGAIN_SECONDS)


def _count_seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _plan(bot: Bot, sending: Sending) -> Sequence[Call]:
    chat = int(sending.chat.rpartition(":")[2])
    calls: list[Call] = []
    text = sending.text
    if sending.name:
        fits = count_units(text) <= CAPTION_UNITS
        calls.append(_plan_upload(bot, chat, sending, text if fits else ""))
        text = "" if fits else text
    calls += [partial(bot.send_message, chat, piece) for piece in cut(text, TEXT_UNITS)]
    if not calls:
        raise Refused("nothing to send")
    return calls


def _plan_upload(bot: Bot, chat: int, sending: Sending, caption: str) -> Call:
    if len(sending.content) > _MOST_BYTES:
        raise Refused(f"{len(sending.content)} bytes are too many")
    send = bot.send_photo if sending.is_picture else bot.send_document
    return partial(send, chat, sending.content, filename=sending.name, caption=caption or None)


def _build_reply(message: str | None) -> ReplyParameters | None:
    from telegram import ReplyParameters

    if message is None or not message.isdecimal():
        return None
    return ReplyParameters(int(message), allow_sending_without_reply=True)


def _build_keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    from telegram import InlineKeyboardMarkup

    if not buttons:
        return None
    return InlineKeyboardMarkup([[_build_button(b) for b in row] for row in lay_out(buttons)])


def _build_button(button: Button) -> InlineKeyboardButton:
    """A button that says its words when pressed. Telegram carries 64 bytes of them (21 Chinese
    characters); more are copied for the presser to paste, for to keep them here would lose them
    with the process. ``Refused`` over 256 characters."""
    from telegram import CopyTextButton, InlineKeyboardButton

    if len(button.says.encode()) <= _MOST_CALLBACK_BYTES:
        return InlineKeyboardButton(button.label, callback_data=button.says)
    if len(button.says) > _MOST_COPIED:
        raise Refused(f"a button cannot say {len(button.says)} characters")
    return InlineKeyboardButton(f"📋 {button.label}", copy_text=CopyTextButton(button.says))
