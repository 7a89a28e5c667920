"""Who signs an order, and where they live, at its end or before it: 草莓2盒 502, 502草莓2盒, and
草莓2盒，502张姐, where the comma parts nothing.

A household is an address, never a quantity (orders/RULES.md 2).
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.lexicon import Lexicon
from solitaire.subjects import is_namelike
from solitaire.tokens import GOODS, Kind, Token, kinds_of
from solitaire.words import Role

_ROOM: Final = re.compile("[1-9][0-9]?(?:0[1-9]|1[0-6])")
"""A floor and a flat on it; another number of three figures may be a sum."""
_BREAKS: Final = Kind.STOP | Kind.ASKED
_SIGNED: Final = Kind.HOUSE | Kind.NAME | Kind.TEXT | Kind.GAP


def with_signature(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens of a message with rooms for what is none but a room, and without the comma
    between an order and whose it is."""
    kinds = kinds_of(tokens)
    if not kinds & GOODS or not kinds & Kind.AMOUNT:
        return tokens
    out = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind == Kind.AMOUNT and _is_room(token, lexicon) and _signs(out, place):
            out[place] = token._replace(kind=Kind.HOUSE, amount=None)
    return _joined(out) if kinds & _BREAKS else out


def _is_room(token: Token, lexicon: Lexicon) -> bool:
    return _ROOM.fullmatch(token.text) is not None and token.text not in lexicon.codes


def _signs(tokens: Sequence[Token], place: int) -> bool:
    """Whether all goods around a number have their quantity without it: it stands first or last
    in its clause, or alone in it."""
    before, after = _run_before(tokens, place), _run_after(tokens, place)
    if before and after:
        return False
    if not before and not after:
        rest = (*tokens[:place], *tokens[place + 1 :])
        return _are_counted(rest) and bool(kinds_of(rest) & _BREAKS)
    return _are_counted(before or after)


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


def _joined(tokens: list[Token]) -> list[Token]:
    """A last clause that is a household and a name belongs to the only clause before it."""
    stops = [i for i, t in enumerate(tokens) if t.kind & _BREAKS and i < len(tokens) - 1]
    if len(stops) != 1 or tokens[stops[0]].text not in (",", "\n", "。"):
        return tokens
    place = stops[0]
    signed = tokens[place + 1 :]
    house = [t for t in signed if t.kind == Kind.HOUSE]
    names = [t for t in signed if t.kind in (Kind.NAME, Kind.TEXT) and t.text.strip()]
    if len(house) != 1 or len(names) != 1 or kinds_of(signed) & ~_SIGNED:
        return tokens
    if names[0].kind == Kind.TEXT and not is_namelike(names[0].text):
        return tokens
    gap = tokens[place]._replace(kind=Kind.GAP, text=" ")
    return [*tokens[:place], gap, *signed]
