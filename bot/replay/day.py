"""A day file (docs/replay.md): JSON lines read into values, each fault told with its line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from bot.settings import BadSetting, read_settings
from rules.settings import Settings


class BadDay(Exception):
    """A day file that cannot be read: the line's number and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SetupLeader:
    """A leader of the setup."""

    id: str
    name: str
    zone: str = ""
    stars: int = 0


@dataclass(frozen=True, slots=True)
class SetupGroup:
    """A group of the setup, bound from the start."""

    chat: str
    name: str
    leader: str
    pickup_point: str = ""
    zone: str = ""
    members: int = 0


@dataclass(frozen=True, slots=True)
class Setup:
    """Who there is before the day begins."""

    operator: str = ""
    leaders: tuple[SetupLeader, ...] = ()
    groups: tuple[SetupGroup, ...] = ()
    settings: Settings = field(default_factory=Settings)
    no_private: frozenset[str] = frozenset()
    capabilities: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A timed line: a message (``text``, ``edits``, ``recalls`` or ``press``), or only time that
    passes (``id`` is then None)."""

    number: int
    at: datetime
    chat: str = ""
    id: str | None = None
    sender: str = ""
    nick: str = ""
    text: str = ""
    reply_to: str | None = None
    edits: str | None = None
    recalls: str | None = None
    press: str | None = None
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Crash:
    """The process is killed and started again."""

    number: int


@dataclass(frozen=True, slots=True)
class Redeliver:
    """A message (or the last timed event, ``tick``) is delivered once more."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Expect:
    """What must have been said in a chat, or what a table must hold."""

    number: int
    chat: str = ""
    since: str | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    quiet: bool = False
    count: int | None = None
    file: str | None = None
    table: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day."""

    setup: Setup
    steps: tuple[Line | Crash | Redeliver | Expect, ...]


_MESSAGE = {
    "at",
    "chat",
    "id",
    "from",
    "nick",
    "text",
    "reply_to",
    "edits",
    "recalls",
    "photo",
    "press",
}
_EXPECT = {"chat", "since", "says", "not", "quiet", "count", "file", "table", "where", "is"}


def read_day(lines: Iterable[str]) -> Day:
    """Read a day file. Raises BadDay."""
    setup, steps = Setup(), list[Line | Crash | Redeliver | Expect]()
    for number, raw in _objects(lines):
        match raw:
            case {"setup": dict(found)}:
                if steps:
                    raise BadDay(number, "setup must come first")
                setup = _setup(number, found)
            case {"expect": dict(found)}:
                steps.append(_expect(number, found))
            case {"crash": True}:
                steps.append(Crash(number))
            case {"redeliver": str(what)}:
                steps.append(Redeliver(number, what))
            case {"at": _}:
                steps.append(_line(number, raw))
            case _:
                raise BadDay(number, f"not a line of a day: {', '.join(raw)}")
    return Day(setup, tuple(steps))


def _objects(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            raw = json.loads(text)
        except json.JSONDecodeError as error:
            raise BadDay(number, f"not JSON: {error.msg}") from error
        if not isinstance(raw, dict):
            raise BadDay(number, "not an object")
        yield number, raw


def _known(number: int, raw: Mapping[str, Any], allowed: set[str]) -> None:
    if unknown := sorted(set(raw) - allowed):
        raise BadDay(number, f"unknown key: {', '.join(unknown)}")


def _values(number: int, kind: type[Any], raw: Mapping[str, Any]) -> Any:
    _known(number, raw, {entry.name for entry in fields(kind)})
    try:
        return kind(**raw)
    except TypeError as error:
        raise BadDay(number, str(error).replace("__init__()", kind.__name__)) from error


def _setup(number: int, raw: Mapping[str, Any]) -> Setup:
    allowed = {"operator", "leaders", "groups", "settings", "no_private", "capabilities"}
    _known(number, raw, allowed)
    return Setup(
        raw.get("operator", ""),
        tuple(_values(number, SetupLeader, entry) for entry in raw.get("leaders", ())),
        tuple(_values(number, SetupGroup, entry) for entry in raw.get("groups", ())),
        _settings(number, raw.get("settings", {}), raw.get("operator", "")),
        frozenset(raw.get("no_private", ())),
        raw.get("capabilities", {}),
    )


def _settings(number: int, raw: Mapping[str, str], operator: str) -> Settings:
    try:
        return read_settings(raw, (operator,) if operator else ())
    except BadSetting as error:
        raise BadDay(number, f"setting not understood: {error}") from error


def _line(number: int, raw: Mapping[str, Any]) -> Line:
    _known(number, raw, _MESSAGE)
    at = _at(number, raw["at"])
    if "id" not in raw and "from" not in raw:
        if set(raw) != {"at"}:
            raise BadDay(number, "a message needs chat, id and from")
        return Line(number, at)
    if missing := [name for name in ("chat", "id", "from") if not raw.get(name)]:
        raise BadDay(number, f"a message needs {', '.join(missing)}")
    return Line(
        number,
        at,
        raw["chat"],
        raw["id"],
        raw["from"],
        raw.get("nick") or raw["from"],
        raw.get("text") or "",
        raw.get("reply_to"),
        raw.get("edits"),
        raw.get("recalls"),
        raw.get("press"),
        bool(raw.get("photo")),
    )


def _at(number: int, text: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadDay(number, f"at is no instant: {text!r}") from error
    if at.tzinfo is None:
        raise BadDay(number, f"at has no offset: {text!r}")
    return at


def _expect(number: int, raw: Mapping[str, Any]) -> Expect:
    _known(number, raw, _EXPECT)
    if "table" not in raw and "chat" not in raw:
        raise BadDay(number, "expect needs a chat or a table")
    return Expect(
        number,
        raw.get("chat", ""),
        raw.get("since"),
        _strings(raw.get("says", ())),
        _strings(raw.get("not", ())),
        bool(raw.get("quiet")),
        raw.get("count"),
        raw.get("file"),
        raw.get("table", ""),
        raw.get("where", {}),
        tuple(raw["is"]) if "is" in raw else None,
    )


def _strings(found: Any) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)
