"""撤销: takes back the leader's last command while nothing has followed from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import publishing
from handlers.lists import renewed
from handlers.messages import Reply
from handlers.plans import drop_offer, plan_offer
from handlers.replies import answer, post, tell
from handlers.texts import offers as texts
from handlers.work import Call, Work
from rules.errors import Refusal
from rules.offers import OfferState
from storage.books import Book
from storage.commands import Command, find_last, mark_undone
from storage.groups import merge_settings, save_group
from storage.offers import OfferProduct, save_offer


async def on_undo(work: Work, call: Call) -> Sequence[Reply]:
    """The last command of this leader in this group."""
    command = await find_last(work.session, call.group.id, call.account)
    if command is None:
        return (answer(call, texts.refused(Refusal.NOTHING_TO_UNDO)),)
    book = call.state.book
    match command.kind:
        case "settings" | "mute" | "unmute":
            after = _settings(work, call, command)
        case _ if book is None or book.offer.number != command.offer:
            return (answer(call, texts.refused(Refusal.FOLLOWED)),)
        case "open":
            after = await _withdraw(work, call, book)
        case "merge":
            after = await _unmerge(work, call, book, command)
        case "reprice" | "restock" | "take_off":
            after = await _product(work, call, book, command)
        case "extend" | "close":
            after = _reopen_or_not(work, call, book, command)
        case _:
            after = None
    if after is None:
        return (answer(call, texts.refused(Refusal.FOLLOWED)),)
    mark_undone(work.session, command, work.at)
    work.audit(call.group.id, call.account, "undo", command=command.kind)
    return after


def _settings(work: Work, call: Call, command: Command) -> Sequence[Reply]:
    own = dict(command.before["own"])
    group = replace(
        call.group,
        own=own,
        settings=merge_settings(work.base, own),
        muted=bool(command.before["muted"]),
    )
    kept = work.keep(group, call.state.book)
    save_group(work.session, kept.group)
    return (answer(call, texts.undone(texts.command(command.kind))),)


async def _withdraw(work: Work, call: Call, book: Book) -> Sequence[Reply] | None:
    """An offer that nobody has ordered from is withdrawn."""
    if book.orders or book.offer.state is not OfferState.OPEN:
        return None
    save_offer(work.session, replace(book.offer, state=OfferState.CANCELLED, done_at=work.at))
    drop_offer(work, call.group.id, book.offer.number)
    work.keep(call.group, None)
    what = texts.undone(texts.command("open"))
    here = [tell(call.account, what)] if call.private else []
    return (post(call.group.id, what), *here)


async def _unmerge(work: Work, call: Call, book: Book, command: Command) -> Sequence[Reply] | None:
    codes = set(command.before["codes"])
    if any(line.product in codes for line in book.lines.values()):
        return None
    gone = [
        replace(product, taken_off=True) if product.code in codes else product
        for product in book.products.values()
    ]
    after = await publishing.relist(work, call.group, book, gone)
    work.keep(call.group, after)
    return _renewed(work, call, after, command)


async def _product(work: Work, call: Call, book: Book, command: Command) -> Sequence[Reply] | None:
    before = _product_from(command.before["product"])
    ordered = any(line.product == before.code for line in book.standing())
    if command.kind == "reprice" and ordered:
        return None
    oversold = before.stock is not None and book.granted(before.code) > before.stock
    if command.kind == "restock" and oversold:
        return None
    if command.kind != "reprice" and _heard_since(book, command, before.code):
        return None
    products = [before if code == before.code else p for code, p in book.products.items()]
    after = await publishing.relist(work, call.group, book, products)
    work.keep(call.group, after)
    return _renewed(work, call, after, command)


def _heard_since(book: Book, command: Command, code: str) -> bool:
    """Whether somebody ordered more of the product since."""
    return any(
        line.product == code and line.ordered_seq >= command.log_seq for line in book.standing()
    )


def _reopen_or_not(work: Work, call: Call, book: Book, command: Command) -> Sequence[Reply] | None:
    """截单 is undone by reopening; 延长 by the cutoff before, if that has not passed."""
    if any(product.arrived_at for product in book.products.values()):
        return None
    if book.seq != command.log_seq and command.kind == "extend":
        return None
    if command.kind == "close":
        cutoff = book.offer.cutoff_at
        if book.offer.state is not OfferState.CLOSED or cutoff is None or cutoff <= work.at:
            return None
        offer = replace(book.offer, state=OfferState.OPEN, closed_at=None)
    else:
        cutoff = datetime.fromisoformat(command.before["cutoff_at"])
        if cutoff <= work.at or command.before["state"] != OfferState.OPEN:
            return None
        offer = replace(book.offer, cutoff_at=cutoff)
    save_offer(work.session, offer)
    plan_offer(work, call.group, offer)
    after = replace(book, offer=offer)
    work.keep(call.group, after)
    return _renewed(work, call, after, command)


def _renewed(work: Work, call: Call, book: Book, command: Command) -> Sequence[Reply]:
    what = texts.undone(texts.command(command.kind))
    listed = renewed(work, call.group, book, what)
    return (listed, tell(call.account, what)) if call.private else (listed,)


def _product_from(plain: Mapping[str, Any]) -> OfferProduct:
    values: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()
    }
    return OfferProduct(**values)
