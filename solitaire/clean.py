"""A clause all of whose words are understood, as an order.

Rules: orders/RULES.md 2, 3, 4.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final, NamedTuple

from solitaire.acts import Act, Order, read_act, segments
from solitaire.lexicon import Lexicon, Rank
from solitaire.mentions import Mention
from solitaire.normal import Folded
from solitaire.subjects import Spoken, Subject, find_subject
from solitaire.tokens import COUNTS, Kind, Token
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


def trim(tokens: Sequence[Token]) -> list[Token]:
    core = [t for t in tokens if not (t.kind == Kind.TEXT and not _WORDY.search(t.text))]
    while core and (core[0].kind == Kind.GAP or _is_politeness(core[0])):
        core.pop(0)
    while core and (_is_blank(core[-1]) or _is_politeness(core[-1])):
        core.pop()
    return core


def _is_blank(token: Token) -> bool:
    """A gap that says nothing; a masked phone number behind a remark is part of it."""
    return token.kind == Kind.GAP and "**" not in token.text


def _is_politeness(token: Token) -> bool:
    return token.roles == Role.FILLER


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
    spoken = find_subject(core, text)
    rest = _singles(trim(spoken.rest), lexicon)
    if any(is_residue(t) for t in rest) and spoken.subject is not None and not spoken.proxy:
        spoken = Spoken(tuple(core), address="")
        rest = _singles(core, lexicon)
    if any(is_residue(t) for t in rest) or _is_told(rest):
        return None
    orders = tuple(o for run in segments(rest) for o in read_act(run, lexicon)) if rest else ()
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


def _is_told(tokens: Sequence[Token]) -> bool:
    """我点了3杯, 下了6个: what somebody did, not what is wanted."""
    for verb, done, count in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if verb.has(Role.ORDER) and done.text == "了" and count.kind & COUNTS:
            return True
    return False


TALKING: Final = Role.TALK | Role.DOUBT | Role.SAY


def is_residue(token: Token) -> bool:
    if token.kind == Kind.TEXT:
        return _WORDY.search(token.text) is not None
    if token.kind == Kind.WORD:
        return token.roles & TALKING != 0 and token.roles & ~TALKING == 0
    return token.kind == Kind.HOUSE


def _singles(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """A character or a word in 子 果 that stands for goods beside a quantity: 枣2袋, 锅要一个."""
    out = list(tokens)
    for place, token in enumerate(out):
        if token.kind != Kind.TEXT:
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
