"""A 接龙 whose entries come with their authors and times, worked into the book.

Each entry is its author's whatever name is written in it; another's name is an order that the
author placed for that name. What an author's entries gave before is held against what they give
now, so that it may be changed, and in its author's own copy dropped. Another's copy that lacks
an entry, or still shows how it read once, is only old. Rules: orders/RULES.md 2 and 5.
"""

from collections.abc import Mapping, Sequence

from solitaire.answers import Gap
from solitaire.book import Authored, State, may_change, own_key, with_above, with_items
from solitaire.copies import Copies, Slot, entry_key, with_copy
from solitaire.draft import Outcome, Scene, with_pending
from solitaire.entries import Entry, read_entry
from solitaire.layout import Layout, find_layout
from solitaire.lexicon import Lexicon
from solitaire.list_kinds import is_of_orders
from solitaire.lists import head_hint, names_of, without, write_row
from solitaire.native_news import Said, news_of
from solitaire.normal import fold_name
from solitaire.notes import join_notes
from solitaire.owners import ListDraft, as_lines, bind, is_either, row_of
from solitaire.people import person_of_nick
from solitaire.values import (
    AccountId,
    ItemKey,
    Message,
    NativeEntry,
    Question,
    QuestionCode,
    Row,
    RowKey,
    Verdict,
)

_NOTHING: Mapping[ItemKey, int] = {}


def hear_native(
    message: Message, lexicon: Lexicon, leader: AccountId, state: State, *, withdrawn: bool = False
) -> Outcome:
    """A list of which the platform tells the authors. ``withdrawn`` for one that was recalled: what
    its sender had put into it stays undone though others' copies still show it."""
    state = _with_nicks(state, message)
    scene = Scene(lexicon, leader, message)
    found = find_layout(message.text, running=True)
    layout = Layout(found.head if found else (), tuple(entry.text for entry in message.native))
    if not state.native and not is_of_orders(layout, scene, state):
        return Outcome(state, Verdict.CHATTER)
    if withdrawn:
        return Outcome(_undone(message, state), Verdict.CHATTER)
    whole = ListDraft(state, (), (), {})
    for said in news_of(layout, scene, state):
        _hear_author(said, layout, scene, whole)
    return _close(layout, scene, whole)


def _with_nicks(state: State, message: Message) -> State:
    nicks = {
        name: entry.author
        for entry in message.native
        if (name := fold_name(person_of_nick(entry.nick).name)) and name not in state.nicks
    }
    return state._replace(nicks={**state.nicks, **nicks}) if nicks else state


def _undone(message: Message, state: State) -> State:
    known = state.native.get(message.sender, Authored())
    mine = {(e.at, e.text) for e in message.native if e.author == message.sender}
    once = mine - set(known.stand)
    known = known._replace(once=known.once | once)
    slots = dict(state.copies.slots)
    for _, text in once:  # nor does a hand-made copy bring it back
        slot = Slot(own_key(message.sender), {}, message.sender, len(slots), withdrawn=True)
        slots.setdefault(entry_key(text), slot)
    copies = state.copies._replace(slots=slots)
    return state._replace(native={**state.native, message.sender: known}, copies=copies)


def _hear_author(said: Said, layout: Layout, scene: Scene, whole: ListDraft) -> None:
    """One author's entries, as if the author had sent the list."""
    nick = _nick_of(said, scene.message, whole.state) or _first_name(said, layout, scene, whole)
    alone = Message(scene.message.id, said.author, nick, scene.message.text)
    own = scene._replace(message=alone)
    draft = ListDraft(whole.state, (), (), whole.slots)
    gives: dict[RowKey, dict[ItemKey, int]] = {}
    notes: dict[RowKey, str] = {}
    rows: dict[RowKey, Row] = {}
    heard: set[str] = set()
    for entry in said.stands:
        if entry_key(entry.text) in heard:  # word for word the same counts once
            continue
        heard.add(entry_key(entry.text))
        read = _read(entry, layout, own, scene.message.native, draft)
        row = _owner(read, entry, said, own, draft)
        if row is None:
            continue
        row = rows.setdefault(row.key, row)
        _give(read, entry, said, row, gives.setdefault(row.key, {}))
        notes[row.key] = join_notes(notes.get(row.key, ""), read.note)
        slot = Slot(row.key, read.items, said.author, len(draft.slots), read.note)
        draft.slots.setdefault(entry_key(entry.text), slot)
        if read.proxy:
            draft.others_new = [key for key in draft.others_new if key != row.key]
    _apply(said, rows, gives, notes, own, draft)
    bind(own, draft)
    _remember(said, gives, notes, draft)
    _gather(whole, draft, own=said.author == scene.message.sender)


def _nick_of(said: Said, message: Message, state: State) -> str:
    if said.author == message.sender:
        return message.nick
    told = next((entry.nick for entry in said.stands if entry.nick), "")
    heard = next((name for name, one in state.nicks.items() if one == said.author), "")
    return told or heard


def _first_name(said: Said, layout: Layout, scene: Scene, whole: ListDraft) -> str:
    """Whoever has no nickname here is called as their first entry says, else as their account."""
    names, hint = names_of(whole.state, scene), head_hint(layout.head, scene.lexicon)
    for entry in said.stands[:1]:
        read = read_entry(entry.text, scene.lexicon, names, hint)
        if read.person.name and not read.proxy:
            return f"{read.person.household} {read.person.name}".strip()
    return said.author


