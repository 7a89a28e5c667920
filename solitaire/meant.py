"""Whether what reads like an order is meant as one, beside the rest of the message.

Rules: orders/RULES.md 6 and 8.
"""

import re
from typing import Final

from solitaire.acts import Act
from solitaire.clean import Clause, Sort
from solitaire.draft import Scene
from solitaire.speech import Speech
from solitaire.units import CLASSIFIER
from solitaire.values import ONE
from solitaire.words import ELSEWHERE

_STATED: Final = re.compile("[订要买接报下定](?:单|下|到)?的(?:都|就|才|明明)?是(?!不是)")
"""我订的是2斤: says what was ordered; beside a complaint it orders nothing."""

_GLUED: Final = re.compile("(?<![a-z0-9])[a-z][0-9]{1,2}(?![0-9])")


def is_meant(clause: Clause, clauses: tuple[Clause, ...], speech: Speech) -> bool:
    """Whether an understood clause is meant as an order where other clauses are talk."""
    certain = any(order.verb or order.change for order in clause.orders)
    certain = certain and _STATED.search(clause.text) is None
    if speech.veto and not certain:
        return False
    talk = any(c.sort is Sort.TALK and c is not clause and not c.unknown for c in clauses)
    if talk and (_is_price(clause) or _is_compared(clause, clauses)):
        return False
    if _is_place(clause) and any(c.sort in (Sort.TALK, Sort.DOUBT) for c in clauses):
        return False
    if speech.veto and _MADE_GOOD.match(clause.text) is not None:
        return False
    if talk and any(o.act is Act.COPY for o in clause.orders) and _agrees(clauses):
        return False
    if any(not m.bare for o in clause.orders for m in (*o.mentions, *o.into)):
        amount = any(m.amount or m.vague for o in clause.orders for m in o.mentions)
        return not talk or certain or amount
    if any(o.act is not Act.SET or o.change for o in clause.orders):
        return True
    enough = any(order.enough for order in clause.orders)
    return not talk or enough or (certain and any(c.topics for c in clauses))


_MADE_GOOD: Final = re.compile(
    "(?:再|要|能)?[补退换赔](?:我|给我)?(?:一下|下|[0-9一两]?[个份盒]?)$"
)
"""少给我一盒，补一下: what a complaint wants."""
_SHARED: Final = re.compile("也(?!要|来|订|买|接|拿|带|行|可)|觉得|感觉|没|停[水电]|漏|同感")


def _agrees(clauses: tuple[Clause, ...]) -> bool:
    """同上，我家也漏水: what is the same is what was seen or felt."""
    return any(c.sort is Sort.TALK and _SHARED.search(c.text) for c in clauses)


def _is_compared(clause: Clause, clauses: tuple[Clause, ...]) -> bool:
    """脐橙一箱52，地头才1块8一斤: a price beside that of others; what was had elsewhere."""
    if any(o.verb or o.change for o in clause.orders):
        return False
    form = _ELSEWHERE if _COSTS.search(clause.text) is not None else _HAD_ELSEWHERE
    return any(c.sort is Sort.TALK and form.search(c.text) for c in clauses)


_COSTS: Final = re.compile(
    rf"[0-9]\.[0-9]|[一每]{CLASSIFIER}[0-9]{{2,4}}$|[0-9]{{2,4}}[一每]{CLASSIFIER}"
)
_PLACES: Final = "|".join((*ELSEWHERE, "便利店", "地头"))
_ELSEWHERE: Final = re.compile(
    f"{_PLACES}|[0-9一二两三四五六七八九十](?:块|元|毛)|合[0-9]|[不太好真]算?贵"
)
_HAD_ELSEWHERE: Final = re.compile(f"(?:{_PLACES}).{{0,4}}[吃喝买用](?:过了?|了)")


def _is_place(clause: Clause) -> bool:
    """B2: a code and a digit glued to it, beside talk: a floor or a gate (B1停车场？还是B2)."""
    mentions = [m for o in clause.orders for m in o.mentions]
    lettered = all(len(code) == 1 and code.isalpha() for m in mentions for code in m.codes)
    return bool(mentions) and lettered and _GLUED.search(clause.text) is not None


_REPORT: Final = re.compile(
    "截单|截团|收官|统计|汇总|合计|总计|共收|共订|共接|盘点|战报|到货|入库|出库|发车|发货|成团|开团|倒计时|名额|"
    "限量|限购|现货|库存|冷链|货车|送货车|手慢|先到先得|售罄|特价|包邮|今日价|团购价|批发价|供货"
)
"""What a leader says of all the goods, not of anybody's order."""


def is_quoted(clause: Clause, scene: Scene) -> bool:
    """草莓29.9一盒 of the leader: her price; 截单啦！草莓46盒: her report."""
    if not scene.by_leader:
        return False
    said = clause.subject is not None or any(o.verb or o.change for o in clause.orders)
    return _is_price(clause) or (not said and _REPORT.search(scene.message.text) is not None)


def _is_price(clause: Clause) -> bool:
    """草莓29.9一盒: what one costs, and no word of ordering."""
    mentions = [m for o in clause.orders for m in o.mentions]
    verb = any(o.verb or o.change for o in clause.orders)
    if verb or not mentions:
        return False
    priced = [m for m in mentions if m.fen is not None and m.amount and m.amount.value == ONE]
    return len(priced) == len(mentions) or _EACH_COSTS.search(clause.text) is not None


_EACH_COSTS: Final = re.compile(
    rf"[0-9](?:元|块钱?)?[一每/]{CLASSIFIER}(?:[0-9.]+(?:斤|克|g|kg|个|枚|颗|装)?)?$|"
    rf"[0-9一二三四五六七八九十百](?:块钱?|元)[0-9一两三四五六七八九十]{{1,3}}{CLASSIFIER}|"
    rf"^[一每]{CLASSIFIER}[\u4e00-\u9fff]{{1,8}}[0-9]{{2,4}}(?:元|块)?$|"
    rf"[一每]{CLASSIFIER}(?:才|只要)?[0-9]{{1,4}}\.[0-9]{{1,2}}(?:元|块钱?)?$"
)
"""29.9一盒2斤, 草莓一盒29.9."""
