"""Columns: how each kind of value is kept, the same on SQLite and PostgreSQL.

Money is integer fen, quantities integer thousandths, instants integer milliseconds since 1970.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import JSON


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as milliseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value.timestamp() * 1000)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Autoincrementing keys are INTEGER on SQLite, where only that type counts up by itself.
Serial = BigInteger().with_variant(Integer, "sqlite")


def table(name: str, *parts: Any) -> Table:
    """A table of the one schema."""
    return Table(name, metadata, *parts)


def key(name: str) -> Column[Any]:
    """A text column of the primary key."""
    return Column(name, String(255), primary_key=True)


def serial() -> Column[Any]:
    """A primary key that counts up by itself."""
    return Column("id", Serial, primary_key=True, autoincrement=True)


def text(name: str, *, null: bool = False) -> Column[Any]:
    """A text column."""
    return Column(name, Text, nullable=null)


def whole(name: str, *, null: bool = False) -> Column[Any]:
    """A whole number: fen, thousandths, a count."""
    return Column(name, BigInteger, nullable=null)


def at(name: str, *, null: bool = False) -> Column[Any]:
    """An instant."""
    return Column(name, Instant, nullable=null)


def flag(name: str) -> Column[Any]:
    """A yes or no."""
    return Column(name, Boolean, nullable=False)


def json(name: str, *, null: bool = False) -> Column[Any]:
    """Plain values, nested."""
    return Column(name, JSON(none_as_null=True), nullable=null)
