"""What a numbered text is: a list of orders, a lone entry of one, or a list of something else (who
fetched, what broke, who comes along), which orders nothing.

Rules: orders/RULES.md 5 and 6.
"""

import re
from typing import Final

from solitaire.book import State
from solitaire.copies import entry_key
from solitaire.draft import Scene
from solitaire.entries import Entry, read_entry
from solitaire.layout import Layout
from solitaire.lexer import lex
from solitaire.lexicon import Lexicon
from solitaire.lists import head_hint, names_of
from solitaire.normal import fold_text
from solitaire.speech import VETOED
from solitaire.synonyms import GOODS_WORDS
from solitaire.tokens import GOODS, Kind, kinds_of, roles_of
from solitaire.words import Role

_REGISTER: Final = re.compile(
    "到货(?:签收|登记|统计|反馈|情况|问题|名单|记录)|"
    "(?:做法|怎么做|食谱|菜谱|配方|配料表?|用料|步骤|教程|攻略|流程|"
    "注意事项|待办|待办事项|备忘录?)\\s*(?:如下|分享)?[:：,。!~ ]*$|"
    "(?:取货|提货|签收|领取|领货|破损|坏果|坏损|烂果|售后|赔付|理赔|退款|退货|缺货|漏发|错发|少发|"
    "质量问题|未取|未付款?|未领|未提)(?:的|情况|问题|反馈|信息|人员|人数)*"
    "(?:名单|统计|登记|汇总|签到|记录|反馈|接龙|表)|"
    "^(?!.*接龙).*(?:贴士|菜单|投票|物业|公告|须知|规则|注意事项|赛程|课表|行程|"
    "出游|停[水电气]|家长会|班会|活动安排|值日|名言|"
    "未取|未付款?|未领|未提)"
)
"""Heads of lists that speak of what was ordered before."""
_TITLE: Final = re.compile("接龙|group note|登记|报名|拼单|团购|[#【】\\s0-9,。!:~、-]")
_BUYING: Final = re.compile(
    "团(?![建队年聚])|拼(?!车)|购|买|订|水果|菜|零食|生鲜|日用|美食|好物|特产|今日|补货|加单"
)
_ORDERING: Final = (
    Role.ORDER | Role.ADD | Role.SET | Role.SWAP | Role.LESS | Role.REMOVE | Role.SAME | Role.ALL
    | Role.VAGUE
)  # fmt: skip


def is_lone_order(layout: Layout, scene: Scene, state: State) -> bool:
    """Whether a lone numbered line is an entry: it holds goods and all of it is understood."""
    entry = _entries(layout, scene, state)[0]
    return bool(entry.items or entry.cancels) or (bool(entry.person.name) and bool(entry.questions))


def is_of_orders(layout: Layout, scene: Scene, state: State) -> bool:
    """Whether a list is one of orders: it goes on with one, or holds goods of the offer, or
    nothing in it says that it is about something else."""
    if layout.before or any(entry_key(body) in state.copies.slots for body in layout.entries):
        return True
    head = fold_text(" ".join(layout.head))
    if _REGISTER.search(head) is not None:
        return False
    if any(_orders(entry) for entry in _entries(layout, scene, state)):
        return True
    bodies = [fold_text(body) for body in layout.entries]
    if scene.by_leader or any(VETOED.search(body) for body in bodies):
        return False
    if any(line in copy.head for copy in state.copies.recent for line in layout.head):
        return True
    wordy = [_is_wordy(body, scene.lexicon) for body in bodies]
    return not (any(wordy) and _is_strange(head, scene.lexicon))


def _entries(layout: Layout, scene: Scene, state: State) -> list[Entry]:
    names, hint = names_of(state, scene), head_hint(layout.head, scene.lexicon)
    return [read_entry(body, scene.lexicon, names, hint) for body in layout.entries]


def _orders(entry: Entry) -> bool:
    """Whether an entry says something of goods on offer, though some of it must be asked."""
    said = entry.items or entry.cancels or entry.copies or entry.price
    return bool(said) or any(q.choices or q.quantity for q in entry.questions)


def _is_strange(head: str, lexicon: Lexicon) -> bool:
    """A head that says something, and nothing of goods, prices or buying."""
    goods = kinds_of(lex(head, lexicon)) & (GOODS | Kind.MONEY)
    said = _TITLE.sub("", head)
    return bool(said) and not goods and _BUYING.search(head) is None and not _names_goods(head)


def _is_wordy(body: str, lexicon: Lexicon) -> bool:
    """Whether an entry counts, orders and names nothing that could be goods."""
    tokens = lex(body, lexicon)
    counted = any(t.amount is not None and t.amount.unit for t in tokens)
    wished = roles_of(tokens) & _ORDERING or kinds_of(tokens) & (GOODS | Kind.VAGUE)
    return not (counted or wished or _names_goods(body))


def _names_goods(text: str) -> bool:
    return any(word in text for word in GOODS_WORDS)


__all__ = ["is_lone_order", "is_of_orders"]
