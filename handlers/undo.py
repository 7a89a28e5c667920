"""撤销: takes back the leader's last command while nothing has followed from it.

Each way back gives the replies, or the sentence that says why not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import publishing, returns, unsaying
from handlers.members import set_helpers
from handlers.messages import Reply
from handlers.plans import (
    Timed,
    drop,
    drop_offer,
    plan_arrival,
    plan_daily,
    plan_offer,
    replan,
)
from handlers.relisting import told
from handlers.replies import answer, post, tell
from handlers.texts import offers as offer_texts
from handlers.texts import undo as texts
from handlers.work import Call, Work
from rules.errors import Refusal
from rules.offers import OfferState
from storage.books import Book, load_book
from storage.commands import Command, find_last, mark_undone
from storage.groups import merge_settings, save_group
from storage.offers import (
    OfferProduct,
    find_latest,
    find_offer,
    remove_products,
    save_offer,
    save_product,
)

_FOLLOWED = offer_texts.refused(Refusal.FOLLOWED)
_Undone = Sequence[Reply] | str


async def on_undo(work: Work, call: Call) -> Sequence[Reply]:
    """The last command of this leader in this group."""
    command = await find_last(work.session, call.group.id, call.account)
    if command is None:
        return (answer(call, offer_texts.refused(Refusal.NOTHING_TO_UNDO)),)
    done = texts.way_out(command.kind) or await _undo(work, call, command)
    if isinstance(done, str):
        return (answer(call, done),)
    mark_undone(work.session, command, work.at)
    work.audit(call.group.id, call.account, "undo", command=command.kind)
    return done


async def _undo(work: Work, call: Call, command: Command) -> _Undone:
    match command.kind:
        case "settings" | "mute" | "unmute":
            return await _settings(work, call, command)
        case "helpers":
            return await _helpers(work, call, command)
        case "draft" | "prepare":
            return await _draft(work, call, command, OfferState.CANCELLED)
        case "cancel_draft":
            return await _draft(work, call, command, OfferState.DRAFT)
        case "cancel":
            return await _uncancel(work, call, command)
        case returns.REFUND_GOODS:
            return await returns.undo_refund(work, call, command) or _FOLLOWED
        case unsaying.PASTE | unsaying.REMOVE:
            return await unsaying.unsay(work, call, command) or _FOLLOWED
        case _:
            book = await _meant(work, call, command)
            return _FOLLOWED if book is None else await _on_book(work, call, book, command)


async def _on_book(work: Work, call: Call, book: Book, command: Command) -> _Undone:
    match command.kind:
        case "open":
            return await _withdraw(work, call, book)
        case "merge":
            return await _unmerge(work, call, book, command)
        case "extend":
            return _unextend(work, call, book, command)
        case "close":
            return _reopen(work, call, book, command)
        case _:
            return await _product(work, call, book, command)


async def _meant(work: Work, call: Call, command: Command) -> Book | None:
    """The book of the command's offer, if it is the group's newest that was not called off."""
    book = call.state.book
    if book is not None and book.offer.number == command.offer:
        return book
    latest = await find_latest(
        work.session, call.group.id, OfferState.OPEN, OfferState.CLOSED, OfferState.DONE
    )
    if latest is None or latest.number != command.offer:
        return None
    return await load_book(work.session, latest, call.group.leader)


async def _settings(work: Work, call: Call, command: Command) -> _Undone:
    own, book = dict(command.before["own"]), call.state.book
    if rates := command.before["rates"]:
        if book is None or book.offer.number != command.offer:
            return _FOLLOWED
        book = _rated_again(work, call, book, rates)
    group = replace(
        call.group,
        own=own,
        settings=merge_settings(work.base, own),
        muted=bool(command.before["muted"]),
        pickup_point=str(command.before["pickup_point"]),
    )
    if "helpers" in command.before:
        helpers = dict(command.before["helpers"])
        await set_helpers(work, group, helpers)
        group = replace(group, helpers=frozenset(helpers))
    kept = work.keep(group, book)
    save_group(work.session, kept.group)
    if command.kind == "settings":
        plan_daily(work, kept.group, work.at)
        await replan(work, kept.group, book.offer if book else None)
    return (answer(call, texts.undone(command.kind)),)


def _rated_again(work: Work, call: Call, book: Book, rates: Mapping[str, int | None]) -> Book:
    """The book with the commission rates that its products had."""
    rated = {code: replace(book.products[code], commission=rate) for code, rate in rates.items()}
    for product in rated.values():
        save_product(work.session, call.group.id, book.offer.number, product)
    return replace(book, products={**book.products, **rated})


async def _helpers(work: Work, call: Call, command: Command) -> _Undone:
    before = dict(command.before["helpers"])
    await set_helpers(work, call.group, before)
    work.keep(replace(call.group, helpers=frozenset(before)), call.state.book)
    return (answer(call, texts.undone(command.kind)),)


async def _draft(work: Work, call: Call, command: Command, state: OfferState) -> _Undone:
    """A draft is dropped, or there again."""
    draft = await find_offer(work.session, call.group.id, command.offer or 0)
    other = OfferState.DRAFT if state is OfferState.CANCELLED else OfferState.CANCELLED
    if draft is None or draft.state is not other:
        return _FOLLOWED
    save_offer(work.session, replace(draft, state=state))
    return (answer(call, texts.undone(command.kind)),)


async def _uncancel(work: Work, call: Call, command: Command) -> _Undone:
    """An offer that nobody had ordered from runs again."""
    group, before = call.group, OfferState(command.before["state"])
    offer = await find_offer(work.session, group.id, command.offer or 0)
    latest = await find_latest(
        work.session, group.id, OfferState.OPEN, OfferState.CLOSED, OfferState.DONE
    )
    if offer is None or offer.state is not OfferState.CANCELLED:
        return _FOLLOWED
    if latest is not None and latest.number > offer.number:
        return _FOLLOWED
    if before is OfferState.OPEN and (offer.cutoff_at is None or offer.cutoff_at <= work.at):
        return texts.cutoff_gone()
    again = replace(offer, state=before, done_at=None)
    save_offer(work.session, again)
    if before is OfferState.OPEN:
        plan_offer(work, group, again)
    else:
        plan_arrival(work, group, again)
    book = await load_book(work.session, again, group.leader)
    work.keep(group, book)
    return told(work, call, book, texts.undone(command.kind))


async def _withdraw(work: Work, call: Call, book: Book) -> _Undone:
    """An offer that nobody has ordered from is withdrawn."""
    if book.orders or book.offer.state is not OfferState.OPEN:
        return _FOLLOWED
    save_offer(work.session, replace(book.offer, state=OfferState.CANCELLED, done_at=work.at))
    drop_offer(work, call.group.id, book.offer.number)
    work.keep(call.group, None)
    return _told_all(call, texts.undone("open"))


def _told_all(call: Call, what: str) -> Sequence[Reply]:
    here = [tell(call.account, what)] if call.private and not call.group.muted else []
    return (post(call.group.id, what), *here)


async def _unmerge(work: Work, call: Call, book: Book, command: Command) -> _Undone:
    codes = set(command.before["codes"])
    if any(line.product in codes for line in book.lines.values()):
        return _FOLLOWED
    if book.seq == command.log_seq:  # nobody has said anything that was read with them on the list
        await remove_products(work.session, call.group.id, book.offer.number, codes)
        left = [product for code, product in book.products.items() if code not in codes]
    else:
        left = [
            replace(product, taken_off=True) if product.code in codes else product
            for product in book.products.values()
        ]
    after = await publishing.relist(work, call.group, book, left)
    work.keep(call.group, after)
    return told(work, call, after, texts.undone(command.kind))


async def _product(work: Work, call: Call, book: Book, command: Command) -> _Undone:
    before = _product_from(command.before["product"], book)
    if command.kind == "reprice":
        if any(line.product == before.code for line in book.standing()):
            return texts.told_already()
    elif _ordered_since(book, command, before.code):
        return _FOLLOWED
    oversold = before.stock is not None and book.granted(before.code) > before.stock
    if command.kind == "restock" and oversold:
        return _FOLLOWED
    products = [before if code == before.code else p for code, p in book.products.items()]
    after = await publishing.relist(work, call.group, book, products)
    work.keep(call.group, after)
    return told(work, call, after, texts.undone(command.kind))


def _ordered_since(book: Book, command: Command, code: str | None = None) -> bool:
    """Whether somebody ordered more since: of anything, or of one product."""
    return any(
        code in {None, line.product} and line.ordered_seq > command.log_seq
        for line in book.standing()
    )


def _reopen(work: Work, call: Call, book: Book, command: Command) -> _Undone:
    """截单 is undone by reopening, unless goods have come or the cutoff has passed by itself."""
    cutoff = book.offer.cutoff_at
    arrived = any(product.arrived_at for product in book.products.values())
    if arrived or book.offer.state is not OfferState.CLOSED or _ordered_since(book, command):
        return _FOLLOWED
    if cutoff is None or cutoff <= work.at:
        return texts.cutoff_gone()
    offer = replace(book.offer, state=OfferState.OPEN, closed_at=None)
    return _running(work, call, replace(book, offer=offer), command)


def _unextend(work: Work, call: Call, book: Book, command: Command) -> _Undone:
    """延长 is undone by the cutoff before; what it reopened is closed again."""
    if book.offer.state is not OfferState.OPEN or _ordered_since(book, command):
        return _FOLLOWED
    cutoff = datetime.fromisoformat(command.before["cutoff_at"])
    if command.before["state"] == OfferState.CLOSED:
        offer = replace(book.offer, state=OfferState.CLOSED, cutoff_at=cutoff, closed_at=work.at)
        save_offer(work.session, offer)
        for timed in (Timed.REMINDER, Timed.CUTOFF):
            drop(work, call.group.id, timed, str(offer.number))
        plan_arrival(work, call.group, offer)
        work.keep(call.group, replace(book, offer=offer))
        return _told_all(call, texts.undone(command.kind))
    if cutoff <= work.at:
        return texts.earlier_cutoff_gone()
    return _running(work, call, replace(book, offer=replace(book.offer, cutoff_at=cutoff)), command)


def _running(work: Work, call: Call, book: Book, command: Command) -> Sequence[Reply]:
    """The book is open, until its cutoff."""
    save_offer(work.session, book.offer)
    plan_offer(work, call.group, book.offer)
    work.keep(call.group, book)
    return told(work, call, book, texts.undone(command.kind))


def _product_from(plain: Mapping[str, Any], book: Book) -> OfferProduct:
    """A product as it was, but for when it came."""
    values: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()
    }
    return OfferProduct(**{**values, "arrived_at": book.products[values["code"]].arrived_at})
