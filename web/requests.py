"""What the chat page's browsers ask for: read from a request, checked, refused with a code."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.errors import PageError, TooMuch, Unusable

T = TypeVar("T")
# 4,000 characters escaped by a browser at worst as \uXXXX pairs, or 20,000 of three bytes.
LARGEST_JSON = 96 * 1024
Endpoint = Callable[[Request], Awaitable[Response]]


class Say(msgspec.Struct, frozen=True):
    """Say something in a chat, perhaps in reply to a message's number."""

    account: str
    chat: str
    text: str
    reply_to: int | None = None


class Edit(msgspec.Struct, frozen=True):
    """Give an own message another text."""

    account: str
    number: int
    text: str


class Recall(msgspec.Struct, frozen=True):
    """Withdraw an own message."""

    account: str
    number: int


class Press(msgspec.Struct, frozen=True):
    """Press the button at a place, from 0, under a message."""

    account: str
    number: int
    place: int


class Read(msgspec.Struct, frozen=True):
    """Everything in a chat was seen."""

    account: str
    chat: str


class Play(msgspec.Struct, frozen=True):
    """Play the sample evening; 1.0 is a pace one can read along with."""

    speed: float = 1.0


async def read_body(request: Request, most: int) -> bytes:
    """The body, if it has at most this many bytes. Raises TooMuch before reading more."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise TooMuch("too_big", most=most)
    return bytes(body)


async def read_json(request: Request, type_: type[T]) -> T:
    """The body as one of the requests above. Raises PageError."""
    try:
        return msgspec.json.decode(await read_body(request, LARGEST_JSON), type=type_)
    except msgspec.MsgspecError as error:
        raise Unusable("not_understood") from error


def whole(request: Request, name: str) -> int | None:
    """A whole number of the address, or None. Raises Unusable for anything else."""
    value = request.query_params.get(name)
    if value is None or value == "":
        return None
    if not value.isascii() or not value.isdecimal() or len(value) > 15:
        raise Unusable("not_understood")
    return int(value)


async def refuse(_request: Request, error: Exception) -> Response:
    """A PageError as an answer that the page can word."""
    assert isinstance(error, PageError)
    return JSONResponse({"error": error.code, **error.facts}, error.status)


async def over(_request: Request, _error: Exception) -> Response:
    """What was asked of rooms that were closed meanwhile: the page asks the new ones next."""
    return JSONResponse({"error": "over"}, 503)
