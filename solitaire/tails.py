"""What may stand behind a plain order and changes nothing of it: politeness and remarks.

Rules: orders/RULES.md 8 (notes).
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from solitaire.book import State
from solitaire.draft import Scene
from solitaire.free import hear_free
from solitaire.lexer import lex
from solitaire.lexicon import Lexicon, compile_lexicon
from solitaire.normal import fold
from solitaire.speech import PERSONAL, VETOED, read_speech
from solitaire.tokens import roles_of
from solitaire.values import AccountId, Message, MessageId, Product, Verdict

_ELSE: Final = re.compile(r"[0-9a-z\n@\[\]「『?¿①-⑳%]")
"""What may be more than a remark, so that the grammar reads it."""
_GOODS: Final = "龘龘"
"""Stands for the order that the tail is behind; nobody writes it."""


class Tail(NamedTuple):
    """The remark as it becomes the note, or "". ``personal`` where a name in it would be taken for
    a person's."""

    note: str = ""
    personal: bool = False


@lru_cache(maxsize=1)
def _on_offer() -> Lexicon:
    """Made with the first tail: what makes a lexicon takes long to load."""
    return compile_lexicon((Product("1", _GOODS, "份", 0),))


@lru_cache(maxsize=16_384)
def tail_of(written: str) -> Tail | None:
    """The tail's remark, None for the grammar to read. People say the same few things behind
    their orders, so what was read is kept. Nothing on offer may be named in it."""
    text = fold(written).text
    if len(text) > 40 or _ELSE.search(text) is not None or VETOED.search(text) is not None:
        return None
    note = _note_behind(written)
    if note is None:
        return None
    return Tail(note, personal=bool(roles_of(lex(text, _on_offer())) & PERSONAL))


def _note_behind(written: str) -> str | None:
    """The note of an order with this tail, None where it does more than give it a note."""
    who = AccountId("w")
    message = Message(MessageId("m"), who, "", f"{_GOODS}1份{written}")
    speech = read_speech(message.text, _on_offer())
    scene = Scene(_on_offer(), AccountId("l"), message)
    outcome = hear_free(speech, scene, State(), lambda text: read_speech(text, _on_offer()))
    rows = tuple(outcome.state.rows.values())
    if outcome.verdict is not Verdict.ORDER or outcome.queries or len(rows) != 1:
        return None
    return rows[0].note if rows[0].items == {"1": 1000} and not rows[0].address else None
