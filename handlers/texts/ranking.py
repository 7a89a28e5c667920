"""What a leader is told about where she stands. Nobody else's figures are ever said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.texts.amounts import yuan
from rules.ranking import Gap, Standing
from solitaire.spans import Span

_SPANS = {
    Span.TODAY: "今天",
    Span.YESTERDAY: "昨天",
    Span.THIS_WEEK: "本周",
    Span.LAST_WEEK: "上周",
    Span.THIS_MONTH: "本月",
    Span.LAST_MONTH: "上月",
}
_NOBODY = {"营业额": "大家都还没有营业额", "单数": "大家都还没有订单"}


@dataclass(frozen=True, slots=True)
class Place:
    """A leader among the others: of how many, in all and in her zone, and what is missing."""

    standing: Standing
    leaders: int
    in_zone: int
    gap: Gap
    zone_gap: Gap


def ranking(which: Span, first: date, last: date, place: Place, best: Sequence[str]) -> str:
    """排名: her ranks by turnover and by orders, the gaps, the best by name. What is past is named
    by its dates too, from ``first`` to ``last``."""
    own = place.standing
    lines = [
        f"🏅 {_SPANS[which]}排名{_dates(which, first, last)}",
        f"营业额 {yuan(own.fen)}元，{own.orders}单",
        _rank("按营业额", own.zone, own.zone_rank, place.in_zone, own.rank, place.leaders),
        *_gap("营业额", own.fen, own.zone, _money(place.zone_gap), _money(place.gap)),
        _rank(
            "按单数",
            own.zone,
            own.zone_rank_by_orders,
            place.in_zone,
            own.rank_by_orders,
            place.leaders,
        ),
        *_gap("单数", own.orders, own.zone, _orders(place.zone_gap), _orders(place.gap)),
    ]
    if best:
        lines.append(f"前{len(best)}名：{'、'.join(best)}")
    return "\n".join(lines)


def _dates(which: Span, first: date, last: date) -> str:
    match which:
        case Span.LAST_MONTH:
            return f"（{first.month}月）"
        case Span.LAST_WEEK:
            return f"（{first.month}月{first.day}日至{last.month}月{last.day}日）"
        case _:
            return ""


def _rank(by: str, zone: str, in_zone: int, of_zone: int, overall: int, of_all: int) -> str:
    own = f"{zone}第{in_zone}名（共{of_zone}位），" if zone else ""
    return f"{by}：{own}全部第{overall}名（共{of_all}位）"


def _money(gap: Gap) -> str:
    return "" if gap.fen is None else f"{yuan(gap.fen)}元以内"


def _orders(gap: Gap) -> str:
    return "" if gap.orders is None else f"{gap.orders}单"


def _gap(what: str, own: int, zone: str, in_zone: str, overall: str) -> list[str]:
    """How far the next better one is; nobody is first who has nothing."""
    said = [f"{zone}差{in_zone}"] if zone and in_zone else []
    said += [f"全部差{overall}"] if overall else []
    if said:
        return [f"　离前一名：{'，'.join(said)}"]
    return [f"　{what}已经是第一名" if own else f"　{_NOBODY[what]}"]


def not_ranked() -> str:
    return "您还没有群，绑定后才有排名"


def how_to_ask(word: str) -> str:
    return f"没看懂“{word}”。可以说：排名 今天/本周/上周/本月/上月"


def last_period(text: str) -> str:
    """The ranking that nobody asked for, on Mondays and on the first."""
    return f"早上好！\n{text}"
