"""Writes sheets into a workbook that prints well on A4. All formats and settings are here."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise, product
from typing import TYPE_CHECKING

from handlers.outgoing import in_script
from handlers.sheets.cells import display_width, lines_in, safe_text
from handlers.sheets.layout import Cell, Column, Kind, Look, Row, Sheet
from handlers.texts import sheets as texts
from rules.settings import Script
from solitaire.values import ONE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    Formats = dict[tuple[Kind, Look], Format]

_HEAD_ROW = 2
_HEAD_HEIGHTS = (30, 20, 22)
_LINE = 17
_A4 = 9
_LONGEST_ACROSS = 3000
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.65}
# A4 upright less the margins and the rows repeated on each page, in points, with some to spare.
_PAGE = 720 - sum(_HEAD_HEIGHTS)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_KINDS = {
    Kind.PLAIN: {"border": 1},
    Kind.SECTION: {"bold": True, "border": 1, "bg_color": "#FFF0D2", "font_size": 12},
    Kind.NOTE: {"border": 1, "font_color": "#6B5D50", "text_wrap": True},
    Kind.TOTAL: {"bold": True, "border": 1, "top": 2, "bg_color": "#F5F1EB"},
}
_LOOKS = {
    Look.TEXT: {"align": "left", "indent": 1, "text_wrap": True, "num_format": "@"},
    Look.CENTRED: {"align": "center", "num_format": "@"},
    Look.NUMBER: {"align": "center", "num_format": "0"},
    # Not `0.###`: it would leave a bare point behind whole quantities.
    Look.QUANTITY: {"align": "right", "indent": 1, "num_format": "General"},
    Look.YUAN: {"align": "right", "indent": 1, "num_format": "0.00"},
}
# How many of what a cell holds make one of what it shows.
_ONE = {Look.QUANTITY: ONE, Look.YUAN: 100}
_EVERY = {"font_name": "Microsoft YaHei", "font_size": 11, "valign": "vcenter"}
_BORDER = {"border_color": "#C9BFB2"}


def workbook(
    sheets: Sequence[Sheet], made_at: datetime, script: Script = Script.SIMPLIFIED
) -> bytes:
    """Return the sheets as an `.xlsx` file; the same sheets and instant give the same bytes."""
    from xlsxwriter import Workbook

    sheets = [_written(sheet, script) for sheet in sheets]
    file = io.BytesIO()
    book = Workbook(file, _OPTIONS)
    created = made_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": safe_text(sheets[0].title), "created": created})
    formats = {
        (kind, look): book.add_format({**_EVERY, **_BORDER, **_LOOKS[look], **_KINDS[kind]})
        for kind, look in product(Kind, Look)
    }
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        _write_head(book, page, sheet)
        _write_rows(page, sheet, formats)
        _set_up_print(page, sheet)
    book.close()
    return file.getvalue()


def _written(sheet: Sheet, script: Script) -> Sheet:
    """The sheet in the characters that its readers use."""
    if script is Script.SIMPLIFIED:
        return sheet

    def cell(value: Cell) -> Cell:
        return in_script(value, script) if isinstance(value, str) else value

    return replace(
        sheet,
        name=in_script(sheet.name, script),
        title=in_script(sheet.title, script),
        facts=in_script(sheet.facts, script),
        columns=tuple(replace(one, head=in_script(one.head, script)) for one in sheet.columns),
        rows=tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in sheet.rows),
    )


def _write_head(book: "Workbook", page: "Worksheet", sheet: Sheet) -> None:
    title = {**_EVERY, "bold": True, "font_size": 16}
    facts = {**_EVERY, "font_color": "#6B5D50", "text_wrap": True}
    head = {**_EVERY, **_BORDER, "bold": True, "border": 1, "align": "center"}
    marked = {**title, "font_color": "#C93A1A"} if texts.UPDATED in sheet.title else title
    _write_across(page, 0, sheet, sheet.title, book.add_format(marked))
    _write_across(page, 1, sheet, sheet.facts, book.add_format(facts))
    head_format = book.add_format({**head, "bg_color": "#FBE3D8", "text_wrap": True})
    for at, column in enumerate(sheet.columns):
        page.write_string(_HEAD_ROW, at, safe_text(column.head), head_format)
    lines = lines_in(sheet.facts, sum(_widths(sheet)))
    for row, height in enumerate((_HEAD_HEIGHTS[0], lines * _LINE + 3, _HEAD_HEIGHTS[2])):
        page.set_row(row, height)


def _write_across(page: "Worksheet", row: int, sheet: Sheet, text: str, look: "Format") -> None:
    page.merge_range(row, 0, row, len(sheet.columns) - 1, "", look)
    page.write_string(row, 0, safe_text(text, _LONGEST_ACROSS), look)


def _write_rows(page: "Worksheet", sheet: Sheet, formats: "Formats") -> None:
    widths = _widths(sheet)
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    for at, row in enumerate(sheet.rows, _HEAD_ROW + 1):
        page.set_row(at, _height(row, sheet.columns, widths))
        if row.kind in {Kind.SECTION, Kind.NOTE}:
            _write_across(page, at, sheet, str(row.cells[0]), formats[row.kind, Look.TEXT])
            continue
        for across, (cell, column) in enumerate(zip(row.cells, sheet.columns, strict=True)):
            _write_cell(page, (at, across), cell, column.look, formats[row.kind, column.look])


def _write_cell(
    page: "Worksheet", at: tuple[int, int], cell: Cell, look: Look, form: "Format"
) -> None:
    match cell:
        case None | "":
            page.write_blank(*at, None, form)
        case str():
            lines = (safe_text(line) for line in cell.split("\n"))
            page.write_string(*at, "\n".join(lines), form)
        case int():
            page.write_number(*at, cell / _ONE.get(look, 1), form)


def _widths(sheet: Sheet) -> list[int]:
    plain = [row for row in sheet.rows if row.kind in {Kind.PLAIN, Kind.TOTAL}]
    return [
        column.most
        if sheet.whole_blocks
        else max(column.least, min(column.most, _widest(column, at, plain)))
        for at, column in enumerate(sheet.columns)
    ]


def _widest(column: Column, at: int, rows: Sequence[Row]) -> int:
    shown = [_as_shown(row.cells[at], column.look) for row in rows]
    return 4 + max(map(display_width, [column.head, *shown]))


def _as_shown(cell: Cell, look: Look) -> str:
    match cell:
        case int():
            return f"{cell / _ONE.get(look, 1):{'.2f' if look is Look.YUAN else 'g'}}"
        case _:
            return cell or ""


def _height(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> int:
    """Return a row's height in points: sheet programs do not grow merged or unseen rows."""
    if row.kind in {Kind.SECTION, Kind.NOTE}:
        lines = lines_in(str(row.cells[0]), sum(widths) - 4)
    else:
        cells = zip(row.cells, columns, widths, strict=True)
        wrapped = (
            lines_in(cell, width - 2)
            for cell, column, width in cells
            if isinstance(cell, str) and column.look is Look.TEXT
        )
        lines = max(wrapped, default=1)
    return min(lines * _LINE + 5, 400)


