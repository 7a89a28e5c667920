"""A measure word that runs into the goods it counts: 再来瓶老干妈, 来把韭菜. It counts one.

Looked at only where its goods are not on offer, or are more than one and the measure may tell
which (来箱纯牛奶).
"""

import re
from itertools import pairwise
from typing import Final

from solitaire.synonyms import GOODS_WORDS
from solitaire.tokens import Kind, Token
from solitaire.units import COUNTED, GENERIC, NEUTRAL, Amount
from solitaire.values import ONE
from solitaire.words import Role

_MEASURES: Final = GENERIC | COUNTED
_HOLDING: Final = frozenset("瓶盒袋箱罐桶斤杯包")
"""Measure words that make goods of any noun behind them."""
_NOUN: Final = re.compile("[\u4e00-\u9fff]{2,5}")
_NO_NOUN: Final = re.compile("[装裹里上下中来去过了的吗呢吧啊就都也还是有没不]")
_WANTING: Final = Role.ORDER | Role.ADD


def with_measures(tokens: list[Token]) -> list[Token]:
    """The tokens, each such measure word a quantity of its own."""
    if not any(_runs_on(one, other) for one, other in pairwise(tokens)):
        return tokens
    out: list[Token] = []
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else token
        after = tokens[place + 1] if place + 1 < len(tokens) else token
        if token.kind == Kind.TEXT and _runs_on(before, token) and _counts_one(token.text.strip()):
            out.append(_one(token.start, token.text[0]))
            out.append(token._replace(start=token.start + 1, text=token.text[1:]))
        elif _runs_on(token, after) and _measures(token, after):
            out.append(token._replace(end=token.end - 1, text=token.text[:-1]))
            out.append(_one(token.end - 1, token.text[-1]))
        else:
            out.append(token)
    return out


def _runs_on(one: Token, other: Token) -> bool:
    return one.has(_WANTING) and one.end == other.start


def _one(start: int, unit: str) -> Token:
    return Token(Kind.AMOUNT, start, start + 1, unit, amount=Amount(ONE, unit))


def _measures(token: Token, after: Token) -> bool:
    """来把韭菜, 来箱纯牛奶: whether the word of ordering ends with a measure of what follows."""
    unit = token.text[-1]
    if len(token.text) == 1 or unit not in _MEASURES or unit in NEUTRAL:
        return False
    if after.kind == Kind.TEXT:
        return _counts_one(unit + after.text.strip())
    return after.term is not None and len(after.term.codes) > 1


def _counts_one(word: str) -> bool:
    """Whether a word is a measure and the goods it counts (瓶老干妈)."""
    if word[:1] not in _MEASURES:
        return False
    noun = word[1:]
    if noun in GOODS_WORDS:
        return word not in GOODS_WORDS
    strange = _NOUN.fullmatch(noun) is not None and _NO_NOUN.search(noun) is None
    return word[0] in _HOLDING and strange
