"""The list as the group sees it, made from an offer's book; used by whatever renews it."""

from zoneinfo import ZoneInfo

from handlers.messages import Attachment, ChatId, Reply, ReplyKind
from handlers.texts import lists as texts
from handlers.texts.amounts import called, count, when
from handlers.work import Work
from solitaire.titles import short_names
from storage.books import Book
from storage.groups import Group
from storage.offers import OfferProduct


def listing(work: Work, group: Group, book: Book) -> str:
    """The offer's list in words, as it stands now."""
    offer, zone = book.offer, ZoneInfo(group.settings.timezone)
    shown = [listed(book, product) for product in book.products.values()]
    first = next(iter(book.products.values()))
    names = short_names((product.code, product.name) for product in book.products.values())
    return texts.offer_list(
        offer.title or texts.todays_title(group.name),
        shown,
        when(offer.cutoff_at, work.at, zone) if offer.cutoff_at else "",
        offer.arrival,
        offer.place or group.pickup_point,
        offer.blurb,
        texts.example_order(names[first.code], first.unit),
    )


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
    return Reply(ChatId(group.id), texts.renewed(what, listing(work, group, book)), ReplyKind.ANSWER)


def running(book: Book, group: Group) -> Reply:
    """The running 接龙: everybody's line, rooms masked, as the group would continue it."""
    entries, rows = [], []
    for row, order in sorted(book.orders.items(), key=lambda pair: pair[1].number):
        parts = [_part(book, line.item, line.quantity) for line in book.lines_of(row)]
        if parts:
            entries.append(texts.Entry(called(order.who, order.address), parts, called(order.note)))
            rows.append(row)
    title = book.offer.title or texts.todays_title(group.name)
    return Reply(ChatId(group.id), texts.running(title, entries), entries=tuple(rows))


def _part(book: Book, item: str, quantity: int) -> str:
    code, _, variant = item.partition("/")
    names = short_names((product.code, product.name) for product in book.products.values())
    return f"{names[code]}{variant}{count(quantity)}{book.products[code].unit}"


def poster(work: Work, group: Group, book: Book) -> Attachment:
    """The list as a picture."""
    zone = ZoneInfo(group.settings.timezone)
    offer = book.offer
    products = []
    for product in book.products.values():
        shown = listed(book, product)
        products.append(
            {
                "code": shown.code,
                "name": shown.name,
                "unit": shown.unit,
                "fen": shown.fen,
                "original_fen": shown.original_fen,
                "variants": [list(pair) for pair in shown.variants],
                "limit": shown.limit,
                "minimum": shown.minimum,
                "left": shown.left,
                "taken_off": shown.taken_off,
            }
        )
    return Attachment(
        "poster",
        "list.png",
        {
            "group": group.name,
            "title": offer.title,
            "at": work.at.astimezone(zone).isoformat(),
            "cutoff": when(offer.cutoff_at, work.at, zone) if offer.cutoff_at else "",
            "arrival": offer.arrival,
            "place": offer.place or group.pickup_point,
            "products": products,
        },
    )
