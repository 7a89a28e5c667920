"""The one way out: sends what stands in the outbox, in order in each chat, and marks how it ended.

Confirmations of one chat that wait together become one message; so do parts with the same join
key. What could not be sent for a while is tried again, later each time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.gateways.base import (
    Capabilities,
    Gateway,
    Refused,
    Removed,
    Sending,
    Throttled,
    Unreachable,
)
from handlers.attachments import render
from handlers.messages import (
    PRIVATE,
    QUESTION,
    Button,
    ChatId,
    Event,
    ReplyKind,
    Undelivered,
    is_private,
)
from scheduler.clock import Clock
from solitaire.values import AccountId
from storage.database import Database
from storage.groups import save_reachable
from storage.outbox import OutboxState, Outgoing, list_pending, mark, postpone

_log = structlog.get_logger("sender")
_IDLE = 1.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes out as one message: one entry of the outbox, or several joined."""

    entries: tuple[Outgoing, ...]

    @property
    def text(self) -> str:
        """Parts of an answer a line apart; else the entries' texts, each on its own line, what one
        before it said already left out."""
        last = {entry.topic: entry for entry in self.entries if entry.topic.startswith(QUESTION)}
        texts = [e.text for e in self.entries if e.text and last.get(e.topic, e) is e]
        if self.entries[0].join:
            return "\n\n".join(texts)
        lines: list[str] = []
        for text in texts:
            said = frozenset(lines)
            lines += [line for line in text.split("\n") if line not in said]
        return "\n".join(lines)


def parcels(pending: Sequence[Outgoing], at: datetime) -> list[Parcel]:
    """What may go out now, in the order said in each chat.

    A confirmation waits to be joined until its time, but never behind what its chat is told at
    once. What is held back for quiet hours holds up nothing else.
    """
    chats: dict[str, list[Outgoing]] = {}
    for entry in pending:
        if entry.send_after <= at or entry.kind == ReplyKind.CONFIRMATION:
            chats.setdefault(entry.chat, []).append(entry)
    ready: list[Parcel] = []
    for entries in chats.values():
        if any(entry.send_after <= at for entry in entries):
            ready += _joined(entries)
    return ready


def _joined(entries: Sequence[Outgoing]) -> list[Parcel]:
    result: list[Parcel] = []
    for entry in entries:
        last = result[-1].entries[-1] if result else None
        if last is not None and _belong_together(last, entry):
            result[-1] = Parcel((*result[-1].entries, entry))
        else:
            result.append(Parcel((entry,)))
    return result


def _belong_together(last: Outgoing, entry: Outgoing) -> bool:
    if last.attachment or entry.attachment or last.buttons != entry.buttons:
        return False
    if entry.join and entry.join == last.join:
        return True
    return last.kind == entry.kind == ReplyKind.CONFIRMATION and not entry.buttons


class Sender:
    """Sends through the gateways, by the platform in a chat's id ("" is everything else)."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        gateways: Mapping[str, Gateway],
        submit: Callable[[Event], Awaitable[None]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._gateways = gateways
        self._submit = submit
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be something new to send."""
        self._woken.set()

    async def run(self) -> None:
        """Send whenever there is something, until cancelled."""
        while True:
            self._woken.clear()
            await self.send_ready()
            try:
                async with asyncio.timeout(_IDLE):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def send_ready(self, *, joined_early: bool = False) -> int:
        """Send what may go out now. ``joined_early`` does not wait for more to be joined."""
        at = self._clock.now()
        async with self._database.reading() as session:
            pending = await list_pending(session)
        horizon = at + timedelta(seconds=5) if joined_early else at
        ready = parcels(_ready_early(pending, horizon) if joined_early else pending, horizon)
        for parcel in ready:
            await self._send(parcel)
        return len(ready)

    async def _send(self, parcel: Parcel) -> None:
        first = parcel.entries[0]
        gateway = self._gateway(first.chat)
        at = self._clock.now()
        if first.useful_until is not None and at > first.useful_until:
            await self._mark(parcel, OutboxState.DROPPED, at, None)
            return
        sending = await _sending(parcel, gateway.capabilities)
        if not sending.text and not sending.name:
            await self._mark(parcel, OutboxState.DROPPED, at, None)
            return
        try:
            sent_id = await gateway.send(sending)
        except Throttled as throttled:
            await self._later(parcel, at, throttled.after)
        except Unreachable:
            await self._unreachable(parcel, at)
        except (Removed, Refused) as error:
            _log.warning("not sent", id=first.key, reason=type(error).__name__)
            await self._mark(parcel, OutboxState.DROPPED, at, None)
        else:
            await self._mark(parcel, OutboxState.SENT, at, sent_id)

    def _gateway(self, chat: str) -> Gateway:
        platform = chat.removeprefix(PRIVATE).partition(":")[0]
        return self._gateways.get(platform) or self._gateways[""]

    async def _mark(
        self, parcel: Parcel, state: OutboxState, at: datetime, sent_id: str | None
    ) -> None:
        async with self._database.writing() as session:
            for entry in parcel.entries:
                mark(session, entry, state, at, sent_id)

    async def _later(self, parcel: Parcel, at: datetime, after: float) -> None:
        attempts = parcel.entries[0].attempts + 1
        wait = max(after, min(2.0**attempts, 300.0) if attempts > 1 else 0.0)
        async with self._database.writing() as session:
            ids = [entry.id for entry in parcel.entries]
            postpone(session, ids, at + timedelta(seconds=wait), attempts)

    async def _unreachable(self, parcel: Parcel, at: datetime) -> None:
        account = AccountId(parcel.entries[0].chat.removeprefix(PRIVATE))
        async with self._database.writing() as session:
            for entry in parcel.entries:
                mark(session, entry, OutboxState.UNREACHABLE, at)
            if is_private(parcel.entries[0].chat):
                save_reachable(session, account, at, reachable=False)
        for entry in parcel.entries:
            event = Undelivered(ChatId(entry.group), entry.key, account, entry.topic, at)
            await self._submit(event)


async def _sending(parcel: Parcel, able: Capabilities) -> Sending:
    """The parcel as far as its platform can show it: text stands for what it cannot."""
    first = parcel.entries[0]
    name, content = await _rendered(first)
    sending = Sending(
        ChatId(first.chat),
        parcel.text,
        first.reply_to if len(parcel.entries) == 1 else None,
        tuple(Button(label, says) for label, says in first.buttons) if able.buttons else (),
        name,
        content,
    )
    shown = able.pictures if sending.is_picture else able.files
    return sending if shown else replace(sending, name="", content=b"")


async def _rendered(entry: Outgoing) -> tuple[str, bytes]:
    """The picture or file, its name first; nothing where there is none. One that cannot be made
    must not keep everybody else's messages: it is logged, and its text goes alone."""
    if entry.attachment is None:
        return "", b""
    try:
        return await asyncio.to_thread(render, entry.attachment)
    except Exception as error:  # noqa: BLE001 - decision 0018
        _log.error("not made", id=entry.key, exc_info=error)
        return "", b""


def _ready_early(pending: Sequence[Outgoing], horizon: datetime) -> list[Outgoing]:
    return [
        entry
        for entry in pending
        if entry.send_after <= horizon
        and (entry.kind == ReplyKind.CONFIRMATION or entry.send_after <= entry.at)
    ]
