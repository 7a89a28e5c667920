"""Today, this week and this month: the periods that commission and ranking are asked for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rules.times import at_clock, day_of


class PeriodKind(StrEnum):
    """A week begins on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` until just before ``end``, both instants, for days on a wall in one zone.

    ``name`` is for tables and keys: ``2026-06-20``, ``2026-W25``, ``2026-06``.
    """

    kind: PeriodKind
    start: datetime
    end: datetime
    name: str

    def contains(self, at: datetime) -> bool:
        """Whether an instant belongs to it."""
        return self.start <= at < self.end


def period(kind: PeriodKind, at: datetime, tz: ZoneInfo) -> Period:
    """The period that an instant belongs to."""
    day = day_of(at, tz)
    match kind:
        case PeriodKind.DAY:
            first, beyond, name = day, day + timedelta(days=1), day.isoformat()
        case PeriodKind.WEEK:
            first = day - timedelta(days=day.weekday())
            beyond, name = first + timedelta(days=7), first.strftime("%G-W%V")
        case PeriodKind.MONTH:
            first = day.replace(day=1)
            beyond, name = _next_month(first), first.strftime("%Y-%m")
    return Period(kind, at_clock(first, time(), tz), at_clock(beyond, time(), tz), name)


def previous(kind: PeriodKind, at: datetime, tz: ZoneInfo) -> Period:
    """The period before the one that an instant belongs to."""
    last = day_of(period(kind, at, tz).start, tz) - timedelta(days=1)
    return period(kind, datetime.combine(last, time(12), tz).astimezone(UTC), tz)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
