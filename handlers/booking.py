"""Booking: what a message says, what of it is granted, and the confirmation of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.confirming import confirmation, reply_to
from handlers.hearing import hear_own
from handlers.messages import Edited, Recalled, Reply, Said
from handlers.texts import orders as texts
from handlers.work import Work
from rules.offers import Action, may
from rules.prices import line_fen
from rules.stock import Granted, Refused, Ruling, Shelf, Wish, judge
from solitaire.chat import Chat, hear, refuse
from solitaire.values import (
    AccountId,
    Change,
    ItemKey,
    Message,
    MessageId,
    Query,
    Reading,
    RowKey,
    Verdict,
)
from storage.books import Book, split_item
from storage.groups import Group
from storage.log import Heard, add_heard, is_heard
from storage.orders import Line, Order, save_line, save_order
from storage.outbox import find_said
from storage.states import GroupState


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: the replies, the questions it asks, whether the book changed."""

    replies: tuple[Reply, ...] = ()
    queries: tuple[Query, ...] = ()
    changed: bool = False


async def take(
    work: Work, state: GroupState, event: Said | Edited | Recalled, *, allowed: bool = False
) -> Taken:
    """Hear a message of a group with a book and book what it orders, so far as it is granted.

    After the cutoff only the leader's word changes the book (``allowed`` is her word for somebody
    else's message); anybody else's gets one answer that says so.
    """
    group, book = state.group, state.book
    if book is None:
        return Taken()
    message = await _message(work, state, event)
    if message is None:
        return Taken()
    chat, reading = hear(book.chat, message)
    leads = allowed or event.account == group.leader
    if not may(book.offer.state, Action.ORDER_FOR if leads else Action.ORDER):
        return _too_late(event, reading)
    if reading.verdict is Verdict.CHATTER and not reading.changes:
        _keep_heard(work, state, chat, message)
        return Taken()
    return _book(work, state, event, message, chat, reading)


def _too_late(event: Said | Edited | Recalled, reading: Reading) -> Taken:
    wants = reading.changes or reading.verdict in {Verdict.ORDER, Verdict.PARTIAL, Verdict.ASK}
    if not wants:
        return Taken(queries=reading.queries)
    return Taken((confirmation(event, texts.late()),), reading.queries)


def wants(state: GroupState, event: Said) -> bool:
    """Whether a message would be an order or a question in this group."""
    if state.book is None:
        return False
    message = Message(event.message, event.account, event.nick, event.text)
    _, reading = hear(state.book.chat, message)
    return reading.verdict is not Verdict.CHATTER


async def _message(
    work: Work, state: GroupState, event: Said | Edited | Recalled
) -> Message | None:
    """The event as the reader hears it; None for a change of what was never heard."""
    book = state.book
    assert book is not None
    heard_as = _id(state, event)
    if isinstance(event, Said):
        reply_to = event.reply_to and await _quoted(work, state, event, event.reply_to)
        return Message(heard_as, event.account, event.nick, event.text, reply_to)
    if not await is_heard(work.session, state.group.id, book.offer.number, heard_as):
        return None
    if isinstance(event, Recalled):
        return Message(MessageId(f"{heard_as}#recall"), event.account, "", "", recalls=heard_as)
    changed = MessageId(f"{heard_as}#{event.revision}")
    return Message(changed, event.account, event.nick, event.text, edits=heard_as)


def _id(state: GroupState, event: Said | Edited | Recalled) -> MessageId:
    """A message's id in the offer's chat: ids are unique only within a platform's chat, and an
    order may be placed in private."""
    if event.chat == state.group.id:
        return event.message
    return MessageId(f"{event.chat}/{event.message}")


async def _quoted(work: Work, state: GroupState, event: Said, message: MessageId) -> MessageId:
    """The id of a quoted message in the offer's chat: the bot's own stand there by their key."""
    said = await find_said(work.session, event.chat, message)
    if said:
        return MessageId(f"bot:{said[0].key}")
    return message if event.chat == state.group.id else MessageId(f"{event.chat}/{message}")


def _keep_heard(work: Work, state: GroupState, chat: Chat, message: Message) -> None:
    book = state.book
    assert book is not None
    add_heard(work.session, state.group.id, book.offer.number, Heard(book.seq, work.at, message))
    work.keep(state.group, replace(book, chat=chat, seq=book.seq + 1))


