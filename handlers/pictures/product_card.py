"""One product on the poster: number, name, price, what is special about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.pictures.canvas import (
    MARGIN,
    WIDTH,
    Block,
    Canvas,
    Colour,
    circle,
    label,
    label_height,
    label_width,
    write,
)
from handlers.pictures.lettering import Type, drawable, fit, wrap
from handlers.pictures.price_tag import price_tag
from handlers.texts import pictures as texts

_RIGHT = WIDTH - MARGIN - 30
_CHIP_GAP = 12


@dataclass(frozen=True, slots=True)
class PosterVariant:
    """A variant of a product and the price of one, in fen."""

    name: str
    fen: int


@dataclass(frozen=True, slots=True)
class PosterProduct:
    """A product as it stands on the poster.

    `code` is what a buyer may type, `fen` the price of one `unit`; with variants their
    prices count. `limit` and `left` are thousandths of a unit, None where there is none;
    `left` is set only when it shall be shown, 0 means sold out. `called` is the short name
    for the example order.
    """

    code: str
    name: str
    fen: int
    unit: str = ""
    spec: str = ""
    original_fen: int | None = None
    limit: int | None = None
    left: int | None = None
    variants: tuple[PosterVariant, ...] = ()
    section: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class _Sizes:
    name: Type
    price: Type
    small: Type
    spec: Type
    chip: Type
    disc: int


_ROOMY = _Sizes(Type(52, bold=True), Type(66, bold=True), Type(38), Type(38), Type(38), 36)
_DENSE = _Sizes(Type(44, bold=True), Type(54, bold=True), Type(34), Type(34), Type(34), 32)


@dataclass(frozen=True, slots=True)
class _Chip:
    text: str
    ink: Colour
    ground: Colour


def product_card(product: PosterProduct, *, dense: bool) -> Block:
    """Return the inside of a product's card; `dense` makes all of it smaller."""
    sizes = _DENSE if dense else _ROOMY
    left = MARGIN + 30 + 2 * sizes.disc + 24
    prices = [variant.fen for variant in product.variants] or [product.fen]
    gone = product.left == 0
    unit = drawable(product.unit)
    price = price_tag(prices, unit, product.original_fen, sizes.price.size, gone=gone)
    beside = round(_RIGHT - left - price.width - 28)
    name = wrap(drawable(product.name) or texts.UNNAMED, sizes.name, beside, 3)
    spec = wrap(drawable(product.spec), sizes.spec, beside, 2) if product.spec else ()
    chips = _rows_of_chips(_chips(product), sizes.chip, _RIGHT - left)
    words = len(name) * sizes.name.line + len(spec) * sizes.spec.line
    upper = max(words, price.height, 2 * sizes.disc)
    ink = Colour.INK_FAINT if gone else Colour.INK

    def paint(canvas: Canvas, top: int) -> None:
        _number(canvas, product, sizes, top)
        down = top + max(0, 2 * sizes.disc - words) // 2 if len(name) == 1 and not spec else top
        price.paint(canvas, _RIGHT, down + _ascent(sizes.name))
        down = _lines(canvas, (left, down), name, sizes.name, ink)
        _lines(canvas, (left, down), spec, sizes.spec, Colour.INK_SOFT)
        _paint_chips(canvas, (left, top + upper + _CHIP_GAP), chips, sizes.chip)

    below = len(chips) * (label_height(sizes.chip) + _CHIP_GAP)
    return Block(upper + below, paint)


def _lines(canvas: Canvas, at: tuple[int, int], lines: Sequence[str], type_: Type, ink: str) -> int:
    left, top = at
    for line in lines:
        write(canvas, (left, top + _ascent(type_)), line, type_, ink)
        top += type_.line
    return top


def _ascent(type_: Type) -> int:
    return round(type_.size * 1.02)


def _number(canvas: Canvas, product: PosterProduct, sizes: _Sizes, top: int) -> None:
    gone = product.left == 0
    ground, ink = (
        (Colour.STONE, Colour.INK_FAINT) if gone else (Colour.PERSIMMON_PALE, Colour.PERSIMMON_DEEP)
    )
    middle = (MARGIN + 30 + sizes.disc, top + sizes.disc)
    circle(canvas, middle, sizes.disc, ground)
    code = drawable(product.code)
    type_ = Type(sizes.disc + (8 if len(code) < 3 else -4), bold=True)
    shown = fit(code, type_, 2 * sizes.disc - 6)
    baseline = middle[1] + round(type_.size * 0.36)
    write(canvas, (middle[0], baseline), shown, type_, ink, align="middle")


def _chips(product: PosterProduct) -> list[_Chip]:
    unit = drawable(product.unit)
    if product.left == 0:
        return [_Chip(texts.SOLD_OUT, Colour.INK_SOFT, Colour.STONE)]
    chips = [
        _Chip(texts.variant(drawable(variant.name), variant.fen), Colour.INK, Colour.STONE)
        for variant in product.variants
    ]
    if product.left is not None:
        chips.append(_Chip(texts.left(product.left, unit), Colour.WHITE, Colour.PERSIMMON))
    if product.limit is not None:
        chips.append(_Chip(texts.limit(product.limit, unit), Colour.HONEY_INK, Colour.HONEY_PALE))
    return chips


def _rows_of_chips(chips: Sequence[_Chip], type_: Type, room: int) -> list[list[_Chip]]:
    rows: list[list[_Chip]] = []
    used = room + 1
    for chip in chips:
        fitted = replace(chip, text=fit(chip.text, type_, room - type_.size))
        wide = label_width(fitted.text, type_) + _CHIP_GAP
        if used + wide > room + _CHIP_GAP:
            rows.append([])
            used = 0
        rows[-1].append(fitted)
        used += wide
    return rows


def _paint_chips(
    canvas: Canvas, at: tuple[int, int], rows: Sequence[Sequence[_Chip]], type_: Type
) -> None:
    left, top = at
    for row in rows:
        across = left
        for chip in row:
            end = label(canvas, (across, top), chip.text, type_, chip.ink, chip.ground)
            across = end + _CHIP_GAP
        top += label_height(type_) + _CHIP_GAP
