"""The program from its start to its stop, asked over HTTP as a browser does."""

import asyncio
import json
import os
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.schema import DropTable

from bot.app import Running, running
from bot.commands.run import screen
from bot.config import Config, PageConfig, Secrets, TelegramConfig
from bot.errors import PartFailed, Stop
from storage.groups import list_groups
from storage.schema import inbox
from tests.peers import telegram
from tests.peers.telegram import Group, Person
from tests.peers.telegram_server import TOKEN

ROOT = Path(__file__).parent.parent.parent
FREE = PageConfig(port=0)
SUNSHINE = "page:sunshine"
KEY = "0123456789abcdef"


@asynccontextmanager
async def started(config: Config) -> AsyncIterator[tuple[Running, httpx.AsyncClient]]:
    async with running(config) as program:
        assert program.url is not None
        async with httpx.AsyncClient(base_url=program.url, timeout=20) as client:
            yield program, client


async def say(client: httpx.AsyncClient, who: str, text: str, chat: str = SUNSHINE) -> None:
    answer = await client.post("/say", json={"account": who, "chat": chat, "text": text})
    answer.raise_for_status()


async def hears(client: httpx.AsyncClient, who: str, chat: str, words: str) -> None:
    """Wait until the bot has said these words there, as an open page does."""
    state = (await client.get("/state", params={"as": who})).raise_for_status().json()
    asked = {"as": who, "after": 0, "epoch": state["epoch"]}
    async with asyncio.timeout(20), client.stream("GET", "/stream", params=asked) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: ") and said(json.loads(line[6:]), chat, words):
                return


def said(news: dict[str, Any], chat: str, words: str) -> bool:
    messages = [one for one in news.get("messages", ()) if one["account"] == "bot"]
    return any(one["chat"] == chat and words in one["text"] for one in messages)


async def test_without_configuration_the_page_answers_and_takes_orders(folder: Path):
    async with started(Config(page=FREE)) as (program, client):
        assert "接龙" in (await client.get("/")).raise_for_status().text
        await say(client, "page:wu", "开团\n草莓 29.9/盒")
        await hears(client, "page:zhang", SUNSHINE, "29.9")
        await say(client, "page:zhang", "草莓2盒")
        await hears(client, "page:zhang", SUNSHINE, "59.80")
        await say(client, "page:operator", "今日", "dm:page:operator")
        await hears(client, "page:operator", "dm:page:operator", "59.80")
        shown = screen(program)
        assert str(program.url) in shown
        assert "Ctrl-C" in shown
        assert len(shown.splitlines()) < 20
    key = folder / "data" / "secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


async def test_started_again_it_goes_on_where_it_was(folder: Path):
    async with started(Config(page=FREE)) as (_, client):
        await say(client, "page:wu", "开团\n草莓 29.9/盒")
        await hears(client, "page:zhang", SUNSHINE, "29.9")
    async with started(Config(page=FREE)) as (program, client):
        await say(client, "page:zhang", "草莓1盒")
        await hears(client, "page:zhang", SUNSHINE, "29.90")
        async with program.core.database.reading() as session:
            names = [group.name for group in await list_groups(session, program.config.settings)]
    assert names == ["阳光花园", "锦绣花园", "滨江花园"]


async def test_the_sample_evening_is_played_from_the_page(folder: Path):
    async with started(Config(page=FREE)) as (_, client):
        assert "page:wu" in (await client.get("/sample/")).raise_for_status().text
        playing = (await client.post("/sample/play", json={"speed": 50})).json()
        assert playing["playing"]
        seen = "/sample/messages?as=page:ma&chat=page:riverside"
        paused = (await client.post("/sample/pause")).json()
        assert not paused["playing"]
        assert (await client.post("/sample/reset")).json()["done"] == 0
        assert (await client.get(seen)).json()["messages"] == []


async def test_an_open_page_is_let_go_at_the_end(folder: Path):
    async with AsyncExitStack() as after, running(Config(page=FREE)) as program:
        client = await after.enter_async_context(httpx.AsyncClient(base_url=str(program.url)))
        asked = {"as": "page:zhang", "after": 0}
        stream = await after.enter_async_context(client.stream("GET", "/stream", params=asked))
        lines = stream.aiter_lines()
        assert await anext(lines)
    async with asyncio.timeout(5):
        assert [line async for line in lines][-1:] in ([], [""])


