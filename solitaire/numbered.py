"""Names that hold a numeral, which is no quantity: 张三 王五 小七 老八 四姐 王二小 十三 Amy2.

Rules: orders/RULES.md 2. What is in a name is told by where it stands and what goes with it.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from solitaire.households import NUMBERED
from solitaire.lexicon import Lexicon
from solitaire.units import CLASSIFIER

NUMERALS: Final = "一二三四五六七八九十"
_GLUED: Final = re.compile(NUMBERED)
_MEASURE: Final = re.compile(rf"\s?(?:(?!两\s?{CLASSIFIER}){CLASSIFIER}|打)")
_BEFORE: Final = re.compile(
    r"(?:^|[\s,，。、;；:：!！?？\n\-—_|/()（）]|[给帮替代把跟和同]|(?<![0-9])[0-9]{3,4}|[0-9]室)$"
)
_AFTER: Final = re.compile(
    r"$|[\s,，、:：\-—_|/的0-9一二两三四五六七八九十半]|[帮给带要订来买补记加改换接报留拿取减退也再]"
)
_PROXY: Final = re.compile(
    r"(?:帮|给|替|代)(?:忙给)?\s?"
    r"(?P<name>(?![我忙自])[a-z\u4e00-\u9fff]{0,8}(?:[0-9]{1,4}|[一二三四五六七八九十]{1,2})"
    r"[\u4e00-\u9fff]{0,2}?)"
    r"(?=\s?(?:带|订|要|买|补|记|接|报|留|拿|代|下单|登记|加|来)(?!自))"
)
_HAS_NUMERAL: Final = re.compile(r"[一二三四五六七八九十]|(?<=[a-z\u4e00-\u9fff])[0-9]")
_AMOUNT_END: Final = re.compile(rf"(?:[0-9]|[{NUMERALS}]|两|半)\s?(?:{CLASSIFIER}|打)")
_COUNT: Final = re.compile("[二三四五六七八九]十|十[一二三四五六七八九]|[一二三四五六七八九]百")
_START: Final = re.compile(rf"(?<![\u4e00-\u9fffa-z])({NUMBERED})|[给帮替代和跟]({NUMBERED})")


@lru_cache(maxsize=16_384)
def has_numeral(name: str) -> bool:
    """Whether a folded name holds what could be read as a quantity.

    >>> has_numeral("王五"), has_numeral("amy2"), has_numeral("张姐")
    (True, True, False)
    """
    return _HAS_NUMERAL.search(name) is not None


def runs_into_count(name: str, text: str) -> bool:
    """Whether a name's last numeral may as well begin the quantity behind it.

    >>> runs_into_count("王五", "王五十盒草莓"), runs_into_count("张三", "张三三盒草莓")
    (True, False)
    """
    place = text.find(name) if name else -1
    return place >= 0 and _COUNT.match(text, place + len(name) - 1) is not None


def glued_end(text: str, place: int) -> int:
    """The end of a name with a numeral that begins at the place, whatever follows; 0 where the
    numeral counts something (陈一盒).

    >>> glued_end("王五草莓1", 0), glued_end("陈一盒草莓", 0), glued_end("李四两盒", 0)
    (2, 0, 2)
    """
    found = _GLUED.match(text, place)
    if found is None:
        return 0
    end = found.end()
    counts = text[end - 1] in NUMERALS and _MEASURE.match(text, end) is not None
    return 0 if counts else end


def stands_as_name(text: str, start: int, end: int) -> bool:
    """Whether a name with a numeral stands where a person is named, and counts nothing."""
    if _BEFORE.search(text[max(0, start - 5) : start]) is None:
        return False
    if text[end - 1] in NUMERALS and _MEASURE.match(text, end) is not None:
        return False
    return not (text[end - 1].isdecimal() and text[end : end + 1].isdecimal())


def numbered_names(text: str, known: Collection[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The names with a numeral that a folded message speaks of: known ones, those that look
    like one at the start of a phrase or behind 帮 给 替 代, and whatever stands between such a
    word and a word of ordering."""
    if _HAS_NUMERAL.search(text) is None:
        return ()
    names = {name for name in known if len(name) > 1 and has_numeral(name) and name in text}
    for found in _START.finditer(text):
        name = found[1] or found[2]
        if name[:1] not in lexicon.terms and name[:1] not in lexicon.single:
            names.add(name)
    for found in _PROXY.finditer(text):
        name = found["name"]
        if not name.isdecimal() and _AMOUNT_END.search(name) is None:
            names.add(name)
    return tuple(name for name in names if _stands(name, text, lexicon))


def _stands(name: str, text: str, lexicon: Lexicon) -> bool:
    """Whether the name stands somewhere as one, with a stop, a verb, a quantity or goods behind."""
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        goods = text[end : end + 1] in lexicon.lengths
        if stands_as_name(text, place, end) and (goods or _AFTER.match(text, end)):
            return True
        place = text.find(name, place + 1)
    return False
