"""The sample evening's page: played, paused, followed, emptied, beside the real groups."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from handlers.messages import private_chat
from storage.database import Database
from tests.web.browsing import PHONE, browsing
from tests.web.serving import (
    SUNSHINE,
    WORLD,
    WU,
    ZHANG,
    Served,
    SteppingClock,
    open_database,
    serving,
)
from web.room import Rooms
from web.sample import SampleState


@dataclass(frozen=True, slots=True)
class Step:
    account: str
    chat: str
    text: str
    caption: str


EVENING = (
    Step(WU, SUNSHINE, "开团", "小伍开团"),
    Step(ZHANG, SUNSHINE, "草莓2份", "张姐下单"),
    Step(ZHANG, private_chat(ZHANG), "取货码", "张姐问取货码"),
)


class Player:
    """Plays a step each time the test says so."""

    def __init__(self, rooms: Rooms, clock: SteppingClock) -> None:
        self.rooms = rooms
        self._clock = clock
        self._done = 0
        self._playing = False
        self.speed = 1.0

    async def play(self, speed: float) -> None:
        self._playing, self.speed = True, speed

    async def pause(self) -> None:
        self._playing = False

    async def reset(self) -> None:
        self._playing, self._done = False, 0
        await self.rooms.clear()

    async def step(self) -> None:
        step = EVENING[self._done]
        self._done += 1
        self._playing = self._done < len(EVENING)
        await self.rooms.say(step.account, step.chat, step.text)

    def state(self) -> SampleState:
        at = EVENING[max(self._done - 1, 0)]
        return SampleState(
            self._playing,
            self._clock.at,
            at.caption,
            self._done,
            len(EVENING),
            at.account,
            at.chat,
            self.speed,
        )


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(tmp_path / "sample.db")
    yield opened
    await opened.close()


@pytest.fixture
async def player(database: Database) -> Player:
    clock = SteppingClock()
    rooms = Rooms(database, WORLD, clock)
    await rooms.open()
    return Player(rooms, clock)


@pytest.fixture
async def page(tmp_path: Path, player: Player) -> AsyncIterator[Served]:
    async with serving(tmp_path, sample=player) as served:
        yield served
        await player.rooms.close()


async def post(page: Served, path: str, **values: object) -> httpx.Response:
    return await page.client.post(f"/sample/{path}", json=values)


async def test_the_buttons_reach_the_player(page: Served, player: Player):
    told = (await post(page, "play", speed=3)).json()
    assert (told["playing"], told["total"], player.speed) == (True, 3, 3.0)
    assert (await post(page, "pause")).json()["playing"] is False
    await player.step()
    assert (await post(page, "reset")).json()["done"] == 0
    assert (await post(page, "play", speed="fast")).status_code == 422
    await post(page, "play", speed=1e9)
    assert player.speed == 100.0


async def test_its_rooms_are_its_own(page: Served, player: Player):
    await player.step()
    await page.say(ZHANG, "真的")
    params = {"as": ZHANG, "chat": SUNSHINE}
    shown = (await page.client.get("/sample/messages", params=params)).json()["messages"]
    assert [message["text"] for message in shown] == ["开团"]
    assert await page.texts(ZHANG) == ["真的", "收到：真的"]
    said = await post(page, "say", account=ZHANG, chat=SUNSHINE, text="我也来")
    assert said.status_code == 200
    state = (await page.client.get("/sample/state", params={"as": ZHANG})).json()
    assert state["sample"]["now"]["day"] == "2026-06-20"


async def test_without_a_player_there_is_no_button(tmp_path: Path):
    async with serving(tmp_path) as served:
        assert "data-sample" not in (await served.client.get("/")).text
        assert (await served.client.get("/sample/")).status_code == 404


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["desktop", "phone"])
async def test_an_evening_is_watched_and_emptied(
    chromium: Path, page: Served, player: Player, size: tuple[int, int]
):
    async with browsing(chromium) as windows:
        window = await windows.open(f"{page.url}/?as=page:li", size)
        await window.locator("[data-sample]:visible").first.click()
        await expect(window.locator("#sample-play")).to_contain_text("暂停")
        await player.step()
        await expect(window.locator("#sample-caption")).to_have_text("小伍开团")
        await expect(window.locator(".message.mine .text")).to_have_text("开团")
        await player.step()
        await expect(window.locator("#sample-caption")).to_have_text("张姐下单")
        await expect(window.locator(".message.mine .text")).to_have_text("草莓2份")

        await window.click("#sample-follow")
        await player.step()
        await expect(window.locator("#sample-play")).to_contain_text("再看一遍")
        await expect(window.locator("#title")).to_have_text("阳光花园")
        await expect(window.locator(".message")).to_have_count(2)

        await window.fill("#text", "我也要一份")
        await window.click("#send")
        await expect(window.locator(".message.mine .text").last).to_have_text("我也要一份")

        await window.get_by_role("button", name="重来", exact=True).click()
        await expect(window.locator("#welcome")).to_be_visible()
        await expect(window.locator("#sample-play")).to_contain_text("播放")
        await window.get_by_role("link", name="回到群里").click()
        await expect(window.locator("#sample-play")).to_have_count(0)


async def test_rooms_that_were_closed_meanwhile_give_a_plain_refusal(tmp_path: Path):
    async with serving(tmp_path) as served:
        await served.say(ZHANG, "草莓2份")
        await served.database.close()
        asked = {"as": ZHANG, "chat": SUNSHINE}
        answer = await served.client.get("/messages", params=asked)
        assert (answer.status_code, answer.json()) == (503, {"error": "over"})
