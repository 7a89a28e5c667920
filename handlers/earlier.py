"""Which of a group's offers a message is about, where it is not the newest."""

from collections.abc import Sequence

from handlers.collecting import title_of
from handlers.texts import orders as texts
from handlers.work import Work
from rules.offers import OfferState
from solitaire.chat import Chat, hear
from solitaire.normal import fold_text
from solitaire.titles import short_names
from solitaire.values import Message, MessageId, Reading
from storage.books import Book, load_book
from storage.groups import Group
from storage.log import find_heard
from storage.offers import OfferProduct, find_offer, list_offers, list_products
from storage.states import GroupState

_STANDS = frozenset({OfferState.OPEN, OfferState.CLOSED, OfferState.DONE})


async def book_of_change(work: Work, state: GroupState, message: MessageId) -> Book | None:
    """The book in whose chat a message that is edited or recalled was heard, if it still counts."""
    group, newest = state.group, state.book
    number = await find_heard(work.session, group.id, message)
    if number is None or (newest is not None and number == newest.offer.number):
        return None if number is None else newest
    offer = await find_offer(work.session, group.id, number)
    if offer is None or offer.state not in _STANDS:
        return None
    return await load_book(work.session, offer, group.leader)


async def earlier_order(
    work: Work, group: Group, newest: Book, message: Message
) -> tuple[Book, Chat, Reading] | None:
    """The closed offer in which a leader's words, which change nothing in the newest, change an
    order of one of her people: 给张姐补 草莓1 where only yesterday there were strawberries."""
    text = fold_text(message.text)
    for offer in reversed(await list_offers(work.session, group.id, OfferState.CLOSED)):
        if offer.number == newest.offer.number:
            continue
        products = await list_products(work.session, group.id, offer.number)
        if not _names_one(text, products):
            continue
        book = await load_book(work.session, offer, group.leader)
        chat, reading = hear(book.chat, message)
        theirs = [chat.state.rows[row].account != group.leader for row in reading.rows]
        if reading.changes and all(theirs):
            return book, chat, reading
    return None


def _names_one(text: str, products: Sequence[OfferProduct]) -> bool:
    names = short_names((product.code, product.name) for product in products)
    words = [*names.values(), *(alias for product in products for alias in product.aliases)]
    return any(fold_text(word) in text for word in words if word)


def said_of(group: Group, book: Book, newest: Book | None, text: str) -> str:
    """What is said about an offer, with its name where it is not the newest."""
    if newest is None or newest.offer.number == book.offer.number:
        return text
    return texts.of_offer(title_of(group, book), text)
