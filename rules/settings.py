"""What an operator sets for every group, and a leader may change for hers."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum


class Script(StrEnum):
    """The characters a group is answered in."""

    SIMPLIFIED = "hans"
    TRADITIONAL = "hant"


@dataclass(frozen=True, slots=True)
class Settings:
    """Clock times are in the operator's time zone. ``commission`` is in basis points (800 is 8 %).

    ``quiet_from`` equal to ``quiet_until`` means no quiet hours.
    """

    timezone: str = "Asia/Shanghai"
    daily_list_at: time = time(8, 30)
    cutoff_at: time = time(20, 0)
    reminder_before: timedelta = timedelta(minutes=30)
    arrival_reminder_at: time = time(9, 0)
    pickup_reminder_at: time = time(19, 0)
    overdue_at: time = time(10, 0)
    ranking_at: time = time(9, 0)
    quiet_from: time = time(21, 30)
    quiet_until: time = time(8, 0)
    commission: int = 800
    after_sales: timedelta = timedelta(hours=48)
    script: Script = Script.SIMPLIFIED
    operators: tuple[str, ...] = field(default=())
