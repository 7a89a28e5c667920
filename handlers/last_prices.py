"""Posted prices beside what the same goods cost in the group's last offers: one far from it is
doubtful, until the leader says it a second time."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.work import Work
from rules.offers import OfferState
from rules.prices import is_unlike
from solitaire.normal import fold_name
from solitaire.post_values import DEFAULT_UNIT, Doubt, DoubtCode, Post, PostedProduct
from storage.groups import Group
from storage.offers import OfferProduct, list_offers, list_products

OFFERS_BACK = 5
"""How many of a group's offers are looked back upon."""

Insisted = frozenset[tuple[str, int]]
"""Names, folded, and prices (fen) that the leader was asked about."""


def asked_about(post: Post) -> Insisted:
    """The prices of a draft that she was asked about: said again, they are meant."""
    return frozenset(
        (fold_name(doubt.reading.name), doubt.reading.fen)
        for doubt in post.doubts
        if doubt.code is DoubtCode.PRICE_UNLIKE_LAST and doubt.reading
    )


async def doubt_prices(
    work: Work, group: Group, post: Post, insisted: Insisted, before: Post | None = None
) -> Post:
    """The post with a doubt for each product whose price is far from its last one. What stood so
    in the draft ``before`` was judged already."""
    known = set(before.products) if before else set[PostedProduct]()
    last = await _last(work, group) if set(post.products) - known else {}
    doubts: list[Doubt] = []
    for product in post.products:
        key = fold_name(product.name)
        old = last.get(key)
        if product in known or old is None or (key, product.fen) in insisted:
            continue
        if (fen := _unlike(product, old)) is not None:
            code = DoubtCode.PRICE_UNLIKE_LAST
            doubts.append(Doubt(code, product.line, product.text, product, fen))
    gone = {doubt.reading for doubt in doubts}
    certain = tuple(product for product in post.products if product not in gone)
    ordered = sorted((*post.doubts, *doubts), key=lambda doubt: doubt.line)
    return replace(post, products=certain, doubts=tuple(ordered))


async def _last(work: Work, group: Group) -> Mapping[str, OfferProduct]:
    """Each name's product in the newest offer that had it."""
    states = (OfferState.OPEN, OfferState.CLOSED, OfferState.DONE)
    offers = (await list_offers(work.session, group.id, *states))[-OFFERS_BACK:]
    last: dict[str, OfferProduct] = {}
    for offer in offers:
        for product in await list_products(work.session, group.id, offer.number):
            if not product.taken_off:
                last[fold_name(product.name)] = product
    return last


def _unlike(product: PostedProduct, last: OfferProduct) -> int | None:
    """What it cost (fen), if that is far from what it is to cost. A price beside the original one
    that it is cut from, or of another unit, tells nothing."""
    units = {product.unit, last.unit}
    if len(units) > 1 and DEFAULT_UNIT not in units:
        return None
    if product.original_fen and not is_unlike(last.fen, product.original_fen):
        return None
    for variant, fen in zip(product.variants, product.variant_fen, strict=False):
        if variant in last.variants and is_unlike(last.price(variant), fen):
            return last.price(variant)
    one_price = not product.variant_fen and not last.variant_fen
    return last.fen if one_price and is_unlike(last.fen, product.fen) else None
