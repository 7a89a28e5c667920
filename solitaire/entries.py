"""One entry of a list: whose it is, what they want, the remark with it.

Rules: orders/RULES.md 2 and 5.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from solitaire.acts import Act, Order
from solitaire.changes import Effect, Hint, act_on
from solitaire.clean import TALKING, Clause, Sort
from solitaire.households import HOUSEHOLD_AT, written_household
from solitaire.lexer import lex
from solitaire.lexicon import Lexicon
from solitaire.meaning import code_of
from solitaire.mentions import Mention
from solitaire.normal import Folded, fold, fold_name
from solitaire.notes import join_notes, written_remark
from solitaire.numbered import glued_end
from solitaire.people import Person, without_phone
from solitaire.speech import Speech, read_speech
from solitaire.tokens import Kind, Token
from solitaire.values import ItemKey, Question, QuestionCode
from solitaire.words import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """``items`` as they stand in it. ``cancels`` for 取消 in place of items, ``copies`` for 同上,
    ``price`` for a line of the price list, which is no entry."""

    person: Person
    items: dict[ItemKey, int]
    questions: tuple[Question, ...] = ()
    note: str = ""
    cancels: bool = False
    copies: bool = False
    price: bool = False
    bare: bool = False


_SPLIT: Final = " \u3000,，、:：-—_|/\t"
_ROOM: Final = re.compile(r"[0-9]{3,4}(?![0-9.])(?=\s*[^0-9\s斤公kg克箱盒袋份个*x])|[0-9]{3,4}\s*$")
_RELATED: Final = re.compile(
    "的?(?:妈妈?|妈咪|爸爸?|婆婆|公公|老公|老婆|爷爷|奶奶|外婆|外公|姥姥|姥爷|女儿|儿子|弟弟|妹妹|"
    "哥哥|姐姐|嫂子|邻居|隔壁|对门|闺蜜|朋友|同事|亲戚)(?=[ ,、:_|/-]|$)"
)
"""What makes of a known name another person's: 赵姐妈妈."""
_PAID: Final = re.compile(r"[✅✔☑🈶]|已付$|paid\b", re.IGNORECASE)


def read_entry(body: str, lexicon: Lexicon, names: Collection[str], hint: Hint | None) -> Entry:
    """An entry's text without its number. ``names`` are folded names that are known (the
    sender's, those of the book); ``hint`` the goods of a head that means just one product."""
    text = fold(body)
    person, start = _person(text, lexicon, names)
    raw = text.written(start, len(text.text)).strip().lstrip(_SPLIT)
    speech = read_speech(raw, lexicon) if raw else Speech((), "")
    return _fill(person, speech, lexicon, hint)


def _person(text: Folded, lexicon: Lexicon, names: Collection[str]) -> tuple[Person, int]:
    """The household and the name in front, and where the goods begin."""
    place = _skip(text.text, 0)
    house = HOUSEHOLD_AT.match(text.text, place) or _ROOM.match(text.text, place)
    household = ""
    if house is not None:
        household = written_household(text.written(house.start(), house.end()))
        place = _skip(text.text, house.end())
    end = (
        _known_name(text.text, place, names)
        or _first_words(text.text, place, lexicon)
        or glued_end(text.text, place)
        or _digits_end(text.text, place, lexicon)
        or _strange_name(text.text, place, lexicon)
    )
    name = text.written(place, end).strip(_SPLIT)
    after = _skip(text.text, end)
    if not household:
        house = HOUSEHOLD_AT.match(text.text, after)
        if house is not None:
            household, after = (
                written_household(text.written(house.start(), house.end())),
                house.end(),
            )
        else:
            found = HOUSEHOLD_AT.search(text.text, place, end)
            if found is not None:
                household = written_household(text.written(found.start(), found.end()))
                name = (text.written(place, found.start()) + text.written(found.end(), end)).strip(
                    _SPLIT
                )
    return Person(without_phone(name), household), after


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in _SPLIT:
        place += 1
    return place


def _known_name(text: str, place: int, names: Collection[str]) -> int:
    """The end of a known name that stands at the place, 0 if none does; the longest of them."""
    best = 0
    stops = [
        i for i in range(place, min(len(text), place + 40)) if text[i] in _SPLIT or text[i] in "\n("
    ]
    for stop in (*stops[:4], min(len(text), place + 40)):
        if stop > place and fold_name(text[place:stop]) in names:
            best = stop
    if best:
        return best
    for name in names:
        if len(name) > 1 and text.startswith(name, place) and place + len(name) > best:
            end = place + len(name)
            if not text[end : end + 1].isdecimal() and not _RELATED.match(text, end):
                best = end
    return best


