"""A choice picked by the number that the bot's own question gave it."""

import pytest

from solitaire.answers import Gap, Pending
from solitaire.chat import compile_lexicon
from solitaire.numbered_choices import numbered_of
from solitaire.values import ItemKey, MessageId, Product, Question, QuestionCode

LEXICON = compile_lexicon(
    (
        Product("1", "红颜草莓2斤装", "盒", 2990),
        Product("2", "红富士苹果", "箱", 3280),
        Product("3", "糖心苹果", "箱", 4500),
        Product("4", "酸菜鱼", "份", 5800, variants=("微辣", "特辣")),
    )
)
APPLES = Question(QuestionCode.WHICH_PRODUCT, "苹果", (ItemKey("2"), ItemKey("3")), 4000)
FISH = Question(QuestionCode.WHICH_VARIANT, "酸菜鱼", (ItemKey("4/微辣"), ItemKey("4/特辣")), 1000)
ASKED_APPLES = "张姐：“苹果”要哪个？1 红富士苹果 还是 2 糖心苹果"
ASKED_BOTH = f"{ASKED_APPLES}\n张姐：“酸菜鱼”要哪种？1 微辣 还是 2 特辣"


def _picked(text: str, asked: str, *questions: Question) -> list[tuple[str, int]] | None:
    gaps = tuple(Gap(None, question) for question in questions)
    found = numbered_of(text, Pending(MessageId("m"), gaps, asked=True, question=asked), LEXICON)
    if found is None:
        return None
    mentions = [order.mentions[0] for _, order in found[0]]
    return [(m.text, m.amount.value if m.amount else 0) for m in mentions]


@pytest.mark.parametrize(
    "text",
    ["2", "２", "②", "二", "2号", "第2个", "第二个", "要2", "选2吧", "2。", "2 糖心", "2糖心苹果"],
)
def test_the_number_is_that_of_the_question_and_not_of_the_list(text: str) -> None:
    assert _picked(text, ASKED_APPLES, APPLES) == [("3", 4000)]


@pytest.mark.parametrize("text", ["2箱", "3", "2 红富士", "草莓", "2 草莓", "21", "好", "", "1 2"])
def test_anything_else_is_no_choice_by_number(text: str) -> None:
    assert _picked(text, ASKED_APPLES, APPLES) is None


def test_two_questions_take_two_numbers_or_the_first_of_them() -> None:
    assert _picked("2，1", ASKED_BOTH, APPLES, FISH) == [("3", 4000), ("4/微辣", 1000)]
    assert _picked("1", ASKED_BOTH, APPLES, FISH) == [("2", 4000)]


def test_a_question_without_numbers_has_none() -> None:
    assert _picked("2", "苹果要红富士还是糖心？", APPLES) is None
    assert _picked("2", "2号楼的张姐，苹果要红富士还是糖心？", APPLES) is None


def test_beside_a_question_how_many_a_number_may_be_a_quantity() -> None:
    how_many = Question(QuestionCode.HOW_MANY, "草莓", (ItemKey("1"),))
    assert _picked("2", ASKED_APPLES, APPLES, how_many) is None


def test_numbers_as_another_wrote_them() -> None:
    assert _picked("2", "要哪个：1.红富士，2.糖心？", APPLES) == [("3", 4000)]
    assert _picked("2", "2 红富士苹果 还是 3 糖心苹果？", APPLES) == [("2", 4000)]
