"""The instants that a post's words mean, seen from the moment it was posted."""

import datetime as dt
from typing import Final

from solitaire.post_values import Arrival, Cutoff, Day

EVENING: Final = dt.time(20)
"""周三晚上截单 without an hour."""
_LONG_PAST: Final = dt.timedelta(days=180)


def cutoff_instant(said: Cutoff | None, at: dt.datetime, default: dt.time) -> dt.datetime:
    """When ordering ends, in the zone of ``at``, the aware instant of posting.

    A day without an hour ends at ``default`` (晚上: at 20:00); nothing said at all means the next
    ``default``. A bare 8点 is, today, the next time a clock shows 8; on another day 1点 to 9点 are
    in the evening half, 10点 and 11点 in the morning. A weekday is the nearest, today included. A
    cutoff that has passed is given as it was said, in the past: the caller sees it and asks.
    """
    if said is None:
        today = dt.datetime.combine(at.date(), default, at.tzinfo)
        return today if today > at else today + dt.timedelta(days=1)
    date = at.date() if said.day is None else date_of(said.day, at)
    time = said.time or (EVENING if said.evening else default)
    if said.either_half and _in_second_half(time, date, at):
        time = time.replace(hour=time.hour % 12 + 12)
    return dt.datetime.combine(date, time, at.tzinfo)


def _in_second_half(time: dt.time, date: dt.date, at: dt.datetime) -> bool:
    if date == at.date():
        return dt.datetime.combine(date, time, at.tzinfo) <= at
    return time.hour < 10


def arrival_date(said: Arrival, at: dt.datetime) -> dt.date | None:
    """The day the goods come, None where only an hour or nothing was said of it."""
    return None if said.day is None else date_of(said.day, at)


def date_of(day: Day, at: dt.datetime) -> dt.date:
    """The date in the zone of ``at``. ``9号`` is the next 9th, ``12月3日`` this year's unless that
    is half a year past, 下周三 the Wednesday of the next week from Monday on."""
    today = at.date()
    if day.ahead is not None:
        return today + dt.timedelta(days=day.ahead)
    if day.weekday is not None:
        if day.weeks:
            monday = today - dt.timedelta(days=today.weekday())
            return monday + dt.timedelta(days=7 * day.weeks + day.weekday)
        return today + dt.timedelta(days=(day.weekday - today.weekday()) % 7)
    if day.of_month is None:
        return today
    if day.month is None:
        return _next_of_month(day.of_month, today)
    this_year = _clamped(today.year, day.month, day.of_month)
    return (
        _clamped(today.year + 1, day.month, day.of_month)
        if today - this_year > _LONG_PAST
        else this_year
    )


def _next_of_month(of_month: int, today: dt.date) -> dt.date:
    if of_month >= today.day:
        return _clamped(today.year, today.month, of_month)
    year, month = divmod(today.year * 12 + today.month, 12)
    return _clamped(year, month + 1, of_month)


def _clamped(year: int, month: int, of_month: int) -> dt.date:
    """The date, the month's last one where it has no such day (31号 in June)."""
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    last = first_of_next - dt.timedelta(days=1)
    return last.replace(day=min(of_month, last.day))
