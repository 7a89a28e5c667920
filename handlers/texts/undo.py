"""What 撤销 says: what was taken back, or why not and what to do instead."""

_COMMANDS = {
    "open": "开团",
    "draft": "开团",
    "prepare": "明天开团",
    "merge": "并入",
    "reprice": "改价",
    "restock": "补货",
    "take_off": "下架",
    "put_back": "上架",
    "extend": "延长",
    "close": "截单",
    "cancel": "取消本团",
    "cancel_draft": "取消本团",
    "settings": "设置",
    "mute": "安静",
    "unmute": "说话",
    "helpers": "帮手",
}

_WAYS_OUT = {
    "receive": "上一步是收款，这样撤销：撤销收 张姐（换成那个人的名字）",
    "undo_receive": "上一步是撤销收款，要重新记就发：收 张姐（换成那个人的名字）",
    "refund": "上一步是退款，退出去的钱撤销不了；要是又收回来了就发：收 张姐 29.9",
    "redeem": "上一步是核销，这样撤销：撤销核销 取货码",
    "undo_redeem": "上一步是撤销核销，要重新核销就发：核销 取货码",
    "arrival": "上一步是到货，大家已经收到取货码了，撤销不了。有缺的就发：缺货 草莓 3",
    "shortage": "上一步是缺货，已经私信买家了，撤销不了。又有货了就发：给张姐补 草莓1",
    "counted": "上一步是“算”，回复那条消息说“不算”就撤销了",
    "not_counted": "上一步是“不算”，回复那条消息说“算 草莓2”就重新记上",
    "cancel_told": "取消本团时已经私信每个买家了，撤销不了。要再卖请重新发“开团”",
}


def way_out(kind: str) -> str | None:
    """What to do instead, for what 撤销 does not take back; None for what it does."""
    return _WAYS_OUT.get(kind)


def undone(kind: str) -> str:
    return f"已撤销：{_COMMANDS.get(kind, kind)}"


def cutoff_gone() -> str:
    """截单 or 取消本团 after the time the offer would have run until."""
    return "截单时间已经过了，撤销不了。要接着收单请发：延长到21:00（写上新的时间）"


def earlier_cutoff_gone() -> str:
    """延长, when the cutoff before has passed by now."""
    return "原来的截单时间已经过了，撤销不了。现在就截单请发：截单"


def told_already() -> str:
    """A price that somebody has ordered at, or was told of."""
    return "已经有人订了，买家知道的是新价，撤销不了"
