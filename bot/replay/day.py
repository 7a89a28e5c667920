"""A day file (docs/replay.md): JSON lines read into values, each fault told with its line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from bot.gateways.base import Capabilities
from bot.replay.lines import BadDay, ExpectJson, MessageJson, SetupJson, known, typed
from bot.settings import BadSetting, read_settings
from rules.settings import Settings
from solitaire.native import by_time, read_native
from solitaire.values import AccountId, NativeEntry


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
    native: tuple[NativeEntry, ...] = ()


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


_CAPABILITIES = {entry.name for entry in fields(Capabilities) if entry.type is bool}


def read_day(lines: Iterable[str]) -> Day:
    """Read a day file. Raises BadDay."""
    setup, steps = Setup(), list[Line | Crash | Redeliver | Expect]()
    latest: datetime | None = None
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
                line = _line(number, raw)
                if latest is not None and line.at < latest:
                    raise BadDay(number, f"at is earlier than the line before: {raw['at']}")
                latest = line.at
                steps.append(line)
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


def _setup(number: int, raw: Mapping[str, Any]) -> Setup:
    found = typed(number, raw, SetupJson)
    capabilities = found.get("capabilities", {})
    known(number, capabilities, _CAPABILITIES)
    operator = found.get("operator", "")
    return Setup(
        operator,
        tuple(typed(number, entry, SetupLeader) for entry in found.get("leaders", ())),
        tuple(typed(number, entry, SetupGroup) for entry in found.get("groups", ())),
        _settings(number, found.get("settings", {}), operator),
        frozenset(found.get("no_private", ())),
        capabilities,
    )


def _settings(number: int, raw: Mapping[str, Any], operator: str) -> Settings:
    for name, text in raw.items():
        if not isinstance(text, str):
            raise BadDay(number, f"settings.{name}: write it in quotes, as a text: {text!r}")
    try:
        return read_settings(raw, (operator,) if operator else ())
    except BadSetting as error:
        raise BadDay(number, f"setting not understood: {error}") from error


def _line(number: int, raw: Mapping[str, Any]) -> Line:
    at = _at(number, raw["at"])
    found = typed(number, raw, MessageJson)
    if "id" not in found and "from" not in found:
        if set(found) != {"at"}:
            raise BadDay(number, "a message needs chat, id and from")
        return Line(number, at)
    if missing := [name for name in ("chat", "id", "from") if not found.get(name)]:
        raise BadDay(number, f"a message needs {', '.join(missing)}")
    text, native = _native(number, found)
    return Line(
        number,
        at,
        found["chat"],
        found["id"],
        found["from"],
        found.get("nick") or found["from"],
        text,
        found.get("reply_to"),
        found.get("edits"),
        found.get("recalls"),
        found.get("press"),
        found.get("photo", False),
        native,
    )


def _native(number: int, found: MessageJson) -> tuple[str, tuple[NativeEntry, ...]]:
    """The visible text, and the entries of a native 接龙: told, or read from the raw message."""
    text, native = found.get("text", ""), found.get("native", ())
    if isinstance(native, str):
        read = read_native(native)
        if read is None and not text:
            raise BadDay(number, "native: no native 接龙")
        return (text or read.text, read.entries) if read is not None else (text, ())
    entries = [
        NativeEntry(AccountId(one["by"]), one["at"], one["text"], one.get("nick", ""))
        for one in native
    ]
    return text, by_time(entries)


def _at(number: int, text: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadDay(number, f"at is no instant: {text!r}") from error
    if at.tzinfo is None:
        raise BadDay(number, f"at has no offset: {text!r}")
    return at


def _expect(number: int, raw: Mapping[str, Any]) -> Expect:
    found = typed(number, raw, ExpectJson)
    if "table" not in found and "chat" not in found:
        raise BadDay(number, "expect needs a chat or a table")
    return Expect(
        number,
        found.get("chat", ""),
        found.get("since"),
        _strings(found.get("says", ())),
        _strings(found.get("not", ())),
        found.get("quiet", False),
        found.get("count"),
        found.get("file"),
        found.get("table", ""),
        found.get("where", {}),
        tuple(found["is"]) if "is" in found else None,
    )


def _strings(found: str | Sequence[str]) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)
