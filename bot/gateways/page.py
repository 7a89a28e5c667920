"""The chat page as a platform: what visitors do there goes to the bot, what it says goes there.

The page's own rooms (``web/room.py``) keep what was said and hand each event over until it was
taken; a button's token is what it says.
"""

import mimetypes
import struct

from bot.gateways.base import Capabilities, Deliver, Refused, Removed, Sending, Unreachable
from handlers.messages import is_private
from web.errors import PageError
from web.room import Rooms, Upload

PLATFORM = "page"
_PNG = b"\x89PNG\r\n\x1a\n"


class PageGateway:
    """The gateway of one set of rooms."""

    platform = PLATFORM
    capabilities = Capabilities()

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def start(self, deliver: Deliver) -> None:
        """Open the rooms and deliver what people do there, first what was left undelivered."""
        await self._rooms.open()
        await self._rooms.listen(deliver)

    async def send(self, sending: Sending) -> str:
        """Post the bot's message. Raises Unreachable, Removed and Refused."""
        upload = _upload(sending)
        if not self._rooms.world.people_in(sending.chat):
            raise Unreachable if is_private(sending.chat) else Removed
        try:
            message = await self._rooms.post(
                sending.chat,
                sending.text,
                _number(sending.reply_to),
                [(button.label, button.says) for button in sending.buttons],
                upload,
            )
        except PageError as error:
            raise Refused(error.code) from error
        return str(message.number)

    async def stop(self) -> None:
        """Deliver nothing more and let the browsers go; what people did meanwhile is kept."""
        await self._rooms.listen(None)
        await self._rooms.close()


def _number(message: str | None) -> int | None:
    return int(message) if message is not None and message.isdecimal() else None


def _upload(sending: Sending) -> Upload | None:
    if not sending.name:
        return None
    if not sending.is_picture:
        media = mimetypes.guess_type(sending.name)[0] or "application/octet-stream"
        return Upload(sending.name, media, sending.content)
    if not sending.content.startswith(_PNG):
        raise Refused("not a PNG")
    width, height = struct.unpack(">II", sending.content[16:24])
    return Upload(sending.name, "image/png", sending.content, width, height)
