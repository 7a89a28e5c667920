"""Who has not paid, and reminding them: privately, never by name in the group."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest_asyncio
from sqlalchemy import update

from handlers.debts import on_who_owes_over_all
from handlers.messages import ChatId, Due, Reply, ReplyKind, Said, Undelivered, private_chat
from handlers.plans import Timed
from handlers.unreached import on_undelivered, on_undelivered_due
from handlers.work import Call
from rules.roles import Role
from solitaire.values import AccountId, MessageId
from storage.due import list_planned
from storage.groups import save_reachable
from storage.outbox import OutboxState
from storage.schema import orders, outbox
from tests.handlers.till import (
    LEADER,
    NOON,
    Ordered,
    Till,
    add_group,
    add_offer,
    open_till,
    words,
)


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            ordered = [
                Ordered("张姐", 2, account="u1", address="3-502"),
                Ordered("李叔", 0, 1, account="u2"),
                Ordered("王芳", 1, 1, account=None, address="5-101"),
                Ordered("老周", 1, account="u4"),
            ]
            add_offer(session, ordered)
        yield till


def written_to(replies: Sequence[Reply]) -> list[str]:
    """Who is chased."""
    return [reply.chat for reply in replies if reply.topic == "debt"]


async def test_two_of_one_name_are_two_and_what_was_paid_too_much_is_listed(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            named = [Ordered("张姐", 1, account=f"u{place}") for place in (1, 2)]
            add_offer(session, [*named, Ordered("李叔", 1, account="u3")])
        await till.say("收 李叔 40")
        said = words(await till.say("谁没付"))
        assert "还有2人没付，共59.80元" in said
        assert "多付：李叔 10.10元" in said


async def test_who_has_not_paid_is_listed_privately(till: Till):
    await till.say("收 李叔")
    replies = await till.say("谁没付", chat="sun")
    assert words(replies, "sun") == "已私信"
    said = words(replies, private_chat(LEADER))
    assert "3人没付，共144.60元" in said
    assert "3-502 张姐 59.80元" in said
    assert "李叔" not in said


async def test_everybody_paid(till: Till):
    await till.say("收 张姐 李叔 王芳 老周")
    assert "都付清了" in words(await till.say("谁没付"))
    assert "没有人待付" in words(await till.say("催付"))


async def test_each_debtor_is_written_to_and_none_is_named_in_the_group(till: Till):
    await till.say("收 李叔")
    replies = await till.say("催付", chat="sun")
    assert written_to(replies) == [private_chat("u1"), private_chat("u4")]
    assert all(reply.kind is ReplyKind.POST for reply in replies if reply.topic == "debt")
    assert words(replies, "sun") == "已私信"
    assert "草莓2盒：待付59.80元" in words(replies, private_chat("u1"))
    told = words(replies, private_chat(LEADER))
    assert "已私信2人" in told
    assert "5-101 王芳" in told


async def test_one_person_may_be_chased_alone(till: Till):
    assert written_to(await till.say("催付 张姐")) == [private_chat("u1")]


async def test_who_ordered_for_somebody_is_written_to_and_may_say_paid(till: Till):
    async with till.database.writing() as session:
        for_mother = update(orders).where(orders.c.row == "n:5-101王芳")
        await session.execute(for_mother.values(placer="u2"))
    said = words(await till.say("催付"), private_chat("u2"))
    assert "土鸡蛋1板：待付25.00元" in said
    assert "王芳的草莓1盒、土鸡蛋1板：待付54.90元" in said
    await till.say("已付", account="u2")
    assert await till.table("payments", "who", "fen") == [("李叔", 2500), ("王芳", 5490)]


async def test_what_the_leader_wrote_down_for_others_is_not_hers_to_pay(till: Till):
    assert "没有待付的订单" in words(await till.say("已付"))
    assert await till.table("payments", "who", "fen") == []


async def test_who_says_to_have_paid_is_asked_for_proof(till: Till):
    await till.say("已付", account="u1")
    assert "付款截图" in words(await till.say("催付 张姐"), private_chat("u1"))


async def test_somebody_out_of_reach_is_left_to_the_leader(till: Till):
    async with till.database.writing() as session:
        save_reachable(session, "u1", NOON, reachable=False)
    replies = await till.say("催付")
    assert private_chat("u1") not in written_to(replies)
    assert "3-502 张姐" in words(replies, private_chat(LEADER))


async def test_the_leader_is_told_once_who_was_not_reached(till: Till):
    replies = await till.say("催付")
    chased = [reply for reply in replies if reply.topic == "debt"]
    async with till.database.writing() as session:
        keys = [reply.key for reply in chased[:2]]
        lost = update(outbox).where(outbox.c.key.in_(keys))
        await session.execute(lost.values(state=OutboxState.UNREACHABLE.value, sent_at=NOON))
    for reply in chased[:2]:
        account = AccountId(reply.chat.removeprefix("dm:"))
        event = Undelivered(ChatId("sun"), reply.key, account, "debt", NOON)
        async with till.working() as work:
            assert await on_undelivered(work, event) == ()
    async with till.working() as work:
        (planned,) = await list_planned(work.session, "sun", Timed.UNDELIVERED)
        due = Due(ChatId("sun"), planned.key, planned.kind, planned.subject, NOON, NOON)
        (told,) = await on_undelivered_due(work, due)
    assert told.chat == private_chat(LEADER)
    assert "2人没收到催付：3-502 张姐、" in told.text


async def test_over_several_groups_there_is_one_total(till: Till):
    async with till.database.writing() as session:
        add_group(session, "moon", "锦绣")
        add_offer(session, [Ordered("赵六", 1)], group="moon")
    async with till.working() as work:
        states = [await work.state(group) for group in ("sun", "moon")]
        event = Said(private_chat(LEADER), MessageId("m"), LEADER, "", NOON, "谁没付 全部")
        call = Call(event, Role.LEADER, states=tuple(state for state in states if state))
        (reply,) = await on_who_owes_over_all(work, call)
    assert "2个群合计：5人没付，199.50元" in reply.text
