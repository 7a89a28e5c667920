"""What a mention means: the item and its quantity, or the question to ask.

Rules: orders/RULES.md 3 (items) and 8 (names of products, quantities).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from solitaire.lexicon import Lexicon, Rank, item_key
from solitaire.mentions import Mention, Pairs
from solitaire.units import (
    GENERIC,
    MANY,
    NEUTRAL,
    SAME,
    VOLUMES,
    Amount,
    inner_weight,
    is_smaller,
    sold_by_weight,
    unit_of,
    weight_of,
)
from solitaire.values import ONE, ItemKey, Product, Question, QuestionCode

MOST = 9_999 * ONE


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item, and how much of it was said; None where nothing was."""

    item: ItemKey
    quantity: int | None
    plus: bool = False


def code_of(item: ItemKey) -> str:
    """The product's code of an item key."""
    return item.partition("/")[0]


def understand(
    mention: Mention, lexicon: Lexicon, own: Mapping[ItemKey, int], *, change: bool = False
) -> Wanted | Question:
    """The item that was meant. ``own`` is the person's order: it decides where a name fits
    several products and something ordered is being changed (``change``)."""
    codes = _candidates(mention, lexicon)
    if change:
        codes = _ordered(codes, mention.variants, own) or codes
    said = _quantity_said(mention)
    if len(codes) != 1:
        choices = tuple(ItemKey(code) for code in codes)
        code = QuestionCode.WHICH_PRODUCT if codes else QuestionCode.UNKNOWN_PRODUCT
        return Question(code, mention.text, choices, said)
    product = lexicon.products[codes[0]]
    item = _variant(mention, product, own, change=change)
    if isinstance(item, Question):
        return item
    if mention.vague:
        return Question(QuestionCode.HOW_MANY, mention.text, (item,))
    if mention.amount is None:
        if mention.rank is Rank.GUESS:
            return Question(QuestionCode.WHICH_PRODUCT, mention.text, (item,), said)
        return Wanted(item, None)
    counted = quantity(mention.amount, product, lexicon.names[product.code])
    if mention.rank is Rank.GUESS:
        how_many = counted if isinstance(counted, int) else None
        return Question(QuestionCode.WHICH_PRODUCT, mention.text, (item,), how_many)
    if isinstance(counted, QuestionCode):
        return Question(counted, mention.text, (item,), said)
    return Wanted(item, counted, plus=mention.amount.plus)


def _quantity_said(mention: Mention) -> int | None:
    return mention.amount.value if mention.amount is not None and not mention.vague else None


def _candidates(mention: Mention, lexicon: Lexicon) -> tuple[str, ...]:
    """orders/RULES.md 8: what a part that fits several products may mean, by the variant, the
    unit, the price said with it."""
    codes = mention.codes
    if mention.variants is not None:
        having = tuple(dict.fromkeys(code for code, _ in mention.variants))
        codes = tuple(c for c in codes if c in having) if codes else having
    if len(codes) > 1 and mention.fen is not None:
        codes = tuple(c for c in codes if lexicon.products[c].fen == mention.fen) or codes
    if len(codes) > 1 and mention.amount is not None and mention.amount.unit:
        codes = _by_unit(codes, mention.amount, lexicon)
    return codes


def _by_unit(codes: tuple[str, ...], amount: Amount, lexicon: Lexicon) -> tuple[str, ...]:
    if amount.unit in NEUTRAL:
        return codes
    if weight_of(amount) is not None:
        fits = tuple(c for c in codes if sold_by_weight(lexicon.products[c]))
    else:
        fits = tuple(c for c in codes if unit_of(lexicon.products[c]) == amount.unit)
    return fits if len(fits) == 1 else codes


