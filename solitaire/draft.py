"""The work on one message: what surrounds it, what has been settled so far, how it ends.

A draft is the one value here that changes; it lives while one message is read.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from solitaire.acts import Act, Order
from solitaire.answers import Gap, Pending
from solitaire.book import State, own_row, with_above, with_items, with_row
from solitaire.changes import Effect, Hint
from solitaire.clean import Clause
from solitaire.lexicon import Lexicon
from solitaire.meaning import code_of
from solitaire.mentions import Mention
from solitaire.naming import Subject
from solitaire.notes import join_notes
from solitaire.values import (
    AccountId,
    ItemKey,
    Message,
    Query,
    QueryKind,
    Question,
    QuestionCode,
    Row,
    RowKey,
    Verdict,
)


class Scene(NamedTuple):
    """What surrounds a message: ``reply`` the goods the message replied to speaks of, ``before``
    those of another person's one-product order right before it, ``above`` the row of the last
    person who ordered, ``after_own`` the sender's row where their order stands right before,
    ``after_other`` whether another's does, ``pending`` what the bot asked them."""

    lexicon: Lexicon
    leader: AccountId
    message: Message
    reply: Hint | None = None
    before: Hint | None = None
    above: RowKey | None = None
    after_own: RowKey | None = None
    after_other: bool = False
    pending: Pending | None = None

    @property
    def by_leader(self) -> bool:
        """Whether the leader speaks."""
        return self.message.sender == self.leader


class Outcome(NamedTuple):
    """The state after a message and what was found in it. ``items`` were spoken of; ``asking``
    is, for a question of the bot, whom it asks what."""

    state: State
    verdict: Verdict
    rows: tuple[RowKey, ...] = ()
    questions: tuple[Question, ...] = ()
    queries: tuple[Query, ...] = ()
    items: tuple[ItemKey, ...] = ()
    asking: tuple[AccountId, Pending] | None = None


@dataclass(slots=True)
class Draft:
    """``person`` whose order the last clause was (None the sender's), ``named`` the person last
    named, ``topic`` the goods last named, ``removed`` what was just taken away, ``talk`` whether
    some clause is talk, ``alone`` whether all of the message is understood, ``adds`` whether it
    holds a change that must not happen twice."""

    state: State
    rows: list[RowKey] = field(default_factory=list[RowKey])
    items: list[ItemKey] = field(default_factory=list[ItemKey])
    gaps: list[Gap] = field(default_factory=list[Gap])
    queries: list[Query] = field(default_factory=list[Query])
    person: Subject | None = None
    named: Subject | None = None
    topic: Mention | None = None
    removed: tuple[ItemKey, int] | None = None
    talk: bool = False
    alone: bool = True
    adds: bool = False
    address: str = ""


def ask(
    draft: Draft,
    code: QuestionCode,
    piece: str,
    quantity: int | None = None,
    row: Row | None = None,
) -> None:
    """Notes a question that no choice of goods goes with."""
    draft.gaps.append(Gap(row, Question(code, piece, (), quantity)))


def ask_for_others(clause: Clause, row: Row, draft: Draft) -> None:
    """Goods that are not on offer: the row is whose others would be."""
    amount = clause.unknown_amount.value if clause.unknown_amount else None
    ask(draft, QuestionCode.UNKNOWN_PRODUCT, clause.unknown, amount, row)


def ask_how_many(clause: Clause, row: Row, draft: Draft) -> None:
    """A name and a quantity that run into each other: 王五十盒草莓."""
    codes = {code for topic in clause.topics for code in topic.codes}
    choices = tuple(ItemKey(code) for code in codes) if len(codes) == 1 else ()
    draft.gaps.append(Gap(row, Question(QuestionCode.HOW_MANY, clause.text, choices)))


def take(effect: Effect, order: Order, row: Row, draft: Draft) -> Row:
    """Writes an act's effect down; gives the row as it is afterwards."""
    for question in effect.questions:
        _take_question(question, order, row, draft)
    if effect.missing and not draft.talk:
        codes = tuple(dict.fromkeys(code for m in order.mentions for code in m.codes))
        draft.queries.append(Query(QueryKind.NOTHING_TO_CANCEL, codes))
    if not effect.touched:
        return row
    for item in effect.touched:
        supersede(draft, code_of(item))
    if order.act is Act.REMOVE and len(effect.touched) == 1:
        draft.removed = (effect.touched[0], row.items[effect.touched[0]])
    draft.adds = draft.adds or effect.adds
    row = with_items(row, effect.items)
    if not row.items:
        row = row._replace(note="")
    draft.rows.append(row.key)
    draft.items.extend(effect.touched)
    draft.state = with_row(draft.state, row)
    return row


