"""Who does what: the table from phrase to handler and to who may, and the way of every event."""

from collections.abc import Sequence

from handlers.addressing import Addressed
from handlers.messages import Reply
from handlers.phrasebook import ActsOn, Phrasebook, Route, Takes
from handlers.work import Work
from rules.roles import Role

PHRASES = Phrasebook(())


async def handle(work: Work, addressed: Addressed) -> Sequence[Reply]:
    """Decide one event. Its effects are queued, its replies given back."""
    return ()
