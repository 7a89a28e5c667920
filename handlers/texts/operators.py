"""What the operator is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.texts.amounts import yuan
from rules.ranking import Standing


@dataclass(frozen=True, slots=True)
class Today:
    """A group's day: what was ordered in offers opened or closed today, and what hangs over.

    ``unpaid`` and ``uncollected`` count people, whatever the day of their orders.
    """

    group: str
    leader: str
    orders: int
    people: int
    fen: int
    open: int
    closed: int
    unpaid: int
    unpaid_fen: int
    uncollected: int


def today(day: date, groups: Sequence[Today]) -> str:
    """今日: the sum first, then a line a group."""
    running, closed = sum(group.open for group in groups), sum(group.closed for group in groups)
    head = f"📈 {day.month}月{day.day}日 {len(groups)}个群，开着{running}个团，已截单{closed}个"
    lines = [head, _today("合计", _sum(groups))]
    lines += [_today(f"{group.group}（{group.leader}）", group) for group in groups]
    return "\n".join(lines)


def _sum(groups: Sequence[Today]) -> Today:
    return Today(
        "",
        "",
        sum(group.orders for group in groups),
        sum(group.people for group in groups),
        sum(group.fen for group in groups),
        sum(group.open for group in groups),
        sum(group.closed for group in groups),
        sum(group.unpaid for group in groups),
        sum(group.unpaid_fen for group in groups),
        sum(group.uncollected for group in groups),
    )


def _today(name: str, group: Today) -> str:
    state = "接龙中" if group.open else "已截单" if group.closed else "今天没开团"
    shown = f" {state}" if group.group else ""
    return (
        f"{name}{shown}：{group.orders}单 {group.people}人 {yuan(group.fen)}元，"
        f"未付{group.unpaid}人 {yuan(group.unpaid_fen)}元，未取{group.uncollected}人"
    )


def no_groups() -> str:
    return "还没有绑定的群。发团长码给团长，她在群里绑定后就能开团"


def leaders(period: str, standing: Sequence[tuple[str, Standing]]) -> str:
    """团长排行: all leaders with their figures."""
    if not standing:
        return "还没有团长"
    lines = [
        f"{one.rank}. {name}（{one.zone}第{one.zone_rank}） {yuan(one.fen)}元 {one.orders}单"
        if one.zone
        else f"{one.rank}. {name} {yuan(one.fen)}元 {one.orders}单"
        for name, one in standing
    ]
    return "\n".join([f"🏅 团长排行 {period}", *lines])


def how_to_ask(word: str) -> str:
    return f"没看懂“{word}”。可以说：团长排行 今天/本周/上周/本月/上月"


def invitation(codes: Sequence[str], days: int) -> str:
    listed = "\n".join(codes)
    return (
        f"团长码（每个只能用一次，{days}天内有效）：\n{listed}\n"
        f"请团长在她的群里发：绑定 群名 自提点 地点 {codes[0]}"
    )


def too_many_codes(most: int) -> str:
    return f"一次最多发{most}个码"


def exported(tables: int, rows: int) -> str:
    return f"导出{tables}张表，共{rows}行"


def too_large(rows: int) -> str:
    return f"数据有{rows}行，聊天里发不下，请在服务器上用：jielong export --json"


def how_to_export() -> str:
    return "可以说：导出（表格文件），或 导出 json"
