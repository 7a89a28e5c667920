"""Bringing a database to this version's schema, and telling which one it has."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import Database
from storage.errors import NewerDatabase

_FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


def newest() -> str:
    """The revision that this program works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise NewerDatabase("no migrations in this program")
    return head


def known() -> frozenset[str]:
    """Every revision that this program can bring up to date."""
    revisions = ScriptDirectory.from_config(_config()).walk_revisions()
    return frozenset(script.revision for script in revisions)


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def current(database: Database) -> str | None:
    """The revision of a database; None for an empty one."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_current)


async def migrate(database: Database) -> tuple[str | None, str]:
    """Bring a database up to date. Gives the revision before and after.

    Raises NewerDatabase for one that a newer Jielong has written.
    """
    before, target = await current(database), newest()
    if before is not None and before not in known():
        raise NewerDatabase(before)
    if before != target:
        async with database.engine.begin() as connection:
            await connection.run_sync(_upgrade)
    return before, target


def _upgrade(connection: Connection) -> None:
    config = _config()
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    command.upgrade(config, "head")
