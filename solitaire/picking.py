"""Answers in pieces to the bot's question: 糯的，2袋; 第二个; 大的; 各一袋; 不辣的，小孩吃.

Each piece picks one of what was asked about, says how many, or is a remark; where one is anything
else the message is no answer. Rules: orders/RULES.md 8 (answering the bot).
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from solitaire.acts import Act, Order
from solitaire.answers import Gap, Pending, amount_alone, is_yes
from solitaire.clean import Sort
from solitaire.intent import asks
from solitaire.lexicon import Lexicon
from solitaire.meaning import code_of
from solitaire.mentions import Mention
from solitaire.normal import fold_text
from solitaire.notes import is_remark
from solitaire.numbers import NUMERAL, read_number
from solitaire.speech import Speech
from solitaire.units import CLASSIFIER, Amount
from solitaire.values import ONE, ItemKey, QuestionCode


class Answers(NamedTuple):
    """The gaps filled, each with its order; the gaps that stay open; the remarks beside."""

    filled: tuple[tuple[Gap, Order], ...]
    left: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()


class _Pick(NamedTuple):
    """One choice of a gap, with the quantity as far as it was said."""

    gap: Gap
    item: ItemKey
    amount: Amount | None = None


_WHICH: Final = (QuestionCode.WHICH_PRODUCT, QuestionCode.WHICH_VARIANT)
_PIECE: Final = re.compile(r"[^,。、;!~\s]+")
_COUNTED: Final = re.compile(
    rf"(?P<head>.*?)(?:来|要|拿)?(?P<count>{NUMERAL}\s?(?:{CLASSIFIER})?)吧?"
)
_EVERY: Final = re.compile(
    rf"(?:那就?|就|我)?(?:两[个种样款]|三[个种样款])?(?:都|各|每[种样个款]|一[种样](?=[来要拿]?一))(?:要|来|拿|订)*"
    rf"(?P<count>{NUMERAL}\s?(?:{CLASSIFIER})?)?吧?"
)
_AROUND: Final = re.compile(
    r"(?:那|就|我|要|来|选|还是|拿|给|嗯|哦|噢|喔|对|好|订)*(?P<core>.+?)"
    r"(?:的|那种|那个|那款|那边|这种|这个|这款|吧|啊|呀|哦|哈|啦|了|就行|就好|就可以|好了|味|口味|谢谢)*"
)
_PLACE: Final = re.compile(
    "第(?P<place>[一二三四1-4])[个种款样号]?|(?P<first>前[者面]|头一?个|上面)|后[者面]|最后一?个|下面"
)
_NO_NAMES: Final = frozenset(
    ("", "不", "没", "有", "是", "我", "你", "要", "不要", "的", "人", "吃")
)
_NUMBERS: Final = "一二三四"
_DENIED: Final = re.compile("(?:不要|不吃|不放|不加|别放|不能吃)(?P<what>[^要放加吃]{1,2})")
_DEGREE: Final = re.compile("(?P<word>便宜|贵|大|小|多|少)(?:一?点|些|份|号|包|装|盒|箱|袋)?")
_SIZE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?=斤|kg|g|克|升|l|ml|枚|只|个|片|包|寸|粒)")


def pieces_of(
    speech: Speech, pending: Pending, lexicon: Lexicon, again: Callable[[str], Speech]
) -> Answers | None:
    """What a message answers to the questions that are open, None where it says something else.
    ``again`` reads a piece as a message of its own."""
    open_ = [gap for gap in pending.gaps if gap.question.code in _WHICH and gap.question.choices]
    if not open_ or len(speech.text) > _LONGEST:
        return None
    picks: list[_Pick] = []
    notes: list[str] = []
    for piece in _PIECE.findall(speech.text):
        waiting = [gap for gap in open_ if all(pick.gap is not gap for pick in picks)]
        found = _read_piece(piece, waiting, pending.question, lexicon)
        amount = None if found else _amount(piece, again)
        if found:
            picks += found
        elif amount is not None and len(picks) == 1 and picks[0].amount is None:
            picks[0] = picks[0]._replace(amount=amount)
        elif is_remark(piece):
            notes.append(piece)
        elif not is_yes(piece) and not (picks and _is_reason(piece, again)):
            return None
    if not picks:
        return None
    left = tuple(gap for gap in pending.gaps if all(pick.gap is not gap for pick in picks))
    return Answers(tuple(_ordered(pick) for pick in picks), left, tuple(notes))


_LONGEST: Final = 30


def _read_piece(piece: str, gaps: Sequence[Gap], asked: str, lexicon: Lexicon) -> list[_Pick]:
    for gap in gaps:
        choices = _in_order(gap.question.choices, asked, lexicon)
        every = _EVERY.fullmatch(piece)
        if every is not None and len(gaps) == 1:
            said = _parse(every["count"] or "一")
            return [_Pick(gap, item, said) for item in choices]
        item = _picked(piece, choices, lexicon)
        if item is not None:
            return [_Pick(gap, item)]
        counted = _COUNTED.fullmatch(piece)
        item = _picked(counted["head"], choices, lexicon) if counted and counted["head"] else None
        if counted is not None and item is not None:
            return [_Pick(gap, item, _parse(counted["count"]))]
    return []


def _picked(piece: str, choices: Sequence[ItemKey], lexicon: Lexicon) -> ItemKey | None:
    """The one choice that a word means, by its place, a piece of its name, its price, its size."""
    placed = _PLACE.fullmatch(_core(piece)) or _PLACE.fullmatch(piece.rstrip("吧的"))
    if placed is not None:
        return _at(placed, choices)
    word = _core(piece)
    if word.isdigit() or word in _NO_NAMES:
        return None
    denied = _DENIED.fullmatch(piece.rstrip("的吧啊哦了"))
    word = f"不{denied['what']}" if denied is not None else word  # 不要辣: 不辣
    fits = [item for item in choices if any(word in form for form in _forms(item, lexicon))]
    if len(fits) == 1:
        return fits[0]
    degree = _DEGREE.fullmatch(word)
    return _by_degree(degree["word"], choices, lexicon) if degree is not None else None


def _is_reason(piece: str, again: Callable[[str], Speech]) -> bool:
    """特辣吧，我口味重: talk that names no goods and asks nothing."""
    said = again(piece).clauses
    return not asks(piece) and all(
        c.sort is Sort.EMPTY or (c.sort is Sort.TALK and not c.topics and not c.wish) for c in said
    )


def _core(piece: str) -> str:
    found = _AROUND.fullmatch(piece)
    return found["core"] if found is not None else piece


def _at(placed: re.Match[str], choices: Sequence[ItemKey]) -> ItemKey | None:
    if placed["place"]:
        number = placed["place"]
        place = _NUMBERS.index(number) if number in _NUMBERS else int(number) - 1
        return choices[place] if place < len(choices) else None
    return choices[0] if placed["first"] else choices[-1]


def _forms(item: ItemKey, lexicon: Lexicon) -> tuple[str, ...]:
    code, _, variant = item.partition("/")
    product = lexicon.products[code]
    if variant:
        return (fold_text(variant),)
    return tuple(fold_text(form) for form in (product.name, *product.aliases))


def _in_order(choices: Sequence[ItemKey], asked: str, lexicon: Lexicon) -> list[ItemKey]:
    """The choices as the bot named them; as they are on offer where it did not name them all."""
    text = fold_text(asked)
    places = {item: _place(item, choices, text, lexicon) for item in choices}
    if min(places.values()) < 0:
        return list(choices)
    return sorted(choices, key=lambda item: places[item])


def _place(item: ItemKey, choices: Sequence[ItemKey], text: str, lexicon: Lexicon) -> int:
    others = [form for other in choices if other != item for form in _forms(other, lexicon)]
    for form in _forms(item, lexicon):
        for length in range(len(form), 0, -1):
            for start in range(len(form) - length + 1):
                piece = form[start : start + length]
                if piece in text and not any(piece in other for other in others):
                    return text.index(piece)
    return -1


def _by_degree(word: str, choices: Sequence[ItemKey], lexicon: Lexicon) -> ItemKey | None:
    """大的, 便宜的: the one with the largest size in its name, or the lowest price."""
    values = [_value(word, item, lexicon) for item in choices]
    if None in values or len(set(values)) < len(values):
        return None
    known = [value for value in values if value is not None]
    wanted = max(known) if word in ("大", "多", "贵") else min(known)
    return choices[known.index(wanted)]


def _value(word: str, item: ItemKey, lexicon: Lexicon) -> float | None:
    product = lexicon.products[code_of(item)]
    if word in ("贵", "便宜"):
        return product.fen
    size = _SIZE.search(_forms(item, lexicon)[0])
    return float(size[1]) if size is not None else None


def _amount(piece: str, again: Callable[[str], Speech]) -> Amount | None:
    return amount_alone(again(piece))


def _parse(count: str) -> Amount:
    number = re.match(NUMERAL, count)
    assert number is not None
    return Amount(read_number(number[0]) or ONE, count[number.end() :].strip())


def _ordered(pick: _Pick) -> tuple[Gap, Order]:
    code, _, variant = pick.item.partition("/")
    amount = pick.amount or Amount(pick.gap.question.quantity or ONE)
    mention = Mention(pick.item, (code,), ((code, variant),) if variant else None, amount=amount)
    return pick.gap, Order(Act.ADD if pick.gap.adds else Act.SET, (mention,), verb=True)
