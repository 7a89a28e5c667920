"""The longest name of the offer, or word of ordering, that begins at a place."""

import re
from typing import Final

from solitaire.lexicon import Lexicon
from solitaire.tokens import Kind, Token
from solitaire.units import CLASSIFIER
from solitaire.words import ROLES


def _lengths() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in ROLES:
        found.setdefault(word[0], set()).add(len(word))
    return {ch: tuple(sorted(lengths, reverse=True)) for ch, lengths in found.items()}


WORD_LENGTHS: Final = _lengths()
"""The lengths of the words that begin with a character, longest first."""

_MEASURE: Final = re.compile(rf"\s?(?!两\s?{CLASSIFIER})(?:{CLASSIFIER}|元|块)")
"""A measure word; the 两 of 两盒 is none."""
_NUMERIC: Final = frozenset("0123456789.-:#号")


def term_at(text: str, place: int, lexicon: Lexicon) -> Token | None:
    """The longest name of goods or of a variant."""
    for length in lexicon.lengths.get(text[place], ()):
        end = place + length
        term = lexicon.terms.get(text[place:end])
        if term is not None and end <= len(text) and _stands_free(text, place, end):
            return Token(Kind.TERM, place, end, term.text, 0, term)
    return None


def _stands_free(text: str, start: int, end: int) -> bool:
    """A name that begins or ends with a number is not cut out of a longer number, and a number
    alone is a name only where no measure word follows (84来2瓶)."""
    if text[start].isdecimal() and start and text[start - 1] in "0123456789.-":
        return False
    if not text[end - 1].isdecimal():
        return True
    if text[end : end + 1] in _NUMERIC:
        return False
    return not text[start:end].isdecimal() or _MEASURE.match(text, end) is None


def word_at(text: str, place: int) -> Token | None:
    """The longest word of ordering or of talk."""
    for length in WORD_LENGTHS.get(text[place], ()):
        end = place + length
        word = text[place:end]
        roles = ROLES.get(word)
        if roles is not None and end <= len(text):
            if word[-1].isascii() and text[end : end + 1].isalpha():
                continue
            return Token(Kind.WORD, place, end, word, roles)
    return None
