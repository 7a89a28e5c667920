"""Times that copied chat was written at."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.late_lines import clock_of, instant
from solitaire.paste import read_paste
from solitaire.stamps import Stamp

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 20, 50, tzinfo=HERE)


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        (Stamp("2026-11-22", "20:41"), datetime(2026, 11, 22, 20, 41, tzinfo=HERE)),
        (Stamp("", "20:41"), datetime(2026, 11, 22, 20, 41, tzinfo=HERE)),
        (Stamp("", "23:50"), datetime(2026, 11, 21, 23, 50, tzinfo=HERE)),
        (Stamp("-1", "20:41"), datetime(2026, 11, 21, 20, 41, tzinfo=HERE)),
        (Stamp("11-20", "08:05"), datetime(2026, 11, 20, 8, 5, tzinfo=HERE)),
        (Stamp("12-31", "08:05"), datetime(2025, 12, 31, 8, 5, tzinfo=HERE)),
        (Stamp("02-30", "08:05"), None),
        (Stamp("2026-11-22", ""), None),
    ],
)
def test_a_stamp_is_the_latest_such_time_that_has_been(stamp: Stamp, said: datetime | None):
    assert instant(stamp, NOW, HERE) == said


def test_an_instant_is_told_with_its_day_only_where_that_is_another():
    assert clock_of(datetime(2026, 11, 22, 20, 41, tzinfo=HERE), NOW, HERE) == "20:41"
    assert clock_of(datetime(2026, 11, 21, 20, 41, tzinfo=HERE), NOW, HERE) == "11月21日周六20:41"


@pytest.mark.parametrize(
    ("head", "stamp"),
    [
        ("张姐 2026/1/2 8:05", Stamp("2026-01-02", "08:05")),
        ("张姐 2026年1月2日 晚上8:05", Stamp("2026-01-02", "20:05")),
        ("张姐, [02.01.2026 20:05:11]", Stamp("2026-01-02", "20:05")),
        ("张姐 昨天 20:05", Stamp("-1", "20:05")),
        ("2026-01-02 20:05:11 张姐", Stamp("2026-01-02", "20:05")),
    ],
)
def test_the_ways_in_which_programs_write_a_time(head: str, stamp: Stamp):
    read = read_paste(f"{head}\n草莓2份\n{head}\n再加1份")
    assert read is not None
    assert [(one.speaker, one.stamp) for one in read.spoken] == [("张姐", stamp)] * 2
