"""Each row of the bench still runs; what comes out at this size means nothing."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bench.figures import Result, Row, Target, Verdict
from bench.rows import ROWS
from bench.table import cells, page
from bench.timing import Effort, exponent, quartiles


@pytest.fixture
def own_logs() -> Iterator[None]:
    """Leave logging as it was found."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:], logging.root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
@pytest.mark.usefixtures("own_logs")
def test_a_row_can_be_measured(row: Row, tmp_path: Path):
    least = Effort(tmp_path, 1, slice_seconds=0, groups=4, people=(4, 8), lengths=(60, 120))
    result = Result(row, row.measure(least))
    assert len(result.measured.figures) == 1
    assert row.what in page([result], least.iterations)
    assert len(cells(result)) == 7


def test_a_verdict_is_of_the_median():
    judged = [Verdict.MISSED, Verdict.GATE, Verdict.AIM]
    speed, cost = Target(4, 12), Target(8, 3, at_most=True)
    assert [speed.judge(figure) for figure in (3.9, 4, 12)] == judged
    assert [cost.judge(figure) for figure in (8.1, 8, 3)] == judged
    assert quartiles([1, 2, 3, 4, 5]).median == 3


def test_an_exponent_is_one_for_what_is_proportional():
    sizes = (50, 100, 200, 400)
    assert exponent(sizes, [size * 0.001 for size in sizes]) == pytest.approx(1)
    assert exponent(sizes, [size**2 * 0.001 for size in sizes]) == pytest.approx(2)
