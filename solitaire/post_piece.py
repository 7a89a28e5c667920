"""One product's words: name, price, unit, limits, variants and remark out of a piece of a line."""

import re
from dataclasses import dataclass, replace
from typing import Final

from solitaire.post_limits import Limits, take_limits
from solitaire.post_money import Money, Strength, prices_in, the_price
from solitaire.post_name import NameAndRemark, take_name
from solitaire.post_text import cut, fold, tidy
from solitaire.post_units import QUANTITY, SPEC, UNIT
from solitaire.post_variants import Variants, take_plain, take_priced

_ALIASES: Final = re.compile(
    r"[(【]?(?:又名|又叫|也叫|俗称|别名|简称|别称"
    r"|(?<![a-z])aka)\s?[:=]?\s?(?P<names>[^()【】、,。;\s]{1,20}(?:[、/][^()【】、,。;\s]{1,20})*)[)】]?"
)
_ORIGINAL: Final = re.compile(
    r"(?:原价|原售价|市场价|市价|超市价|超市|门市价|吊牌价|划线价|日常价|平时价?|零售价"
    r"|官网价?|专柜价?|商场价?"
    r"|线下价?|外面价?|参考价|原(?=\d)|(?<![a-z])(?:was|rrp|u\.?p\.?|usual(?: price)?))(?:卖"
    r"|要|是|都)?\s?[:=]?\s?(?=[¥$\d a-z零一二两三四五六七八九十百])"
)
_ARROW: Final = re.compile(
    rf"(?<![\d.])(?P<old>\d{{1,7}}(?:\.\d{{1,2}})?)\s?元?(?:/\s?{UNIT})?\s?-?>{{1,3}}\s?(?=[¥$]?\d)"
    r"|~{1,2}[¥$]?(?P<struck>\d{1,7}(?:\.\d{1,2})?)元?~{1,2}"
)
_TALK: Final = re.compile(
    r"(?:满|[买滿])\s?\d+[^\s、,。;!()]{0,4}?(?:[减送免打返赠]|包邮)[^\s、,。;!()]{0,8}"
    r"|第[二三两2-3][件份盒][^\s、,。;!()]{0,6}"
    r"|(?:便宜|立减|优惠|立省|省|返现?|赔付?|涨价?|差价|补贴|运费|邮费|加冰|冰袋|押金|定金"
    r"|另加)了?\s?[^\s\d、,。;!]{0,4}[¥$]?\d+(?:\.\d+)?(?:元|块钱?)?[^\s、,。;!()]{0,6}"
    r"|[^\s、,。;!]{0,4}(?:扣个?|回复?|打个?|私信?)\s?\+?[1一](?![\d.])|\d(?:\.\d)?折\S{0,4}"
    r""
)
_PER_PACK: Final = re.compile(
    rf"(?:{QUANTITY}\)?\s?/\s?一?(?P<slash>{UNIT})|(?:^"
    rf"|[\s、,])?[一每](?P<one>{UNIT})(?=[\s\d、,)\t]|$))"
)


