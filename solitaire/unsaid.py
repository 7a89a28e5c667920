"""Quantities that are said and not wanted: 草莓是4盒不是5盒, 只要1盒不要2盒, 两个都要.

Rules: orders/RULES.md 3 and 4.
"""

from collections.abc import Sequence
from itertools import pairwise

from solitaire.tokens import GOODS, Kind, Token, kinds_of
from solitaire.words import Role


def kinds_counted(run: Sequence[Token]) -> int:
    """The kinds of goods that are counted in 两个都要, 三样都来, as whole things; 0 elsewhere."""
    for count, every in pairwise([t for t in run if t.kind != Kind.GAP]):
        whole = every.has(Role.ALL | Role.EACH | Role.REMOVE)
        if count.amount is not None and not count.amount.plus and whole:
            return count.amount.value // 1000 if every.text.startswith(("都", "全")) else 0
    return 0


def without_kinds(run: Sequence[Token]) -> Sequence[Token]:
    """草莓苹果两个都要: as many as were named, and no quantity."""
    kinds = kinds_counted(run)
    place = next((i for i, t in enumerate(run) if t.amount is not None), 0)
    named = sum(1 for t in run[:place] if t.kind & GOODS)
    return [*run[:place], *run[place + 1 :]] if kinds > 1 and named == kinds else run


def without_denial(run: Sequence[Token]) -> Sequence[Token]:
    """草莓是4盒不是5盒: what it is not, behind what it is."""
    place = next((i for i, t in enumerate(run) if t.has(Role.NOT_BUT)), 0)
    right = any(t.amount is not None for t in run[:place])
    wrong = any(t.amount is not None for t in run[place:])
    turned = any(t.has(Role.SWAP | Role.SET) for t in run[place:])
    return run[:place] if right and wrong and not turned else run


def without_refused(tokens: Sequence[Token]) -> Sequence[Token]:
    """草莓只要1盒不要2盒: the quantity that is not wanted, behind the one that is."""
    for place, token in enumerate(tokens[:-1]):
        wanted = tokens[:place]
        alone = token.text == "不要" and not kinds_of(tokens[place:]) & GOODS
        if alone and tokens[place + 1].kind == Kind.AMOUNT:
            said = any(t.text.endswith("要") or t.text == "是" for t in wanted)
            return wanted if said and any(t.amount for t in wanted) else tokens
    return tokens
