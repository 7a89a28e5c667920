"""A bare 是的 after the bot asked whether a message was meant: the message without its doubt.

Rules: orders/RULES.md 8 (answering the bot).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from solitaire.answers import Pending, is_yes
from solitaire.clean import Clause, Sort
from solitaire.intent import query_of
from solitaire.normal import fold
from solitaire.speech import Speech
from solitaire.values import QuestionCode

_SURE: Final = frozenset(
    (QuestionCode.CONDITION, QuestionCode.HEARSAY, QuestionCode.MEANT_AS_ORDER)
)
_CLAUSE: Final = re.compile(r"[^,。!;?\n]+[,。!;?\n]*")
_DOUBT: Final = re.compile(
    r"(?:如果|要是|假如|假设|假使|倘若|若是|若|万一|只要)(?:还|能)?有?|(?:如|还)?有的话就?|的话|"
    r"(?:如)?有货?就|能不能|可不可以|能否|可否|可以|是不是|要不要(?=[^,]*[0-9一二两三四五六七八九十])|"
    r"[吗么嘛?]+(?=[,。!;?\n]*$)"
)


def confirmed(
    speech: Speech, pending: Pending | None, again: Callable[[str], Speech]
) -> Speech | None:
    """The asked message as an order, None where the speech is no yes or the question was another.
    What is still no order without its doubt stays asked about."""
    if pending is None or not is_yes(speech.text):
        return None
    pieces = [gap.question.piece for gap in pending.gaps if gap.question.code in _SURE]
    if not pieces:
        return None
    asked = again(_without_doubt(pending.text or "，".join(pieces)))
    return replace(asked, clauses=(*asked.clauses, Clause(Sort.EMPTY, "", confirms=True)))


def _without_doubt(raw: str) -> str:
    """The text without the words of condition and question; a question that the bot answers
    stays one (草莓还有吗)."""
    text = fold(raw).text
    return "".join(
        piece if query_of(piece.strip(" ,。!;\n")) else _DOUBT.sub("", piece)
        for piece in _CLAUSE.findall(text)
    )
