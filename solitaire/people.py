"""People as they call themselves: a nickname is a household and a name in any order.

Rules: orders/RULES.md 2 and 8 (people).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from solitaire.households import BUILDING_AT, HOUSEHOLD_AT, written_household
from solitaire.normal import Folded, fold


@dataclass(frozen=True, slots=True)
class Person:
    """A name and a household as written, either may be empty."""

    name: str = ""
    household: str = ""


_ROOM: Final = re.compile(
    r"^\s*[0-9]{3,4}(?=\s*[^0-9\s.\-])|(?<=[^0-9\-#])\s*[0-9]{3,4}\s*$|^\s*[0-9]{3,4}\s*$"
)
_PHONE: Final = re.compile(r"(?<![0-9])1[0-9]{2}(?:\*{3,5}[0-9]{4}|[0-9]{8})(?![0-9])")
_NUMBERED: Final = re.compile(
    r"\s*(?:微信)?(?:用户|user|guest|手机用户)[ _-]?[0-9]+\s*", re.IGNORECASE
)
_EDGE: Final = " \u3000,，、:：|｜-—_/.·()（）[]【】"


@lru_cache(maxsize=16_384)
def person_of_nick(nick: str) -> Person:
    """The person behind a nickname.

    >>> person_of_nick("5栋1单元301陈叔")
    Person(name='陈叔', household='5栋1单元301')
    >>> person_of_nick("陈晨 138****5678")
    Person(name='陈晨', household='')
    """
    if _NUMBERED.fullmatch(nick):
        return Person(nick.strip())
    rest = without_phone(nick)
    if rest != nick:
        return person_of_nick(rest)
    if _PHONE.search(nick) is not None:
        return Person(nick.strip())
    text = fold(nick)
    found = (
        HOUSEHOLD_AT.search(text.text) or _ROOM.search(text.text) or BUILDING_AT.match(text.text)
    )
    if found is None:
        return Person(nick.strip())
    return _apart(text, found)


def without_phone(name: str) -> str:
    """A name without the phone number, masked or not, that is written with it; a number alone
    stays.

    >>> without_phone("李叔138****5678"), without_phone("138****5678")
    ('李叔', '138****5678')
    """
    phone = _PHONE.search(name)
    if phone is None:
        return name
    return f"{name[: phone.start()]} {name[phone.end() :]}".strip(_EDGE + "()（）") or name


def _apart(text: Folded, found: re.Match[str]) -> Person:
    before = text.written(0, found.start()).strip(_EDGE)
    after = text.written(found.end(), len(text.text)).strip(_EDGE)
    name = before if before and not after else after if not before else f"{before} {after}"
    return Person(name.strip(), written_household(text.written(found.start(), found.end())))
