"""An evening on Telegram from the operator's code to the hand-out: the whole program against a
server of the Bot API that is not ours, in a group and in private chats."""

import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app import running
from bot.config import Config, Secrets, TelegramConfig
from rules.settings import Settings
from tests.peers import telegram
from tests.peers.telegram import Group, Person, TelegramPeer
from tests.peers.telegram_server import TOKEN, Call

GARDEN = Group(-100123, "阳光花园")
OPERATOR, WU, ZHANG = Person(1, "运营"), Person(2, "小伍"), Person(42, "张姐", "3-502")


@dataclass(slots=True)
class Chats:
    """What people say there, and what the bot answers; ``heard`` counts what was looked at."""

    peer: TelegramPeer
    heard: dict[int, int] = field(default_factory=dict)

    def say(self, who: Person, group: Group | None, text: str) -> None:
        # The program lives by this machine's clock, and so must what is said to it.
        self.peer.say(who, group, text, date=int(time.time()))

    def told(self, chat: int) -> list[Call]:
        return [call for call in self.peer.sent if int(call.fields["chat_id"]) == chat]

    async def answer(self, chat: int, words: str) -> Call:
        """The next thing said in a chat, which holds these words."""
        place = self.heard.get(chat, 0)
        await self.peer.until(lambda: len(self.told(chat)) > place)
        self.heard[chat] = place + 1
        call = self.told(chat)[place]
        assert words in call.text
        return call


@pytest.fixture
async def chats(folder: Path) -> AsyncIterator[Chats]:
    with telegram.running() as peer:
        config = Config(
            telegram=TelegramConfig(server=peer.url),
            settings=Settings(operators=("tg:1",)),
            secrets=Secrets(telegram_token=TOKEN),
        )
        async with running(config):
            yield Chats(peer)


async def bound(chats: Chats) -> None:
    chats.say(OPERATOR, None, "发团长码")
    told = await chats.answer(OPERATOR.id, "团长码")
    code = re.findall(r"\b[A-Z0-9]{8}\b", told.text)[0]
    chats.say(WU, GARDEN, f"绑定 阳光花园 自提点 南门便利店 {code}")
    await chats.answer(GARDEN.id, "阳光花园")


async def test_an_evening_in_a_group_and_in_private(chats: Chats):
    await bound(chats)
    chats.say(WU, GARDEN, "开团\n草莓2斤装 29.9/盒\n明天20:00截单 后天16:00到")
    await chats.answer(GARDEN.id, "1. 草莓2斤装 29.90元/盒")
    chats.say(ZHANG, GARDEN, "草莓2份")
    await chats.answer(GARDEN.id, "59.80元（第1单）")
    chats.say(ZHANG, None, "我的订单")
    await chats.answer(ZHANG.id, "草莓2盒")

    chats.say(WU, GARDEN, "截单")
    await chats.answer(GARDEN.id, "已截单")
    sheets = [await chats.answer(WU.id, "") for _ in range(3)]
    assert {call.method for call in sheets} == {"sendDocument"}
    assert all(name.endswith(".xlsx") for call in sheets for name in call.files)

    chats.say(WU, GARDEN, "到货")
    await chats.answer(GARDEN.id, "到货")
    picture = await chats.answer(ZHANG.id, "取货码")
    assert picture.method == "sendPhoto"
    code = re.findall(r"取货码：(\w+)", picture.text)[0]
    assert code not in "".join(call.text for call in chats.told(GARDEN.id))
    chats.say(WU, GARDEN, f"核销 {code}")
    await chats.answer(GARDEN.id, "草莓2盒")
