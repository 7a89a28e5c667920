"""What may stand behind a plain order and changes nothing of it: politeness and remarks.

Rules: orders/RULES.md 8 (notes).
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from solitaire.clean import Sort
from solitaire.lexer import lex
from solitaire.lexicon import Lexicon, compile_lexicon
from solitaire.normal import fold
from solitaire.speech import PERSONAL, VETOED, read_speech
from solitaire.tokens import roles_of

_ELSE: Final = re.compile(r"[0-9a-z\n@\[\]「『?¿①-⑳%]")
"""What may be more than a remark, so that the grammar reads it."""


class Tail(NamedTuple):
    """The remarks as written. ``personal`` where a name in it would be taken for a person's."""

    notes: tuple[str, ...] = ()
    personal: bool = False


@lru_cache(maxsize=1)
def _nothing_on_offer() -> Lexicon:
    """Made with the first tail: what makes a lexicon takes long to load."""
    return compile_lexicon(())


@lru_cache(maxsize=16_384)
def tail_of(written: str) -> Tail | None:
    """The tail's remarks, None for the grammar to read. People say the same few things behind
    their orders, so what was read is kept. Nothing on offer may be named in it."""
    text = fold(written).text
    if len(text) > 40 or _ELSE.search(text) is not None or VETOED.search(text) is not None:
        return None
    notes: list[str] = []
    for clause in read_speech(written, _nothing_on_offer()).clauses:
        if clause.sort is Sort.REMARK and clause.note and clause.subject is None:
            notes.append(clause.note)
        elif clause.sort is not Sort.EMPTY or clause.confirms or clause.address or clause.subject:
            return None
    personal = bool(roles_of(lex(text, _nothing_on_offer())) & PERSONAL)
    return Tail(tuple(notes), personal)
