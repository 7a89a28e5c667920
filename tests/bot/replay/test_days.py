"""Whole days, replayed through the real program: every day file in ``tests/days``."""

from pathlib import Path

import pytest

from bot.replay.day import Day, read_day
from bot.replay.run import Outcome, Replay
from storage.database import Database

DAYS = sorted((Path(__file__).parents[2] / "days").glob("*.jsonl"))


def day_in(path: Path) -> Day:
    return read_day(path.read_text("utf-8").splitlines())


async def replay(path: Path, folder: Path, name: str = "day") -> Outcome:
    return await replay_on(f"sqlite:///{folder}/{name}.db", path)


async def replay_on(url: str, path: Path) -> Outcome:
    database = Database(url, synchronous="OFF")
    try:
        return await Replay(database, day_in(path)).run()
    finally:
        await database.close()


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
async def test_what_the_day_expects_happens(path: Path, tmp_path: Path) -> None:
    outcome = await replay(path, tmp_path)
    assert outcome.failures == []
    assert outcome.checked > 0


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
async def test_a_day_replayed_again_says_the_same(path: Path, tmp_path: Path) -> None:
    first = await replay(path, tmp_path, "first")
    second = await replay(path, tmp_path, "second")
    assert [spoken.line() for spoken in first.spoken] == [spoken.line() for spoken in second.spoken]


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
async def test_what_the_day_expects_happens_on_postgresql(path: Path, postgres_url: str) -> None:
    outcome = await replay_on(postgres_url, path)
    assert outcome.failures == []
