"""The configuration: config.toml (else the defaults below) and, from the environment, secrets.

Every key is explained in config.example.toml. A key that is not known or not understood is
``BadConfig``, which names the file and the key.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta
from sqlalchemy import make_url

from bot.errors import BadUse
from bot.logs import LogFormat, LogLevel
from bot.settings import SETTING_NAMES, BadSetting, read_settings
from rules.settings import Settings
from storage.database import async_url
from storage.errors import UnknownDatabase

FILE: Final = "config.toml"
SECRET: Final = "JIELONG_SECRET"  # noqa: S105 - a name, as the three below
TELEGRAM_TOKEN: Final = "JIELONG_TELEGRAM_TOKEN"  # noqa: S105
PAGE_KEY: Final = "JIELONG_PAGE_KEY"
DATABASE_URL: Final = "JIELONG_DATABASE_URL"
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})

_GROUP: Final = "group"
_SHORTEST_SECRET: Final = 16
_AT: Final = re.compile(r" - at `\$\.?([^\[]*).*`$")
_FORMS: Final = {
    "operators.accounts": 'write a list of accounts such as ["tg:42"]',
    "page.port": "write a port from 0 to 65535, without quotes",
    "telegram.server": 'write an address such as "https://api.telegram.org"',
}
"""What to write, for keys whose form nobody sees from the error."""


class BadConfig(BadUse):
    """What is wrong with which key of which file (``environment`` for a variable)."""

    def __init__(self, source: str, key: str, reason: str) -> None:
        super().__init__(f"{source}: {key}: {reason}")
        self.source = source
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DatabaseConfig:
    """[database]"""

    url: str = "sqlite:///data/jielong.db"


@dataclass(frozen=True, slots=True)
class PageConfig:
    """[page]. ``"auto"`` is on as long as no platform is configured."""

    enabled: bool | Literal["auto"] = "auto"
    host: Annotated[str, Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8080


@dataclass(frozen=True, slots=True)
class TelegramConfig:
    """[telegram]. Without a token it is off all the same."""

    enabled: bool = True
    server: Annotated[str, Meta(pattern=r"^https?://\S+$")] = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class OperatorsConfig:
    """[operators]"""

    accounts: tuple[Annotated[str, Meta(pattern=r"^[a-z]+:\S+$")], ...] = ()


@dataclass(frozen=True, slots=True)
class LogConfig:
    """[log]"""

    level: LogLevel = LogLevel.INFO
    format: LogFormat = LogFormat.CONSOLE


@dataclass(frozen=True, slots=True)
class Secrets:
    """What stands in the environment only. Never shown."""

    secret: str | None = field(default=None, repr=False)
    telegram_token: str | None = field(default=None, repr=False)
    page_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Config:
    """All of it. ``source`` is the file it was read from, None for the defaults; ``settings`` are
    [group] and the operators' accounts."""

    database: DatabaseConfig = DatabaseConfig()
    page: PageConfig = PageConfig()
    telegram: TelegramConfig = TelegramConfig()
    operators: OperatorsConfig = OperatorsConfig()
    log: LogConfig = LogConfig()
    settings: Settings = field(default_factory=Settings)
    secrets: Secrets = Secrets()
    source: Path | None = None

    @property
    def telegram_on(self) -> bool:
        """Whether Telegram is connected."""
        return self.telegram.enabled and self.secrets.telegram_token is not None

    @property
    def page_on(self) -> bool:
        """Whether the chat page is served."""
        return not self.telegram_on if self.page.enabled == "auto" else self.page.enabled

    @property
    def data_folder(self) -> Path:
        """Where what is not in the database is kept: beside SQLite's file, else ``data``."""
        scheme, _, path = self.database.url.partition(":///")
        return Path(path).parent if scheme.startswith("sqlite") and path else Path("data")


_SECTIONS: Final[Mapping[str, type[Any]]] = {
    "database": DatabaseConfig,
    "page": PageConfig,
    "telegram": TelegramConfig,
    "operators": OperatorsConfig,
    "log": LogConfig,
}


