"""Time as one more source of events: what came due is claimed and handed to the dispatcher.

The rows of the ``due`` table decide what happens when; APScheduler only makes the tick.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from handlers.messages import ChatId, Due
from scheduler.clock import Clock
from storage.database import Database
from storage.due import Planned, claim, drop

LEASE = timedelta(seconds=60)
_log = structlog.get_logger("clock")

Submit = Callable[[Due], Awaitable[None]]


class Ticker:
    """Carries out what is due. ``owner`` names this process among others on the database."""

    def __init__(self, database: Database, clock: Clock, submit: Submit, owner: str) -> None:
        self._database = database
        self._clock = clock
        self.submit = submit
        self._owner = owner
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """Tick once a second from now on."""
        self._scheduler.add_job(
            self.tick, "interval", seconds=1, max_instances=1, coalesce=True, id="tick"
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> int:
        """Carry out everything due by now, earliest first. Gives how many there were."""
        at = self._clock.now()
        async with self._database.writing() as session:
            claimed = await claim(session, at, self._owner, LEASE)
            useful = [planned for planned in claimed if at <= planned.useful_until]
            for planned in claimed:
                if planned not in useful:
                    _log.warning("too late", id=planned.key)
                    drop(session, planned.key, at)
        for planned in useful:
            await self.submit(event_of(planned, at))
        return len(claimed)


def event_of(planned: Planned, at: datetime) -> Due:
    """The event that a plan becomes."""
    return Due(
        ChatId(planned.group), planned.key, planned.kind, planned.subject, planned.due_at, at
    )
