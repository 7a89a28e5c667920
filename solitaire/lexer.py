"""Folded text to tokens. The longest name of the offer at a place is read first, then
households, times and money, codes, quantities, words of ordering; what is left is plain text.

Rules: orders/RULES.md 3 and 8 (names are read before codes and numbers).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from solitaire.households import BARE, BUILDING_AT, HOUSEHOLD, NAMELIKE
from solitaire.lexicon import Lexicon, Term
from solitaire.normal import CIRCLED
from solitaire.numbers import ARABIC, CHINESE, NUMERAL, read_number
from solitaire.phonetic import alike_table
from solitaire.units import CLASSIFIER, ENGLISH, MANY, PINYIN, Amount
from solitaire.words import ROLES, Role


class Kind(IntEnum):
    """What a token is."""

    TERM = 1
    CODE = 2
    AMOUNT = 3
    HOUSE = 4
    TIME = 5
    MONEY = 6
    VAGUE = 7
    WORD = 8
    GAP = 9
    STOP = 10
    TEXT = 11
    ASKED = 12
    NAME = 13


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of folded text from ``start`` to ``end``. ``term`` is set for TERM, ``code`` for
    CODE, ``amount`` for AMOUNT and a MONEY (fen), ``roles`` for WORD."""

    kind: Kind
    start: int
    end: int
    text: str
    term: Term | None = None
    code: str = ""
    amount: Amount | None = None
    roles: frozenset[Role] = frozenset()

    def has(self, role: Role) -> bool:
        """Whether the token is a word that can play the role."""
        return role in self.roles


_DAY: Final = (
    r"今天|明天|后天|大后天|今晚|明晚|明早|今早|后日|明日|今日|周[一二三四五六日末天]|星期[一二三四五六日天]|"
    r"礼拜[一二三四五六日天]|上午|下午|中午|晚上|早上|傍晚|凌晨|晚点|待会|月底|月初"
)
_HOUR: Final = rf"(?:[0-9]{{1,2}}|{CHINESE}{{1,3}})(?:点半|点(?:[0-9]{{1,2}}分?|{CHINESE}{{1,3}}分|钟)?)"
_TIME: Final = (
    rf"{_DAY}|[0-9]{{1,2}}:[0-9]{{2}}|{_HOUR}|[0-9]{{1,2}}月[0-9]{{1,2}}[日号]?|"
    r"(?<![a-z0-9])[0-9]{1,2}(?:am|pm)|"
    r"[0-9]{1,2}[日号](?=到|截|前|后|上午|下午|晚|早|发|左右|\s*$)"
)
_MONEY: Final = (
    rf"[¥￥$]\s?{ARABIC}|{ARABIC}(?:元|块)?\s?/\s?(?:{CLASSIFIER}|[a-z]+)|{NUMERAL}(?:块钱|元钱|元|块(?=[0-9一二三四五六七八九]))[0-9一二三四五六七八九]?|"
    rf"[0-9]+\.[0-9]{{1,2}}(?:元|块)?(?!\s*(?:公斤|千克|斤|两(?!{CLASSIFIER})|kg|g|l|ml|[0-9.]))"
)
_N: Final = rf"(?:{ARABIC}|{CHINESE}+)"
_VAGUE: Final = (
    rf"(?:好?几[十百]?|十几|[0-9一二三四五六七八九]?十[几多来]|[0-9]+[多几](?={CLASSIFIER})|{_N}\s?(?:-|~|到|或|至|、)\s?{_N}(?={CLASSIFIER})"
    rf"|一两|两三|二三|三四|四五|五六|六七|七八|八九|三五)\s?{CLASSIFIER}"
)
_WEIGHT: Final = (
    rf"(?P<jin>(?:{ARABIC}|[一二两三四五六七八九十]+)?)(?P<big>公斤|千克|kg|斤)(?P<half>半|(?P<liang>{CHINESE}|[0-9])两)"
)
_COUNT: Final = (
    rf"(?P<mark>[*+x]\s?|(?<![a-z])x\s?)?(?P<n>半|一?双份|{NUMERAL})(?:\s?(?P<unit>打|{CLASSIFIER}))?"
)
_CODE_DIGITS: Final = (
    rf"第(?P<nth>[0-9]{{1,2}}|{CHINESE}{{1,3}})(?:个|种|款|样|号|项)"
    r"|(?P<hash>[0-9]{1,3})(?:号(?!楼|线|院|门|栋|店|桌|机|前|后|到|截|上午|下午|晚|早|发|那天|左右)|#)(?:品|的|款|产品)?"
)
_SPECIAL: Final = re.compile(
    rf"(?P<spec>(?:{ARABIC}|{CHINESE}+)(?:公斤|斤|两|克|kg|g|毫升|ml|升|[个枚只片包支])装)"
    rf"|(?P<house>{HOUSEHOLD}|{BARE}(?={NAMELIKE}))|(?P<time>{_TIME})|(?P<money>{_MONEY})|(?P<vague>{_VAGUE})"
    rf"|(?P<code>{_CODE_DIGITS})|(?P<weight>{_WEIGHT})|(?P<count>{_COUNT})"
)
_STARTS: Final = frozenset(
    "0123456789零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万廿半俩仨几好双第*+x¥￥$公千k斤今明后大周星礼上下中晚早傍凌待月"
    "abcdefghijklmnopqrstuvwxyz" + CIRCLED
)
_LATIN: Final = re.compile(r"[a-z][a-z'.]*")
_GAPS: Final = frozenset(" 、/|·&_~-—'\"“”‘’:=>")
_STOPS: Final = frozenset(",。!;\n()（）[]【】<>《》{}…^@.")
_ROLE_STARTS: Final = frozenset(word[0] for word in ROLES)
_LONGEST_WORD: Final = max(map(len, ROLES))
_SMALL: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
                 "eight": 8, "nine": 9, "ten": 10, "half": 0}  # fmt: skip
