"""Who may come in, and what a browser may do with what it gets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.serving import SHANGHAI, SUNSHINE, ZHANG, Served, serving
from web.app import build

KEY = "peach-cherry-melon-plum"
WANTED = {"account": ZHANG, "chat": SUNSHINE, "text": "草莓1"}


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Served]:
    async with serving(tmp_path) as served:
        yield served


@pytest.fixture
async def locked(tmp_path: Path) -> AsyncIterator[Served]:
    async with serving(tmp_path, access_key=KEY) as served:
        yield served


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080"])
async def test_names_of_this_machine_are_answered(page: Served, host: str):
    answer = await page.client.get("/", headers={"host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080", "[::1", ""]
)
async def test_other_names_are_not(page: Served, host: str):
    for path in ("/", "/state?as=page:zhang", "/static/main.js"):
        answer = await page.client.get(path, headers={"host": host})
        assert answer.status_code in {400, 403}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_other_sites_change_nothing(page: Served, headers: dict[str, str]):
    answer = await page.client.post("/say", json=WANTED, headers=headers)
    assert answer.status_code == 403
    assert await page.texts(ZHANG) == []


async def test_the_page_itself_may(page: Served):
    headers = {"origin": page.url, "sec-fetch-site": "same-origin"}
    assert (await page.client.post("/say", json=WANTED, headers=headers)).status_code == 200


async def test_the_browser_is_told_to_run_nothing_foreign(page: Served):
    headers = (await page.client.get("/")).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


async def test_with_a_key_every_request_needs_it(locked: Served):
    for path in ("/", "/state?as=page:zhang", "/static/main.js", "/file/1"):
        assert (await locked.client.get(path)).status_code == 403
        assert (await locked.client.get(f"{path}?key=wrong")).status_code == 403
    assert (await locked.client.post("/say", json=WANTED)).status_code == 403


async def test_the_key_is_shown_once_and_kept_as_a_cookie(locked: Served):
    answer = await locked.client.get("/", params={"key": KEY, "as": ZHANG})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?as=page%3Azhang"
    cookie = answer.headers["set-cookie"]
    assert KEY not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert (await locked.client.get("/")).status_code == 200
    assert (await locked.client.get("/", headers={"host": "group.example"})).status_code == 200
    assert (await locked.client.post("/say", json=WANTED)).status_code == 200


@pytest.mark.parametrize("cookie", ["jielong_key=é", "jielong_key=", 'a={"b": 1}; jielong_key=no'])
async def test_a_wrong_cookie_is_no_key(locked: Served, cookie: str):
    answer = await locked.client.get("/", headers={"cookie": cookie.encode("latin-1")})
    assert answer.status_code == 403


async def test_cookies_of_others_do_not_matter(locked: Served):
    await locked.client.get("/", params={"key": KEY})
    own = locked.client.cookies["jielong_key"]
    cookie = f'other={{"a": [1, 2]}}; jielong_key={own}; last'
    locked.client.cookies.clear()
    assert (await locked.client.get("/", headers={"cookie": cookie})).status_code == 200


async def test_a_key_does_not_lead_elsewhere(locked: Served):
    answer = await locked.client.get(f"{locked.url}//evil.example/", params={"key": KEY})
    assert answer.headers["location"].startswith("/evil.example")


async def test_a_foreign_page_cannot_use_the_cookie(locked: Served):
    await locked.client.get("/", params={"key": KEY})
    answer = await locked.client.post("/say", json=WANTED, headers={"origin": "http://a.example"})
    assert answer.status_code == 403


async def test_a_weak_key_is_refused(page: Served):
    with pytest.raises(ValueError, match="16"):
        build(page.rooms, zone=SHANGHAI, access_key="short")
