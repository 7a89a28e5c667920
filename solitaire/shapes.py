"""Numbers and what is written with numbers: quantities, codes, times, money, households.

Rules: orders/RULES.md 3 (quantities, codes) and 8.
"""

import re
from typing import Final

from solitaire.households import BARE, BUILDING, BUILDING_AT, HOUSEHOLD, NAMELIKE
from solitaire.lexicon import Lexicon, Rank, Term
from solitaire.lookup import term_at
from solitaire.normal import CIRCLED
from solitaire.numbers import ARABIC, CHINESE, NUMERAL, read_number
from solitaire.tokens import Kind, Token
from solitaire.units import CLASSIFIER, MANY, Amount

_DAY: Final = (
    r"今天|明天|后天|大后天|今晚|明晚|明早|今早|后日|明日|今日|周[一二三四五六日末天]|"
    r"星期[一二三四五六日天]|"
    r"礼拜[一二三四五六日天]|上午|下午|中午|晚上|早上|傍晚|凌晨|晚点|待会|月底|月初"
)
_HOUR: Final = (
    rf"(?:[0-9]{{1,2}}|{CHINESE}{{1,3}})(?:点半|点(?:[0-9]{{1,2}}分?|{CHINESE}{{1,3}}分|钟)?)"
)
_TIME: Final = (
    rf"{_DAY}|[0-9]{{1,2}}:[0-9]{{2}}|{_HOUR}|[0-9]{{1,2}}月[0-9]{{1,2}}[日号]?|"
    r"(?<![a-z0-9])[0-9]{1,2}(?:am|pm)|"
    r"[0-9]{1,2}[日号](?=到|截|前|后|上午|下午|晚|早|发|左右|\s*$)"
)
_UNIT_BEHIND: Final = "[份个件盒袋包箱瓶罐条只板把捆颗桶](?!装)"
_MONEY: Final = (
    rf"[¥￥$]\s?{ARABIC}|{ARABIC}(?:元|块)?\s?/\s?(?:{CLASSIFIER}|[a-z]+)|{NUMERAL}(?:块钱|"
    rf"元钱|元|块(?=[0-9一二三四五六七八九]))(?:[0-9一二三四五六七八九](?!\s?(?!两){CLASSIFIER}))?|"
    rf"[0-9]+\.[0-9]{{1,2}}(?:元|块)?(?!\s*(?:公斤|千克|斤|两(?!{CLASSIFIER})|kg|g|l|ml|升|毫升|[0-9.])|{_UNIT_BEHIND})"
)
_N: Final = rf"(?:{ARABIC}|{CHINESE}+)"
_VAGUE: Final = (
    rf"(?:好?几[十百]?|十几|[0-9一二三四五六七八九]?十[几多来]|[0-9]+[多几](?={CLASSIFIER})|"
    rf"{_N}\s?(?:-|~|到|或|至|、)\s?{_N}(?={CLASSIFIER})"
    rf"|一两|两三|二三|三四|四五|五六|六七|七八|八九|三五)\s?{CLASSIFIER}"
    rf"|{_N}\s?{CLASSIFIER}多(?:点|一点)?(?=[,。!~ 吧的]|$)"
)
_ODD: Final = rf"[0-9]+\.[0-9]{{4,}}\s?(?:{CLASSIFIER})?|[0-9]{{7,}}\s?(?:{CLASSIFIER})"
_THOUSANDS: Final = rf"(?<![0-9,.])[0-9]{{1,3}}(?:,[0-9]{{3}})+(?=\s?{CLASSIFIER})"
_PART: Final = rf"(?<![0-9/.])(?P<up>[0-9])/(?P<down>[2-9])\s?(?P<of>{CLASSIFIER})"
_WEIGHT: Final = (
    rf"(?P<jin>(?:{ARABIC}|[一二两三四五六七八九十]+)?)(?P<big>公斤|千克|kg|斤)(?P<half>半|"
    rf"(?P<liang>{CHINESE}|[0-9])两)"
)
_COUNT: Final = (
    rf"(?P<mark>[*+x]\s?|(?<![a-z])x\s?)?(?P<n>半|一?双份|{NUMERAL})(?:\s?(?P<unit>打|"
    rf"{CLASSIFIER})|x(?![0-9a-z*+]))?"
)
_CODE_DIGITS: Final = (
    rf"第(?P<nth>[0-9]{{1,2}}|{CHINESE}{{1,3}})(?:个|种|款|样|号|项)"
    r"|(?P<hash>[0-9]{1,3})(?:号(?!楼|线|院|门|栋|店|桌|机|前|后|到|截|上午|下午|晚|早|发|那天|"
    r"左右)|#)(?:品|的|款|产品)?"
)
SHAPES: Final = re.compile(
    rf"(?P<phone>1[0-9]{{2}}\*{{3,5}}[0-9]{{4}})|(?P<spec>(?:{ARABIC}|{CHINESE}+)(?:公斤|斤|两|克|kg|g|毫升|ml|升|[个枚只片包支])装)"
    rf"|(?P<house>{HOUSEHOLD}|{BUILDING}|{BARE}(?={NAMELIKE}))|(?P<time>{_TIME})|(?P<odd>{_ODD})|(?P<thousands>{_THOUSANDS})|(?P<part>{_PART})|"
    rf"(?P<money>{_MONEY})|"
    rf"(?P<vague>{_VAGUE})"
    rf"|(?P<code>{_CODE_DIGITS})|(?P<weight>{_WEIGHT})|(?P<count>{_COUNT})"
)
SHAPE_STARTS: Final = frozenset(
    "0123456789零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万廿半俩仨几好双第*+x¥￥$公千k斤今明后大周星礼上下中晚早傍凌待月"
    "abcdefghijklmnopqrstuvwxyz" + CIRCLED
)


