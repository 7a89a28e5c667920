"""The gateway over HTTP, python-telegram-bot and all, against a Bot API server that is not ours:
nothing said is lost, whatever fails. See its neighbours for what is said and how."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from bot.gateways.base import Refused, Sending, Throttled
from bot.gateways.telegram import TelegramGateway
from handlers.messages import ChatId, Event
from scheduler.clock import VirtualClock
from tests.peers import telegram
from tests.peers.telegram import Group, Person, TelegramPeer
from tests.peers.telegram_server import BOT, TOKEN

ZHANG = Person(42, "小红", "张")
LI = Person(43, "李叔")
GARDEN = Group(-100123, "阳光花园团购群")


class Heard:
    """Takes what the gateway delivers; can fail to store it, or take its time."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[Event] = asyncio.Queue()
        self.refused: list[Event] = []
        self.failures = 0
        self.may_store = asyncio.Event()
        self.may_store.set()
        self.storing = asyncio.Event()

    async def deliver(self, event: Event) -> None:
        self.storing.set()
        await self.may_store.wait()
        if self.failures:
            self.failures -= 1
            self.refused.append(event)
            raise OSError("disk full")
        self.events.put_nowait(event)

    async def next(self) -> Event:
        async with asyncio.timeout(10):
            return await self.events.get()


@pytest.fixture
def peer() -> Iterator[TelegramPeer]:
    with telegram.running() as peer:
        yield peer


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def gateway(peer: TelegramPeer) -> AsyncIterator[TelegramGateway]:
    gateway = connect(peer)
    yield gateway
    await gateway.stop()


@pytest.fixture
async def started(gateway: TelegramGateway, heard: Heard) -> TelegramGateway:
    await gateway.start(heard.deliver)
    return gateway


def connect(peer: TelegramPeer, token: str = TOKEN) -> TelegramGateway:
    noon = datetime(2025, 10, 9, 4, tzinfo=UTC)
    return TelegramGateway(token, VirtualClock(noon), peer.url, pauses=(0.01,))


async def test_what_could_not_be_stored_is_given_again(
    peer: TelegramPeer, heard: Heard, started: TelegramGateway
):
    heard.failures = 2
    with capture_logs() as logs:
        for text in ("草莓1", "鸡蛋2", "苹果3"):
            peer.say(ZHANG, GARDEN, text)
        said = [await heard.next() for _ in range(3)]
    assert [event.text for event in said] == ["草莓1", "鸡蛋2", "苹果3"]
    assert [event.text for event in heard.refused] == ["草莓1", "草莓1"]
    assert [line["event"] for line in logs] == ["not stored, will be asked for again"] * 2


async def test_an_update_that_the_library_cannot_read_holds_up_nothing(
    peer: TelegramPeer, heard: Heard, gateway: TelegramGateway
):
    peer.say(ZHANG, GARDEN, "草莓1")
    promoted = {"user": BOT, "status": "administrator"}
    change = {"chat": {"id": GARDEN.id, "type": "group"}, "from": LI.user, "date": 1}
    peer.push(
        {"my_chat_member": {**change, "old_chat_member": promoted, "new_chat_member": promoted}}
    )
    with capture_logs() as logs:
        await gateway.start(heard.deliver)
        assert (await heard.next()).text == "草莓1"
        await peer.until(lambda: peer.confirmed == 2)
        peer.say(ZHANG, GARDEN, "鸡蛋2")
        assert (await heard.next()).text == "鸡蛋2"
    warned = [line for line in logs if line["log_level"] != "info"]
    assert [(line["event"], line["update"]) for line in warned] == [
        ("update cannot be read, passed over", 2)
    ]


async def test_it_is_acknowledged_only_when_it_is_stored(
    peer: TelegramPeer, heard: Heard, started: TelegramGateway
):
    heard.may_store.clear()
    peer.say(ZHANG, GARDEN, "草莓1")
    await heard.storing.wait()
    assert peer.confirmed == 0
    heard.may_store.set()
    await peer.until(lambda: peer.confirmed == 1)
    assert (await heard.next()).text == "草莓1"


async def test_a_stop_waits_for_what_is_being_stored(
    peer: TelegramPeer, heard: Heard, gateway: TelegramGateway
):
    await gateway.start(heard.deliver)
    heard.may_store.clear()
    peer.say(ZHANG, GARDEN, "草莓1")
    await heard.storing.wait()
    stopping = asyncio.create_task(gateway.stop())
    peer.say(ZHANG, GARDEN, "鸡蛋2")
    heard.may_store.set()
    await stopping
    assert [heard.events.get_nowait().text] == ["草莓1"]
    assert heard.events.empty()


async def test_what_is_said_while_it_is_down_is_heard_afterwards(
    peer: TelegramPeer, heard: Heard, gateway: TelegramGateway
):
    await gateway.start(heard.deliver)
    peer.say(ZHANG, GARDEN, "草莓1")
    await heard.next()
    await peer.until(lambda: peer.confirmed == 1)
    await gateway.stop()
    peer.say(ZHANG, GARDEN, "鸡蛋2")
    peer.say(LI, GARDEN, "苹果3")
    anew = connect(peer)
    await anew.start(heard.deliver)
    said = [await heard.next(), await heard.next()]
    await anew.stop()
    assert [event.text for event in said] == ["鸡蛋2", "苹果3"]
    await anew.start(heard.deliver)
    peer.say(ZHANG, GARDEN, "橙子4")
    assert (await heard.next()).text == "橙子4"
    await anew.stop()


async def test_a_lost_connection_mends(peer: TelegramPeer, heard: Heard, gateway: TelegramGateway):
    peer.shut()
    with capture_logs() as logs:
        await gateway.start(heard.deliver)
        with pytest.raises(Throttled):
            await gateway.send(Sending(ChatId("tg:-100123"), "草莓到了"))
    assert logs[0]["event"] == "no connection"
    assert not gateway.connected
    with capture_logs() as logs:
        peer.open()
        peer.say(ZHANG, GARDEN, "草莓1")
        assert (await heard.next()).text == "草莓1"
    assert [line["event"] for line in logs if line["log_level"] == "info"] == ["connected"]
    assert gateway.connected
    peer.shut()
    peer.open()
    peer.say(ZHANG, GARDEN, "鸡蛋2")
    assert (await heard.next()).text == "鸡蛋2"


async def test_a_second_program_with_the_token_says_so_and_waits(
    peer: TelegramPeer, heard: Heard, started: TelegramGateway
):
    second_program = connect(peer)
    with capture_logs() as logs:
        await second_program.start(heard.deliver)
        await peer.until(lambda: 409 in peer.statuses)
        await started.stop()
        peer.say(ZHANG, GARDEN, "草莓1")
        assert (await heard.next()).text == "草莓1"
        await second_program.stop()
    polls = "another program polls with this bot's token"
    assert [line["event"] for line in logs][:2] == ["connected", polls]
    assert logs[-1]["event"] == "connected again"


async def test_a_wrong_token_is_refused_at_once_and_not_told(peer: TelegramPeer, heard: Heard):
    gateway = connect(peer, "123456:secret")
    with pytest.raises(Refused) as refused:
        await gateway.start(heard.deliver)
    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is None
