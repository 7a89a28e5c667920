"""What goes into the leader's sheets: one offer of one group, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from rules.settings import Script


@dataclass(frozen=True, slots=True)
class SheetLine:
    """So much of a product, and what it costs.

    `quantity` is in thousandths of the `unit`, `fen` the amount of the line, `price_fen` the
    price of one unit, None where the line has no single one.
    """

    product: str
    variant: str
    quantity: int
    unit: str
    fen: int
    price_fen: int | None = None


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One order: whose it is, where they live, what they get, what they paid.

    `number` is the order's own (第 N 单), `building` what orders are gathered by (`3栋`), empty
    where unknown. `code` is the pickup code; its column is there when anybody has one.
    """

    number: int
    who: str
    address: str
    building: str
    lines: tuple[SheetLine, ...]
    fen: int
    paid_fen: int = 0
    note: str = ""
    code: str = ""

    @property
    def open_fen(self) -> int:
        """What is still to be paid; below nothing when too much was paid."""
        return self.fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class SheetData:
    """An offer as it stands: what was sold of each product, and who ordered.

    `cutoff`, `arrival` and `place` are as one would say them. `made_at` is an aware instant in
    the group's time zone; `updated` marks sheets that replace earlier ones; `script` is what the
    group reads.
    """

    group: str
    day: date
    made_at: datetime
    totals: tuple[SheetLine, ...]
    people: tuple[SheetPerson, ...]
    cutoff: str = ""
    arrival: str = ""
    place: str = ""
    updated: bool = False
    script: Script = Script.SIMPLIFIED
