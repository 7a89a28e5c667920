"""What the leader is told about her offers, and the group about their course."""

from collections.abc import Sequence

from handlers.texts.amounts import count, yuan
from rules.errors import Refusal
from solitaire.post_values import Doubt, DoubtCode, PostedProduct


def how_to_open() -> str:
    return (
        "把今天的货贴在“开团”下面发给我就行，一行一个，例如：\n"
        "开团\n草莓2斤装 29.9/盒 限2 库存50\n土鸡蛋30枚 25元/板\n今晚20:00截单 明天16:00到"
    )


def no_products() -> str:
    return "没看到商品和价格。一行写一个，例如：草莓2斤装 29.9/盒"


def cutoff_passed(at: str) -> str:
    return f"截单时间{at}已经过了，请改一下截单时间再发一次（例如：明天20:00截单）"


_WHY = {
    DoubtCode.NO_PRICE: "没看到价格",
    DoubtCode.NO_NAME: "没看到品名",
    DoubtCode.DUPLICATE_NAME: "和前面的重名了",
    DoubtCode.DUPLICATE_CODE: "编号和前面的重了",
    DoubtCode.PRICE_LOOKS_WRONG: "价格看着不对",
    DoubtCode.PRICE_UNLIKE_LAST: "价格看着不对",
    DoubtCode.TWO_PRICES: "有两个价格，不知道是哪个",
    DoubtCode.PRICE_FROM: "只写了“起”价，各规格的价格没写",
    DoubtCode.UNEVEN_WEIGHT: "按重量的价格换算不成整分",
    DoubtCode.UNREADABLE_QUANTITY: "数量没看懂",
    DoubtCode.LONG_NAME: "品名太长，像是一句话",
}


_AS_MEANT = "（价格没写错就原样再发一次）"


def reading(product: PostedProduct) -> str:
    """A doubtful line as it would be taken."""
    name = product.name or "？"
    amount = f"{yuan(product.fen)}元/{product.unit}" if product.fen > 0 else "价格？"
    return f"{name} {amount}"


def doubts(found: Sequence[Doubt], certain: int) -> str:
    lines = [f"有{len(found)}行要请您看一下（其余{certain}样没问题）："]
    for doubt in found:
        taken = f"，读成：{reading(doubt.reading)}" if doubt.reading else ""
        last = f"，上次{yuan(doubt.last_fen)}元" if doubt.last_fen is not None else ""
        lines.append(f"· “{doubt.text}”：{_WHY[doubt.code]}{last}{taken}")
    right = any(doubt.last_fen is not None for doubt in found)
    lines.append(f"把这几行改好再发一次就行{_AS_MEANT if right else ''}；不要这几行就回“就这样”")
    return "\n".join(lines)


def one_open(title: str, people: int) -> str:
    return f"{title} 还开着（{people}人接龙）。回“并入”把新的货加进去，或回“先截单”截了它再开新的"


def opened_in(group: str) -> str:
    return f"已发到 {group}"


def prepared(group: str, at: str, listing: str) -> str:
    return f"备好了，{at}发到 {group}。要改就再发一次“明天开团”\n\n{listing}"


def merged(names: Sequence[str]) -> str:
    return f"已并入：{'、'.join(names)}"


def merge_clash(names: Sequence[str], *, taken_off: bool) -> str:
    """``taken_off`` says that one of them is on offer no more."""
    again = "，下架的要再卖请发“上架 品名”" if taken_off else ""
    return f"{'、'.join(names)} 团里已经有了，没有再加；要改价请发“改价 品名 价格”{again}"


def nothing_to_copy() -> str:
    return "还没有开过团，没有可以复制的"


def no_draft() -> str:
    return "现在没有等您定的团"


def copy_rather() -> str:
    """就这样 in the group, where nobody but the leader saw the list that she was handed."""
    return "现在没有等您定的团。要照上次的开就发“复制昨天”"


def nothing_open() -> str:
    return "现在没有开着的团"


def yesterdays(group: str, listing: str) -> str:
    how = "照样开就回“就这样”，或在群里发“复制昨天”；要改就改好发“开团”"
    return f"{group} 今天还没备团。上次的是这样，{how}：\n\n{listing}"


def which_product(name: str, names: Sequence[str]) -> str:
    return f"“{name}”是哪个？{'、'.join(names)}" if names else f"团里没有“{name}”"


def how_to_reprice() -> str:
    return "这样写：改价 草莓 27.9"


