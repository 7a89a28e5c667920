"""Paste mode: what a leader copied out of her group and sends the bot in private. The difference is
booked and told, and the list handed back, ready to be pasted."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.asking import which_group
from handlers.booking import take
from handlers.collecting import keep_book
from handlers.following import follow
from handlers.hearing import hear_own
from handlers.late_lines import without_late
from handlers.lists import part
from handlers.messages import ChatId, Edited, Recalled, Reply, ReplyKind, Said
from handlers.paste_report import report
from handlers.replies import TO_COPY, answer
from handlers.texts import lists as list_texts
from handlers.texts import pasting as texts
from handlers.unsaying import PASTE, forget_lists, heard_as, is_pasted, taken_back
from handlers.work import Call, Work
from rules.roles import Role, allows
from solitaire.fitting import is_paste
from solitaire.lacking import Seen, copies_seen
from solitaire.values import MessageId, RowKey
from solitaire.wording import written_list
from storage.books import Book
from storage.commands import find_last, mark_undone, note_command
from storage.groups import Group
from storage.states import GroupState

_LONGEST = 3_800
"""How long a list may be in one message (characters)."""


async def on_paste(work: Work, call: Call, unsure: Sequence[Group] = ()) -> Sequence[Reply] | None:
    """A 接龙 or a stretch of chat, pasted by the leader in private; None where it is none."""
    if not call.private or not call.states or not allows(Role.LEADER, call.role):
        return None
    text, books = call.event.text, [state.book for state in call.states]
    if not any(is_paste(text, book.chat.lexicon if book else None) for book in books):
        return None
    if unsure:
        return (which_group(call, unsure),)
    if call.state.book is None:
        return (answer(call, texts.no_offer(call.group.name)),)
    heard, late = without_late(text, call.state.book.offer, work.at, work.zone_of(call.group))
    return await _booked(work, call.state, replace(call.event, text=heard), late)


async def on_changed(
    work: Work, state: GroupState, event: Edited | Recalled
) -> Sequence[Reply] | None:
    """A paste that was edited or recalled; None for any other message."""
    book = state.book
    if book is None or not is_pasted(book, heard_as(event.chat, event.message)):
        return None
    last = await find_last(work.session, state.group.id, event.account)
    noted = last is not None and last.kind == PASTE and last.before["message"] == event.message
    if last is not None and noted:
        mark_undone(work.session, last, work.at)
    if isinstance(event, Recalled):
        return await taken_back(work, state, event)
    await keep_book(work, state.group.id, forget_lists(work, state.group, book, event))
    now = await work.state(state.group.id)
    heard, late = without_late(event.text, book.offer, work.at, work.zone_of(state.group))
    return await _booked(work, now or state, replace(event, text=heard), late)


async def _booked(
    work: Work, state: GroupState, event: Said | Edited, late: Sequence[str]
) -> Sequence[Reply]:
    """Book it, tell what became of it, hand the list back."""
    group, before = state.group, state.book
    taken = await take(work, state, event, pasted=True)
    now = await work.state(group.id)
    if taken.replies or before is None or now is None or now.book is None:
        return taken.replies
    followed = await follow(work, group, taken)
    now = await work.state(group.id) or now
    book = now.book or before
    paste = heard_as(event.chat, event.message)
    told = await report(work, group, book, paste, taken, late)
    parts = _to_copy(work, group, book, event.chat, paste)
    for one in parts:
        book = hear_own(work, group, book, one, paste)
    await keep_book(work, group.id, book)
    if taken.changed:
        _note(work, group, book, event)
    text = f"{told}\n\n{texts.to_copy()}" if parts else told
    reply = Reply(event.chat, text, ReplyKind.ANSWER, event.message, join="paste")
    return (reply, *parts, *followed)


def _note(work: Work, group: Group, book: Book, event: Said | Edited) -> None:
    before = {"chat": event.chat, "message": event.message}
    number, account = book.offer.number, event.account
    note_command(work.session, group.id, number, account, PASTE, before, book.seq, work)
    work.audit(group.id, account, "pasted", message=event.message)


def _to_copy(work: Work, group: Group, book: Book, chat: ChatId, paste: MessageId) -> list[Reply]:
    """The list as it stands, each entry as its author wrote it; a long one in parts."""
    if not book.standing():
        return []
    copies = copies_seen(book.chat)
    own = [one for one in copies if one.message == paste]
    newest = own[-1] if own else copies[-1] if copies else None
    lines, rows = [], []
    for number, written in enumerate(written_list(book.chat, newest), 1):
        row = written.row
        composed = row is not None and not written.text
        text = _composed(book, row) if composed and row is not None else written.text
        lines.append(f"{number}. {text}")
        rows.append(row if composed and row is not None else RowKey(""))
    return _parts(work, chat, _head(group, book, newest), lines, rows)


def _composed(book: Book, row: RowKey) -> str:
    """An order that was placed otherwise, as an entry."""
    order = book.orders[row]
    who = f"{order.address} {order.who}" if order.address not in {"", order.who} else order.who
    said = " ".join(str(part(book, line.item, line.quantity)) for line in book.lines_of(row))
    return f"{who} {said}（{order.note}）" if order.note else f"{who} {said}"


def _head(group: Group, book: Book, newest: Seen | None) -> str:
    """What stands above the entries: as it was pasted, else the offer's title."""
    if newest is None or not newest.layout.head:
        return texts.list_head([book.offer.title or list_texts.todays_title(group.name)])
    first = newest.layout.entries[0].partition("\n")[0] if newest.layout.entries else ""
    lines = newest.text.split("\n")
    ends = (place for place, line in enumerate(lines) if first and line.strip().endswith(first))
    return texts.list_head(lines[: next(ends, len(lines))])


def _parts(
    work: Work, chat: ChatId, head: str, lines: Sequence[str], rows: Sequence[RowKey]
) -> list[Reply]:
    """The list in messages of their own, cut between entries."""
    parts: list[tuple[str, list[RowKey]]] = [(f"{head}\n", [])]
    for line, row in zip(lines, rows, strict=True):
        text, held = parts[-1]
        if held and len(text) + len(line) > _LONGEST:
            parts.append((line, [row]))
        else:
            parts[-1] = (f"{text}\n{line}", [*held, row])
    return [
        Reply(
            chat,
            text,
            key=f"{work.cause}/list{place}",
            join=f"list{place}",
            topic=TO_COPY,
            entries=tuple(held),
        )
        for place, (text, held) in enumerate(parts)
    ]
