"""Gathered drafts into products, and the doubts about them."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from solitaire.post_gather import Draft
from solitaire.post_limits import in_sale_units
from solitaire.post_text import CJK, FOOD, fold, lines_of
from solitaire.post_units import FOREIGN_WEIGHTS, GRAMS, MEASURE, QUANTITY, UNIT
from solitaire.post_values import DEFAULT_UNIT, Doubt, DoubtCode, PostedProduct

LEAST_FEN: Final = 10
DEAREST_FEN: Final = 100_000
"""1,000 yuan a piece is more likely a lost decimal point."""
DEAREST_TRADITIONAL_FEN: Final = 1_000_000
"""The same in Taiwan's money."""
LONGEST_NAME: Final = 40
_OUTLIER_FEN: Final = 30_000
_OUTLIER_TIMES: Final = 30
_TAIWAN: Final = re.compile(r"nt\$|nt\d")
_PRICE_LEFT: Final = re.compile(
    rf"{QUANTITY}(?<!\d)\s?¥?\d+(?:\.\d+)?(?!\s?{MEASURE}|[\d.*x+%~-])"
    rf"|(?<![\d.])\d{{1,4}}\.\d{{1,2}}(?=[{CJK}\s]|$)(?!\s?(?:{MEASURE}|[版倍折级度*x+~-]))"
    rf"|(?<=[{CJK}])\s?\d{{1,4}}\s(?=[{CJK}])(?!(?:{MEASURE}|{UNIT}|[号代款年月日岁码级度]))"
)
"""A price within a name, beside the one that was taken: 卤牛肉半斤35, 前腿 15 后腿 14 五花."""
_UNIT: Final = re.compile(rf"(?=.$){UNIT}")
"""盒, the name of nothing (礼盒 is one)."""
_HAN: Final = re.compile(rf"[{CJK}]")


def finish(drafts: Sequence[Draft], text: str) -> tuple[list[PostedProduct], list[Doubt]]:
    """The certain products and the doubts, both in the post's order."""
    made = [_product(draft) for draft in drafts]
    pictured = _with_pictures([product for product, _ in made])
    dearest = DEAREST_TRADITIONAL_FEN if _is_traditional(text) else DEAREST_FEN
    usual = _usual([product.fen for product in pictured if product.fen])
    products: list[PostedProduct] = []
    said: set[str] = set()
    doubts: list[Doubt] = []
    for draft, product, (_, fits) in zip(drafts, pictured, made, strict=True):
        code = _doubt(draft, product, fits=fits, dearest=dearest, usual=usual)
        code = code or _repeated(product, said)
        if code is None:
            products.append(product)
            said |= _labels(product)
        else:
            doubts.append(Doubt(code, product.line, product.text, product))
    return products, doubts


