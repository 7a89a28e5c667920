"""Somebody puts right what they have just said: 三盒不对两盒, 不是三盒，两盒.

Rules: orders/RULES.md 4.
"""

from collections.abc import Sequence
from typing import Final

from solitaire.acts import Act
from solitaire.clean import Clause, Sort
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of
from solitaire.words import CORRECTIONS, Role

_BETWEEN: Final = Role.FILLER | Role.YES | Role.SET


def corrects(tokens: Sequence[Token], place: int, run: Sequence[Token]) -> bool:
    """Whether the token ends what was said wrongly, a quantity, and what is right follows: goods
    or another quantity."""
    if tokens[place].text not in CORRECTIONS or not kinds_of(run) & COUNTS:
        return False
    for token in tokens[place + 1 :]:
        if token.kind & (GOODS | Kind.AMOUNT):
            return True
        if token.kind != Kind.GAP and not token.has(_BETWEEN) and token.text not in CORRECTIONS:
            return token.text in ("我要", "要", "来")
    return False


def put_right(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Without the clauses that only deny a quantity (不是三盒) where the right one comes."""
    out: list[Clause] = []
    denied = False
    for place, clause in enumerate(clauses):
        after = clauses[place + 1] if place + 1 < len(clauses) else None
        if _denies(clause) and after is not None and _sets(after):
            denied = True
            continue
        if _denies(clause) and out and _sets(out[-1]) and _counts(out[-1]):
            continue
        out.append(_as_change(clause) if denied else clause)
        denied = False
    return tuple(out)


def _as_change(clause: Clause) -> Clause:
    return clause._replace(orders=tuple(o._replace(verb=True, change=True) for o in clause.orders))


def _denies(clause: Clause) -> bool:
    bare = all(m.bare and m.amount is not None for o in clause.orders for m in o.mentions)
    return _sets(clause) and bare and clause.text.startswith("不是")


def _counts(clause: Clause) -> bool:
    return any(m.amount is not None for o in clause.orders for m in (*o.mentions, *o.into))


def _sets(clause: Clause) -> bool:
    orders = clause.orders
    one = len(orders) == 1 and len(orders[0].mentions) == 1 and orders[0].act is Act.SET
    return one and clause.sort is Sort.ORDER