_LATIN: Final = tuple("abcdefghijklmnopqrstuvwxyz")
_MEASURE: Final = re.compile(rf"\s?{CLASSIFIER}")
_NUMBER: Final = re.compile(NUMERAL)
_DIGITS: Final = re.compile(ARABIC)


_PLAIN: Final = (
    ("house", Kind.HOUSE),
    ("time", Kind.TIME),
    ("vague", Kind.VAGUE),
    ("odd", Kind.VAGUE),
    ("phone", Kind.GAP),
    ("spec", Kind.GAP),
)
"""What needs no further reading. A spec (2斤装) tells the size of the goods, never how many."""


def shape_at(text: str, place: int, lexicon: Lexicon) -> Token | None:
    found = SHAPES.match(text, place)
    if found is None:
        return None
    for name, kind in _PLAIN:
        if found[name] is not None:
            return plain(kind, found)
    if found["part"] is not None:
        return _read_part(found)
    if found["thousands"] is not None:
        return _read_thousands(found)
    if found["money"] is not None:
        return _read_money(found)
    if found["code"] is not None:
        return _read_code(found, lexicon) or _read_loose_count(found)
    if found["weight"] is not None:
        return _read_weight(found)
    return read_count(found, lexicon)


def plain(kind: int, found: re.Match[str]) -> Token:
    return Token(kind, found.start(), found.end(), found.group())


