"""核销 and 撤销核销: by code, room, phone and name; what is refused, and guessing stopped."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.handlers.afternoon import OTHER_LEADER, Afternoon, Heard, an_afternoon
from tests.handlers.till import Ordered

ZHANG = Ordered("张姐", 2, 1, "u1", "3-502")
LI = Ordered("李叔", 1, 0, "u2", note="电话138****6688")
FAR_ZHANG = Ordered("张姐", 1, 0, "u5", "12栋1单元601")


async def states(afternoon: Afternoon) -> list[tuple[object, ...]]:
    return await afternoon.table("pickups", "who", "state")


async def balances(afternoon: Afternoon) -> dict[str, int]:
    sums: dict[str, int] = {}
    for account, fen in await afternoon.table("postings", "account", "fen"):
        sums[str(account)] = sums.get(str(account), 0) + int(str(fen))
    return {account: fen for account, fen in sums.items() if fen}


async def arrived(afternoon: Afternoon) -> Heard:
    return await afternoon.say("到货")


@pytest.mark.parametrize("typed", ["核销 {}", "核销{}", "核销：{}", "/核销 {}", "核销\n{}"])
async def test_a_code_hands_out_what_has_come(typed: str, tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await arrived(afternoon)
        code = await afternoon.code("张姐")
        heard = await afternoon.say(typed.format(f" {code.lower()} "))
        assert all(word in heard.there("sun") for word in ("张姐", "草莓2盒", "土鸡蛋1板"))
        assert await states(afternoon) == [("张姐", "collected"), ("李叔", "arrived")]


async def test_what_is_unpaid_is_for_the_counter_alone(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await arrived(afternoon)
        heard = await afternoon.say("核销 3-502")
        assert "84.80" in heard.there("dm:lead1")
        assert "84.80" not in heard.there("sun")
        assert "3-502" not in heard.there("sun")
        assert "已私信" in heard.there("sun")
        await afternoon.say("收 李叔")
        paid = await afternoon.say("核销 阳光花园 李叔", chat="dm:lead1")
        assert paid.count("dm:lead1") == 1
        assert "付清" in paid.there("dm:lead1")
        assert paid.chats == {"dm:lead1"}


async def test_one_product_now_the_rest_later(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await arrived(afternoon)
        code = await afternoon.code("张姐")
        first = await afternoon.say(f"核销 {code} 草莓")
        assert "草莓2盒" in first.there("sun")
        assert (await states(afternoon))[0] == ("张姐", "part")
        rest = await afternoon.say(f"核销 {code}")
        assert "草莓" not in rest.there("sun")
        assert (await states(afternoon))[0] == ("张姐", "collected")
        assert await afternoon.table("commissions", "product", "fen") == [
            ("草莓2斤装", 478),
            ("土鸡蛋30枚", 250),
        ]


async def test_a_code_is_good_for_what_has_come_and_later_for_the_rest(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.say("到货 草莓")
        code = await afternoon.code("张姐")
        heard = await afternoon.say(f"核销 {code}")
        assert "土鸡蛋1板 还没到货" in heard.there("sun")
        too_early = await afternoon.say(f"核销 {code}")
        assert "还没到货" in too_early.there("sun")
        await afternoon.say("到货")
        await afternoon.say(f"核销 {code}")
        assert await states(afternoon) == [("张姐", "collected")]


@pytest.mark.parametrize("word", ["李叔", "6688", "5-101", "5栋101"])
async def test_a_name_a_room_or_a_phones_end(word: str, tmp_path: Path):
    li = Ordered("李叔", 1, 0, "u2", "5-101", "电话138****6688")
    async with an_afternoon(tmp_path, ZHANG, li) as afternoon:
        await arrived(afternoon)
        await afternoon.say(f"核销 {word}")
        assert await states(afternoon) == [("张姐", "arrived"), ("李叔", "collected")]


async def test_several_at_once(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await arrived(afternoon)
        codes = f"{await afternoon.code('张姐')}、{await afternoon.code('李叔')}"
        heard = await afternoon.say(f"核销 {codes}")
        assert heard.count("sun") == 1
        assert [state for _, state in await states(afternoon)] == ["collected", "collected"]
        assert await afternoon.table("offers", "state") == [("done",)]


async def test_two_of_a_name_are_asked_about(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, FAR_ZHANG) as afternoon:
        await arrived(afternoon)
        heard = await afternoon.say("核销 张姐")
        assert "2位" in heard.there("sun")
        assert "3-5**" in heard.there("sun")
        assert [state for _, state in await states(afternoon)] == ["arrived", "arrived"]
        await afternoon.say("核销 12栋1单元601 张姐")
        assert [state for _, state in await states(afternoon)] == ["arrived", "collected"]


async def test_a_second_time_says_when_the_first_was(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await arrived(afternoon)
        await afternoon.say("核销 李叔")
        code = await afternoon.code("李叔")
        heard = await afternoon.say(f"核销 {code}")
        assert code not in heard.there("sun")
        assert "李叔 在13:00" in heard.there("sun")
        assert "取过" in heard.there("sun")
        assert await afternoon.table("commissions", "who") == [("李叔",)]


async def test_another_leaders_code_says_nothing_of_whose_it_is(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.add(Ordered("小陈", 1, 0, "u8"), group="xi")
        await afternoon.say("到货", OTHER_LEADER, "xi")
        code = await afternoon.code("小陈", "xi")
        heard = await afternoon.say(f"核销 {code}")
        assert code not in heard.there("sun")
        assert "自提点" in heard.there("sun")
        assert not any(word in heard.there("sun") for word in ("小陈", "西苑"))
        assert await states(afternoon) == [("张姐", "waiting"), ("小陈", "arrived")]


async def test_in_private_the_code_says_which_group(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.add(LI, group="jin")
        await arrived(afternoon)
        await afternoon.say("到货", chat="jin")
        codes = f"{await afternoon.code('李叔', 'jin')} {await afternoon.code('张姐')} 草莓"
        heard = await afternoon.say(f"核销 {codes}", chat="dm:lead1")
        assert all(word in heard.there("dm:lead1") for word in ("李叔", "张姐"))
        assert heard.chats == {"dm:lead1"}
        assert await states(afternoon) == [("张姐", "part"), ("李叔", "collected")]


async def test_in_private_a_name_says_which_group_if_it_is_in_one(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.add(LI, Ordered("张姐", 1, 0, "u7"), group="jin")
        await arrived(afternoon)
        await afternoon.say("到货", chat="jin")
        await afternoon.say("核销 李叔", chat="dm:lead1")
        assert ("李叔", "collected") in await states(afternoon)
        asked = await afternoon.say("核销 张姐", chat="dm:lead1")
        assert "哪个群" in asked.there("dm:lead1")
        unknown = await afternoon.say("核销 郑成功", chat="dm:lead1")
        assert "没有找到" in unknown.there("dm:lead1")


async def test_nothing_has_come_yet(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        heard = await afternoon.say("核销 3-502")
        assert "还没到货" in heard.there("sun")
        assert "dm:lead1" not in heard.chats


async def test_a_cancelled_order(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await arrived(afternoon)
        code = await afternoon.code("李叔")
        await afternoon.say("缺货 草莓 1")
        await afternoon.say("确认")
        assert "取消" in (await afternoon.say(f"核销 {code}")).there("sun")


async def test_ten_wrong_codes_lock_the_counter_for_a_quarter_of_an_hour(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await arrived(afternoon)
        code = await afternoon.code("张姐")
        wrong = [f"{first}7{last}9" for first in "ACDEF" for last in "KN"]
        assert code not in wrong
        for tried in wrong[:9]:
            assert tried in (await afternoon.say(f"核销 {tried}")).there("sun")
        await afternoon.say(f"核销 {wrong[9]}", after=20)
        assert "锁" in (await afternoon.say(f"核销 {code}")).there("sun")
        assert await states(afternoon) == [("张姐", "arrived")]
        await afternoon.until(afternoon.stage.clock.now() + timedelta(minutes=15))
        await afternoon.say(f"核销 {code}")
        assert await states(afternoon) == [("张姐", "collected")]


async def test_a_misspelt_name_is_no_wrong_code(tmp_path: Path):
    async with an_afternoon(tmp_path, Ordered("Lily", 1, 0, "u1")) as afternoon:
        await arrived(afternoon)
        await afternoon.say("核销 lily")
        assert await states(afternoon) == [("Lily", "collected")]


async def test_undoing_a_hand_out_reverses_its_postings(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await arrived(afternoon)
        code = await afternoon.code("张姐")
        await afternoon.say(f"核销 {code}")
        assert await afternoon.table("offers", "state") == [("done",)]
        heard = await afternoon.say(f"撤销核销 {code}")
        assert "张姐" in heard.there("sun")
        assert await states(afternoon) == [("张姐", "arrived")]
        assert await afternoon.table("offers", "state") == [("closed",)]
        assert await balances(afternoon) == {}
        again = await afternoon.say(f"撤销核销 {code}")
        assert "不用撤销" in again.there("sun")
        await afternoon.say(f"核销 {code}")
        assert await states(afternoon) == [("张姐", "collected")]
        assert sum((await balances(afternoon)).values()) == 0


async def test_the_last_hand_out_is_undone_first(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await arrived(afternoon)
        code = await afternoon.code("张姐")
        await afternoon.say(f"核销 {code} 鸡蛋")
        await afternoon.say(f"核销 {code}")
        heard = await afternoon.say("撤销核销 张姐")
        assert "草莓2盒" in heard.there("sun")
        assert "鸡蛋" not in heard.there("sun")
        assert await states(afternoon) == [("张姐", "part")]


async def test_what_waits_for_somebody_over_two_offers_is_handed_out_by_name(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.add(Ordered("张姐", 0, 3, "u1", "3-502"), number=2)
        await arrived(afternoon)
        await arrived(afternoon)
        heard = await afternoon.say("核销 3-502")
        assert "土鸡蛋3板" in heard.there("sun")
        assert "草莓2盒" in heard.there("sun")
        assert {state for _, state in await states(afternoon)} == {"collected"}


async def test_a_helper_may_and_a_resident_may_not(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("大家好", "u6")
        await afternoon.say("帮手 @u6")
        await arrived(afternoon)
        refused = await afternoon.say("核销 李叔", "u2")
        assert refused.chats == {"sun"}
        assert (await states(afternoon))[1] == ("李叔", "arrived")
        heard = await afternoon.say("核销 李叔", "u6")
        assert "29.90" in heard.there("dm:u6")
        assert (await states(afternoon))[1] == ("李叔", "collected")


async def test_without_a_word_it_says_how(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        assert "核销" in (await afternoon.say("核销")).there("sun")
        assert "撤销核销" in (await afternoon.say("撤销核销")).there("sun")


async def test_what_is_not_hers_hands_out_nothing(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await arrived(afternoon)
        refused = await afternoon.say("核销 张姐 榴莲")
        assert all(word in refused.there("sun") for word in ("榴莲", "草莓2盒", "土鸡蛋1板"))
        await afternoon.say("核销 李叔 鸡蛋")
        assert await states(afternoon) == [("张姐", "arrived"), ("李叔", "arrived")]
        await afternoon.say("核销 张姐 全部")
        assert await states(afternoon) == [("张姐", "collected"), ("李叔", "arrived")]
