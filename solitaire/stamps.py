"""Dates and times as programs write them into copied chat: 2026/11/22 20:41, [22.11.2026 20:41:03].

They are kept as written times of a place, without its zone: whoever knows that makes instants.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Stamp:
    """``day`` is YYYY-MM-DD, MM-DD where the year is not said, ``-1`` for 昨天; ``clock`` is HH:MM.
    Either is "" where it is not known."""

    day: str = ""
    clock: str = ""


UNKNOWN: Final = Stamp()

_YMD: Final = r"(?P<y1>20[0-9]{2})\s*[-/.年]\s*(?P<m1>[0-9]{1,2})\s*[-/.月]\s*(?P<d1>[0-9]{1,2})日?"
_DMY: Final = r"(?P<d2>[0-9]{1,2})[./](?P<m2>[0-9]{1,2})[./](?P<y2>20[0-9]{2})"
_MD: Final = r"(?P<m3>[0-9]{1,2})\s*[-/月]\s*(?P<d3>[0-9]{1,2})[日号]?"
_SAID: Final = r"(?P<said>今天|昨天|前天)"
_WEEKDAY: Final = r"(?:\s*[(（]?(?:周|星期|礼拜|週)[一二三四五六日天][)）]?)?"
_DAY: Final = rf"(?:{_YMD}|{_DMY}|{_MD}|{_SAID}){_WEEKDAY}"
_CLOCK: Final = (
    r"(?P<part>凌晨|早上|上午|中午|下午|晚上|傍晚)?\s*"
    r"(?P<hour>[01]?[0-9]|2[0-3])[:：](?P<minute>[0-5][0-9])(?:[:：][0-5][0-9])?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
STAMP: Final = rf"[\[(（]?(?:{_DAY}(?:\s*[,，]?\s*|\s+at\s+))?{_CLOCK}[\])）]?"
"""The source of a regular expression for a time, with a day or without, perhaps in brackets."""
_DAY_LINE: Final = re.compile(rf"[\s—–\-=─·*]*{_DAY}(?:\s*{_CLOCK})?[\s—–\-=─·*]*")
_SAID_DAYS: Final = {"今天": "-0", "昨天": "-1", "前天": "-2"}
_LATE: Final = frozenset({"下午", "晚上", "傍晚"})


def stamp_of(found: re.Match[str]) -> Stamp:
    """The value of a time that was found."""
    return Stamp(_day(found), _clock(found))


def day_line(line: str) -> str | None:
    """The day that a separator line names (—— 2026-11-22 ——); None for any other line."""
    found = _DAY_LINE.fullmatch(line) if line.strip() else None
    return None if found is None else _day(found)


def _day(found: re.Match[str]) -> str:
    said = found.groupdict()
    if said["said"]:
        return _SAID_DAYS[said["said"]]
    if said["y1"]:
        return f"{said['y1']}-{int(said['m1']):02d}-{int(said['d1']):02d}"
    if said["y2"]:
        return f"{said['y2']}-{int(said['m2']):02d}-{int(said['d2']):02d}"
    return f"{int(said['m3']):02d}-{int(said['d3']):02d}" if said["m3"] else ""


def _clock(found: re.Match[str]) -> str:
    hour = int(found["hour"])
    half = (found["half"] or "").replace(".", "").lower()
    if hour < 12 and (found["part"] in _LATE or half == "pm"):
        hour += 12
    if hour == 12 and (found["part"] == "凌晨" or half == "am"):
        hour = 0
    return f"{hour:02d}:{found['minute']}"
