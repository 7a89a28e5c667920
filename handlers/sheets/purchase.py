"""The purchase order: what to buy in all, with room to write supplier and cost by hand."""

from handlers.sheets.book import workbook
from handlers.sheets.head import facts_of, summed, title_of
from handlers.sheets.layout import Column, Look, Row, Sheet
from handlers.sheets.values import SheetData, SheetLine
from handlers.texts import sheets as texts

_WHAT = (
    Column(texts.NUMBER, Look.NUMBER, 6, 6),
    Column(texts.PRODUCT, Look.TEXT, 24, 44),
    Column(texts.VARIANT, Look.TEXT, 10, 20),
    Column(texts.QUANTITY, Look.QUANTITY, 10, 12),
    Column(texts.UNIT, Look.CENTRED, 8, 12),
)
_BY_HAND = (
    Column(texts.SUPPLIER, Look.TEXT, 18, 18),
    Column(texts.COST, Look.YUAN, 10, 10),
    Column(texts.COST_AMOUNT, Look.YUAN, 12, 12),
    Column(texts.NOTE, Look.TEXT, 18, 18),
)


def purchase_order_workbook(first: SheetData, *others: SheetData) -> bytes:
    """Return one row a product and variant; several groups have a column each beside the sum."""
    groups = (first, *others)
    shares = groups if others else ()
    each = tuple(Column(data.group, Look.QUANTITY, 10, 16) for data in shares)
    lines = summed(line for data in groups for line in data.totals)
    sheet = Sheet(
        texts.PURCHASE,
        title_of(groups, texts.PURCHASE),
        facts_of(groups),
        (*_WHAT, *each, *_BY_HAND),
        tuple(_row(number, line, shares) for number, line in enumerate(lines, 1)),
        landscape=True,
    )
    return workbook((sheet,), first.made_at, first.script)


def _row(number: int, line: SheetLine, shares: tuple[SheetData, ...]) -> Row:
    what = (number, line.product, line.variant, line.quantity, line.unit)
    each = (_share(line, data) for data in shares)
    return Row((*what, *each, *(None for _ in _BY_HAND)))


def _share(line: SheetLine, data: SheetData) -> int | None:
    same = (
        other.quantity
        for other in data.totals
        if (other.product, other.variant, other.unit) == (line.product, line.variant, line.unit)
    )
    return sum(same) or None
