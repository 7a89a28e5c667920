"""What a leader pasted, worked into the book: the entries of a list, or each message of a stretch
of chat as if its speaker had said it.

A speaker without an account here is known by name and household (orders/RULES.md 2). While such a
person speaks, the row is lent to an account made of them; afterwards it has no account again, and
the leader has placed it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from solitaire.book import EMPTY, State, find_named, named_key, own_key, with_row
from solitaire.draft import Outcome, Scene
from solitaire.households import may_be_same
from solitaire.layout import Layout, find_layout
from solitaire.lexicon import Lexicon
from solitaire.lists import hear_list
from solitaire.log import Link
from solitaire.normal import fold_name, fold_text
from solitaire.owners import as_lines, at_home
from solitaire.paste import Spoken, read_paste
from solitaire.people import Person, person_of_nick
from solitaire.values import (
    BOT,
    AccountId,
    Message,
    MessageId,
    Question,
    Row,
    Verdict,
)

Reader = Callable[[Link | None, Message, Lexicon, AccountId, State], Outcome]
"""How one message at the end of a chain is read (``hearing.outcome_of``)."""

_LENT: Final = "pasted:"


def hear_pasted(
    previous: Link | None,
    message: Message,
    lexicon: Lexicon,
    leader: AccountId,
    state: State,
    read: Reader,
) -> Outcome:
    """A paste at the end of a chain. What is not understood is asked by the whole line."""
    paste = read_paste(message.text)
    if paste is None:
        return Outcome(state, Verdict.CHATTER)
    if paste.layout is not None:
        return hear_list(paste.layout, Scene(lexicon, leader, message), state)
    outcomes: list[Outcome] = []
    last: Link | None = None
    fresh = unheard(previous, paste.spoken, state, message)
    for place, spoken in enumerate(paste.spoken):
        sender, lent = _enter(spoken.speaker, message, leader, state)
        said = Message(MessageId(f"{message.id}#{place}"), sender, spoken.speaker, spoken.text)
        heard = _speak(last, said, lexicon, leader, lent, read)
        heard = heard._replace(state=_leave(heard.state, state, sender, leader))
        last = Link(last, said, lexicon, state, heard, frozenset({said.id}))
        if fresh[place]:  # what was heard before only stands in front of what follows
            outcomes.append(heard)
            state = heard.state
    return _together(outcomes, state)


def _together(outcomes: Sequence[Outcome], state: State) -> Outcome:
    rows = tuple(dict.fromkeys(row for one in outcomes for row in one.rows if row in state.rows))
    items = tuple(dict.fromkeys(item for one in outcomes for item in one.items))
    questions = tuple(question for one in outcomes for question in one.questions)
    verdict = Verdict.ORDER if rows else Verdict.CHATTER
    if questions:
        verdict = Verdict.PARTIAL if rows else Verdict.ASK
    return Outcome(state, verdict, rows, questions, (), items)


def _speak(
    last: Link | None,
    said: Message,
    lexicon: Lexicon,
    leader: AccountId,
    state: State,
    read: Reader,
) -> Outcome:
    """One message of the stretch; a 接龙 that was copied in it takes nothing away either."""
    layout = list_in(said.text)
    if layout is not None:
        listed = replace(said, pasted=True)
        return hear_list(layout, Scene(lexicon, leader, listed), state)
    outcome = read(last, said, lexicon, leader, state)
    line = f"{said.nick}：{said.text}"
    return outcome._replace(questions=tuple(_once(as_lines(outcome.questions, line))))


def _once(questions: Sequence[Question]) -> Sequence[Question]:
    return list({question.piece: question for question in questions}.values())


def list_in(text: str) -> Layout | None:
    """The list that a message of the stretch is."""
    layout = find_layout(text, running=True)
    return None if layout is None or layout.lone or not layout.entries else layout


def _enter(
    speaker: str, message: Message, leader: AccountId, state: State
) -> tuple[AccountId, State]:
    """The account that a speaker of the stretch speaks as, and the state in which that has its
    row: the leader's, one that is known by this name, else one made of the name."""
    person = person_of_nick(speaker)
    if fold_name(person.name) == fold_name(person_of_nick(message.nick).name):
        return leader, state
    row = find_named(state, person) or _unnamed(person, state)
    known = row.account if row is not None else None
    heard = state.nicks.get(fold_name(person.name)) if row is None else None
    if heard is not None and may_be_same(_home(heard, state), fold_text(person.household)):
        known = heard
    if known is not None:
        return known, state
    lent = AccountId(f"{_LENT}{named_key(person)}")
    own = state.mine.get(lent)
    row = state.rows[own] if own is not None and own in state.rows else row
    if row is None:
        who = person.name or person.household or speaker
        row = Row(named_key(person), leader, None, who, person.household, EMPTY)
    row = row._replace(account=lent, address=row.address or person.household)
    return lent, with_row(state, row)._replace(mine={**state.mine, lent: row.key})


