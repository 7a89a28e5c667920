"""What happened in an offer, in words for somebody who may know it: by whose word, when, what it
did; and what comes from beyond the chat (a price, a hand-out, the calling off)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.causes import Codes, Happened, History, is_of
from handlers.confirming import question
from handlers.lists import book_names, part
from handlers.messages import is_private
from handlers.replies import echo
from handlers.texts import causes as texts
from handlers.texts.amounts import count, when, yuan
from handlers.work import Work
from rules.errors import Refusal
from rules.offers import OfferState
from solitaire.layout import find_layout
from solitaire.people import person_of_nick
from solitaire.values import BOT, ONE, AccountId, Change, ItemKey, Message, RowKey, Verdict
from storage.books import Book, split_item
from storage.log import Reason
from storage.pickups import list_pickups

_TAKERS = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and in which chat: there, names and quoted words are masked as elsewhere."""

    account: AccountId
    chat: str


def named(history: History, row: RowKey, viewer: Viewer) -> str:
    """Whose a row is, as it may be said to the viewer."""
    if history.owner(row) == viewer.account:
        return texts.YOU
    one = history.book.orders.get(row) or history.row(row)
    if one is None:
        return ""
    who = f"{one.address} {one.who}" if one.address and one.address != one.who else one.who
    return echo(viewer.chat, who if is_private(viewer.chat) else one.who)


def head(history: History, row: RowKey, viewer: Viewer) -> str:
    """What a row is now."""
    book = history.book
    order = book.orders.get(row)
    parts = [str(part(book, line.item, line.quantity)) for line in book.lines_of(row)]
    return texts.stands(named(history, row, viewer), parts, order.number if order else 0)


def tell(
    work: Work, history: History, one: Happened, row: RowKey, viewer: Viewer, codes: Codes = ()
) -> str:
    """One message and what it did to one row, in words."""
    own = one.cause.message.sender == history.owner(row)
    whom = "" if own else named(history, row, viewer)
    changes = [change for change in one.changes if is_of(change, row, codes)]
    effects = _effects(history.book, changes, whom, short=one.short)
    for change, why in one.reasons:
        if is_of(change, row, codes):
            effects.append(_refused(work, history, one, change, why, viewer))
    if not effects:
        effects = [_without_effect(history.book, one, viewer)]
    how, quote = _how(history, one, row, viewer)
    return texts.happened(_at(work, history, one.at), how, effects, quote)


def _at(work: Work, history: History, at: datetime) -> str:
    return when(at, work.at, work.zone_of(history.group))


def _effects(book: Book, changes: Sequence[Change], whom: str, *, short: bool) -> list[str]:
    def amount(item: ItemKey, quantity: int) -> str:
        return f"{count(quantity)}{book.products[split_item(item)[0]].unit}" if quantity else ""

    whose = texts.of(whom) if whom else ""
    if short:
        return [
            texts.fell(
                _name(book, c.item), amount(c.item, c.before), amount(c.item, c.after), whose
            )
            for c in changes
        ]
    new = [str(part(book, c.item, c.after)) for c in changes if not c.before]
    gone = [str(part(book, c.item, c.before)) for c in changes if not c.after]
    said = [
        texts.moved(_name(book, c.item), amount(c.item, c.before), amount(c.item, c.after), whose)
        for c in changes
        if c.before and c.after
    ]
    if new:
        said.append(texts.gained(new, whom))
    return [*said, texts.gone(gone, whose)] if gone else said


def _name(book: Book, item: ItemKey) -> str:
    code, variant = split_item(item)
    name = book_names(book)[code]
    return f"{name}({variant})" if variant else name


def _refused(
    work: Work,
    history: History,
    one: Happened,
    change: Change,
    why: Reason | None,
    viewer: Viewer,
) -> str:
    book = history.book
    name, unit = _name(book, change.item), book.products[split_item(change.item)[0]].unit
    reason, others = "", ""
    if why is not None:
        reason = texts.reason(
            why.code, unit, why.room, why.limit, why.minimum, holds=bool(change.before)
        )
        if why.code == Refusal.SOLD_OUT:
            others = texts.taken_by(_takers(work, history, one, change, viewer))
    held = f"{count(change.before)}{unit}" if change.before else ""
    if not change.after:
        return texts.not_taken_back(name, held, reason)
    return texts.not_given(name, f"{count(change.after)}{unit}", held, reason + others)


def _takers(
    work: Work, history: History, one: Happened, change: Change, viewer: Viewer
) -> list[tuple[str, str, str]]:
    """Who had ordered that product last before somebody was refused it."""
    code, found = split_item(change.item)[0], []
    before = history.happened[: history.happened.index(one)]
    for earlier in reversed(before):
        for taken in earlier.changes:
            more = taken.after - taken.before
            if more > 0 and taken.row != change.row and split_item(taken.item)[0] == code:
                amount = f"{count(more)}{history.book.products[code].unit}"
                who = named(history, taken.row, replace(viewer, chat=history.group.id))
                found.append((_at(work, history, earlier.at), who, amount))
    return found[:_TAKERS]


def _without_effect(book: Book, one: Happened, viewer: Viewer) -> str:
    """What became of a message that changed nothing."""
    reading = one.cause.reading
    if reading.questions:
        return texts.asked_back(question(viewer.chat, book, reading.questions[0]))
    if reading.verdict is Verdict.QUERY:
        return texts.a_question()
    if reading.verdict is Verdict.CHATTER:
        first = next(iter(book.products.values()))
        return texts.no_order(str(part(book, ItemKey(first.code), ONE)))
    return texts.nothing_new()


