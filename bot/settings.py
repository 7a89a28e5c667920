"""Settings as people write them (``"08:30"``, ``"30m"``, ``"8%"``), in config.toml and days."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rules.commission import parse_rate
from rules.errors import RuleBroken
from rules.quiet import parse_quiet
from rules.settings import Script, Settings
from rules.times import parse_clock, parse_duration


class BadSetting(Exception):
    """A setting that is not known or not understood: its name and the reason."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(text) from error
    return text


_CLOCK: Final = (parse_clock, 'a clock time such as "08:30"')
_DURATION: Final = (parse_duration, 'a duration such as "30m", "48h" or "2d"')
_READ: Final[Mapping[str, tuple[Callable[[str], Any], str]]] = MappingProxyType(
    {
        "timezone": (_zone, 'a time zone such as "Asia/Shanghai"'),
        "daily_list_at": _CLOCK,
        "cutoff_at": _CLOCK,
        "reminder_before": _DURATION,
        "arrival_reminder_at": _CLOCK,
        "pickup_reminder_at": _CLOCK,
        "overdue_at": _CLOCK,
        "ranking_at": _CLOCK,
        "commission": (parse_rate, 'a percentage such as "8%"'),
        "after_sales": _DURATION,
        "script": (Script, '"hans" (simplified) or "hant" (traditional)'),
    }
)
_QUIET: Final = "quiet"

SETTING_NAMES: Final = frozenset({*_READ, _QUIET})
"""Every setting that can be written; ``quiet`` stands for its beginning and its end."""


def read_settings(written: Mapping[str, str], operators: tuple[str, ...] = ()) -> Settings:
    """The settings, what is not written as it is by default. Raises BadSetting."""
    values: dict[str, Any] = {"operators": operators}
    for name, text in written.items():
        if name not in SETTING_NAMES:
            raise BadSetting(name, "there is no such setting")
        if name != _QUIET:
            values[name] = _read(name, text)
    if _QUIET in written:
        zone = ZoneInfo(values.get("timezone", Settings().timezone))
        values |= _quiet(written[_QUIET], zone)
    return Settings(**values)


def _read(name: str, text: str) -> Any:
    read, wanted = _READ[name]
    try:
        return read(str(text))
    except (RuleBroken, ValueError) as error:
        raise BadSetting(name, f"{text!r} is not {wanted}") from error


def _quiet(text: str, zone: ZoneInfo) -> dict[str, Any]:
    try:
        hours = parse_quiet(str(text), zone)
    except RuleBroken as error:
        raise BadSetting(_QUIET, f'{text!r} is neither "21:30-08:00" nor "none"') from error
    return {"quiet_from": hours.start, "quiet_until": hours.end}
