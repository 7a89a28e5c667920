"""What people do on Telegram, as the gateway tells it: over HTTP, from a server not ours."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from bot.gateways.telegram import TelegramGateway
from handlers.messages import ChatId, Edited, Event, Joined, Pressed, Said
from scheduler.clock import VirtualClock
from solitaire.values import BOT, AccountId, MessageId
from tests.peers import telegram
from tests.peers.telegram import FIRST_SECOND, Group, Person, TelegramPeer
from tests.peers.telegram_server import TOKEN

ZHANG = Person(42, "小红", "张")
LI = Person(43, "李叔")
ROBOT = Person(99, "群管家", is_bot=True)
GARDEN = Group(-100123, "阳光花园团购群")
GARDEN_CHAT = ChatId("tg:-100123")
NOON = datetime(2025, 10, 9, 4, tzinfo=UTC)

Events = asyncio.Queue[Event]


@pytest.fixture
def peer() -> Iterator[TelegramPeer]:
    with telegram.running() as peer:
        yield peer


@pytest.fixture
async def events(peer: TelegramPeer) -> AsyncIterator[Events]:
    events = Events()
    gateway = TelegramGateway(TOKEN, VirtualClock(NOON), peer.url)
    await gateway.start(events.put)
    yield events
    await gateway.stop()


async def take(events: Events) -> Event:
    async with asyncio.timeout(10):
        return await events.get()


def second(number: int) -> datetime:
    return datetime.fromtimestamp(FIRST_SECOND + number, UTC)


async def test_an_order_in_a_group(peer: TelegramPeer, events: Events):
    number = peer.say(ZHANG, GARDEN, "草莓2份 🍓")
    assert await take(events) == Said(
        GARDEN_CHAT,
        MessageId(str(number)),
        AccountId("tg:42"),
        "小红 张",
        second(0),
        "草莓2份 🍓",
    )


async def test_a_reply(peer: TelegramPeer, events: Events):
    first = peer.say(LI, GARDEN, "鸡蛋1")
    quoted = {"message_id": first, "date": 1, "chat": {"id": GARDEN.id, "type": "supergroup"}}
    peer.say(ZHANG, GARDEN, "+1", reply_to_message=quoted)
    said = [await take(events), await take(events)]
    assert [event.reply_to for event in said] == [None, str(first)]


async def test_an_edit(peer: TelegramPeer, events: Events):
    number = peer.say(ZHANG, GARDEN, "草莓2")
    at = peer.edit(number, "草莓3")
    said = await take(events)
    assert await take(events) == Edited(
        GARDEN_CHAT, said.message, str(at), said.account, said.nick, second(1), "草莓3"
    )


async def test_a_button(peer: TelegramPeer, events: Events):
    press = peer.press(ZHANG, GARDEN, 55, "草莓 +1")
    assert await take(events) == Pressed(
        GARDEN_CHAT,
        MessageId("55"),
        press,
        AccountId("tg:42"),
        "小红 张",
        NOON,
        "草莓 +1",
    )
    await peer.until(lambda: "answerCallbackQuery" in {call.method for call in peer.calls})
    assert peer.calls[-1].fields["callback_query_id"] == press


async def test_a_press_that_can_no_longer_be_answered_counts(peer: TelegramPeer, events: Events):
    message = {"message_id": 55, "date": 0, "chat": {"id": GARDEN.id, "type": "supergroup"}}
    query = {"id": "", "from": LI.user, "chat_instance": "1", "data": "确认"}
    peer.push({"callback_query": {**query, "message": message}})
    pressed = await take(events)
    assert (pressed.message, pressed.token) == ("55", "确认")
    await peer.until(lambda: 400 in peer.statuses)


async def test_a_photo_with_a_caption(peer: TelegramPeer, events: Events):
    peer.show(ZHANG, GARDEN, "paid.png", "已付 张姐")
    peer.show(ZHANG, None, "broken.png")
    captioned, bare = await take(events), await take(events)
    assert (captioned.text, captioned.photo) == ("已付 张姐", "paid.png")
    assert (bare.text, bare.photo) == ("", "broken.png")


async def test_a_private_chat_is_opened_by_a_link(peer: TelegramPeer, events: Events):
    peer.say(LI, None, "/start code-100123")
    said = await take(events)
    assert (said.chat, said.account) == ("dm:tg:43", "tg:43")
    assert said.text == "/start code-100123"


async def test_a_person_without_a_user_name_is_mentioned(peer: TelegramPeer, events: Events):
    entity = {"type": "text_mention", "offset": 5, "length": 2, "user": LI.user}
    peer.say(ZHANG, GARDEN, "帮手 🍓小李", entities=[entity])
    said = await take(events)
    assert (said.text, said.mentions) == ("帮手 🍓小李", ("tg:43",))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("@Jielong_Bot 草莓2", "草莓2"),
        ("@jielong_bot草莓2", "草莓2"),
        ("/jielong@jielong_bot 草莓", "/jielong 草莓"),
        ("草莓2 @jielong_bot", "草莓2"),
        ("姐 @jielong_bot 草莓2", "姐 草莓2"),
    ],
)
async def test_the_bot_is_called_by_name(
    peer: TelegramPeer, events: Events, written: str, meant: str
):
    peer.say(ZHANG, GARDEN, written)
    said = await take(events)
    assert (said.text, said.mentions) == (meant, (BOT,))


async def test_another_name_is_left_alone(peer: TelegramPeer, events: Events):
    peer.say(ZHANG, GARDEN, "@jielong_bot2 草莓2")
    said = await take(events)
    assert (said.text, said.mentions) == ("@jielong_bot2 草莓2", ())


async def test_the_bot_is_let_in(peer: TelegramPeer, events: Events):
    peer.admit(LI, GARDEN)
    assert await take(events) == Joined(GARDEN_CHAT, None, "Jielong", GARDEN.title, second(0))


async def test_people_are_let_in_together(peer: TelegramPeer, events: Events):
    added = [ZHANG.user, ROBOT.user, LI.user]
    peer.push(
        {
            "message": {
                "message_id": 5,
                "date": FIRST_SECOND,
                "chat": {"id": GARDEN.id, "type": "supergroup", "title": GARDEN.title},
                "from": LI.user,
                "new_chat_members": added,
            }
        }
    )
    joined = [await take(events), await take(events)]
    assert [event.account for event in joined] == ["tg:42", "tg:43"]
    assert {event.title for event in joined} == {GARDEN.title}


async def test_what_nobody_said_is_not_heard(peer: TelegramPeer, events: Events):
    peer.say(ROBOT, GARDEN, "欢迎新人")
    peer.say(ZHANG, GARDEN, "草莓1", sender_chat={"id": GARDEN.id, "type": "supergroup"})
    number = peer.push(
        {
            "message": {
                "message_id": 6,
                "date": FIRST_SECOND,
                "chat": {"id": GARDEN.id, "type": "supergroup"},
                "from": LI.user,
                "new_chat_title": "阳光花园",
            }
        }
    )
    peer.admit(LI, GARDEN, "member", "administrator")
    peer.admit(LI, GARDEN, "administrator", "kicked")
    await peer.until(lambda: peer.confirmed == number + 2)
    assert events.empty()
