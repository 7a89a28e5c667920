"""帮助 and 我的账号: what this person can say here, and who she is to the bot."""

from collections.abc import Sequence

from handlers.messages import Reply
from handlers.replies import answer, personal
from handlers.texts import guide as texts
from handlers.texts import phrases
from handlers.work import Call, Work
from rules.roles import Role
from solitaire.normal import fold_text


async def on_help(_work: Work, call: Call) -> Sequence[Reply]:
    """The phrases of the speaker's role; a leader's too for an operator who asks (帮助 团长)."""
    asked = call.role is Role.OPERATOR and fold_text(call.args) in phrases.LEADERS_PART
    return (answer(call, texts.help_for(Role.LEADER if asked else call.role)),)


async def on_my_account(work: Work, call: Call) -> Sequence[Reply]:
    """The speaker's account, as the configuration names an operator; privately."""
    return await personal(work, call, texts.account_is(call.account))
