"""Codes: to whom they go, once each, and what is said where they cannot go."""

from datetime import timedelta
from pathlib import Path

from handlers.messages import Edited
from solitaire.values import AccountId, MessageId
from tests.handlers.afternoon import ONE_O_CLOCK, an_afternoon
from tests.handlers.till import Ordered

ZHANG = Ordered("张姐", 2, 0, "u1", "3-502")
LI = Ordered("李叔", 1, 0, "u2")
WANG = Ordered("王芳", 1, 0, "u3")
GRANNY = Ordered("王奶奶", 0, 1, None, "2-301")


async def test_the_group_hears_once_who_has_to_ask_and_the_leader_how_many(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI, WANG, no_private=("u1", "u3")) as afternoon:
        heard = await afternoon.say("到货")
        group = heard.there("sun")
        assert "张姐、王芳" in group
        assert "取货码" in group
        assert "3-502" not in group
        assert not any(word in group for word in ("李叔", "元", await afternoon.code("张姐")))
        assert heard.count("sun") == 2
        assert "2人没收到取货码" in heard.there("dm:lead1")
        assert heard.count("dm:lead1") == 1


async def test_who_was_told_to_ask_is_not_told_again(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI, no_private=("u1", "u2")) as afternoon:
        await afternoon.add(
            Ordered("王芳", 0, 1, "u3"), number=2, at=ONE_O_CLOCK - timedelta(minutes=30)
        )
        assert "张姐、李叔" in (await afternoon.say("到货")).there("sun")
        assert "张姐" not in (await afternoon.say("到货")).there("sun")


async def test_a_silent_group_is_silent_and_the_leader_hears_it(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI, no_private=("u1",)) as afternoon:
        await afternoon.say("安静")
        heard = await afternoon.say("到货 阳光花园", chat="dm:lead1")
        assert "sun" not in heard.chats
        assert "1人没收到取货码" in heard.there("dm:lead1")
        assert await afternoon.code("李叔") in heard.there("dm:u2")


async def test_who_asks_gets_her_codes_of_all_groups_in_private(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.add(Ordered("张姐", 0, 1, "u1"), group="xi")
        await afternoon.say("到货")
        heard = await afternoon.say("取货码", "u1")
        own = heard.there("dm:u1")
        assert await afternoon.code("张姐") in own
        assert "西苑" in own
        assert "还没到货" in own
        assert "已私信" in heard.there("sun")
        assert await afternoon.code("张姐") not in heard.there("sun")
        assert await afternoon.code("李叔") not in own
        nothing = await afternoon.say("取货码", "u9", "dm:u9")
        assert nothing.count("dm:u9") == 1


async def test_the_code_is_not_shown_to_whoever_else_ordered_it(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, GRANNY) as afternoon:
        await afternoon.say("到货")
        heard = await afternoon.say("取货码", chat="dm:lead1")
        assert await afternoon.code("王奶奶") in heard.there("dm:lead1")
        assert await afternoon.code("张姐") not in heard.there("dm:lead1")


async def test_codes_of_one_leader_are_all_different(tmp_path: Path):
    people = [Ordered(f"邻居{place}", 1, 0, f"n{place}") for place in range(60)]
    async with an_afternoon(tmp_path, *people) as afternoon:
        await afternoon.add(*people, group="jin")
        await afternoon.say("到货")
        await afternoon.say("到货", chat="jin")
        codes = [
            await afternoon.code(person.who, group) for person in people for group in ("sun", "jin")
        ]
        assert len(set(codes)) == 120


async def test_what_the_leader_adds_after_the_arrival_has_a_code(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG) as afternoon:
        await afternoon.say("到货")
        heard = await afternoon.say("给赵姐补 草莓1")
        assert await afternoon.code("赵姐") in heard.there("dm:lead1")
        assert "dm:u1" not in heard.chats


async def test_a_message_delivered_twice_hands_out_once(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("到货")
        event = afternoon.event(f"核销 {await afternoon.code('张姐')}", "lead1", "sun")
        assert (await afternoon.hear(event)).count("sun") == 1
        assert (await afternoon.hear(event)).chats == set()
        assert await afternoon.table("commissions", "who") == [("张姐",)]


async def test_a_word_at_the_counter_that_is_edited_does_nothing(tmp_path: Path):
    async with an_afternoon(tmp_path, ZHANG, LI) as afternoon:
        await afternoon.say("到货")
        said = afternoon.event(f"核销 {await afternoon.code('张姐')}", "lead1", "sun")
        await afternoon.hear(said)
        text = f"核销 {await afternoon.code('李叔')}"
        edited = Edited(
            said.chat, MessageId(said.message), "1", AccountId("lead1"), "", said.at, text
        )
        await afternoon.stage.submit(edited)
        assert await afternoon.table("commissions", "who") == [("张姐",)]
