"""The ledger of every day file: what each event posted sums to nothing."""

from collections import defaultdict
from pathlib import Path

import pytest

from bot.replay.day import Day, read_day
from bot.replay.run import Replay
from storage.database import Database
from storage.tables import table
from tests.bot.replay.test_days import DAYS


def day(path: Path) -> Day:
    return read_day(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
async def test_what_each_event_of_a_day_posted_sums_to_nothing(path: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/day.db", synchronous="OFF")
    replay = Replay(database, day(path))
    await replay.run()
    async with database.reading() as session:
        settings, now = replay.stage.setup.settings, replay.stage.clock.now()
        postings = await table(session, "postings", settings, now)
    await database.close()
    sums: dict[str, int] = defaultdict(int)
    for posting in postings:
        assert posting["fen"]
        assert posting["cause"]
        sums[posting["cause"]] += posting["fen"]
    assert {cause: fen for cause, fen in sums.items() if fen} == {}