def _take_question(question: Question, order: Order, row: Row, draft: Draft) -> None:
    """A price without a quantity asks nothing, nor does a name that stands in mere talk."""
    if draft.talk and not order.verb and not order.change:
        return
    open_ = all(m.amount is None and not m.vague for m in order.mentions)
    if open_ and any(m.fen is not None for m in order.mentions):
        return
    for code in {code_of(choice) for choice in question.choices}:
        if len(question.choices) == 1 or question.code is QuestionCode.WHICH_VARIANT:
            supersede(draft, code)
    lone = open_ and not order.verb and question.quantity is None and not order.change
    draft.gaps.append(Gap(row, question, order.act is Act.ADD, lone))


def supersede(draft: Draft, code: str) -> None:
    """A question about goods whose variant or quantity a later clause says is no question."""
    draft.gaps = [
        gap
        for gap in draft.gaps
        if not gap.question.choices or {code_of(c) for c in gap.question.choices} != {code}
    ]


def add_remarks(draft: Draft, remarks: list[str]) -> None:
    """The remarks go with the row that was spoken of last."""
    row = draft.state.rows[draft.rows[-1]]
    if row.items:
        draft.state = with_row(draft.state, row._replace(note=join_notes(row.note, *remarks)))


def finish(draft: Draft, scene: Scene, state: State) -> Outcome:
    """The verdict (orders/RULES.md 1), and what a bare answer to the bot may complete."""
    verdict = _verdict(draft)
    if draft.rows:
        state = with_above(state, scene.message.sender, draft.rows[0])
    state = _with_pending(draft, scene, state, verdict)
    return Outcome(
        state,
        verdict,
        tuple(dict.fromkeys(draft.rows)),
        tuple(gap.question for gap in draft.gaps),
        tuple(draft.queries) if verdict is not Verdict.ASK else (),
        tuple(dict.fromkeys(draft.items)),
    )


def _verdict(draft: Draft) -> Verdict:
    if draft.rows:
        return Verdict.PARTIAL if draft.gaps else Verdict.ORDER
    if draft.gaps:
        return Verdict.ASK
    return Verdict.QUERY if draft.queries else Verdict.CHATTER


def _with_pending(draft: Draft, scene: Scene, state: State, verdict: Verdict) -> State:
    asked = verdict in (Verdict.ASK, Verdict.PARTIAL)
    text = scene.message.text if verdict is Verdict.ASK else ""
    return with_pending(state, scene, tuple(draft.gaps) if asked else (), text)


def with_pending(state: State, scene: Scene, gaps: tuple[Gap, ...], text: str = "") -> State:
    """What the bot will ask; any other message of the sender ends it."""
    sender = scene.message.sender
    if gaps:
        waiting = Pending(scene.message.id, gaps, text=text)
        return state._replace(pending={**state.pending, sender: waiting})
    if sender in state.pending:
        left = {account: p for account, p in state.pending.items() if account != sender}
        return state._replace(pending=left)
    return state


def with_said(draft: Draft, scene: Scene, said: str) -> State:
    """Remembers a change that must not happen twice, until the sender's order is empty."""
    state, sender = draft.state, scene.message.sender
    row = own_row(state, sender, scene.message.nick)
    if row.key in draft.rows and not row.items and sender in state.said:
        return state._replace(said={k: v for k, v in state.said.items() if k != sender})
    if not draft.adds or not draft.rows:
        return state
    return with_heard(state, sender, said)


def with_heard(state: State, sender: AccountId, said: str) -> State:
    """Remembers what must not have its effect twice."""
    heard = state.said.get(sender, frozenset()) | {said}
    return state._replace(said={**state.said, sender: heard})


def bare(folded: str) -> str:
    """What is compared of a message said twice: without blanks and marks around it."""
    return folded.replace(" ", "").strip("。.!,~")
