"""Every part put together on the configuration, and taken apart again in order. Only here do the
platforms, the page and the core meet."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from random import SystemRandom
from zoneinfo import ZoneInfo

import structlog

from bot.assembly import Core
from bot.config import TELEGRAM_TOKEN, Config
from bot.database import bring_up_to_date, opened
from bot.enrolment import enrol_setup
from bot.errors import PartFailed, Stop
from bot.gateways.absent import AbsentGateway
from bot.gateways.base import Gateway, Refused
from bot.gateways.page import PLATFORM as PAGE
from bot.gateways.page import PageGateway
from bot.gateways.telegram import TelegramGateway
from bot.gateways.telegram_events import PLATFORM as TELEGRAM
from bot.sample.evening import Evening, load_evening, without_operator
from bot.sample.player import Player
from bot.secret import open_vault
from bot.serving import PageServer, listen
from handlers.work import Work
from scheduler.clock import Clock, SystemClock
from storage.database import Database
from storage.states import States
from storage.vault import Vault
from web.app import build
from web.room import Rooms

_log = structlog.get_logger("app")


@dataclass(frozen=True, slots=True)
class Running:
    """The program, started. ``url`` is the chat page's, None when there is none; ``schema`` the
    database's before (None: it was empty) and now; ``telegram`` is None where it is off."""

    config: Config
    core: Core
    server: PageServer | None
    url: str | None
    schema: tuple[str | None, str]
    telegram: TelegramGateway | None

    async def until(self, stopped: asyncio.Event) -> None:
        """Run until told to stop. Raises PartFailed, and logs it, when a part ends by itself."""
        waits = [stopped.wait(), self.core.wait()]
        if self.server is not None:
            waits.append(_ended(self.server))
        tasks = [asyncio.ensure_future(wait) for wait in waits]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except PartFailed as error:
            _log.critical("stopped", part=error.part, reason=error.reason)
            _log.debug("stopped by", exc_info=error)
            raise
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _ended(server: PageServer) -> None:
    await server.wait()
    raise PartFailed("page", "its server ended")


@dataclass(frozen=True, slots=True)
class _Page:
    """The chat page's parts."""

    evening: Evening
    gateway: PageGateway
    player: Player
    server: PageServer
    url: str


@asynccontextmanager
async def running(config: Config) -> AsyncIterator[Running]:
    """The program from its start to its stop. Raises Stop when it cannot start.

    It stops in this order: nothing more is heard or sent, the browsers are let go, the page ends,
    the database is closed.
    """
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        bound = _bound(config, stack)
        database = await stack.enter_async_context(opened(config.database.url))
        schema = await bring_up_to_date(database)
        vault = open_vault(config)
        page = None if bound is None else _page(config, database, clock, bound)
        if page is not None:
            stack.push_async_callback(page.server.stop)
            stack.push_async_callback(page.player.stop)
        core = _core(config, database, clock, vault, page)
        if page is not None:
            await _enrol(core, vault, page.evening)
            await page.player.start()
        stack.push_async_callback(core.stop)
        await _start(core)
        if page is not None:
            await page.server.start()
        server, url = (None, None) if page is None else (page.server, page.url)
        yield Running(config, core, server, url, schema, _telegram(core))


def _bound(config: Config, stack: AsyncExitStack) -> socket.socket | None:
    if not config.page_on:
        return None
    return stack.enter_context(listen(config.page.host, config.page.port))


def _page(config: Config, database: Database, clock: Clock, bound: socket.socket) -> _Page:
    evening = load_evening()
    shows_operator = evening.setup.operator in _operators(config, evening)
    world = evening.world if shows_operator else without_operator(evening.world)
    rooms, player = Rooms(database, world, clock), Player(evening, clock)
    zone, key = ZoneInfo(config.settings.timezone), config.secrets.page_key
    app = build(rooms, zone=zone, sample=player, access_key=key)
    host, port = bound.getsockname()[:2]
    url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    return _Page(evening, PageGateway(rooms), player, PageServer(app, bound), url)


def _operators(config: Config, evening: Evening) -> tuple[str, ...]:
    """Beside a real platform nobody is an operator by a click, unless the configuration says so."""
    named = config.settings.operators
    if config.telegram_on or evening.setup.operator in named:
        return named
    return (*named, evening.setup.operator)


def _core(
    config: Config, database: Database, clock: Clock, vault: Vault, page: _Page | None
) -> Core:
    gateways: dict[str, Gateway] = {"": AbsentGateway()}
    settings = config.settings
    if page is not None:
        gateways[PAGE] = page.gateway
        settings = replace(settings, operators=_operators(config, page.evening))
    if config.telegram_on and config.secrets.telegram_token is not None:
        token, server = config.secrets.telegram_token, config.telegram.server
        gateways[TELEGRAM] = TelegramGateway(token, clock, server)
    owner = f"{socket.gethostname()}:{os.getpid()}"
    return Core(database, clock, gateways, settings, vault, SystemRandom(), owner)


def _telegram(core: Core) -> TelegramGateway | None:
    gateway = core.gateways.get(TELEGRAM)
    return gateway if isinstance(gateway, TelegramGateway) else None


async def _enrol(core: Core, vault: Vault, evening: Evening) -> None:
    """The page's groups are there from the start, each with its leader."""
    async with core.database.writing() as session:
        states, at = States(core.settings), core.clock.now()
        work = Work(session, states, at, "page", SystemRandom(), vault)
        await enrol_setup(work, evening.setup)


async def _start(core: Core) -> None:
    try:
        await core.start()
    except Refused as error:
        raise Stop(f"{error.reason}; check {TELEGRAM_TOKEN}") from error