def _how(history: History, one: Happened, row: RowKey, viewer: Viewer) -> tuple[str, str]:
    """By whose word, and for a list the line of it that concerns the row."""
    message, of = one.cause.message, one.cause.of
    if one.short:
        return texts.ran_short(), ""
    if message.sender == BOT:
        return texts.by_the_leader(), ""
    if one.counted:
        return texts.counted(_words(message, viewer)), ""
    who = _actor(history, message, of, viewer)
    if message.recalls is not None:
        words = _words(of, viewer) if of else ""
        if of is not None and _is_list(of):
            return texts.list_recalled(who, pasted=of.pasted), ""
        if of is not None and of.sender not in {BOT, message.sender}:
            return texts.not_counted(words), ""
        return texts.recalled(who, words), ""
    if message.edits is not None and _is_list(message):
        return texts.list_edited(who), _entry(history, message, row, viewer)
    if message.edits is not None and of is not None:
        return texts.edited(who, _words(of, viewer), _words(message, viewer)), ""
    if _is_list(message):
        return texts.listed(who, pasted=message.pasted), _entry(history, message, row, viewer)
    return texts.said(who, _words(message, viewer)), ""


def _is_list(message: Message) -> bool:
    return find_layout(message.text, running=True) is not None


def _actor(history: History, message: Message, of: Message | None, viewer: Viewer) -> str:
    if message.sender == viewer.account:
        return texts.YOU
    if message.sender == history.group.leader:
        return texts.LEADER
    nick = message.nick or (of.nick if of else "")
    return echo(viewer.chat, person_of_nick(nick).name or nick)


def _words(message: Message, viewer: Viewer) -> str:
    """What a message said; "" where it was said in a private chat that is not this one."""
    chat = message.id.rpartition("/")[0]
    if is_private(message.id) and chat != viewer.chat:
        return ""
    return texts.short(echo(viewer.chat, message.text))


def _entry(history: History, message: Message, row: RowKey, viewer: Viewer) -> str:
    """The line of a list that names the row's person."""
    if not _words(message, viewer):
        return ""
    meant = history.row(row)
    lines = [line for line in message.text.splitlines() if meant and meant.who in line]
    return texts.short(echo(viewer.chat, lines[-1])) if lines and meant and meant.who else ""


async def beyond_chat(
    work: Work, history: History, row: RowKey, codes: Codes
) -> list[tuple[datetime, str]]:
    """What else concerned a row: prices, hand-outs, the calling off."""
    first = history.of_row(row, codes)
    told = list(_reprices(history, row, codes))
    book, number = history.book, history.book.offer.number
    handed: dict[datetime, list[str]] = {}
    for pickup in await list_pickups(work.session, history.group.id, number, row):
        if not codes or split_item(pickup.item)[0] in codes:
            handed.setdefault(pickup.at, []).append(str(part(book, pickup.item, pickup.quantity)))
    told += [(at, texts.fetched(parts)) for at, parts in handed.items()]
    if first and book.offer.state is OfferState.CANCELLED and book.offer.done_at is not None:
        told.append((book.offer.done_at, texts.called_off()))
    return [(at, texts.at_last(_at(work, history, at), what)) for at, what in told]


def _reprices(history: History, row: RowKey, codes: Codes) -> Iterable[tuple[datetime, str]]:
    """New prices of what the person had ordered; of one price a product only."""
    ordered = {
        split_item(change.item)[0]
        for one in history.of_row(row, codes)
        for change in one.changes
        if is_of(change, row, codes)
    }
    for code in ordered:
        product = history.book.products[code]
        own = [one for one in history.reprices if one.before["product"]["code"] == code]
        prices = [*(int(one.before["product"]["fen"]) for one in own), product.fen]
        for command, before, after in zip(own, prices, prices[1:], strict=False):
            if before != after and not product.variant_fen and _had(history, row, code, command.at):
                name = book_names(history.book)[code]
                yield command.at, texts.repriced(name, yuan(before), yuan(after), product.unit)


def _had(history: History, row: RowKey, code: str, at: datetime) -> bool:
    """Whether a row held some of a product at an instant."""
    earlier = [one for one in history.of_row(row, (code,)) if one.at <= at]
    items: dict[ItemKey, int] = {}
    for one in reversed(earlier):
        items |= {
            change.item: change.after for change in one.changes if is_of(change, row, (code,))
        }
    return any(items.values())


async def tell_row(
    work: Work,
    history: History,
    row: RowKey,
    viewer: Viewer,
    codes: Codes,
    most: int,
    *,
    who: bool,
) -> str:
    """A row as it is now, and how it came to be so: at most so many lines, the newest first.
    ``who`` says that it is asked who did it."""
    happened = history.of_row(row, codes)
    told = [(one.at, tell(work, history, one, row, viewer, codes)) for one in happened]
    beyond = await beyond_chat(work, history, row, codes)
    lines = sorted((*beyond, *told), key=lambda line: line[0], reverse=True)
    said = [head(history, row, viewer)]
    if who and not _others(history, row, happened):
        said.append(texts.by_nobody_else(named(history, row, viewer)))
    said += [line for _, line in lines[:most]]
    if len(lines) == 1 and happened and happened[0].changes:
        said.append(texts.unchanged())
    elif len(lines) > most:
        said.append(texts.more(len(lines) - most))
    return "\n".join(said)


def _others(history: History, row: RowKey, happened: Iterable[Happened]) -> bool:
    """Whether anybody but the person herself changed a row, or got before her what she wanted."""
    owner = history.owner(row)
    return any(
        one.cause.message.sender != owner
        or any(why is not None and why.code == Refusal.SOLD_OUT for _, why in one.reasons)
        for one in happened
    )