_SPOKEN: Final = {"yi": 1, "er": 2, "liang": 2, "san": 3, "si": 4, "wu": 5, "liu": 6, "qi": 7,
                  "ba": 8, "jiu": 9, "shi": 10}  # fmt: skip


def lex(
    text: str, lexicon: Lexicon, *, loose: bool = False, names: Collection[str] = ()
) -> list[Token]:
    """The tokens of a folded text, without gaps between them. ``loose`` also takes a word that
    only sounds like a name of the offer for it (鸡旦, 草苺); ``names`` are people's names, read
    before everything else."""
    tokens: list[Token] = []
    sound = text.translate(alike_table()) if loose else ""
    pinyin = _has_pinyin(text, lexicon)
    place = begun = 0
    while place < len(text):
        token = _name_at(text, place, names, lexicon) or _at(text, place, lexicon, pinyin)
        if sound and (token is None or token.kind in (Kind.TERM, Kind.WORD)):
            token = _by_sound(text, sound, place, lexicon, token)
        if token is None:
            place += 1
            continue
        if begun < place:
            tokens.append(Token(Kind.TEXT, begun, place, text[begun:place]))
        tokens.append(token)
        place = begun = token.end
    if begun < place:
        tokens.append(Token(Kind.TEXT, begun, place, text[begun:place]))
    return _with_units(tokens)


_PERSON_AFTER: Final = re.compile("的|一样|那单|那份|家的|:")
_PERSON_BEFORE: Final = re.compile("(?:给|帮|替|代|和|跟|同|照)$")


def _name_at(text: str, place: int, names: Collection[str], lexicon: Lexicon) -> Token | None:
    """A person's name. One that is goods too (橙子) is a person only where one is expected."""
    for name in names:
        end = place + len(name)
        if not text.startswith(name, place):
            continue
        goods = any(word in lexicon.terms for word in (name, name[:2], name[-2:]))
        person = _PERSON_AFTER.match(text, end) or _PERSON_BEFORE.search(text[:place])
        if not goods or person:
            return Token(Kind.NAME, place, end, name)
    return None


def _with_units(tokens: list[Token]) -> list[Token]:
    """A measure word in Latin letters joined to the number before it: 2 boxes, yi jin ban."""
    out: list[Token] = []
    for token in tokens:
        amount = token.amount
        if token.kind is Kind.AMOUNT and amount is not None and out:
            gap = out[-1].kind is Kind.GAP and out[-1].text == " "
            before = out[-2] if gap and len(out) > 1 else out[-1]
            joined = _joined(before, token)
            if joined is not None:
                del out[-2 if before is not out[-1] else -1 :]
                out.append(joined)
                continue
        if amount is not None and amount.value < 0:
            token = replace(token, kind=Kind.WORD, amount=None, roles=frozenset({Role.FILLER}))
        out.append(token)
    return out


