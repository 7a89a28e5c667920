"""Collected goods that were bad: refunded after a question, undone while nothing followed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.commission import on_settle
from handlers.messages import ChatId, Due, private_chat
from handlers.payments import answer_which_person
from handlers.plans import Timed
from handlers.redeeming import give, take_back
from handlers.refundable import bare_sum, who_and_what
from handlers.returns import confirmed_refund, undo_refund
from handlers.tabs import people_of
from rules.errors import Refusal, RuleBroken
from rules.pickup import Goods
from rules.roles import Role
from solitaire.values import AccountId, ItemKey, RowKey
from storage.commands import find_last, mark_undone
from storage.due import list_planned
from storage.groups import save_reachable
from storage.payments import list_tabs
from storage.pickups import list_pickups
from tests.handlers.till import LEADER, Ordered, Till, add_offer, book_of, open_till, words

ZHANG, OTHER = RowKey("u:u1"), RowKey("u:u2")
OWN = private_chat(LEADER)


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            orders = [
                Ordered("张姐", 2, 1, account="u1", address="3-502"),
                Ordered("张姐", 3, account="u2", address="8-101"),
                Ordered("李叔", 1),
            ]
            add_offer(session, orders)
        yield till


async def collect(till: Till, row: RowKey, *items: tuple[str, int]) -> None:
    group, book = await book_of(till)
    goods = [Goods(ItemKey(item), quantity * 1000) for item, quantity in items]
    async with till.working() as work:
        await give(work, group, book, row, goods, LEADER)


async def settle(till: Till) -> None:
    async with till.working() as work:
        for plan in await list_planned(work.session, "sun", Timed.SETTLE):
            where = (ChatId("sun"), plan.key, plan.kind, plan.subject, plan.due_at)
            await on_settle(work, Due(*where, till.at))


async def undo(till: Till) -> str:
    """撤销: what the router's handler does with a command of this kind."""
    async with till.working() as work:
        command = await find_last(work.session, "sun", LEADER)
        assert command is not None
        call = await till._call(work, "撤销", LEADER, None, Role.LEADER)
        replies = await undo_refund(work, call, command)
        if replies is not None:
            mark_undone(work.session, command, work.at)
    return words(replies) if replies is not None else "-"


async def confirm(till: Till) -> str:
    return words(await till.answer("确认", confirmed_refund) or ())


async def commissions(till: Till) -> list[tuple[object, ...]]:
    return await till.table("commissions", "product", "fen", "state")


async def test_it_is_asked_first_and_nothing_is_booked_until_then(till: Till):
    await collect(till, ZHANG, ("1", 2), ("2", 1))
    before = await till.balances()
    said = words(await till.say("退款 3-502 草莓 1"))
    assert "给 3-502 张姐 退款29.90元：取走的草莓1盒（第1期第1单）" in said
    assert "这29.90元本来没付，不用付了。您的佣金要收回2.39元。确定就回“确认”" in said
    assert await till.balances() == before


