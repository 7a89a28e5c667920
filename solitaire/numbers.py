"""Arabic and Chinese numerals in folded text. Values are integer thousandths: 三 is 3000,
半 is 500, 1.5 is 1500. What is counted by them is left to ``units``."""

import re
from typing import Final

from solitaire.normal import CIRCLED

_DIGITS: Final = {
    "零": 0, "〇": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "两": 2, "三": 3, "叁": 3, "四": 4,
    "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9,
    "玖": 9,
}  # fmt: skip
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}

CHINESE: Final = "[零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万廿]"
ARABIC: Final = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_LATER: Final = f"(?:两(?=[百佰千仟万])|(?!两){CHINESE})"
NUMERAL: Final = f"(?:{ARABIC}|{CHINESE}{_LATER}*(?:点(?!两){CHINESE}+)?|[{CIRCLED}]|[俩仨])"
"""The source of a regular expression for one numeral; ``read_number`` gives its value."""

LARGEST: Final = 999_999


def read_number(text: str) -> int | None:
    """The value of a numeral in thousandths, None where the text is none or is too large.

    >>> read_number("十二"), read_number("2.5"), read_number("③"), read_number("俩")
    (12000, 2500, 3000, 2000)
    """
    if not text:
        return None
    if text[0] in "0123456789":
        return _read_arabic(text)
    if text == "半":
        return 500
    if text in ("俩", "仨"):
        return 2000 if text == "俩" else 3000
    if len(text) == 1 and text in CIRCLED:
        return (CIRCLED.index(text) + 1) * 1000
    return _read_spoken(text)


def _read_arabic(text: str) -> int | None:
    whole, _, part = text.partition(".")
    if not whole.isdecimal() or (part and not part.isdecimal()) or int(whole) > LARGEST:
        return None
    return int(whole) * 1000 + int((part + "000")[:3])


def _read_spoken(text: str) -> int | None:
    """十二 is 12, 两百五十 250, 一百零五 105, 一二 12 (told digit by digit), 一点五 1.5."""
    whole, dot, part = text.partition("点")
    value = _read_whole(whole)
    if value is None or (dot and not part):
        return None
    fraction = 0
    if dot:
        if len(part) > 3 or any(ch not in _DIGITS for ch in part):
            return None
        fraction = int("".join(str(_DIGITS[ch]) for ch in part).ljust(3, "0"))
    return value * 1000 + fraction


def _read_whole(text: str) -> int | None:
    if len(text) > 12:
        return None
    if len(text) > 1 and all(ch in _DIGITS for ch in text):
        value = int("".join(str(_DIGITS[ch]) for ch in text))
        return value if value <= LARGEST else None
    total = section = digit = 0
    for ch in text:
        if ch in _DIGITS:
            digit = _DIGITS[ch]
        elif ch == "廿":
            section, digit = section + 20, 0
        elif ch == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        elif ch in _TENS:
            section, digit = section + (digit or 1) * _TENS[ch], 0
        else:
            return None
    value = total + section + digit
    return value if value <= LARGEST else None


_SMALL: Final = "零一二三四五六七八九"


def write_number(value: int) -> str:
    """A whole number below 100 in Chinese, the inverse of ``read_number``: 12 is 十二."""
    if value < 10:
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else _SMALL[tens]) + "十" + (_SMALL[ones] if ones else "")


NUMBER_AT: Final = re.compile(NUMERAL)
