"""A free message and the book: whose order each clause is, what it does, what must be asked.

Rules: orders/RULES.md 1 to 4, 6 and 8.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from solitaire.acts import Act, Order
from solitaire.answers import Gap, Pending, answer
from solitaire.book import (
    State,
    find_named,
    may_change,
    named_row,
    own_row,
    with_items,
    with_row,
)
from solitaire.changes import Effect, Hint, act_on
from solitaire.clauses import Clause, Sort
from solitaire.items import Mention
from solitaire.lexicon import Lexicon
from solitaire.meaning import code_of
from solitaire.notes import join_notes
from solitaire.people import Person
from solitaire.speech import Speech
from solitaire.subjects import Subject
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


@dataclass(frozen=True, slots=True)
class Scene:
    """What surrounds a message: ``reply`` the goods the message replied to speaks of, ``before``
    those of another person's one-product order right before it, ``above`` the row of the last
    person who ordered, ``after_own`` whether one's own order stands right before."""

    lexicon: Lexicon
    leader: AccountId
    message: Message
    reply: Hint | None = None
    before: Hint | None = None
    above: RowKey | None = None
    after_own: RowKey | None = None
    alone: bool = True
    pending: Pending | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state after a message and what was found in it."""

    state: State
    verdict: Verdict
    rows: tuple[RowKey, ...] = ()
    questions: tuple[Question, ...] = ()
    queries: tuple[Query, ...] = ()
    items: tuple[ItemKey, ...] = ()
    asking: tuple[AccountId, Pending] | None = None


@dataclass(slots=True)
class _Draft:
    """What has been settled so far while a message is worked through."""

    state: State
    rows: list[RowKey] = field(default_factory=list[RowKey])
    items: list[ItemKey] = field(default_factory=list[ItemKey])
    questions: list[Question] = field(default_factory=list[Question])
    asked_rows: list[tuple[RowKey, Question, bool]] = field(default_factory=list[tuple[RowKey, Question, bool]])
    queries: list[Query] = field(default_factory=list[Query])
    person: Subject | None = None
    named: Subject | None = None
    topic: Mention | None = None
    removed: tuple[ItemKey, int] | None = None
    lone: tuple[RowKey, Question] | None = None
    adds: bool = False
    applied: bool = False
    talk: bool = False


def hear_free(speech: Speech, scene: Scene, state: State, again: Callable[[str], Speech]) -> Outcome:
    """Works a free message's clauses into the book, in order. ``again`` reads a piece of text as
    a message of its own."""
    answered = _answered(speech, scene, state)
    if answered is not None:
        return answered
    clauses = _with_hearsay(speech, scene, state, again)
    draft = _Draft(state)
    scene = replace(scene, alone=all(c.sort in (Sort.ORDER, Sort.EMPTY, Sort.REMARK) for c in clauses))
    said = speech.text.replace(" ", "").strip("。.!,~")
    repeat = said in state.said.get(scene.message.sender, frozenset())
    draft.talk = any(c.sort in (Sort.TALK, Sort.DOUBT) and not c.unknown for c in clauses)
    conditional = False
    for clause in clauses:
        _remember_person(clause, draft)
        if clause.condition:
            conditional = True
            if clause.wish and (clause.topics or _amount_said(clause)):
                draft.questions.append(Question(QuestionCode.CONDITION, clause.text))
        elif clause.sort is Sort.ORDER and conditional:
            draft.questions.append(Question(QuestionCode.CONDITION, clause.text))
        elif clause.sort is Sort.ORDER and _orders(clause, clauses, speech):
            _order(clause, clauses, scene, draft)
        elif clause.sort is not Sort.ORDER:
            _other(clause, speech, draft)
        if clause.topics:
            draft.topic = clause.topics[-1]
    _settle_lone(draft, clauses)
    return _close(draft, speech, clauses, scene, state, said=said, repeat=repeat)


def _answered(speech: Speech, scene: Scene, state: State) -> Outcome | None:
    """A message that says just what the bot asked for (orders/RULES.md 8)."""
    found = answer(speech, scene.pending, scene.lexicon) if scene.pending is not None else None
    if found is None:
        return None
    gap, order = found
    row = state.rows.get(gap.row) or own_row(state, scene.message.sender, scene.message.nick)
    draft = _Draft(state)
    _take(act_on(order, row.items, scene.lexicon, lone_is_one=True), order, row, draft)
    draft.asked_rows = [(gap.row, question, gap.adds) for _, question, _ in draft.asked_rows]
    return _finish(draft, scene, draft.state)


def _finish(draft: _Draft, scene: Scene, state: State) -> Outcome:
    verdict = _verdict(draft)
    state = _with_pending(draft, scene, state, verdict)
    queries = tuple(draft.queries) if verdict is not Verdict.ASK else ()
    return Outcome(
        state,
        verdict,
        tuple(dict.fromkeys(draft.rows)),
        tuple(draft.questions),
        queries,
        tuple(dict.fromkeys(draft.items)),
    )


def _amount_said(clause: Clause) -> bool:
    return any(ch.isdigit() or ch in "一二两三四五六七八九十几" for ch in clause.text)


def _with_hearsay(
    speech: Speech, scene: Scene, state: State, again: Callable[[str], Speech]
) -> tuple[Clause, ...]:
    """orders/RULES.md 8: what a relative is said to want is asked about, unless the speaker
    placed that person's row before, or says that they order for them."""
    out: list[Clause] = []
    confirmed = any(c.confirms for c in speech.clauses)
    for clause in speech.clauses:
        subject = clause.subject
        if clause.hearsay and subject is not None and not subject.they and subject.name:
            if confirmed or _speaks_for(subject, scene, state):
                said = clause.text[max(clause.text.find("说"), clause.text.find("讲")) + 1 :]
                out.extend(replace(c, subject=c.subject if c.subject and not c.subject.they else subject) for c in again(said).clauses)
                continue
        out.append(clause)
    return tuple(out)


