"""A clause all of whose words are understood, as an order.

Rules: orders/RULES.md 2, 3, 4.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final, NamedTuple

from solitaire.acts import Act, Order, read_act, segments
from solitaire.behind import told_behind
from solitaire.lexicon import Lexicon, Rank
from solitaire.mentions import Mention
from solitaire.naming import Subject
from solitaire.normal import Folded
from solitaire.nothing import orders_nothing
from solitaire.prices import with_prices
from solitaire.subjects import Spoken, find_subject
from solitaire.sums import without_sum
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of, roles_of
from solitaire.units import COUNTED, GENERIC, NEUTRAL, Amount
from solitaire.values import ONE, QueryKind
from solitaire.words import GIVEN_UP, OTHERS, THANKS, Role


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
    quantity or a word of ordering; ``condition`` and ``hearsay`` that it is only that;
    ``rough`` whether words of it that nobody knows were passed over."""

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
    rough: bool = False


_WORDY: Final = re.compile(r"\w")


def trim(tokens: Sequence[Token]) -> list[Token]:
    core = [t for t in tokens if not (t.kind == Kind.TEXT and not _WORDY.search(t.text))]
    while core and (_is_blank(core[-1]) or _is_politeness(core[-1]) or _is_thanked(core)):
        core.pop()
    while core and (core[0].kind == Kind.GAP or _is_politeness(core[0])) and not _opens(core):
        core.pop(0)
    return core[_never_mind(core) :]


def _is_thanked(core: Sequence[Token]) -> bool:
    """谢谢珊姐: whoever is thanked at the end of a clause."""
    last, before = core[-1], core[-2] if len(core) > 1 else core[-1]
    named = last.kind & (Kind.TEXT | Kind.NAME) and len(last.text) <= _LONGEST_NAME
    return bool(named) and before.text in THANKS and _NAMED.fullmatch(last.text) is not None


_LONGEST_NAME: Final = 4
_NAMED: Final = re.compile("[^0-9帮给让到把了的吗]+")


def _never_mind(core: Sequence[Token]) -> int:
    """算了还是来1箱: how many tokens in front give a thought up and take nothing away, because
    something is done after them."""
    end = next((i for i, t in enumerate(core) if t.text not in GIVEN_UP and t.kind != Kind.GAP), 0)
    if not end:
        return 0
    given, roles = end, roles_of(core[end:])
    while end < len(core) and _is_politeness(core[end]):
        end += 1
    counted = kinds_of(core[end:]) & Kind.AMOUNT and not roles & (Role.LESS | Role.REMOVE)
    named = end > given and counted and bool(core[end].kind & GOODS)
    return end if end < len(core) and (named or core[end].has(_DOING)) else 0


_DOING: Final = Role.ORDER | Role.ADD | Role.SET | Role.SWAP | Role.REMOVE | Role.SELF


_TOGETHER: Final = ("一起", "先")


def _opens(core: Sequence[Token]) -> bool:
    """一起付, 先记着: the word is part of what somebody does, and no filler."""
    after = core[1] if len(core) > 1 else core[0]
    if core[0].text == "还是":  # 还是2盒吧: of what is ordered already
        return after.kind == Kind.AMOUNT
    if core[0].text in OTHERS:  # 其他都不要了
        return any(t.has(Role.REMOVE | Role.LESS) for t in core)
    rest = core[2] if len(core) > 2 else after
    unknown = after.kind == Kind.TEXT or (rest.kind == Kind.TEXT and rest.start == after.end)
    return core[0].text in _TOGETHER and unknown and after.start == core[0].end


def _is_blank(token: Token) -> bool:
    """A gap that says nothing; a masked phone number behind a remark is part of it."""
    return token.kind == Kind.GAP and "**" not in token.text


def _is_politeness(token: Token) -> bool:
    return token.roles == Role.FILLER


def thanks_in(tokens: Sequence[Token], text: Folded) -> Clause | None:
    """谢谢珊姐帮我带的可颂: thanks for what was had; with a quantity it is asked about."""
    if len(tokens) < 3 or tokens[0].text not in THANKS or tokens[2].kind == Kind.GAP:
        return None
    if not tokens[1].kind & (Kind.TEXT | Kind.NAME) or roles_of(tokens) & Role.DOUBT:
        return None
    said = text.text[tokens[0].start : tokens[-1].end]
    counted = kinds_of(tokens) & COUNTS and kinds_of(tokens) & GOODS
    return Clause(Sort.DOUBT if counted else Sort.EMPTY, said)


def topics_of(core: Sequence[Token]) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            t.text,
            t.term.codes if t.term else (t.code,),
            rank=t.term.rank if t.term else Rank.WHOLE,
        )
        for t in core
        if (t.kind == Kind.TERM and t.term and t.term.codes) or t.kind == Kind.CODE
    )


