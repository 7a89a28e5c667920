"""What is said of goods in one breath with an act, or instead of one: why they are called off
(酸奶退了吧喝不完), how they are to be handled (排骨剁小块).

Rules: orders/RULES.md 4 and 8 (notes: the reason of a cancellation is none; a remark alone).
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.acts import Act
from solitaire.clean import Clause, Sort, read_clean, topics_of, trim
from solitaire.lexicon import Lexicon
from solitaire.normal import Folded
from solitaire.notes import is_remark, written_remark
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of, roles_of
from solitaire.words import Role

_REASON: Final = re.compile(
    "[吃喝用]不[完了动上下掉]|[吃喝用]不惯|放不[下了]|拿不[了动]|家里(?:还|已|都|又)?(?:经|是)?有|冰箱|"
    "不爱[吃喝]|不喜欢|不想[吃喝用]|不[能敢]吃|没人[吃喝用]|过敏|减肥|牙|血糖|医生|忌口|"
    "不在家|出差|回老家|出远门|出去玩|旅游|没空|有事|来不[及了]|"
    "(?:买|订|定|送|囤|有)(?:过|好|重|多|错)?了|[买订]重|太[贵多大酸甜辣油]|钱"
)
"""Why somebody does without what was ordered."""
_OTHERWISE: Final = re.compile(
    "[?]|昨|前天|上次|上回|上周|上个|坏|烂|碎|少给|漏|退款|没退|不给|才|结果"
)
_HANDLING: Final = re.compile(
    "(?:都|全部?|就|请|麻烦|拜托|帮我|帮忙|给我|要|得|记得|尽量|最好|稍微?|一下|[ ])*"
    "(?:剁|切|绞|片成|片薄|刨|去[皮骨鳞头壳内]|杀|宰|洗|斩|搅|磨|对半|剪|剖|刮|拆|挑|选|拣|捡|"
    "分开|单独|分装|真空|打包|装|包好|[带连][皮骨叶泥壳]|要.{1,5}的$|不要太|别太|[少多]放|"
    "[大小熟生甜嫩老瘦肥新]鲜?一?[点些])"
)
"""How goods are to be handled or picked."""
_CLOSING: Final = frozenset(("吧", "哈", "啦", "哦", "咯", "呀", "嘛", "呗", "哒"))
_UNDOING: Final = Role.REMOVE | Role.SWAP | Role.ADD | Role.VAGUE
_TO_OTHERS: Final = re.compile("^(?:你|您|他|她|大家|各位|谁|别人)")
_LONGEST: Final = 12
_DONE: Final = re.compile("[了过吗呢]|[真太好]|[我你他她]|没")


def aside_of(core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> Clause | None:
    """The clause where it calls goods off and says why, or says how they are wanted."""
    return (
        _gone_with_reason(core, text, lexicon, blank)
        or _act_then_reason(core, text, lexicon, blank)
        or _handling_of(core, text, blank)
    )


def _act_then_reason(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """换成整只的吧家里来客了: an act closed by its particle, and talk of why right behind."""
    place = next((i for i, t in enumerate(core) if t.text in _CLOSING and i > 0), len(core))
    said, aside = core[:place], trim(core[place + 1 :])
    if not aside or kinds_of(aside) & (GOODS | COUNTS | Kind.MONEY | Kind.ASKED):
        return None
    if roles_of(core) & (Role.SAY | Role.DOUBT | Role.IF) or roles_of(aside) & _UNDOING:
        return None
    piece = text.text[aside[0].start : aside[-1].end]
    if _TO_OTHERS.search(piece) is not None:
        return None
    clean = read_clean(trim(said), text, lexicon, blank)
    if clean is None or clean.sort is not Sort.ORDER:
        return None
    if not all(o.verb or o.change for o in clean.orders):
        return None
    if not clean.topics and core[place].text == "哈":  # 2箱哈密瓜
        return None
    changes = any(o.change and o.act is not Act.ADD for o in clean.orders)
    remark = is_remark(piece) and not changes
    note = written_remark(text.written(aside[0].start, aside[-1].end)) if remark else ""
    return clean._replace(note=note)


def _gone_with_reason(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """酸奶退了吧喝不完, 家里还有鸡蛋不要了: goods called off, and why, before or behind."""
    core = core[1:] if core[0].text in ("算了", "就算了") else core
    gone = [i for i, t in enumerate(core) if t.has(Role.REMOVE)]
    named = [i for i, t in enumerate(core) if t.kind & GOODS]
    if len(gone) != 1 or not named or roles_of(core) & (Role.SAY | Role.DOUBT | Role.IF):
        return None
    if _OTHERWISE.search(blank.text) is not None:
        return None
    end = gone[0] + 1
    while end < len(core) and core[end].roles & Role.FILLER:
        end += 1
    for begin, stop in ((0, end), (named[0], len(core))):
        said, aside = core[begin:stop], core[:begin] or core[stop:]
        if not aside or _REASON.search(text.text[aside[0].start : aside[-1].end]) is None:
            continue
        clean = read_clean(trim(said), text, lexicon, blank)
        if clean is not None and clean.sort is Sort.ORDER and _is_removal(clean):
            return clean
    return None


def _is_removal(clause: Clause) -> bool:
    return all(o.act is Act.REMOVE and o.mentions for o in clause.orders)


def _handling_of(core: Sequence[Token], text: Folded, blank: Clause) -> Clause | None:
    """排骨剁小块, 草莓要大的: goods and how they are wanted, no quantity. A remark about them."""
    first = core[0]
    if not first.kind & GOODS or kinds_of(core) & (COUNTS | Kind.MONEY | Kind.HOUSE):
        return None
    if any(t.kind & GOODS for t in core[1:]) or roles_of(core) & (Role.SAY | Role.DOUBT | Role.IF):
        return None
    how = text.text[first.end : core[-1].end].strip()
    if len(how) > _LONGEST or _HANDLING.match(how) is None or _DONE.search(how) is not None:
        return None
    note = written_remark(text.written(first.start, core[-1].end))
    return blank._replace(sort=Sort.REMARK, note=note, wish=False, topics=topics_of(core))
