"""A group's running offer, whole and in memory: the list, the chat as read, the book as granted.

Built from the rows once; from then on each change gives a new value and queues its own writes, so
that the cost of a message does not grow with the evening.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from solitaire.chat import Chat, compile_lexicon, hear, refuse, relist, start
from solitaire.values import AccountId, ItemKey, Product, RowKey
from storage.log import Heard, Relisted, list_log
from storage.offers import Offer, OfferProduct, list_products
from storage.orders import Line, Order, list_lines, list_orders
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Book:
    """An offer with all that belongs to it. ``seq`` counts the entries of its chat."""

    offer: Offer
    products: Mapping[str, OfferProduct]
    chat: Chat
    orders: Mapping[RowKey, Order]
    lines: Mapping[tuple[RowKey, ItemKey], Line]
    seq: int

    def lines_of(self, row: RowKey) -> tuple[Line, ...]:
        """The standing lines of a row, in the order first booked."""
        return tuple(
            sorted(
                (line for key, line in self.lines.items() if key[0] == row and line.quantity),
                key=lambda line: line.position,
            )
        )

    def standing(self) -> tuple[Line, ...]:
        """All standing lines, in the order first booked."""
        return tuple(line for line in self.lines.values() if line.quantity)

    def total(self, row: RowKey) -> int:
        """What a row comes to, in fen."""
        return sum(line.fen for line in self.lines_of(row))

    def granted(self, product: str) -> int:
        """How much of a product stands in the book (thousandths)."""
        return sum(line.quantity for line in self.lines.values() if line.product == product)


def split_item(item: ItemKey) -> tuple[str, str]:
    """A product's code and the variant, "" without one."""
    code, _, variant = item.partition("/")
    return code, variant


def plain_products(products: Sequence[OfferProduct]) -> tuple[Mapping[str, Any], ...]:
    """The list as the reader knows it, as plain values for the log."""
    return tuple(asdict(product.spoken) for product in products)


def _product(plain: Mapping[str, Any]) -> Product:
    lists = {name: tuple(value) for name, value in plain.items() if isinstance(value, list | tuple)}
    return Product(**{**plain, **lists})


async def read_list(
    chat: Chat | None, plain: Sequence[Mapping[str, Any]], leader: AccountId
) -> Chat:
    """The chat with a list; a new one where there is none. Compiled in a worker thread."""
    lexicon = await asyncio.to_thread(compile_lexicon, [_product(entry) for entry in plain])
    return start(lexicon, leader) if chat is None else relist(chat, lexicon)


async def load_book(session: Session, offer: Offer, leader: AccountId) -> Book:
    """Read an offer's rows and its chat again. An offer without a list yet cannot be loaded."""
    products = await list_products(session, offer.group, offer.number)
    orders = await list_orders(session, offer.group, offer.number)
    lines = await list_lines(session, offer.group, offer.number)
    entries = await list_log(session, offer.group, offer.number)
    chat: Chat | None = None
    for entry in entries:
        match entry:
            case Relisted():
                chat = await read_list(chat, entry.products, leader)
            case Heard() if chat is not None:
                chat, _ = hear(chat, entry.message)
                if entry.refused:
                    chat = refuse(chat, entry.message.id, entry.refused)
    if chat is None:
        chat = await read_list(None, plain_products(products), leader)
    return Book(
        offer,
        {product.code: product for product in products},
        chat,
        {order.row: order for order in orders},
        {(line.row, line.item): line for line in lines},
        max((entry.seq for entry in entries), default=-1) + 1,
    )


def with_offer(book: Book, **values: Any) -> Book:
    """The book with other values in its offer."""
    return replace(book, offer=replace(book.offer, **values))
