"""Whether a message can be anything but chatter: one look at its characters, before it is read.

Most of what a group says is chatter; this tells most of that by a single search. Whatever passes
is read in full, so the only duty here is never to hold back what could be an order or a question.
"""

import re
from typing import Final

from solitaire.intent import asks, may_query
from solitaire.lexicon import Lexicon
from solitaire.units import CLASSIFIER

_SHORT: Final = 8
"""A clause that counts and says nothing of ordering is no longer, unless the count ends it."""

_BARE: Final = 7
"""A message that orders without goods or a quantity (我也要, 接) is no longer."""

_BESIDE: Final = 3
"""What may stand beside the goods in a clause that neither counts nor orders (草莓, 还有苹果)."""

_CLOSE: Final = "(?=[,。!~]?谢谢|[吧哦哈啦])"
"""What may follow a quantity that no unit does: 草苺2，谢谢."""

_COUNTS: Final = re.compile(
    r"[0-9*x+①-⑳俩仨第一二两三四五六七八九十壹贰叁半双几](?:(?<=[+①-⑳俩仨])|(?<=[*x])\s?[0-9]|(?<=第)[0-9]|"
    rf"(?<=[0-9])\s?(?:{CLASSIFIER}|打|{_CLOSE}|号(?!线|楼|门|院)|#|$)|"
    r"(?<=[一二三四五六七八九十两])(?![\u4e00-\u9fff])|"
    rf"(?<=[一二两三四五六七八九十壹贰叁半双几])(?!下|口气)\s?(?:{CLASSIFIER}|打|{_CLOSE}|$))"
)
"""Begins with one character, which is searched for fast; what it may be followed by comes then."""
_ENDS: Final = re.compile(
    rf"[0-9一二两三四五六七八九十半双]\s?(?:{CLASSIFIER}|打|号)?(?:谢谢.{{0,4}}|[吧哦哈啦了])?$"
)
_DIGITS: Final = re.compile(
    "[0-9①-⑳俩仨壹贰叁半双]|[二两三四五六七八九十](?!楼)|几(?!天)|一(?!口气)"
)
_ACTS: Final = re.compile(
    r"[要接订来买带退撤换改加减少样都各全每留记报跟给帮替代凑添补变囤搞整拿]|预定|算[我上]|不用|去掉|删|取消|安排|登记|下单|上车|参团|随便|老规矩|同(?!事|学|城|意)"
)
_WHOLE: Final = re.compile(
    r"取消|删[了掉]|算我一|带我一|加我一|同求|也求|退团|退单|退订|退出|退了|退掉|全退|都退|撤|不要|不接|不订|不买|不参|不跟|一样|同上|同楼|如上|接龙|每样|每种|全部|都要|全要|样样|老样子|老规矩|照旧"
)
_VERBS: Final = re.compile("[要接跟来订报买加带退同]|参团|上车|随便|安排")
_JOINS: Final = re.compile(
    "(?:^|[,。!;~ ])(?:那|好|嗯|哇)*(?:我们?|我家)?[也都]?[要接跟来订报加]"
    "(?:一?个|上|了|哈|啊|呀|哦)*(?:[,。!;~ ]|$)"
)
"""我也要，要母的多一点: joins in with what was ordered before, and says more."""
_LATIN: Final = re.compile("[a-z][a-z]")


_CLAUSE: Final = re.compile("[^,。!?;~…]+[?]?")
_POLITE: Final = re.compile("谢谢|麻烦|辛苦|团长|老板|群主|那个|这个|[了啦哈啊呀的吧哦嗯呢]")


def is_worth(text: str, lexicon: Lexicon) -> bool:
    """Whether a folded text may be an order, a change, a list or a question.

    >>> is_worth("今天天气真不错", lexicon)  # doctest: +SKIP
    False
    """
    if "\n" in text or _WHOLE.search(text) is not None or _LATIN.search(text) is not None:
        return True
    if asks(text) and any(may_query(clause) for clause in _CLAUSE.findall(text)):
        return True
    if len(text) <= _BARE and _VERBS.search(text) is not None:
        return True
    if lexicon.trigger.search(text) is None and _COUNTS.search(text) is None:
        return _JOINS.search(text) is not None
    return any(_is_clause_worth(clause, lexicon) for clause in _CLAUSE.findall(text))


def _is_clause_worth(clause: str, lexicon: Lexicon) -> bool:
    named = lexicon.trigger.search(clause)
    if named is not None:
        rest = f"{clause[: named.start()]} {clause[named.end() :]}"
        if _DIGITS.search(rest) is not None or _ACTS.search(rest) is not None:
            return True
        return len(_POLITE.sub("", rest).replace(" ", "")) <= _BESIDE
    if len(clause) <= _BARE and _VERBS.search(clause) is not None:
        return True
    if _COUNTS.search(clause) is None:
        return False
    return (
        len(clause) <= _SHORT
        or _ACTS.search(clause) is not None
        or _ENDS.search(clause) is not None
    )
