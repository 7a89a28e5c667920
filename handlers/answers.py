"""What residents ask and the bot can answer: prices, stock, times, pickup, their own orders."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from handlers.lists import arrival, book_names, part
from handlers.messages import Reply
from handlers.replies import answer, personal
from handlers.texts import answers as texts
from handlers.texts import lists as list_texts
from handlers.texts import orders as order_texts
from handlers.texts.amounts import count, when
from handlers.work import Call, Work
from rules.offers import Action, OfferState, may
from solitaire.values import AccountId, Query, QueryKind, RowKey
from storage.books import Book, load_book
from storage.groups import Group, list_joined_by, list_led_by
from storage.offers import OfferProduct, list_offers
from storage.orders import Order
from storage.payments import Tab, list_tabs

_PERSONAL = frozenset({QueryKind.MY_ORDER, QueryKind.NOTHING_TO_CANCEL})


async def on_queries(work: Work, call: Call, queries: Sequence[Query]) -> Sequence[Reply]:
    """Answers to the questions of one message, in one message; what is personal privately."""
    book = call.state.book
    if book is None:
        return ()
    if any(query.kind is QueryKind.MY_ORDER for query in queries):
        return await on_my_order(work, call)
    said = [line for query in queries for line in _answer(work, call, book, query)]
    return (answer(call, "\n".join(dict.fromkeys(said))),) if said else ()


def _answer(work: Work, call: Call, book: Book, query: Query) -> Iterable[str]:
    match query.kind:
        case QueryKind.STOCK:
            return _stock(book, query)
        case QueryKind.PRICE | QueryKind.DETAILS | QueryKind.WHO_ORDERED:
            return _about_products(book, query)
        case QueryKind.HOW_TO_ORDER:
            first = next(iter(book.products.values()))
            example = list_texts.example_order(book_names(book)[first.code], first.unit)
            return (texts.how_to_order(example),)
        case QueryKind.HOW_TO_PAY:
            return (texts.how_to_pay(),)
        case QueryKind.COMMISSION:
            return (texts.commission_in_private(),)
        case QueryKind.NOTHING_TO_CANCEL:
            ordered = any(book.lines_of(order.row) for order in _orders_of(book, call.account))
            names = [book_names(book)[code] for code in query.products if ordered]
            return (texts.nothing_to_cancel(names),)
        case _:
            return _when_and_where(work, call.group, book, query.kind)


def _when_and_where(work: Work, group: Group, book: Book, kind: QueryKind) -> Iterable[str]:
    zone = ZoneInfo(group.settings.timezone)
    place = book.offer.place or group.pickup_point
    match kind:
        case QueryKind.CUTOFF:
            at = when(book.offer.cutoff_at, work.at, zone) if book.offer.cutoff_at else ""
            is_open = book.offer.state is OfferState.OPEN
            return (texts.cutoff(at) if is_open else texts.already_closed(at),)
        case QueryKind.ARRIVAL:
            return (_arrival(work, group, book),)
        case QueryKind.PICKUP:
            return (texts.pickup(place), _arrival(work, group, book))
        case QueryKind.DELIVERY:
            return (texts.delivery(place),)
        case _:
            return (texts.ask_the_leader(),)


def _stock(book: Book, query: Query) -> Iterable[str]:
    """What is left, of all goods when none of them is asked for; and whether it can be had."""
    if not query.products:
        yield texts.on_offer()
    yield from _about_products(book, query)
    if not may(book.offer.state, Action.ORDER):
        yield order_texts.late()


def _about_products(book: Book, query: Query) -> Iterable[str]:
    meant = [book.products[code] for code in query.products if code in book.products]
    for product in meant or book.products.values():
        yield _about(book, product, query.kind)


def _about(book: Book, product: OfferProduct, kind: QueryKind) -> str:
    name = book_names(book)[product.code]
    left = None if product.stock is None else product.stock - book.granted(product.code)
    match kind:
        case QueryKind.PRICE:
            variants = [(variant, product.price(variant)) for variant in product.variants]
            return texts.price_of(name, product.fen, product.unit, variants)
        case QueryKind.STOCK if product.taken_off:
            return texts.taken_off(name)
        case QueryKind.STOCK if left is not None and left <= 0:
            return texts.sold_out(name)
        case QueryKind.STOCK:
            return texts.in_stock(name, left, product.unit)
        case QueryKind.WHO_ORDERED:
            people = {line.row for line in book.standing() if line.product == product.code}
            total = f"{count(book.granted(product.code))}{product.unit}"
            return texts.who_ordered(name, total, len(people))
        case _:
            return texts.details(product.name, product.unit, product.remark)


def _arrival(work: Work, group: Group, book: Book) -> str:
    zone = ZoneInfo(group.settings.timezone)
    arrived = [p.arrived_at for p in book.products.values() if p.arrived_at is not None]
    if arrived:
        return texts.arrived(when(max(arrived), work.at, zone))
    said = arrival(work, group, book.offer)
    return texts.arrival(said) if said else texts.arrival_unknown()


async def on_my_order(work: Work, call: Call) -> Sequence[Reply]:
    """我的订单: over all groups of hers, privately."""
    groups = {
        group.id: group for group in await list_joined_by(work.session, call.account, work.base)
    }
    for group in await list_led_by(work.session, call.account, work.base):
        groups.setdefault(group.id, group)
    said = []
    for group in groups.values():
        for book in await _books(work, group):
            tabs = await list_tabs(work.session, group.id, book.offer.number)
            rows = _rows(book, call.account, {tab.row: tab for tab in tabs})
            if rows:
                said.append(_order(work, group, book, rows))
    return await personal(work, call, "\n\n".join(said) or texts.no_orders())


async def _books(work: Work, group: Group) -> Sequence[Book]:
    state = await work.state(group.id)
    newest = state.book if state else None
    offers = await list_offers(work.session, group.id, OfferState.CLOSED)
    older = [
        await load_book(work.session, offer, group.leader)
        for offer in offers
        if newest is None or offer.number != newest.offer.number
    ]
    return [*older, newest] if newest else older


def _rows(book: Book, account: AccountId, tabs: Mapping[RowKey, Tab]) -> list[str]:
    rows = []
    for order in _orders_of(book, account):
        lines = book.lines_of(order.row)
        if not lines:
            continue
        parts = [str(part(book, line.item, line.quantity)) for line in lines]
        total = sum(line.fen for line in lines)
        tab = tabs.get(order.row)
        paid = texts.payment(tab.paid, tab.open, tab.over, tab.claimed, tab.spared) if tab else ""
        rows.append(texts.order_row(order.who, parts, total, order.number, paid, order.note))
    return rows


def _orders_of(book: Book, account: AccountId) -> Sequence[Order]:
    """The rows a person has placed, her own and those of people without an account."""
    ordered = sorted(book.orders.values(), key=lambda order: order.number)
    hers = (order for order in ordered if account in {order.account, order.placer})
    return [order for order in hers if order.account in {None, account}]


def _order(work: Work, group: Group, book: Book, rows: Sequence[str]) -> str:
    zone = ZoneInfo(group.settings.timezone)
    until = when(book.offer.cutoff_at, work.at, zone) if book.offer.cutoff_at else ""
    title = book.offer.title or list_texts.todays_title(group.name)
    return texts.your_order(group.name, title, rows, texts.state(book.offer.state.value, until))
