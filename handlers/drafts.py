"""From a leader's post to an open offer: what is doubtful is asked once, the draft is kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import publishing
from handlers.lists import listing, renewed
from handlers.messages import Due, Reply
from handlers.plans import next_daily, plan_daily
from handlers.replies import answer, ask, notify, tell
from handlers.texts import lists as list_texts
from handlers.texts import offers as texts
from handlers.texts import say
from handlers.texts.amounts import when
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.times import day_of
from solitaire.post import amend, read_post, without_doubts
from solitaire.post_stored import post_from_dict, post_to_dict
from solitaire.post_values import Arrival, Cutoff, Day, Post, PostedProduct
from storage.books import Book, plain_products, read_list
from storage.commands import note_command
from storage.groups import Group
from storage.offers import (
    Offer,
    find_latest,
    find_offer,
    list_offers,
    list_products,
    next_number,
    save_offer,
)
from storage.outbox import Asked

DOUBTS = "doubts"
MERGE = "merge"
FRESH = timedelta(days=3)
"""How long a list is worth being offered again of itself."""


async def on_open(work: Work, call: Call) -> Sequence[Reply]:
    """开团 and a post: the group's list, or one answer that lists what is doubtful."""
    return await _read(work, call, prepared=False)


async def on_open_tomorrow(work: Work, call: Call) -> Sequence[Reply]:
    """明天开团 and a post: kept, and posted at the next daily time."""
    return await _read(work, call, prepared=True)


async def _read(work: Work, call: Call, *, prepared: bool) -> Sequence[Reply]:
    text = call.body or call.args
    if not text.strip():
        return (answer(call, texts.how_to_open()),)
    said = read_post(text)
    if not said.products and not said.doubts:
        return (answer(call, texts.no_products()),)
    await _drop_drafts(work, call.group, prepared=prepared)
    number = await next_number(work.session, call.group.id)
    offer = Offer(
        call.group.id,
        number,
        OfferState.DRAFT,
        said.title,
        said.arrival.text if said.arrival else "",
        said.place,
        said.blurb,
        work.at,
        prepared=prepared,
    )
    return await _settle(work, call, offer, said)


async def _drop_drafts(work: Work, group: Group, *, prepared: bool) -> None:
    for draft in await list_offers(work.session, group.id, OfferState.DRAFT):
        if draft.prepared == prepared:
            save_offer(work.session, replace(draft, state=OfferState.CANCELLED))


async def _settle(work: Work, call: Call, offer: Offer, said: Post) -> Sequence[Reply]:
    """Ask about what is doubtful, or bring the draft where it belongs."""
    draft = replace(offer, draft=post_to_dict(said))
    save_offer(work.session, draft)
    if said.doubts:
        facts = {"offer": offer.number}
        text = texts.doubts(said.doubts, len(said.products))
        return (ask(call, text, DOUBTS, facts, [say.AS_IT_IS]),)
    if not said.products:
        return (answer(call, texts.no_products()),)
    if offer.prepared:
        return await _keep_prepared(work, call, draft, said)
    book = call.state.book
    if book is not None and book.offer.state is OfferState.OPEN:
        title = book.offer.title or list_texts.todays_title(call.group.name)
        people = len({line.row for line in book.standing()})
        text, facts = texts.one_open(title, people), {"offer": offer.number}
        return (ask(call, text, MERGE, facts, [say.MERGE, say.CLOSE_FIRST]),)
    return await _open(work, call, draft, said)


async def _open(work: Work, call: Call, offer: Offer, said: Post) -> Sequence[Reply]:
    timed = publishing.timed(call.group, offer, said, work.at)
    if timed.cutoff_at is not None and timed.cutoff_at <= work.at:
        zone = ZoneInfo(call.group.settings.timezone)
        return (answer(call, texts.cutoff_passed(when(timed.cutoff_at, work.at, zone))),)
    products = publishing.offered(said.products)
    _, listed = await publishing.publish(work, call.group, timed, products)
    note_command(work.session, call.group.id, offer.number, call.account, "open", {}, 1, work)
    if call.private:
        return (listed, tell(call.account, texts.opened_in(call.group.name), join="opened"))
    return (listed,)


async def _keep_prepared(work: Work, call: Call, offer: Offer, said: Post) -> Sequence[Reply]:
    zone = ZoneInfo(call.group.settings.timezone)
    at = next_daily(call.group.settings, work.at)
    timed = publishing.timed(call.group, offer, said, at)
    save_offer(work.session, timed)
    preview = await _preview(call.group, timed, said)
    shown = listing(replace(work, at=at), call.group, preview)
    return (answer(call, texts.prepared(call.group.name, when(at, work.at, zone), shown)),)


