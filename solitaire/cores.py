"""Clear items in a clause whose other words nobody needs to know: 草莓两盒先占上, 想了想还是棉签3盒,
我又来囤货啦牛奶三箱放门口.

An item is clear where goods and a quantity stand together, in a unit that counts them, or where a
word of ordering stands with them. It orders unless a word around it tells otherwise
(``signals``). Rules: orders/RULES.md 1, 3 and 6.
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.acts import Act
from solitaire.clean import Clause, Sort, is_residue, read_clean, trim
from solitaire.lexicon import Lexicon
from solitaire.mentions import Mention
from solitaire.normal import Folded
from solitaire.notes import is_remark, written_remark
from solitaire.signals import ends_well, tells_before, tells_behind
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of, roles_of
from solitaire.units import Amount
from solitaire.words import Role

_NEVER: Final = (
    Role.SAY | Role.DOUBT | Role.IF | Role.REMOVE | Role.LESS | Role.SWAP | Role.PROXY | Role.THEY
    | Role.SAME | Role.PART | Role.NOT_BUT
)  # fmt: skip
_UNCLEAR: Final = Kind.MONEY | Kind.VAGUE | Kind.HOUSE | Kind.ASKED
_MOST: Final = 30_000
"""Thirty of one product; who writes more in talk means no order by it."""


def core_order(core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> Clause | None:
    """The order of a clause's clear items, None where one of its words makes it talk."""
    said, tail = _parted(core)
    if not said or roles_of(said) & _NEVER or kinds_of(said) & _UNCLEAR:
        return None
    items = [run for run in _understood(said) if kinds_of(run) & (GOODS | COUNTS)]
    if _is_told(said, items) or _goes_on(tail, text) or any(_is_touched(said, r) for r in items):
        return None
    read = [read_clean(run, text, lexicon, blank) for run in items]
    orders = [c for c in read if c is not None and c.sort is Sort.ORDER and c.subject is None]
    if len(orders) < len(items) or not all(_is_clear(c) for c in orders):
        return None
    return orders[0]._replace(
        orders=tuple(o for c in orders for o in c.orders),
        topics=tuple(m for c in orders for m in c.topics),
        note=_note_of(tail, text),
        rough=True,
    )


def _parted(core: list[Token]) -> tuple[list[Token], list[Token]]:
    """The clause up to its last quantity or goods, and what is said behind."""
    last = max((i for i, t in enumerate(core) if t.kind & (GOODS | COUNTS)), default=-1)
    said = core[: last + 1]
    return (said, core[last + 1 :]) if kinds_of(said) & GOODS else ([], [])


def _understood(core: Sequence[Token]) -> list[list[Token]]:
    """The stretches between words that are not understood."""
    runs: list[list[Token]] = [[]]
    for token in core:
        if is_residue(token):
            runs.append([])
        else:
            runs[-1].append(token)
    return [run for run in map(trim, runs) if run]


def _is_told(said: Sequence[Token], items: Sequence[Sequence[Token]]) -> bool:
    """Whether a word in front of the items or between them tells that they are no order."""
    first = next(i for i, t in enumerate(said) if t.kind & (GOODS | COUNTS))
    before = "".join(t.text for t in said[:first])
    between = " ".join(t.text for t in said[first:] if is_residue(t))
    return tells_before(before) or tells_behind(between, remark=False)


def _goes_on(tail: Sequence[Token], text: Folded) -> bool:
    """Whether what stands behind the items tells that they are no order, or may do so."""
    if not tail:
        return False
    behind = text.text[tail[0].start : tail[-1].end]
    after = text.text[tail[-1].end : tail[-1].end + 1]
    remark = is_remark(behind)
    glued = behind.split(" ")[0]
    if after == "了" and _DONE.search(behind) is not None:
        return True
    strange = glued and not remark and not ends_well(glued)
    return bool(strange) or tells_behind(behind, remark=remark)


_DONE: Final = re.compile("[吃喝买用放送取领收拿发寄]$")


def _is_clear(clause: Clause) -> bool:
    mentions = [m for o in clause.orders for m in o.mentions]
    acts = all(o.act in (Act.SET, Act.ADD) for o in clause.orders)
    return acts and bool(mentions) and all(_is_counted(m) for m in mentions)


def _is_counted(mention: Mention) -> bool:
    """Whether goods stand with a quantity in a unit: 草莓2盒, and no 草莓2."""
    amount: Amount | None = mention.amount
    if not mention.codes or amount is None or not amount.unit:
        return False
    return amount.value <= _MOST


def _is_touched(core: Sequence[Token], run: Sequence[Token]) -> bool:
    """幸福花草莓2盒, 草莓2盒装: a short word glued to the goods may be a part of their name."""
    place = next(i for i, t in enumerate(core) if t is run[0])
    before = core[place - 1] if place else None
    glued = before is not None and before.end == run[0].start and before.kind == Kind.TEXT
    if glued and before is not None and run[0].kind & GOODS:
        return _GLUED.search(before.text) is None
    return False


_GLUED: Final = re.compile(
    "(?:[了啦啊呀哦哈吧呢嘛的就是也又再先还来买囤]|(?<!需)要|试试|尝尝|选择|决定|支持|入手|冲着?|囤货|面子|继续|干脆|果断|必须|直接|老规矩|一起|顺便|顺手)$"
)
"""What may stand right before goods and belongs to what is said, not to their name."""


def _note_of(tail: Sequence[Token], text: Folded) -> str:
    tail = trim(tail)
    if not tail or not is_remark(text.text[tail[0].start : tail[-1].end]):
        return ""
    return written_remark(text.written(tail[0].start, tail[-1].end))


def unless_told(clauses: Sequence[Clause]) -> list[Clause]:
    """Without the orders read roughly beside a clause that tells what they are: 一天4瓶牛奶，周末
    干掉一箱."""
    return [
        _as_talk(clause) if clause.rough and _is_told_beside(clauses, place) else clause
        for place, clause in enumerate(clauses)
    ]


def _is_told_beside(clauses: Sequence[Clause], place: int) -> bool:
    beside = (*clauses[max(0, place - 1) : place], *clauses[place + 1 : place + 2])
    return any(c.sort is Sort.TALK and tells_before(c.text) for c in beside)


def _as_talk(clause: Clause) -> Clause:
    return clause._replace(sort=Sort.TALK, orders=(), note="")
