"""Clock times and durations: from the words of a setting to instants.

A clock time is what hangs on the wall (``datetime.time``, without a zone) in the operator's zone;
an instant is an aware datetime in UTC. What people say (晚上8点) is read in ``solitaire``.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rules.errors import Refusal, RuleBroken

_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
_PART: Final = re.compile(r"([0-9]{1,6})([smhd])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}

_LONGEST: Final = timedelta(days=366)
"""A duration beyond that is a slip of the pen, and may lead out of the calendar."""


def parse_clock(text: str) -> time:
    """``"8:30"``, ``"20:00"``. Refuses anything else: ``BAD_SETTING`` (fact ``text``)."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise RuleBroken(Refusal.BAD_SETTING, text=text)
    return time(int(found[1]), int(found[2]))


def parse_duration(text: str) -> timedelta:
    """``"30m"``, ``"48h"``, ``"1h30m"``, ``"2d"``, ``"0m"``. Refuses like ``parse_clock``."""
    folded = text.strip().lower().replace(" ", "")
    parts = _PART.findall(folded)
    if not parts or "".join(number + unit for number, unit in parts) != folded:
        raise RuleBroken(Refusal.BAD_SETTING, text=text)
    duration = timedelta(seconds=sum(int(number) * _SECONDS[unit] for number, unit in parts))
    if duration > _LONGEST:
        raise RuleBroken(Refusal.BAD_SETTING, text=text)
    return duration


def day_of(at: datetime, tz: ZoneInfo) -> date:
    """The date on the wall at an instant."""
    _check_aware(at)
    return at.astimezone(tz).date()


def at_clock(day: date, clock: time, tz: ZoneInfo) -> datetime:
    """The instant at which a day's clocks show ``clock``."""
    return datetime.combine(day, clock, tz).astimezone(UTC)


def next_clock(at: datetime, clock: time, tz: ZoneInfo) -> datetime:
    """The first instant after ``at`` at which clocks show ``clock``: today's, else tomorrow's."""
    day = day_of(at, tz)
    today = at_clock(day, clock, tz)
    return today if today > at else at_clock(day + timedelta(days=1), clock, tz)


def reminder_at(cutoff_at: datetime, before: timedelta, opened_at: datetime) -> datetime | None:
    """When to remind of the cutoff; None when the offer was opened later than that, or for 0."""
    reminder = cutoff_at - before
    return reminder if opened_at < reminder < cutoff_at else None


def pickup_reminder_at(arrived_at: datetime, clock: time, tz: ZoneInfo) -> datetime | None:
    """That evening's reminder; None when the goods came later than that (everybody just heard)."""
    reminder = at_clock(day_of(arrived_at, tz), clock, tz)
    return reminder if arrived_at < reminder else None


def overdue_at(arrived_at: datetime, clock: time, tz: ZoneInfo) -> datetime:
    """The day after the arrival, at ``clock``: who has not come by then is chased."""
    return at_clock(day_of(arrived_at, tz) + timedelta(days=1), clock, tz)


def _check_aware(at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