def _first_words(text: str, place: int, lexicon: Lexicon) -> int:
    """The end of a name with a numeral in it that stands before the first blank, where goods
    come behind (十三 草莓1, Amy2 草莓1); 0 where what stands there is none."""
    tokens = lex(text[place:], lexicon)
    word = next(
        (i for i, t in enumerate(tokens) if t.kind == Kind.GAP or t.text in "\n,:("), len(tokens)
    )
    head, rest = tokens[:word], tokens[word:]
    if not any(t.kind == Kind.AMOUNT for t in head) or not all(_in_name(t) for t in head):
        return 0
    written = text[place : place + head[-1].end]
    if not (_LETTER.search(written) or _TOLD_NUMBER.fullmatch(written)):
        return 0
    named = any(t.kind & (Kind.TERM | Kind.CODE) for t in rest)
    return place + head[-1].end if named and any(t.amount for t in rest) else 0


def _digits_end(text: str, place: int, lexicon: Lexicon) -> int:
    """The end of a name in digits glued to the goods (用户123草莓1), where one quantity more is
    written than there are goods; 0 elsewhere."""
    tokens = lex(text[place:], lexicon)
    if [t.kind for t in tokens[:3]] != [Kind.TEXT, Kind.AMOUNT, Kind.TERM]:
        return 0
    terms = sum(t.kind == Kind.TERM for t in tokens)
    counts = sum(t.kind == Kind.AMOUNT for t in tokens)
    return place + tokens[1].end if tokens[1].text.isdecimal() and counts > terms else 0


_LETTER: Final = re.compile("[a-z\u4e00-\u9fff](?<![一二两三四五六七八九十百半])")
_TOLD_NUMBER: Final = re.compile("[一二三四五六七八九十]{2,3}")


def _in_name(token: Token) -> bool:
    """Whether a token before the first blank may be part of a name."""
    amount = token.amount
    if token.kind == Kind.AMOUNT and amount is not None:
        return not amount.unit and not amount.plus and token.text[0] not in "*x+"
    return token.kind == Kind.TEXT or (token.kind == Kind.WORD and not token.roles & ~TALKING)


def _strange_name(text: str, place: int, lexicon: Lexicon) -> int:
    """The end of a name not heard before: what stands before the first goods."""
    tokens = lex(text[place:], lexicon)
    first = next((i for i, t in enumerate(tokens) if _is_goods(t)), len(tokens))
    if first == len(tokens):
        stop = next((t.start for t in tokens if t.kind == Kind.STOP), len(text) - place)
        return place + stop
    word = next(
        (i for i, t in enumerate(tokens) if t.kind == Kind.GAP or t.text == "\n"), len(tokens)
    )
    head = tokens[:word]
    strange = any(t.kind == Kind.TEXT for t in head)
    counted = any(t.kind & (Kind.AMOUNT | Kind.VAGUE | Kind.CODE) for t in head)
    more = any(t.kind & (Kind.TERM | Kind.CODE) or t.amount for t in tokens[word:])
    if strange and not counted and more and first < word:
        return place + head[-1].end
    if first == 0:
        return place
    return place + tokens[first].start


def _is_goods(token: Token) -> bool:
    if token.kind & (Kind.TERM | Kind.CODE | Kind.AMOUNT | Kind.VAGUE | Kind.MONEY):
        return True
    if token.kind != Kind.WORD or token.text.isascii():
        return False
    return bool(
        token.roles & (Role.REMOVE | Role.SAME | Role.ALL | Role.ADD | Role.SWAP)
        and len(token.text) > 1
    ) or token.text in ("要", "来", "订", "我要", "我来", "给我")


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
    return replace(entry, questions=tuple(questions), note=note, price=price, bare=nothing)


def _one(entry: Entry, hint: Hint, lexicon: Lexicon, questions: list[Question]) -> Entry:
    """orders/RULES.md 8: with one product on offer a name alone is 1."""
    order = Order(Act.SET, (hint.mention(Mention("")),), verb=True)
    effect = act_on(order, entry.items, lexicon, lone_is_one=True)
    questions.extend(effect.questions)
    return replace(entry, items=dict(effect.items))


def _take(
    clause: Clause, entry: Entry, lexicon: Lexicon, hint: Hint | None, questions: list[Question]
) -> Entry:
    for order in clause.orders:
        if order.act is Act.CANCEL:
            entry = replace(entry, cancels=True)
            continue
        if order.act is Act.COPY:
            entry = replace(entry, copies=True)
            continue
        mentions = tuple(
            hint.mention(m) if m.bare and hint is not None else m for m in order.mentions
        )
        bare = [m for m in mentions if m.bare]
        questions.extend(Question(QuestionCode.WHICH_PRODUCT, clause.text) for _ in bare)
        named = order._replace(mentions=tuple(m for m in mentions if not m.bare))
        if not named.mentions and order.act is not Act.ALL:
            continue
        effect = act_on(named, {}, lexicon, lone_is_one=True)
        questions.extend(effect.questions)
        entry = replace(entry, items={**entry.items, **_added(entry.items, effect)})
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
