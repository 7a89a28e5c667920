"""The values that reading a leader's product post gives. Frozen, without behaviour of their own.

Money is integer fen (hundredths of whatever the group pays in), quantities are integer
thousandths: of the sale unit, or of a 斤 for a product sold by weight.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DEFAULT_UNIT: Final = "份"
"""The sale unit where the post names none."""


@dataclass(frozen=True, slots=True)
class PostedProduct:
    """One product as the leader posted it.

    ``code`` is None where she gave none (``post.coded`` numbers those). ``name`` is as written,
    with its spec (草莓2斤装), without price, unit, limits and decoration. ``fen`` is the price of a
    sale unit, of a 斤 when ``by_weight``; of the first variant where variants have their own
    (``variant_fen``, else empty). ``limit`` is per person or household. ``line`` counts from 1.
    ``commission`` is in basis points, None where the post says none.
    """

    code: str | None
    name: str
    unit: str
    fen: int
    by_weight: bool
    variants: tuple[str, ...]
    variant_fen: tuple[int, ...]
    limit: int | None
    minimum: int | None
    stock: int | None
    original_fen: int | None
    aliases: tuple[str, ...]
    remark: str
    line: int
    text: str
    commission: int | None = None


class DoubtCode(StrEnum):
    """Why a line is not taken without asking the leader."""

    NO_PRICE = "no_price"
    """``1. 蓝莓125g`` or a bare 葡萄 among priced lines. The reading's ``fen`` is 0."""
    NO_NAME = "no_name"
    """``29.9/盒`` with no name before, beneath or above. The reading's ``name`` is empty."""
    DUPLICATE_NAME = "duplicate_name"
    """鸡蛋 a second time; the first stands."""
    DUPLICATE_CODE = "duplicate_code"
    """A1 a second time; the first stands."""
    PRICE_LOOKS_WRONG = "price_looks_wrong"
    """草莓 2990/盒, 0.01, -5, above the original price or below a tenth of it, a third decimal."""
    PRICE_UNLIKE_LAST = "price_unlike_last"
    """Far from what the same goods cost in an earlier offer; found by who knows that one."""
    TWO_PRICES = "two_prices"
    """``29.9/盒 55/两盒``: one product, two prices, no word for which; the first is the reading."""
    PRICE_FROM = "price_from"
    """``58元起``: what the dearer ones cost is not said."""
    UNEVEN_WEIGHT = "uneven_weight"
    """``6.55/kg`` is no whole number of fen a 斤, ``$5/lb`` no 斤 at all."""
    UNREADABLE_QUANTITY = "unreadable_quantity"
    """``限几份``, ``库存0``, or 5斤起 of something sold by the box."""
    LONG_NAME = "long_name"
    """A name of more than 40 characters is more likely a sentence with a price in it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that the leader should send again; ``reading`` is what it would be taken as.
    ``last_fen`` is what it cost in an earlier offer, where that is the doubt."""

    code: DoubtCode
    line: int
    text: str
    reading: PostedProduct | None
    last_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day as said, relative or not: at most one of ``ahead`` (0 今天, 1 明天), ``weekday``
    (0 Monday; ``weeks`` 1 for 下周) and ``of_month`` (with ``month``, or None in ``9号``) is set.
    """

    ahead: int | None = None
    weekday: int | None = None
    weeks: int = 0
    of_month: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Cutoff:
    """When ordering ends, as said. ``time`` is None in ``周三截单``; ``either_half`` marks a bare
    ``8点`` (``time`` is then before noon); ``evening`` marks ``周三晚上`` without an hour."""

    text: str
    day: Day | None = None
    time: dt.time | None = None
    either_half: bool = False
    evening: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the goods come or may be fetched, as said; ``text`` is as written. ``part`` is that of a
    day (下午) of which no hour was said."""

    text: str
    day: Day | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as read. ``products`` are the certain ones; a doubtful line's product stands only in
    its doubt. ``blurb`` keeps the lines that are talk, as written, ``entries`` those of a 接龙 that
    was pasted with the post: a person and what they order, no products."""

    title: str = ""
    products: tuple[PostedProduct, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    cutoff: Cutoff | None = None
    arrival: Arrival | None = None
    place: str = ""
    blurb: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
