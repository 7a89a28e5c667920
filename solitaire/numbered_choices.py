"""Answers by the number that the bot gave a choice: 1 红富士 还是 2 糖心？ answered by 2, ②, 2号,
第2个, 2 糖心.

The number is the one in the bot's own words, which need not be the number on the list. Rules:
orders/RULES.md 8 (answering the bot).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from solitaire.acts import Act, Order
from solitaire.answers import Gap, Pending
from solitaire.lexicon import Lexicon
from solitaire.mentions import Mention
from solitaire.normal import CIRCLED, fold_text
from solitaire.units import Amount
from solitaire.values import ONE, ItemKey, QuestionCode

_SHOWN: Final = re.compile(
    r"(?:^|(?<=[是或])|(?<!\w))([1-9])[\s.、:)]*([^\s0-9].*?)(?=还是|或|[\s,。?、;(]|$)"
)
_SPOKEN: Final = "一二三四五六七八九"
_PLACE: Final = re.compile(
    rf"(?:我|那|就|要|选|是|第)*(?P<n>[1-9]|[{_SPOKEN}]|[①-⑨])(?:[号#]|(?<=第.)[个种款样])?"
    r"(?P<name>.*?)(?:吧|的|哈|啊|呀|谢谢)*"
)
_COUNTING: Final = (
    QuestionCode.HOW_MANY, QuestionCode.WEIGHT_OR_PIECE, QuestionCode.ONE_OR_MORE_CASES
)  # fmt: skip
"""Beside these a number may be a quantity."""
_PARTS: Final = re.compile(r"[\s,、;。.!~]+")


def numbered_of(
    text: str, pending: Pending, lexicon: Lexicon
) -> tuple[tuple[tuple[Gap, Order], ...], tuple[Gap, ...]] | None:
    """The gaps that the numbers in a message fill, each with its order, and the gaps left open;
    None where it is not by numbers that the bot gave. Several numbers fill the gaps in order."""
    shown = [(gap, _shown(gap, pending.question, lexicon)) for gap in pending.gaps]
    waiting = [(gap, numbers) for gap, numbers in shown if numbers]
    parts = _joined([part for part in _PARTS.split(fold_text(text)) if part])
    counts = any(gap.question.code in _COUNTING for gap in pending.gaps)
    if not parts or len(parts) > len(waiting) or counts:
        return None
    filled: list[tuple[Gap, Order]] = []
    for part, (gap, numbers) in zip(parts, waiting, strict=False):
        item = _picked(part, gap, numbers, lexicon)
        if item is None:
            return None
        filled.append((gap, _order(item, gap)))
    done = [gap for gap, _ in filled]
    left = tuple(gap for gap in pending.gaps if all(gap is not one for one in done))
    return tuple(filled), left


def _shown(gap: Gap, question: str, lexicon: Lexicon) -> Mapping[int, ItemKey]:
    """The choices of a gap by the numbers that the bot gave them; none where it gave none."""
    choices = gap.question.choices
    found: dict[int, ItemKey] = {}
    for number, name in _SHOWN.findall(fold_text(question)):
        fits = [item for item in choices if _is_named(name, item, lexicon)]
        if len(fits) == 1 and fits[0] not in found.values():
            found.setdefault(int(number), fits[0])
    return found if len(found) == len(choices) > 1 else {}


def _is_named(name: str, item: ItemKey, lexicon: Lexicon) -> bool:
    code, _, variant = item.partition("/")
    product = lexicon.products[code]
    names = (variant,) if variant else (product.name, *product.aliases)
    return any(name in form or form in name for form in map(fold_text, names))


def _joined(parts: Sequence[str]) -> list[str]:
    """2 糖心: a number and the name beside it are one part."""
    out: list[str] = []
    for part in parts:
        if out and _value(out[-1]) and not _PLACE.fullmatch(part):
            out[-1] += part
        else:
            out.append(part)
    return out


def _picked(
    part: str, gap: Gap, numbers: Mapping[int, ItemKey], lexicon: Lexicon
) -> ItemKey | None:
    found = _PLACE.fullmatch(part)
    if found is None:
        return None
    item = numbers.get(_value(found["n"]))
    if item is None or not found["name"]:
        return item
    counted = gap.question.quantity is None  # 2糖心 is two where no quantity was said yet
    return item if not counted and _is_named(found["name"], item, lexicon) else None


def _value(sign: str) -> int:
    if len(sign) != 1:
        return 0
    if sign in CIRCLED:
        return CIRCLED.index(sign) + 1
    return _SPOKEN.find(sign) + 1 or (int(sign) if sign.isascii() and sign.isdigit() else 0)


def _order(item: ItemKey, gap: Gap) -> Order:
    code, _, variant = item.partition("/")
    amount = Amount(gap.question.quantity or ONE)
    mention = Mention(item, (code,), ((code, variant),) if variant else None, amount=amount)
    return Order(Act.ADD if gap.adds else Act.SET, (mention,), verb=True)
