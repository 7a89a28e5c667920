"""Plays the sample evening on the chat page at a pace one can follow, then leaves it to visitors.

One task does all that happens by itself: while it plays, line after line with a pause to read;
otherwise, whatever comes due as the evening's time runs on.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass

import structlog

from bot.replay.day import Line
from bot.sample.evening import Evening
from bot.sample.sitting import Sitting
from scheduler.clock import Clock
from web.people import Part, Person
from web.room import Rooms
from web.sample import SampleState

_IDLE = 0.5
_MOVE = 0.8
_SHORTEST, _LONGEST = 1.2, 4.0
_EACH = 0.8
"""Seconds at speed 1: between two looks at the clock, to look into another chat, to read what is
new at a line, and for each message of it."""
_log = structlog.get_logger("sample")


@dataclass(frozen=True, slots=True)
class _View:
    """What the visitor is told, and through whose eyes they look at which chat."""

    caption: str = ""
    account: str = ""
    chat: str = ""


class Player:
    """The sample player of the page (``web.sample.SamplePlayer``). ``start`` it before use."""

    def __init__(self, evening: Evening, real: Clock) -> None:
        self._evening = evening
        self._real = real
        self._speed = 1.0
        self._playing = False
        self._done = 0
        self._view = _View()
        self._turn = asyncio.Lock()
        self._woken = asyncio.Event()
        self._sitting = Sitting(evening, real, self._woken.set)
        self._task: asyncio.Task[None] | None = None

    @property
    def rooms(self) -> Rooms:
        """The present sitting's rooms."""
        return self._sitting.rooms

    async def start(self) -> None:
        """Open the rooms; nothing is played yet."""
        await self._sitting.open()
        self._sitting.clock.run()
        self._task = asyncio.create_task(self._drive(), name="sample")
        self._task.add_done_callback(_log_failure)

    async def stop(self) -> None:
        """End it, and let its browsers go."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._sitting.close()

    async def play(self, speed: float) -> None:
        """Play on, or from the start when it was over; while it plays, only the speed changes."""
        if self._done == len(self._evening.lines):
            await self.reset()
        self._speed = speed
        self._sitting.clock.hold()
        self._playing = True
        self._woken.set()

    async def pause(self) -> None:
        """Stop playing; the evening's time runs on from where it is."""
        self._playing = False
        self._sitting.clock.run()
        self._woken.set()

    async def reset(self) -> None:
        """Begin a new sitting, in new rooms, with nothing said yet."""
        await self.pause()
        async with self._turn:
            fresh = await self._fresh()
            old, self._sitting = self._sitting, fresh
            self._done, self._view = 0, _View()
            await old.rooms.clear()  # tells its browsers to look anew
            await old.close()

    async def _fresh(self) -> Sitting:
        """Another sitting, open; if it cannot be, nothing of it is left."""
        fresh = Sitting(self._evening, self._real, self._woken.set)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(fresh.close)
            await fresh.open()
            stack.pop_all()
        fresh.clock.run()
        return fresh

    def state(self) -> SampleState:
        """How far it is."""
        return SampleState(
            self._playing and self._task is not None and not self._task.done(),
            self._sitting.clock.now(),
            self._view.caption,
            self._done,
            len(self._evening.lines),
            self._view.account or None,
            self._view.chat or None,
            self._speed,
        )

    async def _drive(self) -> None:
        while True:
            async with self._turn:
                seconds = await self._step() if self._playing else await self._idle()
            await self._rest(seconds)

    async def _idle(self) -> float:
        await self._sitting.settle()
        return _IDLE

    async def _step(self) -> float:
        """Go on to the next thing that happens. Gives how long to look at it."""
        line, sitting = self._evening.lines[self._done], self._sitting
        coming = await sitting.next_instant()
        before = sitting.rooms.latest
        by_itself = coming is not None and coming < line.at
        if (line.id is None or not by_itself) and self._look_at(line):
            return _MOVE / self._speed
        if coming is not None and by_itself:
            sitting.clock.advance(coming)
            await sitting.settle()
        else:
            await self._perform(line)
        new = sitting.rooms.latest - before
        return min(max(_SHORTEST, _EACH * new), _LONGEST) / self._speed if new else 0.0

    def _look_at(self, line: Line) -> bool:
        """Tell what is about to happen and look where; whether that is another chat than before."""
        scene = self._evening.scene(line)
        before = self._view
        chat = line.chat if line.id is not None else (scene.look if scene else "") or before.chat
        self._view = self._seen(scene.caption if scene else before.caption, chat)
        return self._view.chat != before.chat

    def _seen(self, caption: str, chat: str) -> _View:
        """A chat is seen through the eyes of the first resident in it, or of whose it is."""
        people = sorted(self._evening.world.people_in(chat), key=_is_no_resident)
        return _View(caption, people[0].account, chat) if people else _View(caption)

    async def _perform(self, line: Line) -> None:
        sitting = self._sitting
        sitting.clock.advance(line.at)
        await sitting.perform(line)
        await sitting.settle()
        self._done += 1
        scene = self._evening.scene(line)
        if scene is not None and scene.look:
            self._view = self._seen(scene.caption, scene.look)
        if self._done == len(self._evening.lines):
            await self.pause()

    async def _rest(self, seconds: float) -> None:
        """Let a while pass, in which visitors are answered; a button of the player ends it."""
        clock, playing = asyncio.get_running_loop().time, self._playing
        end = clock() + seconds
        while self._playing is playing and (left := end - clock()) > 0:
            self._woken.clear()
            try:
                async with asyncio.timeout(left):
                    await self._woken.wait()
            except TimeoutError:
                return
            async with self._turn:
                await self._sitting.settle()


def _is_no_resident(person: Person) -> bool:
    return person.part is not Part.RESIDENT


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("the sample evening has stopped", exc_info=error)
