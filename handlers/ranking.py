"""Where a leader stands among the leaders: asked for, and on Mondays and the first of a month."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from handlers.messages import Attachment, Due, Reply
from handlers.pictures.week import Week, WeekDay
from handlers.replies import notify, personal
from handlers.spans import period_of
from handlers.texts import ranking as texts
from handlers.work import Call, Work
from rules.commission import CommissionState
from rules.periods import PeriodKind, previous
from rules.ranking import best, gap_to_next, standings
from rules.times import day_of
from solitaire.spans import Span, read_span
from solitaire.values import AccountId
from storage.commissions import list_earned_by
from storage.groups import find_leader, list_leaders
from storage.turnover import Sold, list_turnover, sum_days

_MOMENT = timedelta(microseconds=1)


async def on_ranking(work: Work, call: Call) -> Sequence[Reply]:
    """排名, 排名 本周: this month where nothing is said."""
    span, rest = read_span(call.args)
    if rest:
        return await personal(work, call, texts.how_to_ask(rest))
    span = span or Span.THIS_MONTH
    text = await _standing(work, call.account, span, work.at)
    week = await _week(work, call.account, span, work.at)
    return await personal(work, call, text or texts.not_ranked(), week if text else None)


async def on_ranking_due(work: Work, event: Due) -> Sequence[Reply]:
    """Last week's on Mondays, last month's on the first; the next is planned."""
    leader = AccountId(event.subject)
    day = day_of(event.due_at, _zone(work))
    spans = [Span.LAST_WEEK] if day.weekday() == 0 else []
    spans += [Span.LAST_MONTH] if day.day == 1 else []
    replies = []
    for span in spans:
        text = await _standing(work, leader, span, event.due_at)
        picture = await _week(work, leader, span, event.due_at)
        if text:
            told = texts.last_period(text)
            replies.append(notify(leader, told, attachment=picture, topic="ranking"))
    return replies


def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo(work.base.timezone)


async def _standing(work: Work, leader: AccountId, span: Span, at: datetime) -> str | None:
    """Her standing in a period, in words; None for somebody who is no leader."""
    when = period_of(span, at, _zone(work))
    standing = standings(await list_turnover(work.session, when.start, when.end))
    own = next((one for one in standing if one.leader == leader), None)
    if own is None:
        return None
    names = {one.account: one.name for one in await list_leaders(work.session)}
    place = texts.Place(
        own,
        len(standing),
        sum(one.zone == own.zone for one in standing),
        gap_to_next(standing, leader),
        gap_to_next(standing, leader, in_zone=True),
    )
    first, last = day_of(when.start, _zone(work)), day_of(when.end - _MOMENT, _zone(work))
    return texts.ranking(span, first, last, place, [names[one] for one in best(standing)])


async def _week(work: Work, leader: AccountId, span: Span, at: datetime) -> Attachment | None:
    """The week as a chart, beside the week before; None for other stretches."""
    if span not in {Span.THIS_WEEK, Span.LAST_WEEK}:
        return None
    zone = _zone(work)
    week = period_of(span, at, zone)
    before = previous(PeriodKind.WEEK, week.start, zone)
    known = await find_leader(work.session, leader)
    sold = await sum_days(work.session, leader, before.start, week.end, zone)
    earned = await _earned_days(work, leader, before.start, week.end)
    first = day_of(week.start, zone)
    drawn = Week(
        known.name if known else "",
        _days(first, sold, earned),
        _days(first - timedelta(days=7), sold, earned),
    )
    return Attachment("week", f"week-{week.name}.png", msgspec.to_builtins(drawn))


def _days(
    first: date, sold: Mapping[date, Sold], earned: Mapping[date, int]
) -> tuple[WeekDay, ...]:
    days = [first + timedelta(days=number) for number in range(7)]
    own = [(day, sold.get(day, Sold())) for day in days]
    return tuple(WeekDay(day, one.fen, one.orders, earned.get(day, 0)) for day, one in own)


async def _earned_days(
    work: Work, leader: AccountId, start: datetime, end: datetime
) -> Mapping[date, int]:
    """Commission by the day of the collection, what was clawed back left out."""
    days: dict[date, int] = {}
    for earned in await list_earned_by(work.session, leader, None, start, end):
        if earned.standing is not CommissionState.CLAWED_BACK:
            day = day_of(earned.at, _zone(work))
            days[day] = days.get(day, 0) + earned.fen
    return days
