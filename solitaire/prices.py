"""Bare numbers that are prices: 杨梅88一篮来两篮, 99的樱桃1盒.

A price names or tells apart goods and counts nothing. Rules: orders/RULES.md 3 (money) and 8.
"""

from collections.abc import Sequence
from typing import Final

from solitaire.lexicon import Lexicon
from solitaire.tokens import COUNTS, GOODS, Kind, Token, roles_of
from solitaire.units import Amount
from solitaire.values import ONE
from solitaire.words import Role

_LEAST: Final = 10 * ONE
"""A smaller number beside goods is a quantity."""

_MANY: Final = 5 * ONE
"""A smaller number before one unit is no price (鸡蛋2一板 is unclear)."""


def with_prices(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with such numbers as money, each behind the goods that it is told of, and without
    the one unit that the price is for where a quantity follows."""
    out: list[Token] = []
    waiting: Token | None = None
    skip = -1
    for place, token in enumerate(tokens):
        if place <= skip:
            continue
        money = _as_money(tokens, place, lexicon)
        if money is None:
            out.append(token)
        elif _goods_behind(tokens, place, money, lexicon):
            waiting = money
        else:
            out.append(money)
        if money is not None and _is_for_one(tokens, place + 1):
            skip = place + 1
        if waiting is not None and token.kind & GOODS:
            out.append(waiting)
            waiting = None
    return out


def _as_money(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> Token | None:
    """The token as money, its amount in fen; None where it is none."""
    token = tokens[place]
    if token.kind == Kind.MONEY:
        return token if token.amount is not None else None
    if token.kind != Kind.AMOUNT or token.amount is None:
        return None
    money = token._replace(kind=Kind.MONEY, amount=Amount(token.amount.value // 10))
    return money if _is_price(tokens, place, money, lexicon) else None


def _is_price(tokens: Sequence[Token], place: int, money: Token, lexicon: Lexicon) -> bool:
    """Whether a bare number is the price of the goods right before it or, after 的, behind it, or
    what somebody else takes for one (五花肉30一斤)."""
    amount = tokens[place].amount
    if amount is None or amount.unit not in ("", "块") or amount.plus:
        return False
    if tokens[place].text[0] in "*x" or amount.value % ONE:
        return False
    before = next((t for t in reversed(tokens[:place]) if t.kind != Kind.GAP), None)
    if before is not None and before.kind & GOODS:
        ours = amount.value >= _LEAST and _fen(money) in _fens(before, lexicon)
        after = tokens[place + 1 : place + 2]
        return ours or (amount.value >= _MANY and any(_is_one(t) for t in after))
    return amount.value >= _LEAST and _goods_behind(tokens, place, money, lexicon)


def _goods_behind(tokens: Sequence[Token], place: int, money: Token, lexicon: Lexicon) -> bool:
    """Whether money is told of goods behind it that cost so much: 35.8的苹果."""
    after = [t for t in tokens[place + 1 : place + 5] if t.kind != Kind.GAP]
    if after and _is_one(after[0]):
        after = after[1:]
    words = next((i for i, t in enumerate(after) if not t.has(Role.OF)), len(after))
    if not words or words == len(after) or not after[words].kind & GOODS:
        return False
    return _fen(money) in _fens(after[words], lexicon)


def _is_for_one(tokens: Sequence[Token], place: int) -> bool:
    """88一篮来两篮: one unit right behind a price, where the quantity comes after or where goods
    are named by the price."""
    if place >= len(tokens) or not _is_one(tokens[place]):
        return False
    rest = tokens[place + 1 :]
    stop = next((i for i, t in enumerate(rest) if t.kind & GOODS), len(rest))
    if stop < len(rest) and roles_of(rest[:stop]) & Role.OF:
        return True
    return any(t.kind & COUNTS for t in rest[:stop])


def _is_one(token: Token) -> bool:
    amount = token.amount
    one = token.kind == Kind.AMOUNT and amount is not None and amount.value == ONE
    return one and amount is not None and bool(amount.unit) and token.text[0] == "一"


def _fen(money: Token) -> int | None:
    return None if money.amount is None else money.amount.value


def _fens(token: Token, lexicon: Lexicon) -> set[int]:
    codes = token.term.codes if token.term is not None else (token.code,)
    return {lexicon.products[code].fen for code in codes}
