"""The fold: a group's messages, one at a time, into the order book.

``hear`` is pure: it gives a new chat and leaves the old one as it was. The log is a chain of
links, each with the state before it, so that an edit or a recall is replayed from its place.
Rules: orders/RULES.md, all of it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from solitaire.answers import Pending, is_question
from solitaire.book import State, own_key, own_row, with_above, with_items, with_row, with_stands
from solitaire.changes import Hint
from solitaire.draft import Outcome, Scene
from solitaire.free import hear_free
from solitaire.layout import find_layout
from solitaire.lexicon import Lexicon
from solitaire.lexicon import compile_lexicon as compile_words
from solitaire.lists import hear_list, is_lone_order
from solitaire.meaning import code_of
from solitaire.normal import fold, fold_name
from solitaire.people import person_of_nick
from solitaire.plain import plain_of, read_plain
from solitaire.speech import read_speech
from solitaire.worth import is_worth
from solitaire.values import (
    BOT,
    AccountId,
    Change,
    ItemKey,
    Message,
    MessageId,
    Product,
    Reading,
    Row,
    RowKey,
    Verdict,
)

Refused = frozenset[tuple[RowKey, ItemKey]]


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One message in the log. ``names`` are the ids it is known by (its own, its edits');
    ``former`` the texts it had; ``withdrawn`` whether it was recalled."""

    previous: "Link | None"
    message: Message
    lexicon: Lexicon
    before: State
    outcome: Outcome
    names: frozenset[MessageId]
    former: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Chat:
    """An offer's chat so far."""

    lexicon: Lexicon
    leader: AccountId
    state: State = field(default_factory=State)
    last: Link | None = None
    refused: Mapping[MessageId, Refused] = field(default_factory=dict[MessageId, Refused])

    @property
    def book(self) -> Mapping[RowKey, Row]:
        """The rows with at least one item, in the order first booked."""
        return MappingProxyType({key: row for key, row in self.state.rows.items() if row.items})


def compile_lexicon(products: Sequence[Product]) -> Lexicon:
    """The lexicon of an offer, with all that reading needs. Takes milliseconds a product: compile
    it once a list, beside the way of the messages."""
    lexicon = compile_words(products)
    plain_of(lexicon)
    return lexicon


def start(lexicon: Lexicon, leader: AccountId) -> Chat:
    """An empty chat of an offer."""
    return Chat(lexicon, leader)


def relist(chat: Chat, lexicon: Lexicon) -> Chat:
    """The list of products changed: messages from here on are read with the new lexicon."""
    return replace(chat, lexicon=lexicon)


def hear(chat: Chat, message: Message) -> tuple[Chat, Reading]:
    """One message, its edit or its recall, and what it did to the book."""
    if message.recalls is not None:
        return _recall(chat, message.recalls)
    if message.edits is not None:
        found = _find(chat.last, message.edits)
        if found is not None:
            return _edit(chat, found, message)
    link = _read(chat.last, message, chat.lexicon, chat)
    after = replace(chat, state=link.outcome.state, last=link)
    return after, _reading(link.outcome, chat.state, after.state)


def _reading(outcome: Outcome, before: State, after: State) -> Reading:
    changes = _changes(before, after)
    return Reading(outcome.verdict, changes, outcome.rows, outcome.questions, outcome.queries)


def _changes(before: State, after: State) -> tuple[Change, ...]:
    """The whole difference of two books."""
    if before.rows is after.rows:
        return ()
    out: list[Change] = []
    for key in dict.fromkeys((*before.rows, *after.rows)):
        old, new = before.rows.get(key), after.rows.get(key)
        if old is new:
            continue
        had: Mapping[ItemKey, int] = old.items if old else {}
        has: Mapping[ItemKey, int] = new.items if new else {}
        for item in dict.fromkeys((*had, *has)):
            if had.get(item, 0) != has.get(item, 0):
                out.append(Change(key, item, had.get(item, 0), has.get(item, 0)))
    return tuple(out)


def _find(last: Link | None, message: MessageId) -> Link | None:
    link = last
    while link is not None and message not in link.names:
        link = link.previous
    return link


def _edit(chat: Chat, found: Link, message: Message) -> tuple[Chat, Reading]:
    """The new text at the old place, and all that came after it again."""
    text = replace(found.message, text=message.text, nick=message.nick)
    changed = replace(
        found,
        message=text,
        names=found.names | {message.id},
        former=(*found.former, found.message.text),
        withdrawn=False,
    )
    after = _replay(chat, found, changed)
    here = _find(after.last, found.message.id)
    assert here is not None
    reading = _reading(here.outcome, chat.state, after.state)
    verdict = reading.verdict
    if reading.changes and verdict in (Verdict.CHATTER, Verdict.QUERY):
        verdict = Verdict.ORDER
    elif reading.changes and verdict is Verdict.ASK:
        verdict = Verdict.PARTIAL
    return after, replace(reading, verdict=verdict)


