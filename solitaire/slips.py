"""Slips of the pen beyond a wrong character of the same sound: 五花内, 白莱, caomie, strawbery.

Asked only about a word that is ordered like goods and matches nothing. rapidfuzz finds the names
one step away; what is booked is decided by the step: a character that looks or sounds alike, two
that changed places, one that was doubled. Any other step may well be other goods (土鸭蛋 for
土鸡蛋) and is a guess, which is asked about. Rules: orders/RULES.md 3; decisions/0020.
"""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Final

from solitaire.lexicon import Lexicon, Rank, Term
from solitaire.lookalikes import look_alike
from solitaire.phonetic import HAN, alike_table, pinyin
from solitaire.synonyms import GOODS_WORDS

_LONG: Final = 5
"""From so many characters on, a name without one of them is still that name."""

_SURE_LATIN: Final = 6
_LONG_LATIN: Final = 9


class _Step(IntEnum):
    """How far a word is from a name."""

    SURE = 0
    GUESS = 1
    NONE = 2


def nearest(word: str, lexicon: Lexicon) -> Term | None:
    """The goods that a folded word was most likely meant for: of rank SLIP where they are certain,
    of rank GUESS where they must be asked about, None where nothing is near.

    Costs some tens of microseconds a hundred names.
    """
    han = HAN.fullmatch(word) is not None
    if not han and not (word.isascii() and word.isalpha() and len(word) > 3):
        return None
    if word in GOODS_WORDS or (not han and word in _goods_in_pinyin()):
        return None
    found: dict[str, _Step] = {}
    for term, step in _steps(word, lexicon, han=han):
        for code in term.codes:
            found[code] = min(step, found.get(code, _Step.NONE))
    best = min(found.values(), default=_Step.NONE)
    codes = tuple(code for code in lexicon.products if found.get(code) == best)
    if best is _Step.NONE:
        return None
    sure = best is _Step.SURE and len(codes) == 1
    return Term(word, Rank.SLIP if sure else Rank.GUESS, codes)


def _steps(word: str, lexicon: Lexicon, *, han: bool) -> Iterator[tuple[Term, _Step]]:
    names: Mapping[str, Term] = lexicon.terms if han else lexicon.latin
    for name, distance in _near(word, names, 1 if han or len(word) < _LONG_LATIN - 2 else 2):
        term = names[name]
        if term.codes and (not han or (HAN.fullmatch(name) and term.rank <= Rank.LIKE_PART)):
            step = _han_step(word, name) if han else _latin_step(word, name, distance)
            if step is _Step.SURE or not han or term.rank < Rank.PART:
                yield term, step


def _near(word: str, names: Mapping[str, Term], most: int) -> Iterator[tuple[str, int]]:
    """The names at most so many steps away. Imported here: most days nobody mistypes."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    for name, distance, _ in process.extract(
        word, list(names), scorer=OSA.distance, score_cutoff=most, limit=None
    ):
        yield name, int(distance)


def _han_step(word: str, name: str) -> _Step:
    """How a word of Chinese characters differs from a name that is one step away."""
    if len(word) == len(name):
        return _changed(word, name)
    if len(word) > len(name):
        at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
        extra = len(name) if at is None else at
        return _Step.SURE if extra and word[extra] == word[extra - 1] else _Step.NONE
    if len(name) >= _LONG:
        return _Step.SURE
    return _Step.GUESS if len(word) > 2 and word[-1] == name[-1] else _Step.NONE


def _changed(word: str, name: str) -> _Step:
    if sorted(word) == sorted(name):
        return _Step.SURE if len(word) > 2 else _Step.GUESS
    place = next(i for i, (a, b) in enumerate(zip(word, name, strict=True)) if a != b)
    if look_alike(word[place], name[place]) or _sound_alike(word[place], name[place]):
        return _Step.SURE
    return _Step.GUESS if len(word) > 2 and place < len(word) - 1 else _Step.NONE


def _sound_alike(one: str, other: str) -> bool:
    return one.translate(alike_table()) == other.translate(alike_table())


def _latin_step(word: str, name: str, distance: int) -> _Step:
    """How a word of Latin letters differs; letters that changed places are surely a slip."""
    if len(name) < 4 or (distance > 1 and len(name) < _LONG_LATIN):
        return _Step.NONE
    if distance > 1:
        return _Step.GUESS
    swapped = distance == 1 and sorted(word) == sorted(name)
    sure = swapped or min(len(word), len(name)) >= _SURE_LATIN
    return _Step.SURE if sure else _Step.GUESS


@lru_cache(maxsize=1)
def _goods_in_pinyin() -> frozenset[str]:
    """Common goods in pinyin: lizi is no slip of lizhi."""
    return frozenset(sound for word in GOODS_WORDS for sound in pinyin(word))
