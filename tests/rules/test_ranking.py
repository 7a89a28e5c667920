import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ranking import GAP_STEP, Gap, Turnover, best, gap_to_next, standings
from solitaire.values import AccountId


def turnover(leader: str, zone: str, fen: int, orders: int) -> Turnover:
    return Turnover(AccountId(leader), zone, fen, orders)


JUNE = standings(
    [
        turnover("wu", "east", 120_000, 40),
        turnover("chen", "west", 250_050, 38),
        turnover("lin", "east", 120_000, 41),
        turnover("new", "west", 0, 0),
        turnover("he", "east", 119_999, 41),
    ]
)


def test_ranks() -> None:
    assert [
        (s.leader, s.rank, s.zone_rank, s.rank_by_orders, s.zone_rank_by_orders) for s in JUNE
    ] == [
        ("chen", 1, 1, 4, 1),
        ("wu", 2, 1, 3, 3),
        ("lin", 2, 1, 1, 1),
        ("he", 4, 3, 1, 1),
        ("new", 5, 2, 5, 2),
    ]


@pytest.mark.parametrize(
    ("leader", "in_zone", "gap"),
    [
        ("chen", False, Gap(None, 2)),
        ("chen", True, Gap(None, None)),
        ("wu", False, Gap(135_000, 1)),  # 130,050 fen, told in steps of 50 yuan
        ("wu", True, Gap(None, 1)),
        ("he", False, Gap(5_000, None)),
        ("he", True, Gap(5_000, None)),
        ("new", True, Gap(255_000, 38)),
        ("new", False, Gap(120_000, 38)),
    ],
)
def test_the_gap_to_the_next(leader: str, in_zone: bool, gap: Gap) -> None:
    assert gap_to_next(JUNE, AccountId(leader), in_zone=in_zone) == gap


def test_a_stranger_has_no_gap() -> None:
    with pytest.raises(KeyError):
        gap_to_next(JUNE, AccountId("nobody"))


def test_the_best_are_named() -> None:
    assert best(JUNE) == ["chen", "wu", "lin"]
    assert best(JUNE, 9) == ["chen", "wu", "lin", "he"]
    assert best([]) == []


def test_a_leader_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        standings([turnover("wu", "east", 1, 1), turnover("wu", "west", 1, 1)])


leaders = st.lists(
    st.tuples(st.sampled_from(["east", "west"]), st.integers(0, 30_000), st.integers(0, 9)),
    max_size=12,
).map(lambda drawn: [turnover(str(place), *what) for place, what in enumerate(drawn)])


@given(leaders)
def test_a_rank_is_one_more_than_there_are_better_ones(those: list[Turnover]) -> None:
    ranked = standings(those)
    assert len(ranked) == len(those)
    assert [s.rank for s in ranked] == sorted(s.rank for s in ranked)
    for one in ranked:
        zone = [other for other in those if other.zone == one.zone]
        assert one.rank == 1 + sum(other.fen > one.fen for other in those)
        assert one.zone_rank == 1 + sum(other.fen > one.fen for other in zone)
        assert one.rank_by_orders == 1 + sum(other.orders > one.orders for other in those)
        assert one.zone_rank_by_orders == 1 + sum(other.orders > one.orders for other in zone)


@given(leaders.filter(bool), st.booleans())
def test_a_gap_tells_no_exact_turnover(those: list[Turnover], in_zone: bool) -> None:
    for one in standings(those):
        gap = gap_to_next(standings(those), one.leader, in_zone=in_zone)
        assert (gap.fen is None) == ((one.zone_rank if in_zone else one.rank) == 1)
        assert gap.fen is None or (gap.fen > 0 and gap.fen % GAP_STEP == 0)
        assert gap.orders is None or gap.orders > 0
