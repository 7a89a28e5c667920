"""A closed offer in the running program, on a virtual clock: what is said there, and what the bot
says. Orders are written as rows, so that nothing hangs on how a message is read."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.replay.day import Setup, SetupGroup, SetupLeader
from bot.replay.stage import Spoken, Stage
from handlers.messages import ChatId, Said
from rules.settings import Settings
from solitaire.values import AccountId, MessageId
from storage.database import Database
from storage.migrate import migrate
from storage.schema import orders
from storage.tables import table
from tests.handlers.till import LEADER, NOON, Ordered, add_offer

ONE_O_CLOCK = NOON + timedelta(hours=1)
OTHER_LEADER = "lead2"
"""小伍 leads sun (阳光花园) and jin (锦绣), 老赵 leads xi (西苑)."""
SETUP = Setup(
    leaders=(SetupLeader(LEADER, "小伍"), SetupLeader(OTHER_LEADER, "老赵")),
    groups=(
        SetupGroup("sun", "阳光花园", LEADER, "南门便利店"),
        SetupGroup("jin", "锦绣", LEADER, "水果店"),
        SetupGroup("xi", "西苑", OTHER_LEADER, "西苑门卫"),
    ),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bot said in answer."""

    spoken: Sequence[Spoken]

    def there(self, chat: str) -> str:
        """All that was said in a chat."""
        return "\n".join(one.text for one in self.spoken if one.chat == chat)

    def count(self, chat: str) -> int:
        """How many messages there were in a chat."""
        return sum(one.chat == chat for one in self.spoken)

    @property
    def chats(self) -> set[str]:
        """Where something was said."""
        return {one.chat for one in self.spoken}


@dataclass(slots=True)
class Afternoon:
    """The program, and a counter that numbers what people say."""

    stage: Stage
    said: int = 0

    async def say(
        self, text: str, account: str = LEADER, chat: str | None = None, *, after: int = 1
    ) -> Heard:
        """Say something in a chat (sun) some seconds later; gives what the bot says to it."""
        event = self.event(text, account, chat or "sun")
        return await self.hear(replace(event, at=event.at + timedelta(seconds=after)))

    def event(self, text: str, account: str, chat: str) -> Said:
        """A message, not said yet."""
        self.said += 1
        where, message = ChatId(chat), MessageId(f"m{self.said}")
        return Said(where, message, AccountId(account), account, self.stage.clock.now(), text)

    async def hear(self, event: Said) -> Heard:
        """Let a message arrive."""
        mark = len(self.stage.gateway.spoken)
        await self.stage.pass_time(event.at)
        await self.stage.submit(event)
        await self.stage.pass_time(event.at + timedelta(seconds=10))
        return Heard(self.stage.gateway.spoken[mark:])

    async def until(self, at: datetime) -> Heard:
        """Let time pass."""
        mark = len(self.stage.gateway.spoken)
        await self.stage.pass_time(at)
        return Heard(self.stage.gateway.spoken[mark:])

    async def code(self, who: str, group: str = "sun", offer: int = 1) -> str:
        """The code that somebody was given."""
        query = select(orders).where(
            orders.c.group_id == group, orders.c.offer == offer, orders.c.who == who
        )
        async with self.stage.database.reading() as session:
            row = await session.first(query)
        assert row is not None
        assert row.code_cipher is not None, f"{who} has no code"
        return self.stage.vault.unseal(row.code_cipher)

    async def table(self, name: str, *columns: str) -> list[tuple[Any, ...]]:
        """Some columns of one of the operator's tables."""
        async with self.stage.database.reading() as session:
            now = self.stage.clock.now()
            rows = await table(session, name, self.stage.setup.settings, now)
        return [tuple(row[column] for column in columns) for row in rows]

    async def add(self, *people: Ordered, **offer: Any) -> None:
        """Write an offer that has just closed; ``offer`` as in ``till.add_offer``."""
        async with self.stage.database.writing() as session:
            add_offer(session, people, **offer)


@asynccontextmanager
async def an_afternoon(
    folder: Path, *people: Ordered, no_private: Collection[str] = ()
) -> AsyncIterator[Afternoon]:
    """At one o'clock, with what these people ordered in sun until twelve."""
    database = Database(f"sqlite:///{folder}/afternoon.db", synchronous="OFF")
    await migrate(database)
    setup = replace(SETUP, settings=Settings(), no_private=frozenset(no_private))
    stage = Stage(database, setup, ONE_O_CLOCK)
    await stage.enrol()
    afternoon = Afternoon(stage)
    if people:
        await afternoon.add(*people)
    await stage.open()
    try:
        yield afternoon
    finally:
        await stage.close()
        await database.close()
