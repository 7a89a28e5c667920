"""The database: engines for SQLite and PostgreSQL, the one writer, and readers beside it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.errors import ClosedDatabase, UnknownDatabase
from storage.lanes import AsyncLane, ThreadLane, in_thread
from storage.session import Session

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


def async_url(url: str) -> str:
    """A database's address with the driver that is used for it.

    Raises UnknownDatabase for anything but ``sqlite:`` and ``postgresql:``.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnknownDatabase(url) from error
    backend = parsed.drivername.partition("+")[0]
    if backend not in DRIVERS:
        raise UnknownDatabase(url)
    return parsed.set(drivername=DRIVERS[backend]).render_as_string(hide_password=False)


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


_JSON: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": msgspec.json.decode}
"""A tenth of what the standard library takes; every event is kept as JSON."""


class Database:
    """An open database. One transaction writes at a time in a process (``writing``)."""

    def __init__(self, url: str, *, synchronous: str = "FULL") -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        if self.is_sqlite and (path := make_url(self.url).database):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._writer = self._engine("IMMEDIATE", synchronous, size=1)
        self._reader = self._engine("DEFERRED", synchronous, size=5)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._sqlite = self._sqlite_engine(synchronous) if self.is_sqlite else None
        self._turn = asyncio.Lock()
        self._users = 0
        self._unused = asyncio.Event()
        self._closed = False

    def _engine(self, begin: str, synchronous: str, size: int) -> AsyncEngine:
        try:
            engine = create_async_engine(self.url, pool_size=size, max_overflow=0, **_JSON)
        except NoSuchModuleError as error:  # pragma: no cover - async_url has checked it
            raise UnknownDatabase(self.url) from error
        if self.is_sqlite:
            _prepare_sqlite(engine.sync_engine, begin, synchronous)
        return engine

    def _sqlite_engine(self, synchronous: str) -> Engine:
        """The writer's on SQLite: one connection, used by turns here and in the thread."""
        url = make_url(self.url).set(drivername="sqlite")
        unbound = {"check_same_thread": False}
        engine = create_engine(url, pool_size=1, max_overflow=0, connect_args=unbound, **_JSON)
        _prepare_sqlite(engine, "IMMEDIATE", synchronous)
        return engine

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """A transaction that may write; committed at the end, rolled back if it raises. Raises
        ClosedDatabase after the end."""
        with self._in_use():
            async with self._turn, self._transaction() as session:
                yield session
                await session.flush()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Session]:
        if self._sqlite is None:
            async with self._writer.begin() as connection:
                yield Session(AsyncLane(connection))
            return
        with self._sqlite.connect() as connection:
            transaction = await in_thread(self._thread, connection.begin)
            try:
                yield Session(ThreadLane(connection, self._thread))
            except BaseException:
                await in_thread(self._thread, transaction.rollback)
                raise
            await in_thread(self._thread, transaction.commit)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A transaction that only reads, beside the writer. Raises ClosedDatabase after the end."""
        with self._in_use():
            async with self._reader.begin() as connection:
                yield Session(AsyncLane(connection))

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        if self._closed:
            raise ClosedDatabase
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            if not self._users:
                self._unused.set()

    @property
    def engine(self) -> AsyncEngine:
        """The writer's engine, for migrations."""
        return self._writer

    async def close(self) -> None:
        """Close all connections, once what is under way has ended: a connection that is in use now
        would be closed by nobody."""
        self._closed = True
        while self._users:
            self._unused.clear()
            await self._unused.wait()
        await self._writer.dispose()
        await self._reader.dispose()
        if self._sqlite is not None:
            self._sqlite.dispose()
        self._thread.shutdown()


def _prepare_sqlite(engine: Engine, begin: str, synchronous: str) -> None:
    """WAL, durable commits, and transactions that take the write lock when they begin.

    With SQLite's default (DEFERRED) forty concurrent buyers of twenty boxes were sold forty.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 10000")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA synchronous = {synchronous}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")