def _recall(chat: Chat, message: MessageId) -> tuple[Chat, Reading]:
    found = _find(chat.last, message)
    if found is None or found.withdrawn:
        return chat, Reading(Verdict.CHATTER)
    after = _replay(chat, found, replace(found, withdrawn=True))
    changes = _changes(chat.state, after.state)
    rows = tuple(dict.fromkeys(change.row for change in changes))
    return after, Reading(Verdict.ORDER if changes else Verdict.CHATTER, changes, rows)


def _replay(chat: Chat, found: Link, changed: Link) -> Chat:
    refused = {k: v for k, v in chat.refused.items() if k != found.message.id}
    chat = replace(chat, refused=refused)
    later: list[Link] = []
    link = chat.last
    while link is not None and link is not found:
        later.append(link)
        link = link.previous
    last = found.previous
    for old in (changed, *reversed(later)):
        last = _read_again(last, old, chat)
    assert last is not None
    return replace(chat, state=last.outcome.state, last=last)


def _read_again(previous: Link | None, old: Link, chat: Chat) -> Link:
    new = _read(
        previous, old.message, old.lexicon, chat, withdrawn=old.withdrawn, former=old.former
    )
    return replace(new, names=old.names, former=old.former, withdrawn=old.withdrawn)


def _read(
    previous: Link | None,
    message: Message,
    lexicon: Lexicon,
    chat: Chat,
    *,
    withdrawn: bool = False,
    former: tuple[str, ...] = (),
) -> Link:
    """A link for the message at the end of the chain."""
    state = State() if previous is None else previous.outcome.state
    state = _with_former(previous, message, lexicon, chat, state, former)
    if withdrawn:
        outcome = _withdrawn(previous, message, lexicon, chat, state)
    else:
        outcome = _outcome(previous, message, lexicon, chat, state)
        outcome = _without_refused(outcome, state, chat.refused.get(message.id))
    return Link(previous, message, lexicon, state, outcome, frozenset({message.id}))


def _withdrawn(
    previous: Link | None, message: Message, lexicon: Lexicon, chat: Chat, state: State
) -> Outcome:
    """A recalled list stays known as a copy, so that other copies do not bring its entries back."""
    layout = find_layout(message.text, running=True)
    if layout is None or message.sender == BOT:
        return Outcome(state, Verdict.CHATTER)
    scene = _scene(previous, message, lexicon, chat, state)
    after = hear_list(layout, scene, state, withdrawn=True).state
    return Outcome(replace(state, copies=after.copies), Verdict.CHATTER)


def _with_former(
    previous: Link | None,
    message: Message,
    lexicon: Lexicon,
    chat: Chat,
    state: State,
    former: tuple[str, ...],
) -> State:
    for text in former:
        outcome = _withdrawn(previous, replace(message, text=text), lexicon, chat, state)
        state = outcome.state
    return state


def _outcome(
    previous: Link | None, message: Message, lexicon: Lexicon, chat: Chat, state: State
) -> Outcome:
    if message.sender == BOT:
        return _bot_post(previous, message, state)
    state = _with_nick(state, message)
    directly = _directly_before(previous)
    waits = message.sender in state.pending or message.reply_to is not None
    own = (
        directly is not None
        and directly.message.sender == message.sender
        and directly.outcome.verdict is Verdict.ORDER
    )
    text = fold(message.text).text
    if not waits and not own and not is_worth(text, lexicon):
        return Outcome(state, Verdict.CHATTER)
    if not waits:
        plain = read_plain(text, plain_of(lexicon))
        if plain is not None:
            return _plain_order(plain, message, state)
    scene = _scene(previous, message, lexicon, chat, state)
    layout = find_layout(message.text, running=True)
    if layout is not None and (not layout.lone or is_lone_order(layout, (), scene, state)):
        return hear_list(layout, scene, state)
    speech = read_speech(message.text, lexicon, state.by_name)
    return hear_free(speech, scene, state, lambda text: read_speech(text, lexicon, state.by_name))


def _plain_order(said: tuple[tuple[ItemKey, int], ...], message: Message, state: State) -> Outcome:
    """Names and quantities only: each is set in the sender's row."""
    row = own_row(state, message.sender, message.nick)
    items = dict(row.items)
    items.update(said)
    if items != row.items or row.key not in state.rows:
        state = with_row(state, with_items(row, items))
    state = with_above(state, message.sender, row.key)
    touched = tuple(dict.fromkeys(item for item, _ in said))
    return Outcome(state, Verdict.ORDER, (row.key,), items=touched)


