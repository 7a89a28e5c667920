"""The leader's week: turnover a day as bars, orders, commission, all against the week before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers.pictures.canvas import (
    MARGIN,
    WIDTH,
    Block,
    Canvas,
    Colour,
    card,
    circle,
    gap,
    rounded,
    stack,
    write,
)
from handlers.pictures.lettering import Type, drawable, fit
from handlers.pictures.ornaments import leaf
from handlers.texts import pictures as texts
from rules.settings import Script

_INNER = MARGIN + 34
_BARS = 420
_BAR = 66


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day's turnover and commission in fen and how many orders it had."""

    day: date
    fen: int
    orders: int
    commission_fen: int


@dataclass(frozen=True, slots=True)
class Week:
    """A leader's seven days from Monday, and the seven before, or none if there were none.
    `script` is what she reads."""

    leader: str
    days: tuple[WeekDay, ...]
    before: tuple[WeekDay, ...] = ()
    script: Script = Script.SIMPLIFIED


def week_png(week: Week) -> bytes:
    """Return the week as PNG, 1080 wide, sharp on a phone that shows it at half its size or less.

    Raises:
        ValueError: The week has not seven days, or the one before neither seven nor none.
    """
    if len(week.days) != 7 or len(week.before) not in {0, 7}:
        raise ValueError("a week has seven days")
    return stack([
        _heading(week),
        gap(30),
        card(_turnover(week), padding=34),
        gap(16),
        card(_orders_and_commission(week), padding=34),
        gap(16),
        card(_chart(week), padding=34),
        gap(46),
    ], script=week.script)  # fmt: skip


def _heading(week: Week) -> Block:
    type_ = Type(76, bold=True)
    title = fit(texts.week_title(drawable(week.leader)), type_, WIDTH - 2 * MARGIN - 240)
    span = texts.span(week.days[0].day, week.days[-1].day)

    def paint(canvas: Canvas, top: int) -> None:
        canvas.draw.rectangle((0, top, WIDTH, top + 249), Colour.PERSIMMON)
        circle(canvas, (WIDTH - 60, top + 40), 208, Colour.PERSIMMON_LIGHT)
        leaf(canvas, (WIDTH - 214, top + 62), 120, Colour.LEAF_LIGHT)
        write(canvas, (MARGIN, top + 122), title, type_, Colour.WHITE)
        write(canvas, (MARGIN, top + 198), span, Type(46), Colour.WHITE)

    return Block(250, paint)


def _sum(days: tuple[WeekDay, ...], figure: Callable[[WeekDay], int]) -> int:
    return sum(figure(day) for day in days)


def _turnover(week: Week) -> Block:
    total = _sum(week.days, lambda day: day.fen)
    change = _change(week, lambda day: day.fen)
    type_ = Type(96, bold=True)
    shown = fit(texts.money(total), type_, WIDTH - 2 * _INNER)

    def paint(canvas: Canvas, top: int) -> None:
        write(canvas, (_INNER, top + 38), texts.TURNOVER, Type(42), Colour.INK_SOFT)
        write(canvas, (_INNER, top + 144), shown, type_, Colour.PERSIMMON_DEEP)
        write(canvas, (WIDTH - _INNER, top + 38), change, Type(42), Colour.INK_SOFT,
              align="right")  # fmt: skip

    return Block(158, paint)


def _orders_and_commission(week: Week) -> Block:
    orders = texts.orders(_sum(week.days, lambda day: day.orders))
    commission = texts.money(_sum(week.days, lambda day: day.commission_fen))
    halves = (
        (texts.ORDERS, orders, _change(week, lambda day: day.orders), Colour.INK),
        (texts.COMMISSION, commission, _change(week, lambda day: day.commission_fen), Colour.LEAF),
    )
    room = WIDTH // 2 - _INNER - 24

    def paint(canvas: Canvas, top: int) -> None:
        for (name, figure, change, ink), left in zip(
            halves, (_INNER, WIDTH // 2 + 24), strict=True
        ):
            type_ = Type(64, bold=True)
            write(canvas, (left, top + 38), name, Type(42), Colour.INK_SOFT)
            write(canvas, (left, top + 116), fit(figure, type_, room), type_, ink)
            write(canvas, (left, top + 172), change, Type(38), Colour.INK_SOFT)
        canvas.draw.rectangle((WIDTH // 2 - 2, top, WIDTH // 2, top + 180), Colour.STONE)

    return Block(184, paint)


def _change(week: Week, figure: Callable[[WeekDay], int]) -> str:
    if not week.before:
        return ""
    return texts.compared(_sum(week.days, figure), _sum(week.before, figure))


def _chart(week: Week) -> Block:
    highest = max(day.fen for day in (*week.days, *week.before))
    step = (WIDTH - 2 * _INNER) / 7

    def paint(canvas: Canvas, top: int) -> None:
        floor = top + 92 + _BARS
        canvas.draw.rectangle((_INNER, floor, WIDTH - _INNER, floor + 3), Colour.STONE)
        for at, day in enumerate(week.days):
            middle = round(_INNER + step * (at + 0.5))
            if week.before:
                _bar(canvas, middle - 16, floor, _height(week.before[at].fen, highest), Colour.EDGE)
            best = 0 < day.fen == max(day.fen for day in week.days)
            _day(canvas, day, middle, floor, _height(day.fen, highest), best=best)
        _legend(canvas, week, top, empty=highest <= 0)

    return Block(92 + _BARS + 156, paint)


def _height(fen: int, highest: int) -> int:
    return round(_BARS * fen / highest) if fen > 0 else 0


def _bar(canvas: Canvas, middle: int, floor: int, height: int, colour: Colour) -> None:
    if height < 1:
        return
    left = middle - _BAR // 2
    rounded(canvas, (left, floor - height, left + _BAR, floor), 14, colour)
    # Round above, square on the floor.
    canvas.draw.rectangle((left, floor - min(14, height), left + _BAR - 1, floor - 1), colour)


def _day(canvas: Canvas, day: WeekDay, middle: int, floor: int, height: int, *, best: bool) -> None:
    _bar(canvas, middle, floor, height, Colour.PERSIMMON if best else Colour.HONEY)
    figure = Type(36, bold=True)
    ink = Colour.PERSIMMON_DEEP if best else Colour.INK
    if day.fen:
        at = (middle, floor - height - 14)
        write(canvas, at, texts.short_money(day.fen), figure, ink, align="middle")
    count = texts.orders(day.orders)
    below = ((52, texts.weekday(day.day), Type(38), Colour.INK),
             (100, str(day.day.day), Type(34), Colour.INK_FAINT),
             (150, count, Type(36, bold=True), Colour.INK_SOFT))  # fmt: skip
    for down, said, type_, colour in below:
        write(canvas, (middle, floor + down), said, type_, colour, align="middle")


def _legend(canvas: Canvas, week: Week, top: int, *, empty: bool) -> None:
    if empty:
        at = (WIDTH / 2, top + 60 + _BARS // 2)
        write(canvas, at, texts.NO_TURNOVER, Type(44), Colour.INK_FAINT, align="middle")
    elif week.before:
        left = round(write(canvas, (WIDTH - _INNER, top + 30), texts.LAST_WEEK, Type(36),
                           Colour.INK_SOFT, align="right"))  # fmt: skip
        rounded(canvas, (left - 46, top + 4, left - 14, top + 36), 8, Colour.EDGE)
