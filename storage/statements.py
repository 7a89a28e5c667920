"""Statements that write, ready to be sent with many rows at once.

SQLAlchemy writes them and says how each value is bound; the rows go to the driver directly, because
SQLAlchemy's own way for many rows costs five times as much as SQLite itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Table, and_, bindparam
from sqlalchemy.dialects import postgresql, sqlite

_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A statement in the driver's own words. ``pick`` takes a row's values in the order they are
    bound; ``processors`` are for those that the driver does not know, by place."""

    sql: str
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    processors: tuple[tuple[int, Callable[[Any], Any]], ...]

    def bound(self, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """The rows as the driver takes them."""
        return [self._bound(row) for row in rows]

    def _bound(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        values = list(self.pick(row))
        for place, process in self.processors:
            values[place] = process(values[place])
        return tuple(values)


def _prepare(statement: Any, dialect: Dialect) -> Prepared:
    compiled = statement.compile(dialect=dialect)
    names: list[str] = compiled.positiontup
    types = [compiled.binds[name].type.dialect_impl(dialect) for name in names]
    processors = [kind.bind_processor(dialect) for kind in types]
    pick = itemgetter(*names) if len(names) > 1 else _only(names[0])
    asked = tuple((place, one) for place, one in enumerate(processors) if one is not None)
    return Prepared(str(compiled), pick, asked)


def _only(name: str) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    return lambda row: (row[name],)


@lru_cache(maxsize=512)
def inserting(table: Table, dialect: Dialect, columns: tuple[str, ...]) -> Prepared:
    """A new row."""
    return _prepare(table.insert().values({name: bindparam(name) for name in columns}), dialect)


@lru_cache(maxsize=512)
def inserting_new(table: Table, dialect: Dialect, columns: tuple[str, ...]) -> Prepared:
    """A new row, left out if one with a unique value of its is there already."""
    row = {name: bindparam(name) for name in columns}
    return _prepare(_INSERTS[dialect.name](table).values(row).on_conflict_do_nothing(), dialect)


@lru_cache(maxsize=512)
def saving(table: Table, dialect: Dialect, columns: tuple[str, ...]) -> Prepared:
    """A row that replaces the one with the same primary key, or is new."""
    keys = [column.name for column in table.primary_key.columns]
    row = {name: bindparam(name) for name in columns}
    statement = _INSERTS[dialect.name](table).values(row)
    rest = {name: statement.excluded[name] for name in columns if name not in keys}
    return _prepare(statement.on_conflict_do_update(index_elements=keys, set_=rest), dialect)


@lru_cache(maxsize=512)
def updating(
    table: Table, dialect: Dialect, keys: tuple[str, ...], columns: tuple[str, ...]
) -> Prepared:
    """New values (by their names) for the rows with this key (by ``key_`` and the name)."""
    where = and_(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
    values = {name: bindparam(name) for name in columns}
    return _prepare(table.update().where(where).values(values), dialect)
