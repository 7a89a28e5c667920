"""Clauses that may well be orders, and are asked about rather than booked: goods and a quantity
beside a word that nobody knows (幸福花草莓2盒), and goods to be handed over (帮我拿一下草莓).

Rules: orders/RULES.md 1 (asking is cheap, guessing is not) and 6.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from solitaire.acts import Act
from solitaire.clean import Clause, Sort, is_residue, read_clean, trim
from solitaire.lexicon import Lexicon
from solitaire.normal import Folded
from solitaire.numbered import NUMERALS
from solitaire.tokens import GOODS, Kind, Token, kinds_of, roles_of
from solitaire.words import Role

_LONGEST: Final = 4
_TALKING: Final = re.compile(
    "[我你您他她它们这那是有没无在到把被让叫了过着得吗呢吧啊么很太真最好坏都也就才又再还人家每"
    "天年月日时点分钟号路群位名次第回事话说讲问看听想知道觉能会可该去来走送发放给寄收领取拿吃喝"
    "做炒煮切洗晒种卖买付钱块元价贵便宜涨降打折送赠满减和跟比像够多少差剩缺坏烂碎酸甜重约共左右"
    "前后里外上下开关用试尝蛋糕汁酱酒味干园展王大小半完光抢成团已未曾将出转售求闲正只仅先后度率期周岁养挂母公]"
)
"""What a word of talk is made of; a name or a household hardly is."""
_QUIET: Final = (
    Role.TALK | Role.SAY | Role.DOUBT | Role.IF | Role.REMOVE | Role.LESS | Role.SWAP | Role.SET
    | Role.NOT_BUT | Role.PART | Role.ENOUGH | Role.ALSO
)  # fmt: skip
_COUNTED: Final = Kind.TERM | Kind.CODE | Kind.AMOUNT


def beside_strange(
    core: Sequence[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """Goods, each right beside its quantity, and one short word that is neither known nor talk: a
    name, most likely. As an order that waits for a yes, with the word as its note."""
    strange = _strange(core)
    if not _is_one_word(strange) or blank.paren or not kinds_of(core) & GOODS:
        return None
    if roles_of(core) & _QUIET or kinds_of(core) & (Kind.MONEY | Kind.TIME | Kind.VAGUE):
        return None
    if any(
        a.kind == Kind.CODE and a.end == b.start and b.kind == Kind.AMOUNT and len(a.code) == 1
        for a, b in pairwise(core)
    ):
        return None
    place = core.index(strange[0])
    inside = place and place + len(strange) < len(core)
    if inside and core[place - 1].kind & _COUNTED and core[place + len(strange)].kind & _COUNTED:
        return None
    rest = trim([t for t in core if t not in strange])
    clean = read_clean(rest, text, lexicon, blank) if rest else None
    if clean is None or clean.sort is not Sort.ORDER or clean.subject is not None:
        return None
    counted = all(m.codes and m.amount is not None for o in clean.orders for m in o.mentions)
    plain = all(o.act is Act.SET and o.mentions for o in clean.orders)
    if not (counted and plain):
        return None
    word = text.written(strange[0].start, strange[-1].end).strip()
    return clean._replace(sort=Sort.DOUBT, note=word)


def _strange(core: Sequence[Token]) -> list[Token]:
    """The unknown tokens, with the numerals that stand within them (张三丰)."""
    places = [i for i, t in enumerate(core) if is_residue(t)]
    if not places:
        return []
    first, last = places[0], places[-1]
    within = [
        i for i in range(first, last) if core[i].text in NUMERALS or core[i].kind == Kind.NAME
    ]
    return [core[i] for i in sorted({*places, *within})]


def _is_one_word(strange: Sequence[Token]) -> bool:
    said = "".join(t.text for t in strange).strip()
    together = all(a.end == b.start for a, b in pairwise(strange))
    if not strange or not together or len(said) > _LONGEST + any(ch.isdigit() for ch in said):
        return False
    houses = all(t.kind == Kind.HOUSE for t in strange)
    return houses or not _TALKING.search(said)


def unless_handed_over(
    clause: Clause, core: Sequence[Token], text: Folded, blank: Clause
) -> Clause:
    """帮我拿一下草莓: to fetch what is there, or to order one? Only a quantity tells. 拿草莓了 is
    talk."""
    if not _is_handing_over(clause, core):
        return clause
    done = text.text.startswith("了", core[-1].end) or any(t.text == "了" for t in core)
    return blank if done else clause._replace(sort=Sort.DOUBT)


def _is_handing_over(clause: Clause, core: Sequence[Token]) -> bool:
    verbs = [t.text for t in core if t.has(Role.ORDER) and t.text not in ("帮我", "帮忙", "给我")]
    open_ = all(m.amount is None and not m.vague for o in clause.orders for m in o.mentions)
    return bool(clause.topics) and open_ and verbs in (["拿"], ["拿", "下"])
