"""A price as a shop writes it: the yuan large, the rest small, the old price struck through."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.pictures.canvas import Canvas, Colour, write
from handlers.pictures.lettering import Type, width
from handlers.texts import pictures as texts
from handlers.texts.amounts import yuan


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    type: Type
    ink: Colour


@dataclass(frozen=True, slots=True)
class PriceTag:
    """A measured price: the pieces of its line, and the old price under it or nothing."""

    pieces: tuple[_Piece, ...]
    original: str
    size: int

    @property
    def width(self) -> float:
        """How many pixels the wider of the two lines takes."""
        line = sum(width(piece.text, piece.type) for piece in self.pieces)
        return max(line, width(self.original, self._small))

    @property
    def height(self) -> int:
        """How many pixels both lines take."""
        return round(self.size * 1.05) + (self._small.line if self.original else 0)

    @property
    def _small(self) -> Type:
        return Type(round(self.size * 0.54))

    def paint(self, canvas: Canvas, right: int, baseline: int) -> None:
        """Draw the tag so that it ends at `right`, the price standing on the baseline."""
        at: float = right
        for piece in reversed(self.pieces):
            at = write(canvas, (at, baseline), piece.text, piece.type, piece.ink, align="right")
        if self.original:
            self._strike(canvas, right, baseline + self._small.line + 4)

    def _strike(self, canvas: Canvas, right: int, baseline: int) -> None:
        left = write(
            canvas, (right, baseline), self.original, self._small, Colour.INK_FAINT,
            align="right",
        )  # fmt: skip
        middle = baseline - round(self._small.size * 0.34)
        canvas.draw.line((left, middle, right, middle), Colour.INK_FAINT, 3)


def price_tag(
    prices: Sequence[int], unit: str, original: int | None, size: int, *, gone: bool
) -> PriceTag:
    """Return the tag of a product whose prices, one or a variant each, are in fen.

    The lowest price stands for several. An original price that is no higher is left out.
    """
    fen = min(prices)
    ink = Colour.INK_FAINT if gone else Colour.PERSIMMON_DEEP
    whole, cents = yuan(fen).split(".")
    small = Type(round(size * 0.62), bold=True)
    grey = Type(round(size * 0.56))
    several = max(prices) > fen
    pieces = (
        _Piece(texts.CURRENCY, small, ink),
        _Piece(whole, Type(size, bold=True), ink),
        _Piece(f".{cents}", small, ink),
        _Piece(texts.per_unit(unit), grey, Colour.INK_SOFT),
        _Piece(texts.from_price() if several else "", grey, Colour.INK_SOFT),
    )
    old = texts.original_price(original) if original is not None and original > fen else ""
    return PriceTag(tuple(piece for piece in pieces if piece.text), old, size)
