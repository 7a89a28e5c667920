"""The leader's words about money, on a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.messages import private_chat
from handlers.payments import answer_which_person
from rules.offers import OfferState
from tests.handlers.till import LEADER, Ordered, Till, add_offer, open_till, words

CONFIRMED, CLAIMED = "confirmed", "claimed"


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            orders = [
                Ordered("张姐", 2, account="u1", address="3-502"),
                Ordered("李叔", 0, 1, account="u2", address="5-101"),
                Ordered("王芳", 1, 1, account=None, note="138****5678"),
                Ordered("老周", 1, account="u4", address="3-501"),
            ]
            add_offer(session, orders)
        yield till


async def paid(till: Till) -> list[tuple[object, ...]]:
    return await till.table("payments", "who", "fen", "state")


@pytest.mark.parametrize(
    ("text", "booked"),
    [
        ("收 张姐 59.8", [("张姐", 5980)]),
        ("收 张姐", [("张姐", 5980)]),
        ("收 张姐 李叔 老周", [("张姐", 5980), ("李叔", 2500), ("老周", 2990)]),
        ("收 3-502", [("张姐", 5980)]),
        ("收张姐", [("张姐", 5980)]),
        ("收 3-502 张姐 59.8", [("张姐", 5980)]),
        ("收 5678 54.9", [("王芳", 5490)]),
        ("收\n张姐 59.8\n收 李叔 25元\n老周29.9", [("张姐", 5980), ("李叔", 2500), ("老周", 2990)]),
        ("除了 王芳 都付了", [("张姐", 5980), ("李叔", 2500), ("老周", 2990)]),
        ("除了王芳和老周都付了", [("张姐", 5980), ("李叔", 2500)]),
    ],
)
async def test_what_is_received_is_booked(till: Till, text: str, booked: list[tuple[str, int]]):
    await till.say(text)
    assert await paid(till) == [(who, fen, CONFIRMED) for who, fen in booked]
    total = sum(fen for _, fen in booked)
    assert (await till.balances())[f"cash/{LEADER}"] == total


async def test_less_and_more_than_owed_is_booked_and_said(till: Till):
    assert "还差9.80元" in words(await till.say("收 张姐 50"))
    assert "多付5.00元" in words(await till.say("收 李叔 30"))
    assert await paid(till) == [("张姐", 5000, CONFIRMED), ("李叔", 3000, CONFIRMED)]
    assert "付清了" in words(await till.say("收 张姐"))
    assert "没有待付的" in words(await till.say("收 张姐"))
    assert len(await paid(till)) == 3


async def test_nobody_unknown_is_booked(till: Till):
    said = words(await till.say("收 张姐 赵六 10"))
    assert "没找到：赵六" in said
    assert await paid(till) == [("张姐", 5980, CONFIRMED)]
    assert "没找到：赵六" in words(await till.say("除了赵六都付了"))
    assert len(await paid(till)) == 1


@pytest.mark.parametrize("text", ["收 张姐 -5", "收 3-502 张姐 99999999", "收 张姐 119.605"])
async def test_a_sum_that_cannot_be_read_books_nothing(till: Till, text: str):
    said = words(await till.say(f"{text} 李叔"))
    assert "没看懂" in said
    assert "收到 5-101 李叔 25.00元" in said
    assert await paid(till) == [("李叔", 2500, CONFIRMED)]


async def test_what_names_nobody_is_talk(till: Till):
    assert await till.say("收衣服", chat="sun") == ()
    assert await paid(till) == []


async def test_in_the_group_amounts_are_said_privately(till: Till):
    replies = await till.say("收 张姐 59.8", chat="sun")
    assert words(replies, "sun") == "已私信"
    assert "59.80" in words(replies, private_chat(LEADER))


async def test_undoing_takes_the_newest_booking_back(till: Till):
    await till.say("收 张姐 20")
    await till.say("收 张姐")
    assert "现在待付39.80元" in words(await till.say("撤销收 张姐"))
    assert await paid(till) == [("张姐", 2000, CONFIRMED)]
    await till.say("撤销收 张姐")
    assert await paid(till) == []
    assert await till.balances() == {}
    assert "没有记过" in words(await till.say("撤销收 张姐"))


async def test_a_claim_is_no_payment_and_comes_back_when_the_payment_is_undone(till: Till):
    replies = await till.say("已付", account="u1", chat="sun")
    assert words(replies, "sun") == "已私信"
    assert "张姐 说已付59.80元" in words(replies, private_chat(LEADER))
    assert await paid(till) == [("张姐", 5980, CLAIMED)]
    assert await till.balances() == {}
    await till.say("已付", account="u1")
    assert await paid(till) == [("张姐", 5980, CLAIMED)]
    said = words(await till.say("谁没付"))
    assert "张姐 59.80元（说已付59.80元" in said
    await till.say("收 张姐")
    assert await paid(till) == [("张姐", 5980, CONFIRMED)]
    await till.say("撤销收 张姐")
    assert await paid(till) == [("张姐", 5980, CLAIMED)]


async def test_a_claim_may_say_its_sum(till: Till):
    await till.say("已付59.8元", account="u1")
    await till.say("转了 20 谢谢", account="u2")
    assert await paid(till) == [("张姐", 5980, CLAIMED), ("李叔", 2000, CLAIMED)]


async def test_talk_of_paying_is_left_alone(till: Till):
    assert await till.say("付了", account="stranger", chat="sun") == ()
    assert await till.say("付了 两次都失败", account="u1", chat="sun") == ()
    assert await paid(till) == []


async def test_two_of_one_name_are_asked_about(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            orders = [
                Ordered("张姐", 2, account="u1", address="3-502"),
                Ordered("张姐", 1, account="u2", address="5-101"),
                Ordered("李叔", 1, account="u3"),
            ]
            add_offer(session, orders)
        replies = await till.say("收 张姐 李叔", chat="sun")
        asked = words(replies, "sun")
        assert "1 3-5** 张姐" in asked
        assert "2 5-1** 张姐" in asked
        assert "59.80" not in asked
        assert await paid(till) == [("李叔", 2990, CONFIRMED)]
        await till.answer("2", answer_which_person, chat="sun")
        assert (await paid(till))[1:] == [("张姐", 2990, CONFIRMED)]
        assert await till.asked(chat="sun") is None


async def test_several_unsure_words_are_asked_one_after_the_other(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            orders = [
                Ordered(who, 1, account=f"{who}{room}", address=room)
                for who in ("张姐", "王姐")
                for room in ("3-502", "5-101")
            ]
            add_offer(session, orders)
        await till.say("收 张姐 20 王姐")
        await till.answer("3-502", answer_which_person)
        replies = await till.answer("2", answer_which_person)
        assert replies is not None
        assert await paid(till) == [("张姐", 2000, CONFIRMED), ("王姐", 2990, CONFIRMED)]


async def test_a_word_that_is_no_answer_is_left_to_others(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_offer(
                session,
                [Ordered("张姐", 1, account=a, address=r) for a, r in (("a", "1-101"), ("b", ""))],
            )
        await till.say("收 张姐")
        assert await till.answer("草莓2份", answer_which_person) is None
        assert await till.answer("3", answer_which_person) is None
        assert await paid(till) == []


async def test_debts_of_an_earlier_offer_come_before_the_running_one(till: Till):
    async with till.database.writing() as session:
        orders = [Ordered("张姐", 0, 1, account="u1", address="3-502")]
        add_offer(session, orders, number=2, state=OfferState.OPEN)
    said = words(await till.say("收 张姐"))
    assert "59.80元" in said
    assert "没截单的还有25.00元" in said
    await till.say("收 张姐 25")
    rows = await till.table("payments", "offer", "fen")
    assert rows == [(1, 5980), (2, 2500)]


async def test_one_sum_for_two_offers_is_split(till: Till):
    async with till.database.writing() as session:
        orders = [Ordered("张姐", 0, 1, account="u1", address="3-502")]
        add_offer(session, orders, number=2)
    said = words(await till.say("收 张姐 84.8"))
    assert "第2期25.00、第1期59.80" in said
    assert await till.table("payments", "offer", "fen") == [(1, 5980), (2, 2500)]


async def test_a_debt_outlives_its_offer(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_offer(session, [Ordered("张姐", 1, account="u1")], state=OfferState.DONE)
            add_offer(session, [Ordered("李叔", 1, account="u2")], number=2)
        assert "张姐 29.90元" in words(await till.say("谁没付"))
        await till.say("收 张姐")
        assert "张姐" not in words(await till.say("谁没付"))


async def test_each_question_names_the_amount_it_is_about(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_offer(session, [Ordered("张姐", 1, account=f"u{place}") for place in (1, 2)])
        assert "第2单，待付29.90元" in words(await till.say("收 张姐 40"))
        await till.answer("2", answer_which_person)
        assert "第2单，已收40.00元" in words(await till.say("撤销收 张姐"))
        assert "第2单，可退10.10元" in words(await till.say("退款 张姐"))
