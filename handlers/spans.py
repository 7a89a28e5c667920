"""From the stretch of time that somebody names to its instants."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rules.periods import Period, PeriodKind, period, previous
from solitaire.spans import Span

_KINDS = {
    Span.TODAY: PeriodKind.DAY,
    Span.YESTERDAY: PeriodKind.DAY,
    Span.THIS_WEEK: PeriodKind.WEEK,
    Span.LAST_WEEK: PeriodKind.WEEK,
    Span.THIS_MONTH: PeriodKind.MONTH,
    Span.LAST_MONTH: PeriodKind.MONTH,
}
_BEFORE = {Span.YESTERDAY, Span.LAST_WEEK, Span.LAST_MONTH}


def period_of(span: Span, at: datetime, zone: ZoneInfo) -> Period:
    """The period that a word means at an instant."""
    kind = _KINDS[span]
    return previous(kind, at, zone) if span in _BEFORE else period(kind, at, zone)
