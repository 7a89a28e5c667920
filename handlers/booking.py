"""Booking: what a message says, what of it is granted, and the confirmation of it."""

from dataclasses import dataclass, replace

from handlers.collecting import keep_book
from handlers.confirming import confirmation, reply_to
from handlers.earlier import book_of_change, earlier_order, said_of
from handlers.granting import agree, grant, note_rows, wishes
from handlers.hearing import hear_own
from handlers.members import bind_named, named_entries
from handlers.messages import Edited, Recalled, Reply, Said
from handlers.rests import Stands, offer_rest
from handlers.texts import orders as texts
from handlers.work import Work
from rules.offers import Action, OfferState, may
from rules.stock import Granted, Refused, judge
from solitaire.chat import Chat, hear, refuse, start
from solitaire.lexicon import compile_lexicon
from solitaire.log import asks
from solitaire.people import person_of_nick
from solitaire.values import Message, MessageId, Query, Reading, Verdict
from storage.books import Book
from storage.groups import Group
from storage.log import Heard, Reason, add_heard
from storage.outbox import find_said
from storage.states import GroupState

_LONGEST_SAID = 60
_NO_ORDER = frozenset({Verdict.CHATTER, Verdict.QUERY, Verdict.ASK})


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: the replies, the questions it asks; and, if it changed a book, that
    book before and after. ``reading`` and ``refusals`` are told by the caller where a paste has no
    replies."""

    replies: tuple[Reply, ...] = ()
    queries: tuple[Query, ...] = ()
    before: Book | None = None
    after: Book | None = None
    reading: Reading | None = None
    refusals: tuple[Refused, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether something was booked."""
        return self.after is not None


async def take(
    work: Work,
    state: GroupState,
    event: Said | Edited | Recalled,
    *,
    allowed: bool = False,
    stands: Stands = (),
    pasted: bool = False,
) -> Taken:
    """Hear a message of a group with a book and book what it orders, so far as it is granted.

    After the cutoff only the leader's word changes the book (``allowed`` is her word for somebody
    else's message); anybody else's gets one answer that says so. An edit or a recall concerns the
    offer whose message it changes. ``stands`` is what the message takes of what the bot offered.
    ``pasted`` is what a leader copied out of a chat (or its edit, its recall): heard as hers, and
    nothing is said to it.
    """
    group, heard_as = state.group, _id(state.group, event)
    book = state.book
    if not isinstance(event, Said):
        book = await book_of_change(work, state, heard_as)
    if book is None:
        return Taken()
    message = await _message(work, group, book, event, heard_as, stands)
    if pasted:
        message = replace(message, sender=group.leader, pasted=True)
    chat, reading = hear(book.chat, message)
    leads = allowed or pasted or event.account == group.leader
    if leads and not pasted and isinstance(event, Said) and reading.verdict in _NO_ORDER:
        earlier = await earlier_order(work, group, book, message)
        book, chat, reading = earlier or (book, chat, reading)
    if not may(book.offer.state, Action.ORDER_FOR if leads else Action.ORDER):
        return _too_late(group, event, book, reading, leads=leads)
    if reading.verdict is Verdict.CHATTER and not reading.changes:
        await _keep_heard(work, group, book, chat, message)
        return Taken(reading=reading)
    return await _book(work, state, event, book, message, chat, reading)


def _too_late(
    group: Group, event: Said | Edited | Recalled, book: Book, reading: Reading, *, leads: bool
) -> Taken:
    wants = reading.changes or reading.verdict in {Verdict.ORDER, Verdict.PARTIAL, Verdict.ASK}
    if not wants:
        return Taken(queries=reading.queries)
    fetched = leads and book.offer.state is OfferState.DONE
    told = texts.all_fetched() if fetched else texts.late()
    if group.muted and event.chat == group.id and not leads:
        told = _late_from(event, book, reading)
    return Taken((confirmation(event, told),), reading.queries)


def _late_from(event: Said | Edited | Recalled, book: Book, reading: Reading) -> str:
    """What only the leader hears of a late word: whose it is, and what it says."""
    if isinstance(event, Recalled):
        rows = (book.orders.get(change.row) for change in reading.changes)
        who = next((order.who for order in rows if order), "")
        return texts.late_from(who, "")
    said = " ".join(event.text.split())
    person = person_of_nick(event.nick).name or event.nick
    return texts.late_from(person, f"{said[:_LONGEST_SAID]}…" if said[_LONGEST_SAID:] else said)


