"""What a leader is told about her group and its settings."""

from collections.abc import Sequence
from datetime import time, timedelta

from handlers.texts.commission import percent
from rules.settings import Script, Settings

SETTINGS_OF = "的设置"
"""What the heading of the settings says behind the group's name."""


def how_to_bind() -> str:
    return "这样绑定：绑定 阳光花园 自提点 南门便利店 一次码（一次码找运营要）"


def bad_code() -> str:
    return "一次码不对或已经用过、过期了，请找运营再要一个"


def already_bound(name: str) -> str:
    return f"这个群已经绑定了：{name}"


def bound(name: str, place: str) -> str:
    return (
        f"绑定好了：{name}，自提点 {place}。\n"
        "团长发“开团”加今天的货就能开始；邻居直接说“草莓2份”或接龙就行。发“帮助”看都能说什么"
    )


def welcome() -> str:
    return (
        "大家好，我是接龙小助手。团长请用运营给的一次码绑定：绑定 群名 自提点 地点 一次码。"
        "我只记和订货有关的：昵称、门牌、订单；发“帮助”看都能说什么"
    )


def my_groups(lines: Sequence[str]) -> str:
    return "\n".join(("您的群：", *lines)) if lines else "您还没有群"


def group_line(name: str, running: str) -> str:
    return f"· {name}：{running}"


def open_until(cutoff: str, people: int) -> str:
    """The group's open offer."""
    return f"正在接龙（{people}人），{cutoff}截单" if cutoff else f"正在接龙（{people}人）"


def closed_ones(awaited: int, here: int) -> str:
    """A group without an open offer: how many closed ones wait for goods, how many to be
    fetched."""
    waiting = [f"{awaited}期等到货"] if awaited else []
    waiting += [f"{here}期等取货"] if here > 0 else []
    return "，".join(("没有开着的团", *waiting))


def group_only() -> str:
    return "请在要绑定的群里发这句话"


def _clock(at: time) -> str:
    return at.strftime("%H:%M")


def _minutes(length: timedelta) -> str:
    return f"{round(length.total_seconds() / 60)}分钟"


def settings(
    name: str,
    place: str,
    current: Settings,
    helpers: Sequence[str],
    *,
    muted: bool,
    rates: Sequence[tuple[str, int]] | None,
) -> str:
    """All settings of a group as lines that can be sent back, changed. ``rates`` are the products'
    own commission, in basis points; None where no commission is to be shown."""
    quiet = (
        "不设"
        if current.quiet_from == current.quiet_until
        else f"{_clock(current.quiet_from)}-{_clock(current.quiet_until)}"
    )
    lines = [
        f"{name} {SETTINGS_OF}（要改就在“设置”后面写上那一行，例如“设置 截单 21:00”）：",
        f"自提点 {place}",
        f"发团 {_clock(current.daily_list_at)}",
        f"截单 {_clock(current.cutoff_at)}",
        f"提醒 截单前{_minutes(current.reminder_before)}",
        f"到货提醒 {_clock(current.arrival_reminder_at)}",
        f"取货提醒 {_clock(current.pickup_reminder_at)}",
        f"催取 次日{_clock(current.overdue_at)}",
        f"免打扰 {quiet}",
        f"字体 {'繁体' if current.script is Script.TRADITIONAL else '简体'}",
        f"群里说话 {'安静' if muted else '说话'}",
        f"帮手 {'、'.join(helpers) if helpers else '不设'}",
    ]
    if rates is not None:
        lines.append(f"佣金 {percent(current.commission)}")
        lines += [f"佣金 {product} {percent(rate)}" for product, rate in rates]
    return "\n".join(lines)


def cutoff_from_the_next(now: str) -> str:
    return f"截单时间从下一期起用，这期还是{now}截单，要晚点截请发“延长半小时”"


def unknown_setting(line: str) -> str:
    return f"“{line}”没看懂。发“设置”看有哪些，例如：设置 截单 21:00"


def muted() -> str:
    return "好，群里我不说话了，单照记，私下告诉您"


def unmuted() -> str:
    return "好，我在群里说话了"


def helper_added(name: str) -> str:
    return f"{name} 现在是帮手，可以核销取货码了"


def helper_removed(names: Sequence[str]) -> str:
    return f"{'、'.join(names)} 不再是帮手了"


def who_is_helper(name: str) -> str:
    return f"没找到“{name}”。请让TA先在群里说句话，再发：帮手 @昵称"


def which_helper(name: str, count: int) -> str:
    return f"群里有{count}位“{name}”，请用@点名"


def no_such_message() -> str:
    return "没找到您回复的那条消息"


def not_counted(what: str) -> str:
    return f"好，那条不算了。{what}".strip()


def nothing_counted() -> str:
    return "那条本来就没有记单"


def how_to_count() -> str:
    return "回复那条消息说：算 草莓2"
