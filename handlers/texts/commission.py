"""What a leader is told about her commission."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.texts.amounts import count, yuan
from rules.commission import CommissionState, commission
from solitaire.spans import Span

_SPANS = {
    Span.TODAY: "今天",
    Span.YESTERDAY: "昨天",
    Span.THIS_WEEK: "本周",
    Span.LAST_WEEK: "上周",
    Span.THIS_MONTH: "本月",
    Span.LAST_MONTH: "上月",
}
_STATES = {
    CommissionState.WAITING: "等待结算",
    CommissionState.SETTLED: "已结算",
    CommissionState.CLAWED_BACK: "已追回",
}


@dataclass(frozen=True, slots=True)
class Sums:
    """Commission by its state in fen. ``first`` and ``last`` are when the waiting settles, local
    times; None where nothing waits."""

    waiting: int
    settled: int
    clawed_back: int
    lines: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One collected order line: ``basis_fen`` worth of goods at ``rate`` basis points.
    ``returned``: it was clawed back because the collection was undone, not for a refund."""

    day: date
    group: str
    number: int
    named: str
    product: str
    quantity: int | None
    unit: str
    basis_fen: int
    rate: int
    fen: int
    state: CommissionState
    returned: bool = False


def span(which: Span) -> str:
    return _SPANS[which]


def percent(rate: int) -> str:
    """800 is 8%, 825 is 8.25%."""
    whole, part = divmod(rate, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%"


def _at(at: datetime) -> str:
    return f"{at.month}月{at.day}日{at:%H:%M}"


def summary(which: Span, groups: Sequence[str], sums: Sums) -> str:
    """佣金: by state, with the total."""
    where = f"（{'、'.join(groups)}）" if groups else ""
    head = f"💴 {_SPANS[which]}佣金{where} {yuan(sums.waiting + sums.settled)}元"
    if not sums.lines:
        return f"{head}\n{_SPANS[which]}还没有取货，取货后开始计佣金"
    parts = [f"已结算 {yuan(sums.settled)}元"]
    if sums.first is not None and sums.last is not None:
        until = _at(sums.last)
        from_ = f"{_at(sums.first)}起，" if sums.first != sums.last else ""
        parts.insert(0, f"等待结算 {yuan(sums.waiting)}元（{from_}{until}全部结算）")
    else:
        parts.insert(0, f"等待结算 {yuan(sums.waiting)}元")
    if sums.clawed_back:
        back = f"已追回 {yuan(sums.clawed_back)}元"
        parts.append(f"{back}（货退了款或撤销了核销，这些佣金收回，没算在{_SPANS[which]}佣金里）")
    return "\n".join([head, *parts, f"共{sums.lines}笔，逐笔看：佣金明细"])


def detail(which: Span, lines: Sequence[Line], left_out: int) -> str:
    """佣金明细: a line a collected order line."""
    if not lines:
        return f"{_SPANS[which]}还没有佣金"
    groups = {line.group for line in lines}
    said = [_line(line, several=len(groups) > 1) for line in lines]
    total = sum(line.fen for line in lines if line.state is not CommissionState.CLAWED_BACK)
    tail = (
        f"只列了最近{len(lines)}笔，更早的还有{left_out}笔"
        if left_out
        else (f"合计 {yuan(total)}元")
    )
    return "\n".join([f"💴 {_SPANS[which]}佣金明细", *said, tail])


def _line(line: Line, *, several: bool) -> str:
    group = f"{line.group} " if several else ""
    amount = f"{count(line.quantity)}{line.unit}" if line.quantity else ""
    return (
        f"{line.day.month}/{line.day.day} {group}第{line.number}单 {line.named} "
        f"{line.product}{amount} {_sum(line)} {_STATES[line.state]}{_why(line)}"
    )


def _sum(line: Line) -> str:
    """As it is reckoned; what a part or a refund has left may be a fen off, and is just said."""
    if commission(line.basis_fen, line.rate) != line.fen:
        return f"{yuan(line.basis_fen)}元，佣金{yuan(line.fen)}元"
    return f"{yuan(line.basis_fen)}×{percent(line.rate)}={yuan(line.fen)}元"


def _why(line: Line) -> str:
    """Why a commission was clawed back; it is not in the total."""
    if line.state is not CommissionState.CLAWED_BACK:
        return ""
    return "（撤销了核销，不算）" if line.returned else "（退了款，不算）"


def not_a_leader() -> str:
    return "您名下还没有群，绑定后才有佣金"


def no_such_group(word: str, groups: Sequence[str]) -> str:
    return f"没看懂“{word}”。可以说：佣金 今天/本周/上周/本月/上月，或加群名（{'、'.join(groups)}）"