def _joined(before: Token, token: Token) -> Token | None:
    have, more = before.amount, token.amount
    if before.kind is not Kind.AMOUNT or have is None or more is None:
        return None
    if more.value < 0 and not have.unit:
        many = MANY.get(more.unit)
        value = have.value * many if many else have.value
        amount = replace(have, value=value, unit="" if many else more.unit)
    elif token.text in ("ban", "half") and have.unit in ("斤", "公斤"):
        amount = Amount(have.value * (2 if have.unit == "公斤" else 1) + 500, "斤")
    else:
        return None
    return Token(Kind.AMOUNT, before.start, token.end, before.text + token.text, amount=amount)


def _at(text: str, place: int, lexicon: Lexicon, pinyin: bool) -> Token | None:
    """The token that begins at the place, None for plain text."""
    ch = text[place]
    if ch in _GAPS:
        return Token(Kind.GAP, place, place + 1, ch)
    if ch == "?":
        return Token(Kind.ASKED, place, place + 1, ch)
    if ch in _STOPS:
        return Token(Kind.STOP, place, place + 1, ch)
    found = _term_at(text, place, lexicon)
    if found is not None:
        return found
    if "a" <= ch <= "z":
        return _latin_at(text, place, lexicon, pinyin)
    if ch in _STARTS:
        found = _special_at(text, place, lexicon)
        if found is None and ch == "+":
            return Token(Kind.GAP, place, place + 1, ch)
    word = _word_at(text, place)
    if word is not None and (found is None or word.end > found.end):
        return word
    return found


def _term_at(text: str, place: int, lexicon: Lexicon) -> Token | None:
    for length in lexicon.lengths.get(text[place], ()):
        if place + length > len(text):
            continue
        term = lexicon.terms.get(text[place : place + length])
        if term is not None and _stands_free(text, place, place + length):
            return Token(Kind.TERM, place, place + length, term.text, term=term)
    return None


def _stands_free(text: str, start: int, end: int) -> bool:
    """A name that begins or ends with a number is not cut out of a longer number, and a number
    alone is a name only where no measure word follows (84来2瓶)."""
    if text[start].isdecimal() and start and text[start - 1] in "0123456789.-":
        return False
    if not text[end - 1].isdecimal():
        return True
    rest = text[end : end + 2]
    if rest[:1] in tuple("0123456789.-:#号"):
        return False
    return not text[start:end].isdecimal() or re.match(rf"\s?(?:{CLASSIFIER}|元|块)", rest) is None


def _word_at(text: str, place: int) -> Token | None:
    if text[place] not in _ROLE_STARTS:
        return None
    for length in range(min(_LONGEST_WORD, len(text) - place), 0, -1):
        word = text[place : place + length]
        roles = ROLES.get(word)
        if roles is not None and not (word[-1].isascii() and text[place + length : place + length + 1].isalpha()):
            return Token(Kind.WORD, place, place + length, word, roles=roles)
    return None


def _special_at(text: str, place: int, lexicon: Lexicon) -> Token | None:
    found = _SPECIAL.match(text, place)
    if found is None:
        return None
    for name, kind in (("house", Kind.HOUSE), ("time", Kind.TIME), ("vague", Kind.VAGUE)):
        if found[name] is not None:
            return _plain(kind, found)
    if found["spec"] is not None:
        return _read_spec(found)
    if found["money"] is not None:
        return _read_money(found)
    if found["code"] is not None:
        return _read_code(found, lexicon) or _read_loose_count(found)
    if found["weight"] is not None:
        return _read_weight(found)
    return _read_count(found, lexicon)


def _plain(kind: Kind, found: re.Match[str]) -> Token:
    return Token(kind, found.start(), found.end(), found.group())


