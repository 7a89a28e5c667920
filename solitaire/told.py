"""What is told with goods and numbers, and orders nothing: 公司发了两箱牛奶, 葡萄要一颗一颗洗,
小时候两块钱能买一盒草莓, 做个蛋糕要2盒草莓.

Rules: orders/RULES.md 6.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from solitaire.normal import Folded
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of
from solitaire.words import Role

_DONE: Final = frozenset(
    "发寄送拿提扛搬捡收领换分给囤存剩丢扔洗切煮炖做包蒸炒吃喝用花卖退赔坏烂碎漏少多涨跌降种养摘"
    "采抢拎带装放借还缺摔压塞买订下接点要抽中赢输罚奖加减来开拆"
)
"""What a verb ends in that is done to things: behind it 了 tells."""
_COMING: Final = frozenset("我来 来 我也来 也来 接上 跟上 记上 上".split())
_LONGING: Final = ("好想", "真想", "多想")
_ABLE: Final = frozenset("能 可以 够 才 就能 才能 会 可".split())
_NEEDS: Final = frozenset("要 需要 得要 需 得".split())
_MAKING: Final = ("做个", "做一", "烤个", "包个", "榨一", "炖一", "煮一", "熬一", "泡一")


def is_told(core: Sequence[Token], text: Folded) -> bool:
    """Whether a clause tells what was done, or how: with 了 between a verb and a count, by a count
    said twice, by what one longs for, or by one who says that they have come."""
    tells = (_is_one_by_one, _is_longed_for, _is_about, _is_place_in_turn, _is_there, _is_person)
    if _is_for_sale(core) or _CALLED.match(text.text, core[0].start, core[-1].end) is not None:
        return True
    if any(tell(one, other) for one, other in pairwise(core) for tell in tells):
        return True
    if not kinds_of(core) & GOODS and any(_is_time(one, other) for one, other in pairwise(core)):
        return True
    if _takes_so_much(core):
        return True
    return _is_done(core) or _is_done_with(core, text) or _has_come(core, text)


def _is_one_by_one(one: Token, other: Token) -> bool:
    """一颗一颗, 一箱一箱."""
    if one.kind != Kind.AMOUNT or one.text != other.text or one.end != other.start:
        return False
    return one.amount is not None and bool(one.amount.unit)


def _is_longed_for(one: Token, other: Token) -> bool:
    """好想要一个榴莲."""
    return one.text in _LONGING and other.has(Role.ORDER)


def _is_there(one: Token, other: Token) -> bool:
    """门口放着一箱苹果, 翻出一袋大米, 牛奶有一盒鼓包: what there is."""
    glued = one.end == other.start and other.kind == Kind.AMOUNT
    return glued and one.kind & _WORDS != 0 and _THERE.search(one.text) is not None


_WORDS: Final = Kind.TEXT | Kind.WORD
_THERE: Final = re.compile("(?<![想冲奔])着$|[\u4e00-\u9fff]出来?$|(?:^|[^没还只])有$|^出来$")


def _is_person(one: Token, other: Token) -> bool:
    """买草莓的三位: people are counted."""
    counted = one.kind == Kind.AMOUNT and one.amount is not None and not one.amount.unit
    return counted and one.end == other.start and other.text.startswith("位")


def _is_time(one: Token, other: Token) -> bool:
    """半个小时, 三个月: no goods are counted."""
    return one.kind == Kind.AMOUNT and one.end == other.start and other.text.startswith(_SPANS)


_SPANS: Final = ("小时", "钟头", "月", "星期", "礼拜", "学期")


def _is_for_sale(core: Sequence[Token]) -> bool:
    """出两箱特仑苏, 转让鸡蛋券2张: what neighbours sell one another."""
    first, after = core[0], core[1] if len(core) > 1 else core[0]
    return first.text in _SECOND_HAND and first.end == after.start and after.kind & _COUNTED != 0


_COUNTED: Final = COUNTS | GOODS
_SECOND_HAND: Final = frozenset("出 转 转让 出售 收 求购 闲置 急出 低价出 便宜出 送出".split())
_CALLED: Final = re.compile(
    "(?:想|还|没|还没|已经?)?(?:要|买|订|接|定|拍|取(?!消)|拿)[^,。我]{1,12}的(?:都|请|记得|注意|麻烦|邻居|那位|"
    "几位|朋友|家人|人|姐妹|举手|抓紧|赶紧|快|戳|私|接龙|报名|速)|"
    "说好的|[^,。]{2,12}[也都]不(?![要订来接拿买用需想])"
)
"""买两盒草莓的都下楼: those who ordered are called. 给我两盒我也不换: a manner of speaking."""


def _is_done(core: Sequence[Token]) -> bool:
    """公司发了两箱牛奶, 我家也订了3盒."""
    return any(
        done.text == "了"
        and verb.end == done.start
        and done.end == what.start
        and what.kind & (COUNTS | GOODS) != 0
        and _is_deed(verb)
        for verb, done, what in zip(core, core[1:], core[2:], strict=False)
    )


def _is_about(one: Token, other: Token) -> bool:
    """一箱六十多: roughly so much, money."""
    amount = one.amount if one.kind == Kind.AMOUNT else None
    if amount is None or amount.unit or amount.value < _ROUGH or one.end != other.start:
        return False
    return other.text in ("多", "多块", "来块", "出头", "左右", "不到")


_ROUGH: Final = 10_000


def _is_place_in_turn(one: Token, other: Token) -> bool:
    """我是第三个接龙的: who comes third."""
    counts = one.text.startswith("第") and one.end == other.start
    return counts and one.text.endswith("个") and other.text in ("下单", "接龙", "报名", "接", "买")


def _is_deed(token: Token) -> bool:
    if token.has(Role.ALSO):
        return token.text not in ("也", "我也")
    return token.kind == Kind.TEXT and token.text[-1] in _DONE


def _has_come(core: Sequence[Token], text: Folded) -> bool:
    """我也来了, 接上了: without goods or a quantity."""
    said = core[:-1] if core[-1].text in ("了", "啦") else core
    done = len(said) < len(core) or text.text.startswith(("了", "啦"), core[-1].end)
    return done and "".join(t.text for t in said) in _COMING


_DONE_WITH: Final = re.compile("[送扔放寄给拿拎做吃喝煮炖分丢搁摆存进]")


def _is_done_with(core: Sequence[Token], text: Folded) -> bool:
    """苹果两箱送老师了: what became of goods."""
    if core[-1].text != "了" and not text.text.startswith("了", core[-1].end):
        return False
    place = next((i for i in range(len(core) - 2, -1, -1) if core[i].kind & _COUNTED), -1)
    after = core[place + 1]
    return place >= 0 and after.start == core[place].end and bool(_DONE_WITH.match(after.text))


def _takes_so_much(core: Sequence[Token]) -> bool:
    """草莓蛋糕要2盒草莓: what a dish takes."""
    place = next((i for i, t in enumerate(core) if i and t.text in _NEEDS), 0)
    said = core[place + 1 : place + 3]
    counted = len(said) > 1 and said[0].kind == Kind.AMOUNT and said[1].kind & GOODS
    if not place or not counted or kinds_of(core[:place]) & Kind.AMOUNT:
        return False
    return is_measured(core[:place], core[place]) and core[place - 1].kind == Kind.TEXT


def is_measured(head: Sequence[Token], verb: Token) -> bool:
    """Whether the words before a word of ordering say what can be had (两块钱能买) or what takes so
    much (做个蛋糕要, 草莓蛋糕要), and no reason to order."""
    if head[-1].text in _ABLE:
        return True
    if verb.text not in _NEEDS:
        return False
    said = "".join(t.text for t in head)
    if kinds_of(head) & Kind.AMOUNT or any(word in said for word in _MAKING):
        return True
    dish = len(head) > 1 and head[-1].kind == Kind.TEXT and head[-2].kind & GOODS
    return bool(dish) and head[-2].end == head[-1].start
