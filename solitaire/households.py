"""Households as people write them: 3-502, 3栋502, 5栋1单元301, 12#1503, 502 before a name.

A household is an address, never a quantity or a code (orders/RULES.md 2).
"""

import re
from functools import lru_cache
from typing import Final

from solitaire.normal import fold_text
from solitaire.numbers import CHINESE, read_number

_N: Final = rf"(?:[0-9]{{1,3}}|{CHINESE}{{1,3}})"
_ROOM: Final = r"[0-9]{3,4}(?![0-9.])(?:室|房|号(?!楼))?"
_BUILDING: Final = "(?:号楼|楼栋|栋|幢|座|弄|号院|期|区|号|#|楼|单元)"
HOUSEHOLD: Final = (
    rf"(?:{_N}{_BUILDING}\s?-?(?:{_N}(?:号楼|单元|栋|幢|座|门|号|-)\s?-?){{0,2}}{_ROOM}"
    rf"|[a-z](?:栋|座|区|幢)?-?(?:{_N}(?:单元|门|-)\s?)?{_ROOM}"
    rf"|[0-9]{{1,3}}-(?:[0-9]{{1,2}}-)?(?:{_ROOM}|[0-9]{{1,4}}\*{{1,3}})"
    rf"|[0-9]{{3,4}}(?:室|房))"
)
"""The source of a regular expression for a household that is one wherever it stands."""

BARE: Final = r"(?<![0-9.])[0-9]{3,4}(?![0-9.])"
"""A room alone; it is a household only in front of a name, or where a person is expected."""

TITLES: Final = (
    "姐姐|姐|哥哥|哥|叔叔|叔|伯伯|伯父|伯母|伯|婶婶|婶|阿姨|姨妈|姨|爷爷|爷|奶奶|奶|妈妈|妈咪|"
    "妈|爸爸|爸|嫂子|嫂|弟|妹妹|妹|"
    "总|老师|太太|太|先生|女士|师傅|医生|大夫|经理|主任|老板|大姐|大哥|大爷|大妈|大叔|外婆|"
    "外公|姑姑|姑|舅舅|舅妈|舅|"
    "婆婆|公公|婆|公|工|同学|小姐|姥姥|姥爷|宝妈|家"
)
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴徐孙朱马胡郭林何罗郑谢宋唐许韩冯邓曹彭曾肖萧董袁潘于蒋蔡余杜程苏魏吕丁任沈"
    "姚卢崔钟谭陆汪范廖贾夏韦傅邹孟熊秦邱江尹薛阎段侯陶黎贺顾郝龚邵钱严覃武戴莫"
)
_KIN: Final = "[哥姐妹弟嫂叔姨爷伯婶姑舅娘爸妈妞丫婆郎娃仔]"

NUMBERED: Final = (
    rf"(?:[{_SURNAMES}小老阿][一二三四五六七八九十]子?|[一二三四五六七八九十]{_KIN}{{1,2}})"
)
"""The source of a regular expression for a name of few characters, one of them a numeral."""

NAMELIKE: Final = (
    rf"(?:\s?[\u4e00-\u9fff]{{1,3}}?(?:{TITLES})|"
    rf"\s?{NUMBERED}|"
    rf"\s?[小老阿](?![份盒袋箱包瓶罐板把提件杯条样规])[\u4e00-\u9fff](?![\u4e00-\u9fff]{{4}}))"
)
"""The source of a regular expression for what most names in a group look like: 张姐, 小王, 老周."""

HOUSEHOLD_AT: Final = re.compile(HOUSEHOLD)
BUILDING: Final = rf"{_N}(?:号楼|栋|幢)(?:{_N}(?:单元|门))?"
"""A building without a room, which is all that some say of where they live."""

BUILDING_AT: Final = re.compile(rf"{_N}(?:号楼|栋|幢|座|弄)(?:{_N}(?:单元|门))?")
_STEP: Final = re.compile(rf"[0-9]+\*+|[0-9]+|[a-z]|{CHINESE}+")


@lru_cache(maxsize=16_384)
def household_steps(address: str) -> tuple[str, ...]:
    """The numbers of a folded household, so that 3-502, 3栋502 and 三号楼502室 are the same.

    >>> household_steps("三栋2单元501室")
    ('3', '2', '501')
    """
    steps: list[str] = []
    for found in _STEP.finditer(address):
        piece = found.group()
        value = None if piece[0] in "0123456789" else read_number(piece)
        steps.append(piece if value is None else str(value // 1000))
    return tuple(steps)


def may_be_same(one: str, other: str) -> bool:
    """Whether two folded households may be one: either is missing, they are equal, one is only
    the room or the building of the other, or one is masked (3-5**)."""
    left, right = household_steps(one), household_steps(other)
    if not left or not right:
        return True
    short, long = sorted((left, right), key=len)
    if is_building(short):
        return _step_fits(short[0], long[0])
    return all(_step_fits(a, b) for a, b in zip(reversed(short), reversed(long), strict=False))


def stated_address(known: str, said: str) -> str:
    """What an address becomes when a person says this of it: as said, but a building or a room
    alone never takes the place of the whole; of a room and a building the whole is made.

    >>> stated_address("5-101", "5栋"), stated_address("501", "5栋"), stated_address("5-1", "3-2")
    ('5-101', '5栋501', '3-2')
    """
    left, right = household_steps(fold_text(known)), household_steps(fold_text(said))
    if not left or not right:
        return said or known
    if len(right) < len(left) and right in (left[: len(right)], left[-len(right) :]):
        return known
    if len(left) == len(right) == 1 and is_building(left) is not is_building(right):
        return known + said if is_building(left) else said + known
    return said


def is_building(steps: tuple[str, ...]) -> bool:
    """Whether the numbers of a household are those of a building alone: rooms have more digits."""
    return len(steps) == 1 and len(steps[0]) <= 2


def _step_fits(one: str, other: str) -> bool:
    if "*" not in one and "*" not in other:
        return one == other
    if "*" in other:
        one, other = other, one
    stem = one.rstrip("*")
    return other.startswith(stem) and (len(other) == len(one) or "*" in other)


def written_household(raw: str) -> str:
    """As written, with blanks folded (orders/RULES.md 2)."""
    return re.sub(r"\s+", "", raw)