def _read_money(found: re.Match[str]) -> Token:
    digits = re.search(ARABIC, found.group())
    value = read_number(digits.group()) if digits else None
    amount = None if value is None else Amount(value // 10)
    return replace(_plain(Kind.MONEY, found), amount=amount)


def _read_code(found: re.Match[str], lexicon: Lexicon) -> Token | None:
    """1号 1# 第一个 (orders/RULES.md 3). Where no code is a number, the place in the list."""
    if found["nth"] is None and BUILDING_AT.match(found.string, found.start()):
        return None
    number = read_number(found["nth"] or found["hash"])
    code = None if number is None else _numbered(number // 1000, lexicon)
    if code is None:
        return None if found["nth"] is None else _plain(Kind.TEXT, found)
    return replace(_plain(Kind.CODE, found), code=code)


def _numbered(number: int, lexicon: Lexicon) -> str | None:
    code = lexicon.codes.get(str(number))
    if code is not None or any(key.isdecimal() for key in lexicon.codes):
        return code
    codes = list(lexicon.products)
    return codes[number - 1] if 0 < number <= len(codes) else None


def _read_weight(found: re.Match[str]) -> Token:
    """一斤半, 斤半, 一斤二两 and the like, as a weight in 斤."""
    jin = read_number(found["jin"]) if found["jin"] else 1000
    each = 1000 if found["big"] == "斤" else 2000
    value = (jin or 0) * each // 1000
    tenths = read_number(found["liang"]) if found["liang"] else None
    value += each // 2 if tenths is None else tenths // 10
    return replace(_plain(Kind.AMOUNT, found), amount=Amount(value, "斤"))


def _read_loose_count(found: re.Match[str]) -> Token | None:
    """The number in front of a 号 that is no code."""
    number = re.compile(NUMERAL).match(found.string, found.start())
    if number is None or found["nth"] is not None:
        return None
    return Token(Kind.TEXT, found.start(), found.end(), found.group())


def _read_count(found: re.Match[str], lexicon: Lexicon) -> Token | None:
    """A number with or without a measure word, +2, x2, 两盒, 一打, 半斤."""
    mark, spoken, unit = (found["mark"] or "").strip(), found["n"], found["unit"] or ""
    value = 2000 if spoken.endswith("双份") else read_number(spoken)
    if value is None:
        return None
    end = found.end()
    if spoken.endswith("双份"):
        unit = "份"
    if unit == "两" and re.match(rf"\s?{CLASSIFIER}", found.string[end:]):
        unit, end = "", found.end("n")
    if unit and found.end("unit") == end and _term_at(found.string, found.start("unit"), lexicon):
        unit, end = "", found.end("n")
    if unit and unit in MANY and re.match("胞|语", found.string[end:]):
        return None
    if unit.isascii() and unit and found.string[end : end + 1].isalpha():
        unit, end = "", found.end("n")
    amount = Amount(value, unit, plus=mark == "+")
    return Token(Kind.AMOUNT, found.start(), end, found.string[found.start() : end], amount=amount)


def _read_spec(found: re.Match[str]) -> Token:
    """2斤装 tells the size of the goods, never how many."""
    return _plain(Kind.GAP, found)


def _latin_at(text: str, place: int, lexicon: Lexicon, pinyin: bool) -> Token | None:
    """A letter code (A1, w6, B), an English or pinyin word, x2, or plain text."""
    if place and "a" <= text[place - 1] <= "z":
        return None
    house = _SPECIAL.match(text, place)
    if house is not None and house["house"]:
        return _plain(Kind.HOUSE, house)
    code = _letter_code(text, place, lexicon)
    if code is not None:
        return code
    if house is not None and text[place] == "x" and house["count"]:
        return _read_count(house, lexicon)
    return _latin_word(text, place, lexicon, pinyin)


def _letter_code(text: str, place: int, lexicon: Lexicon) -> Token | None:
    found = re.compile(r"([a-z]+)[-.]?([0-9]{0,3})(?![a-wyz]|x(?![0-9]))").match(text, place)
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


def _latin_word(text: str, place: int, lexicon: Lexicon, pinyin: bool) -> Token | None:
    words = []
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


def _has_pinyin(text: str, lexicon: Lexicon) -> bool:
    return any(
        (term := lexicon.latin.get(word)) is not None and term.rank == 4
        for word in _LATIN.findall(text)
    )


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
            return Token(Kind.TERM, place, place + length, term.text, term=term)
    return token
