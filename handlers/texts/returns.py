"""What is said when collected goods are refunded. Amounts are fen."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts.amounts import yuan

REFUND = "退"
"""退 张姐 29.9: the word that begins the sentence."""


@dataclass(frozen=True, slots=True)
class Refund:
    """``named`` is refunded ``fen`` for ``goods``: ``back`` of it is given back, the rest had not
    been paid. ``clawed`` of the leader's commission goes back."""

    named: str
    goods: Sequence[str]
    fen: int
    back: int
    clawed: int


def _goods(refund: Refund) -> str:
    return "、".join(refund.goods)


def _money(refund: Refund) -> str:
    if not refund.back:
        return f"这{yuan(refund.fen)}元本来没付，不用付了"
    rest = refund.fen - refund.back
    unpaid = f"，没付的{yuan(rest)}元不用付了" if rest else ""
    return f"退还{yuan(refund.back)}元{unpaid}"


def confirm(refund: Refund, which: str) -> str:
    """Before it: who, what, how much, how much commission goes back."""
    clawed = f"您的佣金要收回{yuan(refund.clawed)}元。" if refund.clawed else ""
    return (
        f"给 {refund.named} 退款{yuan(refund.fen)}元：取走的{_goods(refund)}（{which}）。\n"
        f"{_money(refund)}。{clawed}确定就回“确认”"
    )


def which(offer: int, number: int) -> str:
    return f"第{offer}期第{number}单"


def done(refund: Refund, reached: bool) -> str:
    """To the leader, after it; ``reached`` says that the buyer is told."""
    clawed = f"，佣金已追回{yuan(refund.clawed)}元" if refund.clawed else ""
    told = "已私信本人" if reached else "没法私信本人，请您当面说"
    return (
        f"✅ 已给 {refund.named} 退款{yuan(refund.fen)}元（{_goods(refund)}）：{_money(refund)}"
        f"{clawed}。{told}。记错了就发“撤销”"
    )


def undone(refund: Refund) -> str:
    again = f"，佣金{yuan(refund.clawed)}元恢复" if refund.clawed else ""
    return f"已撤销：给 {refund.named} 退款{yuan(refund.fen)}元（{_goods(refund)}）{again}"


def for_you(group: str, refund: Refund, whose: str) -> str:
    """To the buyer, or to who ordered for ``whose``."""
    of = f"{whose}的" if whose else ""
    back = f"团长退您{yuan(refund.back)}元" if refund.back else ""
    rest = refund.fen - refund.back
    unpaid = f"没付的{yuan(rest)}元不用付了" if rest else ""
    money = "，".join(part for part in (back, unpaid) if part)
    return f"{group}：{of}{_goods(refund)}退款{yuan(refund.fen)}元，{money}"


def taken_back(group: str, refund: Refund, whose: str) -> str:
    """To the buyer, when the leader undid it."""
    of = f"{whose}的" if whose else ""
    return (
        f"{group}：刚才说的{of}{_goods(refund)}退款{yuan(refund.fen)}元，团长撤销了。有疑问请问团长"
    )


def at_most(most: int) -> str:
    return f"取走的货最多可退{yuan(most)}元，没有记"


def which_of(names: Sequence[str]) -> str:
    return f"是哪个？{'、'.join(names)}（请写全名再发一次）"


def over_first(named: str, over: int) -> str:
    """A sum that is more than was paid too much, while something was."""
    return (
        f"{named} 有多付的{yuan(over)}元还没退，没有记。请分两次：先发“退款 {named} {yuan(over)}”，"
        f"取走的货再发“退款 {named} 草莓”（写货名）"
    )


def changed() -> str:
    """确认 to a question whose figures do not hold any more."""
    return "刚才问过以后账变了，没有记。请重新发一次“退款”"
