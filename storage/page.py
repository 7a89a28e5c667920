"""The chat page's own past: its messages, their files, what people have read, and what they did
that the bot has not taken yet.

One counter numbers everything: a message's number is also its place in its chat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, select

from storage.schema_page import page_files, page_messages, page_reads, page_updates
from storage.session import Session

# Accounts carry their platform (``page:zhang``), so no person can be called this.
BOT = "bot"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A picture or file of a message, without its content. ``size`` is bytes; ``width`` and
    ``height`` are a picture's pixels, 0 for a file to download."""

    number: int
    name: str
    media: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, not downloaded."""
        return self.width > 0


@dataclass(frozen=True, slots=True)
class PageMessage:
    """A message as it now stands. ``changed`` is the counter at its last change, ``revision`` how
    often it was edited; ``buttons`` are pairs of label and what a press says; a recalled one
    has lost its text and file."""

    number: int
    chat: str
    account: str
    nick: str
    at: datetime
    text: str
    changed: int
    reply_to: int | None = None
    file: PageFile | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    revision: int = 0
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class PageUpdate:
    """Something a person did, as plain values, kept until the bot has taken it."""

    number: int
    kind: str
    payload: Mapping[str, Any]


def save_page_message(session: Session, message: PageMessage) -> None:
    """Write a message, new or changed."""
    session.save(
        page_messages,
        {
            "number": message.number,
            "chat": message.chat,
            "account": message.account,
            "nick": message.nick,
            "text": message.text,
            "reply_to": message.reply_to,
            "file": message.file and message.file.number,
            "buttons": [list(button) for button in message.buttons],
            "revision": message.revision,
            "recalled": message.recalled,
            "changed": message.changed,
            "at": message.at,
        },
    )


def add_page_file(session: Session, file: PageFile, content: bytes) -> None:
    """Keep a picture or file."""
    session.insert(
        page_files,
        {
            "number": file.number,
            "name": file.name,
            "media": file.media,
            "size": file.size,
            "width": file.width,
            "height": file.height,
            "content": content,
        },
    )


def _messages() -> Select[Any]:
    file = page_files.c
    described = (file.name, file.media, file.size, file.width, file.height)
    return select(page_messages, *described).outerjoin(
        page_files, page_messages.c.file == page_files.c.number
    )


def _message(row: Row[Any]) -> PageMessage:
    file = None
    if row.name is not None:
        file = PageFile(row.file, row.name, row.media, row.size, row.width, row.height)
    return PageMessage(
        row.number,
        row.chat,
        row.account,
        row.nick,
        row.at,
        row.text,
        row.changed,
        row.reply_to,
        file,
        tuple((label, says) for label, says in row.buttons),
        row.revision,
        row.recalled,
    )


async def find_page_message(session: Session, number: int) -> PageMessage | None:
    """One message."""
    row = await session.first(_messages().where(page_messages.c.number == number))
    return None if row is None else _message(row)


async def list_page_messages(session: Session, numbers: Sequence[int]) -> tuple[PageMessage, ...]:
    """Some messages, in their order."""
    query = _messages().where(page_messages.c.number.in_(set(numbers)))
    rows = await session.rows(query.order_by(page_messages.c.number))
    return tuple(_message(row) for row in rows)


async def list_page_history(
    session: Session, chat: str, before: int | None, most: int
) -> tuple[PageMessage, ...]:
    """The latest messages of a chat, oldest first; with ``before``, the ones ahead of it."""
    query = _messages().where(page_messages.c.chat == chat)
    if before is not None:
        query = query.where(page_messages.c.number < before)
    rows = await session.rows(query.order_by(page_messages.c.number.desc()).limit(most))
    return tuple(_message(row) for row in reversed(rows))


async def list_latest_in_chats(session: Session, chats: Sequence[str]) -> tuple[PageMessage, ...]:
    """The last message of each of these chats that has one."""
    latest = (
        select(func.max(page_messages.c.number))
        .where(page_messages.c.chat.in_(list(chats)))
        .group_by(page_messages.c.chat)
    )
    rows = await session.rows(_messages().where(page_messages.c.number.in_(latest)))
    return tuple(_message(row) for row in rows)


async def list_page_changes(
    session: Session, chats: Sequence[str], after: int
) -> tuple[PageMessage, ...]:
    """The messages of these chats that are new or changed since, in the order of their change."""
    query = _messages().where(
        page_messages.c.changed > after, page_messages.c.chat.in_(list(chats))
    )
    rows = await session.rows(query.order_by(page_messages.c.changed))
    return tuple(_message(row) for row in rows)


async def find_page_file(session: Session, number: int) -> tuple[PageFile, bytes] | None:
    """A picture or file with its content."""
    row = await session.first(select(page_files).where(page_files.c.number == number))
    if row is None:
        return None
    file = PageFile(row.number, row.name, row.media, row.size, row.width, row.height)
    return file, row.content


async def latest_page_number(session: Session) -> int:
    """How far the counter has come; 0 when nothing was ever said."""
    said = await session.first(select(func.max(page_messages.c.changed)))
    kept = await session.first(select(func.max(page_updates.c.number)))
    return max((row[0] or 0 for row in (said, kept) if row), default=0)


def add_page_update(session: Session, update: PageUpdate) -> None:
    """Keep something a person did until the bot has taken it."""
    session.insert(
        page_updates,
        {"number": update.number, "kind": update.kind, "payload": dict(update.payload)},
    )


async def list_page_updates(session: Session) -> tuple[PageUpdate, ...]:
    """What the bot has not taken yet, in order."""
    rows = await session.rows(select(page_updates).order_by(page_updates.c.number))
    return tuple(PageUpdate(row.number, row.kind, row.payload) for row in rows)


async def remove_page_update(session: Session, number: int) -> None:
    """The bot has taken it."""
    await session.execute(delete(page_updates).where(page_updates.c.number == number))


def save_page_read(session: Session, account: str, chat: str, number: int) -> None:
    """Remember how far a person has read a chat."""
    session.save(page_reads, {"account": account, "chat": chat, "number": number})


async def count_page_unread(session: Session, account: str, chat: str) -> int:
    """How many messages of others a person has not read in a chat."""
    mark = select(page_reads.c.number).where(
        page_reads.c.account == account, page_reads.c.chat == chat
    )
    row = await session.first(
        select(func.count())
        .select_from(page_messages)
        .where(
            page_messages.c.chat == chat,
            page_messages.c.account != account,
            page_messages.c.recalled.is_(False),
            page_messages.c.number > func.coalesce(mark.scalar_subquery(), 0),
        )
    )
    return row[0] if row else 0


async def clear_page(session: Session) -> None:
    """Forget everything that was said on the page."""
    for table in (page_messages, page_files, page_updates, page_reads):
        await session.execute(delete(table))
