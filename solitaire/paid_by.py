"""Whose money came in, told in a sentence: 收赵姐29.9, 收赵姐, 收到李叔20, 李叔付了20, 3-502付了.

Only a form: whether anybody is called so is left to whoever keeps the book, and who is a stranger
there makes it talk (收到红包0.88 names nobody).
"""

import re
from typing import Final

from solitaire.households import HOUSEHOLD
from solitaire.normal import fold_text
from solitaire.receipts import Named, fen_of, read_receipts

_NOBODY: Final = (
    r"(?!我|你|您|他|她|它|咱|谁|大家|都|全|已|刚|还|没|不|钱|货|款|这|那|有人|几|一|两"
    r"|红包|快递|包裹|外卖|件|单|消息|信|图|菜|定金|押金|订金|尾款|运费|邮费|转账|请|帮|给|让|等|除|到|了)"
)
_NAME: Final = rf"{_NOBODY}[^\s0-9,.:;!?、。*+=/|¥$~@#-]{{2,8}}?"
_HOME: Final = rf"{HOUSEHOLD}(?:室|房)?"
_FEN: Final = r"[¥$]?[0-9]{1,7}(?:\.[0-9]{1,2})?"
_UNIT: Final = r"\s*(?:元|块钱?|圆)?"
_SHARE: Final = rf"(?:(?:{_HOME}\s*)?{_NAME}(?:的|转账?|付)?\s*|{_HOME}\s+){_FEN}{_UNIT}"
_PAID: Final = r"(?:已经?|刚|都)?(?:付|转|交|给)(?:过|完|清|好|款|账|钱)?了"
_DONE: Final = r"(?:已经?|刚|都)?(?:付(?:过|完|清|好|款|钱)?|转(?:账|过|钱))了"
_WHO: Final = rf"(?:(?:{_HOME}\s*)?{_NAME}|{_HOME})"

CAME_IN: Final = rf"收(?:到|了|款)?\s*{_SHARE}(?:[\s,、;]+{_SHARE})*"
PAID_BY: Final = rf"{_WHO}\s*(?:{_PAID}\s*{_FEN}{_UNIT}|{_DONE})"
GLUED: Final = rf"收款?{_WHO}(?:[\s,、;]+{_WHO})*"
TOLD: Final = rf"(?:{CAME_IN}|{PAID_BY}|{GLUED})"
"""The source of a regular expression for the sentences that ``read_told`` reads."""

_TOLD: Final = re.compile(TOLD)
_GLUED: Final = re.compile(GLUED)
_GLUE: Final = re.compile(r"收款?")
_LEAD: Final = re.compile(r"收(?:到|了|款)?\s*")
_ONE: Final = re.compile(
    rf"(?P<who>(?:{_HOME}\s*)?{_NAME}|{_HOME})(?:的|转账?|付)?\s*(?P<sum>{_FEN}){_UNIT}"
)
_OF: Final = re.compile(rf"(?P<who>{_WHO})\s*(?:{_PAID}\s*(?P<sum>{_FEN}){_UNIT}|{_DONE})")


def read_told(line: str) -> tuple[Named, ...]:
    """Who is said to have paid what; nothing for another sentence.

    >>> read_told("收赵姐29.9"), read_told("3-502付了"), read_told("收3个快递")
    ((Named(word='赵姐', fen=2990),), (Named(word='3-502', fen=None),), ())
    """
    text = fold_text(line).rstrip(" 。.!~")
    if _TOLD.fullmatch(text) is None:
        return ()
    if of := _OF.fullmatch(text):
        return (_named(of),)
    if _GLUED.fullmatch(text):
        return read_receipts(_GLUE.sub("", text, count=1), lambda _: False)
    return tuple(_named(one) for one in _ONE.finditer(text, _end_of_lead(text)))


def _end_of_lead(text: str) -> int:
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


def _named(found: re.Match[str]) -> Named:
    said = found["sum"]
    return Named(found["who"].strip(), fen_of(said.lstrip("¥$")) if said else None)
