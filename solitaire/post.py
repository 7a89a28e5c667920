"""A leader's product post as she writes it for her group, read into products, times and place.

What cannot be read for certain is a doubt about one line; the rest of the post stands. Opening the
offer, codes in use and what the bot says are left to others.
"""

from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from solitaire.post_entries import take_entries
from solitaire.post_finish import finish, repeated
from solitaire.post_gather import gather
from solitaire.post_rates import take_rates, with_rates
from solitaire.post_text import fold
from solitaire.post_values import Doubt, DoubtCode, Post, PostedProduct
from solitaire.titles import short_name

LIKE: Final = 0.6
"""How alike two names are, of 1, when one is the other mended."""


def read_post(text: str) -> Post:
    r"""Reads a whole post. Never raises; a text without products gives a post without products.

    >>> post = read_post("今晚8点截单\n草莓2斤装 29.9/盒 限2 库存50")
    >>> [(p.name, p.fen, p.unit, p.limit, p.stock) for p in post.products]
    [('草莓2斤装', 2990, '盒', 2000, 50000)]
    """
    rest, entries = take_entries(text, lambda post: coded(_read(post)).products)
    return replace(_read(rest), entries=entries)


def _read(text: str) -> Post:
    text, rates = take_rates(text)
    gathered = gather(text)
    products, doubts = finish(gathered.drafts, text)
    notices = [line.notices for line in gathered.lines]
    post = Post(
        title=gathered.title,
        products=tuple(products),
        doubts=tuple(doubts),
        cutoff=next((notice.cutoff for notice in notices if notice.cutoff), None),
        arrival=next((notice.arrival for notice in notices if notice.arrival), None),
        place=next((notice.place for notice in notices if notice.place), ""),
        blurb=gathered.blurb,
    )
    return with_rates(post, rates)


def amend(post: Post, text: str) -> Post:
    """The post with lines sent again. A line about a doubtful product (its code, its name, or a
    name like it) settles that doubt and takes its place; the same line unchanged means that she
    means it, where it can be taken at all. A line with a certain product's code or name replaces
    that product. Other lines are added, and times and places said now replace those said before.
    """
    said = read_post(text)
    for product in said.products:
        post = _with_product(post, product, None)
    for doubt in said.doubts:
        post = _with_product(post, doubt.reading, doubt) if doubt.reading else post
    return replace(
        post,
        cutoff=said.cutoff or post.cutoff,
        arrival=said.arrival or post.arrival,
        place=said.place or post.place,
        entries=(*post.entries, *(line for line in said.entries if line not in post.entries)),
    )


def without_doubts(post: Post) -> Post:
    """The post as far as it is certain: the doubtful lines are left out."""
    return replace(post, doubts=())


def coded(post: Post) -> Post:
    """The post with a code for every product: her own, else the lowest free number from 1, in
    order. Call it when the draft is shown or opened; codes given here count as hers from then on.
    """
    taken = {product.code for product in post.products if product.code}
    free = (str(number) for number in range(1, len(post.products) + len(taken) + 1))
    unused = (code for code in free if code not in taken)
    products = tuple(p if p.code else replace(p, code=next(unused)) for p in post.products)
    return replace(post, products=products)


def _with_product(post: Post, product: PostedProduct, doubt: Doubt | None) -> Post:
    """The post with one product said again, or with the doubt that is still about it."""
    old = _doubt_about(post, product)
    line = old.line if old else product.line
    moved = replace(product, line=line, commission=_rate(product, old))
    doubts = tuple(other for other in post.doubts if other is not old)
    kept = (
        tuple(other for other in post.products if not _same(other, product))
        if not old
        else post.products
    )
    if doubt is not None and not (old and _meant(old, doubt)):
        return replace(post, doubts=(*doubts, replace(doubt, line=line, reading=moved)))
    code = repeated(moved, kept)
    if code is not None:
        return replace(post, doubts=(*doubts, Doubt(code, line, moved.text, moved)))
    if old is None:
        return replace(post, doubts=doubts, products=_replaced(post.products, moved))
    ordered = sorted((*kept, moved), key=lambda one: one.line)
    return replace(post, doubts=doubts, products=tuple(ordered))


def _rate(product: PostedProduct, doubt: Doubt | None) -> int | None:
    """The commission as said now, else as said before the line was mended."""
    if product.commission is not None or doubt is None or doubt.reading is None:
        return product.commission
    return doubt.reading.commission


def _replaced(
    products: tuple[PostedProduct, ...], said: PostedProduct
) -> tuple[PostedProduct, ...]:
    """The products with one said anew in its old place, or at the end."""
    for place, old in enumerate(products):
        if _same(old, said):
            new = replace(said, code=said.code or old.code, line=old.line)
            return (*products[:place], new, *products[place + 1 :])
    last = max((product.line for product in products), default=0)
    return (*products, replace(said, line=last + 1))


def _same(one: PostedProduct, other: PostedProduct) -> bool:
    return fold(one.name) == fold(other.name) or bool(one.code and one.code == other.code)


def _doubt_about(post: Post, product: PostedProduct) -> Doubt | None:
    """The doubt that a product said now settles: the same one, else the one most like it."""
    readings = [(doubt, doubt.reading) for doubt in post.doubts if doubt.reading]
    for doubt, reading in readings:
        if product.name and _same(reading, product):
            return doubt
    likeness = [(_likeness(reading, product), doubt) for doubt, reading in readings]
    best = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= LIKE else None


def _likeness(reading: PostedProduct, product: PostedProduct) -> float:
    """Of 1; a reading without a name is like what has its price."""
    if not reading.name:
        return float(reading.fen == product.fen)
    old, new = (fold(short_name(one.name))[:40] for one in (reading, product))
    if old and new and (old in new or new in old):
        return 0.9
    return SequenceMatcher(None, old, new).ratio()


_MEANT_WHEN_REPEATED: Final = frozenset(
    {DoubtCode.PRICE_LOOKS_WRONG, DoubtCode.TWO_PRICES, DoubtCode.PRICE_FROM, DoubtCode.LONG_NAME}
)


def _meant(old: Doubt, new: Doubt) -> bool:
    """Whether she said again, word for word, what can be taken as it stands."""
    same = old.code is new.code and fold(old.text.strip()) == fold(new.text.strip())
    return same and new.code in _MEANT_WHEN_REPEATED and bool(new.reading and new.reading.fen)
