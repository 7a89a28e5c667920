"""Which goods a bare quantity or a bare variant means, from the message and what is around it.

Rules: orders/RULES.md 3 (bare +1) and 8 (+1, quantities, answers).
"""

import re
from typing import Final

from solitaire.acts import Act, Order
from solitaire.changes import Hint
from solitaire.clean import Clause
from solitaire.draft import Draft, Scene
from solitaire.lexicon import Lexicon
from solitaire.meaning import code_of, quantity, sold_in
from solitaire.mentions import Mention
from solitaire.sums import SUMS
from solitaire.units import Amount
from solitaire.values import ONE, ItemKey, Query, QueryKind, Question, QuestionCode, Row
from solitaire.words import ROLES, Role

_BARE_VERBS: Final = frozenset(
    """
    要 接 跟 我要 我也要 也要 我接 我也接 也接 我来 也来 我也来 我也 接龙 要要 我订 跟上 跟团
    metoo mealso metooplease
    也跟 同要 加入 同求 也求 带我一个 算我一个 加我一个 算我一份 带我一份 加我一份 报名 参加 我也订
    我要接 我也跟 我跟 也要的 跟一个 我要的 接上 我也接龙
    """.split()
)
_NOT_OF_SO_MANY: Final = re.compile("不(?:用|需要)[0-9一二两三四五六七八九十]")
"""立顿不用3盒: too many, and how many it is to be comes yet."""
_NOT_SO_MANY: Final = ("不要", "不用", "不是", "不需要", "别")
_MOST: Final = 200 * ONE


def with_goods(
    order: Order, row: Row, clause: Clause, scene: Scene, draft: Draft
) -> Order | Question | None:
    """The act with the goods of its bare quantities; a question where they are open; None where
    it is talk after all."""
    if order.act is Act.CANCEL:
        return _cancelled(order, row, clause, scene, draft)
    if order.act in (Act.COPY, Act.ALL):
        return order
    if order.act is Act.SWAP:
        return _swap(order, draft)
    if not order.mentions:
        word = clause.text.replace(" ", "").strip("吧啊呀哦哈的了~")
        if word not in _BARE_VERBS and not (order.act is Act.ADD and _only_adds(word)):
            return None
        order = order._replace(mentions=(Mention(""),))
    if draft.rows and clause.text.startswith(_NOT_SO_MANY) and all(m.bare for m in order.mentions):
        return None  # 草莓2盒就够了，不用3盒
    if draft.rows and clause.text.startswith(SUMS) and all(m.bare for m in order.mentions):
        return None  # 草莓2盒，苹果1箱，一共3份
    out: list[Mention] = []
    for mention in order.mentions:
        found = _named(mention, order, row, clause, scene, draft)
        if found is None or isinstance(found, Question):
            return found
        out.append(found)
    return order._replace(mentions=tuple(out))


def _only_adds(word: str) -> bool:
    """再来, 还要: adds one; 我再去补 of somebody who goes shopping does not."""
    said = word.lstrip("我那就也")
    return len(said) > 1 and ROLES.get(said, 0) & Role.ADD != 0


def _cancelled(
    order: Order, row: Row, clause: Clause, scene: Scene, draft: Draft
) -> Order | Question | None:
    """The whole order, or all of it but what was named; so many as the row does not have asks."""
    if scene.by_leader and draft.topic and not row.items:
        return order._replace(act=Act.REMOVE, mentions=(draft.topic,))  # 榴莲没货了，都取消
    if order.but:
        return _all_but(order, row, draft)
    amount = order.mentions[-1].amount if order.mentions else None
    if amount is not None and row.items and amount.value != len(row.items) * ONE:
        return Question(QuestionCode.WHICH_PRODUCT, clause.text, tuple(row.items))
    return order


def _all_but(order: Order, row: Row, draft: Draft) -> Order | None:
    """草莓留着，其他都不要了: what the row has besides what was named; None where nothing was."""
    named = {code for m in order.mentions for code in m.codes}
    named |= set(draft.topic.codes if draft.topic is not None else ())
    kept = named or {code_of(item) for item in draft.items}
    gone = [item for item in row.items if code_of(item) not in kept]
    if not kept or not gone:
        return None
    mentions = tuple(Hint((code_of(item),), item).mention(Mention("")) for item in gone)
    return order._replace(act=Act.REMOVE, mentions=mentions)


def topic_of(clause: Clause) -> Mention | None:
    """The goods that a clause names last, with the price or the variant that tells which."""
    said = [m for order in clause.orders for m in (*order.mentions, *order.into) if m.codes]
    told = said[-1] if said and (said[-1].fen is not None or said[-1].variants) else None
    last = clause.topics[-1] if clause.topics else None
    if told is None or (last is not None and told.codes != last.codes):
        return last
    return told._replace(amount=None, vague=False)


def _named(
    mention: Mention, order: Order, row: Row, clause: Clause, scene: Scene, draft: Draft
) -> Mention | Question | None:
    if mention.codes and order.act is Act.LESS and _NOT_OF_SO_MANY.search(clause.text):
        return Question(QuestionCode.HOW_MANY, clause.text, tuple(map(ItemKey, mention.codes)))
    if mention.codes:
        return mention
    if mention.variants is not None:
        return _variant(mention, scene, draft)
    return _bare(mention, order, row, clause, scene, draft)


