"""A cutoff or an arrival as said, seen from the moment of posting: Wednesday 2026-11-18, 15:00."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solitaire.post import read_post
from solitaire.post_dates import arrival_date, cutoff_instant, date_of
from solitaire.post_values import Cutoff, Day

ZONE = ZoneInfo("Asia/Shanghai")
AT = dt.datetime(2026, 11, 18, 15, 0, tzinfo=ZONE)
DEFAULT = dt.time(22)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("今晚8点截单", "2026-11-18 20:00"),
        ("晚上八点半截单", "2026-11-18 20:30"),
        ("20:00截单", "2026-11-18 20:00"),
        ("截单时间：20：30", "2026-11-18 20:30"),
        ("明晚9点截", "2026-11-19 21:00"),
        ("周六20点截止", "2026-11-21 20:00"),
        ("周三20点截单", "2026-11-18 20:00"),
        ("下周三20点截单", "2026-11-25 20:00"),
        ("12月3日18:00截单", "2026-12-03 18:00"),
        ("1月3日18:00截单", "2027-01-03 18:00"),
        ("20号截止", "2026-11-20 22:00"),
        ("3号晚上截单", "2026-12-03 20:00"),
        ("今天截单", "2026-11-18 22:00"),
        ("週五晚上收單", "2026-11-20 20:00"),
        ("8点截单", "2026-11-18 20:00"),
        ("4点半截单", "2026-11-18 16:30"),
        ("明天9点截单", "2026-11-19 21:00"),
        ("明天10点截单", "2026-11-19 10:00"),
        ("明早9点截单", "2026-11-19 09:00"),
        ("明天中午截单", "2026-11-19 12:00"),
        ("今晚12点截单", "2026-11-18 23:59"),
        ("24:00截单", "2026-11-18 23:59"),
        ("今天上午10点截单", "2026-11-18 10:00"),
        ("order by 8pm", "2026-11-18 20:00"),
        ("Close Fri 9.30pm", "2026-11-20 21:30"),
        ("cut off tomorrow 6pm", "2026-11-19 18:00"),
        ("closing tonight", "2026-11-18 20:00"),
        ("接龙到周四晚上十点", "2026-11-19 22:00"),
        ("周五晚7点前下单", "2026-11-20 19:00"),
    ],
)
def test_when_ordering_ends(text: str, instant: str):
    said = read_post(text).cutoff
    assert said is not None
    got = cutoff_instant(said, AT, DEFAULT)
    assert got.strftime("%Y-%m-%d %H:%M") == instant
    assert got.tzinfo is ZONE


def test_a_bare_hour_of_the_morning_is_this_mornings():
    said = read_post("11点截单").cutoff
    early = AT.replace(hour=9)
    assert cutoff_instant(said, early, DEFAULT) == early.replace(hour=11)
    assert cutoff_instant(said, AT, DEFAULT) == AT.replace(hour=23)


def test_nothing_said_is_the_next_default():
    assert cutoff_instant(None, AT, DEFAULT) == AT.replace(hour=22)
    late = AT.replace(hour=23)
    assert cutoff_instant(None, late, DEFAULT) == AT.replace(day=19, hour=22)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("明天下午4点到", "2026-11-19"),
        ("后天到货", "2026-11-20"),
        ("周六下午到", "2026-11-21"),
        ("次日达，明早到货", "2026-11-19"),
        ("下周二发货", "2026-11-24"),
        ("10号统一到货", "2026-12-10"),
        ("collect Thu 6-8pm", "2026-11-19"),
        ("12/5面交", "2026-12-05"),
    ],
)
def test_when_the_goods_come(text: str, date: str):
    said = read_post(text).arrival
    assert said is not None
    assert str(arrival_date(said, AT)) == date


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("6月24日下午到", "下午"),
        ("明早到", "早上"),
        ("周六晚上到货", "晚上"),
        ("明天下午4点到", ""),
    ],
)
def test_a_part_of_the_day_is_kept_where_no_hour_is_said(text: str, part: str):
    said = read_post(text).arrival
    assert said is not None
    assert said.part == part


def test_an_hour_alone_is_no_day():
    said = read_post("下午4点到货").arrival
    assert said is not None
    assert arrival_date(said, AT) is None
    assert said.start == dt.time(16)


_DAYS = st.one_of(
    st.builds(Day, ahead=st.integers(0, 3)),
    st.builds(Day, weekday=st.integers(0, 6), weeks=st.integers(0, 1)),
    st.builds(Day, of_month=st.integers(1, 31), month=st.none() | st.integers(1, 12)),
)


@given(_DAYS, st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31)))
def test_every_day_said_is_a_date_near_by(day: Day, today: dt.date):
    at = dt.datetime.combine(today, dt.time(12), ZONE)
    ahead = (date_of(day, at) - today).days
    assert -181 <= ahead <= 366
    if day.month is None:
        assert ahead >= 0
    instant = cutoff_instant(Cutoff("", day, dt.time(8), either_half=True), at, DEFAULT)
    assert instant.hour == 20
