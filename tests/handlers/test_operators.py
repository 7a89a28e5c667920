"""The operator's words."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from handlers.attachments import render
from handlers.outgoing import outgoing
from rules.offers import OfferState
from rules.pickup import ALPHABET
from rules.roles import Role
from storage.invitations import use_invitation
from storage.offers import save_product
from tests.handlers.till import (
    NOON,
    PRODUCTS,
    Ordered,
    Till,
    add_group,
    add_offer,
    open_till,
    words,
)

OP = "op"


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_group(session, "moon", "锦绣", "阿珍", "城西")
            add_offer(session, [Ordered("张姐", 2), Ordered("李叔", 0, 1)])
            add_offer(session, [Ordered("王芳", 4)], group="moon", state=OfferState.OPEN)
        yield till


async def say(till: Till, text: str) -> str:
    return words(await till.say(text, account=OP, role=Role.OPERATOR))


async def codes(till: Till, text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf"[{ALPHABET}]{{8}}", await say(till, text))))


async def test_a_leaders_code_is_good_once_and_for_a_week(till: Till):
    first, second = await codes(till, "发团长码 2")
    async with till.database.writing() as session:
        facts = (session, till.vault)
        assert not await use_invitation(*facts, "ACDEFHJK", "u", NOON)
        assert await use_invitation(*facts, f" {first.lower()} ", "u", NOON)
        assert not await use_invitation(*facts, first, "u", NOON)
        assert not await use_invitation(*facts, second, "u", NOON + timedelta(days=7))
    assert "最多" in await say(till, "发团长码 100")
    assert len(await codes(till, "发团长码")) == 1


async def test_the_day_over_all_groups(till: Till):
    await till.say("收 李叔")
    async with till.database.writing() as session:
        save_product(session, "sun", 1, replace(PRODUCTS[0], arrived_at=NOON))
    head, total, moon, sun = (await say(till, "今日")).splitlines()
    assert head == "📈 6月20日 2个群，开着1个团，已截单1个"
    assert total == "合计：3单 3人 204.40元，未付2人 179.40元，未取1人"
    assert sun == "阳光花园（小伍） 已截单：2单 2人 84.80元，未付1人 59.80元，未取1人"
    assert moon == "锦绣（阿珍） 接龙中：1单 1人 119.60元，未付1人 119.60元，未取0人"


async def test_the_day_of_nobody(tmp_path: Path):
    async with open_till(tmp_path) as till:
        assert "1个群" in await say(till, "今日")


async def test_all_leaders_with_their_figures(till: Till):
    assert (await say(till, "团长排行")).splitlines() == [
        "🏅 团长排行 2026-06",
        "1. 小伍（城东第1） 84.80元 2单",
        "2. 阿珍（城西第1） 0.00元 0单",
    ]
    assert "2026-W25" in await say(till, "团长排行 本周")
    assert "没看懂" in await say(till, "团长排行 城东")


async def test_the_tables_come_as_a_file(till: Till):
    for text, ending in (("导出", ".xlsx"), ("导出 json", ".json")):
        replies = await till.say(text, account=OP, role=Role.OPERATOR)
        assert "导出7张表" in words(replies)
        (entry,) = outgoing(replies, "c", "sun", None, till.states.base, NOON)
        assert entry.attachment
        name, content = render(entry.attachment)
        assert name.endswith(ending)
        assert content
    assert "可以说" in await say(till, "导出 pdf")
