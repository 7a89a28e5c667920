"""The chat page as people use it: two of them in two windows, on a desktop and on a phone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from handlers.messages import Pressed, Said
from tests.web.browsing import DESKTOP, PHONE, Windows, browsing
from tests.web.serving import LI, SUNSHINE, WU, ZHANG, Served, png, serving

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Served]:
    async with serving(tmp_path) as served:
        yield served


@pytest.fixture
async def windows(chromium: Path, page: Served) -> AsyncIterator[Windows]:
    async with browsing(chromium) as opened:
        yield opened


async def seen_by(
    windows: Windows, page: Served, who: str, size: tuple[int, int] = DESKTOP
) -> Page:
    window = await windows.open(f"{page.url}/?as={who}&chat={SUNSHINE}", size)
    await expect(window.locator("#title")).to_have_text("阳光花园")
    await expect(window.locator(".rows button")).not_to_have_count(0)
    return window


async def type_and_send(window: Page, text: str) -> None:
    await window.fill("#text", text)
    await window.press("#text", "Enter")


def bubble(window: Page, text: str) -> Locator:
    """The last message that says just this (what merely quotes it does not count)."""
    said = window.locator(".text", has_text=re.compile(f"^{re.escape(text)}$"))
    return window.locator(".message", has=said).last


async def choose(window: Page, text: str, what: str) -> None:
    message = bubble(window, text)
    await message.hover()
    await message.locator(".more").click()
    await window.locator(f"#menu [data-do={what}]").click()


async def test_two_people_talk_and_the_bot_answers_both(windows: Windows, page: Served):
    zhang = await seen_by(windows, page, ZHANG)
    li = await seen_by(windows, page, LI)
    await type_and_send(zhang, "草莓2份")
    await expect(bubble(li, "草莓2份").locator(".name")).to_have_text("3-502 张姐")
    await expect(bubble(li, "收到：草莓2份").locator(".quote-text")).to_have_text("草莓2份")
    await type_and_send(li, "我也要")
    await expect(bubble(zhang, "我也要").locator(".name")).to_have_text("2-1101 李叔")
    await expect(zhang.locator("#text")).to_have_value("")
    await expect(zhang.locator(".message.mine")).to_have_count(1)


async def test_enter_sends_and_shift_enter_begins_a_line(windows: Windows, page: Served):
    leader = await seen_by(windows, page, WU)
    await leader.locator("#text").press_sequentially("开团")
    await leader.press("#text", "Shift+Enter")
    await leader.locator("#text").press_sequentially("草莓 29.9")
    assert page.bot.heard == []
    await leader.press("#text", "Enter")
    await expect(leader.locator(".message.mine .text")).to_have_text("开团\n草莓 29.9")


async def test_quoting_editing_and_recalling(windows: Windows, page: Served):
    zhang = await seen_by(windows, page, ZHANG)
    li = await seen_by(windows, page, LI)
    await type_and_send(zhang, "草莓2份")
    await choose(li, "草莓2份", "quote")
    await expect(li.locator("#context-title")).to_have_text("引用 3-502 张姐")
    await type_and_send(li, "我也要")
    await expect(bubble(zhang, "我也要").locator(".quote-text")).to_have_text("草莓2份")

    await choose(zhang, "草莓2份", "edit")
    await expect(zhang.locator("#text")).to_have_value("草莓2份")
    await type_and_send(zhang, "草莓3份")
    edited = li.locator(".message", has_text="草莓3份").first
    await expect(edited.locator(".edited")).to_have_text("已修改")
    await expect(bubble(li, "我也要").locator(".quote-text")).to_have_text("草莓3份")
    await expect(bubble(li, "改成：草莓3份")).to_be_visible()

    await choose(zhang, "草莓3份", "recall")
    await expect(li.locator(".notice")).to_have_text(re.compile("3-502 张姐 撤回了一条消息"))
    await expect(bubble(li, "我也要").locator(".quote-text")).to_have_text("引用的消息已撤回")
    await zhang.click(".notice .again")
    await expect(zhang.locator("#text")).to_have_value("草莓3份")


async def test_only_own_messages_offer_to_be_changed(windows: Windows, page: Served):
    li = await seen_by(windows, page, LI)
    await page.say(ZHANG, "草莓2份")
    message = bubble(li, "草莓2份")
    await message.hover()
    await message.locator(".more").click()
    await expect(li.locator("#menu [data-do=quote]")).to_be_focused()
    await expect(li.locator("#menu [data-do=recall]")).to_be_hidden()
    await li.keyboard.press("ArrowRight")
    await expect(li.locator("#menu [data-do=copy]")).to_be_focused()
    await li.keyboard.press("Escape")
    await expect(li.locator("#menu")).to_be_hidden()
    await expect(message.locator(".more")).to_be_focused()


async def test_a_button_is_pressed_by_who_one_is(windows: Windows, page: Served):
    li = await seen_by(windows, page, LI)
    await page.say(ZHANG, "菜单")
    await li.get_by_role("button", name="不要了", exact=True).click()
    await expect(bubble(li, "2-1101 李叔按了：草莓不要")).to_be_visible()
    assert [event.account for event in page.bot.heard if isinstance(event, Pressed)] == [LI]


async def test_pictures_are_shown_and_enlarged_files_downloaded(windows: Windows, page: Served):
    li = await seen_by(windows, page, LI)
    await page.say(ZHANG, "海报")
    await page.say(ZHANG, "单子")
    picture = li.locator(".picture img")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    await picture.click()
    await expect(li.locator("#viewer-picture")).to_be_visible()
    await li.keyboard.press("Escape")
    await expect(li.locator("#viewer")).to_be_hidden()
    async with li.expect_download() as download:
        await li.click(".file")
    assert (await download.value).suggested_filename == "分拣单 6月20日.xlsx"


async def test_a_photo_goes_with_words(windows: Windows, page: Served):
    zhang = await seen_by(windows, page, ZHANG)
    li = await seen_by(windows, page, LI)
    photo = {"name": "坏果.png", "mimeType": "image/png", "buffer": png()}
    await zhang.set_input_files("#photo", photo)
    await expect(zhang.locator("#context-picture")).to_be_visible()
    await type_and_send(zhang, "坏了一个")
    await expect(bubble(li, "坏了一个").locator(".picture img")).to_be_visible()
    await expect(zhang.locator("#context")).to_be_hidden()
    assert [event.photo for event in page.bot.heard if isinstance(event, Said)] != [None]


async def test_a_file_goes_with_words_and_is_downloaded(windows: Windows, page: Served):
    zhang = await seen_by(windows, page, ZHANG, PHONE)
    li = await seen_by(windows, page, LI, PHONE)
    sheet = {"name": "小区通知 6月.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" * 500}
    await zhang.set_input_files("#photo", sheet)
    await expect(zhang.locator("#context-title")).to_have_text("文件已选好，点发送")
    await expect(zhang.locator("#context-text")).to_have_text("3 KB · 小区通知 6月.pdf")
    await zhang.fill("#text", "大家看看")
    await zhang.click("#send")
    sent = bubble(li, "大家看看")
    await expect(sent.locator(".file-name")).to_have_text("小区通知 6月.pdf")
    await expect(sent.locator(".file-size")).to_have_text("3 KB")
    await expect(zhang.locator("#context")).to_be_hidden()
    async with li.expect_download() as download:
        await sent.locator(".file").click()
    assert (await download.value).suggested_filename == "小区通知 6月.pdf"


async def test_what_is_no_photo_is_said_plainly(windows: Windows, page: Served):
    zhang = await seen_by(windows, page, ZHANG)
    photo = {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"}
    await zhang.set_input_files("#photo", photo)
    await zhang.click("#send")
    await expect(zhang.locator("#toast")).to_contain_text("这个文件不是照片")


async def test_too_long_a_message_is_not_sent_and_not_lost(windows: Windows, page: Served):
    zhang = await seen_by(windows, page, ZHANG)
    await zhang.fill("#text", "草" * 4001)
    await expect(zhang.locator("#count")).to_have_text("4001 / 4000")
    await expect(zhang.locator("#send")).to_be_disabled()
    await zhang.press("#text", "Enter")
    assert len(await zhang.input_value("#text")) == 4001
    assert page.bot.heard == []


async def test_one_click_makes_one_somebody_else(windows: Windows, page: Served):
    window = await seen_by(windows, page, ZHANG)
    await page.say(LI, "取货码")
    li = window.locator("#people [data-account='page:li']")
    await expect(li.locator(".badge")).to_have_text("1")
    await li.click()
    await expect(window.locator(".message.mine .text")).to_have_text("取货码")
    row = window.locator(".row", has_text="接龙助手")
    await expect(row.locator(".badge")).to_have_text("1")
    await row.click()
    await expect(bubble(window, "您的取货码：K7QX")).to_be_visible()
    await expect(row.locator(".badge")).to_be_hidden()
    await window.reload()
    await expect(bubble(window, "您的取货码：K7QX")).to_be_visible()
    await expect(window.locator("#people [aria-pressed=true]")).to_contain_text("李叔")


async def test_words_of_another_chat_wait_there(windows: Windows, page: Served):
    window = await seen_by(windows, page, ZHANG)
    await window.fill("#text", "写到一半")
    await window.click(".row >> nth=1")
    await expect(window.locator("#text")).to_have_value("")
    await window.click(".row >> nth=0")
    await expect(window.locator("#text")).to_have_value("写到一半")


async def test_a_phrase_is_tapped_into_the_box(windows: Windows, page: Served):
    window = await seen_by(windows, page, ZHANG)
    await window.click("#guide [data-say='我的订单']")
    await expect(window.locator("#title")).to_have_text("接龙助手")
    await expect(window.locator("#text")).to_have_value("我的订单")
    await window.click("#people [data-account='page:wu']")
    await window.click("#guide [data-say^='开团']")
    await expect(window.locator("#title")).to_have_text("阳光花园")
    await expect(window.locator("#text")).to_have_value(re.compile("^开团\n草莓2斤装"))


async def test_a_click_on_a_face_names_the_person(windows: Windows, page: Served):
    window = await seen_by(windows, page, WU)
    await page.say(LI, "我来帮忙")
    await bubble(window, "我来帮忙").locator(".mention").click()
    await expect(window.locator("#text")).to_have_value("@李叔 ")


async def test_reading_back_is_not_disturbed(windows: Windows, page: Served):
    for number in range(40):
        await page.say(LI, f"第{number}句")
    window = await seen_by(windows, page, ZHANG)
    await expect(bubble(window, "收到：第39句")).to_be_in_viewport()
    await window.evaluate("document.getElementById('scroll').scrollTop = 300")
    await expect(window.locator("#newer")).to_be_visible()
    await page.say(LI, "新的一句")
    await expect(window.locator("#newer")).to_contain_text("2 条新消息")
    assert await window.evaluate("document.getElementById('scroll').scrollTop") == 300
    await window.click("#newer")
    await expect(bubble(window, "收到：新的一句")).to_be_in_viewport()
    await expect(window.locator("#newer")).to_be_hidden()
    await window.evaluate("document.getElementById('scroll').scrollTop = 0")
    await window.click("#earlier")
    await expect(bubble(window, "第0句")).to_be_attached()
    await expect(window.locator("#earlier")).to_be_hidden()


async def test_a_page_finds_back_when_the_past_is_another(windows: Windows, page: Served):
    window = await seen_by(windows, page, ZHANG)
    await type_and_send(window, "草莓2份")
    await expect(bubble(window, "收到：草莓2份")).to_be_visible()
    await page.rooms.clear()
    await expect(window.locator("#welcome")).to_be_visible()
    await page.say(LI, "重新开始")
    await expect(bubble(window, "收到：重新开始")).to_be_visible()


async def test_on_a_phone(windows: Windows, page: Served):
    phone = await seen_by(windows, page, ZHANG, PHONE)
    await expect(phone.locator(".side")).to_be_hidden()
    await phone.fill("#text", "菜单")
    await phone.tap("#send")
    await expect(bubble(phone, "草莓要吗")).to_be_in_viewport()
    assert await phone.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    await phone.get_by_role("button", name="要一份", exact=True).tap()
    await expect(bubble(phone, "3-502 张姐按了：草莓1")).to_be_visible()

    await phone.tap("#me")
    await phone.tap("#picker [data-account='page:li']")
    await expect(phone.locator("#picker")).to_be_hidden()
    await expect(phone.locator("#me")).to_contain_text("李叔")
    await expect(phone.locator(".message.mine")).to_have_count(0)

    await phone.tap("#back")
    await expect(phone.locator(".talk")).to_be_hidden()
    await phone.tap(".row >> nth=1")
    await expect(phone.locator("#title")).to_have_text("接龙助手")
    await phone.tap("#howto")
    await phone.tap("#guide [data-say='几点截单']")
    await expect(phone.locator("#guide")).to_be_hidden()
    await expect(phone.locator("#text")).to_have_value("几点截单")
    await phone.press("#text", "Enter")
    await expect(phone.locator("#text")).to_have_value("几点截单\n")


@pytest.mark.parametrize("size", [PHONE, (834, 1000), DESKTOP], ids=["phone", "tablet", "desktop"])
async def test_everything_has_a_name_and_room_for_a_finger(
    windows: Windows, page: Served, size: tuple[int, int]
):
    for text in ("菜单", "海报", "单子"):
        await page.say(ZHANG, text)
    window = await seen_by(windows, page, ZHANG, size)
    await expect(bubble(window, "单子")).to_be_visible()
    nameless = await window.evaluate(
        """() => [...document.querySelectorAll('button, a, input, textarea')]
            .filter(one => one.checkVisibility())
            .filter(one => !(one.getAttribute('aria-label') || one.textContent.trim()))
            .map(one => one.outerHTML)"""
    )
    assert nameless == []
    small = await window.evaluate(
        """() => [...document.querySelectorAll('.composer button, .head button, .buttons button')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map(one => one.outerHTML)"""
    )
    assert small == []
