"""The chat page's addresses, over one set of rooms: the shell, its data, and what people do."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from web import requests, views
from web.errors import NotFound
from web.files import read_file
from web.pictures import LARGEST_UPLOAD, read_photo
from web.room import Rooms, Upload
from web.sample import SamplePlayer

_PAGE = 60
# Proxies and browsers give up on a stream that is silent for long; a played evening shows its time.
_QUIET_SECONDS = 20.0
_SAMPLE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The page at ``root`` ("" or "/sample"); ``rooms`` gives the present rooms, ``sample`` is set
    where they are the sample evening's, ``sample_at`` where there is one to be seen."""

    root: str
    rooms: Callable[[], Rooms]
    zone: tzinfo
    templates: Environment
    sample: SamplePlayer | None = None
    sample_at: str | None = None

    def routes(self) -> list[Route]:
        """The addresses below ``root``."""
        return [
            Route("/", self.shell),
            Route("/state", self.state),
            Route("/messages", self.messages),
            Route("/stream", self.stream),
            Route("/file/{number:int}", self.file),
            Route("/say", self.say, methods=["POST"]),
            Route("/photo", self.photo, methods=["POST"]),
            Route("/file", self.send_file, methods=["POST"]),
            Route("/edit", self.edit, methods=["POST"]),
            Route("/recall", self.recall, methods=["POST"]),
            Route("/press", self.press, methods=["POST"]),
            Route("/read", self.read, methods=["POST"]),
        ]

    async def shell(self, _request: Request) -> Response:
        """The page itself; its script fills it."""
        page = self.templates.get_template("chat.html").render(
            root=self.root,
            sample=self.sample is not None,
            sample_at=self.sample_at,
            world=views.world_view(self.rooms().world),
        )
        return HTMLResponse(page)

    async def state(self, request: Request) -> Response:
        """How things stand for a person: the chats' last words, and from where to follow on."""
        rooms, account = self.rooms(), self._account(request)
        latest, epoch = rooms.latest, rooms.epoch
        last = await views.chat_views(rooms, account, self.zone)
        return JSONResponse({"epoch": epoch, "latest": latest, "last": last, **self._common(rooms)})

    async def messages(self, request: Request) -> Response:
        """A stretch of a chat's messages, the latest or those ahead of ``before``."""
        rooms = self.rooms()
        chat = request.query_params.get("chat", "")
        before = requests.whole(request, "before")
        found = await rooms.past.history(self._account(request), chat, before, _PAGE)
        shown = await views.message_views(rooms, found, self.zone)
        return JSONResponse({"messages": shown, "more": len(found) == _PAGE})

    async def stream(self, request: Request) -> Response:
        """Server-sent events: what changes in a person's chats from the counter ``after`` on."""
        account = self._account(request)
        after = requests.whole(request, "after") or 0
        epoch = request.query_params.get("epoch", "")
        return StreamingResponse(
            self._follow(account, after, epoch),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    async def file(self, request: Request) -> Response:
        """A picture to be shown, or a file to be kept."""
        file, content = await self.rooms().past.file(request.path_params["number"])
        how = (
            "inline" if file.is_picture and "download" not in request.query_params else "attachment"
        )
        return Response(
            content,
            media_type=file.media,
            headers={
                "content-disposition": f"{how}; filename*=UTF-8''{quote(file.name, safe='')}",
                "cache-control": "private, max-age=86400",
            },
        )

    async def say(self, request: Request) -> Response:
        """A person says something."""
        wanted = await requests.read_json(request, requests.Say)
        message = await self.rooms().say(wanted.account, wanted.chat, wanted.text, wanted.reply_to)
        return JSONResponse({"number": message.number})

    async def photo(self, request: Request) -> Response:
        """A person sends a photo: the body is the picture's bytes."""
        content = await self._sent_by_member(request)
        return await self._say_with(request, await asyncio.to_thread(read_photo, content))

    async def send_file(self, request: Request) -> Response:
        """A person sends a file called ``name``: the body is its bytes."""
        content = await self._sent_by_member(request)
        return await self._say_with(
            request, read_file(request.query_params.get("name", ""), content)
        )

    async def _sent_by_member(self, request: Request) -> bytes:
        """The body, read only where the sender may speak. Raises PageError."""
        account, chat = self._account(request), request.query_params.get("chat", "")
        self.rooms().world.member(account, chat)
        return await requests.read_body(request, LARGEST_UPLOAD)

    async def _say_with(self, request: Request, upload: Upload) -> Response:
        account, chat = self._account(request), request.query_params.get("chat", "")
        text, reply_to = request.query_params.get("text", ""), requests.whole(request, "reply_to")
        message = await self.rooms().say(account, chat, text, reply_to, upload)
        return JSONResponse({"number": message.number})

    async def edit(self, request: Request) -> Response:
        """A person changes an own message."""
        wanted = await requests.read_json(request, requests.Edit)
        message = await self.rooms().edit(wanted.account, wanted.number, wanted.text)
        return JSONResponse({"number": message.number})

    async def recall(self, request: Request) -> Response:
        """A person withdraws an own message."""
        wanted = await requests.read_json(request, requests.Recall)
        message = await self.rooms().recall(wanted.account, wanted.number)
        return JSONResponse({"number": message.number})

    async def press(self, request: Request) -> Response:
        """A person presses a button."""
        wanted = await requests.read_json(request, requests.Press)
        message = await self.rooms().press(wanted.account, wanted.number, wanted.place)
        return JSONResponse({"number": message.number})

    async def read(self, request: Request) -> Response:
        """A person has seen everything in a chat."""
        wanted = await requests.read_json(request, requests.Read)
        await self.rooms().read(wanted.account, wanted.chat)
        return Response(status_code=204)

    def _account(self, request: Request) -> str:
        account = request.query_params.get("as", "")
        if self.rooms().world.person(account) is None:
            raise NotFound("no_person")
        return account

    def _common(self, rooms: Rooms) -> views.View:
        """What every browser is told again each time."""
        told: views.View = {
            "unread": rooms.unread.counts(),
            "now": views.moment_view(rooms.clock.now(), self.zone),
        }
        if self.sample is not None:
            told["sample"] = views.sample_view(self.sample.state(), self.zone)
        return told

    async def _follow(self, account: str, after: int, epoch: str) -> AsyncIterator[str]:
        rooms = self.rooms()
        version, told = -1, None
        while not rooms.closed:
            if rooms is not self.rooms() or rooms.epoch != epoch or after > rooms.latest:
                yield _event("restart", {})
                return
            moved, version = rooms.version != version, rooms.version
            changed = await rooms.past.changes(account, after) if moved else ()
            after = max((message.changed for message in changed), default=after)
            common = self._common(rooms)
            shown = common | {"now": None}
            if moved or shown != told:
                found = await views.message_views(rooms, changed, self.zone)
                yield _event("news", {"messages": found, "latest": after, **common})
            else:
                yield ": still here\n\n"
            told = shown
            await rooms.wait(version, _QUIET_SECONDS if self.sample is None else _SAMPLE_SECONDS)


def _event(kind: str, values: dict[str, Any]) -> str:
    return f"event: {kind}\ndata: {json.dumps(values, ensure_ascii=False)}\n\n"
