"""The running list once more, each entry as its author wrote it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from solitaire.acts import Act
from solitaire.chat import Chat
from solitaire.copies import entry_key
from solitaire.entries import read_entry
from solitaire.households import may_be_same
from solitaire.lacking import Seen, copies_seen
from solitaire.lexicon import Lexicon
from solitaire.log import Link
from solitaire.normal import fold_name, fold_text
from solitaire.paste import read_paste
from solitaire.pasting import unheard
from solitaire.people import person_of_nick
from solitaire.speech import read_speech
from solitaire.values import BOT, ItemKey, MessageId, Row, RowKey

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the list. ``row`` whose it is, None for a line that was not understood; ``text``
    as it was written, "" where it must be put in words, because the order was placed otherwise."""

    row: RowKey | None
    text: str


def written_list(chat: Chat, newest: Seen | None) -> tuple[Written, ...]:
    """What stands, in the order of the newest copy, then what that lacks. A line of it that was not
    understood stays where it is; one that was cancelled does not."""
    copies, words = copies_seen(chat), _said(chat)
    texts = {
        row.key: _from_copies(row, chat, copies) or _from_words(row, chat, words)
        for row in chat.book.values()
    }
    lines: list[Written] = []
    done: set[RowKey] = set()
    for body in newest.layout.entries if newest is not None else ():
        slot = chat.state.copies.slots.get(entry_key(body))
        if slot is None or not slot.items:
            lines += [] if _cancels(body, chat) else [Written(None, body)]
        elif body in texts.get(slot.row, ()):
            lines.append(Written(slot.row, body))
            texts[slot.row] = _without(texts[slot.row], body)
            done.add(slot.row)
        elif slot.row in texts and not _stand_in(newest, texts[slot.row], done, slot.row):
            lines += [Written(slot.row, one) for one in texts[slot.row] or ("",)]
            texts[slot.row] = ()
            done.add(slot.row)
    for row, bodies in texts.items():
        if bodies or row not in done:
            lines += [Written(row, body) for body in bodies or ("",)]
    return tuple(lines)


def _cancels(body: str, chat: Chat) -> bool:
    return read_entry(body, chat.lexicon, tuple(chat.state.by_name), None).cancels


def _stand_in(
    copy: Seen | None, bodies: Collection[str], done: Collection[RowKey], row: RowKey
) -> bool:
    """Whether a row's words stand elsewhere in the copy, or were said already."""
    listed = copy.layout.entries if copy is not None else ()
    return row in done or any(body in listed for body in bodies)


def _without(bodies: tuple[str, ...], body: str) -> tuple[str, ...]:
    place = bodies.index(body)
    return bodies[:place] + bodies[place + 1 :]


def _from_copies(row: Row, chat: Chat, copies: Iterable[Seen]) -> tuple[str, ...]:
    """The person's entries in the newest copy in which they come to what stands."""
    slots = chat.state.copies.slots
    for copy in reversed(tuple(copies)):
        bodies = {
            entry_key(body): body
            for body in copy.layout.entries
            if (slot := slots.get(entry_key(body))) is not None
            and slot.row == row.key
            and slot.items
            and not slot.withdrawn
        }
        if bodies and _sum(slots[key].items for key in bodies) == dict(row.items):
            return tuple(bodies.values())
    return ()


def _sum(parts: Iterable[Mapping[ItemKey, int]]) -> dict[ItemKey, int]:
    total: dict[ItemKey, int] = {}
    for part in parts:
        for item, quantity in part.items():
            total[item] = total.get(item, 0) + quantity
    return total


def _said(chat: Chat) -> list[tuple[str, str]]:
    """What was said in one line and may order something, by whom, the newest first."""
    said: list[tuple[str, str]] = []
    link: Link | None = chat.last
    while link is not None:
        message = link.message
        if not link.withdrawn and message.sender not in (BOT, chat.leader):
            said.append((message.nick, message.text))
        elif not link.withdrawn and message.pasted and (paste := read_paste(message.text)):
            said += [(one.speaker, one.text) for one in reversed(paste.spoken)]
        link = link.previous
    return [(nick, text) for nick, text in said if "\n" not in text and len(text) < _LONGEST]


def _from_words(row: Row, chat: Chat, words: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The person's own message, where it alone says all that stands."""
    for nick, text in words:
        person = person_of_nick(nick)
        if fold_name(person.name or person.household) != fold_name(row.who):
            continue
        if not may_be_same(fold_text(person.household), fold_text(row.address)):
            continue
        line = f"{nick} {text}"
        entry = read_entry(line, chat.lexicon, (fold_name(nick), fold_name(row.who)), None)
        plain = entry.items == dict(row.items) and not entry.questions
        if plain and not _changes(text, chat.lexicon):
            return (line,)
    return ()


def idle_lines(
    chat: Chat, paste: MessageId, refused: Collection[RowKey]
) -> tuple[list[str], list[str]]:
    """Lines of a pasted list that stand for nothing: those that are not understood, and those of
    people who have nothing of it in the book (cancelled, taken off or sold out before)."""
    doubtful: list[str] = []
    idle: list[str] = []
    copies = [one for one in copies_seen(chat) if one.message == paste]
    for body in copies[-1].layout.entries if copies else ():
        slot = chat.state.copies.slots.get(entry_key(body))
        if slot is None or not slot.items:
            entry = read_entry(body, chat.lexicon, tuple(chat.state.by_name), None)
            empty = entry.bare and bool(entry.person.name or entry.person.household)
            if entry.questions or empty or entry.copies or (entry.items and not entry.price):
                doubtful.append(body)
        elif slot.row not in refused and slot.row in chat.state.rows:
            held = chat.state.rows[slot.row].items
            idle += [] if any(item in held for item in slot.items) else [body]
    return doubtful, idle


def has_news(link: Link) -> bool:
    """Whether a pasted stretch held anything that was not heard before it."""
    paste = read_paste(link.message.text)
    spoken = paste.spoken if paste is not None else ()
    return any(unheard(link.previous, spoken, link.before, link.message))


def _changes(text: str, lexicon: Lexicon) -> bool:
    """Whether a message changes what was there (再加1盒): no entry of a list."""
    clauses = read_speech(text, lexicon).clauses
    return any(order.change or order.act is not Act.SET for c in clauses for order in c.orders)
