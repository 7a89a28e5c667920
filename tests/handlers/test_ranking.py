"""Where a leader stands: asked for, and on Mondays and the first of a month."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from handlers.attachments import render
from handlers.messages import ChatId, Due, ReplyKind, private_chat
from handlers.outgoing import outgoing
from handlers.plans import Timed
from handlers.ranking import on_ranking_due
from handlers.router import plan_again
from rules.offers import OfferState
from storage.due import list_planned
from tests.handlers.till import (
    LEADER,
    NOON,
    Ordered,
    Till,
    add_group,
    add_offer,
    files,
    open_till,
    words,
)

MONDAY = datetime(2026, 6, 22, 1, tzinfo=UTC)


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            for group, leader, zone in (("g2", "阿珍", "城东"), ("g3", "阿强", "城西")):
                add_group(session, group, f"{leader}的群", leader, zone)
            add_offer(session, [Ordered("张姐", 2), Ordered("李叔", 0, 1)])
            add_offer(session, [Ordered("王芳", 4)], group="g2")
            add_offer(session, [Ordered("赵六", 1)], group="g3", state=OfferState.DONE)
            # Neither what runs nor what was called off is turnover.
            add_offer(session, [Ordered("钱七", 9)], group="g3", number=2, state=OfferState.OPEN)
            add_offer(
                session, [Ordered("钱七", 9)], group="g3", number=3, state=OfferState.CANCELLED
            )
        yield till


async def test_ranks_gaps_and_the_best_by_name(till: Till):
    replies = await till.say("排名", chat="sun")
    assert words(replies, "sun") == "已私信"
    said = words(replies, private_chat(LEADER))
    assert "本月排名\n营业额 84.80元，2单" in said
    assert "按营业额：城东第2名（共2位），全部第2名（共3位）" in said
    assert "城东差50.00元以内，全部差50.00元以内" in said
    assert "按单数：城东第1名（共2位），全部第1名（共3位）" in said
    assert said.endswith("前3名：阿珍、小伍、阿强")
    for figure in ("119.60", "29.90"):
        assert figure not in said
    other = words(await till.say("排名", account="阿强"))
    assert "城西第1名（共1位），全部第3名" in other
    assert "全部差100.00元以内" in other
    assert "全部差1单" in other


async def test_a_period_counts_what_closed_within_it(till: Till):
    async with till.database.writing() as session:
        add_offer(session, [Ordered("张姐", 1)], number=2, at=NOON - timedelta(days=10))
    assert "本周排名\n营业额 84.80元" in words(await till.say("排名 本周"))
    assert "上周排名（6月8日至6月14日）\n营业额 29.90元" in words(await till.say("排名 上周"))
    assert "本月排名\n营业额 114.70元" in words(await till.say("排名 本月"))
    nothing = words(await till.say("排名 上月"))
    assert "上月排名（5月）\n营业额 0.00元" in nothing
    assert "大家都还没有营业额" in nothing
    assert "大家都还没有订单" in nothing
    assert "已经是第一名" not in nothing
    assert "没看懂" in words(await till.say("排名 明年"))
    assert "还没有群" in words(await till.say("排名", account="stranger"))


async def test_a_week_is_drawn(till: Till):
    (picture,) = files(await till.say("排名 本周"))
    assert picture.kind == "week"
    assert not files(await till.say("排名 本月"))


async def due(till: Till, at: datetime) -> list[str]:
    """The ranking that nobody asked for, at 9:00; gives what was said."""
    event = Due(ChatId(f"leader:{LEADER}"), "k", Timed.RANKING, LEADER, at, at)
    async with till.working() as work:
        replies = await on_ranking_due(work, event)
    assert {(reply.chat, reply.kind) for reply in replies} <= {
        (private_chat(LEADER), ReplyKind.NOTICE)
    }
    for entry in outgoing(replies, "c", "sun", None, till.states.base, at):
        if entry.attachment:
            assert render(entry.attachment)[1].startswith(b"\x89PNG")
    return [reply.text for reply in replies]


async def test_on_mondays_last_week_is_told(till: Till):
    till.at = MONDAY
    (said,) = await due(till, MONDAY)
    assert "上周排名（6月15日至6月21日）\n营业额 84.80元" in said


async def test_the_next_ranking_is_planned_whatever_becomes_of_this_one(till: Till):
    key = f"leader:{LEADER}|{Timed.RANKING}|{LEADER}"
    event = Due(ChatId(f"leader:{LEADER}"), key, Timed.RANKING, LEADER, MONDAY, MONDAY)
    async with till.working() as work:
        await plan_again(work, event)
        (planned,) = await list_planned(work.session, f"leader:{LEADER}", Timed.RANKING)
    assert planned.due_at == MONDAY + timedelta(days=7)


async def test_on_the_first_last_month_is_told(till: Till):
    till.at = datetime(2026, 7, 1, 1, tzinfo=UTC)
    (said,) = await due(till, till.at)
    assert "上月排名（6月）\n营业额 84.80元" in said


async def test_a_first_that_is_a_monday_tells_both(till: Till):
    till.at = datetime(2027, 2, 1, 1, tzinfo=UTC)
    week, month = await due(till, till.at)
    assert "上周" in week
    assert "上月" in month
