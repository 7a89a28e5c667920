from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal, RuleBroken
from rules.times import (
    at_clock,
    day_of,
    next_clock,
    overdue_at,
    parse_clock,
    parse_duration,
    pickup_reminder_at,
    reminder_at,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def local(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 6, day), time.fromisoformat(clock), SHANGHAI)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8:30", time(8, 30)),
        ("08:30", time(8, 30)),
        (" 20：00 ", time(20)),
        ("0:00", time()),
        ("23:59", time(23, 59)),
    ],
)
def test_clock(text: str, clock: time) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["", "8", "24:00", "8:60", "8:3", "20:00:00", "晚上8点", "-1:00"])
def test_no_clock(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_clock(text)
    assert (refused.value.code, refused.value.facts) == (Refusal.BAD_SETTING, {"text": text})


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("30m", timedelta(minutes=30)),
        ("48h", timedelta(hours=48)),
        ("1h30m", timedelta(minutes=90)),
        ("2d", timedelta(days=2)),
        ("5s", timedelta(seconds=5)),
        (" 30 M ", timedelta(minutes=30)),
        ("0m", timedelta()),
    ],
)
def test_duration(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "30", "m", "-30m", "1.5h", "30m!", "9999999999d", "367d", "半小时"]
)
def test_no_duration(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_duration(text)
    assert refused.value.code is Refusal.BAD_SETTING


def test_a_day_begins_at_its_own_midnight() -> None:
    assert day_of(datetime(2026, 6, 20, 15, 59, tzinfo=UTC), SHANGHAI) == date(2026, 6, 20)
    assert day_of(datetime(2026, 6, 20, 16, 0, tzinfo=UTC), SHANGHAI) == date(2026, 6, 21)
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 6, 20), SHANGHAI)  # noqa: DTZ001


def test_at_clock_is_utc() -> None:
    at = at_clock(date(2026, 6, 20), time(20), SHANGHAI)
    assert (at, at.tzinfo) == (datetime(2026, 6, 20, 12, tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    ("at", "clock", "then"),
    [
        (local(20, "08:00"), time(20), local(20, "20:00")),
        (local(20, "20:00"), time(20), local(21, "20:00")),
        (local(30, "21:00"), time(20), datetime(2026, 7, 1, 12, tzinfo=UTC)),
    ],
)
def test_next_clock(at: datetime, clock: time, then: datetime) -> None:
    assert next_clock(at, clock, SHANGHAI) == then


@given(instants, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_the_next_clock_is_within_a_day(at: datetime, clock: time) -> None:
    then = next_clock(at, clock, SHANGHAI)
    assert timedelta() < then - at <= timedelta(days=1)
    assert then.astimezone(SHANGHAI).time() == clock


def test_the_reminder_of_the_cutoff() -> None:
    half, opened = timedelta(minutes=30), local(20, "08:00")
    assert reminder_at(local(20, "20:00"), half, opened) == local(20, "19:30")
    assert reminder_at(local(20, "20:00"), half, local(20, "19:30")) is None
    assert reminder_at(local(20, "20:00"), timedelta(), opened) is None


def test_reminders_of_the_pickup() -> None:
    seven, ten = time(19), time(10)
    assert pickup_reminder_at(local(21, "16:00"), seven, SHANGHAI) == local(21, "19:00")
    assert pickup_reminder_at(local(21, "19:00"), seven, SHANGHAI) is None
    assert overdue_at(local(21, "23:30"), ten, SHANGHAI) == local(22, "10:00")
