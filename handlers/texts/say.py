"""What the bot says about itself, about who may do what, and in answer to what it cannot do."""

from collections.abc import Sequence

CONFIRM = "确认"
AS_IT_IS = "就这样"
MERGE = "并入"
CLOSE_FIRST = "先截单"
"""Words that answer the bot's questions; its buttons say them too."""
LEADERS_HELP = "帮助 团长"
"""How an operator asks for what a leader can say."""


def told_privately() -> str:
    return "已私信"


def write_me_first() -> str:
    return "我还没法私信您：请先点我的头像给我发一句话，再问一次就好"


def claim_noted() -> str:
    return "收到，已告诉团长您付过了，团长核对后就记上"


def instead_of(topic: str) -> str:
    """What the group hears where a personal answer about a topic cannot be written privately."""
    return claim_noted() if topic == "claim" else write_me_first()


def leaders_only() -> str:
    return "这个要请团长来说哦 😊 想知道您能说什么，发“帮助”"


def operators_only() -> str:
    return "这个只有运营能用。您能说什么，发“帮助”就知道"


def which_group(names: Sequence[str]) -> str:
    choices = " ".join(f"{place} {name}" for place, name in enumerate(names, 1))
    return f"是哪个群？{choices}（回数字或群名）"


def section(group: str, text: str) -> str:
    """One group's part of an answer that is about several."""
    return f"{group}：{text}"


def no_group_named(name: str, names: Sequence[str]) -> str:
    return f"没有找到叫“{name}”的群。您的群：{'、'.join(names)}"


def not_bound() -> str:
    return "这个群还没绑定。团长请发：绑定 群名 自提点 地点 一次码（一次码找运营要）"


def no_groups() -> str:
    return "您还没有群。把我拉进群，再用运营给的一次码绑定：绑定 群名 自提点 地点 一次码"


def stranger() -> str:
    return (
        "您好，我是接龙小助手。先在您小区的团购群里说句话，我就认得您了；"
        "团长请把我拉进群，再用一次码绑定"
    )


def went_wrong() -> str:
    return "刚才那条我没处理好，已经记下来了，不会丢。请稍后再发一次，或告诉团长"


def nothing_to_confirm() -> str:
    return "现在没有等您确认的事"