def _product(draft: Draft) -> tuple[PostedProduct, bool]:
    """The product, and whether its unit and quantities can be counted in 斤 or pieces."""
    piece = draft.piece
    fen = [money.fen for money in piece.variants.prices] or [piece.money.fen if piece.money else 0]
    unit, by_weight, even = piece.unit or DEFAULT_UNIT, False, True
    grams = _grams(fold(piece.unit))
    if grams:
        even = all(one * 500 % grams == 0 for one in fen)
        unit, by_weight, fen = "斤", True, [one * 500 // grams for one in fen]
    limit, minimum, stock = (
        in_sale_units(amount, piece.name, by_weight=by_weight)
        for amount in (piece.limits.limit, piece.limits.minimum, piece.limits.stock)
    )
    product = PostedProduct(
        code=draft.code,
        name=piece.name if not piece.spec_only else "",
        unit=unit,
        fen=fen[0],
        by_weight=by_weight,
        variants=piece.variants.names,
        variant_fen=tuple(fen) if piece.variants.prices else (),
        limit=limit,
        minimum=minimum,
        stock=stock,
        original_fen=piece.original,
        aliases=piece.aliases,
        remark=piece.remark,
        line=draft.number,
        text=draft.text,
    )
    return product, even and fold(piece.unit) not in FOREIGN_WEIGHTS


def _grams(unit: str) -> int | None:
    """Grams of the unit when it is a weight: 斤, 公斤, kg, 两, 500g; a gram itself is no unit."""
    if re.fullmatch(r"500\s?(?:g|克)", unit):
        return 500
    return GRAMS.get(unit) if unit not in {"g", "克", "gram", "grams"} else None


def _doubt(
    draft: Draft, product: PostedProduct, *, fits: bool, dearest: int, usual: float
) -> DoubtCode | None:
    """The first reason to ask about a product by itself."""
    piece = draft.piece
    prices_here = product.variant_fen or (product.fen,)
    odd = any(money.odd for money in (*piece.variants.prices, *filter(None, [piece.money])))
    starting = piece.money is not None and piece.money.starting
    quantities = (product.limit, product.minimum, product.stock)
    reasons = (
        (piece.money is None, DoubtCode.NO_PRICE),
        (not product.name or _UNIT.fullmatch(fold(product.name)), DoubtCode.NO_NAME),
        (
            odd or any(_looks_wrong(fen, product, dearest) for fen in prices_here),
            DoubtCode.PRICE_LOOKS_WRONG,
        ),
        (_is_outlier(product.fen, usual), DoubtCode.PRICE_LOOKS_WRONG),
        (piece.two_prices or _PRICE_LEFT.search(fold(product.name)), DoubtCode.TWO_PRICES),
        (starting, DoubtCode.PRICE_FROM),
        (not fits, DoubtCode.UNEVEN_WEIGHT),
        (piece.limits.unreadable or -1 in quantities, DoubtCode.UNREADABLE_QUANTITY),
        (len(product.name) > LONGEST_NAME, DoubtCode.LONG_NAME),
    )
    return next((code for applies, code in reasons if applies), None)


def _looks_wrong(fen: int, product: PostedProduct, dearest: int) -> bool:
    original = product.original_fen
    beside = original is not None and not original / 10 <= fen <= original
    return fen < LEAST_FEN or fen >= dearest or beside


def _usual(prices: Sequence[int]) -> float:
    """The middle price of a post that has several, 0 where it has few."""
    return median(prices) if len(prices) > 3 else 0


def _is_outlier(fen: int, usual: float) -> bool:
    """Far above the others of the post: 299 yuan of strawberries among greens at 3."""
    return usual > 0 and fen >= _OUTLIER_FEN and fen >= _OUTLIER_TIMES * usual


def repeated(product: PostedProduct, earlier: Sequence[PostedProduct]) -> DoubtCode | None:
    """Whether an earlier product already has the name or the code."""
    return _repeated(product, {label for other in earlier for label in _labels(other)})


def _labels(product: PostedProduct) -> set[str]:
    """What no other product may have; a code cannot be taken for a name."""
    return {f"={fold(product.name)}", *({f"#{product.code}"} if product.code else ())}


def _repeated(product: PostedProduct, said: Collection[str]) -> DoubtCode | None:
    if f"={fold(product.name)}" in said:
        return DoubtCode.DUPLICATE_NAME
    return DoubtCode.DUPLICATE_CODE if f"#{product.code}" in said and product.code else None


def _with_pictures(products: Sequence[PostedProduct]) -> list[PostedProduct]:
    """A picture of food that stands on one product's line alone is what people will type."""
    on_line = Counter(product.line for product in products)
    texts = dict.fromkeys((product.line, product.text) for product in products)
    own = {(line, text): tuple(dict.fromkeys(FOOD.findall(text))) for line, text in texts}
    seen = Counter(picture for pictures in own.values() for picture in pictures)
    pictured: list[PostedProduct] = []
    for product in products:
        pictures = own[product.line, product.text]
        only = len(pictures) == 1 and seen[pictures[0]] == 1 and on_line[product.line] == 1
        pictured.append(
            replace(product, aliases=(*product.aliases, *pictures)) if only else product
        )
    return pictured


def _is_traditional(text: str) -> bool:
    """Whether a post is written in traditional characters or speaks of NT$."""
    pairs = [(line.clean, fold(line.clean)) for line in lines_of(text)]
    changed = sum(
        a != b and _HAN.match(a) is not None
        for written, folded in pairs
        for a, b in zip(written, folded, strict=True)
    )
    return changed >= 3 or any(_TAIWAN.search(folded) for _, folded in pairs)