def one_a_message() -> str:
    """改价, 补货 or 下架 with lines below: nothing was done."""
    return "一条消息改一样，都还没改。请一样一条分开发"


def how_to_restock() -> str:
    return "这样写：补货 草莓 20"


def how_to_take_off() -> str:
    return "这样写：下架 草莓"


def how_to_extend() -> str:
    return "这样写：延长到21:00，或者 延长半小时"


def repriced(name: str, fen: int, unit: str) -> str:
    return f"{name} 改为 {yuan(fen)}元/{unit}"


def which_variant(name: str, prices: Sequence[tuple[str, int]]) -> str:
    """A product whose variants have prices of their own."""
    said = "、".join(f"{variant}{yuan(fen)}元" for variant, fen in prices)
    return f"{name}有{said}，改哪个？这样写：改价 {name}{prices[0][0]} {yuan(prices[0][1])}"


def confirm_reprice(name: str, old_fen: int, new_fen: int, unit: str) -> str:
    """A new price that looks like a slip."""
    return (
        f"{name}现在{yuan(old_fen)}元/{unit}，要改成{yuan(new_fen)}元/{unit}吗？差得有点多。"
        "没写错就回“确认”"
    )


def price_dropped(name: str, fen: int, unit: str, total: int) -> str:
    return f"好消息：{name}降到{yuan(fen)}元/{unit}，您的订单现在共{yuan(total)}元"


def price_up(name: str, people: int, product: str) -> str:
    """``name`` with the variant, ``product`` without."""
    way_out = f"可以先“下架 {product}”，再用新名字新价格“开团”并入"
    return f"{name}已有{people}人订了，不能涨价。{way_out}"


def whole_only(named: str, product: str) -> str:
    return f"“{named}”不能单独动，{product}要改就整样一起：只写“{product}”"


def restocked(name: str, left: int | None, unit: str) -> str:
    """``left`` is None for what is not limited."""
    if left is None:
        return f"{name} 不限量，照常接单"
    return f"{name} 已补货，还剩{count(left)}{unit}"


def taken_off(name: str) -> str:
    return f"{name} 已下架，已订的照旧"


def taken_off_already(name: str) -> str:
    return f"{name} 已经下架了。要再卖请发：上架 {name}"


def how_to_put_back() -> str:
    return "这样写：上架 草莓"


def put_back(name: str) -> str:
    return f"{name} 重新上架了"


def on_offer_already(name: str) -> str:
    return f"{name} 没有下架，正在卖"


def confirm_take_off(name: str, people: int, quantity: str, fen: int) -> str:
    return (
        f"{name}已有{people}人订了{quantity}（{yuan(fen)}元）。下架后不再接新单，已订的照旧。"
        "确定就回“确认”"
    )


def confirm_cancel(title: str, people: int, fen: int) -> str:
    return f"{title} 有{people}人订了，共{yuan(fen)}元。取消后每个人都会收到通知。确定就回“确认”"


def cancelled(title: str) -> str:
    return f"{title} 已取消"


def your_order_cancelled(group: str, title: str, refund: int) -> str:
    back = f"，已付的{yuan(refund)}元团长会退给您" if refund else ""
    whose = "" if title.startswith(group) else f"{group} 的 "
    return f"{whose}{title} 取消了，您的订单也随之取消{back}。抱歉"


def refused_after_arrival() -> str:
    return "货已经到了，不能再延长。要补单请发：给张姐补 草莓1"


def no_extension(now: str) -> str:
    """延长 to a time that is no later than the cutoff is already."""
    return f"现在是{now}截单，延长只能往后。要提前截单，到时候直接发“截单”"


def extended(cutoff: str) -> str:
    return f"截单时间改到 {cutoff}"


def called_off() -> str:
    """To whoever still orders or asks once the offer is called off."""
    return "本团已取消，之前订的都不算了。等团长再开团就能订，有事请问团长"


def refused(code: Refusal) -> str:
    match code:
        case Refusal.NOTHING_TO_UNDO:
            return "没有可以撤销的"
        case Refusal.FOLLOWED:
            return "后面已经有人接着下单或操作了，撤销不了"
        case Refusal.CANCELLED:
            return "这期团已经取消了"
        case Refusal.ALREADY_COLLECTED:
            return "已经有人取货了，不能取消"
        case Refusal.BAD_PRICE:
            return "价格要大于0"
        case Refusal.ANOTHER_OPEN:
            return "已经有一期团开着了"
        case _:
            return "现在这期团不能这样做"
