"""What acts do to a row: quantities in, quantities or questions out.

Rules: orders/RULES.md 4 and 8.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from solitaire.acts import Act, Order
from solitaire.lexicon import Lexicon, Rank, item_key
from solitaire.meaning import Wanted, code_of, sold_in, understand
from solitaire.mentions import Mention
from solitaire.units import sold_by_weight
from solitaire.values import ONE, ItemKey, Question, QuestionCode

Items = Mapping[ItemKey, int]


@dataclass(frozen=True, slots=True)
class Effect:
    """The items after an act, the questions it leaves, and what was asked to be taken away though
    it is not there (``missing``). ``touched`` are the items that were spoken of."""

    items: Items
    touched: tuple[ItemKey, ...] = ()
    questions: tuple[Question, ...] = ()
    missing: bool = False
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """The goods a bare quantity may mean, from outside the message."""

    codes: tuple[str, ...] = ()
    item: ItemKey | None = None

    def mention(self, bare: Mention) -> Mention:
        """The bare quantity as a mention of these goods."""
        variants = None
        if self.item is not None and "/" in self.item and bare.variants is None:
            code, _, variant = self.item.partition("/")
            variants = ((code, variant),)
        return bare._replace(codes=self.codes, variants=bare.variants or variants)


def act_on(order: Order, items: Items, lexicon: Lexicon, *, lone_is_one: bool) -> Effect:
    """The effect of one act whose goods are named (or are the whole order) on a row's items.
    ``lone_is_one`` where goods without a quantity are one of them."""
    match order.act:
        case Act.CANCEL:
            return Effect({}, tuple(items), missing=not items)
        case Act.ALL:
            return _all(order, items, lexicon)
        case Act.REMOVE:
            return _fold(order.mentions, items, lambda m, now: _remove(m, now, lexicon))
        case Act.LESS:
            return _fold(order.mentions, items, lambda m, now: _less(m, now, lexicon))
        case Act.SWAP:
            return _swap(order, items, lexicon)
        case _:
            adds = order.act is Act.ADD
            one = lone_is_one or order.verb
            return _fold(
                order.mentions,
                items,
                lambda m, now: _put(m, now, lexicon, adds=adds, one=one, change=order.change),
            )


def _fold(
    mentions: Iterable[Mention], items: Items, step: Callable[[Mention, Items], Effect]
) -> Effect:
    done = Effect(items)
    for mention in mentions:
        here = step(mention, done.items)
        done = Effect(
            here.items,
            (*done.touched, *here.touched),
            (*done.questions, *here.questions),
            done.missing or here.missing,
            done.adds or here.adds,
        )
    return done


def _put(
    mention: Mention, items: Items, lexicon: Lexicon, *, adds: bool, one: bool, change: bool
) -> Effect:
    """Sets a quantity, or adds to it (再加, +N)."""
    wanted = understand(mention, lexicon, items, change=change)
    if isinstance(wanted, Question):
        return Effect(items, questions=(wanted,))
    amount = wanted.quantity
    if not one and amount is not None and _is_other_price(mention, wanted, lexicon):
        return Effect(items)
    if amount is None:
        if not one:
            question = Question(QuestionCode.HOW_MANY, mention.text, (wanted.item,))
            return Effect(items, questions=(question,))
        amount = ONE
    if not amount and wanted.item not in items:
        return Effect(items, missing=True)
    plus = adds or wanted.plus
    total = items.get(wanted.item, 0) + amount if plus else amount
    return Effect({**items, wanted.item: total}, (wanted.item,), adds=adds and not wanted.plus)


def _is_other_price(mention: Mention, wanted: Wanted, lexicon: Lexicon) -> bool:
    """草莓30一盒: a price that is not ours, nor that of so many, is talk of somebody else's."""
    if mention.fen is None or not wanted.quantity:
        return False
    fen = lexicon.products[code_of(wanted.item)].fen
    return mention.fen not in (fen, fen * wanted.quantity // ONE)


def _held(mention: Mention, items: Items, lexicon: Lexicon) -> tuple[ItemKey, ...] | Question:
    """The person's items that a removal speaks of; a name that fits goods of two products asks."""
    if mention.variants is not None:
        keys = {
            item_key(*v) for v in mention.variants if not mention.codes or v[0] in mention.codes
        }
        return tuple(item for item in items if item in keys)
    fits = tuple(item for item in items if code_of(item) in mention.codes)
    if len({code_of(item) for item in fits}) > 1 or (fits and mention.rank is Rank.GUESS):
        return Question(QuestionCode.WHICH_PRODUCT, mention.text, fits)
    return fits


def _remove(mention: Mention, items: Items, lexicon: Lexicon) -> Effect:
    held = _held(mention, items, lexicon)
    if isinstance(held, Question):
        return Effect(items, questions=(held,))
    if not held:
        return Effect(items, missing=True)
    return Effect({k: v for k, v in items.items() if k not in held}, held)


def _less(mention: Mention, items: Items, lexicon: Lexicon) -> Effect:
    """Subtracts, never below nothing."""
    held = _held(mention, items, lexicon)
    if not isinstance(held, Question) and not held:
        return Effect(items, missing=True)
    wanted = understand(mention, lexicon, items, change=True)
    if isinstance(wanted, Question):
        return Effect(items, questions=(wanted,))
    if wanted.item not in items:
        return Effect(items, missing=True)
    left = max(0, items[wanted.item] - (wanted.quantity or items[wanted.item]))
    return Effect({**items, wanted.item: left}, (wanted.item,), adds=True)


def _all(order: Order, items: Items, lexicon: Lexicon) -> Effect:
    """每样一份: one of every product, 1斤 of weights; products with variants are asked about."""
    said = order.mentions[0] if order.mentions else Mention("")
    now, touched, questions = dict(items), list[ItemKey](), list[Question]()
    for code, product in lexicon.products.items():
        amount = said.amount
        if amount is not None and sold_by_weight(product):
            amount = replace(amount, unit="")
        elif amount is not None:
            amount = replace(amount, unit="" if amount.unit in ("份", "样", "种") else amount.unit)
        wanted = understand(
            said._replace(codes=(code,), amount=amount, text=product.name), lexicon, items
        )
        if isinstance(wanted, Question):
            questions.append(wanted)
        else:
            now[wanted.item] = ONE if wanted.quantity is None else wanted.quantity
            touched.append(wanted.item)
    return Effect(now, tuple(touched), tuple(questions))


def _swap(order: Order, items: Items, lexicon: Lexicon) -> Effect:
    """A换成B moves the quantity to B unless B's is said; B ordered already gets it added."""
    stated = _stated(order, items, lexicon)
    if stated is not None:
        return stated
    source = _source(order, items, lexicon)
    if source is None:
        return Effect(items, missing=True)
    if isinstance(source, Question):
        return Effect(items, questions=(source,))
    target = order.into[-1]
    if not target.codes and target.variants is not None:
        mine = tuple(v for v in target.variants if v[0] == code_of(source))
        target = target._replace(variants=mine or target.variants)
    elif not target.codes:
        target = target._replace(codes=(code_of(source),))
    wanted = understand(target, lexicon, items)
    if isinstance(wanted, Question):
        return Effect(items, questions=(wanted,))
    return _move(order, items, lexicon, source, wanted)


def _stated(order: Order, items: Items, lexicon: Lexicon) -> Effect | None:
    """改成草莓3盒 of somebody who has 草莓: the quantity is set, nothing is swapped."""
    if any(not m.bare for m in order.mentions) or order.into[-1].amount is None:
        return None
    wanted = understand(order.into[-1], lexicon, items, change=True)
    if isinstance(wanted, Question) or wanted.item not in items or wanted.quantity is None:
        return None
    return Effect({**items, wanted.item: wanted.quantity}, (wanted.item,))


def _move(order: Order, items: Items, lexicon: Lexicon, source: ItemKey, wanted: Wanted) -> Effect:
    said = order.mentions[-1] if order.mentions else None
    moved = items[source]
    taken = moved
    if said is not None and said.amount is not None:
        part = understand(
            said._replace(codes=(code_of(source),), variants=_exact(source)), lexicon, items
        )
        taken = min(moved, part.quantity or moved) if isinstance(part, Wanted) else moved
    if wanted.item == source:
        amount = moved if wanted.quantity is None else wanted.quantity
        return Effect({**items, source: amount}, (source,))
    given = taken if wanted.quantity is None else wanted.quantity
    now = {k: v for k, v in items.items() if k != source or v > taken}
    if source in now:
        now[source] = moved - taken
    now[wanted.item] = items.get(wanted.item, 0) + given
    return Effect(now, (source, wanted.item), adds=True)


def _exact(item: ItemKey) -> tuple[tuple[str, str], ...] | None:
    code, slash, variant = item.partition("/")
    return ((code, variant),) if slash else None


def _source(order: Order, items: Items, lexicon: Lexicon) -> ItemKey | Question | None:
    """What is swapped away: what is named, else the person's only line that fits."""
    named = [m for m in order.mentions if not m.bare]
    if named:
        held = _held(named[-1], items, lexicon)
        if isinstance(held, Question):
            return held
        if len(held) > 1:
            return Question(QuestionCode.WHICH_VARIANT, named[-1].text, held)
        return held[0] if held else None
    fits = tuple(items)
    target = order.into[-1]
    if target.variants is not None and not target.codes:
        codes = {code for code, _ in target.variants}
        fits = tuple(item for item in items if code_of(item) in codes)
    said = order.mentions[-1].amount if order.mentions else None
    fits = sold_in(said, fits, lexicon)
    if len(fits) == 1:
        return fits[0]
    return Question(QuestionCode.WHICH_PRODUCT, "", fits) if fits else None
