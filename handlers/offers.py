"""The leader's course of an offer: close, extend, call off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import publishing
from handlers.hearing import hear_own
from handlers.lists import arrival, posters, renewed, running
from handlers.messages import Due, Reply, ReplyKind
from handlers.plans import drop_offer, plan_offer
from handlers.refunds import refund_excess
from handlers.replies import OFFER_NOTICE, answer, ask, post, tell
from handlers.texts import lists as list_texts
from handlers.texts import offers as texts
from handlers.texts import phrases, say
from handlers.texts.amounts import clock, when
from handlers.unreached import Topic, write
from handlers.work import Call, Work
from rules.errors import RuleBroken
from rules.offers import Action, OfferState, check, check_cancel, may
from solitaire.clocks import read_length
from solitaire.post import read_post
from solitaire.post_dates import cutoff_instant
from storage.books import Book
from storage.commands import note_command
from storage.offers import Offer, find_offer, list_offers, save_offer
from storage.orders import save_line
from storage.outbox import Asked, drop_notices
from storage.pickups import list_unarrived

_HALF_A_DAY = timedelta(hours=12)
CONFIRM_CANCEL = "confirm:cancel"


async def on_close(work: Work, call: Call) -> Sequence[Reply]:
    """截单: the group gets the totals, the leader the sheets."""
    book = call.state.book
    if book is None or book.offer.state is not OfferState.OPEN:
        return (answer(call, texts.nothing_open()),)
    after, replies = await publishing.close(work, call.group, book)
    _note(work, call, after, "close", {})
    return replies


async def on_cutoff_due(work: Work, event: Due) -> Sequence[Reply]:
    """The cutoff has come."""
    state = await work.state(event.group)
    if state is None or state.book is None:
        return ()
    offer = state.book.offer
    if offer.state is not OfferState.OPEN or str(offer.number) != event.subject:
        return ()
    _, replies = await publishing.close(work, state.group, state.book)
    return replies


async def on_reminder_due(work: Work, event: Due) -> Sequence[Reply]:
    """Half an hour before the cutoff, the group is reminded."""
    state = await work.state(event.group)
    if state is None or state.book is None:
        return ()
    group, book = state.group, state.book
    if book.offer.state is not OfferState.OPEN or book.offer.cutoff_at is None:
        return ()
    minutes = max(1, round((book.offer.cutoff_at - work.at).total_seconds() / 60))
    people = len({line.row for line in book.standing()})
    at = clock(book.offer.cutoff_at, work.zone_of(group))
    text = list_texts.reminder(minutes, people, at)
    useful = book.offer.cutoff_at
    return (Reply(event.group, text, ReplyKind.NOTICE, useful_until=useful),)


async def on_arrival_due(work: Work, event: Due) -> Sequence[Reply]:
    """On the morning of the day the goods are said to come, the group is told; of goods that
    nobody ordered, nothing."""
    state = await work.state(event.group)
    offer = await find_offer(work.session, event.group, int(event.subject))
    if state is None or offer is None:
        return ()
    if offer.number not in await list_unarrived(work.session, event.group):
        return ()
    place = offer.place or state.group.pickup_point
    return (
        Reply(
            event.group,
            list_texts.arriving(arrival(work, state.group, offer), place),
            ReplyKind.NOTICE,
        ),
    )


async def on_extend(work: Work, call: Call) -> Sequence[Reply]:
    """延长到21:00: a later cutoff; after the cutoff it reopens the book."""
    book = call.state.book
    if book is None:
        return (answer(call, texts.nothing_open()),)
    cutoff = _cutoff_wanted(work, call, book.offer)
    if cutoff is None:
        return (answer(call, texts.how_to_extend()),)
    try:
        check(book.offer.state, Action.EXTEND)
    except RuleBroken as broken:
        return (answer(call, texts.refused(broken.code)),)
    if any(product.arrived_at for product in book.products.values()):
        return (answer(call, texts.refused_after_arrival()),)
    now = _running_until(book.offer)
    if cutoff <= work.at:
        return (answer(call, texts.cutoff_passed(when(cutoff, work.at, call.zone))),)
    if now is not None and cutoff <= now:
        return (answer(call, texts.no_extension(when(now, work.at, call.zone))),)
    before = {
        "cutoff_at": book.offer.cutoff_at and book.offer.cutoff_at.isoformat(),
        "state": book.offer.state.value,
    }
    offer = replace(book.offer, state=OfferState.OPEN, cutoff_at=cutoff, closed_at=None)
    save_offer(work.session, offer)
    after = replace(book, offer=offer)
    plan_offer(work, call.group, offer)
    work.keep(call.group, after)
    _note(work, call, after, "extend", before)
    what = texts.extended(when(cutoff, work.at, call.zone))
    return _told(work, call, after, what)


def _running_until(offer: Offer) -> datetime | None:
    return offer.cutoff_at if offer.state is OfferState.OPEN else None


def _cutoff_wanted(work: Work, call: Call, offer: Offer) -> datetime | None:
    """延长半小时 counts from the cutoff, or from now where that is too long past; 21:00 or 明晚9点
    behind 延长到 is read as in a post."""
    words = call.args.lstrip(phrases.UNTIL)
    longer = read_length(words)
    if longer:
        later = (offer.cutoff_at or work.at) + longer
        return later if later > work.at else work.at + longer
    said = read_post(f"{words}{phrases.CUTOFF}").cutoff if words else None
    if said is None:
        return None
    cutoff = cutoff_instant(said, work.at.astimezone(call.zone), call.group.settings.cutoff_at)
    now, later = _running_until(offer), cutoff + _HALF_A_DAY
    in_the_evening = said.either_half and now and cutoff <= now and later.date() == cutoff.date()
    return later if in_the_evening else cutoff


async def on_cancel(work: Work, call: Call) -> Sequence[Reply]:
    """取消本团: says first how many people and how much, and acts on 确认."""
    book = call.state.book
    if book is None or not may(book.offer.state, Action.CANCEL):
        return await _cancel_draft(work, call)
    try:
        check_cancel(book.offer.state, collected=_collected(book))
    except RuleBroken as broken:
        return (answer(call, texts.refused(broken.code)),)
    standing = book.standing()
    if not standing:
        return await _cancel(work, call, book)
    title = book.offer.title or list_texts.todays_title(call.group.name)
    people = len({line.row for line in standing})
    text = texts.confirm_cancel(title, people, sum(line.fen for line in standing))
    return (ask(call, text, CONFIRM_CANCEL, {"offer": book.offer.number}, [say.CONFIRM]),)


async def _cancel_draft(work: Work, call: Call) -> Sequence[Reply]:
    drafts = await list_offers(work.session, call.group.id, OfferState.DRAFT)
    own = [draft for draft in drafts if not draft.suggested]
    if not own:
        return (answer(call, texts.nothing_open()),)
    draft = own[-1]
    save_offer(work.session, replace(draft, state=OfferState.CANCELLED))
    number, account = draft.number, call.account
    note_command(work.session, call.group.id, number, account, "cancel_draft", {}, 0, work)
    return (answer(call, texts.cancelled(draft.title or list_texts.todays_title(call.group.name))),)


async def confirmed_cancel(work: Work, call: Call, asked: Asked) -> Sequence[Reply]:
    """确认 after 取消本团."""
    book = call.state.book
    if book is None or book.offer.number != asked.facts["offer"]:
        return (answer(call, texts.nothing_open()),)
    try:
        check_cancel(book.offer.state, collected=_collected(book))
    except RuleBroken as broken:
        return (answer(call, texts.refused(broken.code)),)
    return await _cancel(work, call, book)


async def _cancel(work: Work, call: Call, book: Book) -> Sequence[Reply]:
    group, number = call.group, book.offer.number
    title = book.offer.title or list_texts.todays_title(group.name)
    buyers: dict[str, int] = {}
    for row in {line.row for line in book.standing()}:
        order = book.orders[row]
        refund = await refund_excess(work, group, number, row, 0)
        account = order.account or order.placer
        if account != group.leader:
            buyers[account] = buyers.get(account, 0) + refund
    for line in book.standing():
        save_line(work.session, group.id, number, replace(line, quantity=0, fen=0))
    kind = "cancel_told" if book.standing() else "cancel"
    _note(work, call, book, kind, {"state": book.offer.state.value})
    cancelled = replace(book.offer, state=OfferState.CANCELLED, done_at=work.at)
    save_offer(work.session, cancelled)
    drop_offer(work, group.id, number)
    await drop_notices(work.session, group.id, OFFER_NOTICE)
    work.keep(group, None)
    work.audit(group.id, call.account, "cancel_offer", offer=number, people=len(buyers))
    told = [
        write(
            account,
            texts.your_order_cancelled(group.name, title, refund),
            Topic.CANCELLED,
            work.cause,
        )
        for account, refund in buyers.items()
    ]
    said = post(group.id, texts.cancelled(title))
    here = [tell(call.account, texts.cancelled(title))] if call.private else []
    return (said, *told, *here)


def _collected(book: Book) -> int:
    return len({line.row for line in book.lines.values() if line.collected})


async def on_running(work: Work, call: Call) -> Sequence[Reply]:
    """接龙: the running list."""
    book = call.state.book
    if book is None:
        return (answer(call, texts.nothing_open()),)
    reply = replace(running(book, call.group), chat=call.chat, key=f"{work.cause}/running")
    work.keep(call.group, hear_own(work, call.group, book, reply))
    return (reply,)


async def on_list(work: Work, call: Call) -> Sequence[Reply]:
    """团品: the product list again."""
    book = call.state.book
    if book is None or book.offer.state is not OfferState.OPEN:
        return (answer(call, texts.nothing_open()),)
    return (replace(renewed(work, call.group, book, ""), chat=call.chat),)


def _note(work: Work, call: Call, book: Book, kind: str, before: dict[str, object]) -> None:
    number = book.offer.number
    note_command(work.session, call.group.id, number, call.account, kind, before, book.seq, work)


def _told(work: Work, call: Call, book: Book, what: str) -> Sequence[Reply]:
    listed = renewed(work, call.group, book, what)
    return (listed, tell(call.account, what)) if call.private else (listed,)


async def on_poster(work: Work, call: Call) -> Sequence[Reply]:
    """海报: the list as a picture, or as several."""
    book = call.state.book
    if book is None or book.offer.state is not OfferState.OPEN:
        return (answer(call, texts.nothing_open()),)
    return tuple(answer(call, "", page) for page in posters(work, call.group, book))
