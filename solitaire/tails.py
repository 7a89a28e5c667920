"""What may stand behind a plain order and changes nothing of it: politeness and remarks.

Rules: orders/RULES.md 8 (notes).
"""

import re
from functools import lru_cache
from typing import Final

from solitaire.book import State, own_key
from solitaire.draft import Scene
from solitaire.free import hear_free
from solitaire.lexicon import Lexicon, compile_lexicon
from solitaire.normal import fold
from solitaire.speech import VETOED, read_speech
from solitaire.values import AccountId, Message, MessageId, Product, Verdict

_ELSE: Final = re.compile(r"[0-9a-z\n@\[\]「『?¿①-⑳%]")
"""What may be more than a remark, so that the grammar reads it."""
_GOODS: Final = "龘龘"
"""Stands for the order that the tail is behind; nobody writes it."""


@lru_cache(maxsize=1)
def _on_offer() -> Lexicon:
    """Made with the first tail: what makes a lexicon takes long to load."""
    return compile_lexicon((Product("1", _GOODS, "份", 0),))


@lru_cache(maxsize=16_384)
def tail_of(written: str) -> str | None:
    """The tail's remark as it becomes the note, or ""; None for the grammar to read. People say
    the same few things behind their orders, so what was read is kept. Nothing on offer and nobody
    of the book may be named in it."""
    text = fold(written).text
    if len(text) > 40 or _ELSE.search(text) is not None or VETOED.search(text) is not None:
        return None
    who = AccountId("w")
    message = Message(MessageId("m"), who, "", f"{_GOODS}1份{written}")
    speech = read_speech(message.text, _on_offer())
    scene = Scene(_on_offer(), AccountId("l"), message)
    outcome = hear_free(speech, scene, State(), lambda text: read_speech(text, _on_offer()))
    row = outcome.state.rows.get(own_key(who))
    if outcome.verdict is not Verdict.ORDER or outcome.queries or row is None:
        return None
    alone = len(outcome.state.rows) == 1 and row.items == {"1": 1000} and not row.address
    return row.note if alone else None
