"""What every picture is made of: blocks stacked from top to bottom, soft shapes, colours.

A `Block` has measured itself and knows how to paint itself at a height; `stack` paints
blocks one under the other and gives the PNG. All sizes are pixels of the finished picture,
which is 1080 wide: three times a phone's 360 points, so 48 pixels read like 16 points.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from handlers.outgoing import in_script
from handlers.pictures.lettering import Type, has_letter, lettered, width
from rules.settings import Script

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

WIDTH = 1080
MARGIN = 44
# Shapes are drawn this much larger and scaled down, which is what makes their edges soft.
_FINER = 4


class Colour(StrEnum):
    """The few colours of all pictures: rice paper, persimmon, honey, leaf, ink.

    A picture is stored with these and their blends alone, which keeps it small.
    """

    PAPER = "#FFF6E9"
    EDGE = "#F3E2CA"
    PERSIMMON = "#DF4A22"
    PERSIMMON_LIGHT = "#E9643A"
    PERSIMMON_DEEP = "#C93A1A"
    PERSIMMON_PALE = "#FDE7DC"
    HONEY = "#F7A23B"
    HONEY_LIGHT = "#FFB950"
    HONEY_PALE = "#FFF0D2"
    HONEY_INK = "#8A5200"
    LEAF = "#2F8F5B"
    LEAF_DEEP = "#26774B"
    LEAF_LIGHT = "#A6E88A"
    LEAF_PALE = "#E2F4E6"
    INK = "#2B2118"
    INK_SOFT = "#6B5D50"
    INK_FAINT = "#A3978A"
    STONE = "#EFEAE3"
    WHITE = "#FFFFFF"


_INKS = (
    Colour.INK, Colour.INK_SOFT, Colour.INK_FAINT, Colour.HONEY_INK, Colour.PERSIMMON_DEEP,
    Colour.PERSIMMON, Colour.PERSIMMON_LIGHT, Colour.HONEY, Colour.LEAF,
)  # fmt: skip
_GROUNDS = (
    Colour.WHITE, Colour.PAPER, Colour.HONEY_PALE, Colour.LEAF_PALE, Colour.LEAF_LIGHT,
    Colour.STONE, Colour.PERSIMMON_PALE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture that is being painted, in the characters that its readers read."""

    image: "Image.Image"
    draw: "ImageDraw.ImageDraw"
    script: Script = Script.SIMPLIFIED


@dataclass(frozen=True, slots=True)
class Block:
    """A stripe of a picture: its height, and how to paint it with its top at a given y."""

    height: int
    paint: Callable[[Canvas, int], None]


def gap(height: int) -> Block:
    """Return empty space."""
    return Block(height, lambda canvas, top: None)


def column(blocks: Sequence[Block]) -> Block:
    """Return the blocks one under the other as one block."""

    def paint(canvas: Canvas, top: int) -> None:
        for block in blocks:
            block.paint(canvas, top)
            top += block.height

    return Block(sum(block.height for block in blocks), paint)


def card(
    content: Block,
    colour: Colour = Colour.WHITE,
    padding: int = 26,
    shadow: Colour = Colour.EDGE,
) -> Block:
    """Return the content on a rounded card that spans the picture between its margins."""
    height = content.height + 2 * padding

    def paint(canvas: Canvas, top: int) -> None:
        box = (MARGIN, top, WIDTH - MARGIN, top + height)
        rounded(canvas, (box[0], top + 4, box[2], box[3] + 4), 30, shadow)
        rounded(canvas, box, 30, colour)
        content.paint(canvas, top + padding)

    return Block(height + 4, paint)


def stack(
    blocks: Sequence[Block],
    ground: Colour = Colour.PAPER,
    script: Script = Script.SIMPLIFIED,
) -> bytes:
    """Paint the blocks from top to bottom and return the picture as PNG bytes."""
    from PIL import Image, ImageDraw

    whole = column(blocks)
    image = Image.new("RGB", (WIDTH, whole.height), ground)
    whole.paint(Canvas(image, ImageDraw.Draw(image), script), 0)
    file = io.BytesIO()
    # One byte a pixel: a third of the file, and a fifth of the time of full colour.
    few = image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    few.save(file, "PNG", compress_level=4)
    return file.getvalue()


