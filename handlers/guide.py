"""帮助: what this person can say here."""

from collections.abc import Sequence

from handlers.messages import Reply
from handlers.replies import answer
from handlers.texts import guide as texts
from handlers.work import Call, Work


async def on_help(_work: Work, call: Call) -> Sequence[Reply]:
    """The phrases of the speaker's role."""
    return (answer(call, texts.help_for(call.role)),)