def _speaks_for(subject: Subject, scene: Scene, state: State) -> bool:
    if scene.message.sender == scene.leader:
        return True
    row = find_named(state, Person(subject.name, subject.household))
    return row is not None and row.placer == scene.message.sender


def _remember_person(clause: Clause, draft: _Draft) -> None:
    if clause.subject is not None and not clause.subject.they:
        draft.named = clause.subject


def _orders(clause: Clause, clauses: tuple[Clause, ...], speech: Speech) -> bool:
    """Whether an understood clause is meant as an order where other clauses are talk."""
    certain = any(order.verb or order.change for order in clause.orders)
    if speech.veto and not certain:
        return False
    talk = any(c.sort is Sort.TALK and c is not clause and not c.unknown for c in clauses)
    named = any(not m.bare for o in clause.orders for m in (*o.mentions, *o.into))
    if named:
        amount = any(m.amount or m.vague for o in clause.orders for m in o.mentions)
        return not talk or certain or amount
    bold = any(o.act in (Act.CANCEL, Act.LESS, Act.COPY, Act.ALL, Act.SWAP) or o.change for o in clause.orders)
    return bold or not talk or (certain and any(c.topics for c in clauses))


def _other(clause: Clause, speech: Speech, draft: _Draft) -> None:
    """A clause that orders nothing: a question, hearsay, a wish put as a question."""
    if clause.query is not None:
        codes = tuple(dict.fromkeys(c for m in clause.topics for c in m.codes))
        draft.queries.append(Query(clause.query, codes))
    elif clause.unknown and not speech.veto and not draft.talk:
        quantity = clause.unknown_amount.value if clause.unknown_amount else None
        draft.questions.append(Question(QuestionCode.UNKNOWN_PRODUCT, clause.unknown, (), quantity))
    elif clause.hearsay and clause.wish and _amount_said(clause) and "要" in clause.text:
        draft.questions.append(Question(QuestionCode.HEARSAY, clause.text))
    elif clause.sort is Sort.DOUBT and not clause.talk and not speech.veto:
        draft.questions.append(Question(QuestionCode.MEANT_AS_ORDER, clause.text))


