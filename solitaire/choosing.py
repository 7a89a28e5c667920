"""How goods are to be picked and whom they are for, said in front of their name: 大点的草莓2盒,
来2盒甜一点的草莓, 给孩子吃的草莓2盒.

Such a word is a remark (orders/RULES.md 3).
"""

import re
from typing import Final

from solitaire.clean import Clause, Sort, read_clean, trim
from solitaire.lexicon import Lexicon
from solitaire.normal import Folded
from solitaire.notes import join_notes, written_remark
from solitaire.tokens import GOODS, Kind, Token

_HOW: Final = re.compile(
    "(?:稍微?|尽量|最)?(?:新鲜|漂亮|便宜|[大小甜熟生硬软嫩脆红青肥瘦轻重长短厚薄老])"
    "(?:一?点儿?|一?些|个儿?|颗)?的|给[^,。 ]{1,5}?[吃喝穿用挑选尝补玩]的?(?!了)"
)


def chosen_order(core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> Clause | None:
    """The order without the words of choice, which are its note."""
    start = core[0].start
    rest, notes = core, list[str]()
    for found in _HOW.finditer(blank.text):
        begin, end = start + found.start(), start + found.end()
        without = [t for t in rest if t.end <= begin or t.start >= end]
        inside = [t for t in rest if begin <= t.start and t.end <= end]
        beside = next((t for t in core if t.start >= end), None)
        if len(without) + len(inside) != len(rest) or beside is None:
            continue
        if beside.kind & (GOODS | Kind.AMOUNT):
            rest = without
            notes.append(written_remark(text.written(begin, end)))
    if not notes:
        return None
    clean = read_clean(trim(rest), text, lexicon, blank)
    if clean is None or clean.sort is not Sort.ORDER or not _are_counted(clean):
        return None
    return clean._replace(note=join_notes(*notes))


def _are_counted(clause: Clause) -> bool:
    mentions = [m for o in clause.orders for m in o.mentions]
    return bool(mentions) and all(m.codes and m.amount is not None for m in mentions)
