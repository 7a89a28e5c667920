"""A free message and the book: whose order each clause is, what it does, what must be asked.

Rules: orders/RULES.md 1 to 4, 6 and 8.
"""

import re
from collections.abc import Callable
from typing import Final

from solitaire.acts import Act, Order
from solitaire.answered import answered
from solitaire.answers import Gap
from solitaire.book import (
    State,
    find_named,
    is_own,
    is_shared,
    may_change,
    named_row,
    own_row,
    with_row,
)
from solitaire.changes import Effect, act_on
from solitaire.clean import Clause, Sort
from solitaire.confirmed import confirmed
from solitaire.draft import (
    Draft,
    Outcome,
    Scene,
    ask,
    ask_for_others,
    ask_how_many,
    bare,
    finish,
    take,
    with_said,
)
from solitaire.everyone import is_for_all, remove_everywhere
from solitaire.goods import topic_of, with_goods
from solitaire.hearsay import speaks_for, with_hearsay
from solitaire.households import BUILDING, HOUSEHOLD, stated_address
from solitaire.intent import asks_total
from solitaire.meant import is_meant, is_quoted
from solitaire.naming import Subject
from solitaire.normal import fold_text
from solitaire.notes import join_notes
from solitaire.numbered import runs_into_count
from solitaire.people import Person
from solitaire.remarks import attach
from solitaire.speech import Speech
from solitaire.values import Query, QueryKind, Question, QuestionCode, Row, Verdict


def hear_free(
    speech: Speech, scene: Scene, state: State, again: Callable[[str], Speech]
) -> Outcome:
    """Works a free message's clauses into the book, in order. ``again`` reads a piece of text as
    a message of its own."""
    sure = confirmed(speech, scene.pending, again)
    if sure is not None:
        speech, scene = sure, scene._replace(pending=None)
    known = answered(speech, scene, state, again)
    if known is not None:
        return known
    clauses = with_hearsay(speech, scene, state, again)
    draft = _begin(clauses, state)
    conditional = False
    for clause in clauses:
        if clause.subject is not None and not clause.subject.they:
            draft.named = clause.subject
        conditional = conditional or clause.condition
        if clause.sort is Sort.ORDER and not conditional:
            if _is_echo(clause, clauses, scene):
                continue
            if not is_quoted(clause, scene) and is_meant(clause, clauses, speech):
                _order(clause, clauses, scene, draft)
        else:
            _no_order(clause, speech, scene, draft, conditional=conditional)
        draft.address = clause.address or draft.address
        draft.topic = topic_of(clause) or draft.topic
    return _close(draft, speech, clauses, scene, state)


def _begin(clauses: tuple[Clause, ...], state: State) -> Draft:
    draft = Draft(state)
    draft.alone = all(c.sort in (Sort.ORDER, Sort.EMPTY, Sort.REMARK) for c in clauses)
    draft.talk = any(
        (c.sort is Sort.TALK and not c.unknown) or (c.sort is Sort.DOUBT and c.talk)
        for c in clauses
    ) and not any(_calls_off(c) for c in clauses)
    return draft


def _is_echo(clause: Clause, clauses: tuple[Clause, ...], scene: Scene) -> bool:
    """我也要，不过我要苹果1箱: what is joined in with, where the goods come in another clause."""
    alone = scene.reply is None and all(o.act is Act.SET and not o.mentions for o in clause.orders)
    return alone and any(
        m.codes and m.amount is not None
        for other in clauses
        for o in other.orders
        for m in o.mentions
    )


def _calls_off(clause: Clause) -> bool:
    """帮我把单撤了: says plainly that the speaker's order is off; talk beside it is the reason."""
    gone = any(o.act is Act.CANCEL for o in clause.orders)
    return gone and any(word in clause.text for word in ("单", "取消", "退团", "接龙"))


def _says_amount(clause: Clause) -> bool:
    text = _ROOM.sub("", clause.text)
    return any(ch.isdigit() or ch in "一二两三四五六七八九十几" for ch in text)


_ROOM: Final = re.compile(rf"{HOUSEHOLD}|{BUILDING}")


