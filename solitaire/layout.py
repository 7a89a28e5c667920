"""Where the entries of a 接龙 list stand in a message, by its line numbers.

Rules: orders/RULES.md 5. Works on raw lines, because most lines of a list were read before.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from solitaire.normal import CIRCLED, fold
from solitaire.numbers import read_number


class Layout(NamedTuple):
    """The head's lines, the entries' texts without their numbers, in order. ``lone`` for a single
    numbered line without a head; ``before`` the keys of entries in front that were read before."""

    head: tuple[str, ...]
    entries: tuple[str, ...]
    lone: bool = False
    before: tuple[str, ...] = ()


_NUMBER: Final = re.compile(
    r"\s*(?:(?P<digits>[0-9０-９]{1,3})\s*(?:[.．、)）。，,;；:：~～]|[-_#](?=\s|[^0-9\s]))+\s*(?P<body>.*)"
    r"|(?P<ring>[①-⑳❶-❿⑴-⒇⒈-⒛]|[0-9]\ufe0f?\u20e3|\U0001f51f)[.、．:：]?\s*(?P<rung>.*)"
    r"|(?P<spoken>[一二三四五六七八九十]{1,3})[、.．]\s*(?P<said>.*))$"
)
_SPACED: Final = re.compile(r"\s*(?P<digits>[0-9０-９]{1,3})\s+(?P<body>\D.*|[0-9]{3,4}\D.*)$")
_HEAD: Final = re.compile(r"^\s*#?\s*(?:接龙|接龍|group note)", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"接龙|接龍|group note|#|拼单|拼單|团购|團購|登记|登記|报名|報名|【", re.IGNORECASE
)
_EXAMPLE: Final = re.compile(
    r"^\s*(?:例|例如|例子|示例|举例|舉例|如|格式|格式如|example|e\.g\.?)(?:[\s:：,，.、]|$)",
    re.IGNORECASE,
)
_HOUSE: Final = re.compile(
    r"[0-9]{1,3}\s?(?:[-栋棟幢座号號#弄][0-9]|(?:[号號][楼樓]|栋|棟|幢|座|[单單]元|楼|樓|层|層))"
    r"|[0-9]{3,4}\s*[^0-9\s.]|[0-9]{3,4}\s+\D"
)
_COUNTED: Final = re.compile(
    r"\s*(?P<digits>[0-9０-９]{1,3})\s*[.．、)）]\s*(?P<body>[0-9０-９]{1,2}\s*[^0-9０-９\s.．、,，]\S*.*)"
)
"""A numbered line that begins with a quantity."""


def find_layout(text: str, *, running: bool) -> Layout | None:
    """The layout of a list, None for a free message. ``running`` where a list is under way, so
    that a lone numbered line continues it."""
    if "\n" not in text:
        return _single(text, running=running)
    lines = text.split("\n")
    marked = [(i, line, _numbered(line)) for i, line in enumerate(lines)]
    found = [
        (i, number, body) for i, _, hit in marked if hit is not None for number, body in (hit,)
    ]
    found = _with_counted(lines, found)
    if not found or not _is_run([number for _, number, _ in found]):
        spaced = [(i, m) for i, line in enumerate(lines) if (m := _SPACED.match(line)) is not None]
        first_of_list = _HEAD.match(text) and [m["digits"] for _, m in spaced] == ["1"]
        if first_of_list or (len(spaced) > 1 and _is_run([int(m["digits"]) for _, m in spaced])):
            found = [(i, int(m["digits"]), m["body"]) for i, m in spaced]
        elif not _HEAD.match(text) and not _opens(lines):
            return None
        else:
            return Layout(_head(lines), ())
    first = found[0][0]
    return Layout(
        _head(lines[:first]),
        tuple(_bodies(lines, found)),
        lone=len(found) == 1 and not any(line.strip() for line in lines[:first]),
    )


def _with_counted(
    lines: list[str], found: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """With the entries that begin with a quantity (2. 2盒草莓 李叔), where the numbers of the lines
    around tell that theirs is one: alone such a line is a code with its quantity."""
    numbers = {i: number for i, number, _ in found}
    more = [
        (i, int(hit["digits"]), hit["body"])
        for i, line in enumerate(lines if numbers else [])
        if i not in numbers and (hit := _COUNTED.match(line)) is not None
    ]
    fitting = [
        one
        for one in more
        if numbers.get(one[0] - 1) == one[1] - 1 or numbers.get(one[0] + 1) == one[1] + 1
    ]
    return sorted((*found, *fitting))


def _opens(lines: list[str]) -> bool:
    """An example below a line 接龙: a list that nobody is in yet, whatever is told above it."""
    return any(map(is_example, lines)) and any(_HEAD.match(line) for line in lines)


def _single(text: str, *, running: bool) -> Layout | None:
    if _HEAD.match(text) and text.lstrip().startswith("#"):
        return Layout((text.strip(),), ())
    hit = _numbered(text) if running else None
    if hit is None or not hit[1] or is_example(hit[1]):
        return None
    return Layout((), (hit[1],), lone=True)


def _head(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.strip() and not is_example(line))


def _bodies(lines: list[str], found: list[tuple[int, int, str]]) -> list[str]:
    """Each entry's text; lines without a number right below belong to the entry above."""
    starts = {i: body for i, _, body in found}
    out: list[str] = []
    open_entry = False
    for i in range(found[0][0], len(lines)):
        line = lines[i].strip()
        if i in starts:
            body = _without_number(starts[i])
            open_entry = bool(body) and not is_example(body)
            if open_entry:
                out.append(body)
        elif not line:
            open_entry = False
        elif open_entry:
            out[-1] = f"{out[-1]}\n{line}"
    return out


def _without_number(body: str) -> str:
    """1. 2. 鸡蛋: a number copied by hand a second time."""
    again = _numbered(body)
    return again[1].strip() if again is not None and again[1] else body.strip()


def is_example(line: str) -> bool:
    """Whether a line is the 例 line, which is no entry."""
    return _EXAMPLE.match(line) is not None


@lru_cache(maxsize=65_536)
def _numbered(line: str) -> tuple[int, str] | None:
    """The number and the rest of a numbered line: ``1.`` ``1、`` ``1)`` ``①`` ``１．`` ``1️⃣``."""
    hit = _NUMBER.match(line)
    if hit is None:
        return None
    if hit["digits"] is not None:
        body = hit["body"]
        if body[:1].isdecimal() and _HOUSE.match(body) is None:
            return None
        return int(hit["digits"]), body
    if hit["ring"] is not None:
        rung = hit["rung"]
        behind = line[hit.end("ring") : hit.start("rung")]
        several = rung[:1] and rung[0] in CIRCLED and behind.strip() in ("", "、")
        counted = rung[:1].isdecimal() and not _HOUSE.match(rung)
        if several or counted or rung[:1] in tuple("×xX*✖+＋各、"):
            return None
        folded = fold(hit["ring"]).text
        return (CIRCLED.index(folded) + 1 if folded in CIRCLED else 0), rung
    value = read_number(hit["spoken"])
    return None if value is None else (value // 1000, hit["said"])


def _is_run(numbers: list[int]) -> bool:
    """Numbers that grow by little from line to line; hand-made copies repeat and skip some."""
    if not numbers:
        return False
    if len(numbers) == 1:
        return numbers[0] <= 500
    return all(-1 <= after - before <= 5 or after in (0, 1) for before, after in pairwise(numbers))
