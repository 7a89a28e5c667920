"""One entry of a list: whose it is, what they want, the remark with it.

Rules: orders/RULES.md 2 and 5.
"""

from collections.abc import Collection
from typing import NamedTuple

from solitaire.acts import Act, Order
from solitaire.changes import Effect, Hint, act_on
from solitaire.clean import Clause, Sort
from solitaire.entry_names import SPLIT, person_of, signature_of
from solitaire.lexicon import Lexicon
from solitaire.meaning import code_of
from solitaire.mentions import Mention
from solitaire.normal import fold
from solitaire.notes import join_notes, written_remark
from solitaire.people import Person
from solitaire.speech import Speech, read_speech
from solitaire.values import ItemKey, Question, QuestionCode


class Entry(NamedTuple):
    """``items`` as they stand in it. ``cancels`` for 取消 in place of items, ``copies`` for 同上,
    ``price`` for a line of the price list, which is no entry; ``proxy``
    where the person is one for whom somebody else orders."""

    person: Person
    items: dict[ItemKey, int]
    questions: tuple[Question, ...] = ()
    note: str = ""
    cancels: bool = False
    copies: bool = False
    price: bool = False
    bare: bool = False
    proxy: bool = False


def read_entry(body: str, lexicon: Lexicon, names: Collection[str], hint: Hint | None) -> Entry:
    """An entry's text without its number. ``names`` are folded names that are known (the
    sender's, those of the book); ``hint`` the goods of a head that means just one product."""
    text = fold(body)
    person, start = person_of(text, lexicon, names)
    end = len(text.text)
    if not person.name and not person.household:
        person, end = signature_of(text, start, lexicon, names) or (person, end)
    raw = text.written(start, end).strip().lstrip(SPLIT)
    speech = read_speech(raw, lexicon) if raw else Speech((), "")
    return _for_another(_fill(person, speech, lexicon, hint), speech)


def _for_another(entry: Entry, speech: Speech) -> Entry:
    """orders/RULES.md 2: an entry in which somebody orders for another (老李帮丈母娘带 香梨2箱) is
    the other's; where it holds something of their own as well, who gets what is asked."""
    orders = [c for c in speech.clauses if c.sort is Sort.ORDER]
    told = [c.subject for c in orders if c.proxy and c.subject and not c.subject.they]
    if not told or not entry.items:
        return entry
    if told[0] is not orders[0].subject or any(subject != told[0] for subject in told):
        question = Question(QuestionCode.WHICH_PERSON, told[0].name or told[0].household)
        return entry._replace(items={}, note="", questions=(*entry.questions, question))
    return entry._replace(person=Person(told[0].name, told[0].household), proxy=True)


def _fill(person: Person, speech: Speech, lexicon: Lexicon, hint: Hint | None) -> Entry:
    items: dict[ItemKey, int] = {}
    questions: list[Question] = []
    notes: list[str] = []
    entry = Entry(person, items)
    for clause in speech.clauses:
        if clause.sort is Sort.REMARK:
            notes.append(clause.note)
        elif clause.sort is Sort.ORDER:
            entry = _take(clause, entry, lexicon, hint, questions)
            if clause.unknown:
                questions.append(Question(QuestionCode.UNKNOWN_PRODUCT, clause.unknown))
            notes.append(clause.note)
        else:
            _doubtful(clause, questions, notes, bool(entry.items))
    price = (
        bool(speech.clauses)
        and not person.name
        and not person.household
        and _is_price(speech, lexicon)
    )
    nothing = not entry.items and not questions and not entry.cancels and not entry.copies
    if nothing and hint is not None and (person.name or person.household) and not speech.clauses:
        entry = _one(entry, hint, lexicon, questions)
        nothing = not entry.items and not questions
    note = join_notes(*notes) if entry.items else ""
    return entry._replace(questions=tuple(questions), note=note, price=price, bare=nothing)


def _one(entry: Entry, hint: Hint, lexicon: Lexicon, questions: list[Question]) -> Entry:
    """orders/RULES.md 8: with one product on offer a name alone is 1."""
    order = Order(Act.SET, (hint.mention(Mention("")),), verb=True)
    effect = act_on(order, entry.items, lexicon, lone_is_one=True)
    questions.extend(effect.questions)
    return entry._replace(items=dict(effect.items))


def _take(
    clause: Clause, entry: Entry, lexicon: Lexicon, hint: Hint | None, questions: list[Question]
) -> Entry:
    for order in clause.orders:
        if order.act is Act.CANCEL:
            entry = entry._replace(cancels=True)
            continue
        if order.act is Act.COPY:
            entry = entry._replace(copies=True)
            continue
        if order.act is Act.ALL:
            effect = act_on(order, {}, lexicon, lone_is_one=True)
            questions.extend(effect.questions)
            entry = entry._replace(items={**entry.items, **_added(entry.items, effect)})
            continue
        mentions = tuple(
            hint.mention(m) if m.bare and hint is not None else m for m in order.mentions
        )
        bare = [m for m in mentions if m.bare]
        questions.extend(Question(QuestionCode.WHICH_PRODUCT, clause.text) for _ in bare)
        named = order._replace(mentions=tuple(m for m in mentions if not m.bare))
        if not named.mentions:
            continue
        effect = act_on(named, {}, lexicon, lone_is_one=True)
        questions.extend(effect.questions)
        entry = entry._replace(items={**entry.items, **_added(entry.items, effect)})
    return entry


def _added(items: dict[ItemKey, int], effect: Effect) -> dict[ItemKey, int]:
    """The same product twice in one entry adds up."""
    return {item: items.get(item, 0) + value for item, value in effect.items.items()}


def _doubtful(clause: Clause, questions: list[Question], notes: list[str], has_items: bool) -> None:
    """A clause that is not understood: goods not on offer are asked about; beside understood
    goods the rest is a remark."""
    if clause.unknown:
        questions.append(Question(QuestionCode.UNKNOWN_PRODUCT, clause.unknown))
    elif clause.topics and not clause.query:
        questions.append(Question(QuestionCode.WHICH_PRODUCT, clause.text))
    elif has_items and clause.text and not clause.query:
        notes.append(written_remark(clause.text))
    elif clause.text and not clause.query:
        questions.append(Question(QuestionCode.UNKNOWN_PRODUCT, clause.text))


def _is_price(speech: Speech, lexicon: Lexicon) -> bool:
    """酸菜鱼 58: goods and their price, the price list's line and no entry."""
    mentions = [m for c in speech.clauses for o in c.orders for m in o.mentions]
    for mention in mentions:
        fens = {lexicon.products[code].fen for code in mention.codes if code in lexicon.products}
        amount = mention.amount
        if mention.fen is not None and amount is None:
            return True
        if (
            amount is not None
            and not amount.unit
            and amount.value // 10 in fens
            and amount.value > 4000
        ):
            return True
    return False


__all__ = ["Entry", "code_of", "read_entry"]
