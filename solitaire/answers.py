"""Answers to the bot's own questions: a message that says just the missing piece.

Rules: orders/RULES.md 8 (answering the bot).
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from solitaire.acts import Act, Order
from solitaire.clean import Sort
from solitaire.lexicon import Lexicon
from solitaire.meaning import code_of
from solitaire.mentions import Mention
from solitaire.speech import Speech
from solitaire.units import Amount
from solitaire.values import ONE, ItemKey, MessageId, Question, QuestionCode, Row


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that a message left open: the row it is for, as it was then (it may be of somebody
    who has none yet; None for the sender's), the question, whether the quantity is to be added,
    whether it was nothing but a name of goods."""

    row: Row | None
    question: Question
    adds: bool = False
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """What the bot must still learn about a message. ``asked`` once it has asked; ``text`` the
    message as written, where nothing of it is booked yet; ``question`` the bot's words."""

    message: MessageId
    gaps: tuple[Gap, ...]
    asked: bool = False
    text: str = ""
    question: str = ""


_QUESTION: Final = re.compile(
    r"[?？]|哪|几|吗|多少|还是|请问|確認|确认|要不要|which|how many", re.IGNORECASE
)
_YES: Final = frozenset(
    """
    是 是的 是啊 是呀 是滴 对 对的 对啊 对呀 对滴 嗯 嗯嗯 嗯呢 好 好的 好呀 好啊 要 要的 可以 行
    没错 确定 确认 确定要 肯定 肯定要 ok yes yep
    """.split()
)


def is_question(text: str) -> bool:
    """Whether a post of the bot asks something back."""
    return _QUESTION.search(text) is not None


def is_yes(folded: str) -> bool:
    """Whether a text says just that the bot is right."""
    return folded.strip(" 。.!,~").removesuffix("谢谢").rstrip(" ,") in _YES


def answer(speech: Speech, pending: Pending, lexicon: Lexicon) -> tuple[Gap, Order] | None:
    """The gap that a message fills and the order that results, None where it says something
    else."""
    if is_yes(speech.text):
        return _yes(pending)
    mention = _only_mention(speech)
    if mention is None:
        return None
    for gap in pending.gaps:
        filled = _fill(mention, gap, lexicon)
        if filled is not None:
            act = Act.ADD if gap.adds else Act.SET
            return gap, Order(act, (filled,), verb=True)
    return None


def amount_alone(speech: Speech) -> Amount | None:
    """The quantity, where a message says nothing else."""
    mention = _only_mention(speech)
    return mention.amount if mention is not None and mention.bare and not mention.vague else None


def _only_mention(speech: Speech) -> Mention | None:
    said = [c for c in speech.clauses if c.sort is not Sort.EMPTY]
    if len(said) != 1 or said[0].sort is not Sort.ORDER or len(said[0].orders) != 1:
        return None
    order = said[0].orders[0]
    if order.act is not Act.SET or order.change or len(order.mentions) != 1 or said[0].subject:
        return None
    return order.mentions[0]


def _yes(pending: Pending) -> tuple[Gap, Order] | None:
    gap = pending.gaps[0]
    guessed = gap.question.code is QuestionCode.WHICH_PRODUCT and len(gap.question.choices) == 1
    if guessed and gap.question.quantity is not None:
        said = Mention("", amount=Amount(gap.question.quantity))
        act = Act.ADD if gap.adds else Act.SET
        return gap, Order(act, (_exactly(gap.question.choices[0], said),), verb=True)
    if not gap.lone:
        return None
    if gap.question.code is not QuestionCode.HOW_MANY or len(gap.question.choices) != 1:
        return None
    mention = _exactly(gap.question.choices[0], Mention("", amount=Amount(ONE)))
    return gap, Order(Act.ADD if gap.adds else Act.SET, (mention,), verb=True)


def _exactly(item: ItemKey, mention: Mention) -> Mention:
    code, slash, variant = item.partition("/")
    return mention._replace(
        codes=(code,), variants=((code, variant),) if slash else mention.variants
    )


def _fill(mention: Mention, gap: Gap, lexicon: Lexicon) -> Mention | None:
    """The mention with what the asked message said already."""
    question = gap.question
    match question.code:
        case QuestionCode.WHICH_PRODUCT | QuestionCode.UNKNOWN_PRODUCT:
            return _product(mention, question, lexicon)
        case QuestionCode.WHICH_VARIANT:
            return _variant(mention, question)
        case QuestionCode.HOW_MANY | QuestionCode.WEIGHT_OR_PIECE | QuestionCode.ONE_OR_MORE_CASES:
            if not mention.bare or mention.amount is None or len(question.choices) != 1:
                return None
            return _exactly(
                question.choices[0], mention._replace(amount=replace(mention.amount, plus=False))
            )
        case _:
            return None


def _product(mention: Mention, question: Question, lexicon: Lexicon) -> Mention | None:
    codes = {code_of(choice) for choice in question.choices}
    if mention.vague:  # 来点蓝莓 is a word of its own
        return None
    if mention.bare:
        code = _as_code(mention, lexicon)
        if code is None or (codes and code not in codes):
            return None
        mention = mention._replace(codes=(code,), amount=None)
    elif codes and mention.codes:
        fits = tuple(code for code in mention.codes if code in codes)
        mention = mention._replace(codes=fits or mention.codes)
    return _with_quantity(mention, question)


def _as_code(mention: Mention, lexicon: Lexicon) -> str | None:
    amount = mention.amount
    if amount is None or amount.unit or amount.plus:
        return None
    return lexicon.codes.get(str(amount.value // ONE))


def _variant(mention: Mention, question: Question) -> Mention | None:
    if mention.variants is None:
        return None
    choices = {tuple(choice.split("/", 1)) for choice in question.choices if "/" in choice}
    fits = tuple(v for v in mention.variants if v in choices)
    if not fits or (mention.codes and not any(code == fits[0][0] for code in mention.codes)):
        return None
    return _with_quantity(mention._replace(codes=(fits[0][0],), variants=fits), question)


def _with_quantity(mention: Mention, question: Question) -> Mention:
    if mention.amount is not None:
        return mention
    return mention._replace(amount=Amount(question.quantity or ONE))