def load_config(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration in force: of this file, else of ./config.toml if there is one, else the
    defaults. Raises BadConfig."""
    if path is None and Path(FILE).is_file():
        path = Path(FILE)
    written = {} if path is None else _read(path)
    sections = _sections(written, str(path))
    secrets = _secrets(environ)
    sections["database"] = _database(sections["database"], environ.get(DATABASE_URL), str(path))
    config = Config(**sections, secrets=secrets, source=path)
    _check_page(config)
    return config


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadUse(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUse(f"{path}: not TOML: {error}") from error


def _sections(written: Mapping[str, Any], source: str) -> dict[str, Any]:
    _refuse_unknown(written, {*_SECTIONS, _GROUP}, source, "")
    for name, section in written.items():
        if not isinstance(section, dict):
            raise BadConfig(source, name, f"is a section; write [{name}]")
    sections = {
        name: _section(kind, written.get(name, {}), source, name)
        for name, kind in _SECTIONS.items()
    }
    accounts = sections["operators"].accounts
    sections["settings"] = _settings(written.get(_GROUP, {}), accounts, source)
    return sections


def _section(kind: type[Any], written: Mapping[str, Any], source: str, name: str) -> Any:
    _refuse_unknown(written, {entry.name for entry in fields(kind)}, source, f"{name}.")
    try:
        return msgspec.convert(written, kind)
    except msgspec.ValidationError as error:
        reason, key = str(error), name
        if at := _AT.search(reason):
            reason, key = reason[: at.start()], f"{name}.{at[1]}"
        raise BadConfig(source, key, _FORMS.get(key, reason)) from error


def _refuse_unknown(written: Mapping[str, Any], known: set[str], source: str, prefix: str) -> None:
    for name in written:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"; did you mean {prefix}{near[0]}?" if near else ""
            raise BadConfig(source, f"{prefix}{name}", f"there is no such key{hint}")


def _settings(written: Mapping[str, Any], operators: tuple[str, ...], source: str) -> Settings:
    _refuse_unknown(written, {*SETTING_NAMES}, source, f"{_GROUP}.")
    for name, text in written.items():
        if not isinstance(text, str):
            raise BadConfig(source, f"{_GROUP}.{name}", f"write it in quotes, as a text: {text!r}")
    try:
        return read_settings(written, operators)
    except BadSetting as error:
        raise BadConfig(source, f"{_GROUP}.{error.name}", error.reason) from error


def _database(written: DatabaseConfig, given: str | None, source: str) -> DatabaseConfig:
    """The environment's database, else the file's, whose address has no password."""
    where, key = ("environment", DATABASE_URL) if given else (source, "database.url")
    url = given or written.url
    try:
        async_url(url)
    except UnknownDatabase as error:
        reason = "is no database; write sqlite:///FILE or postgresql://USER@HOST/NAME"
        raise BadConfig(where, key, reason) from error
    if not given and make_url(url).password is not None:
        raise BadConfig(
            where, key, f"a password stands in the environment only; set {DATABASE_URL}"
        )
    return DatabaseConfig(url)


def _secrets(environ: Mapping[str, str]) -> Secrets:
    for name in (SECRET, PAGE_KEY):
        if environ.get(name) and len(environ[name].encode()) < _SHORTEST_SECRET:
            raise BadConfig("environment", name, f"is shorter than {_SHORTEST_SECRET} characters")
    return Secrets(*(environ.get(name) or None for name in (SECRET, TELEGRAM_TOKEN, PAGE_KEY)))


def _check_page(config: Config) -> None:
    """Whoever reaches the page can be anybody on it: it is for this machine, or needs a key."""
    if not config.page_on or config.secrets.page_key is not None:
        return
    source = str(config.source or "defaults")
    if config.page.host not in LOOPBACK:
        reason = f"a page that other machines reach needs an access key; set {PAGE_KEY}"
        raise BadConfig(source, "page.host", reason)
    if config.telegram_on:
        reason = f"beside a real platform the page needs an access key; set {PAGE_KEY}"
        raise BadConfig(source, "page.enabled", reason)
