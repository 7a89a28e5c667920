"""Answers to what residents ask: prices, stock, times, pickup, their own orders."""

from collections.abc import Sequence

from handlers.texts.amounts import count, yuan


def price_of(name: str, fen: int, unit: str, variants: Sequence[tuple[str, int]]) -> str:
    if variants and len({each for _, each in variants}) > 1:
        each = "、".join(f"{variant}{yuan(cost)}元" for variant, cost in variants)
        return f"{name} {each}/{unit}"
    return f"{name} {yuan(fen)}元/{unit}"


def in_stock(name: str, left: int | None, unit: str) -> str:
    return f"{name}有的" if left is None else f"{name}还有{count(left)}{unit}"


def sold_out(name: str) -> str:
    return f"{name}卖完了"


def taken_off(name: str) -> str:
    return f"{name}已下架"


def details(name: str, unit: str, remark: str) -> str:
    return f"{name}，按{unit}卖" + (f"。{remark}" if remark else "")


def cutoff(at: str) -> str:
    return f"{at}截单"


def already_closed(at: str) -> str:
    return f"这期{at}已截单，要补请问团长"


def on_offer() -> str:
    """Before the stock of all products, when something else was asked for."""
    return "这期有这些："


def arrival(said: str) -> str:
    return f"到货时间：{said}，到了会通知大家"


def arrival_unknown() -> str:
    return "到货时间还没定，到了会通知大家"


def arrived(at: str) -> str:
    return f"{at}已到货"


def pickup(place: str) -> str:
    return f"自提点：{place}。货到后我私信取货码，报码取货；没收到就私聊我发“取货码”"


def how_to_order(example: str) -> str:
    return f"直接说“{example}”，或者接龙都行，我来记"


def how_to_pay() -> str:
    return "货款请直接付给团长，付好跟我说一声“已付”"


def delivery(place: str) -> str:
    return f"到自提点取：{place}。要送上门请问团长"


def ask_the_leader() -> str:
    return "这个我不清楚，请问团长"


def nothing_to_cancel(names: Sequence[str]) -> str:
    """``names`` are the goods that were to be cancelled by a person who has ordered others."""
    if names:
        return f"您没有订{'、'.join(names)}，没有可以取消的"
    return "您这期还没有订，没有可以取消的"


def commission_in_private() -> str:
    return "佣金请团长私聊我发“佣金”"


def no_offer() -> str:
    return "现在没有开着的团"


def no_orders() -> str:
    return "您现在没有订单"


def your_order(group: str, title: str, rows: Sequence[str], state: str) -> str:
    named = title.removeprefix(group).strip()
    return "\n".join([f"【{group}】{named} {state}", *rows])


def order_row(who: str, parts: Sequence[str], fen: int, number: int, paid: str, note: str) -> str:
    remark = f"，备注：{note}" if note else ""
    return f"{who}（第{number}单）：{'、'.join(parts)} 共{yuan(fen)}元{paid}{remark}"


def payment(paid: int, left: int, over: int, claimed: int, spared: int) -> str:
    """What she has paid for an order; nothing while nobody has said anything about it. ``spared``
    are goods that she collected and was refunded."""
    if spared:
        due = f"，还差{yuan(left)}元" if left else f"，多付{yuan(over)}元" if over else "，已结清"
        said = f"，退款{yuan(spared)}元{due}"
    elif paid:
        rest = f"，还差{yuan(left)}元" if left else f"，多付{yuan(over)}元" if over else ""
        said = f"，已付{yuan(paid)}元{rest}" if rest else "，已付清"
    else:
        said = ""
    return f"{said}，说已付{yuan(claimed)}元，等团长核对" if left and claimed else said


_STATES = {"open": "接龙中", "closed": "已截单", "done": "已取完", "cancelled": "已取消"}


def state(value: str, until: str) -> str:
    return f"{_STATES.get(value, value)}（{until}截单）" if value == "open" else _STATES[value]


def who_ordered(name: str, total: str, people: int) -> str:
    return f"{name} 已有{people}人订了{total}"