def _read(
    entry: NativeEntry,
    layout: Layout,
    own: Scene,
    all_entries: Sequence[NativeEntry],
    draft: ListDraft,
) -> Entry:
    """An entry; 同上 in it is the entry above in the list."""
    draft.names = draft.names or names_of(draft.state, own)
    hint = head_hint(layout.head, own.lexicon)
    read = read_entry(entry.text, own.lexicon, draft.names, hint)
    if not read.copies or entry not in all_entries:
        return read
    for other in reversed(all_entries[: all_entries.index(entry)]):
        above = read_entry(other.text, own.lexicon, draft.names, hint)
        if not above.copies:
            return read._replace(items={**above.items, **read.items}, copies=False, bare=False)
    return read


def _owner(read: Entry, entry: NativeEntry, said: Said, own: Scene, draft: ListDraft) -> Row | None:
    """The row that an entry speaks of, None where it orders nothing or that is first asked."""
    nobody = not read.person.name and not read.person.household
    opening = own.by_leader and not draft.state.copies.opened
    if read.price or (nobody and (opening or read.bare)):
        return None
    fresh = entry in said.fresh
    first = entry == said.stands[0] and not read.proxy and _is_first(said.author, draft.state)
    if first and _is_anothers(read, own, draft):
        person = read.person
        who = person.name or person.household
        return Row(own_key(said.author), said.author, said.author, who, person.household, _NOTHING)
    if is_either(read.person, 0, own, draft):
        name = read.person.name or read.person.household
        draft.questions += [Question(QuestionCode.WHICH_PERSON, name)] if fresh else []
        return None
    row = row_of(read.person, 0, own, draft)
    if not may_change(row, said.author, own.leader):
        draft.questions += [Question(QuestionCode.NOT_YOURS, entry.text)] if fresh else []
        return None
    if fresh:
        asked = read.questions
        if read.bare and not asked:
            asked = (Question(QuestionCode.WHICH_PRODUCT, entry.text),)
        draft.questions.extend(asked)
        draft.gaps.extend(Gap(row, question) for question in read.questions)
    return row


def _is_first(author: AccountId, state: State) -> bool:
    """Whether nothing is known yet of a row of the author's own."""
    return author not in state.mine and own_key(author) not in state.rows


def _is_anothers(read: Entry, own: Scene, draft: ListDraft) -> bool:
    """Whether the name that an author writes first is already that of somebody else here: then it
    is that of two people."""
    if is_either(read.person, 0, own, draft):
        return True
    return not may_change(row_of(read.person, 0, own, draft), own.message.sender, own.leader)


def _give(read: Entry, entry: NativeEntry, said: Said, row: Row, given: dict[ItemKey, int]) -> None:
    """Adds an entry's items to what its author gives the row. What a changed entry leaves open
    stays as it was, 取消 leaves nothing."""
    if read.cancels:
        given |= {item: given.get(item, 0) for item in row.items}
    elif read.questions and entry in said.fresh:
        given |= {**said.known.gives.get(row.key, _NOTHING), **given}
    for item, value in read.items.items():
        fresh_here = read.questions and entry in said.fresh
        given[item] = value + (0 if fresh_here else given.get(item, 0))


def _apply(
    said: Said,
    rows: Mapping[RowKey, Row],
    gives: Mapping[RowKey, Mapping[ItemKey, int]],
    notes: Mapping[RowKey, str],
    own: Scene,
    draft: ListDraft,
) -> None:
    """The difference of what the author gave each row before and gives it now."""
    for key in dict.fromkeys((*gives, *said.known.gives)):
        row = draft.state.rows.get(key, rows.get(key))
        if row is None or not may_change(rows.get(key, row), said.author, own.leader):
            continue
        before, after = said.known.gives.get(key, _NOTHING), gives.get(key, _NOTHING)
        changed = [i for i in (*before, *after) if before.get(i) != after.get(i)]
        items = {**row.items, **{item: after.get(item, 0) for item in changed}}
        note = join_notes(without(row.note, [said.known.notes.get(key, "")]), notes.get(key, ""))
        if not changed and note == row.note:
            continue
        row = rows.get(key, row)._replace(note=note)
        write_row(with_items(row, items), items, list(dict.fromkeys(changed)), own, draft)


def _remember(
    said: Said,
    gives: Mapping[RowKey, Mapping[ItemKey, int]],
    notes: Mapping[RowKey, str],
    draft: ListDraft,
) -> None:
    stand = tuple((entry.at, entry.text) for entry in said.stands)
    once = (said.known.once | set(said.known.stand)) - set(stand)
    authored = Authored(stand, gives, notes, once)
    native = {**draft.state.native, said.author: authored}
    draft.state = draft.state._replace(native=native)


def _gather(whole: ListDraft, draft: ListDraft, *, own: bool) -> None:
    """Adds one author's part. Whoever sent the list is asked about another's line as a whole."""
    whole.state = draft.state
    whole.rows += draft.rows
    whole.items += draft.items
    whole.gaps += draft.gaps if own else []
    for question in draft.questions:
        whole.questions += [question] if own else as_lines([question], question.piece)


def _close(layout: Layout, scene: Scene, draft: ListDraft) -> Outcome:
    before = draft.state.copies
    slots = {**draft.slots, **before.slots}
    keys = tuple(key for key in dict.fromkeys(map(entry_key, layout.entries)) if key in slots)
    recent = with_copy(before.recent, keys, layout.head, scene.message.text)
    copies = Copies(slots, recent, opened=True, labels=before.labels)
    state = with_pending(draft.state._replace(copies=copies), scene, tuple(draft.gaps))
    rows = tuple(dict.fromkeys(draft.rows))
    if rows:
        state = with_above(state, scene.message.sender, rows[-1])
    verdict = Verdict.ASK if draft.questions else Verdict.CHATTER
    if rows:
        verdict = Verdict.PARTIAL if draft.questions else Verdict.ORDER
    items = tuple(dict.fromkeys(draft.items))
    return Outcome(state, verdict, rows, tuple(draft.questions), (), items)
