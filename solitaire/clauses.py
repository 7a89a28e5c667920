"""One clause: an order, a remark, a question, or talk.

A clause orders only when every word of it is understood; a single unknown word makes it talk.
Rules: orders/RULES.md 1, 3, 4, 6.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final, NamedTuple

from solitaire.acts import Act, Order, read_act, segments
from solitaire.intent import asks, query_of
from solitaire.items import Mention
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of, roles_of
from solitaire.lexicon import Lexicon
from solitaire.normal import Folded
from solitaire.notes import is_remark, written_remark
from solitaire.subjects import Spoken, Subject, find_subject, is_namelike
from solitaire.units import Amount
from solitaire.values import QueryKind
from solitaire.words import Role


class Sort(IntEnum):
    """What a clause is."""

    EMPTY = 0
    ORDER = 1
    REMARK = 2
    QUERY = 3
    TALK = 4
    DOUBT = 5


class Clause(NamedTuple):
    """A clause read. ``note`` its remark as written; ``topics`` the goods it names, whatever it
    is; ``unknown`` a word ordered that the offer does not have; ``wish`` whether it holds a
    quantity or a word of ordering; ``condition`` and ``hearsay`` that it is only that."""

    sort: Sort
    text: str
    orders: tuple[Order, ...] = ()
    subject: Subject | None = None
    proxy: bool = False
    claims: bool = False
    confirms: bool = False
    self_named: bool = False
    address: str = ""
    note: str = ""
    query: QueryKind | None = None
    topics: tuple[Mention, ...] = ()
    unknown: str = ""
    unknown_amount: Amount | None = None
    wish: bool = False
    condition: bool = False
    hearsay: bool = False
    paren: bool = False
    talk: bool = False


_WORDY: Final = re.compile(r"\w")
_UNKNOWN: Final = re.compile("[\u4e00-\u9fff]{2,6}")
_NOT_GOODS: Final = re.compile(
    "[我你他她它们这那是有没在到把被让叫了过着吗呢吧啊很太真最都也就才又还人家天年月时点分钟号楼门车路群位名次回事话说看想知道觉好坏]"
)


def read_clause(tokens: Sequence[Token], text: Folded, lexicon: Lexicon, *, paren: bool) -> Clause:
    """The reading of the tokens between two stops."""
    core = _trim(tokens)
    if not core:
        return Clause(Sort.EMPTY, "")
    folded = text.text[core[0].start : core[-1].end]
    kinds, roles = kinds_of(core), roles_of(core)
    topics = _topics(core) if kinds & GOODS else ()
    wish = bool(kinds & COUNTS or roles & (Role.ORDER | Role.ADD))
    blank = Clause(Sort.TALK, folded, topics=topics, wish=wish, paren=paren)
    if roles & Role.IF and not _is_topic_mark(core):
        return blank._replace(condition=True)
    kind = query_of(folded)
    if kind is not None:
        return blank._replace(sort=Sort.QUERY, query=kind)
    if roles & Role.DOUBT or kinds & Kind.ASKED:
        return blank._replace(sort=Sort.DOUBT, talk=not _is_wish_question(core))
    if not kinds & _NAMING and not roles & _ACTING and kinds & Kind.TEXT:
        return _remark(core, text, blank) if is_remark(folded) else blank
    if roles & Role.SAY:
        return blank._replace(
            hearsay=True, subject=find_subject(core, text).subject or _kin_said(core, text)
        )
    return _read_plain(core, text, lexicon, blank)


_NAMING: Final = GOODS | COUNTS | Kind.HOUSE | Kind.NAME | Kind.MONEY
_ACTING: Final = (
    Role.ORDER | Role.ADD | Role.SET | Role.SWAP | Role.LESS | Role.REMOVE | Role.SAME | Role.PROXY
    | Role.ALL | Role.EACH | Role.SAY | Role.ALSO
)  # fmt: skip


def _kin_said(core: Sequence[Token], text: Folded) -> Subject | None:
    """我妈说要2桶: whose words they are."""
    place = next(i for i, t in enumerate(core) if t.has(Role.SAY))
    if place == 0:
        return None
    return Subject(text.written(core[0].start, core[place - 1].end).strip())


def _trim(tokens: Sequence[Token]) -> list[Token]:
    core = [t for t in tokens if not (t.kind is Kind.TEXT and not _WORDY.search(t.text))]
    while core and (core[0].kind is Kind.GAP or _is_politeness(core[0])):
        core.pop(0)
    while core and (core[-1].kind is Kind.GAP or _is_politeness(core[-1])):
        core.pop()
    return core


def _is_politeness(token: Token) -> bool:
    return token.roles == Role.FILLER


def _topics(core: Sequence[Token]) -> tuple[Mention, ...]:
    return tuple(
        Mention(t.text, t.term.codes if t.term else (t.code,), rank=t.term.rank if t.term else 0)
        for t in core
        if (t.kind is Kind.TERM and t.term and t.term.codes) or t.kind is Kind.CODE
    )


def _is_topic_mark(core: Sequence[Token]) -> bool:
    """草莓的话要2盒: 的话 behind goods only says what is spoken of."""
    marks = [i for i, t in enumerate(core) if t.has(Role.IF)]
    return all(core[i].text == "的话" and i > 0 and core[i - 1].kind & GOODS for i in marks)


def _is_wish_question(core: Sequence[Token]) -> bool:
    goods = any(t.kind & (Kind.TERM | Kind.CODE) for t in core)
    amount = any(t.kind is Kind.AMOUNT for t in core)
    verb = any(t.has(Role.ORDER) for t in core)
    residue = any(t.kind is Kind.TEXT or t.has(Role.TALK) for t in core)
    money = any(t.kind is Kind.MONEY for t in core)
    return amount and (goods or verb) and not residue and not money


def _read_plain(core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> Clause:
    """A clause that is neither a question nor a condition."""
    if blank.paren and not any(t.kind & (Kind.TERM | Kind.CODE) for t in core):
        return _remark(core, text, blank)
    named = any(t.kind & (Kind.TERM | Kind.CODE | Kind.VAGUE) for t in core)
    if not named and is_remark(blank.text) and not _starts_act(core):
        return _remark(core, text, blank)
    copy = _same_as(core, text, blank) if _SAMELY.search(blank.text) else None
    if copy is not None:
        return copy
    whole = _read_clean(core, text, lexicon, blank) if _may_be_clean(core) else None
    if whole is not None:
        return whole
    return _read_pieces(core, text, lexicon, blank)


_SAMELY: Final = re.compile("一样|一致|同|相同|楼上|上面|前面|上一|上边|前一|上家")
_SAME_AS: Final = re.compile(
    r"^(?:我|我要|我也|我就|也|就)?(?:和|跟|同|照|与|按照?|复制)(?P<who>[^，,。]{1,12}?)(?:家|那)?的?(?:要)?(?:一样|一致|同样|同款|相同|来一份|来)?(?:的|吧|哈|就行|就好|就可以|了)*$"
)
_ABOVE: Final = frozenset(
    ("楼上", "上面", "前面", "上一个", "上一位", "上边", "前一位", "上家", "楼上那位", "楼上的")
)


def _same_as(core: Sequence[Token], text: Folded, blank: Clause) -> Clause | None:
    """跟楼上一样, 和张姐一样: that person's items (orders/RULES.md 3)."""
    found = _SAME_AS.match(blank.text)
    if found is None or not (any(t.has(Role.SAME) for t in core) or found["who"] in _ABOVE):
        return None
    start = core[0].start
    who = text.written(start + found.start("who"), start + found.end("who")).strip()
    if found["who"] in _ABOVE:
        who = ""
    elif not (is_namelike(found["who"]) or any(t.kind is Kind.NAME for t in core)):
        return None
    return blank._replace(
        sort=Sort.ORDER, orders=(Order(Act.COPY, verb=True, of=who),), self_named=True
    )


