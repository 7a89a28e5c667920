"""Clear items in a clause whose other words nobody needs to know: 草莓两盒先占上,
想了想还是棉签3盒, 我又来囤货啦牛奶三箱放门口.

An item is clear where goods and a quantity stand together, in a unit that counts them, or where a
word of ordering stands with them. It orders unless a word around it tells otherwise
(``signals``). Rules: orders/RULES.md 1, 3 and 6.
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.acts import Act
from solitaire.clean import Clause, Sort, is_residue, read_clean, topics_of, trim
from solitaire.lexicon import Lexicon
from solitaire.mentions import Mention
from solitaire.naming import is_namelike
from solitaire.normal import Folded
from solitaire.notes import is_remark, written_remark
from solitaire.signals import BROUGHT, ends_well, tells_before, tells_behind, tells_beside
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of, roles_of
from solitaire.units import Amount
from solitaire.words import ELSEWHERE, Role

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
    items = _items(_understood(said))
    if not items or _is_told(said, items) or _goes_on(tail, text):
        return None
    if any(_is_touched(said, run) for run in items):
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


def _items(runs: Sequence[list[Token]]) -> list[list[Token]]:
    """The stretches with goods or quantities, without mere topics (贝果 in 贝果控来了贝果五袋)."""
    counted = [run for run in runs if kinds_of(run) & COUNTS]
    known = {m.codes for run in counted for m in topics_of(run)}
    named = [run for run in runs if kinds_of(run) & GOODS and not kinds_of(run) & COUNTS]
    mere = [run for run in named if {m.codes for m in topics_of(run)} <= known]
    return [run for run in runs if run in counted or (run in named and run not in mere)]


def _is_told(said: Sequence[Token], items: Sequence[Sequence[Token]]) -> bool:
    """Whether a word in front of the items or between them tells that they are no order."""
    first = next(i for i, t in enumerate(said) if t.kind & (GOODS | COUNTS))
    before = "".join(t.text for t in said[:first])
    between = " ".join(t.text for t in said[first:] if is_residue(t))
    used = _USED.search(before) is not None
    return used or tells_before(before) or tells_behind(between, remark=False)


_USED: Final = re.compile("(?<![买])[吃喝炒煮炖蒸烤啃嗑做配放切洗剥倒泡装][掉下完光]?$")
"""吃5根油条: what is done with goods, in front of them."""


def _goes_on(tail: Sequence[Token], text: Folded) -> bool:
    """Whether what stands behind the items tells that they are no order, or may do so."""
    if not tail:
        return False
    behind = text.text[tail[0].start : tail[-1].end]
    after = text.text[tail[-1].end : tail[-1].end + 1]
    remark = is_remark(behind)
    glued = behind.split(" ")[0]
    if (after == "了" and _DONE.search(behind)) or _FITS.search(behind):
        return True
    strange = glued and not remark and not ends_well(glued) and not _MINE.match(glued)
    return bool(strange) or tells_behind(behind, remark=remark)


_DONE: Final = re.compile("[吃喝买用放送取领收拿发寄]$")
_MINE: Final = re.compile("我(?:要|家|就|先|怕|可|想|们家)")
"""吐司五袋我要开早餐店了: begins to speak of oneself."""
_FITS: Final = re.compile("刚好|正好|足够|真[好香甜]|很|非常|绝配|好吃|好喝")
"""做蛋糕刚好: what is said of goods."""


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
    if glued and before is not None and is_namelike(before.text):
        return True
    if glued and before is not None and run[0].kind & GOODS:
        return _GLUED.search(before.text) is None
    return False


_GLUED: Final = re.compile(
    "(?:^个|[了啦啊呀哦哈吧呢嘛的就是也又再先还来买囤]|(?<!需)要|试试|尝尝|选择|决定|支持|入手|冲着?|囤货|面子|继续|干脆|果断|必须|直接|老规矩|一起|顺便|顺手|照例|惯例|依旧|忍住)$"
)
"""What may stand right before goods and belongs to what is said, not to their name."""


def _note_of(tail: Sequence[Token], text: Folded) -> str:
    tail = trim(tail)
    if not tail or not is_remark(text.text[tail[0].start : tail[-1].end]):
        return ""
    return written_remark(text.written(tail[0].start, tail[-1].end))


def with_topics(clauses: Sequence[Clause]) -> list[Clause]:
    """这草莓水灵灵的，两盒: a bare quantity behind talk of one kind of goods is of those."""
    out = list(clauses)
    for place, clause in enumerate(clauses[1:], start=1):
        talk = clauses[place - 1]
        codes = {m.codes for m in talk.topics}
        if talk.sort is not Sort.TALK or _COUNTED.search(talk.text) or len(codes) != 1:
            continue
        if _is_bare(clause) and not tells_behind(talk.text, remark=False):
            out[place] = _of(clause, talk.topics[-1])
    return out


_COUNTED: Final = re.compile("[0-9二两三四五六七八九十半几]")


def _is_bare(clause: Clause) -> bool:
    mentions = [m for o in clause.orders for m in o.mentions]
    plain = all(o.act is Act.SET and not o.change for o in clause.orders)
    counted = all(m.bare and m.amount is not None and m.amount.unit for m in mentions)
    return clause.sort is Sort.ORDER and plain and bool(mentions) and counted and not clause.paren


def _of(clause: Clause, goods: Mention) -> Clause:
    orders = tuple(
        o._replace(
            mentions=tuple(
                m._replace(codes=goods.codes, text=goods.text, rank=goods.rank) for m in o.mentions
            )
        )
        for o in clause.orders
    )
    return clause._replace(orders=orders, topics=(goods,))


def is_lead(clause: Clause) -> bool:
    """脑子又一热 before a blank: talk in front of an order that says nothing against it, too long
    for a name."""
    plain = clause.sort is Sort.TALK and not clause.condition and not clause.unknown
    plain = plain and not _COUNTED.search(clause.text) and not clause.topics
    return plain and len(clause.text) > _NAME and not tells_beside(clause.text)


_NAME: Final = 4


def unless_told(clauses: Sequence[Clause]) -> list[Clause]:
    """Without the orders read roughly beside a clause that tells what they are: 一天4瓶牛奶，周末
    干掉一箱."""
    return [
        _as_talk(clause) if clause.rough and _is_told_beside(clauses, place) else clause
        for place, clause in enumerate(clauses)
    ]


def _is_told_beside(clauses: Sequence[Clause], place: int) -> bool:
    beside = (*clauses[max(0, place - 1) : place], *clauses[place + 1 : place + 2])
    return any(c.sort is Sort.TALK and tells_beside(c.text) for c in beside)


def _as_talk(clause: Clause) -> Clause:
    return clause._replace(sort=Sort.TALK, orders=(), note="")


def is_elsewhere(head: Sequence[Token]) -> bool:
    """盒马三文鱼要79一盒: another shop's goods; 我姐寄来芒果: what was brought."""
    if any(t.text in BROUGHT for t in head):
        return True
    for place, token in enumerate(head):
        rest = [t for t in head[place + 1 :] if not t.has(Role.OF) and t.kind != Kind.GAP]
        if token.text in ELSEWHERE and rest and rest[0].kind & GOODS:
            return True
    return False
