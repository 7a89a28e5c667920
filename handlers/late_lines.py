"""Copied chat that says when each line was said: what came after the cutoff is a late order, as it
would have been had the bot heard it then."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.texts.amounts import day
from rules.offers import OfferState
from solitaire.paste import Spoken, read_paste
from solitaire.stamps import Stamp
from storage.offers import Offer

_DAY = timedelta(days=1)


def without_late(
    text: str, offer: Offer, now: datetime, zone: ZoneInfo
) -> tuple[str, Sequence[str]]:
    """A pasted text without what was said after the cutoff, and those lines. Before the cutoff, and
    where it is not said when each was written, all of it stays."""
    paste, cutoff = read_paste(text), offer.closed_at or offer.cutoff_at
    spoken = paste.spoken if paste is not None else ()
    if cutoff is None or offer.state is OfferState.OPEN or not spoken:
        return text, ()
    said = [(one, instant(one.stamp, now, zone)) for one in spoken]
    late = [one for one, at in said if at is not None and _minute(at) > _minute(cutoff)]
    if not late or any(at is None for _, at in said):
        return text, ()
    kept = [_again(one, at, zone) for one, at in said if at is not None and one not in late]
    return "\n".join(kept), [f"{one.speaker}：{one.text}" for one in late]


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _again(one: Spoken, at: datetime, zone: ZoneInfo) -> str:
    return f"{one.speaker} {at.astimezone(zone):%Y-%m-%d %H:%M}\n{one.text}"


def instant(stamp: Stamp, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a line was said: the latest such time that has been; None where no clock is known."""
    if not stamp.clock:
        return None
    local, clock = now.astimezone(zone), time.fromisoformat(stamp.clock)
    on = _date(stamp.day, local.date())
    at = None if on is None else datetime.combine(on, clock, zone)
    if at is not None and not stamp.day and at > local + timedelta(minutes=5):
        return at - _DAY  # 23:50, pasted after midnight
    return at


def _date(said: str, today: date) -> date | None:
    if said in {"", "-0", "-1", "-2"}:
        return today - _DAY * int(said[1:] or 0)
    parts = [int(part) for part in said.split("-")]
    year, month, number = parts if len(parts) == 3 else (today.year, *parts)
    try:
        on = date(year, month, number)
    except ValueError:
        return None
    return on.replace(year=year - 1) if len(parts) == 2 and on > today + _DAY else on


def clock_of(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """An instant as one points back to it: 20:41, or with its day."""
    local = at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{day(at, zone)}{local:%H:%M}"
