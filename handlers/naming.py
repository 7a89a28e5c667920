"""Which product of an offer a leader's word means."""

from collections.abc import Iterable

from solitaire.normal import fold_name
from solitaire.titles import short_name
from storage.offers import OfferProduct


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
