"""What a plain order does to the book, settled without the grammar.

Rules: orders/RULES.md 3 and 4.
"""

from collections.abc import Collection, Sequence

from solitaire.book import State, named_row, own_row, with_above, with_items, with_row
from solitaire.draft import Outcome, bare, with_heard
from solitaire.lexicon import Lexicon
from solitaire.normal import Folded, fold_name
from solitaire.notes import join_notes
from solitaire.numbered import has_numeral
from solitaire.people import Person, person_of_nick
from solitaire.plain import PlainItem, own_name_end
from solitaire.short import read_short
from solitaire.values import AccountId, Message, Row, Verdict


def called(state: State) -> Collection[str]:
    """What people are called in the book; and in the chat, where a quantity could be read in it."""
    return (*state.by_name, *(nick for nick in state.nicks if has_numeral(nick)))


def plainly(written: Folded, message: Message, lexicon: Lexicon, state: State) -> Outcome | None:
    """An order of names and quantities in the sender's own row, with a remark or none; None where
    it is anything else."""
    person = person_of_nick(message.nick)
    named_so = fold_name(person.name) in lexicon.terms  # 苹果，草莓2盒 may be both
    order = read_short(written, 0 if named_so else own_name_end(written.text, person), lexicon)
    if order is None or (order.rest and any(name in order.rest for name in called(state))):
        return None
    row = _whose(order.who, message, state)
    if row is None:
        return None
    changes = [item for item in order.items if item.changes]
    if changes and (
        len(order.items) > 1 or order.note or any(item.key not in row.items for item in changes)
    ):
        return None
    if any(item.again for item in order.items):
        said = bare(written.text)
        if order.who or said in state.said.get(message.sender, frozenset()):
            return None
        state = with_heard(state, message.sender, said)
    return _plain_order(order.items, order.note, row, message.sender, state)


def _whose(who: str, message: Message, state: State) -> Row | None:
    """The row that a plain order goes to, None where it is somebody's already."""
    if not who:
        return own_row(state, message.sender, message.nick)
    row = named_row(state, Person(who), message.sender)
    return row if row.placer == message.sender and row.account is None else None


def _plain_order(
    said: Sequence[PlainItem], note: str, row: Row, sender: AccountId, state: State
) -> Outcome:
    """Names and quantities only: each is set in the sender's row, or added."""
    items = dict(row.items)
    for item in said:
        items[item.key] = item.quantity + (items.get(item.key, 0) if item.adds or item.again else 0)
    new = with_items(row, items) if items != row.items else row
    if note:
        new = new._replace(note=join_notes(row.note, note))
    if new is not row or row.key not in state.rows:
        state = with_row(state, new)
    state = with_above(state, sender, row.key)
    touched = tuple(dict.fromkeys(item.key for item in said))
    return Outcome(state, Verdict.ORDER, (row.key,), items=touched)
