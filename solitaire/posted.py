"""A list that the bot itself posts, as the copy that others continue.

Rules: orders/RULES.md 5.
"""

from solitaire.book import State
from solitaire.copies import Copies, Slot, labels_of, numbered_keys, with_copy
from solitaire.layout import find_layout
from solitaire.values import Message


def hear_posted(message: Message, state: State) -> State:
    """A list that the bot posts is a copy like others: its entries are the rows as they stand,
    whatever is masked in them, so a resident's copy says nothing of those left alone."""
    layout = find_layout(message.text, running=True)
    if layout is None:
        return state
    slots = dict(state.copies.slots)
    labels = labels_of(layout.entries, message.entries)
    keyed = numbered_keys(layout.entries, labels)
    keys: list[str] = []
    for (entry, _), key in zip(keyed, message.entries, strict=False):
        row, known = state.rows.get(key), slots.get(entry)
        if row is not None:
            keys.append(entry)
            if known is not None and known.row == key and known.items and not known.withdrawn:
                continue
            slots[entry] = Slot(key, row.items, message.sender, len(slots), row.note)
    recent = with_copy(state.copies.recent, tuple(keys), layout.head, message.text)
    return state._replace(copies=Copies(slots, recent, opened=True, labels=labels))