def _unnamed(person: Person, state: State) -> Row | None:
    """The row of the household that nobody has given a name."""
    row = at_home(person, state)
    return row._replace(who=person.name or row.who) if row is not None else None


def _home(account: AccountId, state: State) -> str:
    row = state.rows.get(state.mine.get(account, own_key(account)))
    return fold_text(row.address) if row is not None else ""


def _leave(state: State, before: State, sender: AccountId, leader: AccountId) -> State:
    """The state after a speaker: whose account was lent has none, nobody is in it who ordered
    nothing."""
    if not sender.startswith(_LENT):
        return state
    rows = {key: _returned(row, sender, leader) for key, row in state.rows.items()}
    idle = {key for key, row in rows.items() if not row.items and key not in before.rows}
    by_name = {
        name: tuple(key for key in keys if key not in idle) for name, keys in state.by_name.items()
    }
    return state._replace(
        rows={key: row for key, row in rows.items() if key not in idle},
        by_name={name: keys for name, keys in by_name.items() if keys},
        mine={one: key for one, key in state.mine.items() if key not in idle},
        nicks=before.nicks,
    )


def _returned(row: Row, sender: AccountId, leader: AccountId) -> Row:
    if sender not in (row.account, row.placer):
        return row
    account = None if row.account == sender else row.account
    placer = leader if row.placer == sender else row.placer
    return row._replace(account=account, placer=placer)


def unheard(
    previous: Link | None, spoken: Sequence[Spoken], state: State, message: Message
) -> tuple[bool, ...]:
    """For each message of a stretch whether it was not heard before: not in an earlier paste, not
    said live. What one person said several times is counted: the third +1 is new where there were
    two."""
    pasted, live = _heard_before(previous)
    seen: Counter[tuple[str, ...]] = Counter()
    fresh: list[bool] = []
    for one in spoken:
        words, account = _words(one), _account(one.speaker, message, state)
        timed = (*words, one.stamp.clock)
        seen.update((words, timed))
        known = account is not None and seen[words] <= live[account, words[1]]
        fresh.append(not known and not any(_holds(copy, words, timed, seen) for copy in pasted))
    return tuple(fresh)


def _holds(
    copy: Sequence[Spoken],
    words: tuple[str, ...],
    timed: tuple[str, ...],
    seen: Mapping[tuple[str, ...], int],
) -> bool:
    """Whether an earlier copy holds this message. Said at another time it is another."""
    same = [old.stamp.clock for old in copy if _words(old) == words]
    if timed[-1] and all(same):
        return seen[timed] <= same.count(timed[-1])
    return seen[words] <= len(same)


def _words(one: Spoken) -> tuple[str, ...]:
    return fold_name(one.speaker), _text(one.text)


def _text(text: str) -> str:
    return "".join(fold_text(text).split())


def _account(speaker: str, message: Message, state: State) -> AccountId | None:
    person = person_of_nick(speaker)
    row = find_named(state, person)
    if row is not None and row.account is not None:
        return row.account
    if fold_name(person.name) == fold_name(person_of_nick(message.nick).name):
        return message.sender
    return state.nicks.get(fold_name(person.name))


def _heard_before(
    previous: Link | None,
) -> tuple[list[tuple[Spoken, ...]], Counter[tuple[AccountId, str]]]:
    """The stretches that were pasted, and how often each account said what."""
    pasted: list[tuple[Spoken, ...]] = []
    live: Counter[tuple[AccountId, str]] = Counter()
    link = previous
    while link is not None:
        message = link.message
        if message.pasted and not link.withdrawn:
            paste = read_paste(message.text)
            pasted += [paste.spoken] if paste is not None and paste.spoken else []
        elif message.sender != BOT and not link.withdrawn:
            live[message.sender, _text(message.text)] += 1
        link = link.previous
    return pasted, live
