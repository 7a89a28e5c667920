"""Passing virtual time: what is due now is done, and the next instant at which something is."""

from datetime import datetime

from bot.assembly import Core
from storage.database import Database
from storage.due import next_due
from storage.outbox import next_send


async def settle(core: Core, *, joined_early: bool = False) -> bool:
    """Carry out what is due now and send what may be sent now, until nothing is left. Gives whether
    there was anything."""
    did_anything = False
    while True:
        ticked = await core.ticker.tick()
        sent = await core.sender.send_ready(joined_early=joined_early)
        if not ticked and not sent:
            return did_anything
        did_anything = True


async def next_instant(database: Database, after: datetime) -> datetime | None:
    """The first instant after this one at which something is due or may be sent."""
    async with database.reading() as session:
        coming = [await next_due(session), await next_send(session)]
    return min((at for at in coming if at is not None and at > after), default=None)
