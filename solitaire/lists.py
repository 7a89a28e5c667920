"""A list that somebody posts, against the copy it was made from and the book.

What the sender did not touch says nothing; what is new, changed or dropped counts where the
sender may do so. Rules: orders/RULES.md 5 and 8 (lists).
"""

from collections.abc import Mapping
from functools import lru_cache

from solitaire.answers import Gap
from solitaire.book import (
    State,
    may_change,
    own_key,
    own_row,
    with_above,
    with_items,
    with_row,
)
from solitaire.changes import Hint
from solitaire.copies import Copies, Slot, base_of, numbered_keys, with_copy
from solitaire.draft import Outcome, Scene, with_pending
from solitaire.entries import Entry, read_entry
from solitaire.layout import Layout
from solitaire.lexicon import Lexicon
from solitaire.normal import fold_name
from solitaire.notes import join_notes
from solitaire.owners import ListDraft, as_lines, bind, is_either, row_of
from solitaire.people import person_of_nick
from solitaire.short import read_short_entry
from solitaire.speech import read_speech
from solitaire.values import ItemKey, Question, QuestionCode, Row, RowKey, Verdict


def hear_list(layout: Layout, scene: Scene, state: State, *, withdrawn: bool = False) -> Outcome:
    """Works a posted list into the book. ``withdrawn`` for a copy that was recalled or edited
    away: it is remembered as a copy and changes nothing."""
    keyed = numbered_keys(layout.entries, {} if layout.lone else state.copies.labels)
    bodies = {key: body for (key, _), body in zip(keyed, layout.entries, strict=True)}
    fresh = tuple(key for key in bodies if key)
    draft = _begin(layout, fresh, state)
    draft.labelled.update((key, row) for key, row in keyed if row is not None)
    known = state.copies.slots
    for place, key in enumerate(fresh, len(layout.before)):
        if layout.lone or _is_new(key, known, draft, scene):
            entry, asked = _entry(bodies[key], layout, scene, state, draft), len(draft.questions)
            _new_entry(key, place, entry, layout, scene, draft, withdrawn=withdrawn)
            if scene.message.pasted:  # nobody is there to answer: the whole line is kept
                draft.questions[asked:] = as_lines(draft.questions[asked:], bodies[key])
    if not withdrawn and draft.gone and not scene.message.pasted:
        _dropped(scene, draft)
    bind(scene, draft)
    return _close(layout, scene, state, draft)


def _entry(body: str, layout: Layout, scene: Scene, before: State, draft: ListDraft) -> Entry:
    short = read_short_entry(body, scene.message.nick, scene.lexicon)
    if short is not None:
        return short
    draft.names = draft.names or names_of(before, scene)
    return read_entry(body, scene.lexicon, draft.names, head_hint(layout.head, scene.lexicon))


def _begin(layout: Layout, fresh: tuple[str, ...], state: State) -> ListDraft:
    if layout.before:
        base, keys = layout.before, (*layout.before, *fresh)
        return ListDraft(state, keys, base, dict(state.copies.slots))
    base = () if layout.lone else base_of(state.copies, fresh)
    have = frozenset(fresh)
    gone = tuple(key for key in base if key not in have)
    return ListDraft(state, fresh, base, dict(state.copies.slots), frozenset(base), gone)


def names_of(state: State, scene: Scene) -> frozenset[str]:
    """The folded names that an entry may begin with."""
    nick = scene.message.nick
    own = own_row(state, scene.message.sender, nick)
    mine = (fold_name(nick), fold_name(person_of_nick(nick).name), fold_name(own.who))
    return frozenset(name for name in (*state.by_name, *mine) if name)


@lru_cache(maxsize=1_024)
def head_hint(head: tuple[str, ...], lexicon: Lexicon) -> Hint | None:
    """The goods of a bare number: the only product, or the one the head means."""
    if lexicon.only is not None:
        return Hint((lexicon.only,))
    codes: set[tuple[str, ...]] = set()
    for line in head:
        codes |= {m.codes for c in read_speech(line, lexicon).clauses for m in c.topics}
    found = {code for group in codes for code in group}
    return Hint(tuple(found)) if len(found) == 1 else None


