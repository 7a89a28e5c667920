"""帮助 and 我的账号: what this person can say here, and who she is to the bot."""

from collections.abc import Sequence

from handlers.messages import Reply
from handlers.replies import answer, personal
from handlers.texts import guide as texts
from handlers.work import Call, Work


async def on_help(_work: Work, call: Call) -> Sequence[Reply]:
    """The phrases of the speaker's role."""
    return (answer(call, texts.help_for(call.role)),)


async def on_my_account(work: Work, call: Call) -> Sequence[Reply]:
    """The speaker's account, as the configuration names an operator; privately."""
    return await personal(work, call, texts.account_is(call.account))
