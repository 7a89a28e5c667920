"""谁没取 and 催取: who has not come, privately, and each of them written to."""

from pathlib import Path

from tests.handlers.afternoon import an_afternoon
from tests.handlers.till import Ordered

ZHANG = Ordered("张姐", 2, 1, "u1", "3-502")
LI = Ordered("李叔", 1, 0, "u2")
GRANNY = Ordered("王奶奶", 1, 0, None, "2-301")


async def test_who_has_not_come_is_told_in_private(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("到货")
        await afternoon.say("核销 李叔")
        heard = await afternoon.say("谁没取")
        assert heard.there("sun") == "已私信"
        own = heard.there("dm:lead1")
        assert all(word in own for word in ("1人", "3-502 张姐", "草莓2盒"))
        assert "李叔" not in own
        await afternoon.say("核销 张姐")
        assert "取完" in (await afternoon.say("谁没取")).there("dm:lead1")


async def test_over_several_groups_in_sections_with_one_total(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.add(LI, group="jin")
        await afternoon.say("到货 全部", chat="dm:lead1")
        heard = await afternoon.say("谁没取", chat="dm:lead1")
        assert heard.count("dm:lead1") == 1
        own = heard.there("dm:lead1")
        assert all(word in own for word in ("阳光花园", "锦绣", "一共2人"))
        one = await afternoon.say("谁没取 锦绣", chat="dm:lead1")
        assert "张姐" not in one.there("dm:lead1")


async def test_chasing_names_nobody_in_the_group(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI, GRANNY) as afternoon:
        await afternoon.say("到货")
        heard = await afternoon.say("催取")
        assert "2人" in heard.there("sun")
        assert not any(who in heard.there("sun") for who in ("张姐", "李叔", "王奶奶"))
        assert await afternoon.code("张姐") in heard.there("dm:u1")
        assert heard.count("dm:u1") == heard.count("dm:u2") == 1
        assert "王奶奶" in heard.there("dm:lead1")


async def test_there_is_nobody_to_chase_before_the_arrival(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        heard = await afternoon.say("催取")
        assert "dm:u1" not in heard.chats
        assert "还没到" in heard.there("dm:lead1")


async def test_before_the_arrival_the_code_is_promised(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        heard = await afternoon.say("取货码", "u1", "dm:u1")
        assert "还没到货" in heard.there("dm:u1")
        assert heard.count("dm:u1") == 1


async def test_traditional_characters_are_understood(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.say("到貨")
        heard = await afternoon.say("核銷 張姐")
        assert "草莓2盒" in heard.there("sun")
