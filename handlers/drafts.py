"""From a leader's post to an open offer: what is doubtful is asked once, the draft is kept."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import publishing
from handlers.last_prices import Insisted, asked_about, doubt_prices
from handlers.lists import renewed
from handlers.messages import Reply
from handlers.opening import book_entries, lines_of_post, open_now, settle
from handlers.replies import answer, tell
from handlers.texts import offers as texts
from handlers.work import Call, Work
from rules.offers import OfferState
from solitaire.normal import fold_name
from solitaire.post import amend, read_post, without_doubts
from solitaire.post_stored import post_from_dict
from solitaire.post_values import Post
from storage.books import Book
from storage.commands import note_command, supersede
from storage.groups import Group
from storage.offers import (
    Offer,
    OfferProduct,
    find_offer,
    list_offers,
    next_number,
    remove_draft,
)
from storage.outbox import Asked


async def on_open(work: Work, call: Call) -> Sequence[Reply]:
    """开团 and a post: the group's list, or one answer that lists what is doubtful."""
    return await _read(work, call, prepared=False)


async def on_open_tomorrow(work: Work, call: Call) -> Sequence[Reply]:
    """明天开团 and a post: kept, and posted at the next daily time."""
    return await _read(work, call, prepared=True)


async def _read(work: Work, call: Call, *, prepared: bool) -> Sequence[Reply]:
    text = "\n".join(part for part in (_heading(call), call.body) if part)
    if not text.strip():
        return (answer(call, texts.how_to_open()),)
    said = read_post(text)
    if not said.products and not said.doubts:
        return (answer(call, texts.no_products()),)
    insisted = await _drop_drafts(work, call.group, prepared=prepared)
    said = await doubt_prices(work, call.group, said, insisted)
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
    return await settle(work, call, offer, said)


def _heading(call: Call) -> str:
    """What stands on the line of 开团 itself, the first of the post; a mere name of the group she
    is in says nothing."""
    named = fold_name(call.written) == fold_name(call.group.name)
    return "" if named else call.written


async def _drop_drafts(work: Work, group: Group, *, prepared: bool) -> Insisted:
    """Forget what is written anew, but for the prices that she was asked about; and the last list,
    which she does not want again."""
    insisted: Insisted = frozenset()
    for draft in await list_offers(work.session, group.id, OfferState.DRAFT):
        if draft.prepared == prepared or draft.suggested:
            insisted |= asked_about(_read_again(draft))
            await remove_draft(work.session, draft)
    return insisted


async def on_amended(work: Work, call: Call, asked: Asked) -> Sequence[Reply] | None:
    """The doubtful lines sent again; None when the message is nothing of the kind."""
    offer = await find_offer(work.session, call.group.id, int(asked.facts["offer"]))
    if offer is None or offer.state is not OfferState.DRAFT or offer.draft is None:
        return None
    if not lines_of_post(call.event.text):
        return None
    before = post_from_dict(offer.draft)
    said, insisted = amend(before, call.event.text), asked_about(before)
    said = await doubt_prices(work, call.group, said, insisted, before)
    return await settle(work, call, offer, said)


async def on_as_it_is(work: Work, call: Call) -> Sequence[Reply]:
    """就这样: the doubtful lines are left out, of the draft that was asked about last; or the last
    list is opened again, where she was handed that."""
    drafts = await list_offers(work.session, call.group.id, OfferState.DRAFT)
    doubtful = [draft for draft in drafts if _read_again(draft).doubts]
    suggested = [draft for draft in drafts if draft.suggested]
    about = call.asked and call.asked.facts["offer"]
    asked = [one for one in (*doubtful, *suggested) if one.number == about]
    for draft in (asked or doubtful)[-1:]:
        return await settle(work, call, draft, without_doubts(_read_again(draft)))
    return (answer(call, texts.copy_rather() if suggested else texts.no_draft()),)


def _read_again(draft: Offer) -> Post:
    return post_from_dict(draft.draft) if draft.draft else Post()


async def on_merge(work: Work, call: Call) -> Sequence[Reply]:
    """并入: the new post's products join the open offer."""
    offer, book = await _undecided(work, call.group), call.state.book
    if offer is None or offer.draft is None or book is None:
        return (answer(call, texts.no_draft()),)
    said = post_from_dict(offer.draft)
    added, clash = _joining(book, said)
    gone = any(product.taken_off for product in book.products.values() if product.name in clash)
    before = {"codes": [product.code for product in added]}
    products = {**book.products, **{product.code: product for product in added}}
    after = await publishing.relist(work, call.group, book, tuple(products.values()))
    await remove_draft(work.session, offer)
    number = book.offer.number
    supersede(work.session, call.group.id, offer.number, "draft", work.at)
    note_command(
        work.session, call.group.id, number, call.account, "merge", before, after.seq, work
    )
    work.keep(call.group, after)
    what = [texts.merged([product.name for product in added])] if added else []
    what += [texts.merge_clash(clash, taken_off=gone)] if clash else []
    booked = await book_entries(work, call, said)
    return (*_told(work, call, after, "\n".join(what)), *booked)


def _joining(book: Book, said: Post) -> tuple[list[OfferProduct], list[str]]:
    """The products that join an offer, and the names that it has already. What was taken off and
    nobody ordered is offered again as it is posted now."""
    ordered = {line.product for line in book.lines.values()}
    listed = {product.name: product for product in book.products.values()}
    gone = {n: p for n, p in listed.items() if p.taken_off and p.code not in ordered}
    taken = tuple(book.products)
    fresh = [p for p in said.products if p.name not in listed or p.name in gone]
    added = [
        replace(one, code=old.code, position=old.position) if (old := gone.get(one.name)) else one
        for one in publishing.offered(
            [replace(p, code=None) if p.code in taken else p for p in fresh], taken
        )
    ]
    return added, [p.name for p in said.products if p.name in listed and p.name not in gone]


async def on_close_first(work: Work, call: Call) -> Sequence[Reply]:
    """先截单: the open offer is closed, then the new one opened."""
    offer, book = await _undecided(work, call.group), call.state.book
    if offer is None or offer.draft is None or book is None:
        return (answer(call, texts.no_draft()),)
    after, closed = await publishing.close(work, call.group, book)
    number, seq = book.offer.number, after.seq
    note_command(work.session, call.group.id, number, call.account, "close", {}, seq, work)
    opened = await open_now(work, call, offer, post_from_dict(offer.draft))
    return (*closed, *opened)


async def _undecided(work: Work, group: Group) -> Offer | None:
    drafts = await list_offers(work.session, group.id, OfferState.DRAFT)
    own = [one for one in drafts if not one.prepared and not one.suggested]
    waiting = [one for one in own if not _read_again(one).doubts]
    return waiting[-1] if waiting else None


def _told(work: Work, call: Call, book: Book, what: str) -> Sequence[Reply]:
    """The list renewed in the group; said to her too where she asked in private."""
    listed = renewed(work, call.group, book, what)
    return (listed, tell(call.account, what)) if call.private else (listed,)
