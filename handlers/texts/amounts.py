"""Money, quantities, times and names, as people read them."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rules.masks import mask_in_text
from solitaire.values import ONE

_WEEKDAYS = "一二三四五六日"


def yuan(fen: int) -> str:
    """Two decimals, no thousands separators: 5980 is 59.80."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def count(quantity: int) -> str:
    """A quantity without needless zeros: 1500 is 1.5."""
    whole, rest = divmod(quantity, ONE)
    return str(whole) if not rest else f"{whole}.{rest:03d}".rstrip("0")


def clock(at: datetime, zone: ZoneInfo) -> str:
    """HH:MM where people are."""
    return at.astimezone(zone).strftime("%H:%M")


def day(at: datetime, zone: ZoneInfo) -> str:
    """6月20日周六."""
    local = at.astimezone(zone)
    return f"{local.month}月{local.day}日周{_WEEKDAYS[local.weekday()]}"


def when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """An instant as one says it today: 20:00, 明天20:00, or with its date."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    match (local.date() - today).days:
        case 0:
            return local.strftime("%H:%M")
        case 1:
            return "明天" + local.strftime("%H:%M")
        case _:
            return f"{local.month}月{local.day}日{local:%H:%M}"


def arrives(at: datetime, clock_said: str, now: datetime, zone: ZoneInfo) -> str:
    """When goods come: 今天16:00, 明天, 后天下午, 6月21日周日16:00-18:00; the hours, or the part of
    the day, only if they were said."""
    ahead = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    days = {0: "今天", 1: "明天", 2: "后天"}
    return f"{days.get(ahead, day(at, zone))}{clock_said}"


def hours(start: time | None, end: time | None) -> str:
    """16:00, 16:00-18:00, or nothing."""
    said = [f"{at:%H:%M}" for at in (start, end) if at is not None]
    return "-".join(said)


def called(who: str, address: str = "") -> str:
    """A person as named in a group: no room, no phone number in clear."""
    return mask_in_text(f"{address} {who}".strip() if address and address != who else who)


@dataclass(frozen=True, slots=True)
class Part:
    """An item of an order in words: what it is called, how much, in which unit."""

    name: str
    variant: str
    quantity: int
    unit: str

    def __str__(self) -> str:
        variant = f"({self.variant})" if self.variant else ""
        return f"{self.name}{variant}{count(self.quantity)}{self.unit}"
