"""Where a leader stands among the leaders, by turnover and by orders, and how far the next is.

What counts as turnover (rows not cancelled or short, from their cutoff) is summed in ``storage``.
Others' figures are nobody's business: gaps in money are rounded up, the best are only named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.rounding import up_to
from solitaire.values import AccountId

GAP_STEP: Final = 5_000
"""Gaps in money are told in steps of 50 yuan."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """What a leader sold in a period, in all her groups; zeros count too."""

    leader: AccountId
    zone: str
    fen: int
    orders: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The same with her ranks, in all and in her zone; those who tie share a rank."""

    leader: AccountId
    zone: str
    fen: int
    orders: int
    rank: int
    zone_rank: int
    rank_by_orders: int
    zone_rank_by_orders: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing to draw level with the next better: fen in steps of 50 yuan, orders exact.

    None where nobody is better.
    """

    fen: int | None
    orders: int | None


def standings(turnovers: Iterable[Turnover]) -> list[Standing]:
    """All leaders by rank, those who tie as they came. ``ValueError`` for a leader named twice."""
    known = list(turnovers)
    if len({turnover.leader for turnover in known}) != len(known):
        raise ValueError("a leader is named twice")
    by_fen, by_orders = _ranks(t.fen for t in known), _ranks(t.orders for t in known)
    zones = {zone: [t for t in known if t.zone == zone] for zone in {t.zone for t in known}}
    zone_fen = {zone: _ranks(t.fen for t in those) for zone, those in zones.items()}
    zone_orders = {zone: _ranks(t.orders for t in those) for zone, those in zones.items()}
    ranked = [
        Standing(
            leader=t.leader,
            zone=t.zone,
            fen=t.fen,
            orders=t.orders,
            rank=by_fen[t.fen],
            zone_rank=zone_fen[t.zone][t.fen],
            rank_by_orders=by_orders[t.orders],
            zone_rank_by_orders=zone_orders[t.zone][t.orders],
        )
        for t in known
    ]
    return sorted(ranked, key=lambda standing: standing.rank)


def gap_to_next(standing: Sequence[Standing], leader: AccountId, *, in_zone: bool = False) -> Gap:
    """How far the next better one is, in all or in the leader's zone.

    ``KeyError`` for a leader who is not among them.
    """
    own = {one.leader: one for one in standing}[leader]
    others = [one for one in standing if one.zone == own.zone or not in_zone]
    fen = min((one.fen - own.fen for one in others if one.fen > own.fen), default=None)
    orders = min(
        (one.orders - own.orders for one in others if one.orders > own.orders), default=None
    )
    return Gap(None if fen is None else up_to(fen, GAP_STEP), orders)


def best(standing: Sequence[Standing], number: int = 3) -> list[AccountId]:
    """The first few by turnover, to be named without figures; nobody who sold nothing."""
    return [one.leader for one in standing if one.fen > 0][:number]


def _ranks(values: Iterable[int]) -> Mapping[int, int]:
    """The rank of each value: the best is 1, and after two that tie the next is skipped."""
    ranks: dict[int, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), 1):
        ranks.setdefault(value, place)
    return ranks
