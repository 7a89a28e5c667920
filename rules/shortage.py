"""Who gets nothing, or less, when fewer goods come than were ordered.

The latest-ordered units lose first. A line's order time is that of its last increase; of two at
the same instant the one written later loses. What was handed out already is not taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.errors import Refusal, RuleBroken
from rules.rounding import up_to
from solitaire.values import ONE, ItemKey, RowKey


@dataclass(frozen=True, slots=True)
class Ordered:
    """One line of the product that ran short, any variant of it; quantities in thousandths.

    ``seq`` orders lines of the same instant.
    """

    row: RowKey
    item: ItemKey
    quantity: int
    ordered_at: datetime
    seq: int
    collected: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """What a line loses, in thousandths, never nothing."""

    row: RowKey
    item: ItemKey
    lost: int


def short_of(lines: Sequence[Ordered], arrived: int) -> int:
    """How much is missing when ``arrived`` came in all (``草莓只到17``); 0 when there is enough.

    Refuses a negative amount: ``BAD_AMOUNT`` (fact ``quantity``).
    """
    if arrived < 0:
        raise RuleBroken(Refusal.BAD_AMOUNT, quantity=arrived)
    return max(0, sum(line.quantity for line in lines) - arrived)


def cut(lines: Sequence[Ordered], short: int, *, by_weight: bool = False) -> list[Cut]:
    """Who loses how much of a shortage of ``short`` thousandths (``缺货 草莓 3``).

    Weights are cut to the thousandth, pieces in whole units: half a box missing is a box. Cuts
    come in the order in which they were made, latest order first; together they are ``short``
    (in whole units), or all that was ordered and not yet collected when that is less. Refuses
    what is not above nothing: ``BAD_AMOUNT`` (fact ``quantity``).
    """
    if short <= 0:
        raise RuleBroken(Refusal.BAD_AMOUNT, quantity=short)
    missing = short if by_weight else up_to(short, ONE)
    cuts: list[Cut] = []
    for line in sorted(lines, key=lambda line: (line.ordered_at, line.seq), reverse=True):
        lost = min(missing, line.quantity - line.collected)
        if lost > 0:
            cuts.append(Cut(line.row, line.item, lost))
            missing -= lost
    return cuts
