"""What came due while the bot was down: done once at the start, or dropped when it is of no use."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.replay.day import Line, read_day
from bot.replay.run import Replay
from storage.database import Database
from storage.migrate import migrate

DAY = datetime.fromisoformat("2026-06-20T00:00:00+08:00")
SETUP = {
    "leaders": [{"id": "lead1", "name": "小伍"}],
    "groups": [{"chat": "sun", "name": "阳光花园", "leader": "lead1"}],
}


def instant(clock: str, day: int = 0) -> datetime:
    hours, minutes = clock.split(":")
    return DAY + timedelta(days=day, hours=int(hours), minutes=int(minutes))


MORNING = [
    (instant("09:00"), "lead1", "开团\n草莓2斤装 29.9/盒\n20:00截单 明天16:00到"),
    (instant("09:05"), "u1", "草莓2份"),
]


@asynccontextmanager
async def after(folder: Path, said: Sequence[tuple[datetime, str, str]]) -> AsyncIterator[Replay]:
    """A replay in whose group this was said."""
    lines: list[object] = [{"setup": SETUP}]
    lines += [
        {"at": at.isoformat(), "chat": "sun", "id": f"m{place}", "from": who, "text": text}
        for place, (at, who, text) in enumerate(said)
    ]
    day = read_day(json.dumps(line) for line in lines)
    database = Database(f"sqlite:///{folder / 'day.db'}", synchronous="OFF")
    await migrate(database)
    replay = Replay(database, day)
    await replay.stage.enrol()
    await replay.stage.open()
    try:
        for step in day.steps:
            await replay.step(step)
        yield replay
    finally:
        await replay.stage.close()
        await database.close()


async def heard_after(replay: Replay, down: datetime, up: datetime) -> list[tuple[str, str]]:
    """What is said where by a bot that was down in between."""
    stage = replay.stage
    await replay.step(Line(0, down))
    await stage.close()
    before = len(stage.gateway.spoken)
    stage.clock.advance(up)
    await stage.open()
    await stage.settle()
    await stage.crash()
    return [(spoken.chat, spoken.text) for spoken in stage.gateway.spoken[before:]]


@pytest.mark.parametrize(
    ("down", "up", "group", "leader"),
    [
        (instant("19:00"), instant("19:45"), ("还有15分钟",), 0),
        (instant("19:00"), instant("20:30"), ("已截单，共1人 59.80元",), 3),
        (instant("19:00"), instant("23:30"), ("已截单",), 3),
        (instant("19:00"), instant("10:00", 1), ("已截单", "今天16:00到货"), 4),
        (instant("19:00"), instant("11:45", 1), ("已截单", "今天16:00到货"), 3),
        (instant("19:00"), instant("15:30", 1), ("已截单",), 3),
        (instant("08:45", 1), instant("10:00", 1), ("今天16:00到货",), 0),
        (instant("08:45", 1), instant("15:30", 1), (), 0),
    ],
)
async def test_around_the_cutoff(
    tmp_path: Path, down: datetime, up: datetime, group: tuple[str, ...], leader: int
):
    async with after(tmp_path, MORNING) as replay:
        said = await heard_after(replay, down, up)
    there = [text for chat, text in said if chat == "sun"]
    assert len(there) == len(group)
    assert all(part in text for part, text in zip(group, there, strict=True))
    assert len([text for chat, text in said if chat == "dm:lead1"]) == leader


@pytest.mark.parametrize(
    ("down", "up", "said"),
    [
        (instant("18:00", 1), instant("20:30", 1), "到了还没取"),
        (instant("18:00", 1), instant("22:00", 1), ""),
        (instant("08:45", 2), instant("19:00", 2), "请尽快来取"),
        (instant("08:45", 2), instant("21:00", 2), ""),
    ],
)
async def test_around_the_pickup(tmp_path: Path, down: datetime, up: datetime, said: str):
    evening = [*MORNING, (instant("16:00", 1), "lead1", "到货")]
    async with after(tmp_path, evening) as replay:
        heard = await heard_after(replay, down, up)
    told = [text for chat, text in heard if chat == "dm:u1"]
    assert len(told) == bool(said)
    assert all(said in text for text in told)
