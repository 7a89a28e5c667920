"""Days and hours as said in folded text: 今晚8点, 周六下午, 12月3日18:00, 明早, Thu 6-8pm.

Only what was said; what date that is, ``post_dates`` works out.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from solitaire.numbers import CHINESE, read_number
from solitaire.post_values import Day

_AHEAD: Final = {
    "今": 0, "今天": 0, "今日": 0, "当天": 0, "当日": 0, "today": 0, "tonight": 0,
    "明": 1, "明天": 1, "明日": 1, "次日": 1, "隔天": 1, "第二天": 1, "tomorrow": 1, "tmr": 1,
    "后": 2, "后天": 2, "后日": 2, "大后天": 3,
}  # fmt: skip
_WEEKDAYS: Final = {letter: number for number, letter in enumerate("一二三四五六日")} | {
    "天": 6, "末": 5, "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_HALF: Final = (
    r"大后天|[今明当后]天|[今明当后次]日|隔天|第二天|[今明后](?=晚|早|夜|中午|下午|上午|凌晨)"
    r"|(?<![a-z])(?:today|tonight|tomorrow|tmr)(?![a-z])"
)
_TOKEN: Final = re.compile(
    rf"(?:(?P<ahead>{_HALF})"
    r"|(?P<week>下个?|这个?|本|每)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末]|[1-6](?![\d.]))"
    r"|(?<![a-z])(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?(?![a-z])"
    r"|(?<![\d.])(?P<month>1[0-2]|0?[1-9])(?:月|/|\.(?=\d+\s?(?:晚|[上下]午|早|日|号|截|到)))"
    r"(?P<date>3[01]|[12]\d|0?[1-9])(?!\d)[日号]?"
    r"|(?<![\d.])(?P<alone>3[01]|[12]\d|[1-9])[号日](?![楼栋门院线电店馆码桌]))"
    r"(?:\s?\((?:周|星期|礼拜)?[一二三四五六日]\))?"
    r"|(?P<part>凌晨|清晨|早上|早晨|一早|[上中正下]午|午后|傍晚|晚上|晚间|夜里|半夜|晚|早|夜)"
    r"|(?<![\d.])(?<!\d:)(?P<hour>2[0-4]|[01]?\d):(?P<minute>[0-5]\d)(?![\d:])(?:\s?(?P<noon>[ap])m)?"
    r"|(?<![\d.])(?<!\d:)(?P<short>1[0-2]|[1-9])(?:\.(?P<past>[0-5]\d))?\s?(?P<shortnoon>[ap])m(?![a-z])"
    rf"|(?P<spoken>(?<![\d.])(?<!\d:)(?:2[0-4]|[01]?\d)|{CHINESE}{{1,3}})点(?!心)(?:钟|整)?"
    rf"(?:(?P<quarter>半|一刻|三刻)|(?P<minutes>[0-5]?\d|{CHINESE}{{1,3}})分?)?"
    r"|(?<![\d.])(?<!\d:)(?P<from>2[0-3]|1?\d)(?=\s?[-~到]\s?\d{1,2}(?::\d\d)?\s?(?:点|[ap]m))"
)
_JOINED: Final = re.compile(r"[\s、]?的?\s?")
_DASHED: Final = re.compile(r"\s?[-~到至]\s?")
_MORNING: Final = frozenset({"凌晨", "清晨", "早上", "早晨", "一早", "上午", "早"})
_EVENING: Final = frozenset({"傍晚", "晚上", "晚间", "夜里", "半夜", "晚", "夜", "tonight"})


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day. ``either_half`` where 8点 may be morning or evening."""

    time: dt.time
    either_half: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A day, a part of it, hours: what stands together at ``start:end``."""

    start: int
    end: int
    day: Day | None = None
    part: str = ""
    hour: Hour | None = None
    until: Hour | None = None

    @property
    def evening(self) -> bool:
        return self.part in _EVENING


def whens_in(text: str) -> Iterator[When]:
    """All times said in a folded text, from left to right."""
    current: When | None = None
    for token in _TOKEN.finditer(text):
        if current is not None:
            joined = _join(current, token, text[current.end : token.start()])
            if joined is None:
                yield current
            current = joined
        if current is None:
            current = _start(token)
    if current is not None:
        yield current


def _start(token: re.Match[str]) -> When:
    empty = When(token.start(), token.end())
    if token["part"]:
        return replace(empty, part=token["part"])
    if (day := _day(token)) is not None:
        return replace(empty, day=day, part="晚" if token["ahead"] == "tonight" else "")
    return replace(empty, hour=_hour(token, ""))


def _join(current: When, token: re.Match[str], gap: str) -> When | None:
    """The time so far with one more token, None where the token begins another time."""
    end = token.end()
    if _DASHED.fullmatch(gap) and current.hour and not current.until:
        return _until(current, token)
    if not _JOINED.fullmatch(gap):
        return None
    if token["part"]:
        free = current.hour is None and current.until is None
        return replace(current, end=end, part=token["part"]) if free else None
    if (day := _day(token)) is not None:
        backwards = token["english"] or (token["ahead"] or "").startswith("to")
        return replace(current, end=end, day=day) if backwards and not current.day else None
    if current.hour is not None:
        return None
    return replace(current, end=end, hour=_hour(token, current.part))


def _until(current: When, token: re.Match[str]) -> When | None:
    if token["part"] or _day(token) is not None:
        return None
    until = _hour(token, current.part)
    hour = current.hour
    if hour and hour.either_half and not until.either_half and until.time.hour >= 12:
        evening = dt.time(hour.time.hour % 12 + 12, hour.time.minute)
        stays = token["shortnoon"] is None and not current.part
        hour = Hour(hour.time if stays or evening > until.time else evening)
    return replace(current, end=token.end(), hour=hour, until=until)


def _day(token: re.Match[str]) -> Day | None:
    if token["ahead"]:
        return Day(ahead=_AHEAD[token["ahead"]])
    if token["weekday"] or token["english"]:
        weeks = 1 if (token["week"] or "").startswith("下") else 0
        return Day(weekday=_WEEKDAYS[token["weekday"] or token["english"]], weeks=weeks)
    if token["month"]:
        return Day(month=int(token["month"]), of_month=int(token["date"]))
    return Day(of_month=int(token["alone"])) if token["alone"] else None


def _hour(token: re.Match[str], part: str) -> Hour:
    said = token["hour"] or token["short"] or token["spoken"] or token["from"]
    hour = min((read_number(said) or 0) // 1000, 24)
    minute = _minute(token)
    noon = token["noon"] or token["shortnoon"]
    if noon:
        return Hour(dt.time(hour % 12 + (12 if noon == "p" else 0), minute))
    if part:
        return Hour(_in_part(hour, minute, part))
    exact = said.startswith("0") or hour == 0 or hour > 11
    return Hour(_midnight_last(hour, minute), either_half=not exact)


def _minute(token: re.Match[str]) -> int:
    if token["quarter"]:
        return {"半": 30, "一刻": 15, "三刻": 45}[token["quarter"]]
    said = token["minute"] or token["past"] or token["minutes"]
    return min((read_number(said) or 0) // 1000, 59) if said else 0


def _in_part(hour: int, minute: int, part: str) -> dt.time:
    """8 of the evening is 20:00, 1 of noon 13:00, 12 of the evening the end of the day."""
    if part in _MORNING or hour > 12:
        return _midnight_last(hour, minute) if hour > 12 else dt.time(hour % 24, minute)
    if hour == 12:
        return _midnight_last(24, 0) if part in _EVENING else dt.time(12, minute)
    return dt.time(hour + 12 if part not in {"中午", "正午"} or hour < 10 else hour, minute)


def _midnight_last(hour: int, minute: int) -> dt.time:
    """24:00 and 0:00 of a day mean its last minute in this trade."""
    return dt.time(23, 59) if hour in {0, 24} and minute == 0 else dt.time(hour % 24, minute)
