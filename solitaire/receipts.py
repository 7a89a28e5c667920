"""Who paid what, as leaders and residents say it: names, rooms and amounts on a line.

``张姐 59.8 李叔 老周``, ``3-502 25元``, ``除了王芳都付了``, ``已付59.8``. Amounts are fen, None
where none is said. Whose names these are is left to whoever keeps the book.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from solitaire.households import BARE, HOUSEHOLD
from solitaire.normal import fold_text
from solitaire.numbers import NUMERAL, read_number


@dataclass(frozen=True, slots=True)
class Named:
    """A word that means a person (a name, a room, a phone's tail) and what was paid. ``unread`` is
    what stands in the sum's place and is none: nothing may be booked then."""

    word: str
    fen: int | None = None
    unread: str = ""


_SUM: Final = r"[¥$]?(?P<sum>[0-9]{1,7}(?:\.[0-9]{1,2})?)(?:元|块钱|块|圆)?"
_AMOUNT: Final = re.compile(_SUM)
_SPOKEN: Final = re.compile(rf"(?P<yuan>{NUMERAL})(?:(?:元|块|圆)(?P<jiao>[0-9])?[角毛]?|块钱)?")
_SUMLIKE: Final = re.compile(r"[-+¥$0-9.,零一二两三四五六七八九十百千万半元块圆角毛分钱]+")
_WAYS: Final = frozenset({"微信", "支付宝", "现金", "转账", "红包"})
_GLUED: Final = re.compile(rf"(?P<name>.*[^0-9.¥$#-]){_SUM}")
_ROOM: Final = re.compile(rf"(?:{HOUSEHOLD}|{BARE})")
_PHONE: Final = re.compile(
    r"(?:手机|电话)?(?:尾?号)?(?:[0-9]{3})?\*{3,}[0-9]{4}|(?:手机)?尾号[0-9]{4}"
)
_BETWEEN: Final = re.compile(r"[\s,、;:。/|=+]+")
_NUMBERED: Final = re.compile(r"^(?:[-·*]|[0-9]{1,2}[.、)](?![0-9]))\s*")
_LEAD: Final = re.compile(
    r"^(?:(?:收到|收款|收钱|收了|已收|收|退款|退钱|退)(?=[\s:,])|收款?(?=[0-9]))"
)
_PAID: Final = r"(?:都|全部?)(?:已经?)?(?:付|交|给|转|收)(?:清|完|齐|好|到)?(?:了|过了|款了|钱了)"
_EXCEPT: Final = re.compile(
    r"除了?(?P<who>.+?)(?:以外|之外|外)?[,\s]*(?:其他人?|其余人?|别人|大家)?[,\s]*"
    rf"{_PAID}[。!~]*"
)
_AND: Final = re.compile(r"[\s,、;/]+|(?<=\S)(?:和|跟|还有|以及)(?=\S)")
_SAID: Final = re.compile(r"(?<![0-9.])(?P<sum>[0-9]{1,7}(?:\.[0-9]{1,2})?)(?![0-9.])")


def fen_of(text: str) -> int:
    """``59.8`` is 5980. ``ValueError`` for what is no such figure."""
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or "0")


def is_room(word: str) -> bool:
    """Whether a folded word is a household: ``3-502``, ``3栋502``, a bare ``502``."""
    return _ROOM.fullmatch(word) is not None


def read_receipts(line: str, known: Callable[[str], bool]) -> tuple[Named, ...]:
    """Who is named on a line, each with the amount behind the name.

    ``known`` says whether a word is somebody's whole name, so that a name that ends in a figure
    is not split. A figure counts as an amount only behind a name or a room; what looks like one
    there and cannot be read (-5, 119.605) is kept as such. How it was paid is passed over.

    >>> read_receipts("收 张姐 59.8 李叔25元 3-502", lambda word: False)
    (Named(word='张姐', fen=5980), Named(word='李叔', fen=2500), Named(word='3-502', fen=None))
    """
    found: list[Named] = []
    for word in _words(line):
        before = found[-1] if found else None
        if before and word in _WAYS and not known(word):
            continue
        if before and before.fen is None and _is_sum(word, known):
            fen = _sum_of(word)
            found[-1] = Named(before.word, fen, "" if fen is not None else word)
        elif known(word) or _is_whole(word) or not (glued := _GLUED.fullmatch(word)):
            found.append(Named(word))
        else:
            found.append(Named(glued["name"], fen_of(glued["sum"])))
    return tuple(found)


