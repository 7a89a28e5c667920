"""A question for the reason of a line: 为什么, 谁把我挤掉了, 我的草莓怎么没了, 为什么 3-502.

Only a form: whether anybody or anything is called so is left to whoever keeps the book, and what
names nothing there is talk (为什么停水了).
"""

import re
from dataclasses import dataclass
from typing import Final

from solitaire.households import NAMELIKE
from solitaire.normal import fold_text
from solitaire.numbers import NUMERAL

_WHY: Final = r"(?:为什么|为啥|为何)"
_HOW: Final = r"(?:为什么|为啥|为何|怎么|咋)"
_BUT: Final = r"(?:会|又|就|还|都|给|被|才|只|突然|一下子?)*"
_ABOUT: Final = r"[^\s,。?!:;]{1,14}?(?:\s[^\s,。?!:;]{1,10}?)?"
_AMOUNT: Final = rf"{NUMERAL}\s*[^\s\d,。?!了]{{0,2}}"
_ME: Final = r"(?:我们?家?|俺|自己)"
_AWAY: Final = r"(?:掉|没|走|少|光|空|下去|下来|出去|了|过)*"
_DONE_TO: Final = rf"(?:挤|改|删|取消|抢|弄|减|退|撤|动|顶|踢|清|销){_AWAY}"
_LESS: Final = (
    rf"变?少了?|没了|没有了?|不见了?|不在了|空了|{_DONE_TO}"
    r"|没给?(?:记|算|订|接|加|登记|录)(?:上|到|进去)?(?:了|我的?)?|(?:记|订|算|加)不(?:上|了)"
)
_OTHER: Final = r"变?多了?|变了|不对了?|不一样了?|错了|记错了?"
_COUNTED: Final = (
    r"(?:变成|变为|改成|改为|成了?|只有|只剩下?|剩下?|只?记成?了?|只?给了?|少了?|多了?|减到|是|才)"
    rf"{_AMOUNT}了?"
)
_TURN: Final = rf"(?:(?P<less>{_LESS})|{_OTHER}|{_COUNTED})"
_MINE: Final = rf"(?P<mine>{_ME})的?"

_FORMS: Final = (
    re.compile(rf"{_WHY}呢?"),
    re.compile(r"(?P<all>怎么回事|咋回事|什么情况|谁改的)"),
    re.compile(rf"{_WHY}\s*{_BUT}{_TURN}"),
    re.compile(
        rf"{_HOW}\s*{_BUT}(?:没有|没给?(?:记|算|订|接|加)?(?:上|到)?了?|不|少了?|多了?|只?给|只?记了?"
        rf"|{_DONE_TO})给?{_MINE}(?:记|订|算)?(?:了|上|成)*(?P<about>{_AMOUNT}|{_ABOUT})??"
    ),
    re.compile(
        rf"{_HOW}\s*{_BUT}(?P<less>没给?(?:记|算|订|接|加)(?:上|到)?了?)(?P<about>{_ABOUT})"
    ),
    re.compile(rf"{_HOW}\s*{_BUT}(?:把|将){_MINE}(?P<about>{_ABOUT})??给?{_DONE_TO}"),
    re.compile(rf"{_WHY}\s*{_MINE}(?P<about>{_ABOUT})??\s*{_BUT}{_TURN}"),
    re.compile(rf"{_WHY}\s*{_MINE}(?P<about>{_ABOUT})?"),
    re.compile(rf"{_WHY}\s*(?P<about>{_ABOUT})\s*{_BUT}{_TURN}"),
    re.compile(rf"{_WHY}(?:\s+|[:,]\s*|(?=[0-9第]|{NAMELIKE}))(?P<about>{_ABOUT})"),
    re.compile(rf"{_MINE}(?P<about>{_ABOUT})??\s*{_HOW}\s*{_BUT}{_TURN}"),
    re.compile(rf"(?P<about>{_ABOUT})??\s*{_HOW}\s*{_BUT}{_TURN}"),
    re.compile(rf"(?P<who>谁)(?:又|给|来)?(?:把|将){_MINE}(?P<about>{_ABOUT})??给?{_DONE_TO}"),
    re.compile(rf"(?P<who>谁)(?:又|给|来)?(?:把|将)(?P<about>{_ABOUT})给?{_DONE_TO}"),
    re.compile(rf"(?P<who>谁)(?:又|给|来)?{_DONE_TO}{_MINE}(?P<about>{_ABOUT})??了?"),
    re.compile(rf"(?P<who>谁)(?:又|给|来)?{_DONE_TO}(?P<about>{_ABOUT})的?"),
    re.compile(rf"{_MINE}(?P<about>{_ABOUT})??\s*(?P<who>谁)(?:给|来)?{_DONE_TO}的?"),
)
_EACH: Final = "|".join(re.sub(r"[?]P<[a-z]+>", "?:", form.pattern) for form in _FORMS[1:])
_ASKING: Final = "为怎咋谁什"
WHY: Final = rf"(?=[^{_ASKING}]{{0,30}}[{_ASKING}])(?:{_EACH})"
"""The source of a regular expression for what ``read_why`` reads, but for 为什么 alone."""
NUMBERED: Final = "第([0-9]{1,5})单"
GOODS_APART: Final = "[和跟与及、,]"
"""Sources of regular expressions for what may be asked about: 第3单, 草莓和鸡蛋."""
OF: Final = "的"
"""What stands between a person and goods: 3-502的草莓."""
_ORDERS: Final = r"(?:订单|单子?|接龙|东西|货|份|那份|那单|订的|记的|量|数量|数)"
_EMPTY: Final = re.compile(rf"的?{_ORDERS}?了?|{_AMOUNT}")
_ORDERED: Final = re.compile(r"^(?:的|订的|要的|接的|买的|下的)")


@dataclass(frozen=True, slots=True)
class Why:
    """What a question asks about. ``mine``: the speaker says 我; ``about`` words left over, which
    may name a person, goods or both, "" for none; ``who``: it asks who did it; ``less``: that
    something is gone or fewer; ``bare``: it is 为什么 and no more; ``loose``: it may be about
    anything (怎么回事), and means a line only in reply to the bot's word."""

    mine: bool = False
    about: str = ""
    who: bool = False
    less: bool = False
    bare: bool = False
    loose: bool = False


def read_why(line: str) -> Why | None:
    """What a message asks for the reason of; None for another sentence.

    >>> read_why("我的草莓怎么没了")
    Why(mine=True, about='草莓', who=False, less=True, bare=False, loose=False)
    >>> read_why("为什么 3-502").about, read_why("谁把我挤掉了").who, read_why("怎么取")
    ('3-502', True, None)
    """
    text = fold_text(line).strip().rstrip(" 。.!~?,、…").strip()
    for place, form in enumerate(_FORMS):
        found = form.fullmatch(text)
        if found is None:
            continue
        said = {name: words for name, words in found.groupdict().items() if words}
        return Why(
            "mine" in said,
            _named(said.get("about", "")),
            "who" in said,
            "less" in said,
            place == 0,
            "all" in said,
        )
    return None


def _named(words: str) -> str:
    """What of the words may name somebody or something: 的订单 names nothing."""
    words = _ORDERED.sub("", words.strip()).strip()
    if _EMPTY.fullmatch(words):
        return ""
    return re.sub(rf"的{_ORDERS}$", "", words).removesuffix("的").strip()