def _is_new(key: str, known: Mapping[str, Slot], draft: ListDraft, scene: Scene) -> bool:
    """Whether the sender says something with this entry: it was never posted, or it is an older
    wording of an entry that the sender may change and that the copy at hand had otherwise."""
    slot = known.get(key)
    if slot is None:
        return True
    row = draft.state.rows.get(slot.row)
    sender = scene.message.sender
    if slot.withdrawn:
        return slot.poster == sender
    if key in draft.held or row is None or not _may(row, scene):
        return False
    if scene.message.pasted and not any(item in row.items for item in slot.items):
        return True
    return any(other in known and known[other].row == slot.row for other in draft.gone)


def _new_entry(
    key: str,
    place: int,
    entry: Entry,
    layout: Layout,
    scene: Scene,
    draft: ListDraft,
    *,
    withdrawn: bool,
) -> None:
    """An entry that says something: finds its row, what it stands in place of, and applies it."""
    opening = scene.message.sender == scene.leader and not draft.state.copies.opened
    nobody = not entry.person.name and not entry.person.household
    opening = opening or (scene.message.pasted and scene.by_leader)
    if entry.price or (nobody and opening) or (nobody and entry.bare):
        draft.slots[key] = Slot(own_key(scene.leader), {}, scene.message.sender, len(draft.slots))
        if scene.message.pasted and (entry.items or entry.copies) and not withdrawn:
            draft.questions.append(Question(QuestionCode.WHOSE, key))
        return
    if is_either(entry.person, place, scene, draft):
        name = entry.person.name or entry.person.household
        draft.questions.append(Question(QuestionCode.WHICH_PERSON, name))
        return
    row = row_of(entry.person, place, scene, draft)
    old = _replaced(row, draft)
    if not old and place and _may(row, scene):
        old = _reworded(row, place, draft)
    entry = _copied(entry, place, draft)
    slot = Slot(row.key, entry.items, scene.message.sender, len(draft.slots), entry.note, withdrawn)
    if old:
        slot = slot._replace(at=min(draft.slots[o].at for o in old))
    draft.slots[key] = slot
    draft.replaced.update(old)
    if withdrawn:
        return
    _apply(key, row, entry, old, scene, draft)
    if entry.proxy:
        draft.others_new = [other for other in draft.others_new if other != row.key]


def _may(row: Row, scene: Scene) -> bool:
    """Whether the list may change a row: a leader answers for what she pastes."""
    return scene.message.pasted or may_change(row, scene.message.sender, scene.leader)


def _replaced(row: Row, draft: ListDraft) -> list[str]:
    """The entries of the same person in the copy at hand that are gone from this list."""
    gone = [k for k in draft.gone if k not in draft.replaced and k in draft.slots]
    return [k for k in gone if draft.slots[k].row == row.key][:1]


def _reworded(row: Row, place: int, draft: ListDraft) -> list[str]:
    """The entry of the same person that stood at this place, below the same others, in an earlier
    copy: who changes the last entry of a list gives a text that looks like another's copy."""
    for copy in reversed(draft.state.copies.recent):
        key = copy.keys[place] if place < len(copy.keys) else None
        if key is None or key in draft.keys or key in draft.replaced:
            continue
        slot = draft.slots.get(key)
        if slot is None or slot.row != row.key or slot.withdrawn:
            continue
        if copy.keys[:place] == draft.keys[:place]:
            return [key]
    return []


def _copied(entry: Entry, place: int, draft: ListDraft) -> Entry:
    """同上 in a list is the entry above in that copy."""
    if not entry.copies or place == 0:
        return entry
    above = draft.slots.get(draft.keys[place - 1])
    return entry._replace(
        items={**(above.items if above else {}), **entry.items}, copies=False, bare=False
    )


def _apply(
    key: str, row: Row, entry: Entry, old: list[str], scene: Scene, draft: ListDraft
) -> None:
    if not _may(row, scene):
        if old or any(row.items.get(item) != value for item, value in entry.items.items()):
            draft.questions.append(Question(QuestionCode.NOT_YOURS, key))
        return
    draft.questions.extend(entry.questions)
    draft.gaps.extend(Gap(row, question) for question in entry.questions)
    if entry.bare and not entry.questions and not old:
        draft.questions.append(Question(QuestionCode.WHICH_PRODUCT, key))
        return
    before: dict[ItemKey, int] = {}
    for gone in old:
        before |= draft.slots[gone].items
    now = _amended(row, entry, before, _others(key, row.key, draft))
    note = join_notes(without(row.note, [draft.slots[o].note for o in old]), entry.note)
    if entry.items or entry.cancels or before:
        row = row if note == row.note else row._replace(note=note)
        write_row(row, now, list(entry.items), scene, draft)


