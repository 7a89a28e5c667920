"""Contenders in short slices, in random order, compared within each iteration.

On a machine that others use too no absolute time means anything, and a ratio only when both sides
were taken within the same moment: so a figure is the median of many ratios, with its quartiles.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean, median, quantiles
from typing import Any

SHORTEST, LONGEST = 0.02, 0.15
"""Seconds that a slice may take, where the contender's unit of work allows."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to measure. ``slice_seconds`` is a slice's aim (0: one unit of work a slice);
    ``groups``, ``people`` and ``lengths`` (characters) are the sizes of what is measured. Databases
    are made in ``folder``."""

    folder: Path
    iterations: int = 20
    slice_seconds: float = 0.08
    groups: int = 200
    people: tuple[int, ...] = (50, 100, 200, 400)
    lengths: tuple[int, ...] = (500, 1_000, 2_000, 4_000)


@dataclass(frozen=True, slots=True)
class Contender:
    """``prepare`` makes so many units of work, which is not timed; ``work`` does them. A slice has
    ``least`` units or more, however long they take, and no more than ``most``."""

    prepare: Callable[[int], Any]
    work: Callable[[Any], object]
    least: int = 1
    most: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The middle half of many figures."""

    lower: float
    median: float
    upper: float


def quartiles(figures: Sequence[float]) -> Quartiles:
    """The quartiles of one or more figures."""
    if len(figures) == 1:
        return Quartiles(figures[0], figures[0], figures[0])
    lower, middle, upper = quantiles(figures, n=4, method="inclusive")
    return Quartiles(lower, middle, upper)


def race(contenders: Sequence[Contender], effort: Effort) -> list[list[float]]:
    """For each iteration, each contender's seconds a unit. The first rounds only find the pace."""
    quick = not effort.slice_seconds
    rng, sizes = Random(1), [1 if quick else one.least for one in contenders]
    rounds: list[list[float]] = []
    warm_up = 0 if quick else 6
    for number in range(warm_up + effort.iterations):
        times = [0.0] * len(contenders)
        for place in rng.sample(range(len(contenders)), len(contenders)):
            times[place] = _slice(contenders[place], sizes[place])
            sizes[place] = _pace(contenders[place], sizes[place], times[place], effort)
        if number >= warm_up:
            rounds.append(times)
    return rounds


def _slice(contender: Contender, size: int) -> float:
    portion = contender.prepare(size)
    begun = time.perf_counter()
    contender.work(portion)
    return (time.perf_counter() - begun) / size


def _pace(contender: Contender, size: int, unit_seconds: float, effort: Effort) -> int:
    """The size for which a slice takes as long as it should; grows eightfold at most at once."""
    if not effort.slice_seconds or SHORTEST <= size * unit_seconds <= LONGEST:
        return size
    wanted = math.ceil(effort.slice_seconds / max(unit_seconds, 1e-9))
    return max(contender.least, min(wanted, size * 8, contender.most))


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of cost over size, both logarithmic: 1 for what grows with its input, 2 for its
    square."""
    xs, ys = [math.log(size) for size in sizes], [math.log(spent) for spent in seconds]
    middle_x, middle_y = fmean(xs), fmean(ys)
    above = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - middle_x) ** 2 for x in xs)


def typical(rounds: Sequence[Sequence[float]], place: int) -> float:
    """One contender's median seconds a unit."""
    return median(times[place] for times in rounds)
