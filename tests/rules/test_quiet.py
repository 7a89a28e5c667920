from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal, RuleBroken
from rules.quiet import QuietHours, parse_quiet

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = parse_quiet("21:30-08:00", SHANGHAI)
NOON_REST = parse_quiet("12:00-14:00", SHANGHAI)
NONE = parse_quiet("none", SHANGHAI)


def local(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 6, day), time.fromisoformat(clock), SHANGHAI)


@pytest.mark.parametrize(
    ("hours", "at", "free"),
    [
        (NIGHT, local(20, "21:29:59"), local(20, "21:29:59")),
        (NIGHT, local(20, "21:30"), local(21, "08:00")),
        (NIGHT, local(20, "23:59"), local(21, "08:00")),
        (NIGHT, local(21, "00:00"), local(21, "08:00")),
        (NIGHT, local(21, "07:59:59"), local(21, "08:00")),
        (NIGHT, local(21, "08:00"), local(21, "08:00")),
        (NIGHT, datetime(2026, 6, 20, 14, tzinfo=UTC), local(21, "08:00")),
        (NOON_REST, local(20, "11:59"), local(20, "11:59")),
        (NOON_REST, local(20, "12:00"), local(20, "14:00")),
        (NOON_REST, local(20, "14:00"), local(20, "14:00")),
        (NONE, local(20, "03:00"), local(20, "03:00")),
    ],
)
def test_held_until(hours: QuietHours, at: datetime, free: datetime) -> None:
    assert hours.contains(at) == (free != at)
    assert hours.release(at) == free


clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(
    clocks,
    clocks,
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_what_is_held_is_released_soon_and_for_good(start: time, end: time, at: datetime) -> None:
    hours = QuietHours(start, end, SHANGHAI)
    free = hours.release(at)
    assert not hours.contains(free)
    assert at <= free < at + timedelta(days=1)
    assert hours.release(free) == free


@pytest.mark.parametrize("text", ["", "21:30", "21:30-", "21:30-25:00", "8:00-8:00", "often"])
def test_no_quiet_hours(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_quiet(text, SHANGHAI)
    assert refused.value.code is Refusal.BAD_SETTING
