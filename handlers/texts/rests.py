"""How people answer 草莓只剩1盒，要吗: yes, no, or so many."""

import re

from solitaire.normal import fold_text
from solitaire.numbers import NUMERAL, read_number

_YES = "要|好|可以|行|嗯|来|是|对|确定|确认|ok"
_AROUND = "那|就|给我|的|吧|呀|啊|哦|噢|了|哈|谢谢"
_WORD = f"(?:{_YES}|{_AROUND})"
_TAKEN = re.compile(rf"{_WORD}*(?:(?P<amount>{NUMERAL})(?P<unit>\D{{0,3}}?))?{_WORD}*")
_SAYS_YES = re.compile(_YES)
_NO = "不要|不用|不了|算了|不需要|不买|不订|没事|不"
_LEFT = re.compile(rf"(?:那|就|好|的|哦|嗯)*(?:{_NO})(?:{_NO}|了|吧|啦|呀|啊|哦|的|谢谢)*")
_MARKS = re.compile(r"[\s,，.。!！~～、;；…👌👍🙏😊](?![0-9])")
_ANY_UNIT = frozenset({"", "份", "个"})


def leaves(text: str) -> bool:
    """Whether a word is a no."""
    return _LEFT.fullmatch(_bare(text)) is not None


def takes(text: str, unit: str) -> tuple[bool, int | None]:
    """Whether a word is a yes, and how many (thousandths) it says; None where it says no figure.

    A figure counts as a yes where it has the unit of the goods, or one that fits all goods.
    """
    found = _TAKEN.fullmatch(_bare(text))
    if found is None:
        return False, None
    if not found["amount"]:
        return _SAYS_YES.search(found[0]) is not None, None
    amount = read_number(found["amount"])
    return bool(amount) and found["unit"] in _ANY_UNIT | {fold_text(unit)}, amount


def takes_plainly(text: str, unit: str) -> bool:
    """Whether a yes could answer nothing but the question: with 要, or the goods' own unit. 好的
    may as well thank for what was booked since, 不要了 take it back."""
    said = _bare(text)
    return not leaves(text) and ("要" in said or fold_text(unit) in said)


def _bare(text: str) -> str:
    return _MARKS.sub("", fold_text(text))
