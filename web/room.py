"""The chat page as a platform of its own: its chats, and what people and the bot do in them.

Everything a person does is stored together with the event it means for the bot, and the event is
kept until the bot has taken it: a crash between the two loses nothing and repeats at most.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handlers.messages import Event
from storage.database import Database
from storage.page import (
    BOT,
    PageFile,
    PageMessage,
    add_page_file,
    add_page_update,
    clear_page,
    find_page_message,
    latest_page_number,
    list_page_updates,
    remove_page_update,
    save_page_message,
)
from storage.session import Session
from web import acts
from web.errors import NotFound, NotYours
from web.past import Past
from web.people import Person, World
from web.unread import Unread

Listener = Callable[[Event], Awaitable[None]]


class Clock(Protocol):
    """Whatever knows the instant."""

    def now(self) -> datetime:
        """The present instant, aware."""
        ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture or file that comes with a message; ``width`` and ``height`` are 0 for a file."""

    name: str
    media: str
    content: bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be said, by the bot unless it is ``by`` a person."""

    chat: str
    text: str
    reply_to: int | None
    buttons: tuple[tuple[str, str], ...] = ()
    upload: Upload | None = None
    by: Person | None = None


class Rooms:
    """The chats of one world, over one database. Call ``open`` before anything else.

    ``latest`` counts all that was ever said and done; ``version`` moves whenever a browser has
    something new to show; ``epoch`` changes when the past is not the one a browser may know.
    """

    def __init__(
        self,
        database: Database,
        world: World,
        clock: Clock,
        random_name: Callable[[], str] = secrets.token_urlsafe,
    ) -> None:
        self.world = world
        self.clock = clock
        self.past = Past(database, world)
        self.unread = Unread(world)
        self.epoch = random_name()
        self.closed = False
        self.latest = 0
        self.version = 0
        self._database = database
        self._random_name = random_name
        self._listener: Listener | None = None
        self._turn = asyncio.Lock()
        self._handing_over = asyncio.Lock()
        self._moved = asyncio.Condition()

    async def open(self) -> None:
        """Read how far things had come. May be called again."""
        async with self._turn, self._database.reading() as session:
            self.latest = max(self.latest, await latest_page_number(session))
            await self.unread.load(session)
        self.closed = False

    async def listen(self, listener: Listener | None) -> None:
        """From now on give what people do to the bot, first what it had not taken before.

        ``listener`` returns once it has stored the event; None keeps events until the next one.
        """
        self._listener = listener
        await self._hand_over()

    async def close(self) -> None:
        """End all streams to browsers; they come back by themselves when the page is up again."""
        self.closed = True
        await self._announce()

    async def say(
        self,
        account: str,
        chat: str,
        text: str,
        reply_to: int | None = None,
        upload: Upload | None = None,
    ) -> PageMessage:
        """A person says something. Raises PageError; returns when the bot has taken it."""
        person = self.world.member(account, chat)
        text = acts.check_text(text, may_be_empty=upload is not None)
        message = await self._add(Draft(chat, text, reply_to, upload=upload, by=person))
        await self._hand_over()
        return message

    async def post(
        self,
        chat: str,
        text: str,
        reply_to: int | None = None,
        buttons: Sequence[tuple[str, str]] = (),
        upload: Upload | None = None,
    ) -> PageMessage:
        """The bot says something; ``buttons`` are pairs of label and what a press says.

        Raises NotFound for a chat that there is not.
        """
        if not self.world.people_in(chat):
            raise NotFound("no_chat")
        return await self._add(Draft(chat, text, reply_to, tuple(buttons), upload))

    async def edit(self, account: str, number: int, text: str) -> PageMessage:
        """A person gives an own message another text. Raises PageError."""
        text, at = acts.check_text(text), self.clock.now()
        return await self._change(
            account,
            number,
            lambda message, person, step: acts.edit(_own(message, person), text, step, at),
        )

    async def recall(self, account: str, number: int) -> PageMessage:
        """A person withdraws an own message. Raises PageError."""
        at = self.clock.now()
        return await self._change(
            account,
            number,
            lambda message, person, step: acts.recall(_own(message, person), step, at),
        )

    async def press(self, account: str, number: int, place: int) -> PageMessage:
        """A person presses the button at this place under a message. Raises PageError."""
        at = self.clock.now()
        return await self._change(
            account,
            number,
            lambda message, person, step: acts.press(message, person, place, step, at),
        )

    async def read(self, account: str, chat: str) -> None:
        """A person has seen everything in a chat."""
        self.world.member(account, chat)
        async with self._turn, self._database.writing() as session:
            changed = self.unread.read(session, account, chat, self.latest)
        if changed:
            await self._announce()

    async def clear(self) -> None:
        """Forget everything that was said; browsers start anew."""
        async with self._turn:
            async with self._database.writing() as session:
                await clear_page(session)
            self.unread.clear()
            self.epoch = self._random_name()
        await self._announce()

    async def wait(self, version: int, seconds: float) -> None:
        """Return when ``version`` is not the present one any more, at the latest in a while."""
        try:
            async with asyncio.timeout(seconds), self._moved:
                await self._moved.wait_for(lambda: self.closed or self.version != version)
        except TimeoutError:
            return

    async def _add(self, draft: Draft) -> PageMessage:
        async with self._turn:
            number = self.latest + 1
            async with self._database.writing() as session:
                message = await self._written(session, draft, number)
                if draft.by is not None:
                    event = acts.said(message, draft.by, self.world.people_in(draft.chat))
                    add_page_update(session, acts.keep_act(number, event))
            self.latest = number
            self.unread.add(message)
        await self._announce()
        return message

    async def _written(self, session: Session, draft: Draft, number: int) -> PageMessage:
        message = PageMessage(
            number,
            draft.chat,
            draft.by.account if draft.by else BOT,
            acts.shown_name(draft.by, draft.chat) if draft.by else "",
            self.clock.now(),
            draft.text,
            changed=number,
            reply_to=await _quoted(session, draft),
            file=_kept(session, number, draft.upload),
            buttons=draft.buttons,
        )
        save_page_message(session, message)
        return message

    async def _change(
        self, account: str, number: int, act: Callable[[PageMessage, Person, int], acts.Act]
    ) -> PageMessage:
        async with self._turn:
            step = self.latest + 1
            async with self._database.writing() as session:
                before = await find_page_message(session, number)
                if before is None:
                    raise NotFound("no_message")
                message, event = act(before, self.world.member(account, before.chat), step)
                save_page_message(session, message)
                add_page_update(session, acts.keep_act(step, event))
            self.latest = step
        await self._announce()
        await self._hand_over()
        return message

    async def _hand_over(self) -> None:
        async with self._handing_over:
            if self._listener is None:
                return
            async with self._database.reading() as session:
                updates = await list_page_updates(session)
            for update in updates:
                await self._listener(acts.kept_act(update))
                async with self._database.writing() as session:
                    await remove_page_update(session, update.number)

    async def _announce(self) -> None:
        async with self._moved:
            self.version += 1
            self._moved.notify_all()


def _own(message: PageMessage, person: Person) -> PageMessage:
    if message.account != person.account:
        raise NotYours("not_your_message")
    return message


async def _quoted(session: Session, draft: Draft) -> int | None:
    """The quoted message's number, if it is one of this chat; whatever else is not shown."""
    if draft.reply_to is None:
        return None
    message = await find_page_message(session, draft.reply_to)
    return draft.reply_to if message is not None and message.chat == draft.chat else None


def _kept(session: Session, number: int, upload: Upload | None) -> PageFile | None:
    if upload is None:
        return None
    size = len(upload.content)
    file = PageFile(number, upload.name, upload.media, size, upload.width, upload.height)
    add_page_file(session, file, upload.content)
    return file
