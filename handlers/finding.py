"""Whose order is meant at the counter: by a code, a name, a room, the end of a phone number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.texts import pickups as texts
from rules.masks import phone_tail
from rules.pickup import looks_like_code, normalise_code
from solitaire.households import BARE, HOUSEHOLD, may_be_same
from solitaire.naming import is_namelike
from solitaire.normal import fold_name, fold_text
from solitaire.values import AccountId, RowKey
from storage.groups import list_members
from storage.orders import Order
from storage.pickups import Awaited, find_coded
from storage.session import Session
from storage.vault import Vault

DONE_WITHIN = timedelta(days=7)
"""How long after an offer was done its orders are still found by their people's names."""
_PLACE = re.compile(f"(?:{HOUSEHOLD}|{BARE})")
_TAIL = re.compile(r"(?:[0-9]*\*+)?([0-9]{4})")
_BETWEEN = re.compile(f"[{re.escape(texts.SEPARATORS)}]+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a word at the counter means. ``targets`` are offer and row, newest offer first; several
    only for one person. ``people`` are those it may mean where it is not clear which. ``is_code``
    says that it can only be a code, ``elsewhere`` that it is one of another group."""

    word: str
    targets: tuple[tuple[int, RowKey], ...] = ()
    people: tuple[Order, ...] = ()
    is_code: bool = False
    elsewhere: bool = False

    @property
    def is_nobody(self) -> bool:
        """Whether it is neither a person nor a code, nor looks like a name, a room or a phone's
        end: goods, more likely."""
        if self.targets or self.people or self.is_code:
            return False
        folded = fold_text(self.word)
        at_home = _PLACE.fullmatch(folded) is not None or _tail_of(folded) is not None
        return not at_home and not is_namelike(folded)


def split_words(text: str) -> list[str]:
    """The codes, names and rooms of a message."""
    return [word for word in _BETWEEN.split(text) if word]


async def find_word(
    session: Session, vault: Vault, group: str, awaited: Sequence[Awaited], word: str
) -> Found:
    """What a word means in a group with these orders."""
    elsewhere = False
    if looks_like_code(word):
        coded = await find_coded(session, vault.digest(normalise_code(word)))
        here = [found for found in coded if found.group == group]
        if here:
            return Found(word, ((here[0].offer, here[0].row),), is_code=True)
        elsewhere = bool(coded)
    nicks = dict(await list_members(session, group)) if _tail_of(fold_text(word)) else {}
    people = people_named([waiting.order for waiting in awaited], word, nicks)
    if len({order.row for order in people}) > 1:
        return Found(word, people=_once_each(people))
    if not people:
        return Found(word, is_code=looks_like_code(word), elsewhere=elsewhere)
    hers = [waiting for waiting in awaited if waiting.order.row == people[0].row]
    open_ones = [waiting for waiting in hers if waiting.remaining] or hers[:1]
    return Found(word, tuple((waiting.offer, waiting.order.row) for waiting in open_ones))


def _once_each(people: Iterable[Order]) -> tuple[Order, ...]:
    return tuple({order.row: order for order in people}.values())


def people_named(
    orders: Iterable[Order], word: str, nicks: Mapping[AccountId, str] | None = None
) -> tuple[Order, ...]:
    """The orders whose people a word may mean. What fits best alone counts: the whole name, then
    a room, then a phone's tail (in a nickname of the group too), then a part of a name."""
    listed, folded = tuple(orders), fold_text(word)
    key = fold_name(word)
    if not key:
        return ()
    whole = tuple(order for order in listed if key in _names(order))
    if whole:
        return whole
    at_home = tuple(order for order in listed if _lives_at(order, folded))
    tail = _tail_of(folded)
    if at_home or tail is not None:
        return at_home or _with_tail(listed, str(tail), nicks or {})
    if len(key) < 2:
        return ()
    return tuple(order for order in listed if any(key in name for name in _names(order)))


def _names(order: Order) -> tuple[str, ...]:
    return fold_name(order.who), fold_name(f"{order.address}{order.who}")


def _lives_at(order: Order, place: str) -> bool:
    is_place = bool(order.address) and _PLACE.fullmatch(place) is not None
    return is_place and may_be_same(place, fold_text(order.address))


def _tail_of(folded: str) -> str | None:
    """The last four digits of a phone number, said alone, as such, or with the number (which
    arrives masked)."""
    alone = _TAIL.fullmatch(folded)
    return alone[1] if alone else phone_tail(folded)


def _with_tail(
    orders: Iterable[Order], tail: str, nicks: Mapping[AccountId, str]
) -> tuple[Order, ...]:
    """Those who have these four digits in their name, nickname, address or note, as a number's
    end."""
    ending = re.compile(rf"(?<![0-9]){tail}(?![0-9])")

    def said(order: Order) -> str:
        nick = nicks.get(order.account, "") if order.account else ""
        return fold_text(f"{order.who} {nick} {order.address} {order.note}")

    return tuple(order for order in orders if ending.search(said(order)))
