"""Prices in folded product posts: 29.9元/盒, ￥29.9, 29块9, 三十元一盒, 一盒29.9, $5 per box, 58.

Fen are hundredths of whatever the group pays in; no currency is told from another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from solitaire.numbers import CHINESE, read_number
from solitaire.post_text import CJK
from solitaire.post_units import MEASURE, NO_UNITS, QUANTITY, UNIT

LARGEST_FEN: Final = 99_999_999


class Strength(IntEnum):
    """How surely a number is a price."""

    BARE = 1
    COUNTED = 2
    """29块, which may count 块."""
    MARKED = 3
    """A currency, 元 or a unit stands with it."""


@dataclass(frozen=True, slots=True)
class Money:
    """A price found at ``start:end``, its unit included. ``unit`` is the span of the unit's
    letters. ``odd`` marks a negative price or a third decimal, ``starting`` 58元起."""

    fen: int
    strength: Strength
    start: int
    end: int
    unit: tuple[int, int] | None = None
    odd: bool = False
    starting: bool = False


_CURRENCY = r"(?:¥|(?:nt|hk|us|s|a|c)?\$|rmb|rm(?=\s?\d)|nt(?=\d))"
_LABEL = (
    r"(?:(?:团购|活动|到手|秒杀|拼团|会员|今日|优惠|福利|接龙|新人|开团|特惠|群|团|特|现|售|单"
    r"|卖|零售)价"
    r"|一口价|价格|价钱|价|特惠|秒杀|特卖|仅需|只要|只需|只卖|仅售|低至|\b(?:only|now|just"
    r"|price|at)\b)"
)
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,7})(?:\.\d{1,4})?(?![\d]|\.\d)"
_PRICE: Final = re.compile(
    rf"(?P<label>{_LABEL}\s?[:=是为]?\s?)?"
    rf"(?:(?:一|每|(?<![\d.])1(?!\s?(?:kg|公斤|千克|g|克|m?l|升|毫升))|\bper"
    rf"|\ba)\s?(?P<before>{UNIT})(?!装)\s?[:=]?\s?)?"
    rf"(?P<currency>{_CURRENCY}\s?)?(?P<minus>-)?"
    rf"(?:(?<![\d.])(?P<number>{_ARABIC})|(?P<spoken>{CHINESE}{{1,6}})"
    r"(?=元|块|圆|毛|角|(?(before)\s?(?:$|[\s、,。;!])|(?!))))"
    rf"\s?(?:(?P<yuan>元|圆|块钱|块大洋|rmb|yuan|r(?![a-z]))|(?P<kuai>块|米(?=$|[\s、,;!一]))"
    rf"|(?P<mao>[毛角])钱?(?:(?=[一每])|(?![{CJK}])))?"
)
_JIAO: Final = re.compile(rf"(\d|[一二三四五六七八九])(?:[毛角]|(?!\s?{MEASURE}(?!邮)|[\d.]))")
_FROM: Final = re.compile(r"\s?起(?![购订送拍卖售发批])")
_TAIL: Final = re.compile(
    rf"\s?[/每](?:\s?(?:一|1(?!\d)))?\s?(?P<slash>(?![大小].\s?\d){UNIT}"
    rf"|[{CJK}]{{1,2}}(?![{CJK}]|\s?\d))装?"
    rf"|\s?(?:一|1)\s?(?P<one>{UNIT})(?![a-z\d¥])装?|\s(?:per|an?)\s(?P<per>{UNIT})"
    rf"|\s?(?P<each>each|ea)\b"
)
_GLUED: Final = re.compile(rf"\s?(?P<glued>{UNIT})(?![{CJK}a-z\d])")
_PORTION: Final = re.compile(rf"\s?/\s?(?={QUANTITY})(?!(?:一|1)\s?{UNIT})")
_HALF_KILO: Final = re.compile(r"\s?/\s?(?P<half>500\s?(?:克|g))(?![a-z])")
_BEFORE: Final = re.compile(rf"[^\w.+#@%/$]|[{CJK}]")
_AFTER: Final = re.compile(rf"[\s()、,。!;|【】/?~>·]|[^\w{CJK}%+*:.@#-]")
_SIZE: Final = re.compile(r"(?<![a-z])(?:x{0,3}l|s|m|j{1,4})$")
_NUMBERED: Final = re.compile(
    r"(?<![a-z])(?:block|blk|unit|level|week|vol|no|part|day|batch|round)\.?\s?$"
)
_NEVER: Final = re.compile(
    rf"{MEASURE}|{UNIT}|[点月日号年天秒楼栋期人折倍成%]|小时|分钟|个月|\s(?=[a-z])(?:{MEASURE}"
    rf"|{UNIT})(?!\d)"
)

_THEN_PRICE: Final = r"(?:装|左右)?\s¥?\d{1,7}(?:\.\d{1,2})?(?![\d.])"
_SPEC_APART: Final = re.compile(
    rf"\s(?:{MEASURE}|{UNIT}){_THEN_PRICE}(?!\s?(?:{MEASURE}|{UNIT})起)"
)
"""土豆 3 斤 9.9: the first number counts, the second is the price."""
_WEIGHT_APART: Final = re.compile(r"\s(?:公?斤|千?克|两|k?g|m?l|毫?升)")


def prices_in(text: str) -> Iterator[Money]:
    """All that may be a price in an even, folded text, from left to right."""
    place = 0
    while found := _PRICE.search(text, place):
        place = max(found.end(), place + 1)
        money = _money(text, found)
        if money is not None:
            place = max(money.end, place)
            yield money


def _money(text: str, found: re.Match[str]) -> Money | None:
    fen, end, marked = _amount(text, found)
    while text[end - 1] == " ":
        end -= 1
    if fen is None:
        return None
    starting = _FROM.match(text, end)
    end = starting.end() if starting else end
    unit, end = _unit(text, end, marked=marked)
    starting = starting or _FROM.match(text, end)
    end = starting.end() if starting else end
    if found["before"] and not _NEVER.match(text, end):
        unit = unit or found.span("before")
        marked = True
    strength = _strength(text, found, end, marked=marked or unit is not None)
    if strength is None:
        return None
    odd = (bool(found["minus"]) and _negative(text, found)) or _decimals(found["number"]) > 2
    return Money(fen, strength, found.start(), end, unit, odd=odd, starting=bool(starting))


def _amount(text: str, found: re.Match[str]) -> tuple[int | None, int, bool]:
    """Fen, where the amount ends, and whether a word makes it money."""
    value = read_number(found["spoken"]) if found["spoken"] else _thousandths(found["number"])
    if value is None:
        return None, found.end(), False
    if found["mao"]:
        return value // 100, found.end(), True
    jiao = _JIAO.match(text, found.end()) if found["kuai"] or found["yuan"] == "元" else None
    if jiao and (found["kuai"] or jiao[0][-1] in "毛角"):
        tenth = read_number(jiao[1]) or 0
        if text[found.end()] != "一" or jiao[0][-1] in "毛角":
            return value // 10 + tenth // 100, jiao.end(), True
    return (
        min(value // 10, LARGEST_FEN),
        found.end(),
        bool(found["label"] or found["currency"] or found["yuan"]),
    )


def _thousandths(number: str) -> int:
    whole, _, part = number.replace(",", "").partition(".")
    return int(whole) * 1000 + int((part + "000")[:3])


def _decimals(number: str | None) -> int:
    return len(number.partition(".")[2]) if number else 0


def _unit(text: str, end: int, *, marked: bool) -> tuple[tuple[int, int] | None, int]:
    """The unit that follows an amount, and where both end. 元/2斤 is a portion: the slash alone
    is taken, the spec stays for the name."""
    half = _HALF_KILO.match(text, end)
    if half:
        return half.span("half"), half.end()
    portion = _PORTION.match(text, end)
    if portion:
        return (end, end), portion.end()
    tail = _TAIL.match(text, end) or (_GLUED.match(text, end) if marked else None)
    if tail is None:
        return None, end
    name = tail.lastgroup or ""
    return ((end, end) if tail[name] in NO_UNITS else tail.span(name)), tail.end()


def _strength(text: str, found: re.Match[str], end: int, *, marked: bool) -> Strength | None:
    if marked:
        return Strength.MARKED if _apart(text, found) else None
    if _NEVER.match(text, end) or not _apart(text, found) or _counts(text, found, end):
        return None
    if found["kuai"]:
        return Strength.COUNTED
    follows = text[end : end + 1]
    decimal = "." in (found["number"] or "") and re.match(rf"[{CJK}]", follows)
    bare = found["number"] and (not follows or decimal or _AFTER.match(follows))
    return Strength.BARE if bare and not re.match(r"/\d", text[end : end + 2]) else None


def _counts(text: str, found: re.Match[str], end: int) -> bool:
    """Whether a bare number counts the unit behind it, apart, because its price follows. What has
    a point is rather a price, but for weights."""
    whole = "." not in (found["number"] or "") or _WEIGHT_APART.match(text, end)
    return bool(whole and _SPEC_APART.match(text, end))


def _apart(text: str, found: re.Match[str]) -> bool:
    """Whether the number does not continue a word, a product of numbers, a time or a range."""
    start = found.start()
    if found["currency"] or found["before"] or start == 0:
        return True
    before = text[start - 1]
    if found["minus"]:
        return not before.isdigit()
    digit_before = start > 1 and text[start - 2].isdigit()
    if found["spoken"] or not found[0][0].isdigit():
        return not before.isdigit()
    if _NUMBERED.search(text, max(0, start - 10), start):
        return False
    if _SIZE.search(text, max(0, start - 5), start):
        return True
    return bool(_BEFORE.match(before) or (before == "/" and not digit_before)) and not (
        (before in ":-*~" and digit_before) or before in "第满"
    )


def _negative(text: str, found: re.Match[str]) -> bool:
    """A minus is a sign after a blank or a currency; glued to a name it is a dash."""
    before = text[found.start("minus") - 1 : found.start("minus")]
    return before in {"", " ", "\t", "¥", "$", ":"}


def the_price(found: list[Money]) -> Money | None:
    """The one that is meant: the strongest, the first of marked ones, the last of bare ones."""
    if not found:
        return None
    strongest = max(money.strength for money in found)
    best = [money for money in found if money.strength is strongest]
    if strongest is Strength.MARKED:
        return best[0]
    last = found[-1]
    return last if last.strength is Strength.BARE else best[-1]
