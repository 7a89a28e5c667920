"""What the process that owns a group keeps of it in memory. Changes only after the commit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rules.offers import OfferState
from rules.settings import Settings
from storage.books import Book, load_book
from storage.groups import Group, bump_version, find_group, save_member, versions
from storage.offers import find_latest
from storage.outbox import Asked, list_asked, mark_answered, with_asked
from storage.payments import list_unpaid
from storage.schema import payments
from storage.session import Session


@dataclass(frozen=True, slots=True)
class GroupState:
    """A group and the book of its newest offer that was opened, running or closed; None before the
    first, and after one that was called off."""

    group: Group
    book: Book | None


class States:
    """The groups in memory. ``keep`` stages a new value, ``settle`` makes it stand."""

    def __init__(self, base: Settings) -> None:
        self.base = base
        self._standing: dict[str, GroupState] = {}
        self._staged: dict[str, GroupState] = {}
        self._bumped: set[str] = set()
        self._checked: set[str] = set()
        self._unpaid: Mapping[str, int] | None = None
        self._asks: dict[str, dict[str, tuple[Asked, ...]]] = {}
        self._nicks: dict[tuple[str, str], str] = {}

    async def asked(self, session: Session, chat: str, account: str) -> tuple[Asked, ...]:
        """What the bot asked this account in this chat and is not answered, the oldest first."""
        if chat not in self._asks:
            self._asks[chat] = await list_asked(session, chat)
        return self._asks[chat].get(account, ())

    def note_asked(self, asked: Asked) -> None:
        """The bot asks something; the transaction that says so is under way."""
        if asked.chat in self._asks:
            asks = self._asks[asked.chat]
            asks[asked.account] = with_asked(asks.get(asked.account, ()), asked)

    def note_answered(self, session: Session, asked: Asked, at: datetime) -> None:
        """A question is used up; the transaction that says so is under way."""
        mark_answered(session, asked, at)
        asks = self._asks.get(asked.chat, {})
        waiting = asks.get(asked.account, ())
        asks[asked.account] = tuple(one for one in waiting if one.key != asked.key)

    def seen(self, session: Session, group: str, account: str, nick: str, at: datetime) -> None:
        """Somebody was heard in a group; written only when it is news."""
        if self._nicks.get((group, account)) != nick:
            self._nicks[group, account] = nick
            save_member(session, group, account, nick, at)

    async def refresh_once(self, session: Session, groups: Iterable[str]) -> None:
        """Like ``refresh``, for groups that were not looked at yet in this transaction."""
        unchecked = [group for group in groups if group not in self._checked]
        if unchecked:
            await self.refresh(session, unchecked)

    async def refresh(self, session: Session, groups: Sequence[str]) -> None:
        """Lock these groups' rows and drop what another process has written since it was read."""
        self._checked.update(groups)
        stored = await versions(session, list(dict.fromkeys(groups)))
        for group in groups:
            held = self._standing.get(group)
            if held is not None and stored.get(group) != held.group.version:
                del self._standing[group]

    async def is_unpaid(self, session: Session, group: str, offer: int) -> bool:
        """Whether surely nothing was ever paid for an offer. Asked of the database once for all
        groups of the transaction, so that a busy evening's changes cost no query each."""
        if session.wrote(payments) or group not in self._checked:
            return False
        if self._unpaid is None:
            self._unpaid = await list_unpaid(session, self._checked)
        return self._unpaid.get(group) == offer

    async def get(self, session: Session, group: str) -> GroupState | None:
        """The group as it stands within this transaction, or None while it is not bound."""
        state = self._staged.get(group) or self._standing.get(group)
        if state is None:
            state = await _load(session, group, self.base)
            if state is not None:
                self._staged[group] = state
        return state

    def keep(self, session: Session, state: GroupState) -> GroupState:
        """Stage a group's new value; its stored version grows once a transaction."""
        if state.group.id not in self._bumped:
            self._bumped.add(state.group.id)
            state = replace(state, group=bump_version(session, state.group))
        self._staged[state.group.id] = state
        return state

    def settle(self) -> None:
        """The transaction was committed."""
        self._standing.update(self._staged)
        self._clear()

    def forget(self, groups: Iterable[str] = ()) -> None:
        """The transaction was rolled back: drop what it staged, and these groups."""
        for group in (*self._staged, *groups):
            self._standing.pop(group, None)
        self._asks.clear()
        self._nicks.clear()
        self._clear()

    def _clear(self) -> None:
        self._staged.clear()
        self._bumped.clear()
        self._checked.clear()
        self._unpaid = None


async def _load(session: Session, group: str, base: Settings) -> GroupState | None:
    found = await find_group(session, group, base)
    if found is None:
        return None
    offer = await find_latest(session, group, OfferState.OPEN, OfferState.CLOSED, OfferState.DONE)
    book = None if offer is None else await load_book(session, offer, found.leader)
    return GroupState(found, book)
