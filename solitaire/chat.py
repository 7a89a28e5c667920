"""The fold: a group's messages, one at a time, into the order book.

``hear`` is pure: it gives a new chat and leaves the old one as it was. The log is a chain of
links, each with the state before it, so that an edit or a recall is replayed from its place.
Rules: orders/RULES.md, all of it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from solitaire.book import State, own_key, with_items, with_row
from solitaire.draft import Outcome
from solitaire.hearing import outcome_of, with_former, withdrawn_of
from solitaire.lexicon import Lexicon
from solitaire.lexicon import compile_lexicon as compile_words
from solitaire.log import Link, Refused, directly_before, find_link
from solitaire.plain import plain_of
from solitaire.values import (
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


class Chat(NamedTuple):
    """An offer's chat so far. ``refused`` is by the id of the message as first said."""

    lexicon: Lexicon
    leader: AccountId
    state: State = State()
    last: Link | None = None
    refused: Mapping[MessageId, Refused] = MappingProxyType({})

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
    return chat._replace(lexicon=lexicon)


def hear(chat: Chat, message: Message) -> tuple[Chat, Reading]:
    """One message, its edit or its recall, and what it did to the book."""
    if message.recalls is not None:
        return _recall(chat, message)
    if message.edits is not None:
        found = find_link(chat.last, message.edits)
        if found is not None:
            return _edit(chat, found, message)
    return go_on(chat, _read(chat.last, message, chat.lexicon, chat))


def go_on(chat: Chat, link: Link) -> tuple[Chat, Reading]:
    """The chat with one message more, whose link behind its last one is known."""
    after, outcome = at_link(chat, link), link.outcome
    if outcome.verdict is Verdict.CHATTER and outcome.state.rows is chat.state.rows:
        return after, _QUIET
    return after, _reading(outcome, chat.state, outcome.state, outcome.rows)


def at_link(chat: Chat, link: Link) -> Chat:
    """The chat with another chain, as it was at a link of that."""
    return Chat(chat.lexicon, chat.leader, link.outcome.state, link, chat.refused)


_QUIET: Final = Reading(Verdict.CHATTER)


def _reading(
    outcome: Outcome, before: State, after: State, rows: Collection[RowKey] | None = None
) -> Reading:
    changes = changes_between(before, after, rows)
    return Reading(outcome.verdict, changes, outcome.rows, outcome.questions, outcome.queries)


def changes_between(
    before: State, after: State, rows: Collection[RowKey] | None = None
) -> tuple[Change, ...]:
    """The whole difference of two books, or that of some rows."""
    if before.rows is after.rows:
        return ()
    out: list[Change] = []
    for key in dict.fromkeys((*before.rows, *after.rows)) if rows is None else rows:
        old, new = before.rows.get(key), after.rows.get(key)
        if old is new:
            continue
        had: Mapping[ItemKey, int] = old.items if old else {}
        has: Mapping[ItemKey, int] = new.items if new else {}
        out.extend(
            Change(key, item, had.get(item, 0), has.get(item, 0))
            for item in dict.fromkeys((*had, *has))
            if had.get(item, 0) != has.get(item, 0)
        )
    return tuple(out)


def _edit(chat: Chat, found: Link, message: Message) -> tuple[Chat, Reading]:
    """The new text at the old place, and all that came after it again."""
    text = replace(
        found.message, text=message.text, nick=message.nick, stands=(), native=message.native
    )
    changed = found._replace(
        message=text,
        names=found.names | {message.id},
        former=(*found.former, found.message.text),
        withdrawn=False,
        stood=_stood(chat, found),
    )
    after = _replay(chat, found, changed)
    here = find_link(after.last, found.message.id)
    assert here is not None
    reading = _reading(here.outcome, chat.state, after.state)
    verdict = reading.verdict
    if reading.changes and verdict in (Verdict.CHATTER, Verdict.QUERY):
        verdict = Verdict.ORDER
    elif reading.changes and verdict is Verdict.ASK:
        verdict = Verdict.PARTIAL
    return after, reading._replace(verdict=verdict)


def _recall(chat: Chat, message: Message) -> tuple[Chat, Reading]:
    """Once, unless not all of it was granted."""
    assert message.recalls is not None
    found = find_link(chat.last, message.recalls)
    if found is None or (found.withdrawn and found.message.id not in chat.refused):
        return chat, _QUIET
    names = found.names | {message.id}
    changed = found._replace(withdrawn=True, names=names, stood=_stood(chat, found))
    after = _replay(chat, found, changed)
    changes = changes_between(chat.state, after.state)
    rows = tuple(dict.fromkeys(change.row for change in changes))
    return after, Reading(Verdict.ORDER if changes else Verdict.CHATTER, changes, rows)


