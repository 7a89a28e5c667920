"""The core put together: dispatcher, sender and ticker on a database and a clock.

``bot/app.py`` runs it on the machine's clock with real gateways; a replay on a virtual one.
"""

import asyncio
from collections.abc import Mapping
from random import Random

from bot.dispatch import Dispatcher
from bot.errors import PartFailed
from bot.gateways.base import Gateway
from bot.sender import Sender
from rules.masks import mask_in_text
from rules.settings import Settings
from scheduler.clock import Clock
from scheduler.tick import Ticker
from storage.database import Database
from storage.states import States
from storage.vault import Vault


class Core:
    """One running program. ``owner`` names it among others on the same database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        gateways: Mapping[str, Gateway],
        settings: Settings,
        vault: Vault,
        rng: Random,
        owner: str,
    ) -> None:
        self.database = database
        self.clock = clock
        self.gateways = gateways
        self.settings = settings
        self.states = States(settings)
        self.dispatcher = Dispatcher(database, self.states, vault, rng, self._wake)
        self.sender = Sender(database, clock, gateways, self.dispatcher.submit)
        self.ticker = Ticker(database, clock, self.dispatcher.submit, owner)
        self._tasks: list[asyncio.Task[None]] = []

    def _wake(self) -> None:
        self.sender.wake()

    def start_dispatching(self) -> None:
        """Take events in; nothing is sent and no time passes by itself."""
        self._tasks.append(asyncio.create_task(self.dispatcher.run(), name="dispatcher"))

    async def start(self) -> None:
        """Everything at once: take in, send, tick, and listen on the gateways."""
        self.start_dispatching()
        self._tasks.append(asyncio.create_task(self.sender.run(), name="sender"))
        self.ticker.start()
        for gateway in self.gateways.values():
            await gateway.start(self.dispatcher.submit)

    async def wait(self) -> None:
        """Until one of the tasks fails: raises PartFailed."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            if (error := task.exception()) is not None:
                raise PartFailed(task.get_name(), _why(error)) from error

    async def stop(self) -> None:
        """Listen no more, then end the tasks. What was not sent stays in the outbox."""
        self.ticker.stop()
        for gateway in self.gateways.values():
            await gateway.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()


def _why(error: BaseException) -> str:
    """An error in a line, nothing in it that somebody said."""
    words = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return f"{type(error).__name__}: {mask_in_text(words)}".removesuffix(": ")
