"""How much of a product one may take and how much there is, as a post says it: 限购2, 每户一份,
库存50, 仅剩20盒, 只有30只, 3斤起, 2份起购.
"""

import re
from dataclasses import dataclass
from typing import Final

from solitaire.numbers import CHINESE, read_number
from solitaire.post_text import cut, fold
from solitaire.post_units import GRAMS, UNIT, weight_in
from solitaire.values import ONE


def _n(mark: str, *, unit: bool = False) -> str:
    """A quantity; the groups of each alternative have a mark of their own."""
    number = rf"(?P<n{mark}>\d{{1,7}}(?:\.\d{{1,2}})?(?![\d.]|\s?[-~到]\s?\d)|半|{CHINESE}{{1,4}})"
    return rf"{number}\s?(?P<u{mark}>{UNIT}){'' if unit else '?'}"


_WHO = r"(?:(?:每|一|单)(?:个?人|户|家|单|号|微信|id|位)|per (?:pax|person|household|order))"
_SAYS = r"\s?[:=是为]?\s?"
_LIMIT: Final = re.compile(
    rf"(?:{_WHO}\s?(?:限购?|最多)?(?:限?[买拍订接领]|可[买订接])?|限购|限买|限拍|限订|限领"
    rf"|限(?![时量定今明])|(?<!接)最多(?:[买拍订])?|\blimit(?:ed)?(?: to)?|\bmax\.?)"
    rf"{_SAYS}(?:{_WHO}\s?)?{_n('a')}(?:\s?[/每]?\s?(?:人|户|家|单(?!价)|{_WHO}))?"
)
_STOCK: Final = re.compile(
    rf"(?:库存|限量|余量|(?:仅|只|还|就)?剩余?|数量|\bstock)[:=]?\s?(?:有|约|了|最后)?\s?{_n('a')}"
    rf"|(?:仅有|只有|只到了?|一共到了?|就|仅|现货|有货|备货|最多接|[一总]?共|(?<![^\s、,;])有"
    rf"|\bonly)\s?{_n('b', unit=True)}(?:\s?left)?|(?P<left>\d{{1,6}}) left\b"
)
_MINIMUM: Final = re.compile(
    rf"(?<![\d.]){_n('a', unit=True)}\s?起(?:[购订送拍卖售发批接]|订购)?"
    rf"|(?:起[购订送拍售批](?:量)?|(?:最少|至少|最低)[购买接订要拍]?|\bmin(?:imum)?\.?(?: "
    rf"order)?|\bmoq)"
    rf"{_SAYS}{_n('b')}"
)
_UNREADABLE: Final = re.compile(
    rf"(?:限购|限买|{_WHO}限|起购|起订|库存|限)\s?[:=]?\s?(?:几{UNIT}?|-\d+{UNIT}?"
    rf"|\d+[-~到]\d+{UNIT}?|\d{{8,}})"
)
_EVERYTHING: Final = re.compile(r"每样|每种|每款|每品|所有|全部|全场|以上|都限|均限|各限|统统")
_EVERYONE: Final = re.compile(rf"{_WHO}|商品|产品|品种|东西|[均都各]")
_BETWEEN: Final = "、，,；;。 "
_CLAUSE: Final = re.compile(rf"[{_BETWEEN.strip()}]\s?")
_ONLY_MARKS: Final = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as said: thousandths of ``unit``, which is "" where none was said."""

    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of a post says of quantities; ``unreadable`` when it says one nobody can
    use; ``for_all`` when it speaks of every product."""

    limit: Amount | None = None
    minimum: Amount | None = None
    stock: Amount | None = None
    unreadable: bool = False
    for_all: bool = False

    def __bool__(self) -> bool:
        return bool(self.limit or self.minimum or self.stock or self.unreadable)


def take_limits(text: str) -> tuple[Limits, str]:
    """The quantities said in an even text, and the text without them."""
    rest, unreadable = _take(text, _UNREADABLE)
    rest, stock = _take(rest, _STOCK)
    rest, minimum = _take(rest, _MINIMUM)
    rest, limit = _take(rest, _LIMIT)
    amounts = [_amount(found) if found else None for found in (limit, minimum, stock)]
    nothing = any(amount is not None and amount.number <= 0 for amount in amounts)
    limits = Limits(
        *amounts,
        unreadable=unreadable is not None or nothing,
        for_all=bool(limit and _EVERYTHING.search(fold(text))),
    )
    return limits, rest


def tail_limits(text: str) -> Limits:
    """What the last clauses of an even text say of quantities and of nothing else; behind a line of
    several products it is of them all: 蛋黄粽6元/个、豆沙粽4元/个、10个起订."""
    said = Limits()
    *_, first, last = ("", "", *_CLAUSE.split(text))
    limits, rest = take_limits(last)
    if first and limits and not limits.unreadable and only_for_all(rest):
        before = tail_limits(text[: text.rindex(last)].rstrip(_BETWEEN))
        said = Limits(limits.limit or before.limit, limits.minimum or before.minimum)
    return said


def _take(text: str, what: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    found = what.search(fold(text))
    return (cut(text, *found.span()), found) if found else (text, None)


def _amount(found: re.Match[str]) -> Amount:
    """The number of whichever alternative matched."""
    said = {name: value for name, value in found.groupdict().items() if value}
    number = said.get("left") or next((v for k, v in said.items() if k[0] == "n"), "")
    unit = next((v for k, v in said.items() if k[0] == "u"), "")
    return Amount(read_number(number) or 0, unit)


def only_for_all(rest: str) -> bool:
    """Whether what is left of a line beside its limits says no more than for whom they are."""
    said = _EVERYONE.sub("", _EVERYTHING.sub("", fold(rest)))
    return _ONLY_MARKS.fullmatch(said) is not None


def in_sale_units(amount: Amount | None, name: str, *, by_weight: bool) -> int | None:
    """Thousandths of the sale unit (of a 斤 when by weight). -1 where the two do not fit: 5斤起 of
    apples by the box, 限2份 of pork by the 斤, half a box."""
    if amount is None:
        return None
    grams = GRAMS.get(amount.unit)
    if by_weight:
        if grams is None:
            return -1 if amount.unit else amount.number
        return amount.number * grams // 500
    if grams is None:
        return amount.number if amount.number % ONE == 0 else -1
    packed = weight_in(fold(name))
    said = amount.number * grams
    return said * ONE // packed if packed and said % packed == 0 else -1
