"""Whose lines a question for the reason is about: her own, a named person's, of some goods or all.

A resident may ask of her own rows and of those that she placed, a leader of anybody's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from handlers.causes import History
from handlers.finding import people_named
from handlers.messages import Said
from handlers.naming import product_and_variant
from solitaire.households import HOUSEHOLD, may_be_same
from solitaire.naming import is_namelike
from solitaire.normal import fold_name, fold_text
from solitaire.people import person_of_nick
from solitaire.values import Row, RowKey
from solitaire.whys import GOODS_APART, NUMBERED, OF, Why
from storage.orders import Order

_NUMBERED = re.compile(NUMBERED)
_ROOM = re.compile(HOUSEHOLD)
_APART = re.compile(GOODS_APART)


@dataclass(frozen=True, slots=True)
class Subject:
    """The rows and products that are asked about, no products for all. ``others`` says that the
    rows are none of the speaker's business."""

    rows: tuple[RowKey, ...]
    codes: tuple[str, ...] = ()
    others: bool = False


def find_subject(history: History, why: Why, speaker: Said, *, leads: bool) -> Subject | None:
    """What is asked about in an offer, None where the words name nothing of it."""
    own = own_rows(history, speaker, leads=leads)
    if not why.about:
        return Subject(own)
    named = _named(history, why.about)
    if named is None:
        return None
    rows, codes = named
    if rows is None:
        return Subject(own, codes)
    hers = rows if leads else tuple(row for row in rows if row in own)
    return Subject(hers or rows, codes, others=not hers)


def own_rows(history: History, speaker: Said, *, leads: bool) -> tuple[RowKey, ...]:
    """The speaker's own row, by account, else by name; then those that she placed for others. A
    leader's is only her own, because she places anybody's."""
    people, account = _people(history), speaker.account
    own = [order.row for order in people if order.account == account]
    named = [] if own else [order.row for order in people if _is_called(order, speaker.nick)]
    placed = [] if leads else [order.row for order in people if order.placer == account]
    return tuple(dict.fromkeys((*own, *named, *placed)))


def _is_called(order: Order, nick: str) -> bool:
    """Whether a row that is no account's is of that nickname, the household too where both say it
    (orders/RULES.md 2)."""
    person = person_of_nick(nick)
    homes = (fold_text(home).replace(" ", "") for home in (person.household, order.address))
    same = bool(person.name) and fold_name(person.name) == fold_name(order.who)
    return order.account is None and same and may_be_same(*homes)


def names_somebody(words: str) -> bool:
    """Whether words can be meant for nothing but a person, whom the book may not know: a room, an
    order's number, a name by its look."""
    known = _NUMBERED.fullmatch(words) or _ROOM.fullmatch(words)
    return known is not None or is_namelike(words)


def _people(history: History) -> list[Order]:
    """Everybody in the book, and whoever wanted something and got nothing."""
    orders = history.book.orders
    states = [one.cause.state.rows for one in history.happened[-1:]]
    wanting = (one.rows for one in history.happened)
    rows = [history.row(row) for row in dict.fromkeys(chain.from_iterable(wanting))]
    known = {row.key: row for row in rows if row is not None and row.key not in orders}
    for state in states:
        known |= {key: row for key, row in state.items() if key not in orders}
    return [*orders.values(), *(_unbooked(history, row) for row in known.values())]


def _unbooked(history: History, row: Row) -> Order:
    at = history.book.offer.created_at
    return Order(
        row.key, 0, row.placer, row.account, row.who, row.address, row.note, row.placer, at
    )


def _named(
    history: History, words: str
) -> tuple[tuple[RowKey, ...] | None, tuple[str, ...]] | None:
    """The rows of a person, or None for the speaker's, and products: 张姐, 3-502的草莓, 第3单."""
    whole = _goods(history, words)
    if whole:
        return None, whole
    for end in range(len(words), 0, -1):
        person, goods = words[:end], words[end:].removeprefix(OF).strip()
        rows = _rows_of(history, person.removesuffix(OF).strip())
        codes = _goods(history, goods) if goods else ()
        if rows and (codes or not goods):
            return rows, codes
    return None


def _rows_of(history: History, word: str) -> tuple[RowKey, ...]:
    people = _people(history)
    numbered = _NUMBERED.fullmatch(word)
    if numbered is not None:
        return tuple(order.row for order in people if order.number == int(numbered[1]))
    found = people_named(people, word) if len(word) > 1 else ()
    return tuple(dict.fromkeys(order.row for order in found))


def _goods(history: History, words: str) -> tuple[str, ...]:
    """The products that all of the words name: 草莓, 草莓和鸡蛋; nothing where one is none."""
    found: list[Sequence[str]] = []
    for word in filter(None, _APART.split(words)):
        named = product_and_variant(history.book.products.values(), word)
        found.append([product.code for product, _ in named])
    return tuple(dict.fromkeys(chain.from_iterable(found))) if found and all(found) else ()
