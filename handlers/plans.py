"""What is planned when: the timed posts of a group, an offer and a leader.

Each plan is a row that decides; planning again moves it. APScheduler does the cron arithmetic.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from handlers.work import Work
from rules.offers import OfferState
from rules.settings import Settings
from rules.times import at_clock, day_of, overdue_at, pickup_reminder_at, reminder_at
from storage.due import Planned, list_planned, plan
from storage.due import drop as drop_planned
from storage.groups import Group
from storage.offers import Offer


class Timed(StrEnum):
    """What the clock brings about."""

    DAILY_LIST = "daily_list"
    REMINDER = "reminder"
    CUTOFF = "cutoff"
    ARRIVAL = "arrival"
    PICKUP = "pickup"
    OVERDUE = "overdue"
    RANKING = "ranking"
    SETTLE = "settle"
    UNDELIVERED = "undelivered"


ALWAYS = timedelta(days=3650)
"""For what is never too late: the cutoff, settling commission, planning what comes again."""
DAILY_USEFUL = timedelta(hours=3)
RANKING_USEFUL = timedelta(hours=12)
"""How late the daily list and the ranking are still of use."""


def next_daily(settings: Settings, after: datetime) -> datetime:
    """The next daily time after an instant."""
    at = settings.daily_list_at
    return _next(CronTrigger(hour=at.hour, minute=at.minute, timezone=settings.timezone), after)


def tomorrows(settings: Settings, after: datetime) -> datetime:
    """The daily time of the day after an instant."""
    zone = ZoneInfo(settings.timezone)
    return at_clock(day_of(after, zone) + timedelta(days=1), settings.daily_list_at, zone)


def next_ranking(settings: Settings, after: datetime) -> datetime:
    """The next Monday or first of a month, at the ranking's time."""
    at, zone = settings.ranking_at, settings.timezone
    monday = CronTrigger(day_of_week="mon", hour=at.hour, minute=at.minute, timezone=zone)
    first = CronTrigger(day=1, hour=at.hour, minute=at.minute, timezone=zone)
    return min(_next(monday, after), _next(first, after))


def _next(trigger: CronTrigger, after: datetime) -> datetime:
    found = trigger.get_next_fire_time(None, after + timedelta(microseconds=1))
    if found is None:  # a clock time of every day or week always comes again
        raise ValueError(f"{trigger} never comes")
    return found


def plan_daily(work: Work, group: Group, after: datetime) -> None:
    """Plan the group's next daily list."""
    at = next_daily(group.settings, after)
    _plan(work, group.id, Timed.DAILY_LIST, "", at, ALWAYS)


def plan_ranking(work: Work, leader: str, after: datetime) -> None:
    """Plan the leader's next ranking; it acts on her private affairs, not on a group."""
    at = next_ranking(work.base, after)
    _plan(work, f"leader:{leader}", Timed.RANKING, leader, at, ALWAYS)


def plan_offer(work: Work, group: Group, offer: Offer) -> None:
    """Plan the reminder and the cutoff of an open offer, or move them; and already now the
    arrival's reminder, which would be too late for a bot that was down over the cutoff."""
    plan_arrival(work, group, offer)
    if offer.cutoff_at is None or offer.opened_at is None:
        return
    subject = str(offer.number)
    _plan(work, group.id, Timed.CUTOFF, subject, offer.cutoff_at, ALWAYS)
    before = group.settings.reminder_before
    remind = reminder_at(offer.cutoff_at, before, work.at)
    if remind is None:
        drop(work, group.id, Timed.REMINDER, subject)
    else:
        _plan(work, group.id, Timed.REMINDER, subject, remind, before)


def plan_arrival(work: Work, group: Group, offer: Offer) -> None:
    """Plan the reminder on the morning of the day the goods are said to come."""
    if offer.arrival_at is None:
        return
    zone = ZoneInfo(group.settings.timezone)
    at = at_clock(day_of(offer.arrival_at, zone), group.settings.arrival_reminder_at, zone)
    if at > work.at:
        _plan(work, group.id, Timed.ARRIVAL, str(offer.number), at, timedelta(hours=6))


def plan_pickup(work: Work, group: Group, offer: Offer) -> None:
    """Plan the evening's reminder and the next day's chase, counted from now, the arrival: goods
    that come on another day have their own."""
    zone = ZoneInfo(group.settings.timezone)
    evening = pickup_reminder_at(work.at, group.settings.pickup_reminder_at, zone)
    subject = f"{offer.number}@{day_of(work.at, zone)}"
    if evening is not None:
        _plan(work, group.id, Timed.PICKUP, subject, evening, timedelta(hours=2))
    late = overdue_at(work.at, group.settings.overdue_at, zone)
    _plan(work, group.id, Timed.OVERDUE, subject, late, timedelta(hours=10))


_MOVED: Mapping[Timed, str] = {
    Timed.ARRIVAL: "arrival_reminder_at",
    Timed.PICKUP: "pickup_reminder_at",
    Timed.OVERDUE: "overdue_at",
}


async def replan(work: Work, group: Group, offer: Offer | None) -> None:
    """Move what is planned already to the group's settings of now, on the day it is planned for;
    what would have passed by now stays where it is. ``offer`` is the group's newest."""
    if offer is not None and offer.state is OfferState.OPEN:
        plan_offer(work, group, offer)
    zone = ZoneInfo(group.settings.timezone)
    for timed, setting in _MOVED.items():
        for planned in await list_planned(work.session, group.id, timed.value):
            clock = getattr(group.settings, setting)
            at = at_clock(day_of(planned.due_at, zone), clock, zone)
            if at > work.at:
                useful = planned.useful_until - planned.due_at
                _plan(work, group.id, timed, planned.subject, at, useful)


def plan_settling(work: Work, group: Group, at: datetime) -> None:
    """Plan to settle the commission whose after-sales window ends at an instant."""
    _plan(work, group.id, Timed.SETTLE, at.isoformat(), at, ALWAYS)


def plan_undelivered(work: Work, group: str, subject: str) -> None:
    """Plan to tell the group, once all were tried, who could not be reached."""
    _plan(work, group, Timed.UNDELIVERED, subject, work.at + timedelta(seconds=5), ALWAYS)


def drop(work: Work, group: str, timed: Timed, subject: str) -> None:
    """Whatever was planned will not happen."""
    key = Planned(group, timed.value, subject, work.at, work.at).key
    drop_planned(work.session, key, work.at)


def drop_offer(work: Work, group: str, number: int) -> None:
    """Nothing timed happens for this offer any more; what reminds of goods looks for itself."""
    for timed in (Timed.REMINDER, Timed.CUTOFF, Timed.ARRIVAL):
        drop(work, group, timed, str(number))


def _plan(
    work: Work, group: str, timed: Timed, subject: str, at: datetime, useful: timedelta
) -> None:
    plan(work.session, Planned(group, timed.value, subject, at, at + useful))
