"""Quiet hours: when the bot says nothing that nobody asked for, and when it may again.

What is held and what never is (answers, refusals, the cutoff, pickup) is the sender's to know.
"""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rules.errors import Refusal, RuleBroken
from rules.times import next_clock, parse_clock


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``start`` until just before ``end``, over midnight when ``end`` is the earlier one.

    Clock times in ``tz``; ``start`` equal to ``end`` means none at all.
    """

    start: time
    end: time
    tz: ZoneInfo

    def contains(self, at: datetime) -> bool:
        """Whether it is quiet at an instant."""
        clock = at.astimezone(self.tz).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def release(self, at: datetime) -> datetime:
        """The first instant from ``at`` on that is not quiet: ``at`` itself, or the next end."""
        return next_clock(at, self.end, self.tz) if self.contains(at) else at


def parse_quiet(text: str, tz: ZoneInfo) -> QuietHours:
    """``"21:30-08:00"``, or ``"none"``. Refuses anything else: ``BAD_SETTING`` (fact ``text``)."""
    if text.strip().lower() == "none":
        return QuietHours(time(), time(), tz)
    start, dash, end = text.partition("-")
    if not dash:
        raise RuleBroken(Refusal.BAD_SETTING, text=text)
    hours = QuietHours(parse_clock(start), parse_clock(end), tz)
    if hours.start == hours.end:
        raise RuleBroken(Refusal.BAD_SETTING, text=text)
    return hours
