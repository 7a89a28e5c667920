"""Another day: the last list again (复制昨天), and the daily time that posts what is prepared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import publishing
from handlers.lists import listing, renewed
from handlers.messages import Ask, Button, Due, Reply
from handlers.opening import MERGE, open_now, preview, settle
from handlers.replies import answer, notify
from handlers.texts import lists as list_texts
from handlers.texts import offers as texts
from handlers.texts import say
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.times import day_of
from solitaire.post_stored import post_from_dict, post_to_dict
from solitaire.post_values import Arrival, Cutoff, Day, Post, PostedProduct
from storage.books import Book
from storage.groups import Group
from storage.offers import (
    Offer,
    find_latest,
    list_offers,
    list_products,
    next_number,
    save_offer,
)

FRESH = timedelta(days=3)
"""How long a list is worth being offered again of itself."""


async def on_copy(work: Work, call: Call) -> Sequence[Reply]:
    """复制昨天: the last offer's list again, for today."""
    last = await _last_posted(work, call.group)
    if last is None:
        return (answer(call, texts.nothing_to_copy()),)
    book = call.state.book
    said = await _as_post(work, call.group, last)
    number = await next_number(work.session, call.group.id)
    offer = Offer(
        call.group.id,
        number,
        OfferState.DRAFT,
        last.title,
        "",
        last.place,
        last.blurb,
        work.at,
    )
    if book is not None and book.offer.state is OfferState.OPEN:
        return await settle(work, call, offer, said)
    return await open_now(work, call, replace(offer, draft=post_to_dict(said)), said)


async def _last_posted(work: Work, group: Group) -> Offer | None:
    return await find_latest(
        work.session, group.id, OfferState.OPEN, OfferState.CLOSED, OfferState.DONE
    )


async def _as_post(work: Work, group: Group, offer: Offer) -> Post:
    """An offer's list as a post, its times as many days ahead as they were; what was taken off is
    left out."""
    products = await list_products(work.session, offer.group, offer.number)
    return Post(
        offer.title,
        tuple(
            PostedProduct(
                product.code,
                product.name,
                product.unit,
                product.fen,
                product.by_weight,
                product.variants,
                product.variant_fen,
                product.limit,
                product.minimum,
                product.stock,
                product.original_fen,
                product.aliases,
                product.remark,
                product.position + 1,
                product.name,
            )
            for product in products
            if not product.taken_off
        ),
        cutoff=_cutoff_again(group, offer),
        arrival=_arrival_again(group, offer),
        place=offer.place,
        blurb=offer.blurb,
    )


def _ahead(group: Group, offer: Offer, at: datetime) -> Day:
    zone = ZoneInfo(group.settings.timezone)
    return Day(ahead=(day_of(at, zone) - day_of(offer.opened_at or at, zone)).days)


def _cutoff_again(group: Group, offer: Offer) -> Cutoff | None:
    if offer.cutoff_at is None:
        return None
    local = offer.cutoff_at.astimezone(ZoneInfo(group.settings.timezone))
    return Cutoff("", _ahead(group, offer, offer.cutoff_at), local.time())


def _arrival_again(group: Group, offer: Offer) -> Arrival | None:
    if offer.arrival_at is None:
        return None
    clocks = [time.fromisoformat(said) for said in offer.arrival.split("-") if said]
    start, end = (*clocks, None, None)[:2]
    return Arrival("", _ahead(group, offer, offer.arrival_at), start, end)


async def on_daily(work: Work, event: Due) -> Sequence[Reply]:
    """The daily time: post what is prepared, post again what runs for days, else hand the leader
    the last list as a draft."""
    state = await work.state(event.group)
    if state is None:
        return ()
    group, book = state.group, state.book
    today = day_of(work.at, ZoneInfo(group.settings.timezone)).isoformat()
    drafts = await list_offers(work.session, group.id, OfferState.DRAFT)
    prepared = [offer for offer in drafts if offer.prepared and (offer.posted_on or "") <= today]
    is_open = book is not None and book.offer.state is OfferState.OPEN
    if prepared and book is not None and is_open:
        return (_undecided(work, group, book, prepared[-1]),)
    if prepared:
        return (await _post_prepared(work, group, prepared[-1]),)
    if book is not None and book.offer.posted_on == today:
        return ()
    if book is not None and is_open:
        again = replace(book, offer=replace(book.offer, posted_on=today))
        save_offer(work.session, again.offer)
        work.keep(group, again)
        return (renewed(work, group, again, ""),)
    last = await _last_posted(work, group)
    if last is None or work.at - (last.opened_at or last.created_at) > FRESH:
        return ()
    said = await _as_post(work, group, last)
    again = publishing.timed(group, replace(last, arrival="", arrival_at=None), said, work.at)
    shown = listing(work, group, await preview(group, again, said))
    text = texts.yesterdays(group.name, shown)
    return (notify(group.leader, text, join=f"daily|{today}"),)


async def _post_prepared(work: Work, group: Group, draft: Offer) -> Reply:
    """What was prepared is posted; its times are meant as of today."""
    said = post_from_dict(draft.draft or {})
    timed = publishing.timed(group, draft, said, work.at)
    _, listed = await publishing.publish(work, group, timed, publishing.offered(said.products))
    return listed


def _undecided(work: Work, group: Group, book: Book, draft: Offer) -> Reply:
    """What was prepared finds another offer open: the leader decides."""
    save_offer(work.session, replace(draft, prepared=False, posted_on=None))
    title = book.offer.title or list_texts.todays_title(group.name)
    people = len({line.row for line in book.standing()})
    words = (say.MERGE, say.CLOSE_FIRST)
    return notify(
        group.leader,
        texts.one_open(title, people),
        buttons=tuple(Button(word, word) for word in words),
        ask=Ask(MERGE, group.leader, {"offer": draft.number}),
    )
