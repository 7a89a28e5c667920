"""Goods that a leader calls off for all: 所有人的龙虾都取消.

Rules: orders/RULES.md 8 (people).
"""

import re
from typing import Final

from solitaire.acts import Act, Order
from solitaire.changes import act_on
from solitaire.clean import Clause
from solitaire.draft import Draft, Scene, ask, take
from solitaire.meaning import code_of
from solitaire.values import Query, QueryKind, QuestionCode, Row

_EVERYONE: Final = re.compile("(?:所有人|全部人|每个人|大家|各位)的")


def is_for_all(order: Order, row: Row, clause: Clause, scene: Scene) -> bool:
    """Whether goods are to be taken off every row: it is said, or a leader who has none of them
    says it."""
    if order.act is not Act.REMOVE:
        return False
    if _EVERYONE.search(clause.text) is not None:
        return True
    if not scene.by_leader or row.account != scene.leader:
        return False
    codes = {code for m in order.mentions for code in m.codes}
    return not any(code_of(item) in codes for item in row.items)


def remove_everywhere(order: Order, clause: Clause, scene: Scene, draft: Draft) -> None:
    """Takes the goods off every row; asks whoever may not."""
    if not scene.by_leader:
        ask(draft, QuestionCode.NOT_YOURS, clause.text)
        return
    for row in [r for r in draft.state.rows.values() if r.items]:
        effect = act_on(order, row.items, scene.lexicon, lone_is_one=False)
        if effect.touched:
            take(effect, order, row, draft)
    if not draft.rows:
        draft.queries.append(Query(QueryKind.NOTHING_TO_CANCEL))
