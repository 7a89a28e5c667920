"""A bare 是的, or a quantity, after the bot asked whether a message was meant: the message without
its doubt.

Rules: orders/RULES.md 8 (answering the bot).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from solitaire.answers import Pending, amount_alone, is_yes
from solitaire.clean import Clause, Sort
from solitaire.intent import query_of
from solitaire.normal import fold
from solitaire.speech import Speech
from solitaire.units import Amount
from solitaire.values import QuestionCode

_SURE: Final = frozenset(
    (QuestionCode.CONDITION, QuestionCode.HEARSAY, QuestionCode.MEANT_AS_ORDER)
)
_WISH: Final = re.compile(
    r"(?:我|咱|那|就)*(?:再)?(?:要|来|订|买|带|接|拿)(?=[0-9一二两三四五六七八九十半])[^,。!?;]*$"
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
    What is still no order without its doubt stays asked about; a quantity takes the place of the
    one that was said."""
    if pending is None:
        return None
    amount = None if is_yes(speech.text) else amount_alone(speech)
    if amount is None and not is_yes(speech.text):
        return None
    pieces = [gap.question.piece for gap in pending.gaps if gap.question.code in _SURE]
    if not pieces:
        return None
    asked = _as_meant(_without_doubt(pending.text or "，".join(pieces)), again)
    clauses = asked.clauses if amount is None else _with_amount(asked.clauses, amount)
    if clauses is None:
        return None
    return replace(asked, clauses=(*clauses, Clause(Sort.EMPTY, "", confirms=True)))


def _as_meant(text: str, again: Callable[[str], Speech]) -> Speech:
    """The text as an order, now that it is meant as one; where its condition hides the order
    (草莓甜我要2份), what stands behind the condition, of the goods that this names."""
    asked = again(text)
    sure = tuple(
        c._replace(sort=Sort.ORDER) if c.sort is Sort.DOUBT and c.orders else c
        for c in asked.clauses
    )
    wish = _WISH.search(text)
    if wish is not None and not any(c.sort is Sort.ORDER or c.hearsay for c in sure):
        sure = again(wish[0]).clauses
    named = {topic.codes for c in asked.clauses for topic in c.topics}
    goods = next(iter(named)) if len(named) == 1 else ()
    return replace(asked, clauses=tuple(_of_goods(c, goods) for c in sure))


def _of_goods(clause: Clause, goods: tuple[str, ...]) -> Clause:
    """The clause with these goods where it says a quantity alone."""
    orders = tuple(
        order._replace(
            mentions=tuple(m._replace(codes=goods) if m.bare else m for m in order.mentions)
        )
        for order in clause.orders
    )
    return clause._replace(orders=orders) if goods and clause.sort is Sort.ORDER else clause


def _with_amount(clauses: Sequence[Clause], amount: Amount) -> tuple[Clause, ...] | None:
    """The clauses with another quantity of their only goods; None where there are more."""
    ordering = [clause for clause in clauses if clause.sort is Sort.ORDER]
    if len(ordering) != 1 or len(ordering[0].orders) != 1:
        return None
    order = ordering[0].orders[0]
    if len(order.mentions) != 1:
        return None
    said = order._replace(mentions=(order.mentions[0]._replace(amount=amount),))
    return tuple(c._replace(orders=(said,)) if c is ordering[0] else c for c in clauses)


def _without_doubt(raw: str) -> str:
    """The text without the words of condition and question; a question that the bot answers
    stays one (草莓还有吗)."""
    text = fold(raw).text
    return "".join(
        piece if query_of(piece.strip(" ,。!;\n")) else _DOUBT.sub("", piece)
        for piece in _CLAUSE.findall(text)
    )
