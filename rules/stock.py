"""Whether what a message asks for can be had: stock, limit a household, minimum, common sense.

The unit of judgement is one row and one product, all its variants together: more than there is
is never booked in part. Different products of one message are judged each by itself, rows in the
order of the message, each seeing what the ones before it took or gave back.

All quantities are thousandths of a sale unit, and *granted* ones: what the book already holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rules.errors import Refusal, RuleBroken
from solitaire.values import ONE, ItemKey, RowKey

ABSURD: Final = 999 * ONE
"""More than this of one item nobody means."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A product before the message: what all people together hold of it, and what restricts it.

    ``stock``: what there was to begin with, the booked part included. ``limit``: the most a
    household may hold, ``minimum``: the least, unless nothing. None where there is none.
    """

    code: str
    booked: int
    stock: int | None = None
    limit: int | None = None
    minimum: int | None = None
    taken_off: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """One item of one row, from ``before`` (granted) to ``after`` (wanted).

    ``household`` is what the limit counts over: the household where it is known, else the row.
    ``holds`` is what that household has of the product before the message, over all its rows and
    variants. ``collected`` is what of this item was handed out already.
    """

    row: RowKey
    household: str
    shelf: Shelf
    item: ItemKey
    before: int
    after: int
    holds: int
    collected: int = 0


@dataclass(frozen=True, slots=True)
class Granted:
    """The wish may be booked as it is."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class Refused:
    """The row keeps what it has of this product.

    ``left`` is what is free in stock, None where stock is not counted. ``room`` is how much more
    of the product this household could have been given, None where nothing restricts it.
    """

    wish: Wish
    code: Refusal
    left: int | None
    room: int | None

    def error(self) -> RuleBroken:
        """The same as an exception, with the facts that an answer names."""
        shelf = self.wish.shelf
        return RuleBroken(
            self.code,
            product=shelf.code,
            left=self.left,
            room=self.room,
            limit=shelf.limit,
            minimum=shelf.minimum,
            holds=self.wish.holds,
        )


Ruling = Granted | Refused


def judge(wishes: Sequence[Wish], absurd: int = ABSURD) -> list[Ruling]:
    """A ruling for each wish, in the order of the wishes.

    Refusals, the first that fits: ``ALREADY_COLLECTED`` (less would stand than was handed out: the
    collection must be undone first), ``TAKEN_OFF`` (any variant grows), ``ABSURD_QUANTITY`` (one
    grows above ``absurd``, or sinks below nothing), ``BELOW_MINIMUM`` (the household would keep
    less than the minimum, but something), then ``OVER_LIMIT`` or ``SOLD_OUT``, whichever leaves
    her less. Who takes no more than she has is refused neither stock nor limit, so that an order
    granted earlier, under a wider limit, can always be lowered to what was collected of it.
    """
    rulings: dict[int, Ruling] = {}
    moved: dict[str, int] = {}
    moved_at_home: dict[tuple[str, str], int] = {}
    for places in _by_row_and_product(wishes):
        group = [wishes[place] for place in places]
        code, home = group[0].shelf.code, (group[0].shelf.code, group[0].household)
        case = _Case(group, moved.get(code, 0), moved_at_home.get(home, 0))
        refusal = case.refusal(absurd)
        if refusal is None:
            moved[code] = moved.get(code, 0) + case.more
            moved_at_home[home] = moved_at_home.get(home, 0) + case.more
        for place in places:
            rulings[place] = (
                Granted(wishes[place])
                if refusal is None
                else Refused(wishes[place], refusal, case.left, case.room)
            )
    return [rulings[place] for place in range(len(wishes))]


def _by_row_and_product(wishes: Sequence[Wish]) -> Iterator[list[int]]:
    """The places in ``wishes`` of each row's wishes for one product, in order of appearance."""
    groups: dict[tuple[RowKey, str], list[int]] = {}
    for place, wish in enumerate(wishes):
        groups.setdefault((wish.row, wish.shelf.code), []).append(place)
    yield from groups.values()


@dataclass(frozen=True, slots=True)
class _Case:
    """One row's wishes for one product, and what moved earlier in the same message."""

    wishes: Sequence[Wish]
    moved: int
    moved_at_home: int

    @property
    def shelf(self) -> Shelf:
        return self.wishes[0].shelf

    @property
    def more(self) -> int:
        return sum(wish.after - wish.before for wish in self.wishes)

    @property
    def holds(self) -> int:
        return self.wishes[0].holds + self.moved_at_home

    @property
    def left(self) -> int | None:
        if self.shelf.stock is None:
            return None
        return max(0, self.shelf.stock - self.shelf.booked - self.moved)

    @property
    def under_limit(self) -> int | None:
        return None if self.shelf.limit is None else max(0, self.shelf.limit - self.holds)

    @property
    def room(self) -> int | None:
        return min((r for r in (self.left, self.under_limit) if r is not None), default=None)

    def refusal(self, absurd: int) -> Refusal | None:
        if any(max(0, w.after) < min(w.before, w.collected) for w in self.wishes):
            return Refusal.ALREADY_COLLECTED
        grows = [wish for wish in self.wishes if wish.after > wish.before]
        if self.shelf.taken_off and grows:
            return Refusal.TAKEN_OFF
        if any(wish.after > absurd for wish in grows) or any(w.after < 0 for w in self.wishes):
            return Refusal.ABSURD_QUANTITY
        if self.more and 0 < self.holds + self.more < (self.shelf.minimum or 0):
            return Refusal.BELOW_MINIMUM
        if self.more <= 0 or self.room is None or self.more <= self.room:
            return None
        by_limit = self.under_limit is not None and self.under_limit == self.room
        return Refusal.OVER_LIMIT if by_limit else Refusal.SOLD_OUT
