"""Closing a database: nothing under way is cut off, nothing is left open, nothing is begun."""

import asyncio
import gc
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import ClosedDatabase

ONE = text("select 1")


async def read(database: Database, reached: asyncio.Event, go_on: asyncio.Event) -> int:
    async with database.reading() as session:
        await session.rows(ONE)
        reached.set()
        await go_on.wait()
        return len(await session.rows(ONE))


async def test_whoever_reads_is_waited_for_and_leaves_no_connection(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/day.db", synchronous="OFF")
    reached, go_on = asyncio.Event(), asyncio.Event()
    reader = asyncio.create_task(read(database, reached, go_on))
    await reached.wait()
    closing = asyncio.create_task(database.close())
    done, _ = await asyncio.wait([closing], timeout=0.05)
    assert not done
    go_on.set()
    await closing
    assert await reader == 1
    del database, reader, closing
    gc.collect()  # a connection left open would warn here, and a warning fails the test


async def test_who_is_cancelled_while_reading_does_not_keep_it_open(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/day.db", synchronous="OFF")
    reached, go_on = asyncio.Event(), asyncio.Event()
    reader = asyncio.create_task(read(database, reached, go_on))
    await reached.wait()
    reader.cancel()
    await database.close()
    assert reader.cancelled()


async def test_a_closed_database_begins_nothing(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/day.db", synchronous="OFF")
    await database.close()
    with pytest.raises(ClosedDatabase):
        async with database.reading():
            pass
    with pytest.raises(ClosedDatabase):
        async with database.writing():
            pass
    await database.close()
