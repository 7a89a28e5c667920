"""The order book and what else a chat must remember, as immutable values.

A state is never changed: each step gives a new one that shares what stayed the same.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from solitaire.answers import Pending
from solitaire.copies import Copies
from solitaire.households import household_steps, is_building, may_be_same
from solitaire.normal import fold, fold_name
from solitaire.people import Person, person_of_nick
from solitaire.values import AccountId, ItemKey, Row, RowKey

EMPTY: Mapping[ItemKey, int] = MappingProxyType({})


class Authored(NamedTuple):
    """An author's entries of a list that the platform vouches for, each as its time and text: those
    that ``stand``, with what they ``give`` each row, and those that stood ``once``."""

    stand: tuple[tuple[int, str], ...] = ()
    gives: Mapping[RowKey, Mapping[ItemKey, int]] = MappingProxyType({})
    notes: Mapping[RowKey, str] = MappingProxyType({})
    once: frozenset[tuple[int, str]] = frozenset()


class State(NamedTuple):
    """``rows`` also holds rows that were emptied, so that a person keeps one row; ``mine`` the
    row that an account's own orders go to where it is not the account's default; ``said`` what
    each account said with an effect that must not happen twice; ``above`` the last two accounts
    that ordered and the rows, the latest first; ``native`` what is known of each author's entries
    of a list whose authors the platform tells."""

    rows: Mapping[RowKey, Row] = MappingProxyType({})
    by_name: Mapping[str, tuple[RowKey, ...]] = MappingProxyType({})
    mine: Mapping[AccountId, RowKey] = MappingProxyType({})
    said: Mapping[AccountId, frozenset[str]] = MappingProxyType({})
    pending: Mapping[AccountId, Pending] = MappingProxyType({})
    nicks: Mapping[str, AccountId] = MappingProxyType({})
    copies: Copies = Copies()
    native: Mapping[AccountId, Authored] = MappingProxyType({})
    above: tuple[tuple[AccountId, RowKey], ...] = ()


def own_key(account: AccountId) -> RowKey:
    """The key of an account's own row."""
    return RowKey(f"a:{account}")


def named_key(person: Person, speaker: AccountId | None = None) -> RowKey:
    """The key of a row of someone who is known by name alone; 我妈 is the speaker's."""
    whose = f"#{speaker}" if speaker is not None and _is_relative(person) else ""
    home = fold(person.household).text.replace(" ", "")
    return RowKey(f"n:{fold_name(person.name)}@{home}{whose}")


def _is_relative(person: Person) -> bool:
    """Whether a name says nothing without who says it."""
    return person.name.startswith("我")


def find_named(state: State, person: Person, speaker: AccountId | None = None) -> Row | None:
    """The row of a person by folded name and, where both give one, household."""
    fits = _fitting(state, person, speaker)
    return max(fits, key=lambda row: bool(row.items), default=None)


def is_shared(state: State, person: Person, speaker: AccountId | None = None) -> bool:
    """Whether what is said of a person fits several people of the book, of whom not just one has
    an order."""
    fits = _fitting(state, person, speaker)
    return len(fits) > 1 and sum(1 for row in fits if row.items) != 1


def _fitting(state: State, person: Person, speaker: AccountId | None) -> list[Row]:
    """``speaker`` is who says so, where 我妈 is to be hers alone."""
    name = fold_name(person.name)
    rows = [state.rows[key] for key in state.by_name.get(name, ())] if name else []
    if speaker is not None and _is_relative(person):
        rows = [row for row in rows if row.placer == speaker]
    if not name and person.household and not is_building(household_steps(person.household)):
        rows = [row for row in state.rows.values() if row.address]
        rows = [r for r in rows if may_be_same(_plain(r.address), _plain(person.household))]
    home = _plain(person.household)
    fits = [row for row in rows if may_be_same(_plain(row.address), home)]
    exact = [
        r for r in fits if home and household_steps(_plain(r.address)) == household_steps(home)
    ]
    return exact or fits


@lru_cache(maxsize=16_384)
def _plain(address: str) -> str:
    return fold(address).text.replace(" ", "")


def own_row(state: State, account: AccountId, nick: str) -> Row:
    """The row that a sender's own orders go to, as it is or as it would be."""
    key = state.mine.get(account)
    if key is not None and key in state.rows:
        return state.rows[key]
    row = state.rows.get(own_key(account))
    if row is not None:
        return row
    person = person_of_nick(nick)
    named = find_named(state, person) if person.name else None
    if named is not None and named.account in (None, account):
        return named._replace(account=account)
    who = person.name or person.household or nick
    return Row(own_key(account), account, account, who, person.household, EMPTY)


def named_row(state: State, person: Person, placer: AccountId) -> Row:
    """The row of a named person, as it is or as it would be."""
    row = find_named(state, person, placer)
    if row is not None:
        address = row.address or person.household
        return row if address == row.address else row._replace(address=address)
    who = person.name or person.household
    return Row(named_key(person, placer), placer, None, who, person.household, EMPTY)


def with_above(state: State, account: AccountId, row: RowKey) -> State:
    """Remembers who ordered last, for 同上 and 跟楼上一样."""
    if state.above[:1] == ((account, row),):
        return state
    others = tuple(pair for pair in state.above if pair[0] != account)
    return State(*state[:-1], ((account, row), *others[:1]))


def may_change(row: Row, sender: AccountId, leader: AccountId) -> bool:
    """orders/RULES.md 5 and 8: the owner, who placed it, a leader."""
    return sender in (leader, row.account, row.placer)


def with_row(state: State, row: Row) -> State:
    """The state with the row put in its place, or at the end where it is new."""
    rows = {**state.rows, row.key: row}
    old = state.rows.get(row.key)
    if old is not None and not old.items and row.items:
        del rows[row.key]
        rows[row.key] = row
    by_name = state.by_name
    name = fold_name(row.who)
    if row.key not in by_name.get(name, ()):
        by_name = {**by_name, name: (*by_name.get(name, ()), row.key)}
    return State(rows, by_name, *state[2:])


def with_items(row: Row, items: Mapping[ItemKey, int]) -> Row:
    """The row with these quantities; items of none are left out."""
    some = MappingProxyType({k: v for k, v in items.items() if v > 0})
    return Row(row.key, row.placer, row.account, row.who, row.address, some, row.note)


def with_stands(state: State, stands: Iterable[tuple[RowKey, ItemKey, int]]) -> State:
    """The state with what the bot says stands, whatever was meant before."""
    for key, item, quantity in stands:
        row = state.rows.get(key)
        if row is None:
            continue
        items = {**row.items, item: quantity}
        state = with_row(state, with_items(row, {k: q for k, q in items.items() if q}))
    return state


def is_own(state: State, person: Person, account: AccountId, nick: str) -> bool:
    """Whether a person written somewhere is the sender: the nickname, its name, the household
    alone, or the name of the row that is theirs (orders/RULES.md 2, 5 and 8)."""
    return is_called(own_row(state, account, nick), person, nick)


def is_called(own: Row, person: Person, nick: str) -> bool:
    """The same, of the sender's row."""
    me = person_of_nick(nick)
    if not person.name:
        homes = [home for home in (me.household, own.address) if home]
        return bool(person.household) and any(
            may_be_same(_plain(home), _plain(person.household)) for home in homes
        )
    name = fold_name(person.name)
    if name not in (fold_name(me.name), fold_name(nick), fold_name(own.who)):
        return False
    return may_be_same(_plain(me.household or own.address), _plain(person.household))
