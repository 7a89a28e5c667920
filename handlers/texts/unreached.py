"""What is said where people could not be written to privately. Names are ready to be said."""

from collections.abc import Sequence

_WHAT = {
    "debt": "催付",
    "pickup": "取货提醒",
    "shortage": "缺货通知",
    "cancelled": "取消通知",
    "refund": "退款通知",
}


def all_of(names: Sequence[str]) -> str:
    return "、".join(names)


def not_reached(group: str, topic: str, names: Sequence[str]) -> str:
    """To the leader: who did not get what."""
    if topic == "code":
        asked = "已在群里请他们私聊我发“取货码”"
        return f"{group}：{len(names)}人没收到取货码：{all_of(names)}。{asked}"
    return (
        f"{group}：{len(names)}人没收到{_WHAT[topic]}：{all_of(names)}"
        "（还没跟我私聊过）。请您直接说一声"
    )


def fetch_your_code(names: Sequence[str]) -> str:
    return f"{all_of(names)}：请先私聊我发“取货码”，就能收到取货码"


def tell_yourself(names: Sequence[str]) -> str:
    """To the leader: whom nobody can write to."""
    return f"没法私信，请您当面说：{all_of(names)}"


def names_told_privately() -> str:
    return "名单已私信"
