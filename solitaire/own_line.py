"""A copy of the running list with one line more, the sender's first and a plain one: most lists of
an evening. What is settled here is what ``lists`` settles; a property test holds the two together.

Rules: orders/RULES.md 5.
"""

from solitaire.book import State, own_key, with_above, with_items, with_row
from solitaire.copies import Copies, Slot, entry_key, with_copy
from solitaire.draft import Outcome
from solitaire.layout import Layout
from solitaire.lexicon import Lexicon
from solitaire.normal import fold_name
from solitaire.short import read_short_entry
from solitaire.values import Message, Row, Verdict


def hear_own_line(
    longer: Layout, message: Message, lexicon: Lexicon, state: State
) -> Outcome | None:
    """The outcome, None where it is anything else."""
    sender, copies = message.sender, state.copies
    key = own_key(sender)
    if len(longer.entries) != 1 or copies.labels or key in state.rows or sender in state.mine:
        return None
    if sender in state.pending:
        return None
    body = longer.entries[0]
    entry = read_short_entry(body, message.nick, lexicon)
    if entry is None or fold_name(entry.person.name) in state.by_name:
        return None
    who, home = entry.person.name, entry.person.household
    row = with_items(Row(key, sender, sender, who, home, {}, entry.note), entry.items)
    line = entry_key(body)
    slots = {**copies.slots, line: Slot(key, entry.items, sender, len(copies.slots), entry.note)}
    recent = with_copy(copies.recent, (*longer.before, line), longer.head, message.text)
    state = with_above(with_row(state, row), sender, key)
    state = state._replace(copies=Copies(slots, recent, opened=True))
    return Outcome(state, Verdict.ORDER, (key,), items=tuple(entry.items))
