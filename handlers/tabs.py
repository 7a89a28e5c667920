"""Whose money a word is about: the people of a group with what they owe, over all its offers.

Commands about money concern the group's newest offer and every one with money still open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts import payments as texts
from handlers.texts.amounts import called
from handlers.work import Work
from rules.masks import phone_tail
from rules.offers import OfferState
from solitaire.households import household_steps, may_be_same
from solitaire.normal import fold_name, fold_text
from solitaire.receipts import is_room
from solitaire.values import RowKey
from storage.groups import Group, list_members
from storage.payments import Tab, list_tabs
from storage.session import Session

_NUMBER = re.compile(texts.ORDER_NUMBER)
_TAIL = re.compile(r"(?:[0-9]*\*+)?([0-9]{4})")
_STARRED_TAIL = re.compile(r"\*{3,}(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Person:
    """One person with her tabs, newest first. ``nick`` is what her account is called."""

    row: RowKey
    tabs: tuple[Tab, ...]
    nick: str = ""

    @property
    def who(self) -> str:
        """Her name, as the book has it."""
        return self.tabs[0].who

    @property
    def address(self) -> str:
        """Her room, "" where it is unknown."""
        return next((tab.address for tab in self.tabs if tab.address), "")

    @property
    def open(self) -> int:
        """What she still owes in all, in fen."""
        return sum(tab.open for tab in self.tabs)

    @property
    def paid(self) -> int:
        """What she has paid, less what she was given back."""
        return sum(tab.paid for tab in self.tabs)

    @property
    def over(self) -> int:
        """What she paid too much in offers where nothing is open."""
        return sum(tab.over for tab in self.tabs)

    @property
    def claimed(self) -> int:
        """What she says she paid, and nobody has confirmed."""
        return sum(tab.claimed for tab in self.tabs)

    def named(self, *, private: bool) -> str:
        """What she is called: with her room, which is masked in a group."""
        if not private:
            return called(self.who, self.address)
        both = self.address and self.address != self.who
        return f"{self.address} {self.who}" if both else self.who


def is_live(tab: Tab) -> bool:
    """Whether a tab is of an offer that is not done, or has money open either way, also money
    that is said to have come for what was called off."""
    if tab.state in {OfferState.OPEN, OfferState.CLOSED}:
        return tab.owed > 0 or bool(tab.received or tab.claimed)
    called_off = tab.state is OfferState.CANCELLED and tab.claimed
    return bool(tab.open or tab.over or tab.to_refund or called_off)


async def people_of(work: Work, group: Group, *, past: bool = False) -> tuple[Person, ...]:
    """The people with money in a group's offers, those of the newest offer first.

    ``past`` takes in tabs that are even, of offers that are done.
    """
    return await people_in(work.session, group, past=past)


async def people_in(session: Session, group: Group, *, past: bool = False) -> tuple[Person, ...]:
    """The same, for who has a session and no event's work yet."""
    tabs = [tab for tab in await list_tabs(session, group.id) if past or is_live(tab)]
    return await _people(session, group, tabs)


async def person_now(work: Work, group: Group, row: RowKey) -> Person | None:
    """A person with all her tabs as they stand by now, newest first."""
    tabs = await list_tabs(work.session, group.id, row=row)
    return next(iter(await _people(work.session, group, tabs)), None)


async def _people(session: Session, group: Group, tabs: Sequence[Tab]) -> tuple[Person, ...]:
    nicks = dict(await list_members(session, group.id))
    gathered: dict[RowKey, list[Tab]] = {}
    for tab in tabs:
        gathered.setdefault(tab.row, []).append(tab)
    return tuple(
        Person(row, tuple(own), nicks.get(own[0].account, "") if own[0].account else "")
        for row, own in gathered.items()
    )