async def test_what_was_paid_in_part_is_given_back_in_part(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await till.say("收 3-502 70")
    await till.say("退款 3-502 草莓")
    assert "退还45.00元，没付的14.80元不用付了，佣金已追回4.78元" in await confirm(till)
    assert await till.table("payments", "fen", "state") == [(7000, "confirmed"), (4500, "refunded")]
    assert await till.balances() == {
        f"cash/{LEADER}": 2500,
        "customer/sun/1/u:u1": -2500,  # the eggs, paid and not collected yet
    }
    async with till.database.reading() as session:
        (tab,) = await list_tabs(session, "sun", row=ZHANG)
    assert (tab.owed, tab.paid, tab.open, tab.over, tab.spared) == (2500, 2500, 0, 0, 5980)


async def test_what_was_paid_too_much_comes_first(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await till.say("收 3-502 90")
    assert "✅ 已退 3-502 张姐 2.00元" in words(await till.say("退款 3-502 2"))
    said = words(await till.say("退款 3-502 20"))
    assert "有多付的3.20元还没退，没有记" in said
    assert await till.asked() is None


@pytest.mark.parametrize("said", ["退款 3-502 90", "退款 3-502 草莓 3", "退款 3-502 草莓 60元"])
async def test_never_more_than_the_goods_cost(till: Till, said: str):
    await collect(till, ZHANG, ("1", 2), ("2", 1))
    assert "最多可退" in words(await till.say(said))
    assert await till.asked() is None


async def test_what_she_has_not_collected_is_none_of_it(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await till.say("收 3-502 90")
    assert "没有能退的“鸡蛋”，没有记" in words(await till.say("退款 3-502 鸡蛋"))
    assert "没有记。一次写一样货，如：退款" in words(await till.say("退款 3-502 鸡蛋 1 草莓 1"))
    assert "没有能退的“榴莲 2”，没有记" in words(await till.say("退款 3-502 榴莲 2"))
    assert await till.table("payments", "state") == [("confirmed",)]


async def test_a_question_is_acted_on_once_and_only_as_it_stood(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await till.say("退款 3-502 草莓 1")
    first = await till.asked()
    await confirm(till)
    assert first is not None
    async with till.working() as work:
        call = await till._call(work, "确认", LEADER, None, Role.LEADER)
        assert "账变了，没有记" in words(await confirmed_refund(work, call, first))
    assert (await till.balances())["customer/sun/1/u:u1"] == 2990


async def test_two_of_a_name_are_asked_about(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await collect(till, OTHER, ("1", 3))
    assert "有2位“张姐”，是哪位" in words(await till.say("退款 张姐 草莓 2"))
    said = words(await till.answer("8-101", answer_which_person) or ())
    assert "给 8-101 张姐 退款59.80元：取走的草莓2盒" in said
    await confirm(till)
    assert (await till.balances())["customer/sun/1/u:u2"] == 2990


async def test_the_one_of_a_name_who_has_collected_is_meant(till: Till):
    await collect(till, OTHER, ("1", 3))
    assert "给 8-101 张姐 退款29.90元" in words(await till.say("退款 张姐 29.9"))
    assert "给 8-101 张姐 退款29.90元" in words(await till.say("退 张姐 29.9"))


async def test_it_is_undone_as_if_it_had_never_been(till: Till):
    await collect(till, ZHANG, ("1", 2), ("2", 1))
    await till.say("收 3-502")
    before = await till.balances(), await commissions(till), await till.table("payments", "fen")
    await till.say("退款 3-502 草莓 1")
    assert "记错了就发“撤销”" in await confirm(till)
    assert "佣金2.39元恢复" in await undo(till)
    after = await till.balances(), await commissions(till), await till.table("payments", "fen")
    assert after == before
    await till.say("退款 3-502 草莓")
    assert "佣金已追回4.78元" in await confirm(till)


async def test_what_is_undone_after_the_window_is_settled_then(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await till.say("退款 3-502 草莓 1")
    await confirm(till)
    till.at += timedelta(hours=49)
    await settle(till)
    assert sorted(await commissions(till)) == [
        ("草莓2斤装", 239, "clawed_back"),
        ("草莓2斤装", 239, "settled"),
    ]
    await undo(till)
    await settle(till)
    assert await commissions(till) == [("草莓2斤装", 478, "settled")]
    assert (await till.balances())[f"commission_settled/{LEADER}"] == -478


async def test_refunded_goods_cannot_be_handed_back(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await till.say("退款 3-502 草莓 1")
    await confirm(till)
    group, book = await book_of(till)
    async with till.working() as work:
        pickups = await list_pickups(work.session, "sun", 1, ZHANG)
        with pytest.raises(RuleBroken) as broken:
            await take_back(work, group, book, ZHANG, pickups, LEADER)
    assert broken.value.code is Refusal.REFUND_GIVEN


async def test_who_ordered_is_told_or_the_leader_hears_that_nobody_was(till: Till):
    await collect(till, ZHANG, ("1", 2))
    await till.say("退款 3-502 草莓 1")
    replies = await till.answer("确认", confirmed_refund) or ()
    assert (
        words(replies, private_chat("u1")) == "阳光花园：草莓1盒退款29.90元，没付的29.90元不用付了"
    )
    async with till.working() as work:
        save_reachable(work.session, AccountId("u1"), work.at, reachable=False)
    await till.say("退款 3-502 草莓 1")
    assert "没法私信本人，请您当面说" in await confirm(till)


async def test_asked_in_the_group_it_is_put_privately(till: Till):
    await collect(till, ZHANG, ("1", 2))
    replies = await till.say("退款 3-502 草莓", chat="sun")
    assert words(replies, "sun") == "已私信"
    assert "59.80" in words(replies, OWN)
    asked = await till.asked()
    assert asked is not None
    assert asked.facts["said_in"] == "sun"


async def test_who_is_told_from_what(till: Till):
    async with till.working() as work:
        group, _ = await book_of(till)
        people = await people_of(work, group, past=True)
    word, found, rest = who_and_what(people, "3-502 张姐 草莓 1盒")
    assert (word, [one.row for one in found], rest) == ("3-502 张姐", [ZHANG], "草莓 1盒")
    word, found, rest = who_and_what(people, "张姐 李叔")
    assert (word, len(found), rest) == ("张姐", 2, "李叔")
    assert [bare_sum(said) for said in ("29.9", "29.9元", "草莓", "1盒")] == [
        2990,
        2990,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("said", "goods"),
    [
        ("草莓", "草莓2盒"),
        ("草莓2斤装", "草莓2盒"),
        ("草莓 1", "草莓1盒"),
        ("草莓1盒", "草莓1盒"),
        ("草莓一盒", "草莓1盒"),
        ("草莓 29.9", "草莓1盒"),
        ("草莓 10元", "草莓"),
        ("土鸡蛋30枚", "土鸡蛋1板"),
        ("鸡蛋 1板", "土鸡蛋1板"),
        ("25", "土鸡蛋1板"),
        ("59.8", "草莓2盒"),
        ("84.8", "草莓2盒、土鸡蛋1板"),
        ("80", "草莓2盒、土鸡蛋"),
    ],
)
async def test_what_is_meant(till: Till, said: str, goods: str):
    await collect(till, ZHANG, ("1", 2), ("2", 1))
    assert f"取走的{goods}（第1期第1单）" in words(await till.say(f"退款 3-502 {said}"))