def _variant(mention: Mention, scene: Scene, draft: Draft) -> Mention:
    """酸菜鱼1份，微辣: a variant alone is one of the goods just named, with their quantity."""
    for codes in (
        draft.topic.codes if draft.topic else (),
        scene.reply.codes if scene.reply else (),
    ):
        fits = tuple(v for v in mention.variants or () if v[0] in codes)
        if fits:
            amount = mention.amount or _open_amount(fits[0][0], draft)
            return mention._replace(codes=(fits[0][0],), variants=fits, amount=amount)
    having = tuple(dict.fromkeys(code for code, _ in mention.variants or ()))
    return mention._replace(codes=having) if len(having) == 1 else mention


def _open_amount(code: str, draft: Draft) -> Amount | None:
    for gap in draft.gaps:
        mine = {code_of(choice) for choice in gap.question.choices} == {code}
        if mine and gap.question.quantity is not None:
            return Amount(gap.question.quantity)
        if mine and not gap.lone and gap.question.code is QuestionCode.WHICH_VARIANT:
            return Amount(ONE)
    return None


def _swap(order: Order, draft: Draft) -> Order:
    """青提退了，换圣女果2盒: what was just removed is what is swapped away."""
    if order.mentions or draft.removed is None:
        return order
    _, value = draft.removed
    target = order.into[-1]
    if target.amount is None:
        target = target._replace(amount=Amount(value))
    return order._replace(act=Act.SET, mentions=(target,), into=())


def _bare(
    mention: Mention, order: Order, row: Row, clause: Clause, scene: Scene, draft: Draft
) -> Mention | Question | None:
    """orders/RULES.md 3 and 8: the goods of a bare quantity."""
    if sum(m.bare for m in order.mentions) > 1:
        sum_of = "=" in clause.text or not draft.alone
        return None if sum_of else Question(QuestionCode.WHICH_PRODUCT, clause.text)
    if draft.topic is not None:
        topic = draft.topic
        return mention._replace(
            codes=topic.codes,
            variants=topic.variants,
            text=topic.text,
            fen=topic.fen,
            rank=topic.rank,
        )
    if mention.vague:
        return Question(QuestionCode.HOW_MANY, clause.text) if draft.alone else None
    if order.act is Act.REMOVE and scene.reply is not None:
        return scene.reply.mention(mention)
    if order.change or (draft.person is not None and len(row.items) == 1):
        found = _own_line(mention, order, row, scene, draft)
        if found is not None or order.act in (Act.LESS, Act.REMOVE):
            return found
    return _from_around(mention, order, scene, draft)


def _own_line(
    mention: Mention, order: Order, row: Row, scene: Scene, draft: Draft
) -> Mention | Question | None:
    """改成3份, 再来一份, 少一份: the person's only fitting line, else ask."""
    fits = [item for item in row.items if _may_count(mention, item, scene.lexicon)]
    fits = sold_in(mention.amount, fits, scene.lexicon)
    if len(fits) == 1:
        return Hint((code_of(fits[0]),), fits[0]).mention(mention)
    if fits and (order.act is not Act.ADD or scene.lexicon.only is None):
        return Question(QuestionCode.WHICH_PRODUCT, mention.text, fits, _said(mention))
    if order.act in (Act.LESS, Act.REMOVE) and not draft.talk:
        draft.queries.append(Query(QueryKind.NOTHING_TO_CANCEL))
    return None


def _said(mention: Mention) -> int | None:
    return None if mention.amount is None else mention.amount.value


def _from_around(
    mention: Mention, order: Order, scene: Scene, draft: Draft
) -> Mention | Question | None:
    """The goods replied to, the only ones on offer, those ordered right before; else ask."""
    amount = mention.amount
    enough = order.enough and scene.lexicon.only is not None
    if draft.talk and not order.verb and not enough and scene.reply is None:
        return None
    hint = scene.reply
    if hint is None and scene.lexicon.only is not None:
        hint = Hint((scene.lexicon.only,))
    if amount is not None and (amount.value > _MOST or amount.unit == "块"):
        return None
    certain = amount is None or bool(amount.unit) or amount.plus or order.verb
    if hint is None and not certain:
        few = amount is not None and amount.value <= 20 * ONE and draft.alone
        return (
            Question(QuestionCode.WHICH_PRODUCT, mention.text, (), _said(mention)) if few else None
        )
    hint = hint or scene.before
    if hint is None or not hint.codes:
        return Question(QuestionCode.WHICH_PRODUCT, mention.text, (), _said(mention))
    return hint.mention(mention)


def _may_count(mention: Mention, item: ItemKey, lexicon: Lexicon) -> bool:
    """Whether a quantity's unit may count the item: 一斤 no box, 三瓶 no 斤."""
    product = lexicon.products.get(code_of(item))
    if mention.amount is None or product is None:
        return product is not None
    return isinstance(quantity(mention.amount, product, lexicon.names[product.code]), int)
