"""The counter: 核销 hands out what has arrived, 撤销核销 takes it back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.addressing import take_group_names
from handlers.collecting import (
    book_of,
    keep_book,
    parcel,
    to_fetch,
    unfetched,
    words,
    yet_to_come,
)
from handlers.finding import DONE_WITHIN, Found, find_word, split_words
from handlers.lists import part
from handlers.messages import Reply
from handlers.naming import products_named
from handlers.phrasebook import Phrase
from handlers.redeeming import give, take_back
from handlers.replies import answer, echo, partly_personal
from handlers.texts import phrases
from handlers.texts import pickups as texts
from handlers.texts.amounts import called, clock, when
from handlers.work import Call, Work
from rules.errors import Refusal, RuleBroken
from rules.offers import Action, check
from rules.pickup import (
    LOCKED_FOR,
    WITHIN,
    Goods,
    Parcel,
    check_collected,
    hand_out,
    locked_until,
    normalise_code,
)
from solitaire.normal import fold_text
from solitaire.values import RowKey
from storage.books import Book
from storage.groups import Group
from storage.payments import list_tabs
from storage.pickups import add_wrong_code, list_awaited, list_pickups, list_wrong_codes
from storage.session import Session
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word at the counter, and the products it is limited to, as said."""

    found: Found
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What came of one word; ``money`` is about its payment, for the counter alone."""

    text: str
    money: str = ""


_Act = Callable[[Work, Call, _Asked, Book, RowKey], Awaitable[_Said]]


async def on_redeem(work: Work, call: Call) -> Sequence[Reply]:
    """核销 K7QX, 核销 K7QX 草莓, 核销 3-502, 核销 6688, 核销 张姐, several at once."""
    asked = await _asked(work, call)
    if not asked:
        return (answer(call, texts.how_to_redeem()),)
    return await _answer(work, call, await _at_the_counter(work, call, asked, _redeem))


async def on_undo_redeem(work: Work, call: Call) -> Sequence[Reply]:
    """撤销核销 K7QX: the last time that something was handed out to her is undone."""
    asked = await _asked(work, call)
    if not asked:
        return (answer(call, texts.how_to_undo_redeem()),)
    return await _answer(work, call, await _at_the_counter(work, call, asked, _take_back))


async def _asked(work: Work, call: Call) -> list[_Asked]:
    """The words of a message that name orders, each with the products named behind it."""
    group, session = call.group.id, work.session
    awaited = await list_awaited(session, group, work.at - DONE_WITHIN)
    pieces = split_words(f"{call.args}\n{call.body}")
    pieces = [one for one in pieces if fold_text(one) not in phrases.EVERYTHING]
    if len(pieces) > 1:
        whole = await find_word(session, work.vault, group, awaited, " ".join(pieces))
        if whole.targets or whole.people:
            return [_Asked(whole)]
    asked: list[_Asked] = []
    for piece in pieces:
        found = await find_word(session, work.vault, group, awaited, piece)
        last = asked[-1] if asked else None
        if last is not None and last.found.targets and await _limits(work, call, last, found):
            asked[-1] = replace(last, products=(*last.products, piece))
        elif last is None or not found.targets or found.targets != last.found.targets:
            asked.append(_Asked(found))
    return asked


async def _limits(work: Work, call: Call, asked: _Asked, found: Found) -> bool:
    """Whether a word behind a person says which of her goods are meant: what names one of them, or
    neither an order nor anybody (核销 赵姐 榴莲 must not hand out all she has)."""
    if found.targets:
        return False
    return found.is_nobody or await _names_goods(work, call, asked, found.word)


async def _names_goods(work: Work, call: Call, asked: _Asked, word: str) -> bool:
    books = await _books(work, call, asked)
    return any(products_named(book.products.values(), word) for book, _ in books)


async def _books(work: Work, call: Call, asked: _Asked) -> list[tuple[Book, RowKey]]:
    """The offers in which a word names an order."""
    found = [(await book_of(work, call.group.id, at), row) for at, row in asked.found.targets]
    return [(book, row) for book, row in found if book is not None]


async def _at_the_counter(
    work: Work, call: Call, asked: Sequence[_Asked], act: _Act
) -> Sequence[_Said]:
    """Word after word, until too many of them were wrong codes."""
    since = work.at - LOCKED_FOR - WITHIN
    wrong = list(await list_wrong_codes(work.session, call.account, since))
    said: list[_Said] = []
    for one in asked:
        until = locked_until(wrong, work.at)
        if until is not None:
            return [*said, _Said(texts.locked(clock(until, call.zone)))]
        if one.found.is_code and not one.found.targets:
            wrong.append(work.at)
            add_wrong_code(work.session, call.account, work.at)
        said.append(_unclear(call, one.found) or await _each(work, call, one, act))
    return said


def _unclear(call: Call, found: Found) -> _Said | None:
    """The answer where a word names no order, or several people's."""
    if found.targets:
        return None
    if found.people:
        people = [(order.who, order.address) for order in found.people]
        word = echo(call.chat, found.word)
        return _Said(texts.which_person(word, people, private=call.private))
    if not found.is_code:
        return _Said(texts.nobody_called(echo(call.chat, found.word)))
    refusal = Refusal.OTHER_PICKUP_POINT if found.elsewhere else Refusal.UNKNOWN_CODE
    return _Said(texts.refused(refusal, _shown_code(call, found)))


