from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.periods import PeriodKind, period, previous

SHANGHAI = ZoneInfo("Asia/Shanghai")
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(), SHANGHAI)


@pytest.mark.parametrize(
    ("kind", "start", "end", "name"),
    [
        (PeriodKind.DAY, midnight(2026, 6, 20), midnight(2026, 6, 21), "2026-06-20"),
        (PeriodKind.WEEK, midnight(2026, 6, 15), midnight(2026, 6, 22), "2026-W25"),
        (PeriodKind.MONTH, midnight(2026, 6, 1), midnight(2026, 7, 1), "2026-06"),
    ],
)
def test_a_saturday_in_june(kind: PeriodKind, start: datetime, end: datetime, name: str) -> None:
    for at in (midnight(2026, 6, 20), midnight(2026, 6, 21) - timedelta(seconds=1)):
        found = period(kind, at.astimezone(UTC), SHANGHAI)
        assert (found.kind, found.start, found.end, found.name) == (kind, start, end, name)


@pytest.mark.parametrize(
    ("kind", "at", "name", "before"),
    [
        (PeriodKind.DAY, midnight(2026, 1, 1), "2026-01-01", "2025-12-31"),
        (PeriodKind.WEEK, midnight(2026, 1, 1), "2026-W01", "2025-W52"),
        (PeriodKind.WEEK, midnight(2027, 1, 3), "2026-W53", "2026-W52"),
        (PeriodKind.WEEK, midnight(2026, 6, 22), "2026-W26", "2026-W25"),
        (PeriodKind.MONTH, midnight(2026, 1, 31), "2026-01", "2025-12"),
        (PeriodKind.MONTH, midnight(2026, 3, 31), "2026-03", "2026-02"),
    ],
)
def test_at_the_edges(kind: PeriodKind, at: datetime, name: str, before: str) -> None:
    assert period(kind, at, SHANGHAI).name == name
    assert previous(kind, at, SHANGHAI).name == before


@given(st.sampled_from(PeriodKind), instants, st.sampled_from(["Asia/Shanghai", "Europe/Berlin"]))
def test_periods_follow_one_another_without_a_gap(
    kind: PeriodKind, at: datetime, zone: str
) -> None:
    tz = ZoneInfo(zone)
    this, before = period(kind, at, tz), previous(kind, at, tz)
    assert this.contains(at)
    assert not this.contains(this.end)
    assert before.end == this.start
    assert before == period(kind, before.start, tz)
    assert this.start.astimezone(tz).time() == time()
