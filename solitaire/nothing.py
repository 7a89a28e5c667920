"""Words that are all understood and order nothing: what was done, what costs, whom is thanked.

Rules: orders/RULES.md 6.
"""

from collections.abc import Sequence
from itertools import pairwise

from solitaire.tokens import COUNTS, GOODS, Kind, Token
from solitaire.words import THANKS, Role


def orders_nothing(core: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether a clause, and what of it is not the person spoken for, only tells."""
    return _is_told(rest) or _is_price(rest) or _gives_thanks(core) or _all_do(core)


def _all_do(tokens: Sequence[Token]) -> bool:
    """我都要返工: the word behind is what all have to do, and nobody's name."""
    return any(
        one.text.endswith("都要") and other.kind == Kind.TEXT and one.end == other.start
        for one, other in pairwise(tokens)
    )


def _gives_thanks(tokens: Sequence[Token]) -> bool:
    """帮我谢谢张姐的2盒草莓: thanks to somebody for what they gave."""
    return any(
        one.text in THANKS and other.kind & (Kind.TEXT | Kind.NAME)
        for one, other in pairwise(tokens)
    )


def _is_told(tokens: Sequence[Token]) -> bool:
    """我点了3杯, 下了6个, 称了一下5斤: what somebody did, not what is wanted."""
    said = [t for t in tokens if t.text != "一下"]
    return any(
        verb.has(Role.ORDER | Role.SET)
        and verb.text != "改"
        and done.text == "了"
        and count.kind & (COUNTS | GOODS)
        for verb, done, count in zip(said, said[1:], said[2:], strict=False)
    )


def _is_price(tokens: Sequence[Token]) -> bool:
    """23.9一箱, and nothing else: what one costs."""
    said = [t for t in tokens if t.kind != Kind.GAP and t.roles != Role.FILLER]
    if len(said) != 2 or said[0].kind != Kind.MONEY:
        return False
    return said[1].kind == Kind.AMOUNT and said[1].text.startswith("一")
