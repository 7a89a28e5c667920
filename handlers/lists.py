"""The list as the group sees it, made from an offer's book; used by whatever renews it."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import msgspec

from handlers.messages import Attachment, ChatId, Reply, ReplyKind
from handlers.pictures.poster import Poster, PosterProduct, PosterVariant, poster_pages
from handlers.texts import lists as texts
from handlers.texts.amounts import Part, arrives, called, when
from handlers.work import Work
from rules.times import day_of
from solitaire.titles import short_names
from solitaire.values import ItemKey
from storage.books import Book, split_item
from storage.groups import Group
from storage.offers import Offer, OfferProduct


def listing(work: Work, group: Group, book: Book) -> str:
    """The offer's list in words, as it stands now."""
    offer, zone = book.offer, ZoneInfo(group.settings.timezone)
    shown = [listed(book, product) for product in book.products.values()]
    first = next(iter(book.products.values()))
    names = book_names(book)
    return texts.offer_list(
        offer.title or texts.todays_title(group.name),
        shown,
        when(offer.cutoff_at, work.at, zone) if offer.cutoff_at else "",
        arrival(work, group, offer),
        offer.place or group.pickup_point,
        offer.blurb,
        texts.example_order(names[first.code], first.unit),
    )


def arrival(work: Work, group: Group, offer: Offer) -> str:
    """When the offer's goods come, as one says it now; "" when nothing was said."""
    if offer.arrival_at is None:
        return offer.arrival
    return arrives(offer.arrival_at, offer.arrival, work.at, ZoneInfo(group.settings.timezone))


def listed(book: Book, product: OfferProduct) -> texts.Listed:
    """A product as its line shows it."""
    left = None if product.stock is None else product.stock - book.granted(product.code)
    return texts.Listed(
        product.code,
        product.name,
        product.unit,
        product.fen,
        tuple((variant, product.price(variant)) for variant in product.variants),
        product.original_fen,
        product.limit,
        product.minimum,
        left,
        product.taken_off,
        product.remark,
    )


def renewed(work: Work, group: Group, book: Book, what: str) -> Reply:
    """What changed, and the list as it is now, to the group."""
    return Reply(
        ChatId(group.id), texts.renewed(what, listing(work, group, book)), ReplyKind.ANSWER
    )


def running(book: Book, group: Group) -> Reply:
    """The running 接龙: everybody's line, rooms masked, as the group would continue it."""
    entries, rows = [], []
    for row, order in sorted(book.orders.items(), key=lambda pair: pair[1].number):
        parts = [str(part(book, line.item, line.quantity)) for line in book.lines_of(row)]
        if parts:
            entries.append(texts.Entry(called(order.who, order.address), parts, called(order.note)))
            rows.append(row)
    title = book.offer.title or texts.todays_title(group.name)
    return Reply(ChatId(group.id), texts.running(title, entries), entries=tuple(rows))


def book_names(book: Book) -> Mapping[str, str]:
    """Code → what a product is called in a sentence."""
    return short_names((product.code, product.name) for product in book.products.values())


def part(book: Book, item: ItemKey, quantity: int) -> Part:
    """An item in words."""
    code, variant = split_item(item)
    return Part(book_names(book)[code], variant, quantity, book.products[code].unit)


def posters(work: Work, group: Group, book: Book) -> tuple[Attachment, ...]:
    """The list as a picture; a long one as several, so that each can be read on a phone."""
    zone, offer = ZoneInfo(group.settings.timezone), book.offer
    names = book_names(book)
    drawn = Poster(
        group.name,
        day_of(work.at, zone),
        tuple(
            _on_poster(book, product, names[product.code])
            for product in book.products.values()
            if not product.taken_off
        ),
        when(offer.cutoff_at, work.at, zone) if offer.cutoff_at else "",
        arrival(work, group, offer),
        offer.place or group.pickup_point,
    )
    return tuple(
        Attachment("poster", _poster_name(page), msgspec.to_builtins(page))
        for page in poster_pages(drawn)
    )


def _poster_name(page: Poster) -> str:
    return "list.png" if page.pages == 1 else f"list-{page.page}.png"


def _on_poster(book: Book, product: OfferProduct, name: str) -> PosterProduct:
    shown = listed(book, product)
    return PosterProduct(
        shown.code,
        shown.name,
        shown.fen,
        shown.unit,
        original_fen=shown.original_fen,
        limit=shown.limit,
        left=None if shown.left is None else max(0, shown.left),
        variants=tuple(PosterVariant(variant, fen) for variant, fen in shown.variants),
        called=name,
    )
