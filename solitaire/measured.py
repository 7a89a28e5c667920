"""A measure word that runs into goods not on offer: 再来瓶老干妈, 拿袋盐. It counts one."""

import re
from typing import Final

from solitaire.synonyms import GOODS_WORDS
from solitaire.tokens import Kind, Token
from solitaire.units import COUNTED, GENERIC, Amount
from solitaire.values import ONE
from solitaire.words import Role

_MEASURES: Final = GENERIC | COUNTED
_HOLDING: Final = frozenset("瓶盒袋箱罐桶斤杯包")
"""Measure words that make goods of any noun behind them."""
_NOUN: Final = re.compile("[\u4e00-\u9fff]{2,5}")
_NO_NOUN: Final = re.compile("[装里上下中来去过了的吗呢吧啊就都也还是有没不]")


def with_measures(tokens: list[Token]) -> list[Token]:
    """The tokens, each measure word behind a word of ordering apart from the noun it counts."""
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else None
        ordered = before is not None and before.has(Role.ORDER | Role.ADD)
        word = token.text.strip()
        glued = before is not None and before.end == token.start
        if token.kind == Kind.TEXT and ordered and glued and _counts_one(word):
            cut = token.start + 1
            one = Amount(ONE, word[0])
            out.append(Token(Kind.AMOUNT, token.start, cut, word[0], amount=one))
            out.append(token._replace(start=cut, text=token.text[1:]))
        elif before is not None and token.text in GOODS_WORDS and _measures(out):
            out[-1] = before._replace(kind=Kind.AMOUNT, roles=0, amount=Amount(ONE, before.text))
            out.append(token)
        else:
            out.append(token)
    return out


def _measures(tokens: list[Token]) -> bool:
    """来把韭菜: the last token is a measure word right behind a word of ordering."""
    if len(tokens) == 1 or tokens[-1].text not in _MEASURES:
        return False
    last, before = tokens[-1], tokens[-2]
    return before.has(Role.ORDER | Role.ADD) and before.end == last.start


def _counts_one(word: str) -> bool:
    if word[:1] not in _MEASURES:
        return False
    noun = word[1:]
    if noun in GOODS_WORDS:
        return word not in GOODS_WORDS
    strange = _NOUN.fullmatch(noun) is not None and _NO_NOUN.search(noun) is None
    return word[0] in _HOLDING and strange
