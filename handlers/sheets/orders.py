"""The leader's order book after the cutoff: totals, one row a person, one block a building."""

from handlers.sheets.book import workbook
from handlers.sheets.buildings import buildings_sheet
from handlers.sheets.head import facts_of, items_of, title_of, with_group_head
from handlers.sheets.layout import Column, Kind, Look, Row, Sheet
from handlers.sheets.values import SheetData, SheetLine, SheetPerson
from handlers.texts import sheets as texts

_TOTALS_COLUMNS = (
    Column(texts.NUMBER, Look.NUMBER, 6, 6),
    Column(texts.PRODUCT, Look.TEXT, 24, 44),
    Column(texts.VARIANT, Look.TEXT, 10, 20),
    Column(texts.QUANTITY, Look.QUANTITY, 10, 12),
    Column(texts.UNIT, Look.CENTRED, 8, 12),
    Column(texts.PRICE, Look.YUAN, 11, 18),
    Column(texts.AMOUNT, Look.YUAN, 12, 18),
)
_PEOPLE_COLUMNS = (
    Column(texts.NUMBER, Look.NUMBER, 6, 6),
    Column(texts.BUILDING, Look.TEXT, 8, 16),
    Column(texts.ADDRESS, Look.TEXT, 12, 22),
    Column(texts.WHO, Look.TEXT, 12, 22),
    Column(texts.ITEMS, Look.TEXT, 28, 46),
    Column(texts.DUE, Look.YUAN, 11, 18),
    Column(texts.PAID, Look.YUAN, 11, 18),
    Column(texts.OPEN, Look.YUAN, 11, 18),
    Column(texts.NOTE, Look.TEXT, 12, 30),
)
_CODE_COLUMN = Column(texts.CODE, Look.CENTRED, 10, 14)


def order_workbook(first: SheetData, *others: SheetData) -> bytes:
    """Return totals, people and buildings of one group's offer, or of several in sections."""
    groups = (first, *others)
    sheets = (_totals_sheet(groups), _people_sheet(groups), buildings_sheet(groups))
    return workbook(sheets, first.made_at, first.script)


def _totals_sheet(groups: tuple[SheetData, ...]) -> Sheet:
    rows: list[Row] = []
    for data in groups:
        if len(groups) > 1:
            rows += with_group_head(data, [])
        rows += [_total_row(number, line) for number, line in enumerate(data.totals, 1)]
        rows.append(_totals_sum(texts.TOTAL, data.totals))
    if len(groups) > 1:
        every = tuple(line for data in groups for line in data.totals)
        rows.append(_totals_sum(texts.ALL_GROUPS, every))
    return Sheet(
        texts.TOTALS,
        title_of(groups, texts.TOTALS),
        facts_of(groups),
        _TOTALS_COLUMNS,
        tuple(rows),
    )


def _total_row(number: int, line: SheetLine) -> Row:
    return Row((
        number,
        line.product,
        line.variant,
        line.quantity,
        line.unit,
        line.price_fen,
        line.fen,
    ))  # fmt: skip


def _totals_sum(name: str, lines: tuple[SheetLine, ...]) -> Row:
    fen = sum(line.fen for line in lines)
    return Row((None, name, None, None, None, None, fen), Kind.TOTAL)


def _people_sheet(groups: tuple[SheetData, ...]) -> Sheet:
    with_codes = any(person.code for data in groups for person in data.people)
    rows: list[Row] = []
    for data in groups:
        if len(groups) > 1:
            rows += with_group_head(data, [])
        rows += [_person_row(person, with_codes) for person in data.people]
        rows.append(_people_sum(texts.TOTAL, data.people, with_codes))
    if len(groups) > 1:
        every = tuple(person for data in groups for person in data.people)
        rows.append(_people_sum(texts.ALL_GROUPS, every, with_codes))
    return Sheet(
        texts.BY_PERSON,
        title_of(groups, texts.BY_PERSON),
        facts_of(groups),
        (*_PEOPLE_COLUMNS, _CODE_COLUMN) if with_codes else _PEOPLE_COLUMNS,
        tuple(rows),
        landscape=True,
        filtered=len(groups) == 1,
    )


def _person_row(person: SheetPerson, with_code: bool) -> Row:
    cells = (
        person.number,
        person.building,
        person.address,
        person.who,
        "\n".join(items_of(person.lines)),
        person.fen,
        person.paid_fen,
        person.open_fen,
        person.note,
    )
    return Row((*cells, person.code) if with_code else cells)


def _people_sum(name: str, people: tuple[SheetPerson, ...], with_code: bool) -> Row:
    due = sum(person.fen for person in people)
    paid = sum(person.paid_fen for person in people)
    cells = (None, None, None, name, None, due, paid, due - paid, None)
    return Row((*cells, None) if with_code else cells, Kind.TOTAL)
