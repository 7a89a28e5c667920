"""What ``jielong doctor`` looks at. Each finding says how it stands and how to mend it; nothing is
changed, and a network that is missing is no fault."""

import os
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from PIL import ImageFont
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.config import FILE, PAGE_KEY, SECRET, TELEGRAM_TOKEN, Config
from bot.database import cannot_open, open_database, shown_url
from bot.errors import Stop
from bot.gateways.base import Refused, Throttled
from bot.gateways.telegram_check import ask_telegram
from bot.secret import SHORTEST, secret_file
from bot.serving import listen
from handlers.pictures.lettering import FONTS
from scheduler.clock import Clock
from storage.database import Database
from storage.inbox import count_failed, find_last_failed
from storage.migrate import current, known, newest
from storage.outbox import list_pending

LATE: Final = timedelta(hours=1)
_MEGABYTE: Final = 1_000_000
_LEAST_DISK, _LITTLE_DISK = 100 * _MEGABYTE, 1000 * _MEGABYTE


class Health(StrEnum):
    """OK, worth knowing, or in the way of a working bot."""

    OK = "ok"
    NOTE = "note"
    BROKEN = "BROKEN"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing stands. ``mend`` is what to do about it, "" when there is nothing to do."""

    health: Health
    subject: str
    what: str
    mend: str = ""


async def examine(config: Config, clock: Clock) -> AsyncIterator[Finding]:
    """Every finding, as soon as it is known."""
    yield _configuration(config)
    yield _time_zone(config)
    yield _fonts()
    yield _disk(config)
    yield _secret(config)
    yield _page(config)
    yield await _telegram(config)
    for finding in await _database(config, clock):
        yield finding


def _configuration(config: Config) -> Finding:
    if config.source is None:
        return Finding(Health.OK, "configuration", f"built-in defaults, there is no {FILE}")
    return Finding(Health.OK, "configuration", f"{config.source} is understood")


def _time_zone(config: Config) -> Finding:
    # Reading the configuration has opened the zone; without its data that is refused.
    zone = ZoneInfo(config.settings.timezone)
    return Finding(Health.OK, "time zone", f"{zone.key}")


def _fonts() -> Finding:
    for path in FONTS:
        try:
            ImageFont.truetype(path, 20)
        except OSError as error:
            what = f"{path} cannot be read ({error}); pictures fail"
            return Finding(Health.BROKEN, "fonts", what, "restore the file from the repository")
    return Finding(Health.OK, "fonts", f"{len(FONTS)} files, readable")


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that there is."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _disk(config: Config) -> Finding:
    folder = _existing(config.data_folder)
    free = shutil.disk_usage(folder).free
    what = f"{free // _MEGABYTE} MB free at {folder}"
    if free < _LEAST_DISK:
        return Finding(Health.BROKEN, "disk", what, "make room, or nothing can be booked soon")
    if free < _LITTLE_DISK:
        return Finding(Health.NOTE, "disk", what, "make room before it is full")
    return Finding(Health.OK, "disk", what)


def _secret(config: Config) -> Finding:
    path = secret_file(config)
    if config.secrets.secret is not None:
        return Finding(Health.OK, "secret", f"from {SECRET}")
    if not path.exists():
        what = f"none yet; the first start makes {path}"
        return Finding(Health.NOTE, "secret", what, "nothing now; later keep it with your backups")
    try:
        length, mode = len(path.read_bytes().strip()), path.stat().st_mode
    except OSError as error:
        return Finding(Health.BROKEN, "secret", f"{path}: {error.strerror}", f"let me read {path}")
    if length < SHORTEST:
        mend = "restore it from a backup; without it handed-out pickup codes cannot be shown"
        return Finding(Health.BROKEN, "secret", f"{path} is too short", mend)
    if mode & 0o077:
        return Finding(Health.NOTE, "secret", f"others may read {path}", f"chmod 600 {path}")
    return Finding(Health.OK, "secret", f"{path}, which belongs with your backups")


def _page(config: Config) -> Finding:
    if not config.page_on:
        mend = f"page.enabled = true and {PAGE_KEY} switch it on"
        return Finding(Health.OK, "chat page", f"off; {mend}")
    try:
        listen(config.page.host, config.page.port).close()
    except Stop as error:
        mend = "nothing if that is Jielong itself; else do as it says"
        return Finding(Health.NOTE, "chat page", str(error), mend)
    what = f"will be on {config.page.host} port {config.page.port}, which is free"
    return Finding(Health.OK, "chat page", what)


async def _telegram(config: Config) -> Finding:
    token = config.secrets.telegram_token
    if token is None or not config.telegram.enabled:
        return Finding(Health.OK, "telegram", f"off; {TELEGRAM_TOKEN} switches it on")
    try:
        account = await ask_telegram(token, config.telegram.server)
    except Refused as error:
        mend = f"copy the token from @BotFather into {TELEGRAM_TOKEN} anew"
        return Finding(Health.BROKEN, "telegram", str(error), mend)
    except Throttled:
        what = f"{config.telegram.server} does not answer: the token was not checked"
        return Finding(Health.NOTE, "telegram", what, "look at the network or the proxy")
    if not account.hears_groups:
        what = f"{account.name} hears in groups only what is said to it"
        mend = "@BotFather: /setprivacy, Disable; then take the bot out of its groups and back in"
        return Finding(Health.NOTE, "telegram", what, mend)
    return Finding(Health.OK, "telegram", f"the token is {account.name}'s")


async def _database(config: Config, clock: Clock) -> Sequence[Finding]:
    url = config.database.url
    if url.startswith("sqlite") and (missing := _missing_file(url)) is not None:
        return [missing]
    try:
        database = open_database(url)
    except Stop as error:
        mend = "do as it says, or correct database.url"
        return [Finding(Health.BROKEN, "database", str(error), mend)]
    try:
        return await _opened(database, clock, ZoneInfo(config.settings.timezone))
    except (SQLAlchemyError, OSError) as error:
        mend = "start the database, correct its address, or free the file"
        return [Finding(Health.BROKEN, "database", str(cannot_open(url, error)), mend)]
    finally:
        await database.close()


def _missing_file(url: str) -> Finding | None:
    """What there is to say of a database file that is not there yet; opening it would make it."""
    path = Path(make_url(url).database or ":memory:")
    if str(path) == ":memory:" or path.exists():
        return None
    folder = _existing(path.parent)
    if not os.access(folder, os.W_OK):
        mend = "give this user the right, or set another database.url"
        return Finding(Health.BROKEN, "database", f"{folder} cannot be written to", mend)
    return Finding(Health.OK, "database", f"{path} will be made at the first start")


async def _opened(database: Database, clock: Clock, zone: ZoneInfo) -> Sequence[Finding]:
    async with database.writing():
        pass  # takes the write lock and gives it back
    what = f"{shown_url(database.url)} can be written to"
    schema = _schema(await current(database))
    findings = [Finding(Health.OK, "database", what), schema]
    if schema.health is Health.OK:
        findings += [await _failed(database, zone), await _backlog(database, clock)]
    return findings


def _schema(found: str | None) -> Finding:
    if found == newest():
        return Finding(Health.OK, "schema", f"{found}, up to date")
    if found is None or found in known():
        what = f"{found or 'none yet'}, this version works with {newest()}"
        return Finding(Health.NOTE, "schema", what, "jielong migrate (jielong run does so too)")
    what = f"{found} is of a newer Jielong than this one"
    return Finding(Health.BROKEN, "schema", what, "install that version again")


async def _failed(database: Database, zone: ZoneInfo) -> Finding:
    async with database.reading() as session:
        failed, last = await count_failed(session), await find_last_failed(session)
    if last is None:
        return Finding(Health.OK, "inbox", "no event has failed")
    events = "1 event" if failed == 1 else f"{failed} events"
    at = last.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    what = f"{events} failed and did nothing, the last {at}: {last.kind}, {last.error}"
    mend = (
        f"find 'failed' with id={last.id} in the log for the place, report it with that, and "
        "have it said again once a version that mends it runs; it is kept"
    )
    return Finding(Health.NOTE, "inbox", what, mend)


async def _backlog(database: Database, clock: Clock) -> Finding:
    async with database.reading() as session:
        pending = await list_pending(session)
    late = [entry for entry in pending if entry.send_after < clock.now() - LATE]
    if not late:
        return Finding(Health.OK, "outbox", f"{len(pending)} messages wait to be sent")
    platforms = sorted({entry.chat.removeprefix("dm:").partition(":")[0] for entry in late})
    what = f"{len(late)} messages are more than an hour late, for {', '.join(platforms)}"
    return Finding(
        Health.NOTE, "outbox", what, "is the bot running, and that platform switched on?"
    )