def _order(clause: Clause, clauses: tuple[Clause, ...], scene: Scene, draft: _Draft) -> None:
    """One order clause: finds the row, then does each act."""
    subject = _subject(clause, scene, draft)
    if clause.claims and not any(c.confirms for c in clauses) and subject and not _speaks_for(subject, scene, draft.state):
        draft.questions.append(Question(QuestionCode.HEARSAY, clause.text))
        return
    if subject is None:
        row = own_row(draft.state, scene.message.sender, scene.message.nick)
        if clause.address:
            row = replace(row, address=clause.address)
    else:
        row = _subject_row(subject, scene, draft.state)
        if not may_change(row, scene.message.sender, scene.leader):
            draft.questions.append(Question(QuestionCode.NOT_YOURS, clause.text))
            return
    draft.person = subject
    for order in clause.orders:
        row = _do(order, row, clause, scene, draft)
    if clause.note and draft.rows:
        row = replace(row, note=join_notes(row.note, clause.note))
        draft.state = with_row(draft.state, row)


def _subject(clause: Clause, scene: Scene, draft: _Draft) -> Subject | None:
    if clause.self_named:
        return None
    if clause.subject is not None:
        return draft.named if clause.subject.they else clause.subject
    if clause.address and scene.message.sender == scene.leader:
        return Subject("", clause.address)
    return None if clause.address else draft.person


def _subject_row(subject: Subject, scene: Scene, state: State) -> Row:
    own = own_row(state, scene.message.sender, scene.message.nick)
    person = Person(subject.name, subject.household)
    from solitaire.book import is_own

    if is_own(state, person, scene.message.sender, scene.message.nick):
        return own
    return named_row(state, person, scene.message.sender)


_BARE_VERBS: Final = frozenset(
    "要 接 跟 我要 我也要 也要 我接 我也接 也接 我来 也来 我也来 我也 接龙 要要 我订 跟上 跟团 也跟 同要 加入 报名 参加 我也订".split()
)


def _do(order: Order, row: Row, clause: Clause, scene: Scene, draft: _Draft) -> Row:
    """One act on one row; gives the row as it is afterwards."""
    ready = _with_goods(order, row, clause, scene, draft)
    if ready is None:
        return row
    if isinstance(ready, Question):
        draft.questions.append(ready)
        draft.asked_rows.append((row.key, ready, order.act is Act.ADD))
        return row
    if ready.act is Act.COPY:
        return _copy(ready, row, scene, draft)
    if _is_for_all(ready, row, scene):
        _remove_everywhere(ready, scene, draft)
        return row
    effect = act_on(ready, row.items, scene.lexicon, lone_is_one=False)
    return _take(effect, ready, row, draft)


def _take(effect: Effect, order: Order, row: Row, draft: _Draft) -> Row:
    """Writes an act's effect down."""
    for question in effect.questions:
        if draft.talk and not order.verb and not order.change:
            continue
        if question.code is QuestionCode.HOW_MANY and any(m.fen is not None and m.amount is None for m in order.mentions):
            continue
        lone = question.code is QuestionCode.HOW_MANY and not order.verb and question.quantity is None
        if lone and all(m.amount is None and not m.vague for m in order.mentions):
            draft.lone = (row.key, question)
        else:
            draft.questions.append(question)
            draft.asked_rows.append((row.key, question, order.act is Act.ADD))
    if effect.missing and not draft.talk:
        draft.queries.append(Query(QueryKind.NOTHING_TO_CANCEL))
    if not effect.touched:
        return row
    if order.act is Act.REMOVE and len(effect.touched) == 1:
        draft.removed = (effect.touched[0], row.items[effect.touched[0]])
    draft.adds = draft.adds or effect.adds
    draft.applied = True
    row = with_items(row, effect.items)
    if not row.items:
        row = replace(row, note="")
    draft.rows.append(row.key)
    draft.items.extend(effect.touched)
    draft.state = with_row(draft.state, row)
    return row


