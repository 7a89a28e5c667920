"""The variants of a product in a post: （微辣/中辣/特辣）, 口味：原味、抹茶, and with a price each,
大45 小39.9.
"""

import re
from dataclasses import dataclass
from typing import Final

from solitaire.numbers import CHINESE
from solitaire.post_money import Money, prices_in
from solitaire.post_text import CJK, cut, fold, tidy
from solitaire.post_units import QUANTITY

LONGEST: Final = 12
_KIND = r"(?:口味|味道|规格|颜色|尺码|款式|尺寸|型号|辣度|甜度|馅料|可选|任选|选)"
_GROUP: Final = re.compile(r"[(【\[](?P<in>[^()【】\[\]]{1,120})[)】\]]")
_LABELLED: Final = re.compile(rf"{_KIND}\s?[:=]\s?(?P<in>[^\s()]{{2,80}})")
_SLASHED: Final = re.compile(
    r"(?<=[\s)\t])(?P<in>[^\s()/|\t]{1,8}(?:[/|][^\s()/|\t]{1,8}){1,11})(?=[\s、)\t]|$)"
)
_SLASHES: Final = re.compile(r"[/|]")
_COMMAS: Final = re.compile(r"[/|、,;]|\s+or\s+|\s")
_LIKE_ONE: Final = re.compile(
    r".*(?:味|辣|色|甜|糖|码|号|款|型|馅|份|碗|杯|只|猫|冰|热|咸|淡|大|中|小|红|黄|蓝|绿|白|黑"
    r"|粉|紫|灰|spicy|mild)"
    r"|x{0,3}[sl]|m"
)
_SIZE = r"(?:特大|超大|加大|大|中|小)(?:份|号|碗|杯|盒|袋|箱|包|果|只|个|条|瓶|桶|盘|码|锅|罐)?"
_NUMBERED = rf"(?:{QUANTITY}|[单双两三四五六][份盒箱袋包人只个条瓶])"
_NAME: Final = re.compile(
    rf"(?P<label>{_SIZE}(?:\s?{QUANTITY})?|(?:整|半)[只箱份条个盒]|{_NUMBERED}|(?<![a-z])(?:x{{0,3}}l|s"
    rf"|m|j{{1,4}})码?(?![a-z])"
    rf"|[{CJK}]{{1,4}}(?:味|色|款|装|码|馅|辣)|不辣|原味)"
    r"(?P<more>\s?\([^()]{1,12}\))?\s?[:=-]?\s?$"
)
_BLANKS: Final = frozenset({"", " ", "、", ",", ";", "/", ":"})
_FIGURES: Final = re.compile(rf"[\d.\s]|{CHINESE}|半")
_BETWEEN: Final = re.compile(r"[\s、,/;|+]*")


@dataclass(frozen=True, slots=True)
class Variants:
    """Names as written, and a price each or none at all. ``unit`` is what stood with the first
    price, ``by`` that price's own reading."""

    names: tuple[str, ...] = ()
    prices: tuple[Money, ...] = ()
    unit: str = ""


def is_size(name: str) -> bool:
    """Whether a name is only a size or kind (大, 小份, 5斤装) of something named elsewhere."""
    found = _NAME.match(fold(name))
    return found is not None and found.end("label") == len(name)


def _label_before(folded: str, start: int, price: int, *, apart: bool) -> re.Match[str] | None:
    """The name of a size that ends at a price; a spec has to be glued to it (3斤49.9), or it is
    part of the product's name, unless specs may stand ``apart``, alone."""
    label = _NAME.search(folded, start, price)
    if label is None or not label["label"][0].isdigit():
        return label
    if apart:
        return label if folded[label.start() - 1 : label.start()] in _BLANKS else None
    return label if folded[price - 1] != " " else None


def take_priced(text: str) -> tuple[Variants, str]:
    """Two or more names of a size or kind, each directly before its own price, and the text
    without them. Specs apart from their prices are sizes where nothing else stands between:
    6个装 35.9; 8个装 45.9."""
    variants, rest = _take_priced(text, apart=False)
    return (variants, rest) if variants.names else _take_priced(text, apart=True)


def _take_priced(text: str, *, apart: bool) -> tuple[Variants, str]:
    folded = fold(text)
    found: list[tuple[int, str, Money]] = []
    end = -1
    for money in prices_in(folded):
        label = _label_before(folded, max(end, money.start - 30, 0), money.start, apart=apart)
        broken = found and (label is None or not _BETWEEN.fullmatch(folded, end, label.start()))
        if label is None or broken:
            if len(found) > 1:
                break
            found = []
        if label is not None:
            name = text[label.start() : label.end("more") if label["more"] else label.end("label")]
            found.append((label.start(), name.strip(), money))
            end = money.end
    if len(found) < 2 or len({name for _, name, _ in found}) < len(found):
        return Variants(), text
    if apart and len({_FIGURES.sub("", fold(name)) for _, name, _ in found}) > 1:
        return Variants(), text
    first, last = found[0], found[-1]
    units = [text[slice(*money.unit)] for _, _, money in found if money.unit]
    names, prices = tuple(name for _, name, _ in found), tuple(money for _, _, money in found)
    start, end = _with_brackets(folded, first[0], last[2].end)
    return Variants(names, prices, units[0] if units else ""), cut(text, start, end, "\t")


def _with_brackets(folded: str, start: int, end: int) -> tuple[int, int]:
    opened = folded[start - 1 : start] in {"(", "【"} and folded[end : end + 1] in {")", "】"}
    return (start - 1, end + 1) if opened else (start, end)


def take_plain(text: str) -> tuple[Variants, str]:
    """The names of a choice at one price, and the text without them. Prices are out of the text."""
    folded = fold(text)
    for pattern in (_GROUP, _LABELLED, _SLASHED):
        for found in pattern.finditer(folded):
            inside = text[slice(*found.span("in"))]
            named = re.match(rf"{_KIND}\s?[:=]?\s?", fold(inside))
            sure = pattern is _LABELLED or named is not None
            names = _names(inside[named.end() :] if named else inside, sure=sure)
            if names and (pattern is not _SLASHED or found.start() > 0):
                return Variants(names), cut(text, *found.span())
    return Variants(), text


def _names(inside: str, *, sure: bool) -> tuple[str, ...]:
    """The names in a bracket, if it is a choice: by slashes nearly always, by commas when one of
    them sounds like a choice (微辣, 大份), never when one of them is a number."""
    folded = fold(inside)
    split = _SLASHES if _SLASHES.search(folded) else _COMMAS
    parts: list[str] = split.split(inside.replace("，", ","))
    names = tuple(name for part in parts if (name := tidy(part)))
    short = 2 <= len(names) <= 12 and all(len(name) <= LONGEST for name in names)
    if not short or len(set(names)) < len(names) or any(_quantity(name) for name in names):
        return ()
    alike = sum(_LIKE_ONE.fullmatch(fold(name)) is not None for name in names)
    enough = 1 if "、" in inside else len(names) / 2
    return names if sure or split is _SLASHES or alike >= enough else ()


def _quantity(name: str) -> bool:
    return (name[0].isdigit() and re.fullmatch(QUANTITY, fold(name)) is None) or name.isdigit()
