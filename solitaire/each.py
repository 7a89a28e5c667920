"""Several people who want the same: 我和李叔各2盒草莓.

Rules: orders/RULES.md 2.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from solitaire.clean import Clause, Sort, read_clean, trim
from solitaire.lexicon import Lexicon
from solitaire.naming import Subject, is_namelike
from solitaire.normal import Folded
from solitaire.tokens import Kind, Token

_EACH: Final = re.compile(
    r"(?:我|我家)?(?:[和跟与、]\s?)?(?P<who>[^\s,。!?;0-9]{2,16}?)\s?(?:各(?:自|要|来|订)?|每人|一人)\s?"
    r"(?=[0-9一二两三四五六七八九十\u4e00-\u9fff])"
)
_AND: Final = re.compile("[和跟与、]")
_ME: Final = frozenset(("我", "我家", "我自己"))


def read_each(tokens: Sequence[Token], text: Folded, lexicon: Lexicon) -> tuple[Clause, ...]:
    """A clause for each of the people named; none where it is not so said."""
    core = trim(tokens)
    if not core:
        return ()
    folded = text.text[core[0].start : core[-1].end]
    found = _EACH.match(folded)
    if found is None or _AND.search(found[0]) is None:
        return ()
    begin, end = core[0].start, core[0].start + found.end()
    people = _people(text, begin, begin + found.end("who"))
    rest = [t for t in core if t.start >= end]
    if len(people) < 2 or not rest or any(t.start < end < t.end for t in core):
        return ()
    if any(t.kind & (Kind.TERM | Kind.CODE) for t in core if t.start < end):
        return ()
    clean = read_clean(rest, text, lexicon, Clause(Sort.TALK, folded))
    if clean is None or clean.sort is not Sort.ORDER or clean.subject is not None:
        return ()
    if any(m.amount is None for o in clean.orders for m in o.mentions):
        return ()
    return tuple(
        clean._replace(subject=None if name in _ME else Subject(name), self_named=name in _ME)
        for name in people
    )


def shared_by(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses with what follows 我和李叔各2盒草莓 for each of them too: 苹果1箱."""
    first = next((i for i, (a, b) in enumerate(pairwise(clauses)) if _are_shared(a, b)), None)
    if first is None:
        return clauses
    people = [c for c in clauses[first:] if _are_shared(c, clauses[first])]
    out = list(clauses[:first])
    for clause in clauses[first:]:
        alike = clause.sort is Sort.ORDER and not clause.subject and not clause.self_named
        out += [
            clause._replace(subject=one.subject, self_named=one.self_named)
            for one in (people if alike else [])
        ] or [clause]
    return tuple(out)


def _are_shared(one: Clause, other: Clause) -> bool:
    return one.sort is Sort.ORDER and one.orders is other.orders


def _people(text: Folded, begin: int, end: int) -> tuple[str, ...]:
    """The names between the words for and, as written; none where one of them is no name."""
    names: list[str] = []
    place = begin
    for mark in (*_AND.finditer(text.text, begin, end), None):
        stop = mark.start() if mark else end
        folded = text.text[place:stop].strip()
        if folded not in _ME and not is_namelike(folded):
            return ()
        names.append(text.written(place, stop).strip())
        place = mark.end() if mark else end
    return tuple(names)
