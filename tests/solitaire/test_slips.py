"""Words that match nothing and are ordered like goods (decisions/0020)."""

import pytest

from solitaire.chat import hear
from solitaire.lexicon import Rank, compile_lexicon
from solitaire.slips import nearest
from solitaire.values import BOT, Message, MessageId, Product, QuestionCode, Verdict
from tests.solitaire.group import items, opened, say

GOODS = tuple(
    Product(str(number), name, unit, 1000, tuple(aliases))
    for number, (name, unit, *aliases) in enumerate(
        [
            ("红颜草莓2斤装", "盒", "草莓", "strawberry"),
            ("带皮五花肉", "份"),
            ("土鸡蛋30枚", "板"),
            ("阳光玫瑰葡萄", "串"),
            ("荔枝5斤", "箱"),
            ("大白菜", "颗"),
            ("小白菜", "把"),
            ("娃娃菜", "袋"),
        ],
        start=1,
    )
)
BOOKED = [
    ("五花内2份", {"2": 2}),
    ("大白莱2颗", {"6": 2}),
    ("娃哇菜来两袋，草莓1盒", {"8": 2, "1": 1}),
    ("阳光玫瑰葡2串", {"4": 2}),
    ("caomie 2 he", {"1": 2}),
    ("strawbery 2 boxes pls", {"1": 2}),
    ("草草莓2盒", {"1": 2}),
]
GUESSED = [("土鸭蛋2板", {"3"}), ("白莱2份", {"6", "7"}), ("lizhii 2", {"5"}), ("putaa 2", {"4"})]
LEFT = [
    "五花内有两层",
    "我买了五花内两斤",
    "娃哇菜",
    "草鱼2条好大啊",
    "lizi 2",
    "三楼的娃哇闹了2天",
]


@pytest.mark.parametrize(("text", "want"), BOOKED)
def test_what_a_hand_does_is_booked(text: str, want: dict[str, float]) -> None:
    chat, reading = say(opened(GOODS), "张姐", text)
    assert (reading.verdict, items(chat, "张姐")) == (Verdict.ORDER, want)


@pytest.mark.parametrize(("text", "choices"), GUESSED)
def test_what_may_be_other_goods_is_asked_about(text: str, choices: set[str]) -> None:
    chat, reading = say(opened(GOODS), "张姐", text)
    assert (reading.verdict, dict(chat.book)) == (Verdict.ASK, {})
    (question,) = reading.questions
    assert (question.code, set(question.choices)) == (QuestionCode.WHICH_PRODUCT, choices)


@pytest.mark.parametrize("text", LEFT)
def test_talk_is_left_alone(text: str) -> None:
    chat, reading = say(opened(GOODS), "张姐", text)
    assert (reading.verdict, dict(chat.book)) == (Verdict.CHATTER, {})


def test_a_plain_yes_books_the_guess() -> None:
    chat, _ = say(opened(GOODS), "张姐", "土鸭蛋2板", id="m1")
    asked = Message(MessageId("m2"), BOT, "bot", "“土鸭蛋”是土鸡蛋吗？", reply_to=MessageId("m1"))
    chat, _ = hear(chat, asked)
    chat, reading = say(chat, "张姐", "是的")
    assert (reading.verdict, items(chat, "张姐")) == (Verdict.ORDER, {"3": 2})


def test_a_guess_takes_nothing_away() -> None:
    chat, _ = say(opened(GOODS), "张姐", "土鸡蛋2板")
    chat, reading = say(chat, "张姐", "土鸭蛋不要了")
    assert (reading.verdict, items(chat, "张姐")) == (Verdict.ASK, {"3": 2})


def test_other_goods_are_no_slip() -> None:
    lexicon = compile_lexicon(GOODS)
    assert nearest("李子", lexicon) is None
    assert nearest("lizi", lexicon) is None
    found = nearest("荔技", lexicon)
    assert found is not None
    assert (found.rank, found.codes) == (Rank.SLIP, ("5",))