def meant(state: GroupState, event: Said) -> Verdict:
    """What a message would be in this group; without an offer, as far as words alone tell."""
    message = Message(event.message, event.account, event.nick, event.text)
    nothing = start(compile_lexicon(()), state.group.leader)
    _, reading = hear(nothing if state.book is None else state.book.chat, message)
    return reading.verdict


async def _message(
    work: Work,
    group: Group,
    book: Book,
    event: Said | Edited | Recalled,
    heard_as: MessageId,
    stands: Stands,
) -> Message:
    """The event as the reader hears it."""
    if isinstance(event, Said):
        reply_to = event.reply_to and await _quoted(work, group, book, event, event.reply_to)
        said = Message(heard_as, event.account, event.nick, event.text, reply_to, stands=stands)
        if not event.native:
            return said
        return replace(said, native=await named_entries(work, group, event.native))
    if isinstance(event, Recalled):
        return Message(MessageId(f"{heard_as}#recall"), event.account, "", "", recalls=heard_as)
    changed = MessageId(f"{heard_as}#{event.revision}")
    return Message(changed, event.account, event.nick, event.text, edits=heard_as)


def _id(group: Group, event: Said | Edited | Recalled) -> MessageId:
    """A message's id in the offer's chat: ids are unique only within a platform's chat, and an
    order may be placed in private."""
    if event.chat == group.id:
        return event.message
    return MessageId(f"{event.chat}/{event.message}")


async def _quoted(
    work: Work, group: Group, book: Book, event: Said, message: MessageId
) -> MessageId:
    """The id of a quoted message in the offer's chat: the bot's own stand there by their key. Of
    what was joined into one message, it is the question to the person who quotes it."""
    said = [MessageId(f"bot:{s.key}") for s in await find_said(work.session, event.chat, message)]
    if said:
        own = (one for one in reversed(said) if asks(book.chat.last, one, event.account))
        return next(own, said[0])
    return message if event.chat == group.id else MessageId(f"{event.chat}/{message}")


async def _keep_heard(work: Work, group: Group, book: Book, chat: Chat, message: Message) -> None:
    add_heard(work.session, group.id, book.offer.number, Heard(book.seq, work.at, message))
    await keep_book(work, group.id, replace(book, chat=chat, seq=book.seq + 1))


async def _book(
    work: Work,
    state: GroupState,
    event: Said | Edited | Recalled,
    book: Book,
    message: Message,
    chat: Chat,
    reading: Reading,
) -> Taken:
    group, changes = state.group, reading.changes
    rulings = judge(wishes(book, chat, changes))
    refusals = tuple(ruling for ruling in rulings if isinstance(ruling, Refused))
    refused = tuple((ruling.wish.row, ruling.wish.item) for ruling in refusals)
    if refused:
        chat = refuse(chat, message.id, refused)
    heard = Heard(book.seq, work.at, message, refused, tuple(map(_reason, refusals)))
    add_heard(work.session, group.id, book.offer.number, heard)
    after = replace(book, chat=chat, seq=book.seq + 1)
    after = grant(work, group, after, rulings, event.account)
    after = agree(work, group, note_rows(work, group, after, reading), changes)
    if message.sender == group.leader and changes:
        after = await bind_named(work, group, after, [change.row for change in changes])
    if message.pasted:
        await keep_book(work, group.id, after)
        granted = any(isinstance(ruling, Granted) for ruling in rulings)
        books = (book, after) if granted else (None, None)
        return Taken((), (), *books, reading, refusals)
    reply = reply_to(work, group, after, event, reading, refusals)
    if reply is not None:
        ask = offer_rest(event.account, after, message.id, refusals)
        reply = replace(reply, ask=ask, text=said_of(group, after, state.book, reply.text))
    if reply is not None and (reading.questions or refusals):
        after = hear_own(work, group, after, reply, message.edits or message.id)
    await keep_book(work, group.id, after)
    replies = () if reply is None else (reply,)
    if not any(isinstance(ruling, Granted) for ruling in rulings):
        return Taken(replies, reading.queries)
    return Taken(replies, reading.queries, book, after)


def _reason(refusal: Refused) -> Reason:
    shelf = refusal.wish.shelf
    return Reason(refusal.code.value, refusal.room, shelf.limit, shelf.minimum)
