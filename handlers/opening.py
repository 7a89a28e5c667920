"""A draft on its way to be an open offer: what is doubtful is asked, the rest is opened or kept."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers import publishing
from handlers.booking import take
from handlers.lists import listing
from handlers.messages import ChatId, Reply
from handlers.plans import tomorrows
from handlers.replies import answer, ask, tell
from handlers.texts import lists as list_texts
from handlers.texts import offers as texts
from handlers.texts import say
from handlers.texts.amounts import when
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.times import day_of
from solitaire.post import read_post
from solitaire.post_stored import post_to_dict
from solitaire.post_values import Post
from solitaire.values import MessageId
from storage.books import Book, plain_products, read_list
from storage.commands import note_command, supersede
from storage.groups import Group
from storage.offers import Offer, save_offer

DOUBTS = "doubts"
MERGE = "merge"
SUGGESTED = "suggested"


async def settle(work: Work, call: Call, offer: Offer, said: Post) -> Sequence[Reply]:
    """Ask about what is doubtful, or bring the draft where it belongs."""
    draft = replace(offer, draft=post_to_dict(said))
    save_offer(work.session, draft)
    group, number, account = call.group.id, offer.number, call.account
    kind = "prepare" if offer.prepared else "draft"
    supersede(work.session, group, number, kind, work.at)
    note_command(work.session, group, number, account, kind, {}, 0, work)
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
    return await open_now(work, call, draft, said)


def lines_of_post(text: str) -> int:
    """How many of a message's lines are goods, certain or doubtful."""
    said = read_post(text)
    return len(said.products) + len(said.doubts)


async def open_now(work: Work, call: Call, offer: Offer, said: Post) -> Sequence[Reply]:
    """Open an offer from a post without doubts, unless its cutoff has passed already."""
    timed = publishing.timed(call.group, offer, said, work.at)
    if timed.cutoff_at is not None and timed.cutoff_at <= work.at:
        zone = ZoneInfo(call.group.settings.timezone)
        return (answer(call, texts.cutoff_passed(when(timed.cutoff_at, work.at, zone))),)
    products = publishing.offered(said.products)
    _, listed = await publishing.publish(work, call.group, timed, products)
    supersede(work.session, call.group.id, offer.number, "draft", work.at)
    note_command(work.session, call.group.id, offer.number, call.account, "open", {}, 1, work)
    booked = await book_entries(work, call, said)
    if call.private:
        told = tell(call.account, texts.opened_in(call.group.name), join="opened")
        return (listed, told, *booked)
    return (listed, *booked)


async def book_entries(work: Work, call: Call, said: Post) -> Sequence[Reply]:
    """People's entries that the leader pasted with her post are orders of theirs
    (orders/RULES.md 8)."""
    state = await work.state(call.group.id)
    if not said.entries or state is None:
        return ()
    pasted = replace(
        call.event,
        chat=ChatId(call.group.id),
        message=MessageId(f"{call.event.message}#entries"),
        text="\n".join((list_texts.HEAD, *said.entries)),
        reply_to=None,
    )
    return (await take(work, state, pasted)).replies


async def _keep_prepared(work: Work, call: Call, offer: Offer, said: Post) -> Sequence[Reply]:
    """Keep a post for tomorrow: its times are meant as of the day it is posted."""
    zone = ZoneInfo(call.group.settings.timezone)
    at = tomorrows(call.group.settings, work.at)
    timed = publishing.timed(call.group, offer, said, at)
    save_offer(work.session, replace(timed, posted_on=day_of(at, zone).isoformat()))
    previewed = await preview(call.group, timed, said)
    shown = listing(replace(work, at=at), call.group, previewed)
    return (answer(call, texts.prepared(call.group.name, when(at, work.at, zone), shown)),)


async def preview(group: Group, offer: Offer, said: Post) -> Book:
    """The book that an offer would open with, to show its list."""
    products = publishing.offered(said.products)
    chat = await read_list(None, plain_products(products), group.leader)
    return Book(offer, {product.code: product for product in products}, chat, {}, {}, 0)
