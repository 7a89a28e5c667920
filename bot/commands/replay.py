"""``jielong replay``: a recorded day through the whole program, its expectations checked."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.database import bring_up_to_date, open_database
from bot.errors import BadUse, Stop
from bot.logs import LogLevel, set_up_logs
from bot.replay.day import BadDay, Day, read_day
from bot.replay.run import Outcome, Replay
from storage.database import Database
from storage.inbox import count_failed
from storage.tables import TABLES, table


def run(asked: argparse.Namespace) -> int:
    """Replay the day; 1 if an expectation failed."""
    set_up_logs(LogLevel.ERROR)
    day = _read(asked.day)
    try:
        outcome = asyncio.run(_replay(day, asked))
    except BadDay as error:
        raise BadUse(f"{asked.day}: {error}") from error
    for failure in outcome.failures:
        sys.stderr.write(f"{failure}\n")
    held = outcome.checked - len(outcome.failures)
    print(f"{asked.day}: {held} of {outcome.checked} expectations hold")
    return 1 if outcome.failures else 0


def _read(path: Path) -> Day:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return read_day(lines)
    except BadDay as error:
        raise BadUse(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise BadUse(f"{path}: not UTF-8: {error.reason}") from error
    except OSError as error:
        raise BadUse(f"cannot read {path}: {error.strerror}") from error


async def _replay(day: Day, asked: argparse.Namespace) -> Outcome:
    async with _database(asked.database) as database:
        await bring_up_to_date(database)
        replay = Replay(database, day)
        try:
            outcome = await replay.run()
        finally:
            if asked.transcript is not None:
                said = replay.stage.gateway.spoken
                _write(asked.transcript, "".join(f"{spoken.line()}\n" for spoken in said))
        if asked.tables is not None:
            _write(asked.tables, await _tables(replay, database, day))
        await _tell_failed(database)
        return outcome


@asynccontextmanager
async def _database(url: str | None) -> AsyncIterator[Database]:
    """The database named, or a fresh one that is gone afterwards."""
    with TemporaryDirectory(prefix="jielong-replay-") as folder:
        # What is thrown away need not survive a power cut.
        fresh = f"sqlite:///{Path(folder, 'day.db')}"
        database = open_database(url) if url else Database(fresh, synchronous="OFF")
        try:
            yield database
        finally:
            await database.close()


async def _tables(replay: Replay, database: Database, day: Day) -> str:
    at = replay.stage.clock.now()
    async with database.reading() as session:
        found = {name: await table(session, name, day.setup.settings, at) for name in TABLES}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


async def _tell_failed(database: Database) -> None:
    async with database.reading() as session:
        failed = await count_failed(session)
    if failed:
        sys.stderr.write(f"{failed} events failed inside the program: see the log above\n")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Stop(f"cannot write {path}: {error.strerror}") from error
