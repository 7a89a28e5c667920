"""One transaction: writes collected and sent together, reads that see them.

Awaiting each row's statement costs nine times as much as sending many at once, so handlers only
queue their writes; ``flush`` sends them, each table's in the order queued.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Executable, Row, Table

from storage.lanes import Lane
from storage.statements import Prepared, inserting, inserting_new, saving, updating

_Write = tuple[Prepared, Mapping[str, Any]]


class Session:
    """One transaction on one connection. Not to be kept after it ends."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._dialect = lane.dialect
        self._queued: defaultdict[Table, list[_Write]] = defaultdict(list)
        self._written: set[Table] = set()

    def insert(self, table: Table, row: Mapping[str, Any]) -> None:
        """Queue a new row."""
        self._queued[table].append((inserting(table, self._dialect, tuple(row)), row))

    def insert_new(self, table: Table, row: Mapping[str, Any]) -> None:
        """Queue a new row that is left out if one with a unique value of its is there already."""
        self._queued[table].append((inserting_new(table, self._dialect, tuple(row)), row))

    def save(self, table: Table, row: Mapping[str, Any]) -> None:
        """Queue a row that replaces the one with the same primary key, or is new."""
        self._queued[table].append((saving(table, self._dialect, tuple(row)), row))

    def update(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Queue new values for the rows with this key."""
        statement = updating(table, self._dialect, tuple(key), tuple(values))
        row = {**{f"key_{name}": value for name, value in key.items()}, **values}
        self._queued[table].append((statement, row))

    async def flush(self) -> None:
        """Send what is queued."""
        queued, self._queued = self._queued, defaultdict(list)
        self._written.update(queued)
        for writes in queued.values():
            for statement, run in groupby(writes, itemgetter(0)):
                await self._lane.send(statement.sql, statement.bound(row for _, row in run))

    def wrote(self, table: Table) -> bool:
        """Whether this transaction has queued anything for a table."""
        return table in self._queued or table in self._written

    async def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """All rows of a query, the queued writes seen."""
        await self.flush()
        return await self._lane.rows(query)

    async def first(self, query: Executable) -> Row[Any] | None:
        """The first row of a query, or None."""
        await self.flush()
        return await self._lane.first(query)

    async def execute(self, statement: Executable) -> int:
        """Run a statement now. Gives the number of rows it touched."""
        await self.flush()
        return await self._lane.execute(statement)
