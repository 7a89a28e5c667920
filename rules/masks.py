"""Rooms and phone numbers hidden in what the bot says in a group.

The last two digits of a room and the middle of a phone number become stars; building, name and
the rest stay, so that people find their own line. Masking what is masked changes nothing.
"""

import re
from typing import Final

from rules.pickup import ALPHABET, looks_like_code

_WIDE: Final = str.maketrans("０１２３４５６７８９－–—−‐＃￥．：／＊", "0123456789-----#¥.:/*")
"""One sign for one sign: places in the folded text are places in the text as written."""

_MOBILE: Final = re.compile(r"(?<!\d)(?:\+?(?:00)?86[ -]?)?(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_ABROAD: Final = re.compile(
    r"(\+(?:1(?=(?:[ -]?\d){10}(?!\d))|[2-9]\d{1,2}))(?:[ -]?\d){3,8}?[ -]?(\d{4})(?!\d)"
)
_AREA_CODE: Final = re.compile(r"(?<![\d.*-])(0\d{2,3})[ -]?\d{3,4}[ -]?(\d{4})(?![\d.])")
_TAIWAN: Final = re.compile(r"(?<!\d)(09\d\d)[ -]?\d{3}[ -]?(\d{3})(?!\d)")
_LONG: Final = re.compile(r"(?<!\d)(\d{3})\d{2,}(\d{4})(?!\d)")
_PHONES: Final = (_MOBILE, _ABROAD, _AREA_CODE, _TAIWAN, _LONG)
_FOUR_DIGITS: Final = re.compile(r"\d{4}")
"""No phone number is without; most texts are."""
_TAIL: Final = re.compile(r"尾号?[ :]?(\d{4})(?!\d)")

_RUN: Final = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_LAST_RUN: Final = re.compile(r"(?:\d{3,}|(?<=\d[-#])\d\d)(?=[^\d*]*$)")
_WORD: Final = re.compile(r"[0-9a-z]*", re.IGNORECASE)
_BUILDING: Final = re.compile(r"(?:[栋幢座楼弄院]|单元|[0-9a-z][-#])\s?$", re.IGNORECASE)
"""Before a number: it is a room, even a round one."""
_NO_ROOM_BEFORE: Final = re.compile(
    r"\d[.:]$|(?:[$¥*×~]|(?<![a-z])x|[第共价满减]|付了?|转了)\s?$", re.IGNORECASE
)
_DATE_AFTER: Final = re.compile(r"[-/.]\d{1,2}(?!\d)")
_NO_ROOM_AFTER: Final = re.compile(
    r"[.:]\d|/(?!\d)|\*|(?:[-~]\d+(?:\.\d+)?)?(?:"
    r"\s?(?:元(?![宵气])|块|%|(?:ml|kg|g|l|cm|mm|m|w|pcs|rmb|yuan)(?![a-z]))"
    r"|[斤克升枚个份瓶桶条件串根组颗粒片次年天度户袋箱]|公[斤里分]|千克|毫[升米]|厘米|分钟|小时"
    r"|盒(?!饭)|罐(?!头)|板(?!栗)|套(?!餐)|抽(?!纸)|卷(?!心)|人(?!家))",
    re.IGNORECASE,
)
"""After a number: it counts or measures. Left out is what may as well begin a name or a wish
(张 周 包 只 把 两): ``502张姐`` and ``502只要一份`` are rooms."""


def mask_household(address: str) -> str:
    """A text known to be an address: ``3-502`` is ``3-5**``, ``1202`` is ``12**``.

    Hidden are the last two digits of its last number of three or more, or the whole room of
    ``3-12``. An address without a room stays as it is.
    """
    found = _LAST_RUN.search(address.translate(_WIDE))
    return address if found is None else _starred(address, found.end())


def mask_phones(text: str) -> str:
    """``138-1234-5678`` is ``138****5678``; numbers from abroad, and any long number, likewise."""
    if _FOUR_DIGITS.search(text) is None:
        return text
    for phone in _PHONES:
        for found in reversed(list(phone.finditer(text.translate(_WIDE)))):
            text = f"{text[: found.start()]}{found[1]}****{found[2]}{text[found.end() :]}"
    return text


def phone_tail(text: str) -> str | None:
    """The last four digits of the first phone number in a text, or of ``尾号6688``."""
    folded = text.translate(_WIDE)
    found = _MOBILE.search(folded) or _ABROAD.search(folded) or _AREA_CODE.search(folded)
    if found is not None:
        return found[2]
    tail = _TAIL.search(folded)
    return None if tail is None else tail[1]


def mask_in_text(text: str) -> str:
    """Any text that the bot repeats in a group: a nickname, a note, a line of a list.

    Rooms with and without their building (``放3栋502门口``, ``1202周``) and phone numbers are
    hidden; prices, dates, times, amounts, weights and pickup codes are not. In doubt a number
    of three or four digits is taken for a room.
    """
    masked = mask_phones(text)
    folded = masked.translate(_WIDE)
    for run in reversed(list(_RUN.finditer(folded))):
        if _is_room(folded, run):
            masked = _starred(masked, run.end())
    return masked


def _is_room(folded: str, run: re.Match[str]) -> bool:
    before, after = folded[: run.start()], folded[run.end() :]
    if _NO_ROOM_AFTER.match(after) or _is_code(folded, run):
        return False
    if run[0].startswith(("19", "20")) and _DATE_AFTER.match(after):
        return False
    if _BUILDING.search(before):
        return True
    return not run[0].endswith("00") and _NO_ROOM_BEFORE.search(before) is None


def _is_code(folded: str, run: re.Match[str]) -> bool:
    """Whether the number is part of what may be a pickup code: ``K346``, not ``502A``."""
    head = _WORD.match(folded[: run.start()][::-1])
    tail = _WORD.match(folded, run.start())
    word = (head[0][::-1] if head else "") + (tail[0] if tail else "")
    return looks_like_code(word) and all(sign in ALPHABET for sign in word.upper())


def _starred(text: str, end: int) -> str:
    return f"{text[: end - 2]}**{text[end:]}"
