"""What is to be given back once an order costs less than was paid for it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest_asyncio
from sqlalchemy import update

from handlers.refunds import refund_changed, refund_excess
from rules.offers import OfferState
from solitaire.values import ItemKey, RowKey
from storage.groups import find_group
from storage.payments import list_tabs, sum_paid
from storage.schema import lines
from tests.handlers.till import LEADER, Ordered, Till, add_offer, book_of, open_till, words

ZHANG = RowKey("u:u1")


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_offer(session, [Ordered("张姐", 2, account="u1")])
        yield till


async def comes_to(till: Till, fen: int, quantity: int) -> int:
    """The order changes, and whoever changed it asks what is to be given back."""
    async with till.working() as work:
        await work.session.execute(update(lines).values(fen=fen, quantity=quantity))
        group = await find_group(work.session, "sun", work.base)
        assert group
        return await refund_excess(work, group, 1, ZHANG, fen)


async def paid(till: Till) -> list[tuple[object, ...]]:
    return await till.table("payments", "fen", "state")


async def test_nothing_paid_nothing_back(till: Till):
    assert await comes_to(till, 0, 0) == 0
    assert await paid(till) == []
    assert await till.balances() == {}


async def test_a_shortage_is_given_back(till: Till):
    await till.say("收 张姐")
    assert await comes_to(till, 2990, 1000) == 2990
    assert await paid(till) == [(5980, "confirmed"), (2990, "refund_due")]
    assert "待退：张姐 29.90元" in words(await till.say("谁没付"))
    assert await till.balances() == {
        f"cash/{LEADER}": 5980,
        "customer/sun/1/u:u1": -2990,
        "refunds/sun/1/u:u1": -2990,
    }
    assert "已退 张姐 29.90元" in words(await till.say("退款 张姐"))
    assert await paid(till) == [(5980, "confirmed"), (2990, "refunded")]
    assert (await till.balances())[f"cash/{LEADER}"] == 2990
    async with till.database.reading() as session:
        assert await sum_paid(session, "sun", 1) == {ZHANG: 2990}


async def test_asking_again_changes_nothing(till: Till):
    await till.say("收 张姐")
    assert await comes_to(till, 2990, 1000) == 2990
    assert await comes_to(till, 2990, 1000) == 2990
    assert len(await paid(till)) == 2
    assert len(await till.table("postings", "fen")) == 4


async def test_an_order_that_grows_again_takes_the_refund_back(till: Till):
    await till.say("收 张姐")
    await comes_to(till, 0, 0)
    assert await paid(till) == [(5980, "confirmed"), (5980, "refund_due")]
    assert await comes_to(till, 2990, 1000) == 2990
    assert await paid(till) == [(5980, "confirmed"), (2990, "refund_due")]
    assert await comes_to(till, 8970, 3000) == 0
    assert await paid(till) == [(5980, "confirmed")]
    assert "张姐 29.90元" in words(await till.say("谁没付"))


async def test_a_part_may_be_given_back_and_never_more_than_was_paid_too_much(till: Till):
    await till.say("收 张姐")
    await comes_to(till, 0, 0)
    assert "还要退39.80元" in words(await till.say("退 张姐 20.00"))
    assert await paid(till) == [
        (5980, "confirmed"),
        (3980, "refund_due"),
        (2000, "refunded"),
    ]
    assert "最多可退39.80元" in words(await till.say("退 张姐 50.00"))
    await till.say("退款 张姐")
    assert "没有要退的钱" in words(await till.say("退款 张姐"))
    assert await till.balances() == {}


async def test_what_was_given_back_cannot_be_undone_away(till: Till):
    await till.say("收 张姐")
    await comes_to(till, 0, 0)
    await till.say("退款 张姐")
    assert "已经退过款" in words(await till.say("撤销收 张姐"))


async def test_undoing_a_payment_takes_its_refund_along(till: Till):
    await till.say("收 张姐")
    await comes_to(till, 2990, 1000)
    await till.say("撤销收 张姐")
    assert await paid(till) == []
    assert await till.balances() == {}


async def test_only_rows_that_stood_and_changed_are_asked_about(till: Till):
    await till.say("收 张姐")
    group, before = await book_of(till)
    shrunk = {key: replace(line, quantity=1000, fen=2990) for key, line in before.lines.items()}
    key = (RowKey("u:new"), ItemKey("1"))
    fresh = {key: replace(before.lines[ZHANG, key[1]], row=key[0])}
    async with till.working() as work:
        assert await refund_changed(work, group, before, before) == {}
        after = replace(before, lines={**before.lines, **fresh})
        assert await refund_changed(work, group, before, after) == {}
        after = replace(before, lines={**shrunk, **fresh})
        assert await refund_changed(work, group, before, after) == {ZHANG: 2990}
        assert await refund_changed(work, group, after, before) == {}
    assert await paid(till) == [(5980, "confirmed")]


async def test_a_cancelled_offer_is_owed_nothing_and_gives_back(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_offer(session, [Ordered("张姐", 1, account="u1")])
        await till.say("收 张姐")
        async with till.database.writing() as session:
            add_offer(session, [Ordered("张姐", 1, account="u1")], state=OfferState.CANCELLED)
            (tab,) = await list_tabs(session, "sun")
            assert (tab.owed, tab.open, tab.over) == (0, 0, 2990)
        assert "已退 张姐 29.90元" in words(await till.say("退款 张姐"))
