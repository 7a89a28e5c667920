"""去掉 3-1202 的草莓, 去掉 张姐、3-502: the leader takes off what people ordered, such as entries
that are missing in the list she pasted. What names goods and nobody is read as an order is
(去掉草莓); in a group, what names nobody either.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.addressing import take_group_names
from handlers.booking import take
from handlers.changed_rows import full_name
from handlers.finding import people_named, split_words
from handlers.following import follow
from handlers.lists import part
from handlers.messages import Reply
from handlers.naming import product_and_variant
from handlers.phrasebook import Phrase
from handlers.replies import answer, echo
from handlers.texts import pasting as texts
from handlers.unsaying import REMOVE
from handlers.work import Call, Work
from rules.offers import OfferState
from solitaire.households import HOUSEHOLD
from solitaire.lexer import lex
from solitaire.naming import is_namelike
from solitaire.normal import fold_text
from solitaire.tokens import COUNTS, GOODS
from solitaire.values import AccountId, RowKey
from storage.books import Book
from storage.commands import note_command
from storage.groups import Group
from storage.offers import find_latest
from storage.orders import Line, Order, list_orders
from storage.session import Session
from storage.states import GroupState
from storage.vault import Vault

Removal = tuple[RowKey, Sequence[Line]]
"""A row, and which of its lines are to go."""

_AND = re.compile(texts.AND)
_PLACE = re.compile(HOUSEHOLD)
_OF = re.compile(rf"(?P<who>.+?)\s*(?:{texts.OF}|[\s,，、:：])\s*(?P<what>\S.*)")


def is_removal(state: GroupState, words: str) -> bool:
    """Whether 去掉 is this command: what stands behind it names somebody, or at least no goods."""
    if names_somebody(state, words):
        return True
    if state.book is None:
        return False
    tokens = lex(fold_text(words), state.book.chat.lexicon, loose=True)
    return not any(token.kind & (GOODS | COUNTS) for token in tokens)


def names_somebody(state: GroupState, words: str) -> bool:
    """Whether what stands behind 去掉 is a household, a person of the book, or what people are
    called."""
    if any(_is_person(word) for word in split_words(_AND.sub(" ", words))):
        return True
    orders = state.book.orders.values() if state.book is not None else ()
    return any(people_named(orders, who) for who, _ in _readings(words))


def _is_person(word: str) -> bool:
    folded = fold_text(word)
    return _PLACE.match(folded) is not None or is_namelike(folded)


def _readings(words: str) -> list[tuple[str, str]]:
    """Who and what may be meant: all of it a person, else a person and goods."""
    first = _OF.fullmatch(words)
    cut = [(first["who"].strip(), first["what"].strip())] if first is not None else []
    who, _, what = words.rpartition(texts.OF)  # 去掉 5栋 李姐 的草莓
    last = [(who.strip(), what.strip())] if who and what else []
    return [(words, ""), *last, *cut]


async def locate(
    session: Session,
    _vault: Vault,
    phrase: Phrase,
    groups: Sequence[Group],
    _account: AccountId,
) -> Mapping[str, str]:
    """For 去掉 in private: the one of her groups in whose book the person stands."""
    named, _ = take_group_names(phrase.args, groups)
    if named or not phrase.args:
        return {}
    here: list[str] = []
    for group in groups:
        offer = await find_latest(session, group.id, OfferState.OPEN, OfferState.CLOSED)
        orders = await list_orders(session, group.id, offer.number) if offer is not None else ()
        if any(people_named(orders, who) for who, _ in _readings(phrase.args)):
            here.append(group.id)
    return {here[0]: f"{phrase.route.name} {phrase.args}"} if len(here) == 1 else {}


async def on_remove(work: Work, call: Call) -> Sequence[Reply]:
    """去掉 张姐, 去掉 3-1202 的草莓: takes it off and says what."""
    book = call.state.book
    if book is None or not call.args:
        return (answer(call, texts.how_to_remove()),)
    if not call.private and not names_somebody(call.state, call.args):
        return ()  # 去掉那个 in the group is talk
    found = _meant(book, call.args)
    if isinstance(found, str):
        return (answer(call, echo(call.chat, found)),)
    event = replace(call.event, reply_to=None)
    stands = tuple((row, line.item, 0) for row, lines in found for line in lines)
    taken = await take(work, call.state, event, stands=stands)
    if taken.after is None:
        return taken.replies
    before = {"chat": event.chat, "message": event.message}
    number, seq = book.offer.number, taken.after.seq
    note_command(work.session, call.group.id, number, call.account, REMOVE, before, seq, work)
    told = texts.taken_off([_told(taken.after, row, lines) for row, lines in found])
    return (answer(call, echo(call.chat, told)), *await follow(work, call.group, taken))


def _is_gone(book: Book, line: Line) -> bool:
    return not book.lines[line.row, line.item].quantity


def _told(book: Book, row: RowKey, lines: Sequence[Line]) -> str:
    gone = [line for line in lines if _is_gone(book, line)]
    parts = [str(part(book, line.item, line.quantity)) for line in gone]
    rest = [str(part(book, line.item, line.quantity)) for line in book.lines_of(row)]
    return texts.person_taken_off(full_name(book, row), parts, rest)


def _meant(book: Book, words: str) -> Sequence[Removal] | str:
    """The rows and what of each is to go; or why that is not clear, and then nobody's goes."""
    several = _several(book, words)
    if not several:
        one = _of_one(book, words)
        return one if isinstance(one, str) else (one,)
    found: dict[RowKey, Sequence[Line]] = {}
    for word in several:
        one = _of_one(book, word)
        if isinstance(one, str):
            return one
        found[one[0]] = one[1]
    return tuple(found.items())


def _several(book: Book, words: str) -> Sequence[str]:
    """The names and households where all of the words are such (张姐、3-502); none for one person
    or for a person and goods."""
    if people_named(book.orders.values(), words):
        return ()
    apart = split_words(_AND.sub(" ", words))
    known = [word for word in apart if people_named(book.orders.values(), word)]
    rest = [word for word in apart if word not in known]
    return apart if known and len(apart) > 1 and all(map(_is_person, rest)) else ()


def _of_one(book: Book, words: str) -> Removal | str:
    for who, what in _readings(words):
        people = _people(book, who)
        if len(people) > 1:
            return texts.which_of(who, [full_name(book, order.row) for order in people])
        if people:
            return _lines(book, people[0].row, what)
    return texts.nobody_of(words)


def _people(book: Book, who: str) -> Sequence[Order]:
    """Those who have something count before those who have not."""
    people = people_named(book.orders.values(), who)
    return [order for order in people if book.lines_of(order.row)] or people[:1]


def _lines(book: Book, row: RowKey, what: str) -> Removal | str:
    lines = book.lines_of(row)
    if not lines:
        return texts.nothing_to_remove(full_name(book, row))
    if not what:
        return row, lines
    named = [
        product_and_variant([book.products[line.product] for line in lines], word)
        for word in split_words(_AND.sub(" ", what))
    ]
    goods = {(product.code, variant) for found in named for product, variant in found}
    meant = [
        line
        for line in lines
        if (line.product, "") in goods or (line.product, line.variant) in goods
    ]
    return (row, meant) if meant and all(named) else texts.has_not(full_name(book, row), what)
