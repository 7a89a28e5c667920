"""People who are called by where they live: 楼下王阿姨, 隔壁李叔, 楼上302 (orders/RULES.md 8)."""

import re
from typing import Final

from solitaire.naming import NEAR, is_namelike
from solitaire.tokens import Kind, Token

_ROOM: Final = re.compile("[0-9]{3,4}(?:室|房)?")


def with_neighbours(tokens: list[Token]) -> list[Token]:
    """楼下王阿姨: the word of place is a part of what somebody is called."""
    if not any(t.text in NEAR for t in tokens):
        return tokens
    out: list[Token] = []
    for token in tokens:
        last = out[-1] if out else None
        named = token.kind & (Kind.TEXT | Kind.NAME) and is_namelike(token.text)
        named = named or _ROOM.fullmatch(token.text) is not None
        if last is not None and last.text in NEAR and named and last.end == token.start:
            joined = last.text + token.text
            out[-1] = Token(Kind.NAME, last.start, token.end, joined)
        else:
            out.append(token)
    return out