def find_people(people: Sequence[Person], word: str) -> tuple[Person, ...]:
    """The people a word may mean: by whole name, order number (第3单), room, a phone's last four
    digits, else by part of a name. One is a find, several are to be asked about, none is
    unknown."""
    by_name = tuple(person for person in people if is_called(person, word))
    if by_name:
        return by_name
    if numbered := _NUMBER.fullmatch(fold_text(word)):
        return _with_number(people, int(numbered["number"]))
    by_room = _in_room(people, word) if is_room(fold_text(word)) else ()
    if by_room:
        return by_room
    alone = _TAIL.fullmatch(fold_text(word))
    tail = alone[1] if alone else phone_tail(word)
    by_phone = tuple(person for person in people if tail and tail in _tails(person))
    if by_phone:
        return by_phone
    key = fold_name(word)
    return tuple(p for p in people if len(key) > 1 and key in fold_name(p.address + p.who))


def _with_number(people: Sequence[Person], number: int) -> tuple[Person, ...]:
    """Whose order has that number; where several offers have one, those with money open."""
    found = [(one, tab) for one in people for tab in one.tabs if tab.number == number]
    owing = [one for one, tab in found if tab.open]
    return tuple({one.row: one for one in owing or [one for one, _ in found]}.values())


def told_apart(people: Sequence[Person], person: Person) -> str:
    """What only she is called: her name with the room, else the number of an order of hers."""
    named = person.named(private=True)
    ways = (named, *(texts.order_number(tab.number) for tab in person.tabs))
    return next((way for way in ways if len(find_people(people, way)) == 1), named)


def is_called(person: Person, word: str) -> bool:
    """Whether a word is somebody's whole name, with or without the room."""
    key = fold_name(word)
    names = {person.who, person.address + person.who, person.who + person.address}
    return bool(key) and key in {fold_name(name) for name in names}


def _in_room(people: Sequence[Person], word: str) -> tuple[Person, ...]:
    meant = fold_text(word)
    housed = [(person, fold_text(person.address)) for person in people if person.address]
    same = household_steps(meant)
    exact = tuple(person for person, address in housed if household_steps(address) == same)
    return exact or tuple(person for person, address in housed if may_be_same(meant, address))


def _tails(person: Person) -> set[str]:
    said = " ".join((person.who, person.address, person.nick, *(tab.note for tab in person.tabs)))
    tail = phone_tail(said)
    return set(_STARRED_TAIL.findall(said)) | ({tail} if tail else set())


def past_cutoff(tabs: Sequence[Tab]) -> tuple[Tab, ...]:
    """The open tabs that are meant where nobody says which: those of offers past their cutoff,
    else (nothing is open there) those of the running one, whose amounts may still change."""
    owing = [tab for tab in tabs if tab.open]
    final = tuple(tab for tab in owing if tab.state is not OfferState.OPEN)
    return final or tuple(owing)


def allocate(tabs: Sequence[Tab], fen: int | None) -> tuple[tuple[Tab, int], ...]:
    """What of a payment goes to which tab, newest offer first; nothing where nothing is open.

    Without an amount it is what is open. An amount that just one tab is open by is for that one;
    what is beyond all that is open is booked on the newest tab.
    """
    if fen is None:
        return tuple((tab, tab.open) for tab in past_cutoff(tabs))
    exact = next((tab for tab in tabs if tab.open == fen), None)
    if exact is not None:
        return ((exact, fen),)
    first = past_cutoff(tabs)
    shares: dict[tuple[int, RowKey], int] = {}
    left = fen
    for tab in (*first, *(tab for tab in tabs if tab.open and tab not in first)):
        share = min(left, tab.open)
        if share:
            shares[tab.offer, tab.row] = share
            left -= share
    if left:
        newest = next((tab for tab in tabs if (tab.offer, tab.row) in shares), tabs[0])
        key = newest.offer, newest.row
        shares[key] = shares.get(key, 0) + left
    placed = [(tab, shares.get((tab.offer, tab.row), 0)) for tab in tabs]
    return tuple((tab, share) for tab, share in placed if share)
