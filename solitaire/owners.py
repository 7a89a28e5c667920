"""Whose an entry is, and who a sender becomes by it.

Rules: orders/RULES.md 2, 5 and 8 (people).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from solitaire.answers import Gap
from solitaire.book import (
    State,
    find_named,
    is_called,
    is_own,
    is_shared,
    named_row,
    own_key,
    own_row,
    with_row,
)
from solitaire.copies import Slot
from solitaire.draft import Scene
from solitaire.households import household_steps
from solitaire.normal import fold_name, fold_text
from solitaire.people import Person, person_of_nick
from solitaire.values import ItemKey, Question, Row, RowKey


@dataclass(slots=True)
class ListDraft:
    """What has been settled so far of a list. ``base`` is the copy it was made from, ``held`` the
    same as a set, ``gone`` what stands in that and not in this; ``labelled`` the rows of entries
    that only their place tells apart, ``names`` what people are called, once that was asked,
    ``gaps`` the questions that a bare answer may fill."""

    state: State
    keys: tuple[str, ...]
    base: tuple[str, ...]
    slots: dict[str, Slot]
    held: frozenset[str] = frozenset()
    gone: tuple[str, ...] = ()
    rows: list[RowKey] = field(default_factory=list[RowKey])
    items: list[ItemKey] = field(default_factory=list[ItemKey])
    questions: list[Question] = field(default_factory=list[Question])
    gaps: list[Gap] = field(default_factory=list[Gap])
    replaced: set[str] = field(default_factory=set[str])
    own_new: int = 0
    others_new: list[RowKey] = field(default_factory=list[RowKey])
    labelled: dict[str, RowKey] = field(default_factory=dict[str, RowKey])
    names: frozenset[str] = frozenset()


def row_of(person: Person, place: int, scene: Scene, draft: ListDraft) -> Row:
    """orders/RULES.md 2 and 8: whose entry it is."""
    sender, nick = scene.message.sender, scene.message.nick
    state = draft.state
    labelled = _labelled(place, draft)
    if labelled is not None:
        return labelled
    if not person.name and not person.household:
        owner = _nameless_owner(place, draft)
        return owner if owner is not None else own_row(state, sender, nick)
    me = person_of_nick(nick)
    if person.name and fold_name(person.name) in (fold_name(me.name), fold_name(nick)):
        own = mine = own_row(state, sender, nick)
        if fold_name(own.who) != fold_name(person.name) and own.key != own_key(sender):
            own = Row(own_key(sender), sender, sender, me.name, me.household, {})
        if is_called(mine, person, nick):
            if own.address or not person.household:
                return own
            return own._replace(address=person.household)
    elif is_own(state, person, sender, nick):
        return own_row(state, sender, nick)
    found = _masked(person, state) or _renamed(person, scene, draft)
    return found if found is not None else named_row(state, person, sender)


def is_either(person: Person, place: int, scene: Scene, draft: ListDraft) -> bool:
    """Whether an entry's name is that of two people of the book, neither of them the sender."""
    if _labelled(place, draft) is not None or not is_shared(
        draft.state, person, scene.message.sender
    ):
        return False
    return not is_own(draft.state, person, scene.message.sender, scene.message.nick)


def _labelled(place: int, draft: ListDraft) -> Row | None:
    key = draft.labelled.get(draft.keys[place]) if place < len(draft.keys) else None
    return draft.state.rows.get(key) if key is not None else None


def _masked(person: Person, state: State) -> Row | None:
    """3-5** 张姐, as the bot's own lists show people."""
    return find_named(state, person) if "*" in person.household else None


def _renamed(person: Person, scene: Scene, draft: ListDraft) -> Row | None:
    """In what is pasted a household stays the same under another name: 3-1202 草莓2 was there, now
    there is 3-1202 张姐 草莓3."""
    if not scene.message.pasted or find_named(draft.state, person) is not None:
        return None
    gone = {draft.slots[k].row for k in draft.gone if k not in draft.replaced and k in draft.slots}
    found = at_home(person, draft.state, gone)
    return found._replace(who=person.name or found.who) if found is not None else None


def at_home(person: Person, state: State, others: Collection[RowKey] = ()) -> Row | None:
    """The only row of a whole household that has no name yet, or is one of these."""
    home = household_steps(fold_text(person.household))
    if len(home) < 2:
        return None
    fits = [
        row
        for row in state.rows.values()
        if household_steps(fold_text(row.address)) == home
        and (row.key in others or (row.who == row.address and row.items))
    ]
    return fits[0] if len(fits) == 1 else None


def as_lines(questions: Sequence[Question], line: str) -> list[Question]:
    """The questions about a line, each with the whole of it."""
    return [replace(question, piece=line) for question in questions]


def _nameless_owner(place: int, draft: ListDraft) -> Row | None:
    """A nameless entry in the place of one that is gone is that one, changed."""
    gone = [k for k in draft.gone if k not in draft.replaced]
    if place < len(draft.base) and draft.base[place] in gone:
        return draft.state.rows.get(draft.slots[draft.base[place]].row)
    return None


def bind(scene: Scene, draft: ListDraft) -> None:
    """orders/RULES.md 8: a sender whose list name is not the nickname and who has no other row is
    that person from then on."""
    sender = scene.message.sender
    if len(draft.others_new) != 1 or draft.own_new or sender == scene.leader:
        return
    key = draft.others_new[0]
    placed = [
        r
        for r in draft.state.rows.values()
        if r.key != key and sender in (r.placer, r.account) and r.items
    ]
    row = draft.state.rows[key]
    if placed or draft.state.nicks.get(fold_name(row.who), sender) != sender:
        return
    state = with_row(draft.state, row._replace(account=sender))
    draft.state = state._replace(mine={**state.mine, sender: key})
