"""The chat page as the tests see it: really served, with a small bot behind it that answers."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import uvicorn
from PIL import Image

from bot.gateways.base import Sending
from bot.gateways.page import PageGateway
from handlers.messages import Button, ChatId, Edited, Event, Pressed, Recalled, Said, private_chat
from solitaire.values import AccountId
from storage.database import Database
from storage.schema import metadata
from web.app import build
from web.people import Group, Part, Person, World
from web.room import Rooms
from web.sample import SamplePlayer

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNSHINE = ChatId("page:sunshine")
JINXIU = ChatId("page:jinxiu")


def account(name: str) -> AccountId:
    return AccountId(f"page:{name}")


ZHANG, LI, WANG = account("zhang"), account("li"), account("wang")
ZHOU, WU, XIAOLI, OPERATOR = account("zhou"), account("wu"), account("xiaoli"), account("op")

WORLD = World(
    people=(
        Person(ZHANG, "张姐", "3-502 张姐"),
        Person(LI, "李叔", "2-1101 李叔"),
        Person(WANG, "王芳", "5-302 王芳"),
        Person(ZHOU, "老周", "1-203 老周"),
        Person(WU, "小伍", "小伍", Part.LEADER),
        Person(XIAOLI, "小李", "小李", Part.HELPER),
        Person(OPERATOR, "运营", "运营", Part.OPERATOR),
    ),
    groups=(
        Group(SUNSHINE, "阳光花园", (ZHANG, LI, WANG, ZHOU, WU, XIAOLI, OPERATOR)),
        Group(JINXIU, "锦绣花园", (WANG, ZHOU, WU, OPERATOR)),
    ),
)


class SteppingClock:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self, at: datetime = datetime(2026, 6, 20, 11, 0, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def png(width: int = 320, height: int = 200) -> bytes:
    """A small picture."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#e2572b").save(written, "PNG")
    return written.getvalue()


@dataclass(slots=True)
class Answering:
    """A bot that answers each event through the gateway, and remembers it."""

    gateway: PageGateway
    heard: list[Event] = field(default_factory=list)

    async def deliver(self, event: Event) -> None:
        self.heard.append(event)
        match event:
            case Said():
                await self.gateway.send(self.answer(event))
            case Edited(chat, message, text=text):
                await self.gateway.send(Sending(chat, f"改成：{text}", message))
            case Recalled(chat):
                await self.gateway.send(Sending(chat, "撤回了，已取消"))
            case Pressed(chat, nick=nick, token=token):
                await self.gateway.send(Sending(chat, f"{nick}按了：{token}"))

    def answer(self, said: Said) -> Sending:
        match said.text:
            case "菜单":
                buttons = (Button("要一份", "草莓1"), Button("不要了", "草莓不要"))
                return Sending(said.chat, "草莓要吗", buttons=buttons)
            case "海报":
                return Sending(said.chat, "今天的团", name="poster.png", content=png())
            case "单子":
                return Sending(said.chat, "", name="分拣单 6月20日.xlsx", content=b"PK" * 900)
            case "取货码":
                return Sending(private_chat(said.account), "您的取货码：K7QX")
            case _:
                return Sending(said.chat, f"收到：{said.text}", said.message)


@dataclass(slots=True)
class Served:
    """A running page: its address, its parts, and a client that asks it over HTTP."""

    url: str
    rooms: Rooms
    bot: Answering
    client: httpx.AsyncClient
    database: Database

    async def say(
        self, who: str, text: str, chat: str = SUNSHINE, **more: object
    ) -> httpx.Response:
        wanted = {"account": who, "chat": chat, "text": text, **more}
        return await self.client.post("/say", json=wanted)

    async def texts(self, who: str, chat: str = SUNSHINE) -> list[str]:
        answer = await self.client.get("/messages", params={"as": who, "chat": chat})
        return [message["text"] for message in answer.raise_for_status().json()["messages"]]


async def open_database(path: Path) -> Database:
    """A database with its tables."""
    database = Database(f"sqlite:///{path}", synchronous="OFF")
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    return database


@asynccontextmanager
async def serving(
    folder: Path, *, access_key: str | None = None, sample: SamplePlayer | None = None
) -> AsyncIterator[Served]:
    """The page on a free port of this machine, until the end of the block."""
    database = await open_database(folder / "page.db")
    rooms = Rooms(database, WORLD, SteppingClock())
    gateway = PageGateway(rooms)
    bot = Answering(gateway)
    await gateway.start(bot.deliver)
    app = build(rooms, zone=SHANGHAI, sample=sample, access_key=access_key)
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    serve = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.wait([serve], timeout=0.01)
        assert not serve.done(), "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=url) as client:
        yield Served(url, rooms, bot, client, database)
    await gateway.stop()
    server.should_exit = True
    await serve
    await database.close()
