"""Sums said with an order, which are no quantity: 草莓4盒一共120, 草莓1盒 30块, 草莓2盒苹果1箱
共3份.

Rules: orders/RULES.md 3 (money is no quantity).
"""

from collections.abc import Sequence
from typing import Final

from solitaire.items import assemble
from solitaire.lexicon import Lexicon
from solitaire.meaning import quantity
from solitaire.mentions import Mention
from solitaire.tokens import GOODS, Kind, Token, kinds_of
from solitaire.units import Amount
from solitaire.values import ONE

SUMS: Final = ("一共", "总共", "合计", "总计", "共计", "共")
_LEAST: Final = 10 * ONE
"""A number after 一共 that is less is hardly money."""
_NEAR: Final = 100
"""People round a sum: 30 for 29.90."""


def without_sum(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens without a sum at their end. A number behind 一共 that is no less than the goods
    cost is left as money."""
    out = list(tokens)
    place = next((i for i in range(len(out) - 1, -1, -1) if _says_something(out[i])), -1)
    if place < 1 or not _is_number(out[place]):
        return out
    before = out[:place]
    while before and not _says_something(before[-1]):
        before.pop()
    total = bool(before) and before[-1].text in SUMS
    before = before[:-1] if total else before
    if _are_counted(before):
        if total or _is_price_of(out[place], before, lexicon):
            return before
    elif total and _is_money(out[place], before, lexicon):
        return [*before, out[place]._replace(kind=Kind.MONEY, amount=_fen(out[place]))]
    return out


def _says_something(token: Token) -> bool:
    return token.kind != Kind.GAP


def _is_number(token: Token) -> bool:
    if token.amount is None or token.text[0] in "+*x":
        return False
    return token.kind in (Kind.MONEY, Kind.AMOUNT)


def _are_counted(tokens: Sequence[Token]) -> bool:
    goods = sum(1 for t in tokens if t.kind & GOODS)
    return 0 < goods == sum(1 for t in tokens if t.kind == Kind.AMOUNT)


def _is_bare(token: Token) -> bool:
    return token.amount is not None and token.amount.unit in ("", "块")


def _is_price_of(number: Token, before: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a number behind goods and quantities is what they cost, or what one of them costs."""
    if not _is_bare(number) or kinds_of(before) & (Kind.MONEY | Kind.VAGUE):
        return False
    fens = [_cost(mention, lexicon) for mention in assemble(before, lexicon)]
    if not fens or any(fen is None for fen in fens):
        return False
    said = _said_fen(number)
    prices = {sum(all_ for all_, _ in filter(None, fens))}
    prices |= {each for _, each in filter(None, fens)} if len(fens) == 1 else set()
    return said >= _LEAST // 10 and any(abs(price - said) < _NEAR for price in prices)


def _cost(mention: Mention, lexicon: Lexicon) -> tuple[int, int] | None:
    """What so many cost, and what one costs, in fen; None where that is open."""
    if len(mention.codes) != 1 or mention.amount is None:
        return None
    product = lexicon.products[mention.codes[0]]
    count = quantity(mention.amount, product, lexicon.names[product.code])
    return (product.fen * count // ONE, product.fen) if isinstance(count, int) else None


def _said_fen(number: Token) -> int:
    assert number.amount is not None
    return number.amount.value if number.kind == Kind.MONEY else number.amount.value // 10


def _fen(number: Token) -> Amount | None:
    return number.amount if number.kind == Kind.MONEY else Amount(_said_fen(number))


def _is_money(number: Token, before: Sequence[Token], lexicon: Lexicon) -> bool:
    """草莓一共120: no less than the cheapest of what is spoken of."""
    if number.kind == Kind.MONEY or not _is_bare(number):
        return number.kind == Kind.MONEY
    codes = {c for m in assemble(before, lexicon) for c in m.codes} or set(lexicon.products)
    cheapest = min((lexicon.products[code].fen for code in codes), default=0)
    return _said_fen(number) >= max(cheapest, _LEAST // 10)
