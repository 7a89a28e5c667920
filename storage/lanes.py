"""How statements reach the database within one transaction.

PostgreSQL is reached through its async driver. SQLite is no server: a statement takes less time
than handing it to another thread and back. So writes are made at once; what may wait, or run long
(taking the write lock, reading, the commit), is done in one thread of the database's own.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Dialect, Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection

_T = TypeVar("_T")


class Lane(Protocol):
    """One transaction's connection."""

    @property
    def dialect(self) -> Dialect:
        """The database's language."""
        ...

    async def send(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Run a statement in the driver's own words once for each row."""
        ...

    async def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """All rows of a query."""
        ...

    async def first(self, query: Executable) -> Row[Any] | None:
        """The first row of a query, or None."""
        ...

    async def execute(self, statement: Executable) -> int:
        """Run a statement. Gives the number of rows it touched."""
        ...


class AsyncLane:
    """A connection of an async driver."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    async def send(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Run a statement in the driver's own words once for each row."""
        await self._connection.exec_driver_sql(sql, rows)

    async def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """All rows of a query."""
        return (await self._connection.execute(query)).all()

    async def first(self, query: Executable) -> Row[Any] | None:
        """The first row of a query, or None."""
        return (await self._connection.execute(query)).first()

    async def execute(self, statement: Executable) -> int:
        """Run a statement. Gives the number of rows it touched."""
        result = await self._connection.execute(statement)
        return result.rowcount if result.rowcount is not None else 0


class ThreadLane:
    """SQLite's one writing connection, with the thread for what may take long."""

    def __init__(self, connection: Connection, thread: Executor) -> None:
        self._connection = connection
        self._thread = thread
        self.dialect = connection.dialect

    async def send(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Run a statement in the driver's own words once for each row, here and now."""
        self._connection.exec_driver_sql(sql, rows)

    async def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """All rows of a query."""
        return await in_thread(self._thread, lambda: self._connection.execute(query).all())

    async def first(self, query: Executable) -> Row[Any] | None:
        """The first row of a query, or None."""
        return await in_thread(self._thread, lambda: self._connection.execute(query).first())

    async def execute(self, statement: Executable) -> int:
        """Run a statement. Gives the number of rows it touched."""
        result = await in_thread(self._thread, lambda: self._connection.execute(statement))
        return result.rowcount if result.rowcount is not None else 0


async def in_thread(thread: Executor, work: Callable[[], _T]) -> _T:
    """Do it in the thread. Whoever is cancelled meanwhile waits until it is done: the connection
    must not be used by two at once."""
    done = asyncio.get_running_loop().run_in_executor(thread, work)
    try:
        return await asyncio.shield(done)
    except asyncio.CancelledError:
        await asyncio.wait([done])
        raise
