"""The chat page over HTTP: saying, changing, reading back, following, being refused."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from handlers.messages import Said, private_chat
from tests.web.serving import (
    JINXIU,
    LI,
    SHANGHAI,
    SUNSHINE,
    WORLD,
    WU,
    ZHANG,
    Served,
    SteppingClock,
    png,
    serving,
)
from web.app import build
from web.files import safe_name
from web.room import Rooms


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Served]:
    async with serving(tmp_path) as served:
        yield served


async def followed(page: Served, who: str, after: int, epoch: str) -> AsyncIterator[dict]:
    """The news of a stream, as they come."""
    params = {"as": who, "after": after, "epoch": epoch}
    async with page.client.stream("GET", "/stream", params=params) as answer:
        kind = ""
        async for line in answer.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            if line.startswith("data: "):
                yield {"kind": kind, **json.loads(line.removeprefix("data: "))}


async def test_what_one_says_the_other_reads(page: Served):
    assert (await page.say(ZHANG, "草莓2份")).status_code == 200
    assert await page.texts(LI) == ["草莓2份", "收到：草莓2份"]


async def test_a_private_chat_is_not_seen_by_others(page: Served):
    chat = private_chat(ZHANG)
    await page.say(ZHANG, "取货码", chat)
    assert await page.texts(ZHANG, chat) == ["取货码", "您的取货码：K7QX"]
    answer = await page.client.get("/messages", params={"as": LI, "chat": chat})
    assert (answer.status_code, answer.json()["error"]) == (403, "not_in_chat")
    assert chat not in (await page.client.get("/state", params={"as": LI})).json()["last"]


@pytest.mark.parametrize(
    ("wanted", "status", "code"),
    [
        ({"account": ZHANG, "chat": SUNSHINE, "text": " \n "}, 422, "empty"),
        ({"account": ZHANG, "chat": SUNSHINE, "text": "草" * 4001}, 413, "too_long"),
        ({"account": ZHANG, "chat": SUNSHINE, "text": "草" * 40_000}, 413, "too_big"),
        ({"account": ZHANG, "chat": JINXIU, "text": "你好"}, 403, "not_in_chat"),
        ({"account": "page:nobody", "chat": SUNSHINE, "text": "你好"}, 404, "no_person"),
        ({"account": ZHANG, "chat": SUNSHINE}, 422, "not_understood"),
        ({"account": ZHANG, "chat": SUNSHINE, "text": 3}, 422, "not_understood"),
        ([], 422, "not_understood"),
    ],
)
async def test_what_cannot_be_said_is_refused(page: Served, wanted: object, status: int, code: str):
    answer = await page.client.post("/say", json=wanted)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert await page.texts(ZHANG) == []


async def test_four_thousand_characters_are_said(page: Served):
    assert (await page.say(ZHANG, "😊" * 4000)).status_code == 200


async def test_a_list_that_is_pasted_may_be_long(page: Served):
    listed = "#接龙\n" + "\n".join(f"{i}. 王阿姨 草莓2盒 鸡蛋1板" for i in range(1, 800))
    assert 4000 < len(listed) < 20_000
    assert (await page.say(ZHANG, listed)).status_code == 200
    longer = listed + "草" * (20_001 - len(listed))
    assert (await page.say(ZHANG, longer)).json()["most"] == 20_000


async def test_a_refusal_says_how_much_would_do(page: Served):
    assert (await page.say(ZHANG, "草" * 4001)).json() == {
        "error": "too_long",
        "most": 4000,
        "length": 4001,
    }


async def test_only_own_messages_are_changed(page: Served):
    number = (await page.say(ZHANG, "草莓2份")).json()["number"]
    for path, more in (("/edit", {"text": "草莓9份"}), ("/recall", {})):
        wanted = {"account": LI, "number": number, **more}
        answer = await page.client.post(path, json=wanted)
        assert (answer.status_code, answer.json()["error"]) == (403, "not_your_message")


async def test_a_recalled_message_is_gone(page: Served):
    number = (await page.say(ZHANG, "发错了")).json()["number"]
    wanted = {"account": ZHANG, "number": number}
    assert (await page.client.post("/recall", json=wanted)).status_code == 200
    assert "发错了" not in await page.texts(LI)
    assert (await page.client.post("/recall", json=wanted)).json()["error"] == "no_message"
    edit = await page.client.post("/edit", json={**wanted, "text": "又来"})
    assert edit.json()["error"] == "no_message"


async def test_a_button_that_is_not_there(page: Served):
    await page.say(ZHANG, "菜单")
    menu = (await page.client.get("/messages", params={"as": LI, "chat": SUNSHINE})).json()
    number = menu["messages"][-1]["number"]
    for place, status in ((1, 200), (2, 404), (-1, 404)):
        wanted = {"account": LI, "number": number, "place": place}
        assert (await page.client.post("/press", json=wanted)).status_code == status
    assert (await page.texts(LI))[-1] == "2-1101 李叔按了：草莓不要"


async def test_unread_messages_are_counted_until_read(page: Served):
    await page.say(ZHANG, "草莓2份")
    await page.say(LI, "取货码")
    state = (await page.client.get("/state", params={"as": WU})).json()
    assert state["unread"][WU] == {SUNSHINE: 3}
    assert state["unread"][LI] == {SUNSHINE: 2, private_chat(LI): 1}
    assert state["last"][SUNSHINE]["text"] == "取货码"
    await page.client.post("/read", json={"account": WU, "chat": SUNSHINE})
    state = (await page.client.get("/state", params={"as": WU})).json()
    assert WU not in state["unread"]


async def test_a_restart_shows_the_past_and_what_is_unread(page: Served):
    await page.say(ZHANG, "菜单")
    await page.client.post("/read", json={"account": WU, "chat": SUNSHINE})
    await page.say(LI, "草莓1")
    again = Rooms(page.database, WORLD, SteppingClock())
    await again.open()
    assert again.epoch != page.rooms.epoch
    assert again.latest == page.rooms.latest
    assert again.unread.counts()[WU] == {SUNSHINE: 2}
    app = build(again, zone=SHANGHAI)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://127.0.0.1"
    ) as client:
        answer = await client.get("/messages", params={"as": WU, "chat": SUNSHINE})
    messages = answer.json()["messages"]
    assert [message["text"] for message in messages][:2] == ["菜单", "草莓要吗"]
    assert messages[1]["buttons"] == ["要一份", "不要了"]
    assert messages[0]["at"]["clock"] == "19:00"


async def test_earlier_messages_come_in_stretches(page: Served):
    for number in range(35):
        await page.say(ZHANG, f"第{number}句")
    params: dict[str, object] = {"as": ZHANG, "chat": SUNSHINE}
    latest = (await page.client.get("/messages", params=params)).json()
    assert (len(latest["messages"]), latest["more"]) == (60, True)
    params["before"] = latest["messages"][0]["number"]
    rest = (await page.client.get("/messages", params=params)).json()
    assert (len(rest["messages"]), rest["more"]) == (10, False)
    assert rest["messages"][0]["text"] == "第0句"


async def test_news_come_without_asking_again(page: Served):
    news = followed(page, LI, 0, page.rooms.epoch)
    assert (await anext(news))["messages"] == []
    await page.say(ZHANG, "草莓2份")
    seen: list[str] = []
    while len(seen) < 2:
        seen += [message["text"] for message in (await anext(news))["messages"]]
    assert seen == ["草莓2份", "收到：草莓2份"]
    await page.say(WU, "锦绣的事", JINXIU)
    await page.say(ZHANG, "悄悄话", private_chat(ZHANG))
    assert (await anext(news))["messages"] == []
    await news.aclose()


async def test_a_stream_tells_what_was_missed_and_what_changed(page: Served):
    number = (await page.say(ZHANG, "草莓2份")).json()["number"]
    after = page.rooms.latest
    await page.client.post("/edit", json={"account": ZHANG, "number": number, "text": "草莓3份"})
    news = followed(page, LI, after, page.rooms.epoch)
    told = await anext(news)
    changed = {message["number"]: message for message in told["messages"]}
    assert (changed[number]["text"], changed[number]["edited"]) == ("草莓3份", True)
    assert told["latest"] == page.rooms.latest
    await news.aclose()


async def test_a_browser_that_knows_another_past_starts_anew(page: Served):
    assert [told["kind"] async for told in followed(page, LI, 0, "another")] == ["restart"]
    epoch = page.rooms.epoch
    assert [told["kind"] async for told in followed(page, LI, 99, epoch)] == ["restart"]
    news = followed(page, LI, 0, epoch)
    assert (await anext(news))["kind"] == "news"
    await page.rooms.clear()
    assert (await anext(news))["kind"] == "restart"
    assert await page.texts(LI) == []


async def send_photo(page: Served, content: bytes, **more: object) -> httpx.Response:
    params = {"as": ZHANG, "chat": SUNSHINE, **more}
    return await page.client.post("/photo", params=params, content=content)


async def test_a_photo_is_made_small_and_loses_where_it_was_taken(page: Served):
    taken = Image.new("RGB", (3000, 1500), "#2a7a4d")
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "3-502"
    written = io.BytesIO()
    taken.save(written, "JPEG", exif=exif)
    assert (await send_photo(page, written.getvalue(), text="坏了一个")).status_code == 200
    heard = page.bot.heard[0]
    assert isinstance(heard, Said)
    assert (heard.text, heard.photo is not None) == ("坏了一个", True)
    shown = await page.client.get(f"/file/{heard.photo}")
    assert shown.headers["content-type"] == "image/jpeg"
    picture = Image.open(io.BytesIO(shown.content))
    assert picture.size == (800, 1600)
    assert not picture.getexif()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "no_picture"),
        (b"<svg onload='alert(1)'/>", 422, "no_picture"),
        (png()[:60], 422, "no_picture"),
        (b"\xff\xd8\xff" + bytes(12 * 1024 * 1024), 413, "too_big"),
    ],
)
async def test_what_is_no_photo_is_refused(page: Served, content: bytes, status: int, code: str):
    answer = await send_photo(page, content)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert page.bot.heard == []


async def test_a_picture_of_too_many_pixels_is_refused(page: Served):
    written = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(written, "PNG")
    assert (await send_photo(page, written.getvalue())).json()["error"] == "too_many_pixels"


async def send_file(page: Served, name: str, content: bytes) -> httpx.Response:
    params = {"as": ZHANG, "chat": SUNSHINE, "name": name, "text": "价目表"}
    return await page.client.post("/file", params=params, content=content)


async def test_a_file_is_kept_as_it_is_and_only_downloaded(page: Served):
    content = b"<script>alert(1)</script>"
    answer = await send_file(page, "../a/价目\u202e表.html", content)
    heard = page.bot.heard[0]
    assert isinstance(heard, Said)
    assert (heard.text, heard.photo) == ("价目表", None)
    kept = await page.client.get(f"/file/{answer.json()['number']}")
    assert kept.content == content
    assert kept.headers["content-type"] == "application/octet-stream"
    assert kept.headers["x-content-type-options"] == "nosniff"
    disposition = kept.headers["content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''%E4%BB%B7%E7%9B%AE%E8%A1%A8.html"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie x=1.txt"),
        ("C:\\tmp\\表.xlsx", "表.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_files_name_can_do_no_harm(name: str, kept: str):
    assert safe_name(name) == kept


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"", 422, "empty_file"), (bytes(12 * 1024 * 1024 + 1), 413, "too_big")],
)
async def test_a_file_too_large_or_empty_is_refused(
    page: Served, content: bytes, status: int, code: str
):
    answer = await send_file(page, "a.bin", content)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert page.bot.heard == []


async def test_a_file_is_downloaded_a_picture_shown(page: Served):
    await page.say(ZHANG, "单子")
    await page.say(ZHANG, "海报")
    messages = (await page.client.get("/messages", params={"as": ZHANG, "chat": SUNSHINE})).json()[
        "messages"
    ]
    sheet, poster = messages[1]["file"], messages[3]["file"]
    answer = await page.client.get(f"/file/{sheet['number']}")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E5")
    shown = await page.client.get(f"/file/{poster['number']}")
    assert shown.headers["content-disposition"].startswith("inline")
    kept = await page.client.get(f"/file/{poster['number']}", params={"download": ""})
    assert kept.headers["content-disposition"].startswith("attachment")
    assert (await page.client.get("/file/999")).status_code == 404


async def test_nothing_of_the_page_comes_from_elsewhere(page: Served):
    html = (await page.client.get("/")).text
    assert "//" not in html.replace("//127.0.0.1", "").replace("</", "").split("<body")[0]
    emoji = await page.client.get("/static/fonts/NotoColorEmoji-page.ttf")
    assert emoji.status_code == 200
    font = await page.client.get("/static/fonts/NotoSansSC-gb2312.otf")
    assert font.content[:4] == b"OTTO"


async def test_names_cannot_break_out_of_the_page(page: Served):
    await page.say(ZHANG, "</script><script>alert(1)</script>")
    assert "alert(1)" not in (await page.client.get("/")).text
