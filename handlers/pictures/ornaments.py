"""Small drawings: the fruit in a heading, the icons beside a line. Each is a mask, cached."""

import math
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from handlers.pictures.canvas import Canvas, Colour, circle, shape

if TYPE_CHECKING:
    from PIL import Image, ImageDraw


class Icon(StrEnum):
    """What an icon shows."""

    CLOCK = "clock"
    BOX = "box"
    PIN = "pin"


def icon(canvas: Canvas, at: tuple[int, int], which: Icon, size: int, colour: str) -> None:
    """Draw an icon whose upper left corner is `at`."""
    canvas.image.paste(colour, at, _icon(which, size))


@lru_cache(maxsize=16)
def _icon(which: Icon, size: int) -> "Image.Image":
    sketches = {Icon.CLOCK: _clock, Icon.BOX: _box, Icon.PIN: _pin}
    return shape(size, sketches[which])


def _clock(draw: "ImageDraw.ImageDraw", size: int) -> None:
    pen = size // 10
    draw.ellipse((0, 0, size - 1, size - 1), fill=255)
    draw.ellipse((pen, pen, size - 1 - pen, size - 1 - pen), fill=0)
    middle = size // 2
    draw.line((middle, size * 0.24, middle, middle, size * 0.68, size * 0.62), 255, pen, "curve")


def _box(draw: "ImageDraw.ImageDraw", size: int) -> None:
    pen = size // 10
    draw.rounded_rectangle((0, size * 0.12, size - 1, size * 0.94), size * 0.1, fill=255)
    inner = (pen, size * 0.12 + pen, size - 1 - pen, size * 0.94 - pen)
    draw.rounded_rectangle(inner, size * 0.05, fill=0)
    draw.rectangle((0, size * 0.36, size - 1, size * 0.36 + pen), fill=255)
    draw.rectangle((size * 0.38, size * 0.36, size * 0.62, size * 0.62), fill=255)


def _pin(draw: "ImageDraw.ImageDraw", size: int) -> None:
    draw.ellipse((size * 0.16, 0, size * 0.84, size * 0.68), fill=255)
    draw.polygon([(size * 0.2, size * 0.48), (size * 0.8, size * 0.48), (size / 2, size)], fill=255)
    draw.ellipse((size * 0.36, size * 0.2, size * 0.64, size * 0.48), fill=0)


def orange(canvas: Canvas, centre: tuple[int, int], radius: int) -> None:
    """Draw a slice of orange."""
    circle(canvas, centre, radius, Colour.HONEY)
    circle(canvas, centre, round(radius * 0.88), Colour.HONEY_PALE)
    x, y = centre
    inner = round(radius * 0.8)
    canvas.image.paste(Colour.HONEY_LIGHT, (x - inner, y - inner), _segments(2 * inner))


@lru_cache(maxsize=8)
def _segments(size: int) -> "Image.Image":
    def sketch(draw: "ImageDraw.ImageDraw", fine: int) -> None:
        middle = fine / 2
        draw.ellipse((0, 0, fine - 1, fine - 1), fill=255)
        for spoke in range(9):
            angle = math.tau * spoke / 9 + 0.3
            end = (middle + middle * math.cos(angle), middle + middle * math.sin(angle))
            draw.line((middle, middle, *end), 0, fine // 22)
        core = fine * 0.07
        draw.ellipse((middle - core, middle - core, middle + core, middle + core), fill=0)

    return shape(size, sketch)


def leaf(canvas: Canvas, at: tuple[int, int], size: int, colour: str) -> None:
    """Draw a leaf in a square whose upper left corner is `at`, its tip to the upper right."""
    canvas.image.paste(colour, at, _leaf(size))


@lru_cache(maxsize=8)
def _leaf(size: int) -> "Image.Image":
    def sketch(draw: "ImageDraw.ImageDraw", fine: int) -> None:
        # Two quarter circles about opposite corners meet in the tips.
        steps = [math.pi / 2 * step / 24 for step in range(25)]
        upper = [(fine * math.sin(a), fine * math.cos(a)) for a in steps]
        lower = [(fine - fine * math.sin(a), fine - fine * math.cos(a)) for a in steps]
        draw.polygon([*upper, *lower], fill=255)
        draw.line((fine * 0.05, fine * 0.95, fine * 0.8, fine * 0.2), 0, fine // 26)

    return shape(size, sketch)