_UNIT: Final = re.compile(UNIT)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one piece of a line says of a product. ``name`` "" and ``money`` None where it says
    none; ``spec_only`` when the name is no more than 2斤装."""

    name: str
    remark: str
    spec_only: bool
    money: Money | None
    unit: str
    original: int | None
    limits: Limits
    variants: Variants
    aliases: tuple[str, ...]
    two_prices: bool


def read_piece(text: str) -> Piece:
    """Reads an even text with no code before it, by taking out one thing after another."""
    rest, aliases = _take_aliases(text)
    rest, talk = _take_talk(rest)
    rest, original, unit = _take_original(rest)
    limits, rest = take_limits(rest)
    priced, rest = take_priced(rest)
    rest, money, two_prices, own_unit = _take_price(rest, priced)
    rest, pack = _take_pack(rest)
    variants, rest = (priced, rest) if priced.names else take_plain(rest)
    named = take_name(rest)
    unit = own_unit or unit or variants.unit or pack
    if not unit and _UNIT.fullmatch(fold(named.remark)):
        unit, named = named.remark, replace(named, remark="")
    named = _with_talk(named, talk)
    return Piece(
        name=named.name,
        remark=named.remark,
        spec_only=named.spec_only,
        money=money,
        unit=unit,
        original=original,
        limits=limits,
        variants=variants,
        aliases=aliases,
        two_prices=two_prices,
    )


def with_limits(piece: Piece, limits: Limits) -> Piece:
    """The piece with limits said for every product, where it has none of its own."""
    own = piece.limits
    both = replace(own, limit=own.limit or limits.limit, minimum=own.minimum or limits.minimum)
    return replace(piece, limits=both)


def with_shared(piece: Piece, shared: Limits) -> Piece:
    """A product with the limits that close a line of several, so far as they count what it is sold
    by."""
    limit, minimum = (
        said if said and said.unit in {"", fold(piece.unit)} else None
        for said in (shared.limit, shared.minimum)
    )
    return with_limits(piece, Limits(limit, minimum))


def _take_aliases(text: str) -> tuple[str, tuple[str, ...]]:
    found = _ALIASES.search(fold(text))
    if found is None:
        return text, ()
    names = re.split(r"[、/]", text[slice(*found.span("names"))])
    return cut(text, *found.span()), tuple(filter(None, map(tidy, names)))


def _take_talk(text: str) -> tuple[str, list[str]]:
    """Promotions, whose numbers are no prices: 满10包送1包, 第二件半价, 便宜3元."""
    spans = [found.span() for found in _TALK.finditer(fold(text))]
    talk = [tidy(text[start:end]) for start, end in spans]
    for start, end in reversed(spans):
        text = cut(text, start, end)
    return text, talk


def _with_talk(named: NameAndRemark, talk: list[str]) -> NameAndRemark:
    said = "，".join(filter(None, (named.remark, *talk)))
    return replace(named, remark=said)


def _take_original(text: str) -> tuple[str, int | None, str]:
    """The price before the offer, and the unit said with it."""
    folded = fold(text)
    arrow = _ARROW.search(folded)
    if arrow:
        money = next(prices_in(arrow["old"] or arrow["struck"]), None)
        return cut(text, *arrow.span()), money.fen if money else None, ""
    label = _ORIGINAL.search(folded)
    money = next(prices_in(folded[label.end() :]), None) if label else None
    if label is None or money is None or money.start > 1:
        return text, None, ""
    unit = folded[label.end() :][slice(*money.unit)] if money.unit else ""
    return cut(text, label.start(), label.end() + money.end), money.fen, unit


def _take_price(text: str, variants: Variants) -> tuple[str, Money | None, bool, str]:
    """The price, whether a second one disputes it, and the unit as written."""
    folded = fold(text)
    found = list(prices_in(folded))
    if variants.prices:
        return text, variants.prices[0], False, ""
    money = the_price(found)
    if money is None:
        return text, None, False, ""
    others = [other for other in found if other is not money and _disputes(other, money, folded)]
    unit = text[slice(*money.unit)] if money.unit else ""
    rest = text
    for price in sorted([money, *others], key=lambda price: price.start, reverse=True):
        portion = SPEC.match(folded, price.end) if price is not money else None
        rest = cut(rest, price.start, portion.end() if portion else price.end, "\t")
    return rest, money, any(other.fen != money.fen for other in others), unit


def _disputes(other: Money, money: Money, folded: str) -> bool:
    if other.strength is Strength.MARKED and money.strength is Strength.MARKED:
        return True
    between = folded[min(other.end, money.end) : max(other.start, money.start)]
    return other.strength is money.strength and not between.strip(" /、,-~或")


def _take_pack(text: str) -> tuple[str, str]:
    """The container said beside the spec: 12盒/箱, 一箱10斤."""
    found = _PER_PACK.search(fold(text))
    if found is None:
        return text, ""
    span = found.span("slash" if found["slash"] else "one")
    start = fold(text).rindex("/", 0, span[0]) if found["slash"] else span[0] - 1
    return cut(text, start, span[1]), text[slice(*span)]
