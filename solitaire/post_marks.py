"""Codes at the head of a product: A1, 1、, ①, 【2】, and bare ones that only a run makes codes
(``1前腿 2五花``, while ``A4纸`` alone is paper).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from solitaire.normal import CIRCLED
from solitaire.post_text import CJK, fold, without_bullet

_NOT_COUNTED: Final = (
    r"(?!\s?(?:公?斤|[两克升kgml]|毫升)"
    r"|[个只盒箱袋包瓶份件枚片条块颗粒罐桶提把捆板支张号月日点年天寸元折层人])"
)
_MARK: Final = re.compile(
    rf"(?P<ring>[{CIRCLED}])[.、:)]?"
    r"|[(【\[]\s?(?P<boxed>[a-z]?\d{1,3}|[a-z])\s?[)】\]][.、:]?"
    r"|(?P<pointed>\d{1,3})\s?(?:[、):]|\.(?!\d)|[号#](?=[\s:.、]))(?!\d)[.、:]?"
    r"|(?P<coded>[a-z]{1,2}-?\d{1,3})\s?[.、:)](?!\d)|(?P<spaced>[a-z]\d{1,3})(?=[\s-]|$)"
    rf"|(?P<letter>[a-z])(?:\s?[.、:)]|\s(?=[{CJK}]))(?![a-z]\.)"
    rf"|(?P<likely>\d{{1,2}}(?=\s){_NOT_COUNTED}|\d{{1,2}}(?=[{CJK}]){_NOT_COUNTED}"
    rf"|[a-z]\d{{0,2}}(?=[{CJK}]))"
)
_PARTS: Final = re.compile(r"([a-z]*)-?(\d*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A code that ends at ``end``. ``family`` and ``number`` say where it stands in a run; a mark
    that is not ``sure`` counts only beside its neighbour in the run."""

    code: str
    family: str
    number: int
    sure: bool
    start: int
    end: int


def mark_at(text: str, place: int = 0) -> Mark | None:
    """The code that an even text has at a place."""
    found = _MARK.match(fold(text), place)
    if found is None:
        return None
    return _mark(found)


def _mark(found: re.Match[str]) -> Mark:
    said = next(value for value in found.groupdict().values() if value)
    if said in CIRCLED:
        said = str(CIRCLED.index(said) + 1)
    parts = _PARTS.fullmatch(said)
    letters, digits = (parts[1], parts[2]) if parts else ("", said)
    code = (letters + (digits.lstrip("0") or digits[:1])).upper()
    family, number = (letters, int(digits)) if digits else ("letter", ord(letters[:1]))
    return Mark(code, family, number, found["likely"] is None, found.start(), found.end())


def opening(text: str) -> tuple[Mark | None, str]:
    """The mark that a line opens with, bullets left out, and the line from the mark on."""
    plain = without_bullet(text)
    return mark_at(plain), plain


def in_run(mark: Mark, others: Sequence[Mark]) -> bool:
    """Whether a mark is a code: by its form, or because its neighbour in the run is there."""
    if mark.sure:
        return True
    return any(
        other.family == mark.family and abs(other.number - mark.number) == 1 for other in others
    )


def marks_within(text: str) -> list[Mark]:
    """The codes of a run of products in one line: the first, and each next one that counts on."""
    folded = fold(text)
    run: list[Mark] = []
    for start in re.finditer(r"(?:^|(?<=[\s、,;:!|]))(?=[a-z0-9①-⑳(【\[])", folded):
        found = _MARK.match(folded, start.start())
        mark = _mark(found) if found else None
        if mark is None or (run and start.start() < run[-1].end):
            continue
        if not run:
            run = [mark]
        elif mark.family == run[-1].family and mark.number == run[-1].number + 1:
            run.append(mark)
        elif len(run) == 1:
            run = [mark]
    return run if len(run) > 1 else []