async def test_a_taken_port_is_said_with_the_key_to_change(folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = Config(page=PageConfig(port=taken.getsockname()[1]))
        with pytest.raises(Stop, match=r"page\.port"):
            async with running(config):
                pass


async def test_beside_telegram_the_page_is_off_and_people_are_heard_there(folder: Path):
    with telegram.running() as peer:
        config = Config(
            telegram=TelegramConfig(server=peer.url), secrets=Secrets(telegram_token=TOKEN)
        )
        async with running(config) as program:
            assert program.url is None
            peer.say(Person(42, "小红"), None, "帮助")
            await peer.until(lambda: len(peer.sent) == 1)
            shown = screen(program)
            assert "Telegram   connected" in shown
            assert "off" in shown


async def test_without_a_network_the_screen_says_that_telegram_is_not_there(folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]  # closed again below: nobody answers there
    config = Config(
        telegram=TelegramConfig(server=f"http://127.0.0.1:{port}"),
        secrets=Secrets(telegram_token=TOKEN),
    )
    async with running(config) as program:
        assert "Telegram   not connected yet" in screen(program)


async def test_beside_telegram_the_page_takes_a_key_and_has_no_operator(folder: Path):
    with telegram.running() as peer:
        config = Config(
            page=PageConfig(enabled=True, port=0),
            telegram=TelegramConfig(server=peer.url),
            secrets=Secrets(telegram_token=TOKEN, page_key=KEY),
        )
        async with started(config) as (program, client):
            assert (await client.get("/")).status_code == 403
            inside = await client.get("/", params={"key": KEY}, follow_redirects=True)
            assert "page:wu" in inside.text
            assert "page:operator" not in inside.text
            assert KEY not in screen(program)


async def test_a_wrong_token_stops_it_with_a_sentence(folder: Path):
    with telegram.running() as peer:
        config = Config(
            telegram=TelegramConfig(server=peer.url), secrets=Secrets(telegram_token="1:wrong")
        )
        with pytest.raises(Stop, match="JIELONG_TELEGRAM_TOKEN") as raised:
            async with running(config):
                pass
        assert "1:wrong" not in str(raised.value)


async def test_what_is_for_a_platform_that_is_off_waits(folder: Path):
    with telegram.running() as peer:
        on = Config(
            page=PageConfig(enabled=False),
            telegram=TelegramConfig(server=peer.url),
            secrets=Secrets(telegram_token=TOKEN),
        )
        async with running(on):
            peer.refuse(-100123, 429, "Too Many Requests: retry later")
            peer.admit(Person(42, "小红"), Group(-100123, "阳光花园"))
            await peer.until(lambda: 429 in peer.statuses)
        off = replace(on, telegram=TelegramConfig(enabled=False), page=FREE)
        async with started(off) as (program, client):
            await say(client, "page:zhang", "帮助", "dm:page:zhang")
            await hears(client, "page:zhang", "dm:page:zhang", "下单")
            assert not any(task.done() for task in program.core._tasks)


async def test_a_part_that_fails_ends_it_with_a_sentence(folder: Path):
    async with started(Config(page=FREE)) as (program, client):
        ending = asyncio.ensure_future(program.until(asyncio.Event()))
        async with program.core.database.writing() as session:
            await session.execute(DropTable(inbox))
        answers = await asyncio.gather(
            *(_status(client, who) for who in ("page:zhang", "page:li")),
        )
        with pytest.raises(PartFailed, match=r"dispatcher cannot go on .*no such table: inbox"):
            await ending
        assert answers == [500, 500]
        assert await _status(client, "page:zhang") == 500


async def _status(client: httpx.AsyncClient, who: str) -> int:
    said = {"account": who, "chat": SUNSHINE, "text": "草莓2份"}
    return (await client.post("/say", json=said)).status_code


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_it_in_order(folder: Path, signum: signal.Signals):
    (folder / "config.toml").write_text("[page]\nport = 0\n")
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
    code = "import sys; from bot.cli import main; sys.exit(main(['run']))"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code,
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = ""
    while "Ctrl-C" not in said:
        line = await process.stdout.readline()
        assert line, said
        said += line.decode()
    process.send_signal(signum)
    _, errors = await process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in errors