def _wants(clause: Clause) -> bool:
    """An order that says more than the name of some goods."""
    mentions = [m for o in clause.orders for m in o.mentions]
    said = any(o.verb or o.change for o in clause.orders)
    return clause.sort is Sort.ORDER and (said or any(m.amount or m.vague for m in mentions))


def _is_wanted(clause: Clause) -> bool:
    """她说要2份, 老公说鸡蛋来2盒; not 她说超市买2盒送1盒."""
    named = bool(clause.topics) and not clause.talk
    return _WANTING.search(clause.text) is not None or (
        named and _TAKING.search(clause.text) is not None
    )


_WANTING: Final = re.compile("要(?![吃喝看玩去上下睡走回做涨降跌停关断换拆卖到过来])")
_TAKING: Final = re.compile("[来订拿接](?=[0-9一二两三四五六七八九十几半])")


def _no_order(
    clause: Clause, speech: Speech, scene: Scene, draft: Draft, *, conditional: bool
) -> None:
    """A clause that orders nothing: a condition, a question, hearsay, a wish in question form."""
    if conditional:
        wished = clause.wish and (clause.topics or _says_amount(clause))
        if (clause.condition and wished) or _wants(clause):
            ask(draft, QuestionCode.CONDITION, clause.text)
    elif clause.query is not None:
        codes = tuple(dict.fromkeys(c for m in clause.topics for c in m.codes))
        draft.queries.append(Query(_kind(clause, scene, draft), codes))
    elif clause.unknown and not speech.veto and not draft.talk:
        ask_for_others(
            clause, _row(_subject(clause, scene, draft), clause, scene, draft.state), draft
        )
    elif clause.hearsay and clause.wish and _says_amount(clause) and _is_wanted(clause):
        ask(draft, QuestionCode.HEARSAY, clause.text)
    elif clause.sort is Sort.DOUBT and not clause.talk and not speech.veto and not draft.talk:
        ask(draft, QuestionCode.MEANT_AS_ORDER, clause.text)


def _kind(clause: Clause, scene: Scene, draft: Draft) -> QueryKind:
    """The sum asked for without goods is that of the person's own order, where there is one."""
    assert clause.query is not None
    own = own_row(draft.state, scene.message.sender, scene.message.nick)
    total = clause.query is QueryKind.PRICE and not clause.topics and asks_total(clause.text)
    placed = (row for row in draft.state.rows.values() if row.placer == scene.message.sender)
    ordered = own.items or any(row.items for row in placed)
    return QueryKind.MY_ORDER if total and ordered else clause.query


def _order(clause: Clause, clauses: tuple[Clause, ...], scene: Scene, draft: Draft) -> None:
    """One order clause: finds the row, then does each act."""
    subject = _subject(clause, scene, draft)
    confirmed = any(c.confirms for c in clauses)
    if subject and clause.claims and not confirmed and not speaks_for(subject, scene, draft.state):
        ask(draft, QuestionCode.HEARSAY, clause.text)
        return
    if _is_either(subject, scene, draft.state):
        ask(draft, QuestionCode.WHICH_PERSON, _name_of(subject))
        return
    row = _row(subject, clause, scene, draft.state)
    if not may_change(row, scene.message.sender, scene.leader):
        ask(draft, QuestionCode.NOT_YOURS, clause.text)
        return
    draft.person = subject
    name = fold_text(_name_of(subject))
    if row.key not in draft.state.rows and runs_into_count(name, clause.text):
        ask_how_many(clause, row, draft)
        return
    if clause.unknown:
        ask_for_others(clause, row, draft)
    for order in clause.orders:
        row = _do(order, row, clause, scene, draft)
    if clause.note and draft.rows:
        row = row._replace(note=join_notes(row.note, clause.note))
        draft.state = with_row(draft.state, row)


def _subject(clause: Clause, scene: Scene, draft: Draft) -> Subject | None:
    """Whose order a clause is; one that names nobody goes on with the person before."""
    if clause.self_named:
        return None
    if clause.subject is not None:
        return draft.named if clause.subject.they else clause.subject
    if clause.address and scene.by_leader:
        return Subject("", clause.address)
    return None if clause.address else draft.person


