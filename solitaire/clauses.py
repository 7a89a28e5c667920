"""One clause: an order, a remark, a question, or talk.

A clause orders only when every word of it is understood; a single unknown word makes it talk.
Rules: orders/RULES.md 1, 3, 4, 6.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from solitaire.asides import aside_of
from solitaire.choosing import chosen_order
from solitaire.clean import (
    TALKING,
    Clause,
    Sort,
    read_clean,
    thanks_in,
    topics_of,
    trim,
)
from solitaire.cores import core_order
from solitaire.doubtful import beside_strange, unless_handed_over
from solitaire.intent import asks, query_of
from solitaire.lexicon import Lexicon
from solitaire.naming import Subject, is_namelike
from solitaire.neighbours import with_neighbours
from solitaire.normal import Folded
from solitaire.notes import is_remark, written_remark
from solitaire.pieces import (
    FOR_YOU,
    SAMELY,
    known_and_unknown,
    order_then_remark,
    reason_then_order,
    remark_then_order,
    same_and_more,
    same_as,
    unknown_goods,
)
from solitaire.pointing import pointed
from solitaire.subjects import find_subject
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of, roles_of
from solitaire.told import is_told
from solitaire.words import GUESSES, Role


def read_clause(tokens: Sequence[Token], text: Folded, lexicon: Lexicon, *, paren: bool) -> Clause:
    """The reading of the tokens between two stops."""
    core = with_neighbours(trim(pointed(tokens)))
    thanks = thanks_in(tokens, text)
    if not core or thanks is not None:
        return thanks or Clause(Sort.EMPTY, "")
    folded = text.text[core[0].start : core[-1].end]
    kinds, roles = kinds_of(core), roles_of(core)
    topics = topics_of(core) if kinds & GOODS else ()
    wish = bool(kinds & COUNTS or roles & (Role.ORDER | Role.ADD))
    blank = Clause(Sort.TALK, folded, topics=topics, wish=wish, paren=paren)
    if roles & Role.IF and not _is_topic_mark(core):
        kind = query_of(folded) if _only_guesses(core) else None
        guessed = blank._replace(sort=Sort.QUERY, query=kind)
        if kind is not None:
            return guessed
        talk = _only_guesses(core) and not _is_guessed_order(core, text, lexicon, blank)
        return blank if talk else blank._replace(condition=True)
    kind = query_of(text.text[tokens[0].start : tokens[-1].end].strip()) or query_of(folded)
    if kind is not None:
        return blank._replace(sort=Sort.QUERY, query=kind)
    if topics and _is_choice(core):
        return blank._replace(sort=Sort.DOUBT, talk=not wish)
    if roles & Role.DOUBT or kinds & Kind.ASKED:
        return blank._replace(sort=Sort.DOUBT, talk=not _is_wish_question(core))
    if not kinds & _NAMING and not roles & _ACTING and kinds & Kind.TEXT:
        return _remark(core, text, blank) if is_remark(folded) else blank
    if roles & Role.SAY:
        if not topics and _is_of_other_things(core, lexicon):
            return blank
        return blank._replace(
            hearsay=True,
            talk=bool(roles & Role.TALK),
            subject=find_subject(core, text).subject or _kin_said(core, text),
        )
    return _read_plain(core, text, lexicon, blank)


def _says_what_is_left(core: Sequence[Token]) -> bool:
    """我这还有半盒, 我家有2箱苹果: what the speaker has got."""
    said = [t for t in core if t.kind != Kind.GAP][:3]
    has = len(said) > 2 and said[0].has(Role.SELF) and said[1].text in ("还有", "有", "还剩")
    return has and said[2].kind & (COUNTS | GOODS) != 0


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


def _is_guessed_order(core: Sequence[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> bool:
    """可能要2盒草莓 is an order but for its doubt; 一个6寸千层大概1800大卡 is none."""
    said = trim([t for t in core if t.text not in GUESSES])
    clean = read_clean(said, text, lexicon, blank) if said else None
    return clean is not None and clean.sort is Sort.ORDER


_EITHER: Final = ("还是", "或者", "或是", "或")


def _is_choice(core: Sequence[Token]) -> bool:
    """草莓还是苹果: one of two goods, and which is open."""
    said = [t for t in core if t.kind != Kind.GAP]
    return any(
        one.kind & (GOODS | Kind.AMOUNT) and mark.text.strip() in _EITHER and other.kind & GOODS
        for one, mark, other in zip(said, said[1:], said[2:], strict=False)
    )


def _is_of_other_things(core: Sequence[Token], lexicon: Lexicon) -> bool:
    """老师说身份证复印件要2份, 说要瘦10斤: what is wanted is named, and no goods."""
    place = next(i for i, t in enumerate(core) if t.has(Role.SAY))
    end = next((i for i in range(place, len(core)) if core[i].kind & COUNTS), place)
    words = [t.text.strip() for t in core[place + 1 : end] if t.kind == Kind.TEXT]
    return any(
        word not in lexicon.single and not is_namelike(word) for word in words if word.strip()
    )


def _is_topic_mark(core: Sequence[Token]) -> bool:
    """草莓的话要2盒: 的话 behind goods only says what is spoken of; 两箱再说 is no condition."""
    marks = [i for i, t in enumerate(core) if t.has(Role.IF)]
    if core[-1].text == "再说" and len(core) > 1 and core[-2].kind == Kind.AMOUNT:
        marks.pop()
    return core[0].text != "有" and all(
        core[i].text == "的话" and i > 0 and core[i - 1].kind & GOODS for i in marks
    )


def _only_guesses(core: Sequence[Token]) -> bool:
    return all(t.text in GUESSES for t in core if t.has(Role.IF))


def _is_wish_question(core: Sequence[Token]) -> bool:
    goods = any(t.kind & (Kind.TERM | Kind.CODE) for t in core)
    amount = any(t.kind == Kind.AMOUNT for t in core)
    verb = any(t.has(Role.ORDER) or (t.has(Role.ADD) and len(t.text) > 1) for t in core)
    residue = any(t.kind == Kind.TEXT or t.has(Role.TALK) or t.text == "谁" for t in core)
    money = any(t.kind == Kind.MONEY for t in core)
    return amount and (goods or verb) and not residue and not money


def _read_plain(core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> Clause:
    """A clause that is neither a question nor a condition."""
    if is_told(core, text):
        return blank
    if _says_what_is_left(core):
        return blank._replace(talk=True)
    if blank.paren and not any(t.kind & (Kind.TERM | Kind.CODE) for t in core):
        return _remark(core, text, blank)
    named = any(t.kind & (Kind.TERM | Kind.CODE | Kind.VAGUE) for t in core)
    shared = any(t.has(Role.PROXY) for t in core) and _orders_some(core)  # 给王姐带1盒
    if not named and is_remark(blank.text) and not _starts_act(core) and not shared:
        return blank if _is_of_this(core) else _remark(core, text, blank)
    samely = SAMELY.search(blank.text) is not None
    copy = (
        same_as(core, text, blank) or same_and_more(core, text, lexicon, blank) if samely else None
    )
    if copy is not None:
        return copy
    whole = read_clean(core, text, lexicon, blank) if _may_be_clean(core) else None
    if whole is not None:
        return unless_handed_over(whole, core, text, blank)
    return _read_pieces(core, text, lexicon, blank)


def _is_of_this(core: Sequence[Token]) -> bool:
    """这个天气不要出门, 我家那只猫不要: what is pointed at with a word of its own is no goods."""
    return any(
        (one.has(Role.POINT) or one.text in ("这", "那")) and other.kind == Kind.TEXT
        for one, other in pairwise(core[:4])
    )


def _orders_some(core: Sequence[Token]) -> bool:
    return bool(roles_of(core) & Role.ORDER) and bool(kinds_of(core) & Kind.AMOUNT)


def _may_be_clean(core: Sequence[Token]) -> bool:
    """Whether the unknown words are few enough to be a person and goods of one character."""
    strange, talk = 0, False
    for token in core:
        if token.kind == Kind.TEXT:
            strange += 1
        elif token.roles and not token.roles & ~TALKING:
            talk = True
    return strange < 4 and (not talk or bool(roles_of(core) & Role.PROXY))


def _starts_act(core: Sequence[Token]) -> bool:
    residue = any(t.kind == Kind.TEXT for t in core)
    return not residue and any(
        t.has(Role.REMOVE) or t.has(Role.LESS) or t.has(Role.SAME) or t.has(Role.SWAP) for t in core
    )


def _remark(core: Sequence[Token], text: Folded, blank: Clause) -> Clause:
    done = text.text.startswith("了", core[-1].end)  # 别压坏了
    note = written_remark(text.written(core[0].start, core[-1].end + done))
    return blank._replace(sort=Sort.REMARK, note=note, wish=False)


def _read_pieces(core: list[Token], text: Folded, lexicon: Lexicon, blank: Clause) -> Clause:
    """A clause with words that are not understood: what stands before or behind a clean order is
    a remark, or the reason of a wish; else it is talk, or asks for goods not on offer."""
    remark = is_remark(blank.text)
    counted = kinds_of(core) & (GOODS | COUNTS)
    for fits, read in (
        (counted or roles_of(core) & Role.SWAP, aside_of),
        (counted, order_then_remark),
        (counted, chosen_order),
        (roles_of(core) & Role.ORDER, reason_then_order),
        (counted, remark_then_order),
        (counted, known_and_unknown),
        (counted, core_order),
    ):
        found = read(core, text, lexicon, blank) if fits else None
        if found is not None:
            return found
    unknown = unknown_goods(core, text, lexicon)
    talk = any(t.has(Role.TALK) for t in core)
    if unknown is not None and not talk:
        spoken = find_subject(core, text)
        whose = spoken.subject if spoken.proxy else None
        return blank._replace(unknown=unknown[0], unknown_amount=unknown[1], subject=whose)
    if blank.topics and blank.wish and FOR_YOU.match(blank.text) and "了" not in blank.text:
        return blank._replace(sort=Sort.DOUBT)
    doubtful = beside_strange(core, text, lexicon, blank) if counted else None
    if doubtful is not None:
        return doubtful
    if remark and (not blank.topics or (not blank.wish and any(t.text == "是" for t in core))):
        return _remark(core, text, blank)
    if counted and blank.topics and _ONLY_SO.search(blank.text) is not None:
        return blank._replace(condition=True)
    person = find_subject(core, text).subject if kinds_of(core) & Kind.NAME else None
    return blank._replace(talk=talk, subject=person)


_ONLY_SO: Final = re.compile(
    "(?:能|可以|便宜|降价?|打折|包邮|送|有货|还有|甜|新鲜).{0,6}我?就(?:要|来|买|订|拿|接)"
)
"""便宜点我就要两箱: a condition without a word for it."""


__all__ = ["Clause", "Sort", "asks", "read_clause"]
