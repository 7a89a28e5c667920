"""A shortcut for the plainest orders: names and quantities and nothing else (草莓2份，苹果1箱).

Most orders are such. What is read here is what the full grammar reads; a property test holds the
two together. Anything unusual is left to the grammar.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from solitaire.lexicon import Lexicon, Rank, item_key
from solitaire.meaning import quantity
from solitaire.normal import fold_text
from solitaire.numbers import read_number
from solitaire.people import Person
from solitaire.units import COUNTED, GENERIC, Amount, sold_by_weight, unit_of
from solitaire.values import ItemKey

_UNITS: Final = "".join(
    sorted((GENERIC | COUNTED) - set("块对双打口部节刀片粒本头排条卷支管根枝层版床张位"))
)
_NUMBER: Final = (
    r"[0-9]{1,2}(?![0-9.])|[一二两三四五六七八九十](?![一二三四五六七八九十百多几来半两])"
)
_FOR: Final = re.compile(
    r"[给帮替代](?P<who>我(?:妈妈?|爸爸?|婆婆|公公|老公|老婆|女儿|儿子|奶奶|爷爷|姐姐?|哥哥?|弟弟?|妹妹?|同事|邻居|"
    r"闺蜜|嫂子))(?:也|再)?[订带要买接]"
)
"""Whom an order is for, where it is not the sender."""
_HEAD: Final = re.compile(
    r"(?:(?:麻烦)?(?:帮我|给我|我)?[要来接订](?=[0-9一二两三四五六七八九十])|要)?"
)
_TAIL: Final = re.compile(r"(?:[ ,。!~]*(?:谢谢|谢谢团长|谢谢啦|哈|哦|啊|吧|呀)?[ ,。!~]*)$")
_COUNT: Final = "[0-9一二两三四五六七八九十]"
_GAP: Final = re.compile(rf"(?:[ ,;]|、(?!{_COUNT}))*(?P<again>再[来要加](?={_COUNT}))?")
_DIGITS: Final = tuple("0123456789-.#")
_BEHIND_NAME: Final = (" ", ":", ",")


@lru_cache(maxsize=16_384)
def _folded(text: str) -> str:
    return fold_text(text)


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """What the shortcut knows of an offer: the pattern of an item, the item of each name, the
    units that count one each."""

    item: re.Pattern[str]
    items: Mapping[str, ItemKey] = field(repr=False)
    units: Mapping[str, frozenset[str]] = field(repr=False)
    prices: frozenset[int] = frozenset()


@lru_cache(maxsize=4_096)
def plain_of(lexicon: Lexicon) -> Plain:
    """The shortcut's tables for an offer, made when its first message comes."""
    return compile_plain(lexicon)


def compile_plain(lexicon: Lexicon) -> Plain:
    """The shortcut's tables for an offer."""
    items: dict[str, ItemKey] = {}
    for text, term in lexicon.terms.items():
        if (
            _is_plain(text, term.codes, lexicon)
            and not term.variants
            and term.rank <= Rank.LIKE_PART
        ):
            items[text] = item_key(term.codes[0], None)
    units: dict[str, frozenset[str]] = {}
    for code, product in lexicon.products.items():
        tried = {*_UNITS, unit_of(product)} if not sold_by_weight(product) else {"斤"}
        name = lexicon.names[code]
        fits = {
            u for u in tried if len(u) == 1 and quantity(Amount(1000, u), product, name) == 1000
        }
        units[code] = frozenset(fits | {""})
    known = sorted((t for t in lexicon.terms if len(t) > 1), key=len, reverse=True)
    names = "|".join(re.escape(text) for text in known) or "(?!)"
    chars = re.escape("".join(sorted(set(_UNITS) | {u for us in units.values() for u in us})))
    item = (
        rf"(?P<name>(?>{names}))(?P<mark>[ ]?[*x+]?|改[成为到]?)"
        rf"(?P<n>{_NUMBER})(?P<unit>[{chars}](?![装半]))?"
        rf"|"
        rf"(?P<m>{_NUMBER})(?P<measure>[{chars}](?![装半]))(?P<goods>(?>{names}))"
        r"(?![ ]?[*x+0-9一二两三四五六七八九十半])"
    )
    prices = frozenset(p.fen for p in lexicon.products.values())
    return Plain(re.compile(item), items, units, prices)


def _is_plain(text: str, codes: tuple[str, ...], lexicon: Lexicon) -> bool:
    if len(codes) != 1 or len(text) < 2 or any(ch.isdecimal() for ch in text):
        return False
    return not lexicon.products[codes[0]].variants


class PlainItem(NamedTuple):
    """An item and its quantity. ``adds`` where +N was written, ``again`` where 再来 was, which
    adds but once, ``changes`` where 改成 was."""

    key: ItemKey
    quantity: int
    adds: bool
    changes: bool
    again: bool = False


class PlainOrder(NamedTuple):
    """The items, where in the text what is left of it begins, and whom it is for: "" is the
    sender."""

    items: tuple[PlainItem, ...]
    end: int
    who: str = ""


def read_plain(text: str, plain: Plain, place: int = 0) -> PlainOrder | None:
    """The items of a folded text from a place on, None for the full grammar to read. What stands
    behind them is left to the caller."""
    other = _FOR.match(text, place)
    head = _HEAD.match(text, place) if other is None else other
    end = place = head.end() if head is not None else place
    found: list[PlainItem] = []
    again = False
    while (hit := plain.item.match(text, place)) is not None:
        item = _item(hit, plain, again=again)
        if item is None:
            return None
        found.append(item)
        end = place = hit.end()
        gap = _GAP.match(text, end)
        if gap is not None:
            place, again = gap.end(), gap["again"] is not None
    if not found or len({item.key for item in found}) < len(found):
        return None
    who = "" if other is None else other["who"]
    return PlainOrder(tuple(found), len(text) if _TAIL.match(text, end) is not None else end, who)


def own_name_end(text: str, person: Person) -> int:
    """Where a folded text goes on that begins with the sender's own household, name, or both."""
    home, name = _folded(person.household), _folded(person.name)
    place = 0
    if home and text.startswith(home) and text[len(home) : len(home) + 1] not in _DIGITS:
        place = len(home)
        place += text.startswith(" ", place)
    if len(name) > 1 and text.startswith(name, place) and not any(ch.isdecimal() for ch in name):
        place += len(name)
    return place + (place > 0 and text[place : place + 1] in _BEHIND_NAME)


def _item(hit: re.Match[str], plain: Plain, *, again: bool) -> PlainItem | None:
    name, mark, number, unit, first, measure, goods = hit.groups("")
    item = plain.items.get(name or goods)
    value = read_number(number or first)
    unit = unit or measure
    if item is None or not value or unit not in plain.units[item]:
        return None
    if not unit and value >= 10_000 and value // 10 in plain.prices:
        return None
    if not mark:
        return PlainItem(item, value, False, False, again)
    return PlainItem(item, value, mark[-1] == "+", mark[0] == "改", again)