def _with_goods(
    order: Order, row: Row, clause: Clause, scene: Scene, draft: _Draft
) -> Order | Question | None:
    """The act with the goods of its bare quantities; None where it is talk after all."""
    if order.act in (Act.CANCEL, Act.COPY, Act.ALL):
        return order
    if order.act is Act.SWAP:
        return _swap_with_goods(order, draft)
    if not order.mentions:
        if clause.text.replace(" ", "") not in _BARE_VERBS and order.act is not Act.ADD:
            return None
        order = replace(order, mentions=(Mention(""),))
    out: list[Mention] = []
    for mention in order.mentions:
        if not mention.bare:
            out.append(mention)
            continue
        found = _goods_of(mention, order, row, clause, scene, draft)
        if found is None or isinstance(found, Question):
            return found
        out.append(found)
    return replace(order, mentions=tuple(out))


def _swap_with_goods(order: Order, draft: _Draft) -> Order:
    """青提退了，换圣女果2盒: what was just removed is what is swapped away."""
    if order.mentions or draft.removed is None:
        return order
    _, quantity = draft.removed
    target = order.into[-1]
    if target.amount is None:
        from solitaire.units import Amount

        target = replace(target, amount=Amount(quantity))
    return replace(order, act=Act.SET, mentions=(target,), into=())


def _goods_of(
    mention: Mention, order: Order, row: Row, clause: Clause, scene: Scene, draft: _Draft
) -> Mention | Question | None:
    """orders/RULES.md 3 and 8: the goods of a bare quantity."""
    if sum(m.bare for m in order.mentions) > 1:
        return Question(QuestionCode.WHICH_PRODUCT, clause.text) if scene.alone else None
    if mention.vague and draft.topic is None:
        return Question(QuestionCode.HOW_MANY, clause.text) if scene.alone else None
    if draft.topic is not None:
        if draft.lone is not None:
            draft.lone = None
        return replace(mention, codes=draft.topic.codes, text=draft.topic.text)
    if order.change or (draft.person is not None and len(row.items) == 1):
        fits = [item for item in row.items if _fits(mention, item, scene.lexicon)]
        if len(fits) == 1:
            return Hint((code_of(fits[0]),), fits[0]).mention(mention)
        if fits and order.act is not Act.ADD:
            return Question(QuestionCode.WHICH_PRODUCT, mention.text, tuple(fits))
        if not fits and order.act is Act.LESS and draft.talk:
            return None
        if not fits and order.act is Act.LESS:
            draft.queries.append(Query(QueryKind.NOTHING_TO_CANCEL))
            return None
    hint = scene.reply
    if hint is None and scene.lexicon.only is not None:
        hint = Hint((scene.lexicon.only,))
    amount = mention.amount
    if hint is None and amount is not None and not (amount.unit or amount.plus or order.verb):
        few = amount.value <= 20_000 and scene.message.text.strip().isdecimal()
        return Question(QuestionCode.WHICH_PRODUCT, mention.text, (), amount.value) if few else None
    if amount is not None and (amount.value > 200_000 or amount.unit == "块"):
        return None
    hint = hint or scene.before
    if hint is None or not hint.codes:
        value = None if amount is None else amount.value
        return Question(QuestionCode.WHICH_PRODUCT, mention.text, (), value)
    if amount is None and not order.verb:
        return None
    return hint.mention(mention)


def _fits(mention: Mention, item: ItemKey, lexicon: Lexicon) -> bool:
    """Whether a quantity's unit may count the item: 一斤 no box, 三瓶 no 斤."""
    from solitaire.meaning import quantity

    if mention.amount is None:
        return True
    product = lexicon.products.get(code_of(item))
    if product is None:
        return False
    return isinstance(quantity(mention.amount, product, lexicon.names[product.code]), int)


def _is_for_all(order: Order, row: Row, scene: Scene) -> bool:
    """orders/RULES.md 8: a leader who cancels a product for all."""
    if scene.message.sender != scene.leader or order.act is not Act.REMOVE:
        return False
    codes = {code for m in order.mentions for code in m.codes}
    return not any(code_of(item) in codes for item in row.items) and row.account == scene.leader


def _remove_everywhere(order: Order, scene: Scene, draft: _Draft) -> None:
    for row in [r for r in draft.state.rows.values() if r.items]:
        effect = act_on(order, row.items, scene.lexicon, lone_is_one=False)
        if effect.touched:
            _take(effect, order, row, draft)
    if not draft.applied:
        draft.queries.append(Query(QueryKind.NOTHING_TO_CANCEL))