def _shown_code(call: Call, found: Found) -> str:
    """A code that is none here. In a group nobody else's is told, nor what may be a room."""
    code = normalise_code(found.word)
    if call.private or not (found.elsewhere or code.isdecimal()):
        return code
    return texts.hidden_code(code)


async def _each(work: Work, call: Call, asked: _Asked, act: _Act) -> _Said:
    """A person's orders one after the other; what is refused is told if all are."""
    for word in asked.products:
        if not await _names_goods(work, call, asked, word):
            return await _not_hers(work, call, asked, word)
    done: list[_Said] = []
    refused: list[_Said] = []
    for book, row in await _books(work, call, asked):
        try:
            done.append(await act(work, call, asked, book, row))
        except RuleBroken as broken:
            refused.append(_Said(_refusal(work, call, asked, book, row, broken)))
    said = done or refused[:1]
    money = dict.fromkeys(one.money for one in said if one.money)
    return _Said("\n".join(one.text for one in said), "\n".join(money))


async def _not_hers(work: Work, call: Call, asked: _Asked, word: str) -> _Said:
    """What is said to be hers is on none of her offers' lists: nothing is done, her goods said."""
    books = await _books(work, call, asked)
    goods = [one for book, row in books for one in words(book, unfetched(book, row))]
    return _Said(texts.not_ordered(_named(call, *books[0]), [echo(call.chat, word)], goods))


async def _redeem(work: Work, call: Call, asked: _Asked, book: Book, row: RowKey) -> _Said:
    """Hand out what has arrived and was not fetched, or just the products named."""
    hers = await _parcel(work, call.group, book, row)
    codes = [
        product.code
        for word in asked.products
        for product in products_named(book.products.values(), word)
    ]
    if asked.products and not codes:
        raise RuleBroken(Refusal.NOT_ORDERED)
    goods = tuple(
        given for code in codes or (None,) for given in hand_out(hers, product=code).goods
    )
    after = await give(work, call.group, book, row, goods, call.account)
    await keep_book(work, call.group.id, after)
    text = texts.handed(
        _named(call, after, row),
        _goods(after, goods),
        words(after, to_fetch(after, row)),
        words(after, yet_to_come(after, row)),
    )
    tabs = await list_tabs(work.session, call.group.id, book.offer.number, row)
    due, claimed = sum(tab.open for tab in tabs), sum(tab.claimed for tab in tabs)
    return _Said(text, texts.unpaid(due, claimed) if due else texts.paid())


