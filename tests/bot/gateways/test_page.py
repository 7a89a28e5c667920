"""The page's gateway: what people do becomes events once, what the bot says appears there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.gateways.base import Refused, Removed, Sending, Unreachable
from bot.gateways.page import PageGateway
from handlers.messages import Button, ChatId, Edited, Event, Pressed, Recalled, Said, private_chat
from solitaire.values import MessageId
from storage.database import Database
from tests.web.serving import (
    JINXIU,
    LI,
    SUNSHINE,
    WORLD,
    WU,
    XIAOLI,
    ZHANG,
    SteppingClock,
    open_database,
    png,
)
from web.room import Rooms, Upload


class Down(Exception):
    """The bot cannot take an event now."""


class Heard:
    """Takes events, unless it is told to fail."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.fails = False

    async def deliver(self, event: Event) -> None:
        if self.fails:
            raise Down
        self.events.append(event)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(tmp_path / "page.db")
    yield opened
    await opened.close()


@pytest.fixture
async def rooms(database: Database) -> Rooms:
    return Rooms(database, WORLD, SteppingClock())


@pytest.fixture
async def heard() -> Heard:
    return Heard()


@pytest.fixture
async def gateway(rooms: Rooms, heard: Heard) -> PageGateway:
    gateway = PageGateway(rooms)
    await gateway.start(heard.deliver)
    return gateway


async def test_what_is_said_in_a_group_is_heard(rooms: Rooms, gateway: PageGateway, heard: Heard):
    first = await rooms.say(ZHANG, SUNSHINE, "草莓2份")
    await rooms.say(LI, SUNSHINE, "  我也要\r\n草莓1份  ", first.number)
    zhang, li = heard.events
    assert isinstance(zhang, Said)
    assert isinstance(li, Said)
    assert (zhang.chat, zhang.account, zhang.nick, zhang.text) == (
        SUNSHINE,
        ZHANG,
        "3-502 张姐",
        "草莓2份",
    )
    assert zhang.at == first.at
    assert zhang.at.tzinfo is not None
    assert (li.text, li.reply_to) == ("我也要\n草莓1份", zhang.message)


async def test_a_private_chat_has_the_short_name(rooms: Rooms, gateway: PageGateway, heard: Heard):
    await rooms.say(ZHANG, private_chat(ZHANG), "我的订单")
    assert isinstance(heard.events[0], Said)
    assert (heard.events[0].chat, heard.events[0].nick) == ("dm:page:zhang", "张姐")


async def test_who_is_named_with_an_at_is_mentioned(
    rooms: Rooms, gateway: PageGateway, heard: Heard
):
    await rooms.say(WU, SUNSHINE, "帮手 @小李")
    assert isinstance(heard.events[0], Said)
    assert heard.events[0].mentions == (XIAOLI,)


async def test_edits_recalls_and_presses_are_heard(
    rooms: Rooms, gateway: PageGateway, heard: Heard
):
    said = await rooms.say(ZHANG, SUNSHINE, "草莓2份")
    await rooms.edit(ZHANG, said.number, "草莓3份")
    await rooms.edit(ZHANG, said.number, "草莓1份")
    buttons = (Button("要", "草莓1"), Button("不要", "草莓不要"))
    asked = await gateway.send(Sending(SUNSHINE, "要吗", buttons=buttons))
    await rooms.press(LI, int(asked), 1)
    await rooms.press(LI, int(asked), 1)
    await rooms.recall(ZHANG, said.number)
    _, first, second, press, again, recalled = heard.events
    assert isinstance(first, Edited)
    assert isinstance(second, Edited)
    assert [first.revision, second.revision] == ["1", "2"]
    assert second.text == "草莓1份"
    assert isinstance(press, Pressed)
    assert isinstance(again, Pressed)
    assert (press.message, press.account, press.nick, press.token) == (
        asked,
        LI,
        "2-1101 李叔",
        "草莓不要",
    )
    assert press.press != again.press
    assert recalled == Recalled(SUNSHINE, MessageId(str(said.number)), ZHANG, recalled.at)


async def test_a_photo_is_heard_by_its_id(rooms: Rooms, gateway: PageGateway, heard: Heard):
    await rooms.say(ZHANG, SUNSHINE, "", upload=Upload("photo.jpg", "image/jpeg", b"jpeg", 4, 3))
    assert isinstance(heard.events[0], Said)
    assert heard.events[0].photo is not None
    file, content = await rooms.past.file(int(heard.events[0].photo))
    assert (file.media, content) == ("image/jpeg", b"jpeg")


async def test_the_bot_says_a_text_a_picture_and_a_file(rooms: Rooms, gateway: PageGateway):
    said = await rooms.say(ZHANG, SUNSHINE, "接龙")
    await gateway.send(Sending(SUNSHINE, "好", str(said.number)))
    await gateway.send(Sending(SUNSHINE, "海报", name="a.png", content=png(40, 30)))
    await gateway.send(Sending(SUNSHINE, "", name="单.xlsx", content=b"PK"))
    _, text, picture, file = await rooms.past.history(LI, SUNSHINE)
    assert (text.text, text.reply_to) == ("好", said.number)
    assert picture.file is not None
    assert (picture.file.width, picture.file.height) == (40, 30)
    assert file.file is not None
    assert (file.file.name, file.file.size, file.file.is_picture) == ("单.xlsx", 2, False)


async def test_who_cannot_be_written_to_is_told_apart(gateway: PageGateway):
    with pytest.raises(Unreachable):
        await gateway.send(Sending(ChatId("dm:page:nobody"), "您好"))
    with pytest.raises(Removed):
        await gateway.send(Sending(ChatId("page:gone"), "大家好"))
    with pytest.raises(Refused):
        await gateway.send(Sending(SUNSHINE, "", name="a.png", content=b"no picture"))


async def test_a_message_quoted_from_another_chat_is_not_shown(rooms: Rooms, gateway: PageGateway):
    secret = await gateway.send(Sending(private_chat(ZHANG), "取货码 K7QX"))
    said = await rooms.say(LI, SUNSHINE, "看看", int(secret))
    assert said.reply_to is None
    told = await gateway.send(Sending(JINXIU, "好", "not a number"))
    assert (await rooms.past.messages([int(told)]))[int(told)].reply_to is None


async def test_what_the_bot_did_not_take_is_delivered_again_in_order(
    database: Database, rooms: Rooms, gateway: PageGateway, heard: Heard
):
    heard.fails = True
    with pytest.raises(Down):
        await rooms.say(ZHANG, SUNSHINE, "一")
    with pytest.raises(Down):
        await rooms.say(LI, SUNSHINE, "二")
    restarted, later = Rooms(database, WORLD, SteppingClock()), Heard()
    await PageGateway(restarted).start(later.deliver)
    await restarted.say(ZHANG, SUNSHINE, "三")
    assert [event.text for event in later.events if isinstance(event, Said)] == ["一", "二", "三"]
    assert len({event.message for event in later.events if isinstance(event, Said)}) == 3


async def test_nothing_is_delivered_after_the_stop(
    rooms: Rooms, gateway: PageGateway, heard: Heard
):
    await gateway.stop()
    await rooms.say(ZHANG, SUNSHINE, "有人吗")
    assert heard.events == []
    await gateway.start(heard.deliver)
    assert len(heard.events) == 1
