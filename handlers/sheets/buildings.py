"""Orders gathered by building, to be packed and carried: a block a building, kept on one page."""

from itertools import groupby

from handlers.sheets.cells import natural
from handlers.sheets.head import facts_of, items_of, summed, title_of, with_group_head
from handlers.sheets.layout import Column, Kind, Look, Row, Sheet
from handlers.sheets.values import SheetData, SheetPerson
from handlers.texts import sheets as texts

# As wide together as A4 upright: this sheet is not scaled, or its page breaks would not count.
_COLUMNS = (
    Column(texts.DONE, Look.CENTRED, 4, 4),
    Column(texts.ADDRESS, Look.TEXT, 13, 13),
    Column(texts.WHO, Look.TEXT, 13, 13),
    Column(texts.ITEMS, Look.TEXT, 34, 34),
    Column(texts.OPEN, Look.CENTRED, 11, 11),
    Column(texts.NOTE, Look.TEXT, 15, 15),
)


def buildings_sheet(groups: tuple[SheetData, ...]) -> Sheet:
    """Return the sheet of one group's buildings, or of several groups in sections."""
    rows: list[Row] = []
    for data in groups:
        people = sorted(data.people, key=_place)
        blocks = [
            row
            for building, members in groupby(people, lambda person: person.building)
            for row in _building(building, list(members))
        ]
        rows += with_group_head(data, blocks) if len(groups) > 1 else blocks
    return Sheet(
        texts.BY_BUILDING,
        title_of(groups, texts.BY_BUILDING),
        facts_of(groups),
        _COLUMNS,
        tuple(rows),
        whole_blocks=True,
    )


def _place(person: SheetPerson) -> tuple[object, ...]:
    return natural(person.building), person.building, natural(person.address), person.number


def _building(building: str, people: list[SheetPerson]) -> list[Row]:
    lines = summed(line for person in people for line in person.lines)
    return [
        Row((texts.building_head(building, len(people)),), Kind.SECTION, opens=True),
        *map(_person, people),
        Row((texts.building_total(items_of(lines)),), Kind.NOTE),
    ]


def _person(person: SheetPerson) -> Row:
    return Row((
        texts.TICK_BOX,
        person.address,
        person.who,
        "\n".join(items_of(person.lines)),
        texts.to_collect(person.open_fen),
        person.note,
    ))  # fmt: skip
