"""Clauses with words that are not understood, in which a clean order stands all the same.

Rules: orders/RULES.md 3 (remarks, 跟楼上一样) and 8 (goods not on offer).
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.acts import Act, Order
from solitaire.clean import Clause, Sort, is_residue, read_clean, topics_of, trim
from solitaire.cores import is_elsewhere
from solitaire.lexicon import Lexicon
from solitaire.mentions import Mention
from solitaire.naming import is_namelike
from solitaire.normal import Folded
from solitaire.notes import is_remark, written_remark
from solitaire.subjects import find_subject
from solitaire.synonyms import GOODS_WORDS
from solitaire.tokens import COUNTS, Kind, Token, roles_of
from solitaire.told import is_measured
from solitaire.units import NEUTRAL, Amount
from solitaire.words import NOTICES, Role

_UNKNOWN: Final = re.compile(
    "[\u4e00-\u9fff]{2,6}|[a-z]{4,12}(?: [a-z]{3,12})?|[a-z]{1,2}[-.]?[0-9]{1,3}"
)

_NOT_GOODS: Final = re.compile(
    "[我你他她它们这那是有没在到把被让叫了过着吗呢吧啊很太真最都也就才又还人家天年月时点分钟号楼门车路群位名次回事话说看想知道觉好坏起步走跑睡坐站飞骑修搬扔掉停堵挪]"
)

SAMELY: Final = re.compile("一样|一致|同|相同|楼上|上面|前面|上一|上边|前一|上家")

_SAME_AS: Final = re.compile(
    r"^(?:我|我家|我们家?|咱家?|俺家?)?(?:也|就|要|想)*(?:和|跟|同|照|与|按照?|复制)(?P<who>[^，,。]{1,12}?)(?:家|"
    r"那)?的?(?:要)?(?:一样|一致|同样|同款|相同|来一份|来)?(?:的|吧|哈|就行|就好|就可以|了)*$"
)

_ABOVE: Final = frozenset(
    ("楼上", "上面", "前面", "上一个", "上一位", "上边", "前一位", "上家", "楼上那位", "楼上的")
)


def same_as(core: Sequence[Token], text: Folded, blank: Clause) -> Clause | None:
    """跟楼上一样, 和张姐一样: that person's items (orders/RULES.md 3)."""
    found = _SAME_AS.match(blank.text)
    if found is None or not (any(t.has(Role.SAME) for t in core) or found["who"] in _ABOVE):
        return None
    start = core[0].start
    who = text.written(start + found.start("who"), start + found.end("who")).strip()
    if found["who"] in _ABOVE:
        who = ""
    elif not (is_namelike(found["who"]) or any(t.kind == Kind.NAME for t in core)):
        return None
    return blank._replace(
        sort=Sort.ORDER, orders=(Order(Act.COPY, verb=True, of=who),), self_named=True
    )


