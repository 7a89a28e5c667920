"""What is answered to an order: how it stands, what was refused, what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.lists import book_names, part
from handlers.messages import QUESTION, Edited, Recalled, Reply, ReplyKind, Said, is_private
from handlers.replies import echo
from handlers.texts import orders as texts
from handlers.texts.amounts import Part, called
from handlers.work import Work
from rules.stock import Refused
from solitaire.people import person_of_nick
from solitaire.values import Question, Reading, RowKey
from storage.books import Book, split_item
from storage.groups import Group

_MOST_ASKED = 3


def reply_to(
    work: Work,
    group: Group,
    book: Book,
    event: Said | Edited | Recalled,
    reading: Reading,
    refusals: Sequence[Refused],
) -> Reply | None:
    names = book_names(book)
    spoken = dict.fromkeys((*reading.rows, *(change.row for change in reading.changes)))
    refused = {(refusal.wish.row, refusal.wish.item) for refusal in refusals}
    changed = {change.row for change in reading.changes if (change.row, change.item) not in refused}
    wholly_refused = {r.wish.row for r in refusals} - changed
    wholly_refused -= {row for row in spoken if book.lines_of(row)}
    said = [
        confirm(book, row) for row in spoken if row in book.orders and row not in wholly_refused
    ]
    asked = _refusals(book, names, refusals)
    asks = not said and not asked
    asked += _questions(event, book, reading.questions)
    # Joined with what others are told, it must still be clear who is asked.
    if not said and not is_private(event.chat) and not isinstance(event, Recalled):
        who = _name(event.nick)
        asked = [texts.to(who, one) for one in asked]
    said += asked
    if not said:
        return None
    reply = confirmation(event, "\n".join(said))
    topic = f"{QUESTION}{event.account}" if asks else ""
    return replace(reply, key=f"{work.cause}/order", topic=topic)


def _name(nick: str) -> str:
    return called(person_of_nick(nick).name or nick)


def confirm(book: Book, row: RowKey) -> str:
    """A row as it stands now, with its amount and number."""
    order = book.orders[row]
    lines = book.lines_of(row)
    who = called(order.who)
    if not lines:
        return texts.nothing_left(who, order.number)
    parts = [part(book, line.item, line.quantity) for line in lines]
    return texts.booked(who, parts, sum(line.fen for line in lines), order.number)


def _refusals(book: Book, names: Mapping[str, str], refusals: Sequence[Refused]) -> list[str]:
    """Each product once a row; with the row's name where several rows are refused something."""
    products = {(r.wish.row, r.wish.shelf.code): r for r in refusals}.values()
    if len({refusal.wish.row for refusal in products}) < 2:
        return [_refusal(book, names, refusal) for refusal in products]
    whose = {r.wish.row: called(book.chat.state.rows[r.wish.row].who) for r in products}
    return [texts.to(whose[r.wish.row], _refusal(book, names, r)) for r in products]


def _refusal(book: Book, names: Mapping[str, str], refusal: Refused) -> str:
    shelf = refusal.wish.shelf
    piece = Part(names[shelf.code], "", refusal.wish.after, book.products[shelf.code].unit)
    return texts.refused(
        refusal.code, piece, refusal.room or 0, shelf.limit or 0, shelf.minimum or 0
    )


def _questions(
    event: Said | Edited | Recalled, book: Book, questions: Sequence[Question]
) -> list[str]:
    """Each question once, and of many only the first."""
    asked = list(dict.fromkeys(question(event.chat, book, one) for one in questions))
    more = [texts.more_unclear(len(asked) - _MOST_ASKED)] if len(asked) > _MOST_ASKED else []
    return asked[:_MOST_ASKED] + more


def question(chat: str, book: Book, asked: Question) -> str:
    """A question about a piece of a message, in the words of a chat."""
    names = book_names(book)
    choices, units = [], set[str]()
    for item in asked.choices:
        code, variant = split_item(item)
        choices.append(variant or names[code])
        units.add(book.products[code].unit)
    unit = units.pop() if len(units) == 1 else ""
    return texts.asks(asked.code, echo(chat, asked.piece), choices, unit)


def confirmation(event: Said | Edited | Recalled, text: str) -> Reply:
    kind = ReplyKind.ANSWER if is_private(event.chat) else ReplyKind.CONFIRMATION
    quoted = None if isinstance(event, Recalled) else event.message
    return Reply(event.chat, text, kind, quoted)
