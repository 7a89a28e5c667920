"""What is said when goods arrive, or fewer of them than were ordered."""

from collections.abc import Sequence

from handlers.texts.amounts import yuan

ONLY_CAME = (
    r"(?P<product>[^\s,，。!！?？]{1,20}?)\s*(?:只|就)(?:到|来)了?\s*"
    r"(?P<came>[0-9]{1,6}(?:\.[0-9]{1,3})?|[零一二两三四五六七八九十百]{1,5})\s*"
    r"(?:盒|份|斤|箱|板|袋|瓶|包|个|只|件|桶|条|罐|提|篮|筐|串|把|颗|套|组|扎|捆|公斤|kg)?"
)
"""草莓只到17: the folded line's source of a regular expression."""

LACKS = (
    r"(?P<product>[^\s,，。!！?？]{1,20}?)\s*缺了?\s*"
    r"(?P<came>[0-9]{1,6}(?:\.[0-9]{1,3})?|[零一二两三四五六七八九十百]{1,5})\s*"
    r"(?:盒|份|斤|箱|板|袋|瓶|包|个|只|件|桶|条|罐|提|篮|筐|串|把|颗|套|组|扎|捆|公斤|kg)?"
)
"""草莓缺3盒: the folded line's source of a regular expression."""

SEPARATORS = " \t\n、,，;；/+"
"""What stands between several names of products."""


def all_of(items: Sequence[str]) -> str:
    return "、".join(items)


def arrived(items: Sequence[str], place: str, which: str) -> str:
    """To the group; ``which`` offer, where others wait too."""
    of = f"（{which}）" if which else ""
    return (
        f"🚚 {'、'.join(items)} 到货啦{of}！请到 {place} 取货，"
        "取货码已私信；没收到的请私聊我发“取货码”"
    )


def noted(group: str, items: Sequence[str], people: int, which: str, others: int) -> str:
    """To the leader, in private: what she has said has been done."""
    of = f"（{which}）" if which else ""
    rest = f"。另有{others}期还没到货，到了再发“到货”" if others else ""
    return f"{group}：{'、'.join(items)} 已登记到货{of}，取货码已发给{people}人{rest}"


def nothing_awaited() -> str:
    return "货都登记过到货了，取货码也发过了；没收到的人私聊我发“取货码”就行"


def not_closed_yet() -> str:
    return "这期还没截单，先发“截单”再登记到货"


def nobody_waits() -> str:
    return "现在没有在等货的团"


def here_already(name: str) -> str:
    return f"{name} 已经登记过到货了"


def which_product(word: str, names: Sequence[str]) -> str:
    if names:
        return f"“{word}”是哪个？{'、'.join(names)}"
    return f"在等的货里没有“{word}”"


def how_to_shorten() -> str:
    return "这样写：缺货 草莓 3（缺3份），或者：草莓只到17"


def nobody_short(name: str, came: str) -> str:
    """More came than was ordered, or nobody ordered it."""
    return f"{name} 到{came}够分，没有人缺货" if came else f"{name} 没有人等，不用扣"


def confirm_short(
    name: str, lost: str, people: int, fen: int, who: Sequence[str], which: str
) -> str:
    """Before a shortage: how many people lose how much. ``who`` in private only."""
    of = f"（{which}）" if which else ""
    named = f"：{'、'.join(who)}" if who else ""
    return (
        f"{name}缺{lost}{of}，后下单的先缺：{people}人受影响，共减{yuan(fen)}元{named}。"
        "确定就回“确认”"
    )


def shortened(name: str, lost: str, people: int, fen: int, refund: int, beyond: int) -> str:
    """To the leader, after it. ``refund`` is 0 where it is not to be named; ``beyond`` of the
    people nobody can write to."""
    back = f"，其中要退{yuan(refund)}元" if refund else ""
    said = f"{name}缺{lost}，已扣{people}人共{yuan(fen)}元{back}"
    if not beyond:
        return f"{said}，已私信他们"
    told = f"，已私信{people - beyond}人" if people > beyond else ""
    return f"{said}{told}，{beyond}人没法私信"


def shortened_already(name: str) -> str:
    return f"{name}缺货已经扣过了，没有再扣"


def your_share(who: str, lost: str) -> str:
    """One person's loss in a message that concerns several."""
    return f"{who}少{lost}"


def you_lose(group: str, name: str, lost: Sequence[str], fen: int, refund: int) -> str:
    """To a buyer: ``fen`` is what her order comes to now, ``refund`` what she gets back."""
    now = f"您的订单现在共{yuan(fen)}元" if fen else "您这期没有别的订单了"
    back = f"，已付的{yuan(refund)}元团长会退给您" if refund else ""
    return f"{group}：抱歉，{name}缺货，{'、'.join(lost)}。{now}{back}"


def short_by(quantity: str) -> str:
    return f"您少了{quantity}"
