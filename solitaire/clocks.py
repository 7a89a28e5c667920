"""A time of day or a length of time that stands alone: 晚上9点, 21:30, 半小时, 30分钟."""

import re
from datetime import time, timedelta
from typing import Final

from solitaire.normal import fold_text
from solitaire.numbers import NUMERAL, read_number
from solitaire.post_when import whens_in

_HOUR: Final = r"\s*(?:个\s*)?(?P<half>半\s*)?(?:小时|钟头|h(?:ours?)?(?![a-z]))"
_MINUTE: Final = r"\s*(?:分钟?|min(?:ute)?s?|m(?![a-z]))"
LENGTH: Final = (
    rf"(?=\S)(?:(?P<days>{NUMERAL})\s*天)?"
    rf"(?:(?P<hours>{NUMERAL}|半){_HOUR})?\s*[零又]?"
    rf"(?:(?P<quarters>{NUMERAL})\s*刻钟?|(?P<minutes>{NUMERAL}){_MINUTE})?"
)
"""The source of a regular expression for a length of time, folded."""
_LENGTH: Final = re.compile(LENGTH)
_MINUTES: Final = {"days": 1440, "hours": 60, "quarters": 15, "minutes": 1}


def read_clock(words: str, *, evening: bool) -> time | None:
    """The time of day that words are, None where they are something else. ``evening`` tells which
    half of the day 9点 is in, where it is not said; 9:00 is as it stands.

    >>> read_clock("9点半", evening=True), read_clock("早上9点", evening=True)
    (datetime.time(21, 30), datetime.time(9, 0))
    """
    folded = fold_text(words)
    whens = list(whens_in(folded))
    if len(whens) != 1 or (whens[0].start, whens[0].end) != (0, len(folded)):
        return None
    hour = whens[0].hour
    if hour is None or whens[0].day or whens[0].until:
        return None
    late = evening and hour.either_half and ":" not in folded
    return hour.time.replace(hour=hour.time.hour % 12 + 12) if late else hour.time


def read_length(words: str) -> timedelta | None:
    """The length of time that words are, None where they are something else.

    >>> read_length("一个半小时"), read_length("1小时20分钟")
    (datetime.timedelta(seconds=5400), datetime.timedelta(seconds=4800))
    """
    found = _LENGTH.fullmatch(fold_text(words))
    if found is None or not any(found[unit] for unit in _MINUTES):
        return None
    minutes = 30_000 if found["half"] and found["hours"] != "半" else 0
    for unit, each in _MINUTES.items():
        minutes += (read_number(found[unit]) or 0) * each if found[unit] else 0
    return timedelta(minutes=minutes // 1000)
