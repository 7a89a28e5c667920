"""One transaction: writes collected and sent together, reads that see them.

Awaiting each row's statement costs nine times as much as sending many at once, so handlers only
queue their writes; ``flush`` sends them, each table's in the order queued.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Executable, Row, Table, and_, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@lru_cache(maxsize=512)
def _upsert(table: Table, dialect: str, columns: tuple[str, ...]) -> Executable:
    keys = [column.name for column in table.primary_key.columns]
    statement = _INSERTS[dialect](table).values({name: bindparam(name) for name in columns})
    rest = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


@lru_cache(maxsize=512)
def _update(table: Table, keys: tuple[str, ...], columns: tuple[str, ...]) -> Executable:
    where = and_(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
    return table.update().where(where).values({name: bindparam(name) for name in columns})


@lru_cache(maxsize=512)
def _insert_new(table: Table, dialect: str, columns: tuple[str, ...]) -> Executable:
    row = {name: bindparam(name) for name in columns}
    return _INSERTS[dialect](table).values(row).on_conflict_do_nothing()


@lru_cache(maxsize=512)
def _insert(table: Table, columns: tuple[str, ...]) -> Executable:
    return table.insert().values({name: bindparam(name) for name in columns})


class Session:
    """One transaction on one connection. Not to be kept after it ends."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name
        self._queued: dict[Table, list[tuple[Executable, dict[str, Any]]]] = defaultdict(list)

    def insert(self, table: Table, row: Mapping[str, Any]) -> None:
        """Queue a new row."""
        self._queued[table].append((_insert(table, tuple(row)), dict(row)))

    def insert_new(self, table: Table, row: Mapping[str, Any]) -> None:
        """Queue a new row that is left out if one with a unique value of its is there already."""
        self._queued[table].append((_insert_new(table, self._dialect, tuple(row)), dict(row)))

    def save(self, table: Table, row: Mapping[str, Any]) -> None:
        """Queue a row that replaces the one with the same primary key, or is new."""
        statement = _upsert(table, self._dialect, tuple(row))
        self._queued[table].append((statement, dict(row)))

    def update(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Queue new values for the rows with this key."""
        statement = _update(table, tuple(key), tuple(values))
        self._queued[table].append(
            (statement, {**{f"key_{name}": value for name, value in key.items()}, **values})
        )

    async def flush(self) -> None:
        """Send what is queued."""
        queued, self._queued = self._queued, defaultdict(list)
        for writes in queued.values():
            start = 0
            for place in range(1, len(writes) + 1):
                if place == len(writes) or writes[place][0] is not writes[start][0]:
                    rows = [row for _, row in writes[start:place]]
                    await self._connection.execute(writes[start][0], rows)
                    start = place

    async def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """All rows of a query, the queued writes seen."""
        await self.flush()
        return (await self._connection.execute(query)).all()

    async def first(self, query: Executable) -> Row[Any] | None:
        """The first row of a query, or None."""
        await self.flush()
        return (await self._connection.execute(query)).first()

    async def execute(self, statement: Executable) -> int:
        """Run a statement now. Gives the number of rows it touched."""
        await self.flush()
        result = await self._connection.execute(statement)
        return result.rowcount if result.rowcount is not None else 0
