"""Talk beside which goods and quantities order nothing: complaints, pickup talk, recipes.

Rules: orders/RULES.md 6.
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.clean import Clause, Sort
from solitaire.words import ANEW, VETO

COMPLAINING: Final = re.compile("|".join(map(re.escape, VETO)))
_CARE: Final = re.compile(
    r"(?:别|不要|勿|怕(?!是)|免得|防|(?<!不)小心|容易|不想|当心|注意)[^,。!?;\s]{0,5}$"
)
"""Care is asked for, which is no complaint: 别压坏了, 怕碎, 不要烂的."""
_RECIPE: Final = re.compile(
    "[炖煮蒸烤炒焖炸煎压焯腌泡煲熬烧卤][^,。!?]{0,3}?(?:[0-9一二两三四五六七八九十半]+)个?(?:多|半)?"
    "(?:分钟|小时|钟头)|[大中小]火(?!锅|车|龙|腿)|"
    "(?:做法|配方|方子|食谱|菜谱|配料|用料|备料|材料|食材|辅食|步骤)[: ]|"
    "(?:早餐|午餐|晚餐|早饭|午饭|晚饭|夜宵|宵夜|战绩|快乐|收获|标配)[: ]|"
    "[0-9](?:克|勺|毫升|g|ml)(?s:.){0,20}(?:适量|少许)|(?:适量|少许)(?s:.){0,12}[0-9](?:克|勺|毫升|g|ml)|"
    "焯水|出锅|翻炒|[0-9一二两三半]勺"
)
_STOPS: Final = re.compile("[,。!?;~\n]")


def complaint_in(text: str) -> int:
    """Where the last complaint, pickup talk or recipe of a folded text begins; -1 without one."""
    found = [m.start() for m in COMPLAINING.finditer(text) if not _CARE.search(text[: m.start()])]
    found += [m.start() for m in _RECIPE.finditer(text)]
    return max(found, default=-1)


def begun_anew(clauses: Sequence[Clause], text: str, complaint: int) -> tuple[Clause, ...]:
    """The clauses of a text with a complaint; what is ordered behind it as 这次 is meant so."""
    return tuple(_certain(c) if _is_anew(c, text, complaint) else c for c in clauses)


def _is_anew(clause: Clause, text: str, complaint: int) -> bool:
    if clause.sort is not Sort.ORDER:
        return False
    place = text.rfind(clause.text)
    led = _STOPS.split(text[:place])[-1].strip()
    words = f"{led}{clause.text}".removeprefix("那").removeprefix("所以")
    return place > complaint and words.startswith(tuple(ANEW))


def _certain(clause: Clause) -> Clause:
    return clause._replace(orders=tuple(o._replace(verb=True) for o in clause.orders))