async def _take_back(work: Work, call: Call, _asked: _Asked, book: Book, row: RowKey) -> _Said:
    """Undo what was handed out last."""
    check(book.offer.state, Action.UNDO_HAND_OUT)
    check_collected(await _parcel(work, call.group, book, row))
    pickups = await list_pickups(work.session, call.group.id, book.offer.number, row)
    last = [pickup for pickup in pickups if pickup.cause == pickups[-1].cause]
    after = await take_back(work, call.group, book, row, last, call.account)
    await keep_book(work, call.group.id, after)
    goods = _goods(after, [Goods(pickup.item, pickup.quantity) for pickup in last])
    return _Said(texts.taken_back(_named(call, after, row), goods))


async def _parcel(work: Work, group: Group, book: Book, row: RowKey) -> Parcel:
    pickups = await list_pickups(work.session, group.id, book.offer.number, row)
    return parcel(group, book, row, {pickup.item: pickup.at for pickup in pickups})


def _goods(book: Book, goods: Sequence[Goods]) -> Sequence[str]:
    return [str(part(book, given.item, given.quantity)) for given in goods]


def _named(call: Call, book: Book, row: RowKey) -> str:
    """The person, without room and phone number where the group can hear it."""
    order = book.orders[row]
    return f"{order.address} {order.who}".strip() if call.private else called(order.who)


def _refusal(
    work: Work, call: Call, asked: _Asked, book: Book, row: RowKey, broken: RuleBroken
) -> str:
    """Why nothing was handed out, in words."""
    named, at = _named(call, book, row), broken.facts.get("at")
    if broken.code is Refusal.NOT_ORDERED:
        said = [echo(call.chat, word) for word in asked.products]
        return texts.not_ordered(named, said, words(book, unfetched(book, row)))
    missing = words(book, yet_to_come(book, row)) if broken.code is Refusal.NOT_ARRIVED else ()
    told = when(at, work.at, call.zone) if isinstance(at, datetime) else ""
    return texts.refused(broken.code, named, missing, told)


async def _answer(work: Work, call: Call, said: Sequence[_Said]) -> Sequence[Reply]:
    """What was handed over where it was asked; what is not paid for the counter alone."""
    text = "\n".join(one.text for one in said)
    if not any(one.money for one in said):
        return (answer(call, text),)
    whole = "\n".join(f"{one.text}\n{one.money}" if one.money else one.text for one in said)
    return await partly_personal(work, call, text, whole, texts.rest_told_privately())


async def locate(
    session: Session, vault: Vault, phrase: Phrase, groups: Sequence[Group], _account: str
) -> Mapping[str, str]:
    """For a counter's word in private: each group that it concerns, with the command meant for it.

    A word belongs to the group in which it names an order; what names none (a product, a wrong
    code) to that of the word before it, else to the first. Empty where a name is found in several
    groups: the group has to be named then.
    """
    named, rest = take_group_names(phrase.args, groups)
    among = tuple(named or groups)
    if len(among) == 1:
        return {among[0].id: f"{phrase.route.name} {rest}\n{phrase.body}".strip()}
    located: dict[str, list[str]] = {}
    last = ""
    for word in split_words(f"{rest}\n{phrase.body}"):
        here = await _groups_of(session, vault, among, word)
        if len(here) > 1:
            return {}
        last = here[0] if here else last or among[0].id
        located.setdefault(last, []).append(word)
    return {group: " ".join((phrase.route.name, *own)) for group, own in located.items()}


async def _groups_of(
    session: Session, vault: Vault, groups: Sequence[Group], word: str
) -> Sequence[str]:
    """In which groups a word names an order."""
    here = []
    for group in groups:
        awaited = await list_awaited(session, group.id)
        found = await find_word(session, vault, group.id, awaited, word)
        if found.targets or found.people:
            here.append(group.id)
    return here
