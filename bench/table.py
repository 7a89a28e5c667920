"""The results as a Markdown table, for the screen and for RESULTS.md."""

from collections.abc import Sequence

from bench.figures import Result
from bench.machine import describe

_HEAD = (
    "what",
    "ours",
    "peer",
    "peer's",
    "ratio (quartiles)",
    "target",
    "verdict",
)
_ABOUT = """# What it costs

Written by `make bench`. Every figure is the median, with its quartiles, of ratios that were each
taken within one iteration: contenders in short slices, in random order. Absolute speeds are of this
one run on a machine that may have been busy, and mean nothing by themselves. A growth is the
exponent of cost over size: 1 is proportional, 2 is quadratic.
"""


def cells(result: Result) -> tuple[str, ...]:
    """A result as a line of the table."""
    figure, row = result.figure, result.row
    ratio = f"{figure.median:.2f} ({figure.lower:.2f}–{figure.upper:.2f})"
    measured = result.measured
    return (
        row.what,
        measured.ours,
        row.peer,
        measured.peer,
        ratio,
        str(row.target),
        result.verdict.value,
    )


def line(parts: Sequence[str]) -> str:
    """Cells as Markdown."""
    return f"| {' | '.join(parts)} |"


def head() -> str:
    """The table's first two lines."""
    return f"{line(_HEAD)}\n{line(['---'] * len(_HEAD))}"


def page(results: Sequence[Result], iterations: int) -> str:
    """The whole of RESULTS.md."""
    machine = f"{iterations} iterations a row, on {describe()}."
    lines = "\n".join(line(cells(result)) for result in results)
    return f"{_ABOUT}\n{machine}\n\n{head()}\n{lines}\n"
