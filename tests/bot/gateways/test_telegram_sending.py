"""What the bot says on Telegram, and what it hears when it may not: to a server not ours."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.gateways.base import Refused, Removed, Sending, Throttled, Unreachable
from bot.gateways.telegram import TelegramGateway
from bot.gateways.telegram_text import count_units
from handlers.messages import Button, ChatId, Event
from scheduler.clock import VirtualClock
from tests.peers import telegram
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_server import TOKEN

GARDEN_NUMBER = -100123
CODE = b"\x89PNG\r\n\x1a\n a pickup code"


@pytest.fixture
def peer() -> Iterator[TelegramPeer]:
    with telegram.running(per_minute=20) as peer:
        yield peer


@pytest.fixture
async def gateway(peer: TelegramPeer) -> AsyncIterator[TelegramGateway]:
    gateway = TelegramGateway(TOKEN, VirtualClock(datetime(2025, 10, 9, tzinfo=UTC)), peer.url)
    await gateway.start(asyncio.Queue[Event]().put)
    yield gateway
    await gateway.stop()


def in_group(text: str) -> Sending:
    return Sending(ChatId(f"tg:{GARDEN_NUMBER}"), text)


def in_private(text: str) -> Sending:
    return Sending(ChatId("dm:tg:42"), text)


async def test_a_text_that_answers_a_message(peer: TelegramPeer, gateway: TelegramGateway):
    text = "*第 3 单* <草莓> 2盒 59.8元"
    sent = await gateway.send(replace(in_group(text), reply_to="41"))
    [call] = peer.sent
    assert (call.text, str(call.message)) == (text, sent)
    assert call.fields["chat_id"] == "-100123"
    assert call.fields["reply_parameters"] == {
        "message_id": 41,
        "allow_sending_without_reply": True,
    }
    assert "parse_mode" not in call.fields


async def test_what_replies_to_no_message_of_telegrams_is_sent_all_the_same(
    peer: TelegramPeer, gateway: TelegramGateway
):
    await gateway.send(replace(in_group("好的"), reply_to="press:17"))
    assert "reply_parameters" not in peer.sent[0].fields


async def test_buttons(peer: TelegramPeer, gateway: TelegramGateway):
    long = "开团 " + "草莓2斤装 " * 10
    buttons = (Button("草莓+1", "草莓 +1"), Button("确认", "确认"), Button("重来", long))
    await gateway.send(replace(in_private("要哪个？"), buttons=buttons))
    assert peer.sent[0].buttons == [
        [
            {"text": "草莓+1", "callback_data": "草莓 +1"},
            {"text": "确认", "callback_data": "确认"},
            {"text": "📋 重来", "copy_text": {"text": long}},
        ]
    ]
    with pytest.raises(Refused):
        await gateway.send(replace(in_private("要哪个？"), buttons=(Button("a", "长" * 257),)))
    assert len(peer.sent) == 1


async def test_long_labels_have_a_row_each(peer: TelegramPeer, gateway: TelegramGateway):
    buttons = tuple(Button(f"丹东99草莓 2斤装 第{n}箱", f"草莓{n}") for n in (1, 2))
    await gateway.send(replace(in_private("要哪个？"), buttons=buttons))
    assert [len(row) for row in peer.sent[0].buttons] == [1, 1]


async def test_a_long_list_goes_out_in_parts(peer: TelegramPeer, gateway: TelegramGateway):
    lines = [f"{number}. 小红🍓 草莓{number}盒" for number in range(1, 601)]
    sending = replace(in_group("\n".join(lines)), reply_to="41", buttons=(Button("+1", "+1"),))
    sent = await gateway.send(sending)
    assert len(peer.sent) > 1
    assert [line for call in peer.sent for line in call.text.split("\n")] == lines
    assert all(count_units(call.text) <= 4096 for call in peer.sent)
    assert [bool(call.buttons) for call in peer.sent][-2:] == [False, True]
    assert ["reply_parameters" in call.fields for call in peer.sent][:2] == [True, False]
    assert sent == str(peer.sent[-1].message)


async def test_a_picture_with_its_caption(peer: TelegramPeer, gateway: TelegramGateway):
    await gateway.send(replace(in_private("取货码 K7QX"), name="取货码.png", content=CODE))
    [call] = peer.sent
    assert (call.method, call.text) == ("sendPhoto", "取货码 K7QX")
    assert list(call.files.values()) == [CODE]


async def test_a_file_with_more_to_say_than_a_caption_holds(
    peer: TelegramPeer, gateway: TelegramGateway
):
    text = "3号楼 草莓2\n" * 150
    sheet = replace(in_private(text), name="分拣单.xlsx", content=b"PK\x03\x04" * 50_000)
    sent = await gateway.send(replace(sheet, buttons=(Button("知道了", "好"),)))
    file, words = peer.sent
    assert (file.method, words.method) == ("sendDocument", "sendMessage")
    assert file.files == {"分拣单.xlsx": sheet.content}
    assert (file.text, file.buttons) == ("", [])
    assert words.text.strip() == text.strip()
    assert words.buttons
    assert sent == str(words.message)


async def test_nothing_to_say(gateway: TelegramGateway):
    with pytest.raises(Refused):
        await gateway.send(in_group(" \n "))
    with pytest.raises(Refused):
        await gateway.send(replace(in_group(""), name="a.zip", content=bytes(50_000_001)))


@pytest.mark.parametrize(
    ("sending", "status", "description", "error"),
    [
        (in_private("hi"), 403, "Forbidden: bot was blocked by the user", Unreachable),
        (
            in_private("hi"),
            403,
            "Forbidden: bot can't initiate conversation with a user",
            Unreachable,
        ),
        (in_private("hi"), 400, "Bad Request: chat not found", Unreachable),
        (in_private("hi"), 400, "Bad Request: PEER_ID_INVALID", Unreachable),
        (in_group("hi"), 403, "Forbidden: bot was kicked from the supergroup chat", Removed),
        (in_group("hi"), 400, "Bad Request: chat not found", Removed),
        (in_group("hi"), 400, "Bad Request: not enough rights to send text messages", Refused),
        (in_group("hi"), 502, "Bad Gateway", Throttled),
        (in_group("hi"), 401, "Unauthorized", Throttled),
    ],
)
async def test_what_they_mean(
    peer: TelegramPeer,
    gateway: TelegramGateway,
    sending: Sending,
    status: int,
    description: str,
    error: type[Exception],
):
    peer.refuse(int(sending.chat.rpartition(":")[2]), status, description)
    with pytest.raises(error):
        await gateway.send(sending)


async def test_a_group_that_grew_is_followed(peer: TelegramPeer, gateway: TelegramGateway):
    peer.move(GARDEN_NUMBER, -100999)
    await gateway.send(in_group("草莓到了"))
    assert [call.fields["chat_id"] for call in peer.sent] == ["-100999"]


async def test_too_many_messages_have_to_wait(peer: TelegramPeer, gateway: TelegramGateway):
    for number in range(20):
        await gateway.send(in_group(f"{number}"))
    with pytest.raises(Throttled) as throttled:
        await gateway.send(in_group("one too many"))
    await gateway.send(in_private("to somebody else"))
    assert 50 < throttled.value.after <= 61
    assert [call.text for call in peer.sent][-2:] == ["19", "to somebody else"]
