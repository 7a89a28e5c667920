"""Twenty boxes are sold twenty times, however many want one at once and whoever serves them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.replay.day import Setup, SetupGroup, SetupLeader
from bot.replay.stage import Stage
from handlers.messages import ChatId, Said
from solitaire.values import AccountId, MessageId
from storage.database import Database
from storage.migrate import migrate
from storage.schema import lines

AT = datetime(2026, 6, 20, 0, 0, tzinfo=UTC)
SETUP = Setup(
    leaders=(SetupLeader("lead1", "小伍"),),
    groups=(SetupGroup("sun", "阳光花园", "lead1", "南门便利店"),),
)


def said(number: str, sender: str, text: str) -> Said:
    return Said(ChatId("sun"), MessageId(number), AccountId(sender), sender, AT, text)


@asynccontextmanager
async def stages(urls: list[str]) -> AsyncIterator[list[Stage]]:
    """As many programs as addresses, the group bound and an offer of twenty boxes open."""
    databases = [Database(url) for url in urls]
    await migrate(databases[0])
    opened = [Stage(database, SETUP, AT) for database in databases]
    await opened[0].enrol()
    for stage in opened:
        await stage.open()
    await opened[0].submit(said("m0", "lead1", "开团\n草莓2斤装 29.9/盒 库存20\n明天20:00截单"))
    try:
        yield opened
    finally:
        for stage in opened:
            await stage.close()
            await stage.database.close()


async def sold(stage: Stage) -> int:
    async with stage.database.reading() as session:
        row = await session.first(select(func.sum(lines.c.quantity)))
    assert row is not None
    return int(row[0]) // 1000


async def everybody_buys(opened: list[Stage]) -> None:
    buyers = [
        opened[place % len(opened)].core.dispatcher.submit(
            said(f"m{place + 1}", f"u{place}", "草莓1盒")
        )
        for place in range(40)
    ]
    await asyncio.gather(*buyers)


async def test_forty_buyers_of_twenty_boxes(tmp_path: Path) -> None:
    async with stages([f"sqlite:///{tmp_path}/one.db"]) as opened:
        await everybody_buys(opened)
        assert await sold(opened[0]) == 20


async def test_two_programs_on_one_database_sell_no_more(tmp_path: Path) -> None:
    async with stages([f"sqlite:///{tmp_path}/two.db"] * 2) as opened:
        await everybody_buys(opened)
        assert await sold(opened[0]) == 20


async def test_two_programs_on_postgresql_sell_no_more(postgres_url: str) -> None:
    async with stages([postgres_url] * 2) as opened:
        await everybody_buys(opened)
        assert await sold(opened[0]) == 20