async def _preview(group: Group, offer: Offer, said: Post) -> Book:
    products = publishing.offered(said.products)
    chat = await read_list(None, plain_products(products), group.leader)
    return Book(offer, {product.code: product for product in products}, chat, {}, {}, 0)


async def on_amended(work: Work, call: Call, asked: Asked) -> Sequence[Reply] | None:
    """The doubtful lines sent again; None when the message is nothing of the kind."""
    offer = await find_offer(work.session, call.group.id, int(asked.facts["offer"]))
    if offer is None or offer.state is not OfferState.DRAFT or offer.draft is None:
        return None
    again = read_post(call.event.text)
    if not again.products and not again.doubts:
        return None
    return await _settle(work, call, offer, amend(post_from_dict(offer.draft), call.event.text))


async def on_as_it_is(work: Work, call: Call) -> Sequence[Reply]:
    """就这样: the doubtful lines are left out."""
    offer = await find_latest(work.session, call.group.id, OfferState.DRAFT)
    if offer is None or offer.draft is None:
        return (answer(call, texts.no_draft()),)
    return await _settle(work, call, offer, without_doubts(post_from_dict(offer.draft)))


async def on_merge(work: Work, call: Call) -> Sequence[Reply]:
    """并入: the new post's products join the open offer."""
    offer, book = await _undecided(work, call.group), call.state.book
    if offer is None or offer.draft is None or book is None:
        return (answer(call, texts.no_draft()),)
    said = post_from_dict(offer.draft)
    names = {product.name for product in book.products.values()}
    fresh = [product for product in said.products if product.name not in names]
    clash = [product.name for product in said.products if product.name in names]
    taken = tuple(book.products)
    fresh = [replace(p, code=None) if p.code in taken else p for p in fresh]
    added = publishing.offered(fresh, taken)
    before = {"codes": [product.code for product in added]}
    after = await publishing.relist(work, call.group, book, [*book.products.values(), *added])
    save_offer(work.session, replace(offer, state=OfferState.CANCELLED))
    number = book.offer.number
    note_command(
        work.session, call.group.id, number, call.account, "merge", before, after.seq, work
    )
    work.keep(call.group, after)
    what = [texts.merged([product.name for product in added])] if added else []
    what += [texts.merge_clash(clash)] if clash else []
    return _told(work, call, after, "\n".join(what))


async def on_close_first(work: Work, call: Call) -> Sequence[Reply]:
    """先截单: the open offer is closed, then the new one opened."""
    offer, book = await _undecided(work, call.group), call.state.book
    if offer is None or offer.draft is None or book is None:
        return (answer(call, texts.no_draft()),)
    _, closed = await publishing.close(work, call.group, book)
    opened = await _open(work, call, offer, post_from_dict(offer.draft))
    return (*closed, *opened)


async def _undecided(work: Work, group: Group) -> Offer | None:
    drafts = await list_offers(work.session, group.id, OfferState.DRAFT)
    waiting = [draft for draft in drafts if not draft.prepared]
    return waiting[-1] if waiting else None


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
        return await _settle(work, call, offer, said)
    return await _open(work, call, replace(offer, draft=post_to_dict(said)), said)


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


def _told(work: Work, call: Call, book: Book, what: str) -> Sequence[Reply]:
    """The list renewed in the group; said to her too where she asked in private."""
    listed = renewed(work, call.group, book, what)
    return (listed, tell(call.account, what)) if call.private else (listed,)


async def on_daily(work: Work, event: Due) -> Sequence[Reply]:
    """The daily time: post what is prepared, post again what runs for days, else hand the leader
    the last list as a draft."""
    state = await work.state(event.group)
    if state is None:
        return ()
    group, book = state.group, state.book
    plan_daily(work, group, max(event.due_at, work.at))
    today = day_of(work.at, ZoneInfo(group.settings.timezone)).isoformat()
    drafts = await list_offers(work.session, group.id, OfferState.DRAFT)
    prepared = [offer for offer in drafts if offer.prepared and offer.draft]
    is_open = book is not None and book.offer.state is OfferState.OPEN
    if prepared and not is_open:
        said = post_from_dict(prepared[-1].draft or {})
        products = publishing.offered(said.products)
        _, listed = await publishing.publish(work, group, prepared[-1], products)
        return (listed,)
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
    shown = listing(work, group, await _preview(group, again, said))
    text = texts.yesterdays(group.name, shown)
    return (notify(group.leader, text, join=f"daily|{today}"),)