def _stood(chat: Chat, found: Link) -> tuple[Message | None, Refused]:
    message = None if found.withdrawn else found.message
    return message, chat.refused.get(found.message.id, {})


def _replay(chat: Chat, found: Link, changed: Link) -> Chat:
    """All from a link on again, that one changed and what was refused of it forgotten."""
    refused = {k: v for k, v in chat.refused.items() if k != found.message.id}
    return _again_from(chat._replace(refused=refused), found, changed)


def _again_from(chat: Chat, found: Link, changed: Link) -> Chat:
    later: list[Link] = []
    link = chat.last
    while link is not None and link is not found:
        later.append(link)
        link = link.previous
    last = found.previous
    gone = changed.withdrawn and not found.withdrawn
    for old in (changed, *reversed(later)):
        follows = gone and old is not changed and _answers(old, found)
        last = _read_again(last, old._replace(seen=found.outcome) if follows else old, chat)
    assert last is not None
    return chat._replace(state=last.outcome.state, last=last)


def _answers(link: Link, found: Link) -> bool:
    """Whether a +1 of the link's sender means what another said right before (RULES.md 8)."""
    return directly_before(link.previous) is found and link.message.sender != found.message.sender


def _read_again(previous: Link | None, old: Link, chat: Chat) -> Link:
    new = _read(
        previous,
        old.message,
        old.lexicon,
        chat,
        withdrawn=old.withdrawn,
        former=old.former,
        seen=old.seen,
    )
    return new._replace(
        names=old.names,
        former=old.former,
        withdrawn=old.withdrawn,
        stood=old.stood,
        seen=old.seen,
    )


def _read(
    previous: Link | None,
    message: Message,
    lexicon: Lexicon,
    chat: Chat,
    *,
    withdrawn: bool = False,
    former: tuple[str, ...] = (),
    seen: Outcome | None = None,
) -> Link:
    """A link for the message at the end of the chain."""
    state = State() if previous is None else previous.outcome.state
    if former:
        state = with_former(previous, message, lexicon, chat.leader, state, former)
    if withdrawn:
        outcome = withdrawn_of(previous, message, lexicon, chat.leader, state)
    else:
        outcome = outcome_of(previous, message, lexicon, chat.leader, state, seen)
    refused = chat.refused.get(message.id)
    for kept, pairs in _by_version(refused) if refused else ():
        stood = state
        if kept is not None:
            stood = outcome_of(previous, kept, lexicon, chat.leader, state, seen).state
        outcome = _without_refused(outcome, stood, pairs)
    return Link(previous, message, lexicon, state, outcome, frozenset({message.id}))


def refuse(chat: Chat, message: MessageId, changes: Collection[tuple[RowKey, ItemKey]]) -> Chat:
    """These changes of that message were not granted: as if it had not changed these items of
    these rows, or, where it is an edit or a recall, as if it stood for them as before. Survives
    replays; is forgotten when that message itself is edited or recalled."""
    found = find_link(chat.last, message)
    if found is None:
        return chat
    message_before, refused_before = found.stood or (None, {})
    held = dict(chat.refused.get(found.message.id, {}))
    held |= {pair: refused_before.get(pair, message_before) for pair in changes}
    chat = chat._replace(refused={**chat.refused, found.message.id: held})
    return _again_from(chat, found, found)


def _by_version(refused: Refused) -> list[tuple[Message | None, list[tuple[RowKey, ItemKey]]]]:
    versions: list[tuple[Message | None, list[tuple[RowKey, ItemKey]]]] = []
    for pair, kept in refused.items():
        known = next((pairs for version, pairs in versions if version == kept), None)
        if known is None:
            versions.append((kept, [pair]))
        else:
            known.append(pair)
    return versions


def _without_refused(
    outcome: Outcome, stood: State, pairs: Collection[tuple[RowKey, ItemKey]]
) -> Outcome:
    """The outcome with these items as they are in another state."""
    state = outcome.state
    for key, item in pairs:
        old, row = stood.rows.get(key), state.rows.get(key)
        had = old.items.get(item, 0) if old is not None else 0
        if row is None:
            if old is None or not had:
                continue
            row = with_items(old, {})
        elif row.items.get(item, 0) == had:
            continue
        state = with_row(state, with_items(row, {**row.items, item: had}))
    return outcome if state is outcome.state else outcome._replace(state=state)


__all__ = [
    "Chat",
    "changes_between",
    "compile_lexicon",
    "hear",
    "own_key",
    "refuse",
    "relist",
    "start",
]