def _may_be_clean(core: Sequence[Token]) -> bool:
    """Whether the unknown words are few enough to be a person and goods of one character."""
    strange, talk = 0, False
    for token in core:
        if token.kind == Kind.TEXT:
            strange += 1
        elif token.roles and not token.roles & ~_TALKING:
            talk = True
    return strange < 4 and (not talk or bool(roles_of(core) & Role.PROXY))


def _starts_act(core: Sequence[Token]) -> bool:
    residue = any(t.kind is Kind.TEXT for t in core)
    return not residue and any(
        t.has(Role.REMOVE) or t.has(Role.LESS) or t.has(Role.SAME) or t.has(Role.SWAP) for t in core
    )


def _remark(core: Sequence[Token], text: Folded, blank: Clause) -> Clause:
    note = written_remark(text.written(core[0].start, core[-1].end))
    return blank._replace(sort=Sort.REMARK, note=note, wish=False)


def _read_clean(
    core: Sequence[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """The clause as an order, None where a word of it is not understood."""
    spoken = find_subject(core, text)
    rest = _singles(_trim(spoken.rest), lexicon)
    if any(_is_residue(t) for t in rest) and spoken.subject is not None and not spoken.proxy:
        spoken = Spoken(tuple(core), address="")
        rest = _singles(core, lexicon)
    if any(_is_residue(t) for t in rest):
        return None
    orders = tuple(o for run in segments(rest) for o in read_act(run, lexicon)) if rest else ()
    found = blank._replace(
        subject=spoken.subject,
        proxy=spoken.proxy,
        claims=spoken.claims,
        self_named=spoken.self_named,
        address=spoken.address,
        topics=_topics(rest),
    )
    if spoken.proxy and not any(
        o.mentions or o.into or o.act in (Act.CANCEL, Act.ALL, Act.COPY) for o in orders
    ):
        return found._replace(sort=Sort.EMPTY, confirms=True, wish=False)
    if not orders:
        return found._replace(sort=Sort.EMPTY, wish=False)
    return found._replace(sort=Sort.ORDER, orders=orders)


_TALKING: Final = Role.TALK | Role.DOUBT | Role.SAY


def _is_residue(token: Token) -> bool:
    if token.kind is Kind.TEXT:
        return _WORDY.search(token.text) is not None
    if token.kind is Kind.WORD:
        return token.roles & _TALKING != 0 and token.roles & ~_TALKING == 0
    return token.kind is Kind.HOUSE


def _singles(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """A character or a word in 子 果 that stands for goods beside a quantity: 枣2袋, 锅要一个."""
    out = list(tokens)
    for place, token in enumerate(out):
        if token.kind is not Kind.TEXT:
            continue
        word = token.text.strip()
        term = (
            lexicon.single.get(word[:1])
            if len(word) == 1 or word[1:] in ("子", "果", "儿", "类")
            else None
        )
        if term is not None:
            out[place] = token._replace(kind=Kind.TERM, term=replace(term, text=word))
    return out


def _read_pieces(core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> Clause:
    """A clause with words that are not understood: what stands before or behind a clean order is
    a remark, or the reason of a wish; else it is talk, or asks for goods not on offer."""
    remark = is_remark(blank.text)
    tail = _order_then_remark(core, text, lexicon, blank) if remark else None
    if tail is not None:
        return tail
    wish = _reason_then_order(core, text, lexicon, blank) if roles_of(core) & Role.ORDER else None
    if wish is not None:
        return wish
    unknown = _unknown_goods(core, text, lexicon)
    talk = any(t.has(Role.TALK) for t in core)
    if unknown is not None and not talk:
        return blank._replace(unknown=unknown[0], unknown_amount=unknown[1])
    if remark and not blank.topics:
        return _remark(core, text, blank)
    person = find_subject(core, text).subject if kinds_of(core) & Kind.NAME else None
    return blank._replace(talk=talk, subject=person)


def _order_then_remark(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """草莓2盒 不要太熟: cut at the last blank or quantity before the first unknown word."""
    first = next((i for i, t in enumerate(core) if _is_residue(t)), None)
    if first is None:
        return None
    for cut in range(first, 0, -1):
        before = core[cut - 1]
        if not before.kind & (Kind.GAP | Kind.AMOUNT) and not before.has(Role.OF):
            continue
        head, tail = _trim(core[:cut]), _trim(core[cut:])
        if not head or not tail:
            continue
        piece = text.text[tail[0].start : tail[-1].end]
        if not is_remark(piece) or any(t.kind & (Kind.TERM | Kind.CODE) for t in tail):
            continue
        clean = _read_clean(head, text, lexicon, blank)
        if clean is not None and clean.sort is Sort.ORDER and clean.topics:
            return clean._replace(note=written_remark(text.written(tail[0].start, tail[-1].end)))
    return None


_STRONG: Final = frozenset(
    "来 要 订 我来 我买 我接 给我 给我来 我要 我想要 想要 来个 来份 来盒 来袋 来箱 来瓶 再来 再加 再要 帮我 要个 要份 安排 接 报 下单 登记 买 冲 带 我订".split()
)


def _reason_then_order(
    core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """看着不错来一份糍粑: a reason, then a word of ordering and all of it understood."""
    if roles_of(core) & (Role.IF | Role.SAY | Role.DOUBT):
        return None
    for place, token in enumerate(core):
        if place == 0 or token.kind is not Kind.WORD or token.text not in _STRONG:
            continue
        head, tail = core[:place], core[place:]
        if any(t.text.endswith("了") and t.has(Role.TALK) for t in head):
            return None
        clean = _read_clean(tail, text, lexicon, blank)
        sure = clean is not None and clean.sort is Sort.ORDER and clean.subject is None
        if clean is None or not sure or not any(m.amount for o in clean.orders for m in o.mentions):
            continue
        if not clean.topics and not _topics(head):
            continue
        length = token.start - core[0].start
        if length < 3 and core[place - 1].kind is not Kind.GAP:
            return None
        return clean
    return None


def _unknown_goods(
    core: Sequence[Token], text: Folded, lexicon: Lexicon
) -> tuple[str, Amount | None] | None:
    """orders/RULES.md 8: a product that is not on offer, clearly ordered (要2盒榴莲)."""
    spoken = find_subject(core, text)
    rest = _trim(spoken.rest)
    strange = [t for t in rest if t.kind is Kind.TEXT]
    amount = next((t.amount for t in rest if t.kind is Kind.AMOUNT), None)
    others = [
        t
        for t in rest
        if t.kind & (Kind.HOUSE | Kind.TIME | Kind.MONEY) or t.has(Role.TALK) or t.has(Role.DOUBT)
    ]
    if len(strange) != 1 or others or amount is None:
        return None
    word = strange[0].text.strip()
    verb = any(t.has(Role.ORDER) or t.has(Role.ADD) for t in rest)
    if _UNKNOWN.fullmatch(word) is None or _NOT_GOODS.search(word):
        return None
    if not verb and not (amount.unit and len(word) <= 5 and not _topics(rest)):
        return None
    return word, amount


__all__ = ["Clause", "Sort", "asks", "read_clause"]
