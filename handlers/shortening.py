"""What a shortage does: who loses how much, what their orders come to, what they are told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.collecting import by_fetcher
from handlers.hearing import hear_stands
from handlers.lists import book_names, part
from handlers.messages import Reply
from handlers.refunds import refund_excess
from handlers.texts import arrivals as texts
from handlers.texts.amounts import Part
from handlers.unreached import Topic, write
from handlers.work import Work
from rules.prices import line_fen
from rules.shortage import Cut, Ordered, cut, short_of
from solitaire.values import RowKey
from storage.books import Book
from storage.groups import Group, is_unreachable
from storage.offers import OfferProduct
from storage.orders import Line, Order, save_line


@dataclass(frozen=True, slots=True)
class Shortage:
    """A product of an offer that ran short, or just a variant of it: ``short`` is missing, or
    ``arrived`` came in all (thousandths); neither is given where all of it is missing."""

    book: Book
    product: OfferProduct
    short: int | None = None
    arrived: int | None = None
    variant: str = ""

    @property
    def name(self) -> str:
        """What the product is called in a sentence."""
        name = book_names(self.book)[self.product.code]
        return f"{name}({self.variant})" if self.variant else name

    @property
    def before(self) -> int:
        """What earlier shortages of this product took: a second 确认 takes no more."""
        return sum(line.short for line in self.book.lines.values() if self._is_of(line))

    def _is_of(self, line: Line) -> bool:
        return line.product == self.product.code and self.variant in {"", line.variant}

    def amount(self, quantity: int) -> str:
        """So much of the product: 3盒."""
        return str(Part("", "", quantity, self.product.unit))

    def cuts(self) -> list[Cut]:
        """Who loses how much, latest order first; nothing where there is enough.

        Refuses like ``rules.shortage.cut`` and ``short_of``.
        """
        lines = [
            Ordered(
                line.row,
                line.item,
                line.quantity,
                line.ordered_at,
                line.ordered_seq,
                line.collected,
            )
            for line in self.book.standing()
            if self._is_of(line)
        ]
        ordered = sum(line.quantity for line in lines)
        if self.arrived is not None:
            missing = short_of(lines, self.arrived)
        else:
            missing = ordered if self.short is None else self.short
        return cut(lines, missing, by_weight=self.product.by_weight) if lines and missing else []

    def worth(self, cuts: Iterable[Cut]) -> int:
        """What is lost, in fen."""
        fen = 0
        for one in cuts:
            line = self.book.lines[one.row, one.item]
            fen += line.fen - line_fen(line.quantity - one.lost, line.unit_fen)
        return fen

    def shares(self, cuts: Iterable[Cut]) -> list[str]:
        """Each person's loss, for the leader's eyes."""
        return [
            texts.your_share(self.book.orders[row].who, self.amount(sum(c.lost for c in own)))
            for row, own in _by_row(cuts).items()
        ]


def _by_row(cuts: Iterable[Cut]) -> Mapping[RowKey, Sequence[Cut]]:
    rows: dict[RowKey, list[Cut]] = {}
    for one in cuts:
        rows.setdefault(one.row, []).append(one)
    return rows


def shorten(work: Work, group: Group, shortage: Shortage, cuts: Iterable[Cut]) -> Book:
    """The book with less in it, its rows queued. The list stays as it is: it may be copied."""
    book, number = shortage.book, shortage.book.offer.number
    lines, stands = dict(book.lines), []
    for one in cuts:
        line = lines[one.row, one.item]
        left = line.quantity - one.lost
        lines[one.row, one.item] = replace(
            line, quantity=left, short=line.short + one.lost, fen=line_fen(left, line.unit_fen)
        )
        save_line(work.session, group.id, number, lines[one.row, one.item])
        stands.append((one.row, one.item, left))
    return hear_stands(work, group, replace(book, lines=lines), stands)


async def refund_short(
    work: Work, group: Group, book: Book, cuts: Iterable[Cut]
) -> Mapping[RowKey, int]:
    """What each person gets back, now that her order comes to less; 0 for most."""
    number = book.offer.number
    return {
        row: await refund_excess(work, group, number, row, book.total(row)) for row in _by_row(cuts)
    }


async def tell_buyers(
    work: Work,
    group: Group,
    shortage: Shortage,
    book: Book,
    cuts: Iterable[Cut],
    refunds: Mapping[RowKey, int],
) -> tuple[tuple[Reply, ...], Sequence[str]]:
    """Each who loses something, or who ordered it for them, privately and once; and the names of
    those whom nobody can write to. ``book`` is the one after the shortage."""
    lost = _by_row(cuts)
    told: list[Reply] = []
    beyond: list[str] = []
    for account, rows in by_fetcher(book, lost).items():
        if await is_unreachable(work.session, account):
            beyond += [_named(book.orders[row]) for row in rows]
            continue
        shares = [_share(book, row, lost[row], alone=_is_own(book, rows)) for row in rows]
        total, refund = sum(map(book.total, rows)), sum(refunds[row] for row in rows)
        text = texts.you_lose(group.name, shortage.name, shares, total, refund)
        told.append(write(account, text, Topic.SHORTAGE, work.cause))
    return tuple(told), beyond


def _named(order: Order) -> str:
    return f"{order.address} {order.who}".strip()


def _is_own(book: Book, rows: Sequence[RowKey]) -> bool:
    return len(rows) == 1 and book.orders[rows[0]].account is not None


def _share(book: Book, row: RowKey, cuts: Iterable[Cut], *, alone: bool) -> str:
    parts = texts.all_of([str(part(book, one.item, one.lost)) for one in cuts])
    return texts.short_by(parts) if alone else texts.your_share(book.orders[row].who, parts)
