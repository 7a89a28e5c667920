"""Folded text to tokens. The longest name of the offer at a place is read first, then
households, times and money, codes, quantities, words of ordering; what is left is plain text.

Rules: orders/RULES.md 3 and 8 (names are read before codes and numbers).
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from solitaire.latin import has_pinyin, latin_at, with_units
from solitaire.lexicon import Lexicon
from solitaire.lookup import WORD_LENGTHS, term_at, word_at
from solitaire.numbered import has_numeral, stands_as_name
from solitaire.phonetic import alike_table
from solitaire.shapes import SHAPE_STARTS, minus_at, shape_at
from solitaire.tokens import Kind, Token
from solitaire.words import Role

_GAPS: Final = frozenset(" 、/|·&_~-—'\"“”‘’:=>")
_STOPS: Final = frozenset(",。!;\n()（）[]【】<>《》{}…^@.")
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_STARTS: Final = frozenset(WORD_LENGTHS) | SHAPE_STARTS | _GAPS | _STOPS | _LETTERS | {"?"}


def lex(
    text: str, lexicon: Lexicon, *, loose: bool = False, names: Collection[str] = ()
) -> list[Token]:
    """The tokens of a folded text, without gaps between them. ``loose`` also takes a word that
    only sounds like a name of the offer for it (鸡旦, 草苺); ``names`` are people's names, read
    before everything else."""
    tokens: list[Token] = []
    sound = text.translate(alike_table()) if loose else ""
    every = bool(sound or names)
    latin = not _LETTERS.isdisjoint(text)
    pinyin = latin and has_pinyin(text, lexicon)
    place = begun = 0
    length = len(text)
    while place < length:
        ch = text[place]
        if not every and ch not in _STARTS and ch not in lexicon.lengths:
            place += 1
            continue
        token = _name_at(text, place, names, lexicon) if names else None
        if ch == "-" and _may_be_minus(text, place, tokens):
            token = token or minus_at(text, place)
        token = token or _at(text, place, ch, lexicon, pinyin=pinyin)
        if sound and (token is None or token.kind & (Kind.TERM | Kind.WORD)):
            token = _by_sound(text, sound, place, lexicon, token)
        if token is None:
            place += 1
            continue
        if begun < place:
            tokens.append(Token(Kind.TEXT, begun, place, text[begun:place]))
        tokens.append(token)
        place = begun = token.end
    if begun < length:
        tokens.append(Token(Kind.TEXT, begun, length, text[begun:]))
    return with_units(tokens) if latin else tokens


_PERSON_AFTER: Final = re.compile("的|一样|那单|那份|家的|:")
_PERSON_BEFORE: Final = re.compile("(?:给|帮|替|代|和|跟|同|照)$")


def _name_at(text: str, place: int, names: Collection[str], lexicon: Lexicon) -> Token | None:
    """A person's name. One that is goods too (橙子) is a person only where one is expected."""
    for name in names:
        end = place + len(name)
        if not text.startswith(name, place):
            continue
        if has_numeral(name) and not stands_as_name(text, place, end):
            continue
        goods = any(word in lexicon.terms for word in (name, name[:2], name[-2:]))
        person = _PERSON_AFTER.match(text, end) or _PERSON_BEFORE.search(text[:place])
        if not goods or person:
            return Token(Kind.NAME, place, end, name)
    return None


def _may_be_minus(text: str, place: int, tokens: Sequence[Token]) -> bool:
    """Whether a dash stands right behind goods or 加, or begins the text; else it separates."""
    before = text[:place].rstrip()
    last = next((t for t in reversed(tokens) if t.kind != Kind.GAP), None)
    if not before or before.endswith("+"):
        return True
    if last is None or last.end != len(before):
        return False
    return last.kind == Kind.TERM or last.has(Role.ADD)


def _at(text: str, place: int, ch: str, lexicon: Lexicon, *, pinyin: bool) -> Token | None:
    """The token that begins at the place, None for plain text."""
    if ch in lexicon.lengths:
        found = term_at(text, place, lexicon)
        if found is not None:
            return found
    if ch in _GAPS:
        return Token(Kind.GAP, place, place + 1, ch)
    if ch in _STOPS:
        return Token(Kind.STOP, place, place + 1, ch)
    if ch in _LETTERS:
        return latin_at(text, place, lexicon, pinyin)
    if ch == "?":
        return Token(Kind.ASKED, place, place + 1, ch)
    found = None
    if ch in SHAPE_STARTS:
        found = shape_at(text, place, lexicon)
        if found is None and ch == "+":
            return Token(Kind.GAP, place, place + 1, ch)
    word = word_at(text, place)
    return word if word is not None and (found is None or word.end > found.end) else found


def _by_sound(
    text: str, sound: str, place: int, lexicon: Lexicon, token: Token | None
) -> Token | None:
    """A slip of the pen: the same sound, one character at least the same, longer than what is
    read otherwise (orders/RULES.md 3)."""
    shortest = 1 if token is None else token.end - token.start
    for length in lexicon.alike_lengths.get(sound[place], ()):
        if length <= shortest:
            break
        if place + length > len(text):
            continue
        term = lexicon.alike.get(sound[place : place + length])
        piece = text[place : place + length]
        if term is not None and any(a == b for a, b in zip(piece, term.text, strict=True)):
            return Token(Kind.TERM, place, place + length, term.text, 0, term)
    return token
