"""People who are called by where they live: 楼下王阿姨, 隔壁李叔 (orders/RULES.md 8)."""

from typing import Final

from solitaire.subjects import is_namelike
from solitaire.tokens import Kind, Token

_NEAR: Final = frozenset(("楼上", "楼下", "隔壁", "对门", "对面", "邻居"))


def with_neighbours(tokens: list[Token]) -> list[Token]:
    """楼下王阿姨: the word of place is a part of what somebody is called."""
    if not any(t.text in _NEAR for t in tokens):
        return tokens
    out: list[Token] = []
    for token in tokens:
        last = out[-1] if out else None
        named = token.kind & (Kind.TEXT | Kind.NAME) and is_namelike(token.text)
        if last is not None and last.text in _NEAR and named and last.end == token.start:
            joined = last.text + token.text
            out[-1] = token._replace(start=last.start, text=joined)
        else:
            out.append(token)
    return out