def read_clean(
    core: Sequence[Token], text: Folded, lexicon: Lexicon, blank: Clause
) -> Clause | None:
    """The clause as an order, None where a word of it is not understood."""
    spoken = told_behind(core, text) or find_subject(core, text)
    if spoken.subject is not None and spoken.subject.name[:1] in ("你", "您"):
        return None
    rest = _singles(
        trim(_with_classifiers(without_sum(_counted_so(spoken.rest), lexicon))), lexicon
    )
    if any(is_residue(t) for t in rest) and spoken.subject is not None and not spoken.proxy:
        spoken = Spoken(tuple(core), address="")
        rest = _singles(core, lexicon)
    if any(is_residue(t) for t in rest) or orders_nothing(core, rest):
        return None
    said = with_prices(rest, lexicon)
    orders = tuple(o for run in segments(said) for o in read_act(run, lexicon)) if said else ()
    found = blank._replace(
        subject=spoken.subject,
        proxy=spoken.proxy,
        claims=spoken.claims,
        self_named=spoken.self_named,
        address=spoken.address,
        topics=topics_of(rest),
    )
    if spoken.proxy and not any(
        o.mentions or o.into or o.act in (Act.CANCEL, Act.ALL, Act.COPY) for o in orders
    ):
        return found._replace(sort=Sort.EMPTY, confirms=True, wish=False)
    if not orders:
        return found._replace(sort=Sort.EMPTY, wish=False)
    return found._replace(sort=Sort.ORDER, orders=orders)


def _with_classifiers(tokens: Sequence[Token]) -> list[Token]:
    """我也来个可颂, 给我拿箱橙子: a measure word behind a word of ordering counts one."""
    out: list[Token] = []
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else token
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        measures = token.kind == Kind.TEXT and token.text.strip() in _MEASURES
        ends = after is None or bool(after.kind & GOODS)
        if _are_kinds(before, token, after):
            assert before.amount is not None
            both = replace(before.amount, unit=token.text)
            out[-1] = before._replace(end=token.end, text=before.text + token.text, amount=both)
        elif not (measures and ends and before.has(_WANTING)):
            out.append(token)
        elif token.text.strip() not in NEUTRAL:
            one = Amount(ONE, token.text.strip())
            out.append(token._replace(kind=Kind.AMOUNT, amount=one))
    return out


def _are_kinds(count: Token, kinds: Token, gone: Token | None) -> bool:
    """两样都不要了: so many kinds of goods."""
    bare = count.amount is not None and not count.amount.unit and not count.amount.plus
    named = kinds.kind == Kind.TEXT and kinds.text in ("样", "种", "款")
    return bare and named and gone is not None and gone.has(Role.REMOVE)


_MEASURES: Final = GENERIC | COUNTED
_WANTING: Final = Role.ORDER | Role.ADD | Role.ALSO


def _counted_so(tokens: Sequence[Token]) -> list[Token]:
    """葡萄按3斤算, 给我算3斤: without the words that only say how much it is to be."""
    out = list(tokens)
    if any(t.kind == Kind.MONEY or (t.amount and t.amount.unit == "块") for t in out):
        return out
    for place in range(len(out) - 1, -1, -1):
        if out[place].kind != Kind.AMOUNT:
            continue
        before = out[place - 1] if place else None
        by = before is not None and before.text in _BY
        after = out[place + 1] if place + 1 < len(out) else None
        if by and after is not None and after.text in _COUNTED:
            del out[place + 1]
        if by:
            del out[place - 1]
    return out


_BY: Final = ("按", "算", "照", "就按", "就算")
_COUNTED: Final = ("算", "称", "计", "算的", "称的")


TALKING: Final = Role.TALK | Role.DOUBT | Role.SAY


def is_residue(token: Token) -> bool:
    if token.kind == Kind.TEXT:
        return _WORDY.search(token.text) is not None
    if token.kind == Kind.WORD:
        return token.roles & TALKING != 0 and token.roles & ~TALKING == 0
    return token.kind == Kind.HOUSE


def _is_seasoning(tokens: Sequence[Token], place: int) -> bool:
    """鱼香肉丝饭1份加饭: how a dish is made, no second dish."""
    said = place > 1 and tokens[place - 1].text in ("加", "少", "多", "走")
    counted = place + 1 < len(tokens) and tokens[place + 1].kind & COUNTS != 0
    return said and not counted


def _singles(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """A character or a word in 子 果 that stands for goods beside a quantity: 枣2袋, 锅要一个."""
    out = list(tokens)
    for place, token in enumerate(out):
        if token.kind != Kind.TEXT or _is_seasoning(out, place):
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
