"""What is told of a paste: the difference it made, what it lacks, what was not understood."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.booking import Taken
from handlers.changed_rows import (
    Difference,
    difference,
    full_name,
    refused_line,
    short_name_of,
    times_of,
)
from handlers.late_lines import clock_of, instant
from handlers.lists import book_names
from handlers.texts import orders as order_texts
from handlers.texts import pasting as texts
from handlers.work import Work
from rules.offers import OfferState
from solitaire.lacking import Lack, Seen, copies_seen, is_another, lacking
from solitaire.log import find_link
from solitaire.paste import read_paste
from solitaire.people import person_of_nick
from solitaire.values import MessageId, Question, QuestionCode
from solitaire.wording import has_news, idle_lines
from storage.books import Book, split_item
from storage.groups import Group
from storage.log import list_times

_MOST, _LACKING = 20, 6
"""How many rows are told one by one."""


async def report(
    work: Work, group: Group, book: Book, paste: MessageId, taken: Taken, late: Sequence[str]
) -> str:
    """All there is to say, the difference first."""
    made = Difference()
    if taken.before is not None and taken.after is not None:
        made = difference(taken.before, taken.after)
    lacks = lacking(book.chat, paste)
    told = await _lacks(work, group, book, paste, [one for one in lacks if not one.later])
    counts = texts.counted(len(made.new), len(made.changed), len(made.cancelled))
    first = [" ".join(part for part in (counts, *told[:1]) if part)] if counts or told else []
    said = [*first, *told[1:_LACKING]]
    if told[_LACKING:]:
        others = [short_name_of(book, one.row) for one in lacks if not one.later][_LACKING:]
        said.append(texts.lacks_more(list(dict.fromkeys(others))))
    if told:
        said.append(texts.how_to_take_off(short_name_of(book, lacks[0].row)))
    later = list(dict.fromkeys(short_name_of(book, one.row) for one in lacks if one.later))
    if later:
        said.append(texts.older(later))
    if not lacks and len(book.standing()) > len(made.lines) and is_another(book.chat, paste):
        said.append(texts.another_list())
    said += _made(made)
    said += [texts.not_booked(*pair) for pair in _refused(book, taken)]
    said += _unclear(book, paste, taken)
    if late:
        said.append(texts.late(late, person_of_nick(late[0].partition("：")[0]).name))
    if not said:
        said.append(_nothing(book, paste))
    if book.offer.state is OfferState.CLOSED and made.lines:
        said.insert(1, texts.after_cutoff())
    return "\n".join(said)


def _nothing(book: Book, paste: MessageId) -> str:
    link = find_link(book.chat.last, paste)
    read = read_paste(link.message.text) if link is not None else None
    if read is None or not read.spoken:
        empty = read is not None and read.layout is not None and not read.layout.entries
        return texts.nobody_yet() if empty else texts.nothing_new(listed=True)
    known = link is not None and not has_news(link)
    return texts.heard_before() if known else texts.nothing_new(listed=False)


def _made(made: Difference) -> list[str]:
    lines = made.lines
    more = [texts.more_rows(len(lines) - _MOST)] if len(lines) > _MOST else []
    return [*lines[:_MOST], *more]


async def _lacks(
    work: Work, group: Group, book: Book, paste: MessageId, lacks: Sequence[Lack]
) -> list[str]:
    """少了 3-1202 的草莓×2，是被 20:41 那份盖掉的, a line each."""
    if not lacks:
        return []
    heard = await list_times(work.session, group.id, book.offer.number)
    zone, told = work.zone_of(group), list[str]()
    newest = [one for one in copies_seen(book.chat) if one.message == paste][-1]
    for one in lacks:
        at = _when(one.by, heard, work.at, work, group)
        clock = clock_of(at, work.at, zone)
        poster = person_of_nick(one.by.poster).name if one.by.poster else ""
        copy = texts.by_copy(clock, poster, this=one.by == newest)
        who = short_name_of(book, one.row)
        told.append(texts.lacks(who, times_of(book, one.row, one.items), copy))
    return told


def _when(
    seen: Seen, heard: Mapping[str, datetime], now: datetime, work: Work, group: Group
) -> datetime:
    """When a copy was posted, as it says itself; else when it was pasted."""
    said = instant(seen.stamp, heard.get(seen.message, now), work.zone_of(group))
    return said or heard.get(seen.message, now)


def _refused(book: Book, taken: Taken) -> list[tuple[str, str]]:
    return [
        (
            full_name(book, r.wish.row) if r.wish.row in book.orders else _meant(book, r.wish.row),
            why,
        )
        for r in taken.refusals
        for why in [refused_line(book, r, named=False)]
    ]


def _meant(book: Book, row: str) -> str:
    known = [one for key, one in book.chat.state.rows.items() if key == row]
    one = known[0] if known else None
    if one is None:
        return ""
    return f"{one.address} {one.who}" if one.address not in {"", one.who} else one.who


def _unclear(book: Book, paste: MessageId, taken: Taken) -> list[str]:
    """Lines that were not understood, now or in an earlier paste; and what was taken off before."""
    questions = taken.reading.questions if taken.reading is not None else ()
    asked = {question.piece: _asks(book, question) for question in questions}
    refused = {refusal.wish.row for refusal in taken.refusals}
    doubtful, idle = idle_lines(book.chat, paste, refused)
    for line in doubtful:
        asked.setdefault(line, line)
    said = [texts.unclear(list(asked.values())), texts.how_to_clear_up()] if asked else []
    return [*said, texts.idle(idle)] if idle else said


def _asks(book: Book, question: Question) -> str:
    """The line, and what is to be found out about it."""
    names, choices, units = book_names(book), list[str](), set[str]()
    for item in question.choices:
        code, variant = split_item(item)
        choices.append(variant or names[code])
        units.add(book.products[code].unit)
    unit = units.pop() if len(units) == 1 else ""
    line = question.piece
    if question.code is QuestionCode.WHICH_PERSON:
        return texts.doubt(line, texts.two_of_them())
    return texts.doubt(line, order_texts.asks(question.code, "", choices, unit))
