"""A shortcut for the plainest orders: names and quantities and nothing else (草莓2份，苹果1箱).

Most orders are such. What is read here is what the full grammar reads; a property test holds the
two together. Anything unusual is left to the grammar.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from solitaire.lexicon import Lexicon, Rank, item_key
from solitaire.meaning import quantity
from solitaire.numbers import read_number
from solitaire.units import COUNTED, GENERIC, Amount, sold_by_weight, unit_of
from solitaire.values import ItemKey

_UNITS: Final = "".join(
    sorted((GENERIC | COUNTED) - set("块对双打口部节刀片粒本头排条卷支管根枝层版床张位"))
)
_NUMBER: Final = (
    r"[0-9]{1,2}(?![0-9.])|[一二两三四五六七八九十](?![一二三四五六七八九十百多几来半两])"
)
_HEAD: Final = re.compile(
    r"(?:(?:我要|要|来|接|订|我来|我订|给我来)(?=[0-9一二两三四五六七八九十]))?"
)
_TAIL: Final = re.compile(r"(?:[ ,。!~]*(?:谢谢|谢谢团长|谢谢啦|哈|哦|啊|吧|呀)?[ ,。!~]*)$")
_GAP: Final = re.compile(r"[ ,、;]*")


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
        rf"(?P<name>(?>{names}))[ ]?[*x]?(?P<n>{_NUMBER})(?P<unit>[{chars}](?![装半]))?"
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


def read_plain(text: str, plain: Plain) -> tuple[tuple[ItemKey, int], ...] | None:
    """The items of a folded text and their quantities, None for the full grammar to read."""
    head = _HEAD.match(text)
    place = head.end() if head is not None else 0
    found: list[tuple[ItemKey, int]] = []
    while place < len(text):
        hit = plain.item.match(text, place)
        if hit is None:
            if found and _TAIL.match(text, place) is not None:
                break
            return None
        item = _item(hit, plain)
        if item is None:
            return None
        found.append(item)
        gap = _GAP.match(text, hit.end())
        place = gap.end() if gap is not None else hit.end()
    return tuple(found) or None


def _item(hit: re.Match[str], plain: Plain) -> tuple[ItemKey, int] | None:
    name = hit["name"] or hit["goods"]
    item = plain.items.get(name)
    value = read_number(hit["n"] or hit["m"])
    unit = hit["unit"] or hit["measure"] or ""
    if item is None or not value or unit not in plain.units[item]:
        return None
    if not unit and value >= 10_000 and value // 10 in plain.prices:
        return None
    return item, value
