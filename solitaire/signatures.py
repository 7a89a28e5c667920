"""Who signs an order, and where they live, at its end or before it: 草莓2盒 502, 502草莓2盒, and
草莓2盒，502张姐, where the comma parts nothing.

A household is an address, never a quantity (orders/RULES.md 2).
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.clean import Clause, Sort
from solitaire.lexicon import Lexicon
from solitaire.tokens import GOODS, Kind, Token, kinds_of
from solitaire.words import Role

_ROOM: Final = re.compile("[1-9][0-9]?(?:0[1-9]|1[0-6])")
"""A floor and a flat on it; another number of three figures may be a sum."""
_BREAKS: Final = Kind.STOP | Kind.ASKED


def with_rooms(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens of a message with rooms for what is no quantity but a room."""
    kinds = kinds_of(tokens)
    if not kinds & GOODS or not kinds & Kind.AMOUNT:
        return tokens
    out = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind == Kind.AMOUNT and _is_room(token, lexicon) and _signs(out, place):
            out[place] = token._replace(kind=Kind.HOUSE, amount=None)
    return out


def _is_room(token: Token, lexicon: Lexicon) -> bool:
    return _ROOM.fullmatch(token.text) is not None and token.text not in lexicon.codes


def _signs(tokens: Sequence[Token], place: int) -> bool:
    """Whether all goods around a number have their quantity without it: it stands first or last
    in its clause, between blanks, or alone in it."""
    before, after = _run_before(tokens, place), _run_after(tokens, place)
    if before and after:
        return _stands_apart(tokens, place) and _are_counted(before) and _are_counted(after)
    if before and _stands_apart(tokens, place) and _leave_one_open(before):
        return True
    if not before and not after:
        rest = (*tokens[:place], *tokens[place + 1 :])
        return _are_counted(rest) and bool(kinds_of(rest) & _BREAKS)
    return _are_counted(before or after)


def _stands_apart(tokens: Sequence[Token], place: int) -> bool:
    return all(
        not 0 <= i < len(tokens) or tokens[i].kind & (Kind.GAP | _BREAKS)
        for i in (place - 1, place + 1)
    )


def _leave_one_open(tokens: Sequence[Token]) -> bool:
    """草莓2盒 苹果 101: so many beside other goods in twos and threes is hardly a quantity; the
    last goods are asked about."""
    last = tokens[-1].kind & GOODS
    return bool(last) and len(tokens) > 1 and _are_counted(tokens[:-1])


def _are_counted(tokens: Sequence[Token]) -> bool:
    goods = sum(1 for t in tokens if t.kind & GOODS)
    counts = sum(1 for t in tokens if t.kind == Kind.AMOUNT)
    return 0 < goods == counts


def _run_before(tokens: Sequence[Token], place: int) -> list[Token]:
    start = next((i + 1 for i in range(place - 1, -1, -1) if tokens[i].kind & _BREAKS), 0)
    return [t for t in tokens[start:place] if _says_something(t)]


def _run_after(tokens: Sequence[Token], place: int) -> list[Token]:
    end = next((i for i in range(place + 1, len(tokens)) if tokens[i].kind & _BREAKS), len(tokens))
    return [t for t in tokens[place + 1 : end] if _says_something(t)]


def _says_something(token: Token) -> bool:
    return token.kind != Kind.GAP and token.roles != Role.FILLER


def signed(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses as orders of the person whose household and name alone stand before or behind
    them all: 草莓2盒，502张姐."""
    marks = [c for c in clauses if c.sort is Sort.EMPTY and c.subject and c.subject.household]
    if len(marks) != 1 or marks[0] not in (clauses[0], clauses[-1]) or marks[0].proxy:
        return clauses
    others = [c for c in clauses if c is not marks[0]]
    if any(c.subject or c.self_named or c.sort in _TALK for c in others):
        return clauses
    return tuple(c._replace(subject=marks[0].subject) for c in clauses)


_TALK: Final = frozenset((Sort.TALK, Sort.DOUBT, Sort.QUERY))