def _bot_post(previous: Link | None, message: Message, state: State) -> Outcome:
    """A post of the bot orders nothing; its question makes the asked person's answer count."""
    quiet = Outcome(state, Verdict.CHATTER)
    if message.stands:
        return Outcome(with_stands(state, message.stands), Verdict.CHATTER)
    if message.product is not None or message.entries or not is_question(message.text):
        return quiet
    asked = _find(previous, message.reply_to) if message.reply_to else _directly_before(previous)
    if asked is None:
        return quiet
    sender = asked.message.sender
    waiting = state.pending.get(sender)
    if waiting is None or waiting.message not in asked.names:
        return quiet
    waiting = replace(waiting, asked=True)
    state = replace(state, pending={**state.pending, sender: waiting})
    return Outcome(state, Verdict.CHATTER, asking=(sender, waiting))


def _pending(previous: Link | None, message: Message, state: State) -> Pending | None:
    """What the sender was asked: the question replied to, or the last one."""
    if message.reply_to is not None:
        link = _find(previous, message.reply_to)
        if link is not None and link.outcome.asking is not None:
            account, waiting = link.outcome.asking
            return waiting if account == message.sender else None
    waiting = state.pending.get(message.sender)
    return waiting if waiting is not None and waiting.asked else None


def _with_nick(state: State, message: Message) -> State:
    name = fold_name(person_of_nick(message.nick).name)
    if not name or name in state.nicks:
        return state
    return replace(state, nicks={**state.nicks, name: message.sender})


def _scene(
    previous: Link | None, message: Message, lexicon: Lexicon, chat: Chat, state: State
) -> Scene:
    directly = _directly_before(previous)
    before = after_own = None
    if directly is not None and directly.outcome.verdict is Verdict.ORDER:
        if directly.message.sender == message.sender:
            after_own = directly.outcome.rows[-1] if directly.outcome.rows else None
        else:
            before = _hint(directly.outcome)
    reply = _replied(previous, message, lexicon)
    above = next((row for account, row in state.above if account != message.sender), None)
    pending = _pending(previous, message, state)
    return Scene(lexicon, chat.leader, message, reply, before, above, after_own, pending=pending)


def _directly_before(link: Link | None) -> Link | None:
    """orders/RULES.md 8: the bot's posts and recalls do not stand between."""
    while link is not None and (link.message.sender == BOT or link.withdrawn):
        link = link.previous
    return link


def _hint(outcome: Outcome) -> Hint | None:
    """The goods of a one-product order, with the variant if it had just one."""
    codes = tuple(dict.fromkeys(code_of(item) for item in outcome.items))
    if len(codes) != 1 or not outcome.rows:
        return None
    return Hint(codes, outcome.items[0] if len(outcome.items) == 1 else None)


def _replied(previous: Link | None, message: Message, lexicon: Lexicon) -> Hint | None:
    """The goods that the message replied to speaks of."""
    if message.reply_to is None:
        return None
    link = _find(previous, message.reply_to)
    if link is None:
        return None
    if link.message.product is not None:
        return Hint((link.message.product,)) if link.message.product in lexicon.products else None
    if link.outcome.items:
        return _hint(link.outcome)
    speech = read_speech(link.message.text, lexicon)
    codes = tuple(
        dict.fromkeys(m.codes for c in speech.clauses for m in c.topics if len(m.codes) == 1)
    )
    return Hint(codes[0]) if len(set(codes)) == 1 else None


def refuse(chat: Chat, message: MessageId, changes: Collection[tuple[RowKey, ItemKey]]) -> Chat:
    """These changes of that message were not granted: as if it had not changed these items of
    these rows. Survives replays; is forgotten when that message itself is edited or recalled."""
    found = _find(chat.last, message)
    if found is None:
        return chat
    held = chat.refused.get(found.message.id, frozenset()) | frozenset(changes)
    after = _replay(chat, found, found)
    return _again_from(
        replace(after, refused={**chat.refused, found.message.id: held}), found.message.id
    )


def _again_from(chat: Chat, message: MessageId) -> Chat:
    found = _find(chat.last, message)
    assert found is not None
    later: list[Link] = []
    link = chat.last
    while link is not found and link is not None:
        later.append(link)
        link = link.previous
    last = found.previous
    for old in (found, *reversed(later)):
        last = _read_again(last, old, chat)
    assert last is not None
    return replace(chat, state=last.outcome.state, last=last)


def _without_refused(outcome: Outcome, before: State, refused: Refused | None) -> Outcome:
    if not refused:
        return outcome
    rows = dict(outcome.state.rows)
    for key, item in refused:
        row = rows.get(key)
        if row is None:
            continue
        old = before.rows.get(key)
        items = dict(row.items)
        had = old.items.get(item, 0) if old is not None else 0
        items[item] = had
        rows[key] = replace(row, items=MappingProxyType({k: v for k, v in items.items() if v > 0}))
    return replace(outcome, state=replace(outcome.state, rows=rows))


__all__ = ["Chat", "compile_lexicon", "hear", "own_key", "refuse", "relist", "start"]