def _is_sum(word: str, known: Callable[[str], bool]) -> bool:
    """Whether a word behind a name stands in the place of a sum."""
    if _AMOUNT.fullmatch(word):
        return True
    return _SUMLIKE.fullmatch(word) is not None and not (is_room(word) or known(word))


def _sum_of(word: str) -> int | None:
    """59.8元, 五十, 59块8 in fen; None for what cannot be read."""
    if amount := _AMOUNT.fullmatch(word):
        return fen_of(amount["sum"])
    spoken = _SPOKEN.fullmatch(word)
    thousandths = read_number(spoken["yuan"]) if spoken else None
    if spoken is None or thousandths is None or thousandths % 10:
        return None
    return thousandths // 10 + 10 * int(spoken["jiao"] or 0)


def _is_whole(word: str) -> bool:
    """Whether the figure that a word ends in is no sum: a room's, a phone's."""
    return is_room(word) or _PHONE.fullmatch(word) is not None


def _words(line: str) -> Iterator[str]:
    text = _LEAD.sub("", _NUMBERED.sub("", fold_text(line)))
    return (word for word in _BETWEEN.split(text) if word)


_EVERYDAY: Final = re.compile(
    r"[0-9一二两三四五六七八九十几半]\s*(?:个|件|份|盒|箱|包|袋|瓶)"
    r"|快递|包裹|红包|外卖|衣服|被子|废品|纸箱|旧|垃圾|到[了啦吗]?"
)


def is_everyday(rest: str) -> bool:
    """Whether what stands behind 收 speaks of things, not of people: 收 3个快递, 收 废品.

    >>> is_everyday("3个快递"), is_everyday("张姐 59.8")
    (True, False)
    """
    return _EVERYDAY.search(fold_text(rest)) is not None


def read_all_but(line: str) -> tuple[str, ...] | None:
    """Whom ``除了 王芳 都付了`` leaves out; None for another sentence.

    >>> read_all_but("除了王芳、3-502 都付了")
    ('王芳', '3-502')
    """
    found = _EXCEPT.fullmatch(fold_text(line))
    return tuple(word for word in _AND.split(found["who"]) if word) if found else None


ALL_BUT: Final = rf"除了?.+?{_PAID}"
"""The source of a regular expression for what ``read_all_but`` reads."""

PAID_WITH_SUM: Final = (
    r"(?:我|钱)?(?:已经?|都)?(?:付款?|转账?|转过去|付过)(?:了|好了|过了)?"
    r"\s*[:,]?\s*[¥$]?[0-9]{1,7}(?:\.[0-9]{1,2})?\s*(?:元|块钱?|圆)?(?:了)?"
)
"""The source of a regular expression for a claim with its amount said in one go: 已付59.8元."""


_CLAIM: Final = re.compile(
    rf"[\s:,]*(?:{_SUM})?[\s,]*(?:了|啦|哦|哈|谢谢|辛苦了?|团长|请?查收(?:一下)?|请?核对(?:一下)?|[\s,。!~])*"
)


def is_claim(rest: str) -> bool:
    """Whether what stands behind 已付 leaves it a claim: nothing, a sum, thanks."""
    return _CLAIM.fullmatch(fold_text(rest)) is not None


def read_sum(text: str) -> int | None:
    """The one figure in a claim (``已付59.8元``), in fen; None where there is none, or several."""
    found = _SAID.findall(fold_text(text))
    return fen_of(found[0]) if len(found) == 1 else None


ROOM_PAID: Final = r"收(?:款)?[0-9]{1,2}-[0-9]{3,4}(?:\s.*)?"
"""The source of a regular expression for 收3-502, said without a blank."""

REFUND: Final = (
    r"退\s+\S+\s*[¥$]?[0-9]{1,7}\.[0-9]{1,2}(?:元|块钱?)?|退\s+\S+\s*[0-9]{1,7}(?:元|块钱?)"
)
"""The source of a regular expression for 退 张姐 29.9. Only with a sum that can be nothing but
money: 退 草莓 2 is somebody's order."""
