"""What a 接龙 with authors and times says otherwise than what was heard before, author by author.

The sender's own entries are as the copy shows them; another's only tell what was never heard.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from solitaire.book import Authored, State
from solitaire.draft import Scene
from solitaire.entries import read_entry
from solitaire.layout import Layout
from solitaire.lists import head_hint, names_of
from solitaire.values import AccountId, NativeEntry


class Said(NamedTuple):
    """An author's news in a copy: the entries that now stand, which of them are new."""

    author: AccountId
    known: Authored
    stands: tuple[NativeEntry, ...]
    fresh: tuple[NativeEntry, ...]


def news_of(layout: Layout, scene: Scene, state: State) -> list[Said]:
    """What authors say otherwise than before, in the order of time."""
    message = scene.message
    by_author: dict[AccountId, list[NativeEntry]] = {message.sender: []}
    for entry in message.native:
        by_author.setdefault(entry.author, []).append(entry)
    news: list[Said] = []
    for author, entries in by_author.items():
        known = state.native.get(author, Authored())
        if author == message.sender:
            said = _own_news(author, known, entries)
        else:
            said = _news_of_another(author, known, entries, layout, scene, state)
        news += [said] if said is not None else []
    return sorted(news, key=lambda said: min((e.at for e in said.fresh), default=0))


def _own_news(author: AccountId, known: Authored, entries: Sequence[NativeEntry]) -> Said | None:
    """The sender's own entries are as the copy shows them."""
    fresh = tuple(e for e in entries if (e.at, e.text) not in known.stand)
    if not fresh and len({(e.at, e.text) for e in entries}) == len(set(known.stand)):
        return None
    return Said(author, known, tuple(entries), fresh)


def _news_of_another(
    author: AccountId,
    known: Authored,
    entries: Sequence[NativeEntry],
    layout: Layout,
    scene: Scene,
    state: State,
) -> Said | None:
    """What another's copy shows that was never heard: more, or in place of an entry that is gone
    from it, begun in the same second or of the same person."""
    heard = {*known.stand, *known.once}
    fresh = tuple(e for e in entries if (e.at, e.text) not in heard)
    if not fresh:
        return None
    shown = {(e.at, e.text) for e in entries}
    gone = [NativeEntry(author, *one) for one in known.stand if one not in shown]
    names, hint = names_of(state, scene), head_hint(layout.head, scene.lexicon)
    people = {e: read_entry(e.text, scene.lexicon, names, hint).person for e in (*fresh, *gone)}
    older: set[NativeEntry] = set()
    replaced: set[NativeEntry] = set()
    for old, new in product(gone, fresh):
        if old.at == new.at or people[old] == people[new]:
            (replaced if new.at >= old.at else older).add(old if new.at >= old.at else new)
    fresh = tuple(e for e in fresh if e not in older)
    kept = (e for e in _entries_of(author, known) if e not in replaced)
    return Said(author, known, (*kept, *fresh), fresh) if fresh else None


def _entries_of(author: AccountId, known: Authored) -> tuple[NativeEntry, ...]:
    return tuple(NativeEntry(author, at, text) for at, text in known.stand)
