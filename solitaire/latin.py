"""Words in Latin letters: letter codes (A1, w6), English and pinyin names, x2, English words.

Rules: orders/RULES.md 3 (pinyin) and 8 (codes; English words count only when a name holds them).
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.lexicon import Lexicon
from solitaire.shapes import SHAPES, plain, read_count
from solitaire.tokens import Kind, Token
from solitaire.units import ENGLISH, MANY, PINYIN, Amount
from solitaire.words import ROLES, Role

_LATIN: Final = re.compile(r"[a-z][a-z'.]*")
_CODE: Final = re.compile(r"([a-z]+)[-.]?([0-9]{0,3})(?![a-wyz]|x(?![0-9]))")
_MIXED: Final = re.compile(r"[a-z]+[0-9]+[a-z]*(?![a-z0-9])")
_SMALL: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_SPOKEN: Final = {
    "yi": 1, "er": 2, "liang": 2, "san": 3, "si": 4, "wu": 5, "liu": 6, "qi": 7, "ba": 8,
    "jiu": 9, "shi": 10,
}  # fmt: skip


def latin_at(text: str, place: int, lexicon: Lexicon, pinyin: bool) -> Token | None:
    """A letter code (A1, w6, B), an English or pinyin word, x2, or plain text."""
    if place and "a" <= text[place - 1] <= "z":
        return None
    house = SHAPES.match(text, place)
    if house is not None and house["house"]:
        return plain(Kind.HOUSE, house)
    named = _named_with_number(text, place, lexicon)
    if named is not None:
        return named
    code = _letter_code(text, place, lexicon) or _strange_code(text, place, lexicon)
    if code is not None:
        return code
    if house is not None and text[place] == "x" and house["count"]:
        return read_count(house, lexicon)
    return _latin_word(text, place, lexicon, pinyin)


def _named_with_number(text: str, place: int, lexicon: Lexicon) -> Token | None:
    """D3 of 维生素D3: a part of a name, read before codes."""
    found = _MIXED.match(text, place)
    word = found.group() if found else ""
    term = lexicon.latin.get(word) if word and word not in lexicon.codes else None
    return None if term is None else Token(Kind.TERM, place, place + len(word), word, term=term)


def _letter_code(text: str, place: int, lexicon: Lexicon) -> Token | None:
    found = _CODE.match(text, place)
    if found is None:
        return None
    letters, digits = found.groups()
    for end in (found.end(), *range(found.end() - 1, found.end() - len(digits), -1)):
        code = lexicon.codes.get(re.sub("[-.]", "", text[place:end]))
        if code is not None and (end == found.end() or not digits):
            return Token(Kind.CODE, place, end, text[place:end], code=code)
    if digits and letters in lexicon.letters and letters + digits not in lexicon.codes:
        return Token(Kind.CODE, place, found.end(1), letters, code=lexicon.codes[letters])
    return None


def _strange_code(text: str, place: int, lexicon: Lexicon) -> Token | None:
    """B5 where the offer ends with B3: no code, and not five of anything."""
    found = _CODE.match(text, place)
    if found is None or not found[2] or not _has_code_like(found[1], lexicon):
        return None
    return Token(Kind.TEXT, place, found.end(), found.group())


def _has_code_like(letters: str, lexicon: Lexicon) -> bool:
    return any(
        code.startswith(letters) and code[len(letters) :].isdecimal() for code in lexicon.codes
    )


def _latin_word(text: str, place: int, lexicon: Lexicon, pinyin: bool) -> Token | None:
    words: list[tuple[str, int]] = []
    end = place
    for _ in range(4):
        found = _LATIN.match(text, end)
        if found is None:
            break
        words.append((found.group().rstrip("."), found.start() + len(found.group().rstrip("."))))
        end = found.end() + 1 if text[found.end() : found.end() + 1] == " " else len(text)
    for count in range(len(words), 0, -1):
        parts = [word for word, _ in words[:count]]
        term = lexicon.latin.get(" ".join(parts)) or lexicon.latin.get("".join(parts))
        if term is not None:
            return Token(Kind.TERM, place, words[count - 1][1], term.text, term=term)
    return _function_word(text, place, words[0][0], pinyin) if words else None


def _function_word(text: str, place: int, word: str, pinyin: bool) -> Token | None:
    end = place + len(word)
    if pinyin and word in PINYIN:
        return Token(Kind.AMOUNT, place, end, word, amount=Amount(-1, PINYIN[word]))
    number = _SMALL.get(word) or (_SPOKEN.get(word) if pinyin else None)
    if word in ("ban", "half"):
        return Token(Kind.AMOUNT, place, end, word, amount=Amount(500))
    if number:
        return Token(Kind.AMOUNT, place, end, word, amount=Amount(number * 1000))
    if word in ENGLISH:
        return Token(Kind.AMOUNT, place, end, word, amount=Amount(-1, ENGLISH[word]))
    roles = ROLES.get(word)
    return None if roles is None else Token(Kind.WORD, place, end, word, roles=roles)


def has_pinyin(text: str, lexicon: Lexicon) -> bool:
    return any(
        (term := lexicon.latin.get(word)) is not None and term.rank == 4
        for word in _LATIN.findall(text)
    )


def in_pinyin(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a message that turns out to be in pinyin: he and jin count in it."""
    out: list[Token] = []
    for token in tokens:
        word = token.text.strip()
        spelled = token.kind == Kind.TEXT and _LATIN.fullmatch(word) is not None
        found = _function_word(word, 0, word, pinyin=True) if spelled else None
        if found is not None:
            token = found._replace(start=token.start, end=token.end)  # noqa: PLW2901
        out.append(token)
    return with_units(out)


def with_units(tokens: list[Token]) -> list[Token]:
    """A measure word in Latin letters joined to the number before it: 2 boxes, yi jin ban."""
    out: list[Token] = []
    for token in tokens:
        amount = token.amount
        if token.kind == Kind.AMOUNT and amount is not None and out:
            gap = out[-1].kind == Kind.GAP and out[-1].text == " "
            before = out[-2] if gap and len(out) > 1 else out[-1]
            joined = _joined(before, token)
            if joined is not None:
                del out[-2 if before is not out[-1] else -1 :]
                out.append(joined)
                continue
        alone = amount is not None and amount.value < 0
        out.append(
            token._replace(kind=Kind.WORD, amount=None, roles=Role.FILLER) if alone else token
        )
    return out


def _joined(before: Token, token: Token) -> Token | None:
    have, more = before.amount, token.amount
    if before.kind != Kind.AMOUNT or have is None or more is None:
        return None
    if more.value < 0 and not have.unit:
        many = MANY.get(more.unit)
        value = have.value * many if many else have.value
        amount = Amount(value, "" if many else more.unit, have.plus)
    elif token.text in ("ban", "half") and have.unit in ("斤", "公斤"):
        amount = Amount(have.value * (2 if have.unit == "公斤" else 1) + 500, "斤")
    else:
        return None
    return Token(Kind.AMOUNT, before.start, token.end, before.text + token.text, amount=amount)
