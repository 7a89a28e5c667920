"""The JSON of a day's lines: which keys there are, each of which type, and what is said of a line
that is otherwise."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NotRequired, TypedDict

import msgspec


class BadDay(Exception):
    """A day file that cannot be read: the line's number and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class SetupJson(TypedDict, total=False):
    """``setup``."""

    operator: str
    leaders: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    settings: dict[str, Any]
    no_private: list[str]
    capabilities: dict[str, bool]


class NativeJson(TypedDict):
    """An entry of ``native``."""

    by: str
    at: int
    text: str
    nick: NotRequired[str]


MessageJson = TypedDict(
    "MessageJson",
    {
        "at": str,
        "chat": str,
        "id": str,
        "from": str,
        "nick": str,
        "text": str,
        "reply_to": str,
        "edits": str,
        "recalls": str,
        "photo": bool,
        "native": str | list[NativeJson],
        "press": str,
    },
    total=False,
)
ExpectJson = TypedDict(
    "ExpectJson",
    {
        "chat": str,
        "since": str,
        "says": str | list[str],
        "not": str | list[str],
        "quiet": bool,
        "count": int,
        "file": str,
        "table": str,
        "where": dict[str, Any],
        "is": list[dict[str, Any]],
    },
    total=False,
)
_PLACE: Final = re.compile(r" - at `\$\.?(.*)`$")


def known(number: int, raw: Mapping[str, Any], allowed: Iterable[str]) -> None:
    """Raises BadDay for a key that is not allowed."""
    if unknown := sorted(set(raw) - set(allowed)):
        raise BadDay(number, f"unknown key: {', '.join(unknown)}")


def typed(number: int, raw: Mapping[str, Any], kind: Any) -> Any:
    """The values of a line's keys, each of the type that ``kind`` says; null is as good as nothing.
    Raises BadDay."""
    known(number, raw, kind.__annotations__)
    said = {name: value for name, value in raw.items() if value is not None}
    try:
        return msgspec.convert(said, kind)
    except msgspec.ValidationError as error:
        reason = str(error)
        if place := _PLACE.search(reason):
            reason = f"{place[1]}: {reason[: place.start()]}"
        raise BadDay(number, reason) from error
