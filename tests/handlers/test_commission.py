"""What a leader earns when goods change hands, and when it is hers."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from handlers.commission import on_settle
from handlers.earning import claw_back, earn, plan_claw, unearn
from handlers.messages import ChatId, Due, private_chat
from handlers.plans import Timed
from handlers.work import Work
from rules.commission import rate_for
from solitaire.values import ItemKey, RowKey
from storage.commissions import list_earned
from storage.due import list_planned
from storage.groups import find_group
from tests.handlers.till import (
    LEADER,
    NOON,
    PRODUCTS,
    Ordered,
    Till,
    add_group,
    add_offer,
    open_till,
    words,
)

BOX, EGGS = ItemKey("1"), ItemKey("2")
RATES = {BOX: None, EGGS: PRODUCTS[1].commission}


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            orders = [Ordered("张姐", 2, 1, account="u1", address="3-502"), Ordered("李叔", 1)]
            add_offer(session, orders)
        yield till


async def collect(
    till: Till, row: str, item: ItemKey, fen: int, cause: str = "", group: str = "sun"
) -> int:
    async with till.working() as work:
        found = await find_group(work.session, group, work.base)
        assert found
        rate = rate_for(found.settings.commission, RATES[item])
        facts = (RowKey(row), item, found.leader, fen, rate)
        return await earn(work, found, 1, *facts, cause=cause or work.cause)


async def refund(work: Work, row: RowKey, item: ItemKey, fen: int) -> int:
    """So much of a collected line is refunded; gives the commission that goes back."""
    claws = plan_claw(await list_earned(work.session, "sun", 1, row, item), fen)
    claw_back(work, claws)
    return sum(claw.fen for claw in claws)


async def settle(till: Till) -> None:
    """Time passes until nothing more is to be settled."""
    async with till.working() as work:
        for planned in await list_planned(work.session, "sun", Timed.SETTLE):
            due = Due(
                ChatId("sun"), planned.key, planned.kind, planned.subject, planned.due_at, NOON
            )
            assert await on_settle(work, due) == ()


async def earned(till: Till) -> list[tuple[object, ...]]:
    return await till.table("commissions", "leader", "who", "product", "fen", "state")


async def test_goods_that_are_collected_earn(till: Till):
    assert await collect(till, "u:u1", BOX, 5980) == 478
    assert await collect(till, "u:u1", EGGS, 2500) == 250
    assert await earned(till) == [
        ("小伍", "张姐", "草莓2斤装", 478, "waiting"),
        ("小伍", "张姐", "土鸡蛋30枚", 250, "waiting"),
    ]
    assert await till.balances() == {
        "customer/sun/1/u:u1": 8480,
        "sales/sun/1": -8480,
        "commission_expense/sun": 728,
        f"commission_waiting/{LEADER}": -728,
    }
    causes = {cause for (cause,) in await till.table("postings", "cause")}
    assert {cause.split("|", 1)[1] for cause in causes} == {"1|u:u1|1", "1|u:u1|2"}


async def test_a_line_that_is_fetched_in_parts_earns_what_it_would_have_at_once(till: Till):
    # 8 % of 1993 fen is 159.44 each time, of 5979 in all 478.32.
    parts = [await collect(till, "u:u1", BOX, 1993) for _ in range(3)]
    assert sum(parts) == 478
    assert await earned(till) == [("小伍", "张姐", "草莓2斤装", 478, "waiting")]


async def test_what_waits_is_settled_when_the_window_has_ended(till: Till):
    await collect(till, "u:u1", BOX, 5980)
    async with till.working() as work:
        (planned,) = await list_planned(work.session, "sun", Timed.SETTLE)
    assert planned.due_at == NOON + timedelta(hours=48)
    assert "等待结算 4.78元（6月22日12:00全部结算）" in words(await till.say("佣金"))
    till.at = planned.due_at
    await settle(till)
    assert (await earned(till))[0][-1] == "settled"
    assert (await till.balances())[f"commission_settled/{LEADER}"] == -478
    assert "已结算 4.78元" in words(await till.say("佣金"))
    await settle(till)
    assert (await till.balances())[f"commission_settled/{LEADER}"] == -478


async def test_undoing_a_collection_reverses_exactly_what_it_posted(till: Till):
    await collect(till, "u:u1", BOX, 2990, cause="first")
    before = await till.balances()
    await collect(till, "u:u1", BOX, 2990, cause="second")
    async with till.working() as work:
        group = await find_group(work.session, "sun", work.base)
        assert group
        assert await unearn(work, group, 1, RowKey("u:u1"), BOX, "second") == 239
        assert await unearn(work, group, 1, RowKey("u:u1"), BOX, "second") == 0
    assert await till.balances() == before
    assert await earned(till) == [("小伍", "张姐", "草莓2斤装", 239, "waiting")]


async def test_a_settled_commission_is_undone_where_it_is_by_now(till: Till):
    await collect(till, "u:u1", BOX, 2990, cause="first")
    till.at = NOON + timedelta(hours=49)
    await settle(till)
    async with till.working() as work:
        group = await find_group(work.session, "sun", work.base)
        assert group
        await unearn(work, group, 1, RowKey("u:u1"), BOX, "first")
    assert await till.balances() == {}
    assert await earned(till) == [("小伍", "张姐", "草莓2斤装", 239, "clawed_back")]
    assert "已追回 2.39元（" in words(await till.say("佣金"))
    assert "=2.39元 已追回（撤销了核销，不算）" in words(await till.say("佣金明细"))
    await collect(till, "u:u1", BOX, 2990, cause="again")
    assert [row[-1] for row in await earned(till)] == ["clawed_back", "waiting"]


async def test_a_refund_claws_its_part_back(till: Till):
    await collect(till, "u:u1", BOX, 5980)
    async with till.working() as work:
        group = await find_group(work.session, "sun", work.base)
        assert group
        assert await refund(work, RowKey("u:u1"), BOX, 2990) == 239
    assert sorted(await till.table("commissions", "fen", "state")) == [
        (239, "clawed_back"),
        (239, "waiting"),
    ]
    assert (await till.balances())["commission_expense/sun"] == 239
    till.at = NOON + timedelta(hours=49)
    await settle(till)
    async with till.working() as work:
        await refund(work, RowKey("u:u1"), BOX, 2990)
    assert await till.table("commissions", "fen", "state") == [(478, "clawed_back")]
    assert "commission_expense/sun" not in await till.balances()
    said = words(await till.say("佣金"))
    assert "本月佣金 0.00元" in said
    assert "已追回 4.78元" in said


async def test_the_lines_prove_it(till: Till):
    await collect(till, "u:u1", BOX, 5980)
    await collect(till, "u:u1", EGGS, 2500)
    said = words(await till.say("佣金明细"))
    assert "6/20 第1单 3-502 张姐 草莓2盒 59.80×8%=4.78元 等待结算" in said
    assert "土鸡蛋1板 25.00×10%=2.50元" in said
    assert "合计 7.28元" in said


async def test_asked_in_the_group_it_is_told_privately(till: Till):
    await collect(till, "u:u1", BOX, 5980)
    replies = await till.say("佣金", chat="sun")
    assert words(replies, "sun") == "已私信"
    assert "4.78" in words(replies, private_chat(LEADER))


async def test_a_stretch_of_time_and_a_group_may_be_named(till: Till):
    async with till.database.writing() as session:
        add_group(session, "moon", "锦绣")
        add_offer(session, [Ordered("赵六", 1, account="u9")], group="moon")
    await collect(till, "u:u1", BOX, 5980)
    till.at = NOON + timedelta(days=3)
    await collect(till, "u:u9", BOX, 2990, group="moon")
    assert "7.17元" in words(await till.say("佣金"))
    assert "2.39元" in words(await till.say("佣金 锦绣"))
    assert "本周佣金 2.39元" in words(await till.say("佣金 本周"))
    assert "上周佣金 4.78元" in words(await till.say("佣金 上周"))
    assert "今天佣金（阳光花园） 0.00元" in words(await till.say("佣金 今天 阳光花园"))
    assert "没看懂“月亮”" in words(await till.say("佣金 月亮"))
    assert "没有群" in words(await till.say("佣金", account="stranger"))
