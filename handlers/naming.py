"""Which product of an offer a leader's word means."""

import re
from collections.abc import Iterable

from handlers.texts.arrivals import LACKS
from solitaire.normal import fold_name
from solitaire.titles import short_name
from storage.offers import OfferProduct
from storage.states import GroupState

LACKING = re.compile(LACKS)
"""草莓缺3盒, folded."""
_FIGURE_BEHIND = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*[^\s\d]{0,3}$")


def names_product(state: GroupState, words: str) -> bool:
    """Whether words, with or without a figure behind them, name something on the group's list."""
    products = state.book.products.values() if state.book else ()
    bare = _FIGURE_BEHIND.sub("", words)
    return any(product_and_variant(products, word) for word in (words, bare))


def lacks_goods(state: GroupState, words: str) -> bool:
    """Whether 草莓缺3盒, or what stands behind 缺货, names something on the group's list."""
    said = LACKING.fullmatch(words)
    return names_product(state, said["product"] if said else words)


def is_lacking(words: str) -> bool:
    """Whether somebody speaks of a shortage in a sentence."""
    return LACKING.fullmatch(words) is not None


def products_named(products: Iterable[OfferProduct], word: str) -> tuple[OfferProduct, ...]:
    """The products that a word may mean: by code, else whole or short name or alias, else a part
    of a name. One product is a find; several are to be asked about; none is unknown."""
    listed, key = tuple(products), fold_name(word)
    if not key:
        return ()
    by_code = tuple(product for product in listed if fold_name(product.code) == key)
    if by_code:
        return by_code
    whole = tuple(
        product
        for product in listed
        if key in {fold_name(name) for name in (product.name, *product.aliases)}
    )
    if whole:
        return whole
    short = tuple(product for product in listed if fold_name(short_name(product.name)) == key)
    return short or tuple(product for product in listed if key in fold_name(product.name))


def product_and_variant(
    products: Iterable[OfferProduct], word: str
) -> tuple[tuple[OfferProduct, str], ...]:
    """Like ``products_named``, each with the variant that is named at it (带鱼 大, 带鱼大, 大带鱼);
    "" where none is."""
    listed = tuple(products)
    found = products_named(listed, word)
    if found:
        return tuple((product, "") for product in found)
    key = fold_name(word)
    return tuple(
        (product, variant)
        for product in listed
        for variant in product.variants
        if any(product in products_named(listed, rest) for rest in _without(key, variant))
    )


def _without(key: str, variant: str) -> tuple[str, ...]:
    """The rest of a word that begins or ends with a variant."""
    part = fold_name(variant)
    behind = (key.removesuffix(part),) if key.endswith(part) else ()
    return (*behind, key.removeprefix(part)) if key.startswith(part) else behind