def same_and_more(
    core: Sequence[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """和楼上一样再加一颗娃娃菜: that person's items, and what comes on top of them."""
    same = next((i for i, t in enumerate(core) if t.has(Role.SAME)), len(core))
    more = next((i for i, t in enumerate(core) if i > same and t.has(Role.ADD)), 0)
    if not more:
        return None
    head, tail = trim(core[:more]), trim(core[more:])
    said = blank._replace(text=text.text[head[0].start : head[-1].end])
    copy = same_as(head, text, said)
    added = read_clean(tail, text, lexicon, blank) if copy is not None else None
    if copy is None or added is None or added.sort is not Sort.ORDER or not _all_counted(added):
        return None
    return copy._replace(text=blank.text, orders=(*copy.orders, *added.orders))


def order_then_remark(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """草莓2盒 不要太熟: cut at the last blank or quantity before the first unknown word."""
    counted = next((i for i, t in enumerate(core) if t.kind & COUNTS), len(core))
    first = next((i for i, t in enumerate(core) if i > counted and is_residue(t)), None)
    if first is None:
        return None
    for cut in range(first, counted, -1):
        before = core[cut - 1]
        if not before.kind & (Kind.GAP | Kind.AMOUNT) and not before.has(Role.OF):
            continue
        head, tail = trim(core[:cut]), trim(core[cut:])
        if not head or not tail:
            continue
        piece = text.text[tail[0].start : tail[-1].end]
        if not is_remark(piece) or any(t.kind & (Kind.TERM | Kind.CODE) for t in tail):
            continue
        if tail[0].text.strip() in GOODS_WORDS and _counted_noun(tail, 0) is not None:
            continue
        clean = read_clean(head, text, lexicon, blank)
        if clean is None or clean.sort is not Sort.ORDER:
            continue
        done = text.text.startswith("了", tail[-1].end)
        if clean.topics or (len(head) == 1 and _counts_units(head[0]) and not done):
            return clean._replace(note=written_remark(text.written(tail[0].start, tail[-1].end)))
    return None


def _counts_units(token: Token) -> bool:
    """2箱 麻烦挑红的: the goods are those on offer, or those around."""
    return token.amount is not None and bool(token.amount.unit or token.amount.plus)


def remark_then_order(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """尾号6688 草莓1: cut at the blank behind the last unknown word."""
    last = max((i for i, t in enumerate(core) if is_residue(t)), default=-1)
    cut = next((i for i in range(last + 1, len(core)) if core[i].kind == Kind.GAP), 0)
    head, tail = trim(core[:cut]), trim(core[cut:])
    if last < 0 or not head or not tail or any(t.has(Role.TALK) for t in head):
        return None
    piece = text.text[head[0].start : head[-1].end]
    if not is_remark(piece) or "了" in piece or topics_of(head):
        return None
    clean = read_clean(tail, text, lexicon, blank)
    if clean is None or clean.sort is not Sort.ORDER or not _all_counted(clean):
        return None
    return clean._replace(note=written_remark(text.written(head[0].start, head[-1].end)))


def _all_counted(clause: Clause) -> bool:
    """Whether a clause is nothing but goods, each with its quantity or a word of ordering."""
    mentions = [m for o in clause.orders for m in o.mentions]
    return bool(mentions) and all(
        m.codes and (m.amount is not None or o.verb) for o in clause.orders for m in o.mentions
    )


def known_and_unknown(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """草莓1 鸡蛋1 香蕉2: beside goods on offer, a short noun with a quantity is goods that are
    not (orders/RULES.md 8)."""
    if any(t.has(Role.TALK | Role.SAY | Role.DOUBT | Role.IF) for t in core):
        return None
    strange = [found for i in range(len(core)) if (found := _counted_noun(core, i)) is not None]
    if not strange or len(strange) > 3:
        return None
    gone = {i for first, last in strange for i in range(first, last)}
    rest = trim([t for i, t in enumerate(core) if i not in gone])
    clean = read_clean(rest, text, lexicon, blank) if rest else None
    if clean is None or clean.sort is not Sort.ORDER or not _all_counted(clean):
        return None
    first, last = strange[0]
    word = next(t.text.strip() for t in core[first:last] if t.kind == Kind.TEXT)
    amount = next(t.amount for t in core[first:last] if t.amount is not None)
    return clean._replace(unknown=word, unknown_amount=amount)


def _counted_noun(core: Sequence[Token], place: int) -> tuple[int, int] | None:
    """From where to where a word of two to four characters stands with its quantity: 香蕉2, 香蕉
    也来一箱, 再来一箱香蕉; between stops or quantities."""
    name = core[place].text.strip()
    noun = name in GOODS_WORDS or (_NOUN.fullmatch(name) and not _NOT_GOODS.search(name))
    if core[place].kind != Kind.TEXT or not noun or is_namelike(name):
        return None
    behind, ahead = place + 1, place - 1
    while behind < len(core) and (core[behind].has(_WANTING) or core[behind].text == " "):
        behind += 1
    leads = place == 1 and _counts_few(core[0]) and core[0].end == core[1].start
    if behind < len(core) and _counts_few(core[behind]) and _is_free(core, place - 1) and not leads:
        return place, behind + 1
    while ahead > 0 and core[ahead - 1].has(_WANTING):
        ahead -= 1
    if leads or (ahead < place - 1 and _counts_few(core[place - 1]) and _is_free(core, ahead - 1)):
        return ahead, place + 1
    return None


_WANTING: Final = Role.ORDER | Role.ADD | Role.ALSO


def _is_free(core: Sequence[Token], place: int) -> bool:
    return place < 0 or bool(core[place].kind & (Kind.GAP | Kind.AMOUNT))


def _counts_few(token: Token) -> bool:
    return token.kind == Kind.AMOUNT and token.amount is not None and token.amount.value <= _MANY


_NOUN: Final = re.compile("[a-z]{1,2}[-.]?[0-9]{1,3}|[\u4e00-\u9fff]{2,4}")
_MANY: Final = 100_000
"""A hundred; who writes more beside a word means no quantity by it (尾号6688)."""

_STRONG: Final = frozenset(
    """
    来 要 订 我来 我买 我接 给我 给我来 我要 我想要 想要 来个 来份 来盒 来袋 来箱 来瓶 再来
    再加 再要 帮我 要个 要份 安排 接 报 下单 登记 买 冲 带 我订
    给我称 帮我称 给我送 帮我送 给我发 帮我发 给我切 帮我切
    """.split()
)


FOR_YOU: Final = re.compile("^(?:那|我|那我|我来|团长)?[帮给替代][你您]")
"""What is done for the person spoken to, whom nobody names."""


def reason_then_order(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """看着不错来一份糍粑: a reason, then a word of ordering and all of it understood."""
    if roles_of(core) & (Role.IF | Role.SAY | Role.DOUBT) or FOR_YOU.match(blank.text):
        return None
    for place, token in enumerate(core):
        if place == 0 or token.kind != Kind.WORD or token.text not in _STRONG:
            continue
        head, tail = core[:place], core[place:]
        if any(t.text.endswith("了") and t.has(Role.TALK) for t in head) or _is_notice(head):
            return None
        if is_measured(head, token):
            return None
        begin = max((i + 1 for i, t in enumerate(head) if is_residue(t)), default=place)
        goods = begin < place and topics_of(core[begin:place]) != ()
        clean = read_clean(trim(core[begin:]) if goods else tail, text, lexicon, blank)
        sure = clean is not None and clean.sort is Sort.ORDER and clean.subject is None
        if clean is None or not sure or not any(m.amount for o in clean.orders for m in o.mentions):
            continue
        if is_elsewhere(head):
            continue
        if not clean.topics and not topics_of(head):
            continue
        length = token.start - core[0].start
        if length < 3 and core[place - 1].kind != Kind.GAP:
            return None
        return clean if clean.topics else _of_goods(clean, topics_of(head))
    return None


def _is_notice(head: Sequence[Token]) -> bool:
    """老师通知明天每个孩子带1个苹果: what others are told to bring."""
    later = any(t.text in ("下次", "下回", "下一次", "下一期") for t in head)
    return later or sum(word in t.text for t in head for word in NOTICES) > 1


def _of_goods(clean: Clause, topics: tuple[Mention, ...]) -> Clause:
    """眼睛不好打字慢那个奶酪棒你给我拿两包: the quantity is of the only goods in the reason."""
    codes = {m.codes for m in topics}
    if len(codes) > 1:
        return clean._replace(topics=topics)
    goods = topics[-1]
    orders = tuple(
        o._replace(mentions=tuple(_filled(m, goods) if m.bare else m for m in o.mentions))
        for o in clean.orders
    )
    return clean._replace(topics=topics, orders=orders)


def _filled(bare: Mention, goods: Mention) -> Mention:
    return bare._replace(codes=goods.codes, text=goods.text, rank=goods.rank)


def _is_bought(word: str, amount: Amount) -> bool:
    """Whether a measure word makes goods of a strange word: 2把spinach, but no iphone 2个."""
    return bool(amount.unit) and (amount.unit not in NEUTRAL if word.isascii() else len(word) <= 5)


def unknown_goods(
    core: Sequence[Token], text: Folded, lexicon: Lexicon
) -> tuple[str, Amount | None] | None:
    """orders/RULES.md 8: a product that is not on offer, clearly ordered (要2盒榴莲)."""
    spoken = find_subject(core, text)
    rest = trim(spoken.rest)
    strange = [t for t in rest if t.kind == Kind.TEXT]
    amount = next((t.amount for t in rest if t.kind == Kind.AMOUNT), None)
    others = [
        t
        for t in rest
        if t.kind & (Kind.HOUSE | Kind.TIME | Kind.MONEY) or t.has(Role.TALK) or t.has(Role.DOUBT)
    ]
    counts = sum(t.kind == Kind.AMOUNT for t in rest)
    if len(strange) != 1 or others or amount is None or counts > 1 or topics_of(rest):
        return None
    told = spoken.subject is not None and spoken.subject.name[:1] in ("你", "您")
    if told or any(t.text == "了" for t in rest):
        return None
    word = strange[0].text.strip()
    verb = any(t.has(Role.ORDER) or t.has(Role.ADD) for t in rest)
    known = word in GOODS_WORDS
    if not known and (_UNKNOWN.fullmatch(word) is None or _NOT_GOODS.search(word)):
        return None
    if not verb and not _is_bought(word, amount) and not known and not word[-1].isdigit():
        return None
    return word, amount
