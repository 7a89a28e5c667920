"""The daily list as a poster that reads well on a phone held at arm's length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

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
    label_width,
    rounded,
    stack,
    write,
)
from handlers.pictures.lettering import Type, drawable, fit, width, wrap
from handlers.pictures.ornaments import Icon, icon, leaf, orange
from handlers.pictures.product_card import PosterProduct, PosterVariant, product_card
from handlers.texts import pictures as texts
from rules.settings import Script

__all__ = ["Poster", "PosterProduct", "PosterVariant", "poster_pages", "poster_png"]

# Chat programs shrink a picture whose long side passes about 2,560; more would not be legible.
PRODUCTS_A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Poster:
    """A group's list of one offer. Times and places are as the leader would say them.

    `cutoff`, `arrival` and `place` may be empty; `how` replaces the two example orders.
    `script` is what the group reads.
    """

    group: str
    day: date
    products: tuple[PosterProduct, ...]
    cutoff: str = ""
    arrival: str = ""
    place: str = ""
    how: str = ""
    page: int = 1
    pages: int = 1
    script: Script = Script.SIMPLIFIED


def poster_png(poster: Poster) -> bytes:
    """Return the poster as one PNG, 1080 wide and as high as its list needs."""
    blocks = [
        _heading(poster),
        gap(30),
        *_products(poster.products),
        gap(10),
        *_when_and_where(poster),
        _how_to_order(poster),
        gap(46),
    ]
    return stack(blocks, script=poster.script)


def poster_pages(poster: Poster, a_page: int = PRODUCTS_A_PAGE) -> tuple[Poster, ...]:
    """Return a poster for each `a_page` products at most, evenly filled."""
    pages = max(1, -(-len(poster.products) // a_page))
    each = -(-len(poster.products) // pages)
    parts = [poster.products[at * each : (at + 1) * each] for at in range(pages)]
    return tuple(
        replace(poster, products=part, page=number, pages=pages)
        for number, part in enumerate(parts, 1)
    )


def _heading(poster: Poster) -> Block:
    type_, name = _group_name(drawable(poster.group) or texts.UNNAMED_GROUP)
    height = 232 + len(name) * type_.line

    def paint(canvas: Canvas, top: int) -> None:
        canvas.draw.rectangle((0, top, WIDTH, top + height - 1), Colour.PERSIMMON)
        circle(canvas, (WIDTH - 90, top + 84), 212, Colour.PERSIMMON_LIGHT)
        orange(canvas, (WIDTH - 90, top + 84), 146)
        leaf(canvas, (WIDTH - 346, top + 20), 84, Colour.LEAF_LIGHT)
        label(canvas, (MARGIN, top + 48), texts.TODAY, Type(40, bold=True),
              Colour.PERSIMMON_DEEP, Colour.HONEY_PALE)  # fmt: skip
        baseline = top + 120 + type_.size
        for line in name:
            write(canvas, (MARGIN, baseline), line, type_, Colour.WHITE)
            baseline += type_.line
        _date_line(poster, canvas, top + height - 42)

    return Block(height, paint)


def _group_name(group: str) -> tuple[Type, tuple[str, ...]]:
    """Return the name in one large line, or in two smaller ones that end before the fruit."""
    room = WIDTH - 2 * MARGIN - 216
    large, small = Type(88, bold=True), Type(68, bold=True)
    if width(group, large) <= room:
        return large, (group,)
    return small, wrap(group, small, room, 2)


def _date_line(poster: Poster, canvas: Canvas, baseline: int) -> None:
    day = write(canvas, (MARGIN, baseline), texts.day(poster.day), Type(46), Colour.WHITE)
    rest = (
        texts.page(poster.page, poster.pages)
        if poster.pages > 1
        else texts.product_count(len(poster.products))
    )
    write(canvas, (day + 36, baseline), rest, Type(46), Colour.HONEY_PALE)


def _products(products: Sequence[PosterProduct]) -> Iterator[Block]:
    dense = len(products) > PRODUCTS_A_PAGE
    for section, members in groupby(products, lambda product: drawable(product.section)):
        if section:
            yield _section(section)
        for product in members:
            yield card(product_card(product, dense=dense), padding=18 if dense else 26)
            yield gap(10 if dense else 16)


def _section(name: str) -> Block:
    def paint(canvas: Canvas, top: int) -> None:
        rounded(canvas, (MARGIN, top + 16, MARGIN + 12, top + 62), 6, Colour.PERSIMMON)
        shown = fit(name, Type(44, bold=True), WIDTH - 2 * MARGIN - 40)
        write(canvas, (MARGIN + 32, top + 54), shown, Type(44, bold=True), Colour.INK)

    return Block(80, paint)


def _when_and_where(poster: Poster) -> Iterator[Block]:
    facts = [
        (Icon.CLOCK, texts.CUTOFF, poster.cutoff, Colour.PERSIMMON_DEEP),
        (Icon.BOX, texts.ARRIVAL, poster.arrival, Colour.INK),
        (Icon.PIN, texts.PLACE, poster.place, Colour.INK),
    ]
    rows = [_fact(which, name, drawable(said), ink) for which, name, said, ink in facts if said]
    if rows:
        yield card(column(rows), Colour.HONEY_PALE, padding=20)
        yield gap(16)


def _fact(which: Icon, name: str, said: str, ink: Colour) -> Block:
    type_ = Type(48, bold=True)
    left = MARGIN + 224
    lines = wrap(said, type_, WIDTH - MARGIN - 32 - left, 3)

    def paint(canvas: Canvas, top: int) -> None:
        icon(canvas, (MARGIN + 34, top + 18), which, 48, Colour.HONEY_INK)
        write(canvas, (MARGIN + 104, top + 60), name, Type(42), Colour.HONEY_INK)
        for at, line in enumerate(lines):
            write(canvas, (left, top + 60 + at * type_.line), line, type_, ink)

    return Block(84 + (len(lines) - 1) * type_.line, paint)


def _how_to_order(poster: Poster) -> Block:
    said = _examples(poster)
    type_ = Type(48, bold=True)
    room = WIDTH - 2 * MARGIN - 64

    def paint(canvas: Canvas, top: int) -> None:
        write(canvas, (MARGIN + 32, top + 50), texts.HOW_TO_ORDER, Type(42), Colour.LEAF)
        left = MARGIN + 32
        for at, example in enumerate(said):
            if at:
                left = round(write(canvas, (left + 22, top + 131), texts.either(),
                                   Type(40), Colour.LEAF)) + 22  # fmt: skip
            left = label(canvas, (left, top + 78), example, type_, Colour.INK, Colour.LEAF_LIGHT)

    shown = [example for example in said if label_width(example, type_) <= room]
    said = shown or [fit(said[0], type_, room - 48)]
    if sum(label_width(example, type_) for example in said) + 90 > room:
        said = said[:1]
    return card(Block(162, paint), Colour.LEAF_PALE, padding=20)


def _examples(poster: Poster) -> list[str]:
    if poster.how:
        return [drawable(poster.how)]
    # A product that can be had, and best one that needs no word on its variant.
    ranked = sorted(
        poster.products, key=lambda product: (product.left == 0, product.variants != ())
    )
    if not ranked:
        return [texts.UNNAMED]
    product = ranked[0]
    name = drawable(product.called or product.name) or texts.UNNAMED
    variant = drawable(product.variants[0].name) if product.variants else ""
    bounds = [bound for bound in (product.limit, product.left) if bound]
    quantity = min(2000, *bounds) if bounds else 2000
    unit = drawable(product.unit)
    return list(texts.example_order(drawable(product.code), name, variant, quantity, unit))
