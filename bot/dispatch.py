"""The one way in: events are filed, decided and their effects written, group by group in order.

A batch is decided in memory and committed once; if anything in it fails, it is rolled back and its
events are run one at a time, so that a bad event never spoils its neighbours. This is the only
place that catches what nobody expected: the event is kept as failed, and its chat gets one apology
an hour.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import Any

import msgspec
import structlog

from handlers.addressing import Addressed, Addressing
from handlers.messages import (
    ChatId,
    Due,
    Edited,
    Event,
    Joined,
    Pressed,
    Recalled,
    Reply,
    Said,
    Undelivered,
    is_private,
)
from handlers.outgoing import outgoing
from handlers.router import PHRASES, finish_due, handle, plan_again
from handlers.texts import say
from handlers.work import Work
from rules.masks import mask_phones
from rules.names import shown_name
from solitaire.values import NativeEntry
from storage.database import Database
from storage.inbox import Filed, InboxState, add_filed, list_known
from storage.outbox import Asked, add_outgoing
from storage.session import Session
from storage.states import States
from storage.vault import Vault

MOST_AT_ONCE = 200
LONGEST_TEXT = 20_000
_log = structlog.get_logger("dispatch")


@dataclass(slots=True)
class _Waiting:
    event: Event
    done: asyncio.Future[None]


class Dispatcher:
    """Takes events from gateways, the clock and the page. ``wake`` is called after each commit."""

    def __init__(
        self,
        database: Database,
        states: States,
        vault: Vault,
        rng: Random,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._states = states
        self._vault = vault
        self._rng = rng
        self._wake = wake
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(maxsize=10_000)
        self._ended_by: BaseException | None = None

    async def submit(self, event: Event) -> None:
        """Hand an event in. Returns when its effects, and the replies to it, are stored; raises,
        with nothing stored, what the dispatcher ended by."""
        if self._ended_by is not None:
            raise self._ended_by
        waiting = _Waiting(tidy(event), asyncio.get_running_loop().create_future())
        await self._queue.put(waiting)
        await waiting.done

    async def run(self) -> None:
        """Work through what is handed in, until cancelled."""
        while True:
            batch = [await self._queue.get()]
            while len(batch) < MOST_AT_ONCE and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            try:
                await self._carry_out([waiting.event for waiting in batch])
            except BaseException as error:
                self._ended_by = error
                while not self._queue.empty():
                    batch.append(self._queue.get_nowait())
                _fail(batch, error)
                raise
            for waiting in batch:
                if not waiting.done.done():
                    waiting.done.set_result(None)
            self._wake()

    async def _carry_out(self, events: Sequence[Event]) -> None:
        try:
            await self._transact(events)
        except Exception as error:  # noqa: BLE001 - the one place: see the module's docstring
            self._states.forget(event.chat for event in events if isinstance(event, Said))
            if len(events) == 1:
                await self._keep_failed(events[0], error)
                return
            for event in events:
                await self._carry_out([event])

    async def _transact(self, events: Sequence[Event]) -> None:
        async with self._database.writing() as session:
            known = await list_known(session, [identity(event)[1] for event in events])
            await self._states.refresh(session, [identity(event)[0] for event in events])
            for event in events:
                if _is_repeated(event, known):
                    continue
                addressing = Addressing(session, self._states, self._vault, PHRASES)
                for addressed in await addressing.settle(event):
                    await self._decide(session, addressed, known)
        self._states.settle()

    async def _decide(
        self, session: Session, addressed: Addressed, known: set[tuple[str, str, str, str]]
    ) -> None:
        filed = file(addressed.event, addressed.key)
        if filed.key in known:
            if isinstance(addressed.event, Due):
                finish_due(session, addressed.event)
            return
        known.add(filed.key)
        await self._states.refresh_once(session, addressed.groups)
        event = addressed.event
        work = self._work(session, self._states, event, "|".join(filed.key))
        replies = await handle(work, addressed)
        state = await work.state(addressed.groups[0]) if addressed.groups else None
        add_filed(session, filed if state else file(_unheard(event), addressed.key))
        group = state.group if state else None
        for entry in outgoing(
            replies, work.cause, addressed.key, group, self._states.base, event.at
        ):
            add_outgoing(session, entry)
            if entry.ask_kind and entry.ask_account:
                asked = Asked(
                    entry.group,
                    entry.chat,
                    entry.ask_account,
                    entry.key,
                    entry.ask_kind,
                    entry.ask_facts or {},
                    event.at,
                )
                self._states.note_asked(asked)
        _log.info("handled", id=work.cause, kind=type(event).__name__, replies=len(replies))

    def _work(self, session: Session, states: States, event: Event, cause: str) -> Work:
        return Work(session, states, event.at, cause, self._rng, self._vault)

    async def _keep_failed(self, event: Event, error: Exception) -> None:
        chat, message, _ = identity(event)
        _log.error("failed", id=f"{chat}|{message}", kind=type(event).__name__, exc_info=error)
        async with self._database.writing() as session:
            filed = file(event, chat)
            if filed.key not in await list_known(session, [message]):
                add_filed(session, filed, InboxState.FAILED, type(error).__name__)
            if isinstance(event, Due):
                finish_due(session, event)
                states = States(self._states.base)
                await plan_again(self._work(session, states, event, filed.message), event)
            if isinstance(event, Said):
                hour = event.at.strftime("%Y%m%d%H")
                apology = Reply(event.chat, say.went_wrong(), key=f"apology|{event.chat}|{hour}")
                base = self._states.base
                for entry in outgoing([apology], filed.message, chat, None, base, event.at):
                    add_outgoing(session, entry)


def _is_repeated(event: Event, known: set[tuple[str, str, str, str]]) -> bool:
    """Whether a private word was filed already: where it belonged then, it may not belong now (an
    answer uses up the question that it answers)."""
    if not isinstance(event, Said) or not is_private(event.chat):
        return False
    return any(key[1:] == identity(event) for key in known)


def _fail(batch: Sequence[_Waiting], error: BaseException) -> None:
    for waiting in batch:
        if not waiting.done.done():
            if isinstance(error, asyncio.CancelledError):
                waiting.done.cancel()
            else:
                waiting.done.set_exception(error)


def tidy(event: Event) -> Event:
    """The event as it is kept: no phone number in clear, no text without end; a press is what its
    button says."""
    match event:
        case Said() | Edited():
            text = mask_phones(event.text[:LONGEST_TEXT].replace("\0", ""))
            nick = _kept_name(event.nick)
            if isinstance(event, Said) and event.native:
                event = replace(event, native=tuple(map(_kept_entry, event.native)))
            if text == event.text and nick == event.nick:
                return event
            return replace(event, text=text, nick=nick)
        case Pressed():
            return Said(
                event.chat,
                message=type(event.message)(f"press:{event.press}"),
                account=event.account,
                nick=event.nick,
                at=event.at,
                text=event.token,
                reply_to=event.message,
            )
        case _:
            return event


@lru_cache(maxsize=16_384)
def _kept_name(nick: str) -> str:
    return mask_phones(shown_name(nick))


def _kept_entry(entry: NativeEntry) -> NativeEntry:
    text = mask_phones(entry.text[:LONGEST_TEXT].replace("\0", ""))
    return entry._replace(text=text, nick=_kept_name(entry.nick) if entry.nick else "")


def identity(event: Event) -> tuple[str, str, str]:
    """Chat, message and revision: the same for the same event, however often it is delivered."""
    match event:
        case Said():
            return event.chat, event.message, "0"
        case Edited():
            return event.chat, event.message, event.revision
        case Recalled():
            return event.chat, event.message, "recalled"
        case Pressed():
            return event.chat, event.press, "pressed"
        case Joined():
            return event.chat, f"joined:{event.account or 'bot'}", event.at.isoformat()
        case Due():
            return event.group, event.key, event.due_at.isoformat()
        case Undelivered():
            return event.group, event.key, "undelivered"


def _unheard(event: Event) -> Event:
    """What is said in a group that nobody has bound is none of the bot's business: no words of it
    are kept."""
    if isinstance(event, Said) and event.native and not is_private(event.chat):
        event = replace(event, native=())
    if isinstance(event, Said | Edited) and not is_private(event.chat):
        return replace(event, text="", nick="")
    return event


def file(event: Event, key: str) -> Filed:
    """The event as the inbox keeps it, under what it acts on."""
    chat, message, revision = identity(event)
    payload: dict[str, Any] = msgspec.to_builtins(event)
    return Filed(key, ChatId(chat), message, revision, type(event).__name__, payload, event.at)