def _book(
    work: Work,
    state: GroupState,
    event: Said | Edited | Recalled,
    message: Message,
    chat: Chat,
    reading: Reading,
) -> Taken:
    book = state.book
    assert book is not None
    rulings = judge(wishes(book, chat, reading.changes))
    refusals = tuple(ruling for ruling in rulings if isinstance(ruling, Refused))
    refused = tuple((ruling.wish.row, ruling.wish.item) for ruling in refusals)
    if refused:
        chat = refuse(chat, message.id, refused)
    heard = Heard(book.seq, work.at, message, refused)
    add_heard(work.session, state.group.id, book.offer.number, heard)
    after = grant(work, state.group, replace(book, chat=chat, seq=book.seq + 1), rulings, event)
    after = _note_rows(work, state.group, after, reading)
    reply = reply_to(work, state.group, after, event, reading, refusals)
    if reply is not None and (reading.questions or refusals):
        after = hear_own(work, state.group, after, reply, message.edits or message.id)
    work.keep(state.group, after)
    changed = any(isinstance(ruling, Granted) for ruling in rulings)
    return Taken(() if reply is None else (reply,), reading.queries, changed)


def wishes(book: Book, chat: Chat, changes: Sequence[Change]) -> list[Wish]:
    """The changes that a message asks for, measured against what is granted."""
    held: dict[tuple[str, str], int] = {}
    for line in book.standing():
        home = _household(book.orders[line.row].address, line.row)
        held[home, line.product] = held.get((home, line.product), 0) + line.quantity
    result = []
    for change in changes:
        code, _ = split_item(change.item)
        product = book.products[code]
        shelf = Shelf(
            code,
            book.granted(code),
            product.stock,
            product.limit,
            product.minimum,
            product.taken_off,
        )
        row = chat.book.get(change.row)
        known = book.orders.get(change.row)
        address = row.address if row else known.address if known else ""
        home = _household(address, change.row)
        line = book.lines.get((change.row, change.item))
        before = line.quantity if line else 0
        if before != change.after:
            result.append(
                Wish(
                    change.row,
                    home,
                    shelf,
                    change.item,
                    before,
                    change.after,
                    held.get((home, code), 0),
                )
            )
    return result


def _household(address: str, row: RowKey) -> str:
    return address or row


def grant(
    work: Work,
    group: Group,
    book: Book,
    rulings: Sequence[Ruling],
    event: Said | Edited | Recalled,
) -> Book:
    """The book with what was granted, its rows queued to be written."""
    orders, lines = dict(book.orders), dict(book.lines)
    for ruling in rulings:
        if not isinstance(ruling, Granted):
            continue
        wish = ruling.wish
        if wish.row not in orders:
            orders[wish.row] = _new_order(work, book, wish.row, len(orders) + 1, event.account)
            save_order(work.session, group.id, book.offer.number, orders[wish.row])
        line = _line(work, book, lines, wish)
        lines[wish.row, wish.item] = line
        save_line(work.session, group.id, book.offer.number, line)
    return replace(book, orders=orders, lines=lines)


def _new_order(work: Work, book: Book, row: RowKey, number: int, account: AccountId) -> Order:
    meant = book.chat.book[row]
    return Order(
        row,
        number,
        meant.placer,
        meant.account,
        meant.who,
        meant.address,
        meant.note,
        account,
        work.at,
    )


def _line(work: Work, book: Book, lines: Mapping[tuple[RowKey, ItemKey], Line], wish: Wish) -> Line:
    code, variant = split_item(wish.item)
    old = lines.get((wish.row, wish.item))
    unit_fen = old.unit_fen if old and old.quantity else book.products[code].price(variant)
    grown = wish.after > wish.before
    return Line(
        wish.row,
        wish.item,
        code,
        variant,
        old.position if old and old.quantity else len(lines) + book.seq * 64,
        wish.after,
        unit_fen,
        line_fen(wish.after, unit_fen),
        work.at if grown or old is None else old.ordered_at,
        book.seq if grown or old is None else old.ordered_seq,
        old.short if old else 0,
        old.collected if old else 0,
    )


def _note_rows(work: Work, group: Group, book: Book, reading: Reading) -> Book:
    """Names, addresses and notes as the chat has them now."""
    orders = dict(book.orders)
    for key in {*reading.rows, *(change.row for change in reading.changes)}:
        meant, order = book.chat.book.get(key), orders.get(key)
        if meant is None or order is None:
            continue
        told = replace(
            order,
            who=meant.who,
            address=meant.address,
            note=meant.note,
            account=meant.account,
            placer=meant.placer,
        )
        if told != order:
            orders[key] = told
            save_order(work.session, group.id, book.offer.number, told)
    return replace(book, orders=orders)