def _name_of(subject: Subject | None) -> str:
    return (subject.name or subject.household) if subject is not None else ""


def _is_either(subject: Subject | None, scene: Scene, state: State) -> bool:
    """Whether the name said is that of two people of the book, neither of them the sender."""
    if subject is None:
        return False
    person = Person(subject.name, subject.household)
    mine = is_own(state, person, scene.message.sender, scene.message.nick)
    return not mine and is_shared(state, person, scene.message.sender)


def _row(subject: Subject | None, clause: Clause, scene: Scene, state: State) -> Row:
    sender, nick = scene.message.sender, scene.message.nick
    own = own_row(state, sender, nick)
    if subject is None:
        address = stated_address(own.address, clause.address)
        return own if address == own.address else own._replace(address=address)
    person = Person(subject.name, subject.household)
    return own if is_own(state, person, sender, nick) else named_row(state, person, sender)


def _do(order: Order, row: Row, clause: Clause, scene: Scene, draft: Draft) -> Row:
    """One act on one row; gives the row as it is afterwards."""
    ready = with_goods(order, row, clause, scene, draft)
    if ready is None:
        return row
    if isinstance(ready, Question):
        draft.gaps.append(Gap(row, ready, order.act is Act.ADD))
        return row
    if ready.act is Act.COPY and _agrees(clause, scene):
        return row
    if ready.act is Act.COPY:
        return _copy(ready, row, scene, draft)
    if is_for_all(ready, row, clause, scene):
        remove_everywhere(ready, clause, scene, draft)
        return row
    if ready.mentions and ready.mentions[-1].variants and ready.mentions[-1].codes:
        draft.topic = ready.mentions[-1]
    return take(act_on(ready, row.items, scene.lexicon, lone_is_one=False), ready, row, draft)


def _agrees(clause: Clause, scene: Scene) -> bool:
    """一样, 我也一样: of an order only right behind it; elsewhere it agrees with talk."""
    return not scene.after_other and clause.text.strip("啊呀哦的呢我也是家 ") in (
        "一样",
        "同样",
        "相同",
    )


def _copy(order: Order, row: Row, scene: Scene, draft: Draft) -> Row:
    """同上, 和张姐一样: what that person has at this moment (orders/RULES.md 8)."""
    source: Row | None = None
    if order.of:
        person = Person(order.of.removesuffix("的"))
        if is_shared(draft.state, person):
            ask(draft, QuestionCode.WHICH_PERSON, person.name)
            return row
        source = find_named(draft.state, person)
    elif scene.above is not None:
        source = draft.state.rows.get(scene.above)
    if source is None or not source.items:
        ask(draft, QuestionCode.WHICH_PRODUCT, order.of)
        return row
    return take(Effect({**row.items, **source.items}, tuple(source.items)), order, row, draft)


def _close(
    draft: Draft, speech: Speech, clauses: tuple[Clause, ...], scene: Scene, before: State
) -> Outcome:
    """An impatient repeat changes nothing; remarks go with the order; then the verdict."""
    said = bare(speech.text)
    heard = before.said.get(scene.message.sender, frozenset())
    if draft.rows and draft.adds and said in heard:
        rows, items = tuple(dict.fromkeys(draft.rows)), tuple(dict.fromkeys(draft.items))
        return Outcome(before, Verdict.ORDER, rows, items=items)
    if any(c.sort in (Sort.TALK, Sort.DOUBT, Sort.QUERY) for c in clauses):
        draft.gaps = [gap for gap in draft.gaps if not gap.lone]
    attach(draft, clauses, scene)
    _address(draft, scene)
    return finish(draft, scene, with_said(draft, scene, said))


def _address(draft: Draft, scene: Scene) -> None:
    """orders/RULES.md 8: an address said inside an order counts (我是3栋502的)."""
    row = own_row(draft.state, scene.message.sender, scene.message.nick)
    address = stated_address(row.address, draft.address)
    if row.key in draft.rows and row.address != address:
        draft.state = with_row(draft.state, row._replace(address=address))
