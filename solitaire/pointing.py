"""Words that point at what somebody ordered and name no goods: 那箱, 这个, 那几罐, 我那盒, 它.

What they mean is settled with the row (goods.py). Rules: orders/RULES.md 4 and 8.
"""

from collections.abc import Sequence
from typing import Final

from solitaire.tokens import GOODS, Kind, Token
from solitaire.units import COUNTED, GENERIC
from solitaire.words import Role

_POINTERS: Final = frozenset(("那", "这", "我那", "我这", "我家那", "我们那"))
_MEASURES: Final = GENERIC | COUNTED
_POINTING: Final = Role.OF | Role.POINT


def pointed(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens with each such pair of words made one: 那 and 箱 are 那箱, with no quantity."""
    if not any(t.text in _POINTERS for t in tokens[:-1]):
        return tokens
    out: list[Token] = []
    for place, token in enumerate(tokens):
        last = out[-1] if out else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if last is not None and last.text in _POINTERS and _measures(token, after):
            out[-1] = Token(Kind.WORD, last.start, token.end, last.text + token.text, _POINTING)
        elif last is not None and last.text in _POINTERS and _begins_with_measure(token):
            cut = token.start + 1
            out[-1] = Token(Kind.WORD, last.start, cut, last.text + token.text[0], _POINTING)
            out.append(Token(Kind.TEXT, cut, token.end, token.text[1:]))
        else:
            out.append(token)
    return out


def _measures(token: Token, after: Token | None) -> bool:
    """箱 behind 那, or 几罐: with a number it stays the quantity that it is."""
    if token.kind == Kind.VAGUE:
        return token.text[:1] == "几"
    glued = after is not None and after.kind & GOODS and after.start == token.end
    return (
        token.text in _MEASURES
        and token.kind & (Kind.TEXT | GOODS) != 0
        and not (token.kind & GOODS and glued)
    )


def _begins_with_measure(token: Token) -> bool:
    """那袋米: a measure word and goods of one character."""
    return token.kind == Kind.TEXT and len(token.text) == _WITH_GOODS and token.text[0] in _MEASURES


_WITH_GOODS: Final = 2


def points(tokens: Sequence[Token]) -> bool:
    """Whether something is pointed at."""
    return any(t.has(Role.POINT) for t in tokens)
