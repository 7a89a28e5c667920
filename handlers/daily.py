"""Another day: the last list again (复制昨天), and the daily time that posts what is prepared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import publishing
from handlers.copying import as_post, last_called_off, last_posted
from handlers.lists import listing, renewed
from handlers.messages import Ask, Button, Due, Reply
from handlers.opening import MERGE, SUGGESTED, open_now, preview, settle
from handlers.replies import answer, notify
from handlers.texts import lists as list_texts
from handlers.texts import offers as texts
from handlers.texts import say
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.times import day_of
from solitaire.post_stored import post_from_dict, post_to_dict
from storage.books import Book
from storage.groups import Group
from storage.offers import (
    Offer,
    list_offers,
    next_number,
    save_offer,
)

FRESH = timedelta(days=3)
"""How long a list is worth being offered again of itself."""


async def on_copy(work: Work, call: Call) -> Sequence[Reply]:
    """复制昨天: the last offer's list again, for today; one that was called off only if there is no
    other."""
    last = await last_posted(work, call.group) or await last_called_off(work, call.group)
    if last is None:
        return (answer(call, texts.nothing_to_copy()),)
    book = call.state.book
    said = await as_post(work, call.group, last)
    if not said.products:
        return (answer(call, texts.nothing_to_copy()),)
    await publishing.drop_suggested(work, call.group)
    number = await next_number(work.session, call.group.id)
    offer = _again(call.group, number, last, work)
    if book is not None and book.offer.state is OfferState.OPEN:
        return await settle(work, call, offer, said)
    return await open_now(work, call, replace(offer, draft=post_to_dict(said)), said)


async def on_daily(work: Work, event: Due) -> Sequence[Reply]:
    """The daily time: post what is prepared, post again what runs for days, else hand the leader
    the last list as a draft."""
    state = await work.state(event.group)
    if state is None:
        return ()
    group, book = state.group, state.book
    today = _day(group, work.at)
    await publishing.drop_suggested(work, group)
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
    last = await last_posted(work, group)
    if last is None or work.at - (last.opened_at or last.created_at) > FRESH:
        return ()
    if any(_day(group, draft.created_at) == today and not draft.prepared for draft in drafts):
        return ()  # she is at it already
    return await _suggest(work, group, last, today)


async def _suggest(work: Work, group: Group, last: Offer, today: str) -> Sequence[Reply]:
    """Hand the leader her last list as a draft, which 就这样 opens. What several groups' leader is
    told is one message, whose button opens them all."""
    said = await as_post(work, group, last)
    if not said.products:
        return ()
    number = await next_number(work.session, group.id)
    draft = replace(_again(group, number, last, work), draft=post_to_dict(said), posted_on=today)
    save_offer(work.session, draft)
    shown = listing(
        work, group, await preview(group, publishing.timed(group, draft, said, work.at), said)
    )
    told = notify(
        group.leader,
        texts.yesterdays(group.name, shown),
        join=f"daily|{today}",
        key=f"{group.id}|daily|{today}/again",
        buttons=(Button(say.AS_IT_IS, say.AS_IT_IS),),
        ask=Ask(SUGGESTED, group.leader, {"offer": number}),
    )
    return (told,)


def _again(group: Group, number: int, last: Offer, work: Work) -> Offer:
    """A draft with what an offer was called, where it was fetched, and what was said of it."""
    return Offer(
        group.id, number, OfferState.DRAFT, last.title, "", last.place, last.blurb, work.at
    )


def _day(group: Group, at: datetime) -> str:
    return day_of(at, ZoneInfo(group.settings.timezone)).isoformat()


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
