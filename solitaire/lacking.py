"""What a pasted list lacks: entries that stood in an earlier copy, and which copy first left them
out. Nothing is taken away for that; the leader is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solitaire.chat import Chat
from solitaire.copies import Slot, entry_key
from solitaire.layout import Layout, find_layout
from solitaire.log import Link
from solitaire.paste import read_paste
from solitaire.pasting import list_in
from solitaire.stamps import UNKNOWN, Stamp
from solitaire.values import BOT, ItemKey, Message, MessageId, RowKey

_FEW = 3
"""Of so many entries all may be left out at once; of more, the list is another one."""
_CUT = range(3_900, 4_097)
"""How long a text is that a platform has cut, so that its rest comes in another message."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A copy of the running list: the message it came with, who posted it ("" for whoever it was
    that the leader copied from), when, as far as that is written, and its entries."""

    message: MessageId
    poster: str
    stamp: Stamp
    layout: Layout
    text: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The entries without blanks."""
        return tuple(map(entry_key, self.layout.entries))


@dataclass(frozen=True, slots=True)
class Lack:
    """What of a person's order a list lacks. ``by`` is the copy that first lacked it; ``later``
    says that it was added after the copy that the list was made from."""

    row: RowKey
    items: tuple[ItemKey, ...]
    by: Seen
    later: bool


def copies_seen(chat: Chat) -> tuple[Seen, ...]:
    """All copies that people made of the list, the oldest first; recalled ones do not count, nor do
    lists of other things."""
    seen: list[Seen] = []
    link = chat.last
    while link is not None:
        seen += [] if link.withdrawn else reversed(_copies(link))
        link = link.previous
    slots = chat.state.copies.slots
    return tuple(
        copy
        for copy in reversed(seen)
        if any(key in slots and slots[key].items for key in copy.keys)
    )


def _copies(link: Link) -> list[Seen]:
    message = link.message
    if message.sender == BOT or "\n" not in message.text:
        return []
    if not message.pasted:
        layout = find_layout(message.text, running=True)
        plain = layout is not None and not layout.lone and len(layout.entries) > 0
        return [_seen(message, message.nick, layout, message.text)] if layout and plain else []
    paste = read_paste(message.text)
    if paste is None:
        return []
    if paste.layout is not None:
        return [] if paste.rest else [_seen(message, "", paste.layout, message.text)]
    return [
        _seen(message, one.speaker, layout, one.text, one.stamp)
        for one in paste.spoken
        if (layout := list_in(one.text)) is not None
    ]


def _seen(message: Message, poster: str, layout: Layout, text: str, stamp: Stamp = UNKNOWN) -> Seen:
    return Seen(message.id, poster, stamp, layout, text)


def lacking(chat: Chat, message: MessageId) -> tuple[Lack, ...]:
    """What the last list of a pasted message lacks of what stands, in the order of the book."""
    copies = copies_seen(chat)
    here = max((place for place, one in enumerate(copies) if one.message == message), default=-1)
    if here < 1 or len(copies[here].text) in _CUT:
        return ()
    copies = (*_forward(copies[:here]), copies[here])
    slots = chat.state.copies.slots
    base = _base(copies)
    found: list[Lack] = []
    for key, row in chat.book.items():
        left, lost = _traced(key, copies, slots)
        held = {item for entry in left for item in slots[entry].items}
        for entry, at in lost.items():
            mine = slots[entry].items if left else row.items
            items = tuple(i for i in mine if i in row.items and i not in held)
            if items:
                first = next(n for n, copy in enumerate(copies) if entry in copy.keys)
                found.append(Lack(key, items, copies[at], later=first > base))
                held.update(items)
    return () if len(found) > _FEW and _is_another(copies) else tuple(found)


def is_another(chat: Chat, message: MessageId) -> bool:
    """Whether a pasted list has nothing in common with those before it: that of another offer, or
    begun anew."""
    copies = copies_seen(chat)
    here = [place for place, one in enumerate(copies) if one.message == message]
    return bool(here) and here[-1] > 0 and _is_another(copies[: here[-1] + 1])


def _is_another(copies: Sequence[Seen]) -> bool:
    before = {key for copy in copies[:-1] for key in copy.keys}
    return not before.intersection(copies[-1].keys)


def _forward(copies: Sequence[Seen]) -> list[Seen]:
    """The copies without those that are an older one once more: they leave nothing out."""
    kept: list[Seen] = []
    for copy in copies:
        keys = set(copy.keys)
        if not any(set(old.keys) == keys for old in kept[:-1]):
            kept.append(copy)
    return kept


def _base(copies: Sequence[Seen]) -> int:
    """The place of the copy that the last one was made from: it shares the most entries, then
    lacks the fewest, then is the latest."""
    have = set(copies[-1].keys)

    def likeness(place: int) -> tuple[int, int, int]:
        keys = copies[place].keys
        common = len(have.intersection(keys))
        return common, common - len(keys), place

    return max(range(len(copies) - 1), key=likeness)


def _traced(
    row: RowKey, copies: Sequence[Seen], slots: Mapping[str, Slot]
) -> tuple[set[str], dict[str, int]]:
    """The person's entries that the last copy holds, and those that were left out, with the place
    of the copy that first did. An entry in whose place another came is neither."""
    left: list[str] = []
    lost: dict[str, int] = {}
    for place, copy in enumerate(copies):
        now = [key for key in copy.keys if _is_of(slots.get(key), row)]
        fresh = sum(key not in left and key not in lost for key in now)
        gone = [key for key in left if key not in now]
        lost |= dict.fromkeys(gone[fresh:], place)
        lost = {key: at for key, at in lost.items() if key not in now}
        left = now
    return set(left), lost


def _is_of(slot: Slot | None, row: RowKey) -> bool:
    return slot is not None and slot.row == row and bool(slot.items) and not slot.withdrawn
