"""The leader's words about money: 收, 撤销收, 退款, 除了…都付了.

Answered privately wherever they are said; people are found by name, room or a phone's last
digits, and asked about where a word fits several.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handlers import returns
from handlers.messages import Reply
from handlers.receiving import claims_of, give_back, receive_from, undo_receipt
from handlers.refundable import bare_sum, who_and_what
from handlers.replies import ask, echo, personal
from handlers.tabs import (
    Person,
    find_people,
    is_called,
    past_cutoff,
    people_of,
    person_now,
)
from handlers.texts import payments as texts
from handlers.texts.amounts import yuan
from handlers.work import Call, Work
from solitaire.naming import is_namelike
from solitaire.normal import fold_text
from solitaire.paid_by import read_told
from solitaire.receipts import Named, is_room, read_all_but, read_receipts
from solitaire.values import RowKey
from storage.outbox import Asked

WHICH_PERSON = "which_person"


class Act(StrEnum):
    """What is to be done for the people named."""

    RECEIVE = "receive"
    UNDO = "undo"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class _Meant:
    """A word with the people it may mean. ``unread`` is a sum that could not be read, ``goods``
    what is said of collected goods that are to be refunded."""

    word: str
    fen: int | None
    people: tuple[Person, ...]
    unread: str = ""
    goods: str = ""


async def on_receive(work: Work, call: Call) -> Sequence[Reply]:
    """收 张姐 59.8, 收 张姐 李叔 老周, one a line; 收赵姐29.9, 收张姐, 李叔付了20.

    In a sentence, a name that is nobody's and looks like none is talk: 收草莓2, 收衣服.
    """
    told = read_told(call.args)
    if told and not call.body and not await _are_people(work, call, told):
        return ()
    return await _on_named(work, call, Act.RECEIVE, texts.how_to_receive(), told)


async def _are_people(work: Work, call: Call, told: Sequence[Named]) -> bool:
    people = await people_of(work, call.group, past=True)
    return all(
        find_people(people, one.word)
        or is_room(one.word)
        or (one.fen is not None and is_namelike(one.word))
        for one in told
    )


async def on_undo_receive(work: Work, call: Call) -> Sequence[Reply]:
    """撤销收 张姐."""
    return await _on_named(work, call, Act.UNDO, texts.how_to_undo())


async def on_refunded(work: Work, call: Call) -> Sequence[Reply]:
    """退款 张姐: what was to be given back was; 退 张姐 29.9: that much of it. What was collected
    is refunded by 退款 张姐 草莓, and by a sum of which less was paid too much."""
    people = await people_of(work, call.group, past=True)
    word, called, goods = who_and_what(people, call.args)
    named = read_receipts(call.args, lambda _: False)
    if len(named) == 1 and named[0].fen is not None:
        word, called = named[0].word, find_people(people, named[0].word)
        goods = yuan(named[0].fen)
    meant = [] if call.body.strip() or not goods else list(called)
    fitting = [one for one in meant if await returns.fits(work, call.group, one, goods)]
    if not fitting and meant and len(named) > 1 and not _has_people(people, goods):
        return await personal(work, call, texts.not_collected(word, goods))
    if not fitting:
        return await _on_named(work, call, Act.REFUND, texts.how_to_refund())
    fen = bare_sum(goods)
    meant = [one for one in meant if one in fitting or (fen is not None and one.over >= fen)]
    if len(meant) == 1:
        return await returns.ask_refund(work, call, meant[0], goods)
    return (_question(call, Act.REFUND, [_Meant(word, fen, tuple(meant), goods=goods)]),)


def _has_people(people: Sequence[Person], said: str) -> bool:
    return any(find_people(people, word) for word in said.split())


async def on_all_but(work: Work, call: Call) -> Sequence[Reply]:
    """除了 王芳 都付了: everybody else paid what is open past the cutoff."""
    words = read_all_but(call.args)
    if not words:
        return await personal(work, call, texts.how_to_spare())
    people = await people_of(work, call.group)
    meant = {word: find_people(people, word) for word in words}
    if unknown := [word for word, found in meant.items() if not found]:
        return await personal(work, call, texts.unknown(unknown))
    spared = {person.row for found in meant.values() for person in found}
    owing = {tab.row for tab in past_cutoff([tab for one in people for tab in one.tabs])}
    paying = [person for person in people if person.row in owing - spared]
    total = sum([(await _act(work, call, Act.RECEIVE, one.row, None))[1] for one in paying])
    if not total:
        return await personal(work, call, texts.all_but_nobody(list(meant)))
    return await personal(work, call, texts.all_but(len(paying), total, list(meant)))


async def _on_named(
    work: Work, call: Call, act: Act, usage: str, told: Sequence[Named] = ()
) -> Sequence[Reply]:
    people = await people_of(work, call.group, past=True)
    live = await people_of(work, call.group) if act is Act.RECEIVE else people
    lines = call.body.splitlines() if told else (call.args, *call.body.splitlines())
    named = [*told, *_named(people, lines)]
    if not named:
        return await personal(work, call, usage)
    meant = _meant(live, named)
    if act is Act.RECEIVE:  # somebody who owes nothing any more is told so
        meant = [one if one.people else _find(people, one) for one in meant]
    said = [texts.unread_amount(one.word, one.unread) for one in meant if one.unread]
    meant = [one for one in meant if not one.unread]
    said += await _act_on(work, call, act, [one for one in meant if len(one.people) == 1])
    if unknown := [one.word for one in meant if not one.people]:
        said.append(texts.unknown(unknown))
    unsure = [one for one in meant if len(one.people) > 1]
    replies = await personal(work, call, "\n".join(said)) if said else ()
    return (*replies, _question(call, act, unsure)) if unsure else replies


def _named(people: Sequence[Person], lines: Iterable[str]) -> list[Named]:
    def known(word: str) -> bool:
        return any(is_called(person, word) for person in people)

    return [named for line in lines for named in read_receipts(line, known)]


def _meant(people: Sequence[Person], named: Sequence[Named]) -> list[_Meant]:
    """Whom each word means; a room in front of a name only says which one it is."""
    result: list[_Meant] = []
    for one in named:
        found = find_people(people, one.word)
        before = result[-1] if result else None
        if before and before.fen is None and is_room(before.word):
            both = tuple(person for person in found if person in before.people)
            if both:
                result[-1] = _Meant(f"{before.word} {one.word}", one.fen, both, one.unread)
                continue
        result.append(_Meant(one.word, one.fen, found, one.unread))
    return result


def _find(people: Sequence[Person], meant: _Meant) -> _Meant:
    return replace(meant, people=find_people(people, meant.word))


async def _act_on(work: Work, call: Call, act: Act, sure: Sequence[_Meant]) -> list[str]:
    said: list[str] = []
    booked: list[int] = []
    for one in {(one.people[0].row, one.fen): one for one in sure}.values():
        sentence, fen = await _act(work, call, act, one.people[0].row, one.fen)
        said.append(sentence)
        booked += [fen] if fen else []
    if act is Act.RECEIVE and len(booked) > 1:
        said.append(texts.received_in_all(len(booked), sum(booked)))
    return said


async def _act(work: Work, call: Call, act: Act, row: RowKey, fen: int | None) -> tuple[str, int]:
    """Do it for one person, by how she stands after what was done before."""
    person = await person_now(work, call.group, row)
    if person is None:
        return texts.unknown([row]), 0
    match act:
        case Act.RECEIVE:
            claims = await claims_of(work, call.group, person)
            return receive_from(work, call, person, fen, claims)
        case Act.UNDO:
            return await undo_receipt(work, call, person, fen)
        case Act.REFUND:
            return await give_back(work, call, person, fen)


def _question(call: Call, act: Act, unsure: Sequence[_Meant]) -> Reply:
    """Which of several people is meant by the first unsure word; the others are asked after."""
    first = unsure[0]
    choices = [
        texts.choice(
            person.named(private=call.private),
            person.tabs[0].number,
            _amount(act, person) if call.private and not first.goods else "",
        )
        for person in first.people
    ]
    pending = [
        {
            "word": one.word,
            "fen": one.fen,
            "rows": [person.row for person in one.people],
            "goods": one.goods,
        }
        for one in unsure
    ]
    facts = {"act": act.value, "pending": pending}
    return ask(call, texts.which_person(echo(call.chat, first.word), choices), WHICH_PERSON, facts)


def _amount(act: Act, person: Person) -> str:
    """What it is about, to tell people apart by."""
    match act:
        case Act.RECEIVE:
            return texts.open_now(person.open)
        case Act.UNDO:
            return texts.paid_so_far(person.paid)
        case Act.REFUND:
            return texts.may_be_refunded(sum(tab.over for tab in person.tabs))


async def answer_which_person(work: Work, call: Call, asked: Asked) -> Sequence[Reply] | None:
    """The number (or the room) of the person meant; None when it is no answer to that."""
    people = {person.row: person for person in await people_of(work, call.group, past=True)}
    act = Act(asked.facts["act"])
    unsure = [
        _Meant(
            entry["word"],
            entry["fen"],
            tuple(people[RowKey(row)] for row in entry["rows"] if row in people),
            goods=str(entry.get("goods", "")),
        )
        for entry in asked.facts["pending"]
    ]
    chosen = _chosen(unsure[0].people, fold_text(call.event.text))
    if chosen is None:
        return None
    goods = unsure[0].goods
    if goods and await returns.fits(work, call.group, chosen, goods):
        return await returns.ask_refund(work, call, chosen, goods)
    sentence, _ = await _act(work, call, act, chosen.row, unsure[0].fen)
    replies = await personal(work, call, sentence)
    return (*replies, _question(call, act, unsure[1:])) if unsure[1:] else replies


def _chosen(people: Sequence[Person], word: str) -> Person | None:
    if word.isdecimal() and 1 <= int(word) <= len(people):
        return people[int(word) - 1]
    found = find_people(people, word) if is_room(word) else ()
    return found[0] if len(found) == 1 else None