def _read_money(found: re.Match[str]) -> Token:
    digits = _DIGITS.search(found.group())
    value = read_number(digits.group()) if digits else None
    amount = None if value is None else Amount(value // 10)
    return plain(Kind.MONEY, found)._replace(amount=amount)


def _read_part(found: re.Match[str]) -> Token:
    """1/2斤: a fraction of a unit."""
    amount = Amount(1000 * int(found["up"]) // int(found["down"]), found["of"])
    return plain(Kind.AMOUNT, found)._replace(amount=amount)


def own_unit_at(text: str, place: int, lexicon: Lexicon) -> str:
    """The unit of goods on offer that stands there and that counts no other goods."""
    return next((unit for unit in lexicon.units if text.startswith(unit, place)), "")


def _read_thousands(found: re.Match[str]) -> Token | None:
    """1,000份: the comma within a number that is counted by a unit."""
    unit = _MEASURE.match(found.string, found.end())
    number = read_number(found.group().replace(",", ""))
    if unit is None or number is None:
        return None
    spoken = found.string[found.start() : unit.end()]
    amount = Amount(number, unit.group().strip())
    return Token(Kind.AMOUNT, found.start(), unit.end(), spoken, amount=amount)


def minus_at(text: str, place: int) -> Token | None:
    """A quantity below nothing, glued behind its dash (草莓-2盒): no quantity is meant by it that
    could be booked, so it is as vague as 几盒."""
    found = _MINUS.match(text, place)
    return None if found is None else plain(Kind.VAGUE, found)


_MINUS: Final = re.compile(
    rf"-(?!{HOUSEHOLD})(?:{NUMERAL}|半)(?!\s?(?:-|~|到|至)|\s?(?:{CLASSIFIER})装)(?:\s?(?:{CLASSIFIER}|打))?"
)


def _read_code(found: re.Match[str], lexicon: Lexicon) -> Token | None:
    """1号 1# 第一个 (orders/RULES.md 3). Where no code is a number, the place in the list."""
    if found["nth"] is None and BUILDING_AT.match(found.string, found.start()):
        return None
    number = read_number(found["nth"] or found["hash"])
    code = None if number is None else _numbered(number // 1000, lexicon)
    named = _named_so(found, code, lexicon)
    if named is not None:
        return plain(Kind.TERM, found)._replace(term=named)
    if code is None:
        return None if found["nth"] is None else plain(Kind.TEXT, found)
    return plain(Kind.CODE, found)._replace(code=code)


def _named_so(found: re.Match[str], code: str | None, lexicon: Lexicon) -> Term | None:
    """7号 beside 5号电池 and 7号电池: a part of a name; with a code of that number, either."""
    if found["hash"] is None or not found.group().startswith(f"{found['hash']}号"):
        return None
    said = re.compile(rf"(?<![0-9]){found['hash']}号")
    having = {key for key, name in lexicon.names.items() if said.search(name)}
    if not having:
        return None
    codes = tuple(key for key in lexicon.products if key in having or key == code)
    return Term(found.group(), Rank.PART, codes)


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
    return plain(Kind.AMOUNT, found)._replace(amount=Amount(value, "斤"))


def _read_loose_count(found: re.Match[str]) -> Token | None:
    """The number in front of a 号 that is no code."""
    number = _NUMBER.match(found.string, found.start())
    if number is None or found["nth"] is not None:
        return None
    return Token(Kind.TEXT, found.start(), found.end(), found.group())


def read_count(found: re.Match[str], lexicon: Lexicon) -> Token | None:
    """A number with or without a measure word, +2, x2, 两盒, 一打, 半斤."""
    mark, spoken, unit = (found["mark"] or "").strip(), found["n"], found["unit"] or ""
    value = 2000 if spoken.endswith("双份") else read_number(spoken)
    if value is None:
        return None
    end = found.end()
    if spoken.endswith("双份"):
        unit = "份"
    if unit == "两" and _MEASURE.match(found.string, end):
        unit, end = "", found.end("n")
    if unit and found.end("unit") == end and term_at(found.string, found.start("unit"), lexicon):
        unit, end = "", found.end("n")
    if unit and unit in MANY and found.string[end : end + 1] in ("胞", "语"):
        return None
    if not unit and lexicon.units:
        unit = own_unit_at(found.string, end, lexicon)
        end += len(unit)
    if unit.isascii() and unit and found.string[end : end + 1] in _LATIN:
        unit, end = "", found.end("n")
    amount = Amount(value, unit, plus=mark == "+")
    return Token(Kind.AMOUNT, found.start(), end, found.string[found.start() : end], amount=amount)
