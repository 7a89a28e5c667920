"""The picking list: by building for who carries, by product for who shares out a crate."""

from handlers.sheets.book import workbook
from handlers.sheets.buildings import buildings_sheet
from handlers.sheets.cells import natural
from handlers.sheets.head import facts_of, summed, title_of, with_group_head
from handlers.sheets.layout import Column, Kind, Look, Row, Sheet
from handlers.sheets.values import SheetData, SheetLine, SheetPerson
from handlers.texts import sheets as texts

_COLUMNS = (
    Column(texts.DONE, Look.CENTRED, 4, 4),
    Column(texts.BUILDING, Look.TEXT, 12, 12),
    Column(texts.ADDRESS, Look.TEXT, 15, 15),
    Column(texts.WHO, Look.TEXT, 16, 16),
    Column(texts.QUANTITY, Look.QUANTITY, 10, 10),
    Column(texts.UNIT, Look.CENTRED, 8, 8),
    Column(texts.NOTE, Look.TEXT, 25, 25),
)


def picking_list_workbook(first: SheetData, *others: SheetData) -> bytes:
    """Return who gets what, once by building and once by product."""
    groups = (first, *others)
    return workbook((buildings_sheet(groups), _products_sheet(groups)), first.made_at, first.script)


def _products_sheet(groups: tuple[SheetData, ...]) -> Sheet:
    rows: list[Row] = []
    for data in groups:
        people = sorted(data.people, key=_place)
        totals = summed(line for person in data.people for line in person.lines)
        blocks = [row for total in totals for row in _product(total, people)]
        rows += with_group_head(data, blocks) if len(groups) > 1 else blocks
    return Sheet(
        texts.BY_PRODUCT,
        title_of(groups, texts.BY_PRODUCT),
        facts_of(groups),
        _COLUMNS,
        tuple(rows),
        whole_blocks=True,
    )


def _place(person: SheetPerson) -> tuple[object, ...]:
    return natural(person.building), natural(person.address), person.number


def _product(total: SheetLine, people: list[SheetPerson]) -> list[Row]:
    takers = [
        (person, line)
        for person in people
        for line in person.lines
        if (line.product, line.variant, line.unit) == (total.product, total.variant, total.unit)
    ]
    facts = (total.product, total.variant, total.quantity, total.unit)
    head = texts.product_head(*facts, len(takers))
    return [Row((head,), Kind.SECTION, opens=True), *(_taker(*taker) for taker in takers)]


def _taker(person: SheetPerson, line: SheetLine) -> Row:
    return Row((
        texts.TICK_BOX,
        person.building,
        person.address,
        person.who,
        line.quantity,
        line.unit,
        person.note,
    ))  # fmt: skip
