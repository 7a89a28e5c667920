"""The chat page as one Starlette application. Serve it on loopback.

How ``bot/app.py`` puts it together::

    world = World(
        people=(Person(AccountId("page:zhang"), "张姐", "3-502 张姐", Part.RESIDENT), ...),
        groups=(Group(ChatId("page:sunshine"), "阳光花园", (AccountId("page:zhang"), ...)), ...),
    )
    rooms = Rooms(database, world, clock)     # web.room; clock.now() -> aware datetime
    gateway = PageGateway(rooms)              # bot.gateways.page; start(deliver) opens the rooms
    app = build(rooms, zone=ZoneInfo("Asia/Shanghai"), sample=player, access_key=None)

Stop the gateway before the server: an open page holds a connection until its rooms are closed.
``sample`` is a ``web.sample.SamplePlayer``: its rooms are shown at ``/sample/``, played, paused and
emptied by the buttons there. Without one there is no such page and no button for it.
"""

import json
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from handlers import pictures
from storage.errors import ClosedDatabase
from web import requests, views
from web.chat import ChatPage
from web.door import Door, key_token
from web.errors import PageError
from web.room import Rooms
from web.sample import SamplePlayer

_HERE = Path(__file__).parent
_FONTS = Path(pictures.__file__).parent / "fonts"
SAMPLE_ROOT = "/sample"


def build(
    rooms: Rooms,
    *,
    zone: tzinfo,
    sample: SamplePlayer | None = None,
    access_key: str | None = None,
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The page over these rooms, times shown in ``zone``.

    With an ``access_key`` (16 characters at least, else ValueError) every request needs it; without
    one only this machine's names are answered. ``routes`` are other pages behind the same door.
    """
    token = None if access_key is None else key_token(access_key)
    templates = _templates()
    sample_at = None if sample is None else SAMPLE_ROOT + "/"
    live = ChatPage("", lambda: rooms, zone, templates, sample_at=sample_at)
    shown: list[BaseRoute] = [
        Mount("/static/fonts", StaticFiles(directory=_FONTS)),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    if sample is not None:
        shown.append(Mount(SAMPLE_ROOT, routes=_sample_routes(sample, zone, templates)))
    refusal = templates.get_template("refused.html").render()
    return Starlette(
        routes=[*shown, *routes, *live.routes()],
        middleware=[Middleware(Door, refusal=refusal, token=token)],
        exception_handlers={PageError: requests.refuse, ClosedDatabase: requests.over},
    )


def _templates() -> Environment:
    loader = FileSystemLoader(_HERE / "templates")
    templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    words = (_HERE / "templates" / "words.json").read_text(encoding="utf-8")
    templates.globals["words"] = json.loads(words)
    return templates


def _sample_routes(sample: SamplePlayer, zone: tzinfo, templates: Environment) -> list[Route]:
    page = ChatPage(SAMPLE_ROOT, lambda: sample.rooms, zone, templates, sample, SAMPLE_ROOT + "/")

    def progress() -> Response:
        return JSONResponse(views.sample_view(sample.state(), zone))

    async def play(request: Request) -> Response:
        wanted = await requests.read_json(request, requests.Play)
        await sample.play(min(max(wanted.speed, 0.1), 100.0))
        return progress()

    async def pause(_request: Request) -> Response:
        await sample.pause()
        return progress()

    async def reset(_request: Request) -> Response:
        await sample.reset()
        return progress()

    return [
        *page.routes(),
        Route("/play", play, methods=["POST"]),
        Route("/pause", pause, methods=["POST"]),
        Route("/reset", reset, methods=["POST"]),
    ]
