"""The operator's tables, column by column."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import update

from rules.offers import OfferState
from storage.offers import save_product
from storage.schema import lines, pickups
from storage.tables import TABLES, table
from tests.handlers.till import NOON, PRODUCTS, Ordered, Till, add_offer, open_till


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            orders = [
                Ordered("张姐", 2, 1, account="u1", address="3-502", note="放门口"),
                Ordered("李叔", 0, 1, account="u2"),
                Ordered("王芳", 1, account=None),
            ]
            add_offer(session, orders)
            add_offer(session, [Ordered("张姐", 1)], number=2, state=OfferState.CANCELLED)
        yield till


async def rows(till: Till, name: str) -> list[dict[str, object]]:
    async with till.database.reading() as session:
        return await table(session, name, till.states.base, till.at)


async def test_offers(till: Till):
    assert (await rows(till, "offers"))[0] == {
        "chat": "sun",
        "offer": 1,
        "state": "closed",
        "opened_at": "2026-06-20T08:00:00+08:00",
        "cutoff_at": "2026-06-20T12:00:00+08:00",
    }
    assert await till.table("offers", "offer", "state") == [(1, "closed"), (2, "cancelled")]


async def test_orders_are_what_stands_in_the_order_first_booked(till: Till):
    async with till.database.writing() as session:
        await session.execute(update(lines).where(lines.c.row == "u:u2").values(quantity=0, fen=0))
        await session.execute(
            update(lines).where(lines.c.row == "n:王芳").values(quantity=1500, fen=4485)
        )
    found = await rows(till, "orders")
    assert found[0] == {
        "chat": "sun",
        "offer": 1,
        "who": "张姐",
        "address": "3-502",
        "from": "u1",
        "product": "草莓2斤装",
        "variant": "",
        "quantity": 2,
        "fen": 5980,
        "note": "放门口",
    }
    assert [(row["who"], row["product"], row["quantity"]) for row in found] == [
        ("张姐", "草莓2斤装", 2),
        ("张姐", "土鸡蛋30枚", 1),
        ("王芳", "草莓2斤装", 1.5),
    ]
    assert isinstance(found[0]["quantity"], int)


async def test_pickups_say_where_each_person_stands(till: Till):
    assert await till.table("pickups", "who", "state", "at") == [
        ("张姐", "waiting", None),
        ("李叔", "waiting", None),
        ("王芳", "waiting", None),
    ]
    async with till.database.writing() as session:
        save_product(session, "sun", 1, replace(PRODUCTS[0], arrived_at=NOON))
        fetched = update(lines).where(lines.c.item == "1", lines.c.row == "u:u1")
        await session.execute(fetched.values(collected=2000))
        for at in (NOON, NOON + timedelta(hours=5)):
            facts = {"group_id": "sun", "offer": 1, "row": "u:u1", "item": "1", "quantity": 1000}
            session.insert(pickups, {**facts, "handed_by": "lead1", "cause": "c", "at": at})
    assert await till.table("pickups", "who", "state", "at") == [
        ("张姐", "part", "2026-06-20T17:00:00+08:00"),
        ("李叔", "waiting", None),
        ("王芳", "arrived", None),
    ]


async def test_the_ranking_is_of_this_month(till: Till):
    assert await rows(till, "ranking") == [
        {
            "leader": "小伍",
            "zone": "城东",
            "period": "2026-06",
            "fen": 13970,
            "orders": 3,
            "rank": 1,
            "zone_rank": 1,
        }
    ]
    till.at = NOON + timedelta(days=20)
    assert await till.table("ranking", "period", "fen") == [("2026-07", 0)]


async def test_postings_have_their_columns_and_balance(till: Till):
    await till.say("收 张姐 84.8")
    assert await till.table("postings", "account", "fen") == [
        ("cash/lead1", 8480),
        ("customer/sun/1/u:u1", -8480),
    ]
    assert set((await rows(till, "postings"))[0]) == {"account", "fen", "cause"}
    assert set((await rows(till, "payments"))[0]) == {"chat", "offer", "who", "fen", "state"}


async def test_every_table_is_there_even_when_empty(tmp_path: Path):
    async with open_till(tmp_path) as till:
        for name in TABLES:
            expected = 1 if name == "ranking" else 0
            assert len(await rows(till, name)) == expected
        with pytest.raises(KeyError):
            await rows(till, "members")


@pytest.mark.needs("postgres")
async def test_money_and_tables_are_the_same_on_postgresql(postgres_url: str):
    async with open_till(postgres_url) as till:
        async with till.database.writing() as session:
            add_offer(session, [Ordered("张姐", 2, account="u1"), Ordered("李叔", 1, account="u2")])
        await till.say("已付", account="u1")
        await till.say("收 张姐 李叔 20")
        await till.say("撤销收 李叔")
        await till.say("催付")
        await till.say("排名")
        await till.say("佣金")
        assert await till.table("payments", "who", "fen", "state") == [("张姐", 5980, "confirmed")]
        assert await till.table("ranking", "fen", "orders") == [(8970, 2)]
        assert (await till.balances())["cash/lead1"] == 5980
        assert len(await rows(till, "pickups")) == 2
