"""A buyer's pickup code as a ticket: large letters to read out, a QR code to scan."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.pictures.canvas import (
    MARGIN,
    WIDTH,
    Block,
    Canvas,
    Colour,
    card,
    circle,
    column,
    gap,
    label,
    label_height,
    label_width,
    rounded,
    stack,
    write,
)
from handlers.pictures.lettering import Type, drawable, fit, width, wrap
from handlers.pictures.ornaments import Icon, icon
from handlers.texts import pictures as texts
from rules.settings import Script

if TYPE_CHECKING:
    from PIL import Image

_LEFT = MARGIN + 48
_RIGHT = WIDTH - MARGIN - 48
_MOST_ITEMS = 8
_QR_SIDE = 560


@dataclass(frozen=True, slots=True)
class PickupItem:
    """Something to be handed out: `quantity` in thousandths of a `unit`."""

    name: str
    quantity: int
    unit: str


@dataclass(frozen=True, slots=True)
class PickupCode:
    """A code and what it is good for. `who` is drawn as given, so it comes masked.

    `when` and `place` are as one would say them and may be empty; `open_fen` is still to be
    paid, 0 for nothing. `script` is what she reads.
    """

    code: str
    who: str
    group: str
    items: tuple[PickupItem, ...]
    place: str = ""
    when: str = ""
    open_fen: int = 0
    script: Script = Script.SIMPLIFIED


def pickup_code_png(ticket: PickupCode) -> bytes:
    """Return the ticket as PNG, 1080 wide; its QR code holds the text of the code."""
    upper = [_code(ticket.code), gap(20), _qr_code(ticket.code), gap(28)]
    lower = [_who(ticket), gap(10), *_items(ticket.items), *_where_and_when(ticket)]
    paper = column([*upper, _tear_line(), gap(8), *lower])
    blocks = [
        _heading(ticket),
        card(paper, padding=40, shadow=Colour.LEAF_DEEP),
        gap(30),
        _hint(),
        gap(44),
    ]
    return stack(blocks, Colour.LEAF, ticket.script)


def _heading(ticket: PickupCode) -> Block:
    type_ = Type(52, bold=True)
    group = fit(drawable(ticket.group) or texts.UNNAMED_GROUP, type_, WIDTH - 2 * MARGIN)

    def paint(canvas: Canvas, top: int) -> None:
        write(canvas, (WIDTH / 2, top + 96), group, type_, Colour.WHITE, align="middle")

    return Block(140, paint)


def _code(code: str) -> Block:
    """Return the letters far apart, so that none is taken for its neighbour."""
    spaced = "\u2002".join(code)
    sizes = (Type(size, bold=True) for size in (168, 132, 96, 72, 48))
    type_ = next((size for size in sizes if width(spaced, size) <= _RIGHT - _LEFT), Type(32))

    def paint(canvas: Canvas, top: int) -> None:
        middle = WIDTH / 2
        write(canvas, (middle, top + 44), texts.PICKUP_CODE, Type(44), Colour.INK_SOFT,
              align="middle")  # fmt: skip
        baseline = top + 84 + round(type_.size * 0.82)
        write(canvas, (middle, baseline), spaced, type_, Colour.INK, align="middle")

    return Block(100 + round(type_.size * 0.9), paint)


def _qr_code(code: str) -> Block:
    modules = _modules(code)
    # Whole pixels a module: a scaled code with uneven modules reads badly off a screen.
    scale = max(1, _QR_SIDE // modules.width)
    side = modules.width * scale

    def paint(canvas: Canvas, top: int) -> None:
        canvas.image.paste(modules.resize((side, side), 0), ((WIDTH - side) // 2, top))

    return Block(side, paint)


def _modules(code: str) -> "Image.Image":
    """Return the code with one pixel a module and a quiet zone of two, on white paper."""
    import segno
    from PIL import Image

    rows = [bytes(row) for row in segno.make_qr(code, error="m").matrix_iter(border=2)]
    modules = Image.new("RGB", (len(rows[0]), len(rows)), Colour.WHITE)
    dark = Image.frombytes("L", modules.size, b"".join(rows)).point(lambda on: 255 if on else 0)
    modules.paste(Colour.INK, (0, 0), dark)
    return modules


def _tear_line() -> Block:
    def paint(canvas: Canvas, top: int) -> None:
        for x in range(_LEFT, _RIGHT, 28):
            rounded(canvas, (x, top + 22, x + 14, top + 26), 2, Colour.INK_FAINT)
        for x in (MARGIN, WIDTH - MARGIN):
            circle(canvas, (x, top + 24), 26, Colour.LEAF)

    return Block(48, paint)


def _who(ticket: PickupCode) -> Block:
    type_ = Type(60, bold=True)
    due = texts.to_pay(ticket.open_fen) if ticket.open_fen > 0 else ""
    pill = Type(42, bold=True)
    taken = label_width(due, pill) + 24 if due else 0
    who = fit(drawable(ticket.who), type_, _RIGHT - _LEFT - taken)

    def paint(canvas: Canvas, top: int) -> None:
        write(canvas, (_LEFT, top + 64), who, type_, Colour.INK)
        if due:
            at = (_RIGHT - taken + 24, top + 42 - label_height(pill) // 2)
            label(canvas, at, due, pill, Colour.PERSIMMON_DEEP, Colour.PERSIMMON_PALE)

    return Block(88, paint)


def _items(items: tuple[PickupItem, ...]) -> Iterator[Block]:
    # A list that is one too long is shown whole: the last line would say no less.
    shown = items if len(items) <= _MOST_ITEMS + 1 else items[:_MOST_ITEMS]
    yield from map(_item, shown)
    if len(shown) < len(items):
        yield _note(texts.more_items(len(items) - len(shown)))
    yield gap(24)


def _item(item: PickupItem) -> Block:
    type_ = Type(48)
    amount_type = Type(48, bold=True)
    unit = drawable(item.unit)
    name, amount = texts.item(drawable(item.name) or texts.UNNAMED, item.quantity, unit)
    room = _RIGHT - _LEFT - width(amount, amount_type) - 32
    lines = wrap(name, type_, round(room), 2)

    def paint(canvas: Canvas, top: int) -> None:
        for at, line in enumerate(lines):
            baseline = top + 50 + at * type_.line
            write(canvas, (_LEFT, baseline), line, type_, Colour.INK)
        write(canvas, (_RIGHT, top + 50), amount, amount_type, Colour.INK, align="right")

    return Block(len(lines) * type_.line + 8, paint)


def _note(said: str) -> Block:
    def paint(canvas: Canvas, top: int) -> None:
        write(canvas, (_LEFT, top + 46), said, Type(40), Colour.INK_SOFT)

    return Block(64, paint)


def _where_and_when(ticket: PickupCode) -> Iterator[Block]:
    facts = [(Icon.PIN, drawable(ticket.place)), (Icon.CLOCK, drawable(ticket.when))]
    return (_fact(which, said) for which, said in facts if said)


def _fact(which: Icon, said: str) -> Block:
    type_ = Type(46)
    lines = wrap(said, type_, _RIGHT - _LEFT - 72, 2)

    def paint(canvas: Canvas, top: int) -> None:
        icon(canvas, (_LEFT, top + 8), which, 44, Colour.LEAF)
        for at, line in enumerate(lines):
            baseline = top + 47 + at * type_.line
            write(canvas, (_LEFT + 68, baseline), line, type_, Colour.INK)

    return Block(len(lines) * type_.line + 12, paint)


def _hint() -> Block:
    def paint(canvas: Canvas, top: int) -> None:
        write(canvas, (WIDTH / 2, top + 44), texts.PICKUP_HINT, Type(42), Colour.WHITE,
              align="middle")  # fmt: skip

    return Block(56, paint)
