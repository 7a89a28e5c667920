"""What the bot itself says stands in the offer's chat too: its questions, posts and lists."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.messages import Reply
from handlers.work import Work
from solitaire.chat import hear
from solitaire.values import BOT, ItemKey, Message, MessageId, RowKey
from storage.books import Book
from storage.groups import Group
from storage.log import Heard, add_heard


def hear_own(
    work: Work, group: Group, book: Book, reply: Reply, to: MessageId | None = None
) -> Book:
    """The book after the bot said this; ``to`` is the message it answers. The reply has a key, by
    which a later message that quotes it finds it."""
    said = Message(
        MessageId(f"bot:{reply.key}"), BOT, "", reply.text, reply_to=to, entries=reply.entries
    )
    chat, _ = hear(book.chat, said)
    add_heard(work.session, group.id, book.offer.number, Heard(book.seq, work.at, said))
    return replace(book, chat=chat, seq=book.seq + 1)


def hear_stands(
    work: Work, group: Group, book: Book, stands: Sequence[tuple[RowKey, ItemKey, int]]
) -> Book:
    """The book after something beyond the chat (a shortage) changed what stands: later words
    (再加1份) count from there."""
    key = MessageId(f"bot:{work.cause}/stands")
    said = Message(key, BOT, "", "", stands=tuple(stands))
    chat, _ = hear(book.chat, said)
    add_heard(work.session, group.id, book.offer.number, Heard(book.seq, work.at, said))
    return replace(book, chat=chat, seq=book.seq + 1)
