"""One line of a post into the pieces that each speak of one product, and the words before them:
``A1土鸡蛋36 A2富硒蛋28.8``, ``粮油团｜五常大米59.9｜响水大米138``, ``松阪豬199 鬼頭刀魚排89``.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Final

from solitaire.post_marks import Mark, marks_within
from solitaire.post_money import Money, Strength, prices_in
from solitaire.post_piece import read_piece
from solitaire.post_text import CJK, fold
from solitaire.post_units import SPEC
from solitaire.post_variants import take_priced

_BARS: Final = re.compile(r"[|｜;；]")
_HEAD: Final = re.compile(r"^(?P<head>[^\d:：]{2,30})[:：](?=\s?\S)")
_LABELS: Final = re.compile(
    r"品名|商品名?|名称|规格|价格?|.价|口味|颜色|尺码|库存|限购|数量|备注|产地|特点|说明|item"
    r"|price|only|was|now"
)
_NEXT: Final = re.compile(
    rf"[\s、,，;；。]+(?=(?:[^\W\d]|[{CJK}（(【\[\"]|\d{{1,3}}[^\d\s./元块¥$%折]))"
)
_CHUNK: Final = re.compile(r"[、,;。]+")
_NOT_NEXT: Final = re.compile(
    r"(?:\d+[^\s\d]{1,2}起|原(?![味浆切])|市场|超市|门市|外面|平时|限|仅|剩|库存|每|起(?!司)|最多"
    r"|共|买|满|送|加(?!拿大)|另|第|不(?!知火)|可(?![乐颂可])|需|要|包(?![子菜心])|约|净(?!菜)|or|and|per|was|now|only|for|limit|非|特价|现价|团购|活动|会员"
    r"|拼团|两|二|三(?![文黄鲜丝]))"
)


@dataclass(frozen=True, slots=True)
class Split:
    """``head`` is what stands before the first product. Each piece comes with its code's mark."""

    head: str
    pieces: tuple[tuple[Mark | None, str], ...]


def split_line(text: str) -> Split:
    """The pieces of an even line without a mark of its own; one piece where it is not a list."""
    bars = [part for part in _BARS.split(text) if part.strip()]
    priced = [part for part in bars if _sellable(part)]
    if len(priced) > 1:
        head = " ".join(part for part in bars[: bars.index(priced[0])])
        return Split(head, tuple((None, part) for part in bars if part in priced))
    headed = _HEAD.match(text)
    head, rest = "", text
    if headed and not _LABELS.search(fold(headed["head"])) and _has_price(text[headed.end() :]):
        head, rest = headed["head"], text[headed.end() :]
    parts = _by_prices(rest)
    return (
        Split(head, tuple((None, part) for part in parts)) if parts else _single(text, head, rest)
    )


def _single(text: str, head: str, rest: str) -> Split:
    """草莓：29.9 is one product, 今日特价：草莓29.9 has a head."""
    if head and not read_piece(rest).spec_only and read_piece(rest).name:
        return Split(head, ((None, rest),))
    return Split("", ((None, text),))


def split_by_codes(text: str) -> Split | None:
    """The pieces of a line with a run of codes in it, None where there is none."""
    marks = marks_within(text)
    if not marks:
        return None
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    pieces = [(mark, text[mark.end : end]) for mark, end in zip(marks, ends, strict=True)]
    if not all(_sellable(piece) for _, piece in pieces):
        return None
    return Split(text[: marks[0].start], tuple(pieces))


def _by_prices(text: str) -> list[str]:
    """Cuts behind each price where a next name with a price of its own begins."""
    folded = fold(text)
    found = [money for money in prices_in(folded) if money.strength is not Strength.COUNTED]
    if any(money.strength is Strength.MARKED for money in found):
        found = [money for money in found if not _may_count(folded, money)]
    if len(found) < 2 or take_priced(text)[0].names:
        return []
    cuts = [0]
    for money, following in itertools.pairwise(found):
        place = _cut_between(folded, money, following)
        if place is not None:
            cuts.append(place)
    parts = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return parts if len(parts) > 1 and all(map(_sellable, parts)) else []


def _may_count(folded: str, money: Money) -> bool:
    """Whether a bare whole number beside marked prices is more likely part of a name."""
    return money.strength is Strength.BARE and "." not in folded[money.start : money.end]


def _cut_between(folded: str, money: Money, following: Money) -> int | None:
    """Where the words of the following price begin, None where they belong to the first."""
    if folded.count("(", 0, money.end) > folded.count(")", 0, money.end):
        return None
    for gap in _NEXT.finditer(folded, money.end, following.start):
        words = folded[gap.end() : following.start].strip()
        chunks = _CHUNK.split(words)
        talk = any(_NOT_NEXT.match(chunk) for chunk in chunks)
        if words and not talk and not SPEC.fullmatch(words):
            return gap.end()
    return None


def _has_price(text: str) -> bool:
    return next(prices_in(fold(text)), None) is not None


def _sellable(text: str) -> bool:
    if not _has_price(text):
        return False
    piece = read_piece(text)
    return piece.money is not None and bool(piece.name) and not piece.spec_only
