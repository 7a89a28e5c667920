"""Taking back what a leader pasted, or took off a list: as if it had not been said."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.booking import take
from handlers.changed_rows import difference, refused_line
from handlers.collecting import keep_book
from handlers.following import follow
from handlers.messages import ChatId, Edited, Recalled, Reply
from handlers.replies import echo
from handlers.texts import pasting as texts
from handlers.work import Call, Work
from solitaire.chat import hear
from solitaire.log import Link, find_link
from solitaire.values import BOT, Message, MessageId
from storage.books import Book
from storage.commands import Command
from storage.groups import Group
from storage.log import Heard, add_heard
from storage.states import GroupState

PASTE, REMOVE = "paste", "remove"
"""Commands that are taken back so."""


def heard_as(chat: str, message: str) -> MessageId:
    """The id of a private message in an offer's chat."""
    return MessageId(f"{chat}/{message}")


def is_pasted(book: Book, message: MessageId) -> bool:
    """Whether a message of the offer's chat was a paste."""
    link = find_link(book.chat.last, message)
    return link is not None and link.message.pasted


async def unsay(work: Work, call: Call, command: Command) -> Sequence[Reply] | None:
    """撤销 of a paste or of 去掉; None where another offer has followed."""
    book = call.state.book
    if book is None or book.offer.number != command.offer:
        return None
    chat, message = ChatId(command.before["chat"]), MessageId(command.before["message"])
    event = Recalled(chat, message, call.account, work.at)
    told = await taken_back(work, call.state, event)
    return [replace(reply, chat=call.chat) if reply.chat == chat else reply for reply in told]


async def taken_back(work: Work, state: GroupState, event: Recalled) -> Sequence[Reply]:
    """Recall it, and what was only read on top of it: the lists that the bot handed back, and
    later pastes, which changed nothing or were taken back before."""
    group, before = state.group, state.book
    if before is None:
        return ()
    await keep_book(work, group.id, forget_lists(work, group, before, event, pastes=True))
    now = await work.state(group.id) or state
    taken = await take(work, now, event, pasted=True)
    if taken.replies:
        return taken.replies
    followed = await follow(work, group, taken)
    lines: Sequence[str] = ()
    if taken.before is not None and taken.after is not None:
        lines = difference(taken.before, taken.after).lines
    said = [texts.undone([echo(event.chat, line) for line in lines])]
    if taken.refusals:
        kept = [refused_line(before, refusal) for refusal in taken.refusals]
        said.append(texts.undone_in_part([echo(event.chat, line) for line in kept]))
    return (Reply(event.chat, "\n".join(said)), *followed)


def forget_lists(
    work: Work, group: Group, book: Book, event: Edited | Recalled, *, pastes: bool = False
) -> Book:
    """The book without the lists that the bot handed back since this paste."""
    since = heard_as(event.chat, event.message) if event.chat != group.id else event.message
    link, found = book.chat.last, list[MessageId]()
    while link is not None and since not in link.names:
        if not link.withdrawn and _is_on_top(link, pastes=pastes):
            found.append(link.message.id)
        link = link.previous
    for message in found if link is not None else ():
        book = _recalled(work, group, book, message)
    return book


def _is_on_top(link: Link, *, pastes: bool) -> bool:
    said = link.message
    handed = said.sender == BOT and bool(said.entries) and said.reply_to is not None
    return handed or (pastes and said.pasted)


def _recalled(work: Work, group: Group, book: Book, message: MessageId) -> Book:
    """The book after one message that changed nothing in it was withdrawn."""
    said = Message(MessageId(f"{message}#forgotten"), BOT, "", "", recalls=message)
    chat, _ = hear(book.chat, said)
    add_heard(work.session, group.id, book.offer.number, Heard(book.seq, work.at, said))
    return replace(book, chat=chat, seq=book.seq + 1)
