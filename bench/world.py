"""The whole program on a database of its own, with many groups in the middle of an offer.

Nothing is sent: what the program wants to say waits in the outbox, as it does when a platform is
slow. Logs are written as they are live, to nowhere.
"""

import asyncio
import os
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from bench.goods import LEADER, OFFERS, Good, post
from bench.talk import HOME, talk
from bot.logs import set_up_logs
from bot.replay.day import Setup, SetupGroup, SetupLeader
from bot.replay.stage import Stage
from handlers.messages import ChatId, Said
from solitaire.values import AccountId, MessageId
from storage.database import Database
from storage.migrate import migrate

BEGIN = datetime(2026, 6, 20, 8, tzinfo=UTC)
MEMBERS = 12
"""People who speak in each group."""


class World:
    """The program. ``groups`` groups have an open offer each, of which they have begun to talk,
    unless they are ``quiet``. Use it as a context."""

    def __init__(self, folder: Path, groups: int, *, quiet: bool = False) -> None:
        self._folder = TemporaryDirectory(dir=folder, prefix="bench-")
        self._nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - closed below
        self._runner = asyncio.Runner()
        self._quiet = quiet
        self._numbers = count()
        self.groups = [ChatId(f"g{number}") for number in range(groups)]
        rng = Random(1)
        self._talks = [talk(self.goods(place), rng) for place in range(groups)]
        self._rng = rng

    def goods(self, place: int) -> tuple[Good, ...]:
        """What a group has on offer."""
        return OFFERS[place % len(OFFERS)]

    def __enter__(self) -> Self:
        set_up_logs(out=self._nowhere)
        self.run(self._open())
        if not self._quiet:
            self.take_now(self.messages(5 * len(self.groups)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.run(self._close())
        self._runner.close()
        self._nowhere.close()
        self._folder.cleanup()

    def run(self, work: Coroutine[Any, Any, Any]) -> None:
        """Work in the program's own loop."""
        self._runner.run(work)

    async def _open(self) -> None:
        path = Path(self._folder.name) / "bench.db"
        database = Database(f"sqlite:///{path}")
        await migrate(database)
        groups = [SetupGroup(group, group, LEADER, "南门便利店") for group in self.groups]
        setup = Setup(leaders=(SetupLeader(LEADER, "小伍"),), groups=tuple(groups))
        self._stage = Stage(database, setup, BEGIN)
        await self._stage.enrol()
        await self._stage.open()
        opening = [
            self.said(place, post(self.goods(place)), LEADER) for place in range(len(self.groups))
        ]
        await self.take(opening)

    async def _close(self) -> None:
        await self._stage.close()
        await self._stage.database.close()

    def said(self, place: int, text: str, account: str = "", nick: str = "") -> Said:
        """The next message in the group at this place, by one of its members or by whom it says."""
        number = next(self._numbers)
        who = account or f"{place}-{self._rng.randrange(MEMBERS)}"
        at = BEGIN + timedelta(milliseconds=number)
        name = nick or f"住户{who}"
        message = MessageId(f"m{number}")
        return Said(self.groups[place], message, AccountId(who), name, at, text)

    def messages(self, many: int) -> list[Said]:
        """What is said next, spread over the groups."""
        places = [self._rng.randrange(len(self.groups)) for _ in range(many)]
        return [self._said_at_home(place, next(self._talks[place])) for place in places]

    def _said_at_home(self, place: int, text: str) -> Said:
        member = self._rng.randrange(MEMBERS)
        home = f"{member + 1}-502"
        return self.said(
            place, text.replace(HOME, home), f"{place}-{member}", f"{home} 住户{member}"
        )

    async def take(self, events: Sequence[Said]) -> None:
        """Hand these in at once, and wait until their effects and replies are stored."""
        submit = self._stage.core.dispatcher.submit
        await asyncio.gather(*(submit(event) for event in events))

    def take_now(self, events: Sequence[Said]) -> None:
        """The same, from outside the loop."""
        self.run(self.take(events))

    def take_one_by_one(self, events: Sequence[Said]) -> None:
        """Hand each in only when the one before it is stored."""
        self.run(self._take_each(events))

    async def _take_each(self, events: Sequence[Said]) -> None:
        for event in events:
            await self._stage.core.dispatcher.submit(event)
