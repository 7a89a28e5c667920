"""What a row of the table is: what is measured, against whom, and what must hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bench.timing import Effort, Quartiles, quartiles


class Verdict(StrEnum):
    """Whether a target is kept."""

    AIM = "aim reached"
    GATE = "gate kept"
    MISSED = "MISSED"


@dataclass(frozen=True, slots=True)
class Target:
    """``gate`` must hold, ``aim`` is wanted. ``at_most`` tells for which side the figure counts: a
    cost that must stay below, or a speed that must stay above."""

    gate: float
    aim: float
    at_most: bool = False

    def judge(self, figure: float) -> Verdict:
        """Which of the two a figure keeps."""
        for bound, verdict in ((self.aim, Verdict.AIM), (self.gate, Verdict.GATE)):
            if (figure <= bound) if self.at_most else (figure >= bound):
                return verdict
        return Verdict.MISSED

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        return f"{sign} {self.gate:g} (aim {sign} {self.aim:g})"


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out: a ratio (or an exponent) an iteration, and each side in its own words."""

    figures: tuple[float, ...]
    ours: str
    peer: str = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    what: str
    peer: str
    target: Target
    measure: Callable[[Effort], Measured]


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the table, measured."""

    row: Row
    measured: Measured

    @property
    def figure(self) -> Quartiles:
        """The ratio or exponent."""
        return quartiles(self.measured.figures)

    @property
    def verdict(self) -> Verdict:
        """Whether the target is kept, by the median."""
        return self.row.target.judge(self.figure.median)


def per_second(seconds: float, what: str) -> str:
    """A speed in words.

    >>> per_second(0.0005, "messages")
    '2,000 messages/s'
    """
    return f"{1 / seconds:,.0f} {what}/s"


def times_faster(rounds: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """How many times the first contender does what the second does, an iteration each."""
    return tuple(times[1] / times[0] for times in rounds)


def times_slower(rounds: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """How many times as long the first contender takes as the second, an iteration each."""
    return tuple(times[0] / times[1] for times in rounds)
