"""One message each: what is read of it. A table a leader could check."""

import pytest

from solitaire.values import Product, QuestionCode, Verdict
from tests.solitaire.group import DISHES, FRUIT, items, opened, say

ORDERS = [
    ("草莓2份", {"1": 2}),
    ("2草莓 1蓝莓～", {"1": 2, "4": 1}),
    ("蘋果1箱", {"5": 1}),
    ("草莓29.9两盒，苹果32.8一箱", {"1": 2, "5": 1}),
    ("①×2 ④x3", {"1": 2, "4": 3}),
    ("1、3、5各一份", {"1": 1, "3": 1, "5": 1}),
    ("caomei 2 he", {"1": 2}),
    ("草苺2盒", {"1": 2}),
    ("草苺2，谢谢", {"1": 2}),
    ("团长辛苦了，预定第一个10盒吧", {"1": 10}),
    ("甜党咸党别打了，给我来2盒草莓", {"1": 2}),
    ("上次2盒草莓没吃够，这次要3盒草莓", {"1": 3}),
    ("草莓2盒，说错了，3盒", {"1": 3}),
    ("每样一份", {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1, "6": 1}),
]
DISH_ORDERS = [
    ("酸菜鱼微辣1份", {"1/微辣": 1}),
    ("酸菜鱼1份，微辣", {"1/微辣": 1}),
    ("牛腱子大2小1", {"2/大份": 2, "2/小份": 1}),
    ("五花肉一斤二两", {"4": 1.2}),
    ("五花肉500g", {"4": 1}),
]
TALK = [
    "昨天的草莓真好吃",
    "草莓碎了2个",
    "草莓2份已取",
    "我家养了3只老母鸡",
    "3号楼停水了",
    "转了59.8，团长收一下",
    "我算了一下2盒够了",
    "【鲜果汇】草莓19.9元2盒，戳 https://example.com/s?id=203",
    "草莓30一盒，山姆才25",
    "草莓买多了",
    "草莓多订了一盒",
    "我没有订2盒草莓",
    "不是我要的草莓",
    "我去拿草莓",
]
ASKED = [
    ("草莓", QuestionCode.HOW_MANY),
    ("草莓来几盒", QuestionCode.HOW_MANY),
    ("草莓4斤", QuestionCode.WEIGHT_OR_PIECE),
    ("要2箱哈密瓜", QuestionCode.UNKNOWN_PRODUCT),
    ("要是有草莓我要2份", QuestionCode.CONDITION),
    ("我婆婆说要2份草莓", QuestionCode.HEARSAY),
    ("2份", QuestionCode.WHICH_PRODUCT),
    ("能帮我留2盒草莓吗", QuestionCode.MEANT_AS_ORDER),
    ("王五十盒草莓", QuestionCode.HOW_MANY),
]


@pytest.mark.parametrize(("text", "wanted"), ORDERS)
def test_an_order_of_fruit(text: str, wanted: dict[str, float]) -> None:
    chat, _ = say(opened(FRUIT), "张姐", text)
    assert items(chat, "张姐") == wanted


@pytest.mark.parametrize(("text", "wanted"), DISH_ORDERS)
def test_an_order_with_variants_or_weights(text: str, wanted: dict[str, float]) -> None:
    chat, reading = say(opened(DISHES), "张姐", text)
    assert items(chat, "张姐") == wanted
    assert reading.verdict is Verdict.ORDER


@pytest.mark.parametrize("text", TALK)
def test_talk_orders_nothing(text: str) -> None:
    chat, reading = say(opened((*FRUIT, Product("7", "散养老母鸡", "只", 9800))), "张姐", text)
    assert (dict(chat.book), reading.verdict) == ({}, Verdict.CHATTER)


@pytest.mark.parametrize(("text", "code"), ASKED)
def test_what_is_not_certain_is_asked(text: str, code: QuestionCode) -> None:
    chat, reading = say(opened(FRUIT), "张姐", text)
    assert (dict(chat.book), reading.verdict) == ({}, Verdict.ASK)
    assert [question.code for question in reading.questions] == [code]


def test_a_name_that_fits_two_says_which() -> None:
    offer = (Product("1", "土鸡蛋", "板", 3500), Product("2", "富硒鸡蛋", "盒", 2880))
    _, reading = say(opened(offer), "张姐", "鸡蛋2份")
    question = reading.questions[0]
    assert (question.choices, question.quantity) == (("1", "2"), 2000)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("草莓2份，到了打我电话138****5678", "到了打我电话138****5678"),
        ("草莓2份 电话138****5678 放门口", "电话138****5678 放门口"),
        ("草莓2份，到时打138****5678", "到时打138****5678"),
    ],
)
def test_a_masked_number_stays_in_the_note(text: str, note: str) -> None:
    chat, _ = say(opened(FRUIT), "张姐", text)
    assert [(row.note, items(chat, "张姐")) for row in chat.book.values()] == [(note, {"1": 2})]


@pytest.mark.parametrize(
    "text",
    [
        "草莓不想要了",
        "不想要草莓了",
        "草莓要退",
        "我要退草莓",
        "草莓想退",
        "草莓我要退了",
        "草莓退一下",
    ],
)
def test_what_is_not_wanted_any_more_is_never_booked(text: str) -> None:
    _, reading = say(opened(FRUIT), "李叔", text)
    assert reading.verdict is Verdict.QUERY
    chat, _ = say(opened(FRUIT), "张姐", "草莓3份 苹果1")
    chat, _ = say(chat, "张姐", text, id="second")
    assert items(chat, "张姐") == {"5": 1}
