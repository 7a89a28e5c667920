"""Residents' entries that a leader pasted with her post: ``2. 3-502 张姐 草莓2`` is an order of the
接龙 (orders/RULES.md 5 and 8), and no product at 2 yuan.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from solitaire.changes import Hint
from solitaire.entries import Entry, read_entry
from solitaire.households import HOUSEHOLD, NAMELIKE
from solitaire.lexicon import Lexicon, compile_lexicon
from solitaire.post_bare import names_goods
from solitaire.post_marks import in_run, opening
from solitaire.post_text import CJK, fold, lines_of
from solitaire.post_values import PostedProduct
from solitaire.values import ONE, Product

LONGEST: Final = 80
FEW: Final = 9
"""More than this behind a word that need not be a name is more likely a price."""
_WORDED: Final = re.compile(rf"[{CJK}]")
_PRICED: Final = re.compile(
    r"[¥$元/]|\d\.\d{1,2}(?!\s?(?:斤|公斤|kg))|价|库存|限购?\s?\d|仅剩|起购|包邮"
)
_COUNTED: Final = re.compile(
    r"\+\s?\d|[\d一两二三四五六七八九十](?:份|单|盒|袋|箱|瓶|件|组|套|提|板)"
)
_KIND: Final = re.compile(
    r".*[装号箱款级味价货产]|有机|本地|进口|精[品选]|新鲜|冷冻|冰鲜|野生|农家|散养|[大中小]"
)
_HOUSED: Final = re.compile(rf"(?P<number>\d{{1,3}})[、.):](?={HOUSEHOLD})")
"""A number glued to a room: 2、7-101 李叔, 2.7-101 李叔."""
_NAMELIKE: Final = re.compile(NAMELIKE)
_WORD: Final = re.compile(r"[^\s,、:;|/]+")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A numbered line: its ``place`` among the lines that are not blank, ``line`` from 1, what is
    behind the number; ``priced`` where it has a price's form."""

    place: int
    line: int
    text: str
    number: int
    body: str
    priced: bool


def take_entries(
    text: str, products_of: Callable[[str], Sequence[PostedProduct]]
) -> tuple[str, tuple[str, ...]]:
    """The post with its entries' lines left blank, and those lines as written. ``products_of``
    reads a post's products, with codes; entries order what the rest of the post offers."""
    numbered = _numbered(text)
    open_ones = [line for line in numbered if not line.priced]
    if not open_ones:
        return text, ()
    offered = products_of(_without(text, open_ones))
    if not offered:
        return text, ()
    lexicon = compile_lexicon([_product(one) for one in offered])
    last = max((line.number for line in numbered if line.priced), default=0)
    entries = [one for run in _runs(open_ones) for one in _entries(run, lexicon, last)]
    return _without(text, entries), tuple(line.text for line in entries)


def _numbered(text: str) -> list[_Numbered]:
    lines = lines_of(text)
    opened = [opening(line.clean) for line in lines]
    marks = [mark for mark, _ in opened if mark is not None]
    found: list[_Numbered] = []
    for place, (line, (mark, plain)) in enumerate(zip(lines, opened, strict=True)):
        housed = _HOUSED.match(fold(plain))
        if housed is not None:
            number, end = int(housed["number"]), housed.end()
        elif mark is not None and not mark.family and in_run(mark, marks):
            number, end = mark.number, mark.end
        else:
            continue
        body = plain[end:].strip()
        fits = len(body) <= LONGEST and _WORDED.search(body) is not None
        priced = not fits or _PRICED.search(fold(body)) is not None
        found.append(_Numbered(place, line.number, line.text, number, body, priced))
    return found


def _without(text: str, lines: Sequence[_Numbered]) -> str:
    """The text with lines left blank, so that the others keep their numbers."""
    gone = {line.line for line in lines}
    kept = enumerate(text.splitlines(), start=1)
    return "\n".join("" if number in gone else line for number, line in kept)


def _product(posted: PostedProduct) -> Product:
    return Product(
        posted.code or "",
        posted.name,
        posted.unit,
        posted.fen,
        posted.aliases,
        posted.by_weight,
        posted.variants,
        posted.variant_fen,
    )


def _runs(lines: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """Lines that stand together and count on."""
    runs: list[list[_Numbered]] = []
    for line in lines:
        above = runs[-1][-1] if runs else None
        if above and line.place == above.place + 1 and line.number >= above.number:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _entries(run: list[_Numbered], lexicon: Lexicon, last: int) -> list[_Numbered]:
    """The entries of a run: where one line surely is an entry, those that may be one are too.
    ``last`` is the highest number of a priced line; a run that goes on from it lists goods."""
    goes_on = 0 < last < run[0].number
    if not any(_is_entry(line.body, lexicon, goes_on=goes_on) for line in run):
        return []
    return [line for line in run if _may_be_entry(line.body, lexicon)]


def _is_entry(body: str, lexicon: Lexicon, *, goes_on: bool) -> bool:
    """Whether a line is a person and quantities of what is offered, whatever stands around it."""
    entry = read_entry(body, lexicon, (), None)
    named = bool(entry.items) or any(question.choices for question in entry.questions)
    if entry.person.household:
        return named or bool(_with_hint(body, lexicon).items)
    if not _has_person(entry, body):
        return False
    if not named:
        return _COUNTED.search(fold(body)) is not None and bool(_with_hint(body, lexicon).items)
    sure = _NAMELIKE.fullmatch(_first_word(body)) is not None
    few = all(value <= FEW * ONE for value in entry.items.values())
    return sure or (few and not goes_on and _stands_apart(entry, body))


def _with_hint(body: str, lexicon: Lexicon) -> Entry:
    """The entry where a bare number is of the only product."""
    hint = Hint((lexicon.only,)) if lexicon.only is not None else None
    return read_entry(body, lexicon, (), hint)


def _may_be_entry(body: str, lexicon: Lexicon) -> bool:
    entry = _with_hint(body, lexicon)
    return bool(entry.person.household) or _has_person(entry, body)


def _has_person(entry: Entry, body: str) -> bool:
    """Whether a line begins with what may be a name: no goods, no kind of goods (有机 鸡蛋 2)."""
    word = _first_word(body)
    kind = names_goods(word) or _KIND.fullmatch(word) is not None
    return bool(entry.person.name) and not kind


def _stands_apart(entry: Entry, body: str) -> bool:
    """Whether the name is a word of its own: 阿珠 草莓2, where 红颜草莓2 may be goods."""
    return fold(entry.person.name).startswith(_first_word(body))


def _first_word(body: str) -> str:
    found = _WORD.search(fold(body))
    return found.group() if found else ""
