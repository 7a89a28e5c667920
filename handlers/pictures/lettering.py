"""Letters on pictures: what our fonts can draw, how wide it is, where it breaks.

Two fonts come with the program: one for what GB2312 has, one for the traditional and the
rarer characters of dishes and names. `drawable` is the only way in, so no empty box is
ever drawn.
"""

import re
import struct
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.texts import pictures as texts

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

FONTS = (
    Path(__file__).parent / "fonts" / "NotoSansSC-gb2312.otf",
    Path(__file__).parent / "fonts" / "NotoSansSC-supplement.otf",
)
# A word, a number or one character, with the marks that may not begin or end a line.
_TOKEN = re.compile(
    r"[（《「『【“‘(]*(?:[A-Za-z0-9.,%°/*+×~:-]+|.)[，。、；：！？）》」』】”’…,.;:!?)]*"
)


@dataclass(frozen=True, slots=True)
class Type:
    """A size in pixels and a weight; the bold is our one weight drawn with a wider pen."""

    size: int
    bold: bool = False

    @property
    def line(self) -> int:
        """The distance between two baselines, in pixels."""
        return round(self.size * 1.28)

    @property
    def pen(self) -> float:
        """How much wider the bold strokes are on each side, in pixels."""
        return self.size / 56 if self.bold else 0


def drawable(text: str) -> str:
    """Return the text as our fonts can show it, in one line.

    Emoji, marks and control characters are dropped, compatibility forms unfolded
    (`㎏` to `kg`), and a run of letters that no font has becomes one geta mark.
    """
    shown = "".join(_shown(char) for char in unicodedata.normalize("NFC", text))
    mark = re.escape(texts.MISSING_CHARACTER)
    return " ".join(re.sub(f"{mark}+", texts.MISSING_CHARACTER, shown).split())


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace() or category == "Cc":
        return " "
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    if _font_of(char) is not None:
        return char
    unfolded = unicodedata.normalize("NFKC", char)
    if all(_font_of(part) is not None for part in unfolded):
        return unfolded
    return texts.MISSING_CHARACTER if category[0] in "LN" else ""


def has_letter(char: str) -> bool:
    """Return whether one of our fonts has a character."""
    return _font_of(char) is not None


@lru_cache(maxsize=8192)
def _font_of(char: str) -> Path | None:
    return next((font for font in FONTS if ord(char) in _coverage(font)), None)


@lru_cache(maxsize=len(FONTS))
def _coverage(font: Path) -> frozenset[int]:
    """Read which code points a font has from its format 4 `cmap` (OpenType 1.9)."""
    data = font.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4s4xII", data, 12 + 16 * i) for i in range(tables))
    cmap = next(offset for tag, offset, _ in records if tag == b"cmap")
    table = cmap + struct.unpack_from(">I", data, cmap + 8)[0]
    segments = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, table + 14)
    starts = struct.unpack_from(f">{segments}H", data, table + 16 + 2 * segments)
    pairs = zip(starts, ends, strict=True)
    return frozenset(point for start, end in pairs for point in range(start, end + 1)) - {0xFFFF}


@lru_cache(maxsize=64)
def _font(path: Path, size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    # The basic layout is the same on every machine; the other needs a library of the system.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _runs(text: str, size: int) -> "list[tuple[str, ImageFont.FreeTypeFont]]":
    runs: list[tuple[str, Path]] = []
    for char in text:
        path = _font_of(char) or FONTS[0]
        if runs and runs[-1][1] == path:
            runs[-1] = (runs[-1][0] + char, path)
        else:
            runs.append((char, path))
    return [(run, _font(path, size)) for run, path in runs]


@lru_cache(maxsize=4096)
def width(text: str, type_: Type) -> float:
    """Return how many pixels a drawable text takes in one line."""
    return sum(font.getlength(run) for run, font in _runs(text, type_.size))


def wrap(text: str, type_: Type, room: int, lines: int) -> tuple[str, ...]:
    """Return the text in at most so many lines of `room` pixels, the last one cut with `…`.

    Words and numbers stay whole where they fit, no line begins with a closing mark or ends
    with an opening one.
    """
    rows: list[str] = []
    row = ""
    for token in _tokens(text, type_, room):
        if not row or width(row + token, type_) <= room:
            row = (row + token).lstrip()
            continue
        rows.append(row.rstrip())
        row = token.lstrip()
        if len(rows) == lines:
            return (*rows[:-1], fit(rows[-1] + token, type_, room, cut=True))
    return (*rows, row.rstrip())


def _tokens(text: str, type_: Type, room: int) -> list[str]:
    tokens = _TOKEN.findall(text)
    return [
        part
        for token in tokens
        for part in ([token] if width(token, type_) <= room else list(token))
    ]


def fit(text: str, type_: Type, room: int, *, cut: bool = False) -> str:
    """Return the text if it fits into `room` pixels (and is not to be cut), else its start and …"""
    if not cut and width(text, type_) <= room:
        return text
    longest = bisect_right(range(len(text)), room, key=lambda end: width(text[:end] + "…", type_))
    return text[: max(0, longest - 1)].rstrip() + "…"


def lettered(
    draw: "ImageDraw.ImageDraw",
    at: tuple[float, float],
    text: str,
    type_: Type,
    colour: str,
    *,
    align: str = "left",
) -> float:
    """Draw one line with its baseline at `at`; return where it ends (its start, if right-aligned).

    `align` is `left`, `right` or `middle` about the given x.
    """
    x, baseline = at
    length = width(text, type_)
    left = x - {"left": 0, "right": length, "middle": length / 2}[align]
    end = left
    for run, font in _runs(text, type_.size):
        draw.text(
            (end, baseline), run, font=font, fill=colour, anchor="ls",
            stroke_width=type_.pen, stroke_fill=colour,
        )  # fmt: skip
        end += font.getlength(run)
    return left if align == "right" else end
