"""到货, 缺货, 只到: who is told what, who loses what, and what it costs."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.handlers.afternoon import ONE_O_CLOCK, Afternoon, an_afternoon
from tests.handlers.till import NOON, Ordered

ZHANG = Ordered("张姐", 2, 1, "u1", "3-502")
LI = Ordered("李叔", 2, 0, "u2")
WANG = Ordered("王芳", 1, 0, "u3")
GRANNY = Ordered("王奶奶", 1, 0, None, "2-301")
"""Nobody knows an account of hers: the leader ordered for her."""


async def lines(afternoon: Afternoon) -> list[tuple[object, ...]]:
    return await afternoon.table("orders", "who", "product", "quantity", "fen")


async def test_each_buyer_gets_her_code_and_the_group_none(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        heard = await afternoon.say("到货")
        code = await afternoon.code("张姐")
        assert all(
            word in heard.there("dm:u1") for word in (code, "草莓2盒", "土鸡蛋1板", "南门便利店")
        )
        assert await afternoon.code("李叔") in heard.there("dm:u2")
        assert heard.count("sun") == 1
        assert "到货" in heard.there("sun")
        assert code not in heard.there("sun")
        assert heard.spoken[[one.chat for one in heard.spoken].index("dm:u1")].kind == "picture"
        states = await afternoon.table("pickups", "who", "state")
        assert states == [("张姐", "arrived"), ("李叔", "arrived")]


async def test_said_in_private_it_is_answered_there(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        heard = await afternoon.say("到货 阳光花园", chat="dm:lead1")
        assert heard.count("dm:lead1") == heard.count("sun") == heard.count("dm:u1") == 1


async def test_what_comes_later_is_fetched_with_the_same_code(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("到货 草莓")
        code = await afternoon.code("张姐")
        heard = await afternoon.say("到货 鸡蛋")
        assert await afternoon.code("张姐") == code
        assert "土鸡蛋1板" in heard.there("dm:u1")
        assert code in heard.there("dm:u1")
        assert "dm:u2" not in heard.chats
        again = await afternoon.say("到货")
        assert again.chats == {"sun"}
        assert again.count("sun") == 1


async def test_several_products_at_once(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.say("到货 草莓、鸡蛋")
        assert await afternoon.table("pickups", "state") == [("arrived",)]


async def test_an_unknown_product_has_not_come(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        heard = await afternoon.say("到货 榴莲")
        assert "榴莲" in heard.there("sun")
        assert await afternoon.table("pickups", "state") == [("waiting",)]


async def test_of_two_offers_the_older_has_come(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.add(LI, number=2, at=NOON + timedelta(minutes=30))
        first = await afternoon.say("到货")
        assert "6月20日" in first.there("sun")
        assert first.chats == {"sun", "dm:u1"}
        second = await afternoon.say("到货")
        assert second.chats == {"sun", "dm:u2"}


async def test_nobody_gets_a_code_before_the_cutoff(tmp_path: Path):
    async with an_afternoon(tmp_path) as afternoon:
        await afternoon.say("开团\n草莓2斤装 29.9/盒")
        heard = await afternoon.say("到货")
        assert "截单" in heard.there("sun")


async def test_the_leaders_list_has_whom_she_ordered_for(tmp_path: Path):
    async with an_afternoon(tmp_path, GRANNY, LI) as afternoon:
        heard = await afternoon.say("到货")
        code = await afternoon.code("王奶奶")
        assert all(word in heard.there("dm:lead1") for word in (code, "王奶奶", "2-301"))
        assert heard.count("dm:lead1") == 1


async def test_a_shortage_is_said_first_and_done_after(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI, WANG) as afternoon:
        before = await lines(afternoon)
        asked = await afternoon.say("缺货 草莓 2")
        assert all(word in asked.there("sun") for word in ("2人", "59.80", "确认"))
        assert asked.chats == {"sun"}
        assert await lines(afternoon) == before
        done = await afternoon.say("确认")
        assert await lines(afternoon) == [
            ("张姐", "草莓2斤装", 2, 5980),
            ("张姐", "土鸡蛋30枚", 1, 2500),
            ("李叔", "草莓2斤装", 1, 2990),
        ]
        assert "29.90" in done.there("dm:u2")
        assert done.count("dm:u2") == done.count("dm:u3") == done.count("sun") == 1
        assert "dm:u1" not in done.chats
        again = await afternoon.say("确认")
        assert again.count("sun") == 1
        assert again.chats == {"sun"}
        assert len(await lines(afternoon)) == 3


@pytest.mark.parametrize("said", ["草莓只到3", "草莓只到了三盒", "只到 草莓 3"])
async def test_what_only_came_is_there_once_it_is_confirmed(said: str, tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI, WANG) as afternoon:
        assert "2人" in (await afternoon.say(said)).there("sun")
        heard = await afternoon.say("确认")
        assert await afternoon.code("李叔") in heard.there("dm:u2")
        quantities = [(who, quantity) for who, product, quantity, _ in await lines(afternoon)]
        assert quantities == [("张姐", 2), ("张姐", 1), ("李叔", 1)]


async def test_enough_is_no_shortage(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        heard = await afternoon.say("草莓只到4")
        assert "没有人缺" in heard.there("sun")
        assert "确认" not in heard.there("sun")
        assert len(await lines(afternoon)) == 3


@pytest.mark.parametrize("said", ["缺货", "缺货 草莓 0", "缺货 3"])
async def test_an_unclear_shortage_takes_nothing(said: str, tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        heard = await afternoon.say(said)
        assert heard.count("sun") == 1
        nothing = await afternoon.say("确认")
        assert nothing.count("sun") == 1
        assert len(await lines(afternoon)) == 2


async def test_without_a_figure_all_of_it_is_missing(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        assert "4盒" in (await afternoon.say("缺货 草莓")).there("sun")
        await afternoon.say("确认")
        assert await lines(afternoon) == [("张姐", "土鸡蛋30枚", 1, 2500)]


async def test_who_paid_for_what_did_not_come_gets_it_back(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("收 李叔")
        await afternoon.say("缺货 阳光花园 草莓 1", chat="dm:lead1")
        heard = await afternoon.say("确认", chat="dm:lead1")
        assert "29.90" in heard.there("dm:lead1")
        assert "退" in heard.there("dm:u2")
        payments = await afternoon.table("payments", "who", "state", "fen")
        assert ("李叔", "refund_due", 2990) in payments


async def test_what_was_fetched_is_not_taken_back(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("到货")
        await afternoon.say(f"核销 {await afternoon.code('李叔')}")
        asked = await afternoon.say("缺货 草莓 3")
        assert "1人" in asked.there("sun")
        await afternoon.say("确认")
        rows = await lines(afternoon)
        assert ("李叔", "草莓2斤装", 2, 5980) in rows
        assert await afternoon.table("commissions", "who", "fen") == [("李叔", 478)]


async def test_the_ordered_for_are_told_through_who_ordered(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, GRANNY) as afternoon:
        await afternoon.say("缺货 草莓 1")
        heard = await afternoon.say("确认")
        assert "王奶奶少草莓1盒" in heard.there("dm:lead1")


async def test_an_offer_of_which_nothing_is_left_is_done(tmp_path: Path):
    async with an_afternoon(tmp_path, LI) as afternoon:
        await afternoon.say("缺货 草莓")
        await afternoon.say("确认")
        assert await afternoon.table("offers", "state") == [("done",)]


async def test_a_resident_may_not(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        heard = await afternoon.say("到货", account="u1")
        assert "团长" in heard.there("sun")
        assert await afternoon.table("pickups", "state") == [("waiting",)]


async def test_who_does_not_come_is_reminded_that_evening_and_the_next_day(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("到货")
        await afternoon.say("核销 3-502")
        evening = await afternoon.until(ONE_O_CLOCK + timedelta(hours=7))
        assert evening.chats == {"dm:u2"}
        assert await afternoon.code("李叔") in evening.there("dm:u2")
        await afternoon.until(ONE_O_CLOCK + timedelta(hours=20))
        morning = await afternoon.until(ONE_O_CLOCK + timedelta(hours=22))
        assert morning.count("dm:u2") == 1
        assert "dm:u1" not in morning.chats