@lru_cache(maxsize=1)
def _palette() -> "Image.Image":
    """Return the palette of all pictures: each colour, and inks fading into grounds."""
    from PIL import Image, ImageColor

    plain = [ImageColor.getrgb(colour) for colour in Colour]
    blends = [
        tuple((a * step + b * (4 - step)) // 4 for a, b in zip(ink, ground, strict=True))
        for ink in map(ImageColor.getrgb, _INKS)
        for ground in map(ImageColor.getrgb, _GROUNDS)
        for step in (1, 2, 3)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for colour in (*plain, *blends) for level in colour[:3]])
    return palette


def rounded(canvas: Canvas, box: tuple[int, int, int, int], radius: int, colour: str) -> None:
    """Fill a box whose corners are soft quarter circles."""
    left, top, right, bottom = box
    radius = min(radius, (right - left) // 2, (bottom - top) // 2)
    if right - left > 2 * radius:
        canvas.draw.rectangle((left + radius, top, right - radius - 1, bottom - 1), fill=colour)
    if bottom - top > 2 * radius:
        canvas.draw.rectangle((left, top + radius, right - 1, bottom - radius - 1), fill=colour)
    disc = _disc(2 * radius)
    for x, from_x in ((left, 0), (right - radius, radius)):
        for y, from_y in ((top, 0), (bottom - radius, radius)):
            corner = disc.crop((from_x, from_y, from_x + radius, from_y + radius))
            canvas.image.paste(colour, (x, y), corner)


def circle(canvas: Canvas, centre: tuple[int, int], radius: int, colour: str) -> None:
    """Fill a circle with a soft edge."""
    x, y = centre
    canvas.image.paste(colour, (x - radius, y - radius), _disc(2 * radius))


@lru_cache(maxsize=64)
def _disc(diameter: int) -> "Image.Image":
    return shape(diameter, lambda draw, size: draw.ellipse((0, 0, size - 1, size - 1), fill=255))


def shape(size: int, sketch: "Callable[[ImageDraw.ImageDraw, int], None]") -> "Image.Image":
    """Return a soft-edged square mask; `sketch` draws with 255 on a finer square of 0."""
    from PIL import Image, ImageDraw

    fine = Image.new("L", (size * _FINER, size * _FINER), 0)
    sketch(ImageDraw.Draw(fine), size * _FINER)
    return fine.resize((size, size), Image.Resampling.BOX)


def write(
    canvas: Canvas,
    at: tuple[float, float],
    text: str,
    type_: Type,
    colour: str,
    *,
    align: str = "left",
) -> float:
    """Draw one line, in the canvas's script; as `lettering.lettered`. Its width stays the same: all
    Chinese characters are equally wide."""
    return lettered(canvas.draw, at, written(text, canvas.script), type_, colour, align=align)


def written(text: str, script: Script) -> str:
    """Return a drawable text in a script; a character that no font has then stays as it was."""
    if script is Script.SIMPLIFIED:
        return text
    other = in_script(text, script)
    if len(other) != len(text):
        return other if all(map(has_letter, other)) else text
    pairs = zip(text, other, strict=True)
    return "".join(new if has_letter(new) else old for old, new in pairs)


def label(
    canvas: Canvas, at: tuple[int, int], text: str, type_: Type, ink: str, ground: str
) -> int:
    """Draw a text on a pill whose upper left corner is `at`; return where the pill ends."""
    left, top = at
    right = left + label_width(text, type_)
    bottom = top + label_height(type_)
    rounded(canvas, (left, top, right, bottom), round(type_.size * 0.4), ground)
    baseline = top + round(type_.size * 1.16)
    write(canvas, (left + type_.size * 0.45, baseline), text, type_, ink)
    return right


def label_width(text: str, type_: Type) -> int:
    """Return how wide the pill of a text is."""
    return round(width(text, type_) + type_.size * 0.9)


def label_height(type_: Type) -> int:
    """Return how high a pill is."""
    return round(type_.size * 1.55)
