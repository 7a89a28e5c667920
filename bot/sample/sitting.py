"""One sitting of the sample evening: the whole program once more, with a database, rooms and a
clock of its own, which leaves nothing behind when it ends."""

import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import structlog

from bot.assembly import Core
from bot.enrolment import enrol_setup
from bot.gateways.page import PageGateway
from bot.passing import next_instant, settle
from bot.replay.codes import accounts_in, with_codes
from bot.replay.day import Line
from bot.sample.clock import SampleClock
from bot.sample.evening import Evening
from handlers.messages import Event, private_chat
from handlers.work import Work
from scheduler.clock import Clock
from storage.database import Database
from storage.migrate import migrate
from storage.page import BOT
from storage.states import States
from storage.vault import Vault
from web.errors import PageError
from web.room import Rooms

_LOOKED_BACK = 200
_log = structlog.get_logger("sample")


class Sitting:
    """``heard`` is called whenever somebody, a visitor too, has said something that was taken."""

    def __init__(self, evening: Evening, real: Clock, heard: Callable[[], None]) -> None:
        begin = evening.lines[0].at
        self.clock = SampleClock(begin, real)
        self._evening = evening
        self._heard = heard
        self._folder = TemporaryDirectory(prefix="jielong-sample-")
        path = Path(self._folder.name, "sample.db")
        # It is thrown away at the end: it need not survive a power cut.
        self._database = Database(f"sqlite:///{path}", synchronous="OFF")
        self.rooms = Rooms(self._database, evening.world, self.clock)
        self._gateway = PageGateway(self.rooms)
        self._vault = Vault(secrets.token_bytes(32))
        self._rng = SystemRandom()
        gateways = {"": self._gateway}
        settings = evening.setup.settings
        self._core = Core(
            self._database, self.clock, gateways, settings, self._vault, self._rng, "sample"
        )
        self._numbers: dict[str, int] = {}

    async def open(self) -> None:
        """Make the tables, bind the groups and listen to the rooms. Time passes by nobody's hand
        but the player's: the core neither ticks nor sends by itself."""
        await migrate(self._database)
        async with self._database.writing() as session:
            before = self.clock.now() - timedelta(seconds=1)
            states = States(self._core.settings)
            work = Work(session, states, before, "sample", self._rng, self._vault)
            await enrol_setup(work, self._evening.setup)
        self._core.start_dispatching()
        await self._gateway.start(self._deliver)

    async def close(self) -> None:
        """End it, and let its browsers go."""
        async with AsyncExitStack() as stack:
            stack.callback(self._folder.cleanup)
            stack.push_async_callback(self._database.close)
            await self._core.stop()

    async def _deliver(self, event: Event) -> None:
        await self._core.dispatcher.submit(event)
        self._heard()

    async def settle(self) -> None:
        """Do what is due and send what waits, as of the clock."""
        await settle(self._core)

    async def next_instant(self) -> datetime | None:
        """When something happens by itself next."""
        return await next_instant(self._database, self.clock.now())

    async def perform(self, line: Line) -> None:
        """Say, change or withdraw what the line says. What a visitor has made impossible meanwhile
        (a message that is gone) is left out."""
        try:
            if line.edits is not None:
                await self.rooms.edit(line.sender, self._number(line.edits), line.text)
            elif line.recalls is not None:
                await self.rooms.recall(line.sender, self._number(line.recalls))
            elif line.id is not None:
                await self._say(line, line.id)
        except PageError as error:
            _log.info("left out", line=line.number, reason=error.code)

    async def _say(self, line: Line, name: str) -> None:
        text = await with_codes(line.text, self._database, self._vault, await self._told(line.text))
        reply_to = None if line.reply_to is None else self._number(line.reply_to)
        message = await self.rooms.say(line.sender, line.chat, text, reply_to)
        self._numbers[name] = message.number

    def _number(self, name: str) -> int:
        """A message's number by its id in the day file; one that was not said has none."""
        return self._numbers.get(name, 0)

    async def _told(self, text: str) -> list[tuple[str, str]]:
        """What the bot told those privately whose codes a text names."""
        told: list[tuple[str, str]] = []
        for account in accounts_in(text):
            chat = private_chat(account)
            said = await self.rooms.past.history(account, chat, most=_LOOKED_BACK)
            told += [(chat, message.text) for message in said if message.account == BOT]
        return told