def _set_up_print(page: "Worksheet", sheet: Sheet) -> None:
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.repeat_rows(0, _HEAD_ROW)
    page.set_paper(_A4)
    page.set_margins(**_MARGINS)
    page.center_horizontally()
    page.set_footer(texts.footer())
    if sheet.landscape:
        page.set_landscape()
    if sheet.filtered and sheet.rows:
        last = _HEAD_ROW + sum(row.kind is Kind.PLAIN for row in sheet.rows)
        page.autofilter(_HEAD_ROW, 0, last, len(sheet.columns) - 1)
    # Sheet programs ignore page breaks on a sheet that is scaled to fit, so it is one or the other.
    if sheet.whole_blocks:
        page.set_h_pagebreaks(_page_breaks(sheet))
    else:
        page.fit_to_pages(1, 0)


def _page_breaks(sheet: Sheet) -> list[int]:
    """Return the rows before which a page ends, so that no block is split without need."""
    widths = _widths(sheet)
    breaks: list[int] = []
    used = 0
    for at, block in _blocks(sheet.rows):
        height = sum(_height(row, sheet.columns, widths) for row in block)
        if used and used + height > _PAGE:
            breaks.append(_HEAD_ROW + 1 + at)
            used = 0
        used = (used + height) % _PAGE
    return breaks


def _blocks(rows: Sequence[Row]) -> list[tuple[int, Sequence[Row]]]:
    starts = [at for at, row in enumerate(rows) if row.opens or at == 0]
    return [(start, rows[start:end]) for start, end in pairwise([*starts, len(rows)])]
