"""Which of the bot's questions a word answers. Several groups' questions may come of one message;
they are answered together."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from handlers.messages import Reply, Said
from handlers.replies import ask
from handlers.texts import say
from handlers.work import Call, Work
from storage.groups import Group
from storage.outbox import Asked, find_said
from storage.session import Session

ANSWER_WITHIN = timedelta(minutes=10)
"""How long a question of the bot's is still meant by a short word."""
WHICH_GROUP = "which_group"
_CONFIRM = "confirm"


async def answered_by(
    session: Session, waiting: Sequence[Asked], said: Said, kinds: Collection[str]
) -> tuple[Asked, ...]:
    """Those of the waiting questions that a word for these kinds answers: the quoted ones (their
    button was pressed), else all that came of the newest message.

    What is to be confirmed is confirmed soon, or asked again.
    """
    fits = [
        one
        for one in waiting
        if one.kind in kinds and (one.family != _CONFIRM or is_fresh(one, said))
    ]
    if fits and said.reply_to is not None:
        quoted = await find_said(session, said.chat, said.reply_to)
        if any(one.ask_kind for one in quoted):
            keys = {one.key for one in quoted}
            return tuple(one for one in fits if one.key in keys)
    return tuple(one for one in fits if one.cause == fits[-1].cause)


def is_fresh(asked: Asked, said: Said) -> bool:
    """Whether the question may still be meant by a short word."""
    return said.at - asked.at <= ANSWER_WITHIN


def use_up(work: Work, asked: Asked) -> None:
    """The question is answered: the same word said again is no second answer."""
    work.states.note_answered(work.session, asked, work.at)


def which_group(call: Call, groups: Sequence[Group]) -> Reply:
    """The question which of her groups is meant; the answer stands for what she said."""
    names = [group.name for group in groups]
    facts = {
        "groups": [group.id for group in groups],
        "names": names,
        "text": call.event.text,
        "message": call.event.message,
    }
    return ask(call, say.which_group(names), WHICH_GROUP, facts, names)
