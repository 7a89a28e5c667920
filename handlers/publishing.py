"""Opening an offer: from a post as read to the group's list, and closing it; used by the leader's
commands and by the clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from handlers.issuing import issue_sheets
from handlers.lists import listing
from handlers.messages import ChatId, Reply, ReplyKind
from handlers.plans import Timed, drop, plan_arrival, plan_offer
from handlers.replies import post
from handlers.texts import lists as texts
from handlers.texts.amounts import count, hours
from handlers.work import Work
from rules.offers import OfferState
from rules.times import day_of, next_clock
from solitaire.post_dates import arrival_date, cutoff_instant
from solitaire.post_values import Post, PostedProduct
from storage.books import Book, plain_products, read_list
from storage.groups import Group
from storage.log import Relisted, add_relisted
from storage.offers import (
    Offer,
    OfferProduct,
    list_offers,
    remove_draft,
    save_offer,
    save_product,
)

NOON = time(12)
"""Stands for the arrival's hour where only its day was said."""


def offered(posted: Sequence[PostedProduct], taken: Sequence[str] = ()) -> list[OfferProduct]:
    """The products of a post, each with a code: hers, else the first number that is free."""
    codes = {product.code for product in posted if product.code} | set(taken)
    numbers = (str(number) for number in range(1, 10_000) if str(number) not in codes)
    return [
        OfferProduct(
            product.code or next(numbers),
            len(taken) + place,
            product.name,
            product.unit,
            product.fen,
            product.by_weight,
            product.aliases,
            product.variants,
            product.variant_fen,
            product.stock,
            product.limit,
            product.minimum,
            product.original_fen,
            commission=product.commission,
            remark=product.remark,
        )
        for place, product in enumerate(posted)
    ]


def timed(group: Group, offer: Offer, said: Post, at: datetime) -> Offer:
    """The offer with its cutoff and arrival, as the post says or the group's settings do."""
    zone = ZoneInfo(group.settings.timezone)
    local = at.astimezone(zone)
    clock = group.settings.cutoff_at
    cutoff = (
        cutoff_instant(said.cutoff, local, clock) if said.cutoff else next_clock(at, clock, zone)
    )
    arrival = arrival_date(said.arrival, local) if said.arrival else None
    if said.arrival is None:
        return replace(offer, cutoff_at=cutoff)
    spoken = hours(said.arrival.start, said.arrival.end) or said.arrival.part
    if arrival is None:
        return replace(offer, cutoff_at=cutoff, arrival=spoken or offer.arrival)
    start = said.arrival.start or NOON
    return replace(
        offer,
        cutoff_at=cutoff,
        arrival=spoken,
        arrival_at=datetime.combine(arrival, start, zone),
    )


async def publish(
    work: Work, group: Group, offer: Offer, products: Sequence[OfferProduct]
) -> tuple[Book, Reply]:
    """Open an offer: its list goes to the group, its reminder and cutoff are planned."""
    zone = ZoneInfo(group.settings.timezone)
    opened = replace(
        offer,
        state=OfferState.OPEN,
        draft=None,
        opened_at=work.at,
        posted_on=day_of(work.at, zone).isoformat(),
    )
    save_offer(work.session, opened)
    await drop_suggested(work, group)
    for product in products:
        save_product(work.session, group.id, offer.number, product)
    plain = plain_products(products)
    add_relisted(work.session, group.id, offer.number, Relisted(0, work.at, plain))
    chat = await read_list(None, plain, group.leader)
    book = Book(opened, {product.code: product for product in products}, chat, {}, {}, 1)
    work.keep(group, book)
    plan_offer(work, group, opened)
    return book, Reply(ChatId(group.id), listing(work, group, book), ReplyKind.POST)


async def drop_suggested(work: Work, group: Group) -> None:
    """The list that the leader was handed again at the daily time is of no use any more."""
    for draft in await list_offers(work.session, group.id, OfferState.DRAFT):
        if draft.suggested:
            await remove_draft(work.session, draft)


async def relist(work: Work, group: Group, book: Book, products: Sequence[OfferProduct]) -> Book:
    """The book with another list: later messages are read with it, earlier ones with theirs."""
    for product in products:
        if book.products.get(product.code) != product:
            save_product(work.session, group.id, book.offer.number, product)
    plain = plain_products(products)
    add_relisted(work.session, group.id, book.offer.number, Relisted(book.seq, work.at, plain))
    chat = await read_list(book.chat, plain, group.leader)
    listed = {product.code: product for product in products}
    return replace(book, products=listed, chat=chat, seq=book.seq + 1)


async def close(work: Work, group: Group, book: Book) -> tuple[Book, tuple[Reply, ...]]:
    """Close an offer: the group gets the totals a product, the leader the sheets."""
    drop(work, group.id, Timed.REMINDER, str(book.offer.number))
    drop(work, group.id, Timed.CUTOFF, str(book.offer.number))
    closed = replace(book.offer, state=OfferState.CLOSED, closed_at=work.at)
    save_offer(work.session, closed)
    book = replace(book, offer=closed)
    plan_arrival(work, group, closed)
    standing = book.standing()
    people = len({line.row for line in standing})
    title = closed.title or texts.todays_title(group.name)
    said = texts.closed(title, _totals(book), people, sum(line.fen for line in standing))
    replies = (post(group.id, said),)
    if standing:
        again = closed.sheets_issued > 0
        book, sheets = await issue_sheets(work, group, book, updated=again)
        replies = (*replies, *sheets)
    work.keep(group, book)
    return book, replies


def _totals(book: Book) -> list[str]:
    lines = []
    for product in book.products.values():
        variants = product.variants or ("",)
        for variant in variants:
            total = sum(
                line.quantity
                for line in book.standing()
                if line.product == product.code and line.variant == variant
            )
            if total:
                name = f"{product.name}({variant})" if variant else product.name
                lines.append(f"· {name} {count(total)}{product.unit}")
    return lines