def _ordered(
    codes: tuple[str, ...], variants: Pairs | None, own: Mapping[ItemKey, int]
) -> tuple[str, ...]:
    if variants is not None:
        keys = {item_key(*v) for v in variants}
        return tuple(c for c in codes if any(k in own and code_of(k) == c for k in keys))
    return tuple(c for c in codes if any(code_of(item) == c for item in own))


def _variant(
    mention: Mention, product: Product, own: Mapping[ItemKey, int], *, change: bool
) -> ItemKey | Question:
    """The item of a product with or without variants; one of several that is not said asks."""
    if not product.variants:
        return item_key(product.code, None)
    fits = tuple(v for code, v in mention.variants or () if code == product.code)
    if mention.variants is None:
        fits = product.variants
    if len(fits) > 1:
        exact = tuple(v for v in fits if v == mention.text or mention.text.endswith(v.lower()))
        fits = exact if len(exact) == 1 and mention.variants is not None else fits
    if change and len(fits) > 1:
        held = tuple(v for v in fits if item_key(product.code, v) in own)
        fits = held if len(held) == 1 else fits
    if len(fits) == 1:
        return item_key(product.code, fits[0])
    choices = tuple(item_key(product.code, v) for v in fits or product.variants)
    return Question(QuestionCode.WHICH_VARIANT, mention.text, choices, _quantity_said(mention))


def quantity(amount: Amount, product: Product, name: str) -> int | QuestionCode:
    """Thousandths of what the product is sold by; ``name`` is its folded name."""
    weight = weight_of(amount)
    if sold_by_weight(product):
        return _weighed(amount, weight)
    own = unit_of(product)
    if weight is not None and amount.unit != own:
        exact = inner_weight(name) == weight and weight > 0
        return ONE if exact else QuestionCode.WEIGHT_OR_PIECE
    if amount.unit in VOLUMES:
        return QuestionCode.WEIGHT_OR_PIECE
    if amount.unit in ("双", "对") and is_smaller(amount.unit, product, name):
        return QuestionCode.ONE_OR_MORE_CASES
    if amount.unit in MANY:
        times = 1 if amount.unit == own else MANY[amount.unit]
        return _whole(amount.value * times)
    if amount.unit and amount.unit != own and is_smaller(amount.unit, product, name):
        return QuestionCode.ONE_OR_MORE_CASES
    if amount.unit and amount.unit not in GENERIC and not _same_unit(amount.unit, own):
        return QuestionCode.HOW_MANY
    return _whole(amount.value)


def _weighed(amount: Amount, weight: int | None) -> int | QuestionCode:
    if weight is not None:
        return weight if weight <= MOST else QuestionCode.HOW_MANY
    if amount.unit:
        return QuestionCode.WEIGHT_OR_PIECE
    return amount.value if amount.value <= MOST else QuestionCode.HOW_MANY


def _whole(value: int) -> int | QuestionCode:
    return value if value % ONE == 0 and value <= MOST else QuestionCode.HOW_MANY


def _same_unit(unit: str, own: str) -> bool:
    return unit == own or SAME.get(unit, unit) == SAME.get(own, own)


def sold_in(
    amount: Amount | None, items: Collection[ItemKey], lexicon: Lexicon
) -> tuple[ItemKey, ...]:
    """orders/RULES.md 8: the one item that is sold in the unit said (少一箱 beside a 个); else all
    of them."""
    if amount is None or not amount.unit or amount.unit in NEUTRAL:
        return tuple(items)
    fits = tuple(
        item for item in items if _same_unit(amount.unit, unit_of(lexicon.products[code_of(item)]))
    )
    return fits if len(fits) == 1 else tuple(items)


def choices_of(codes: Collection[str], lexicon: Lexicon) -> tuple[ItemKey, ...]:
    """Every item of the products."""
    return tuple(
        item_key(code, variant)
        for code in codes
        for variant in (lexicon.products[code].variants or (None,))
    )


__all__ = ["MOST", "Rank", "Wanted", "choices_of", "code_of", "quantity", "sold_in", "understand"]
