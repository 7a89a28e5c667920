"""Orders for several people in one breath: 草莓1盒 帮李姐带香梨1箱, 张姐草莓2盒 李叔鸡蛋1板.

Rules: orders/RULES.md 2.
"""

from collections.abc import Sequence
from typing import Final

from solitaire.subjects import is_my_kin, is_namelike
from solitaire.tokens import GOODS, Kind, Token, kinds_of, roles_of
from solitaire.words import Role


def next_person(run: Sequence[Token]) -> int:
    """Where, behind a blank, an order for somebody else begins; 0 where there is none."""
    for place in range(2, len(run) - 1):
        if run[place - 1].text != " " or not _orders(run[:place]):
            continue
        before, after = run[:place], run[place:]
        if run[place].has(Role.PROXY) or is_my_kin(run, place):
            named = kinds_of(after[1:3]) & (Kind.TEXT | Kind.NAME | Kind.HOUSE)
            if named and kinds_of(after) & Kind.AMOUNT:
                return place
        elif _is_named(before) and _is_named(after) and _orders(after):
            return place
    return 0


def _orders(tokens: Sequence[Token]) -> bool:
    kinds = kinds_of(tokens)
    return bool(kinds & GOODS) and bool(kinds & Kind.AMOUNT) and not roles_of(tokens) & _TELLING


_TELLING: Final = Role.SAY | Role.DOUBT | Role.IF | Role.TALK


def _is_named(tokens: Sequence[Token]) -> bool:
    """Whether it begins with a person, and goods or a quantity come right behind."""
    home = 1 if tokens[0].kind == Kind.HOUSE else 0
    if len(tokens) < home + 2:
        return False
    name, after = tokens[home], tokens[home + 1 :]
    if not (name.kind == Kind.NAME or (name.kind == Kind.TEXT and is_namelike(name.text))):
        return False
    goods = next((t for t in after if t.kind != Kind.GAP and t.text != ":"), None)
    return goods is not None and bool(goods.kind & (GOODS | Kind.AMOUNT))
