"""What every gateway is: the one place that knows a platform.

A gateway turns the platform's updates into events and hands each to ``deliver``, which returns
once it is stored; only then is the platform acknowledged. It sends what it is given, and raises

GatewayError
├── Throttled     the platform asks to wait; ``after`` seconds
├── Unreachable   this person cannot be written to (never opened a chat with the bot)
├── Removed       the bot is no longer in this chat
└── Refused       the platform will never take this message (``reason`` for the log)

for what the sender decides about; anything it can mend itself (a reconnect), it mends.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from handlers.messages import Button, ChatId, Event

Deliver = Callable[[Event], Awaitable[None]]


class GatewayError(Exception):
    """A message could not be sent, for a reason that the sender knows what to do about."""


class Throttled(GatewayError):
    """The platform asks to wait."""

    def __init__(self, after: float) -> None:
        super().__init__(f"wait {after} s")
        self.after = after


class Unreachable(GatewayError):
    """This person cannot be written to privately."""


class Removed(GatewayError):
    """The bot is no longer in this chat."""


class Refused(GatewayError):
    """The platform will never take this message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do. ``text_units`` is the longest text in UTF-16 code units."""

    buttons: bool = True
    pictures: bool = True
    files: bool = True
    edits: bool = False
    reactions: bool = False
    text_units: int = 4096
    caption_units: int = 1024


@dataclass(frozen=True, slots=True)
class Sending:
    """One message to send: a text, or a picture or file with the text as its caption.

    ``name`` is the file's name, "" for a text; ``content`` its bytes; a picture is a PNG.
    """

    chat: ChatId
    text: str
    reply_to: str | None = None
    buttons: tuple[Button, ...] = ()
    name: str = ""
    content: bytes = b""

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, not downloaded."""
        return self.name.endswith(".png")


class Gateway(Protocol):
    """A platform. ``platform`` begins the ids of its chats and accounts (``tg`` for ``tg:42``)."""

    platform: str
    capabilities: Capabilities

    async def start(self, deliver: Deliver) -> None:
        """Connect and begin to deliver events."""
        ...

    async def send(self, sending: Sending) -> str:
        """Send one message. Gives the platform's id of it. Raises GatewayError."""
        ...

    async def stop(self) -> None:
        """Disconnect; nothing is delivered afterwards."""
        ...