def _amended(
    row: Row, entry: Entry, before: Mapping[ItemKey, int], others: Mapping[ItemKey, int]
) -> dict[ItemKey, int]:
    """The row's items after an entry. What it says as ``before`` says nothing; ``others`` are the
    same person's other entries of the list, which add up with it."""
    now = dict(row.items)
    if entry.cancels:
        now = {item: value for item, value in now.items() if item in others}
    for item in before:
        if item not in entry.items and not entry.questions:
            now[item] = others.get(item, 0)
    for item, value in entry.items.items():
        if before.get(item) != value or item not in now:
            now[item] = value + others.get(item, 0)
    return now


def without(note: str, gone: list[str]) -> str:
    """A note without the parts of others."""
    parts = {part for old in gone for part in old.split("，")}
    return "，".join(part for part in note.split("，") if part not in parts)


def _others(key: str, row: RowKey, draft: ListDraft) -> dict[ItemKey, int]:
    """What other entries of this list give the same person: the same name twice adds up."""
    found: dict[ItemKey, int] = {}
    if row not in draft.state.rows:
        return found
    for other in draft.keys:
        slot = draft.slots.get(other)
        if other == key or slot is None or slot.row != row or slot.withdrawn:
            continue
        for item, value in slot.items.items():
            found[item] = found.get(item, 0) + value
    return found


def write_row(
    row: Row, items: Mapping[ItemKey, int], touched: list[ItemKey], scene: Scene, draft: ListDraft
) -> None:
    """Gives a row these items, and counts whose it is."""
    fresh = row.key not in draft.state.rows or not draft.state.rows[row.key].items
    row = with_items(row, items)
    if not row.items and row.note:
        row = row._replace(note="")
    draft.state = with_row(draft.state, row)
    draft.rows.append(row.key)
    draft.items.extend(touched)
    if row.account == scene.message.sender or row.key == own_key(scene.message.sender):
        draft.own_new += 1
    elif fresh and row.account is None and row.placer == scene.message.sender:
        draft.others_new.append(row.key)


def _dropped(scene: Scene, draft: ListDraft) -> None:
    """An owner drops an entry by a copy that also holds something later than it."""
    seen = draft.held.intersection(draft.keys, draft.slots)
    latest = max((draft.slots[k].at for k in seen), default=-1)
    for key in draft.gone:
        slot = draft.slots.get(key)
        if key in draft.replaced or slot is None or slot.withdrawn or slot.at > latest:
            continue
        row = draft.state.rows.get(slot.row)
        if row is None or not may_change(row, scene.message.sender, scene.leader):
            continue
        others = _others(key, row.key, draft)
        items = {k: v if k not in slot.items else others.get(k, 0) for k, v in row.items.items()}
        if items != row.items:
            write_row(row, items, list(slot.items), scene, draft)


def _close(layout: Layout, scene: Scene, before: State, draft: ListDraft) -> Outcome:
    recent = before.copies.recent
    if not layout.lone and draft.keys:
        recent = with_copy(recent, draft.keys, layout.head, scene.message.text)
    elif layout.lone and draft.keys:
        last = recent[-1].keys if recent else ()
        recent = with_copy(recent, (*last, *(k for k in draft.keys if k not in last)), (), "")
    copies = Copies(draft.slots, recent, opened=True, labels=before.copies.labels)
    state = with_pending(draft.state._replace(copies=copies), scene, tuple(draft.gaps))
    applied = bool(draft.rows)
    if applied:
        state = with_above(state, scene.message.sender, draft.rows[0])
    if applied:
        verdict = Verdict.PARTIAL if draft.questions else Verdict.ORDER
    else:
        verdict = Verdict.ASK if draft.questions else Verdict.CHATTER
    rows = tuple(dict.fromkeys(draft.rows))
    return Outcome(
        state, verdict, rows, tuple(draft.questions), (), tuple(dict.fromkeys(draft.items))
    )