def _copy(order: Order, row: Row, scene: Scene, draft: _Draft) -> Row:
    """同上, 和张姐一样: what that person has at this moment (orders/RULES.md 8)."""
    source: Row | None = None
    if order.of:
        source = find_named(draft.state, Person(order.of.removesuffix("的"), ""))
    elif scene.above is not None:
        source = draft.state.rows.get(scene.above)
    if source is None or not source.items:
        draft.questions.append(Question(QuestionCode.WHICH_PRODUCT, order.of))
        return row
    effect = Effect({**row.items, **source.items}, tuple(source.items))
    return _take(effect, order, row, draft)


def _settle_lone(draft: _Draft, clauses: tuple[Clause, ...]) -> None:
    """A lone name of goods asks how many, where nothing else in the message is talk."""
    if draft.lone is None:
        return
    if any(c.sort in (Sort.TALK, Sort.DOUBT, Sort.QUERY) for c in clauses):
        return
    row, question = draft.lone
    draft.questions.append(question)
    draft.asked_rows.append((row, question, False))


def _close(
    draft: _Draft,
    speech: Speech,
    clauses: tuple[Clause, ...],
    scene: Scene,
    state: State,
    *,
    said: str,
    repeat: bool,
) -> Outcome:
    """The verdict (orders/RULES.md 1), the remarks, and what must be remembered."""
    sender = scene.message.sender
    if draft.applied and repeat and draft.adds:
        return Outcome(state, Verdict.ORDER, tuple(dict.fromkeys(draft.rows)), items=tuple(draft.items))
    remarks = [c.note for c in clauses if c.sort is Sort.REMARK and c.note]
    changing = any(o.change and o.act is not Act.ADD for c in clauses for o in c.orders)
    if draft.applied and remarks and not changing:
        _add_remarks(draft, remarks)
    elif not draft.applied and not draft.questions and not draft.queries and remarks and _only_remarks(clauses) and scene.after_own is not None:
        draft.rows.append(scene.after_own)
        draft.applied = True
        _add_remarks(draft, remarks)
    state = draft.state
    verdict = _verdict(draft)
    if verdict in (Verdict.ORDER, Verdict.PARTIAL):
        heard = state.said.get(sender, frozenset())
        heard = frozenset[str]() if _emptied(draft, scene) else heard | {said}
        if draft.adds or not heard:
            state = replace(state, said={**state.said, sender: heard})
    return _finish(draft, scene, state)


def _emptied(draft: _Draft, scene: Scene) -> bool:
    row = own_row(draft.state, scene.message.sender, scene.message.nick)
    return row.key in draft.rows and not row.items


def _only_remarks(clauses: tuple[Clause, ...]) -> bool:
    return all(c.sort in (Sort.REMARK, Sort.EMPTY) for c in clauses)


def _add_remarks(draft: _Draft, remarks: list[str]) -> None:
    row = draft.state.rows[draft.rows[-1]]
    if row.items:
        note = join_notes(row.note, *remarks)
        draft.state = with_row(draft.state, replace(row, note=note))


def _verdict(draft: _Draft) -> Verdict:
    if draft.applied:
        return Verdict.PARTIAL if draft.questions else Verdict.ORDER
    if draft.questions:
        return Verdict.ASK
    return Verdict.QUERY if draft.queries else Verdict.CHATTER


def _with_pending(draft: _Draft, scene: Scene, state: State, verdict: Verdict) -> State:
    """What a bare answer to the bot's question may complete; any other message ends it."""
    sender = scene.message.sender
    if verdict in (Verdict.ASK, Verdict.PARTIAL) and draft.asked_rows:
        gaps = tuple(Gap(key, question, adds) for key, question, adds in draft.asked_rows)
        waiting = Pending(scene.message.id, gaps)
        return replace(state, pending={**state.pending, sender: waiting})
    if sender in state.pending:
        return replace(state, pending={k: v for k, v in state.pending.items() if k != sender})
    return state
