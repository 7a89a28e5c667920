"""Goods whose quantity stands behind a word of ordering: 草莓来一盒鸡蛋来两板.

Rules: orders/RULES.md 3.
"""

from collections.abc import Sequence
from typing import Final

from solitaire.tokens import COUNTS, GOODS, Kind, Token
from solitaire.words import Role

_BETWEEN: Final = (
    Role.ORDER | Role.ADD | Role.ALSO | Role.FILLER | Role.SELF | Role.AND | Role.LESS | Role.REMOVE
)


def waiting_from(run: Sequence[Token], rest: Sequence[Token]) -> int:
    """Where the goods begin at the end of a run that take the quantity behind the words of ordering
    with which ``rest`` begins; the length of the run where none do."""
    last = next((i for i in range(len(run) - 1, -1, -1) if run[i].kind & GOODS), None)
    if last is None or any(t.kind & COUNTS for t in run[last:]) or not _counts_behind(run, rest):
        return len(run)
    first = _name_from(run, last)
    before = next((t for t in reversed(run[:first]) if not _is_silent(t)), None)
    if before is None or not any(t.kind & COUNTS for t in run[:first]):
        return len(run)
    if before.kind & COUNTS and not _names_first(run):
        return len(run)
    return first


def _counts_behind(run: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether a quantity follows the words of ordering that is not that of goods behind it."""
    said = [t for t in rest if t.kind != Kind.GAP]
    place = next((i for i, t in enumerate(said) if not t.has(_BETWEEN)), len(said))
    if place == len(said) or not said[place].kind & COUNTS:
        return False
    goods = place + 1 < len(said) and said[place + 1].kind & GOODS != 0
    return not goods or _names_first(run)


def _names_first(run: Sequence[Token]) -> bool:
    """Whether the first quantity stands behind the first name: 草莓来一盒, not 来一盒草莓."""
    return next(t.kind & GOODS != 0 for t in run if t.kind & (GOODS | COUNTS))


def _name_from(run: Sequence[Token], last: int) -> int:
    """Where the name of goods begins that ends there: 无糖 豆浆 are one."""
    first = last
    codes = _codes(run[last])
    while first and (_is_silent(run[first - 1]) or run[first - 1].kind & GOODS):
        before = run[first - 1]
        if before.kind & GOODS and not _codes(before) & codes:
            break
        first -= 1
    while first < last and not run[first].kind & GOODS:
        first += 1
    return first


def _codes(token: Token) -> set[str]:
    if token.term is None:
        return {token.code}
    return {*token.term.codes, *(code for code, _ in token.term.variants)}


def _is_silent(token: Token) -> bool:
    return token.kind == Kind.GAP or token.has(Role.OF)
