"""The sample evening: played to its end, left to explore, emptied; and the day file it is."""

import asyncio
from collections.abc import AsyncIterator
from importlib import resources
from pathlib import Path

import pytest

from bot.replay.day import read_day
from bot.replay.run import Replay
from bot.sample.clock import SampleClock
from bot.sample.evening import load_evening
from bot.sample.player import Player
from scheduler.clock import SystemClock, VirtualClock
from storage.database import Database
from storage.page import BOT
from web.people import Part

SUNSHINE = "page:sunshine"


@pytest.fixture
async def player() -> AsyncIterator[Player]:
    player = Player(load_evening(), SystemClock())
    try:
        await player.start()
        yield player
    finally:
        await player.stop()


async def until(player: Player, who: str, chat: str, words: str) -> None:
    """Wait until the bot has said these words."""
    async with asyncio.timeout(60):
        while True:
            rooms = player.rooms
            version = rooms.version
            said = await rooms.past.history(who, chat)
            if any(words in message.text for message in said if message.account == BOT):
                return
            await rooms.wait(version, 1.0)


async def test_it_plays_to_the_end_and_is_left_to_explore(player: Player):
    await player.play(100.0)
    async with asyncio.timeout(100):
        while player.state().playing:
            await player.rooms.wait(player.rooms.version, 1.0)
    state = player.state()
    assert state.done == state.total == len(load_evening().lines)
    assert state.now.astimezone(state.now.tzinfo).isoformat() >= "2026-06-21T19:50"
    await until(player, "page:zhang", "dm:page:zhang", "取货码")
    await until(player, "page:wu", "dm:page:wu", "佣金")
    await player.rooms.say("page:zhang", "dm:page:zhang", "我的订单")
    await until(player, "page:zhang", "dm:page:zhang", "84.80")
    before = player.rooms
    await player.play(1.0)
    assert player.rooms is not before
    assert player.state().done == 0


async def test_a_visitor_is_answered_before_it_plays_while_it_plays_and_when_it_pauses(
    player: Player,
):
    rooms = player.rooms
    await rooms.say("page:sun", "dm:page:sun", "帮助")
    await until(player, "page:sun", "dm:page:sun", "下单")
    await player.play(20.0)
    await until(player, "page:zhang", SUNSHINE, "红颜草莓")
    await rooms.say("page:sun", SUNSHINE, "草莓1盒")
    await until(player, "page:sun", SUNSHINE, "孙老师")
    await player.pause()
    done = player.state().done
    await rooms.say("page:sun", "dm:page:sun", "几点截单")
    await until(player, "page:sun", "dm:page:sun", "20:00")
    assert player.state().done == done
    await player.reset()
    assert player.rooms is not rooms
    assert rooms.closed
    assert await player.rooms.past.history("page:sun", SUNSHINE) == ()


async def test_the_evening_is_a_day_whose_expectations_hold(tmp_path: Path):
    written = (resources.files("bot.sample") / "evening.jsonl").read_text("utf-8")
    database = Database(f"sqlite:///{tmp_path}/evening.db", synchronous="OFF")
    outcome = await Replay(database, read_day(written.splitlines())).run()
    await database.close()
    assert outcome.failures == []
    assert outcome.checked > 10


def test_what_is_told_at_a_line_belongs_to_one():
    evening = load_evening()
    names = {line.id or line.at.isoformat() for line in evening.lines}
    assert set(evening.scenes) <= names
    chats = {
        chat for person in evening.world.people for chat in evening.world.chats_of(person.account)
    }
    assert {scene.look for scene in evening.scenes.values()} <= {*chats, ""}
    assert not any(line.press or line.photo for line in evening.lines)


def test_everybody_in_the_evening_is_somebody_of_the_page():
    evening = load_evening()
    for line in evening.lines:
        if line.id is not None:
            person = evening.world.member(line.sender, line.chat)
            assert line.nick in {person.nick, person.name}
    assert {person.part for person in evening.world.people} == set(Part)


def test_the_clock_stands_runs_and_never_goes_back():
    evening = load_evening()
    real = VirtualClock(evening.lines[-1].at)
    clock = SampleClock(evening.lines[0].at, real)
    later = evening.lines[-1].at.replace(year=2027)
    real.advance(later)
    assert clock.now() == evening.lines[0].at
    clock.run()
    assert clock.now() == evening.lines[0].at
    real.advance(later.replace(year=2028))
    moved = clock.now()
    assert moved - evening.lines[0].at == later.replace(year=2028) - later
    clock.hold()
    clock.advance(evening.lines[0].at)
    assert clock.now() == moved
    clock.run()
    clock.advance(moved + (moved - evening.lines[0].at))
    assert clock.now() > moved
