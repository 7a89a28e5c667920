"""Opening the configured database, and what to tell a person when it cannot be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import BadUse, Stop
from storage.database import Database
from storage.errors import NewerDatabase, UnknownDatabase
from storage.migrate import current, known, migrate, newest


def shown_url(url: str) -> str:
    """A database's address for a screen or a log: no password."""
    try:
        parsed = make_url(url)
        plain = parsed.set(drivername=parsed.get_backend_name())
        return plain.render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "(not an address)"


def cannot_open(url: str, error: Exception) -> Stop:
    """What to tell when a database does not answer."""
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return Stop(f"cannot use the database {shown_url(url)}: {reason}")


def open_database(url: str) -> Database:
    """The database, not yet connected to. Raises BadUse and Stop."""
    try:
        return Database(url)
    except UnknownDatabase as error:
        kinds = "write sqlite:///FILE or postgresql://USER@HOST/NAME"
        raise BadUse(f"{shown_url(url)} is no database that can be opened; {kinds}") from error
    except ModuleNotFoundError as error:
        raise Stop(f"PostgreSQL needs {error.name}: run make env ENV=full") from error
    except OSError as error:
        raise cannot_open(url, error) from error


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, closed afterwards. Raises BadUse and Stop."""
    database = open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def bring_up_to_date(database: Database) -> tuple[str | None, str]:
    """Migrate, and give the schema before and after. Raises Stop."""
    try:
        return await migrate(database)
    except NewerDatabase as error:
        raise _of_newer(database, str(error)) from error
    except (SQLAlchemyError, OSError) as error:
        raise cannot_open(database.url, error) from error


async def demand_up_to_date(database: Database) -> None:
    """Raises Stop for a database of another schema than this version's."""
    try:
        found = await current(database)
    except (SQLAlchemyError, OSError) as error:
        raise cannot_open(database.url, error) from error
    if found is not None and found not in known():
        raise _of_newer(database, found)
    if found != newest():
        reason = f"has schema {found or '(none)'}, not {newest()}; run jielong migrate"
        raise Stop(f"the database {shown_url(database.url)} {reason}")


def _of_newer(database: Database, schema: str) -> Stop:
    reason = f"was written by a newer Jielong (schema {schema}); install that one"
    return Stop(f"the database {shown_url(database.url)} {reason}")
