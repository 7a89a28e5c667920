"""The queries behind the counter, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rules.offers import OfferState
from storage.offers import save_product
from storage.orders import save_line, save_order
from storage.pickups import (
    add_pickup,
    add_wrong_code,
    find_coded,
    list_awaited,
    list_code_digests,
    list_fetched_by,
    list_pickups,
    list_unarrived,
    list_unfetched,
    list_wrong_codes,
    undo_pickups,
)
from tests.handlers.till import (
    NOON,
    PRODUCTS,
    Ordered,
    Till,
    add_group,
    add_offer,
    book_of,
    open_till,
)

DIGEST = "0123456789abcdef"
BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.needs("postgres")),
]


@pytest.fixture(params=BOTH)
async def till(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Till]:
    """Two offers of sun and one of xi, another leader's."""
    where = tmp_path if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    async with open_till(where) as till:
        async with till.database.writing() as session:
            add_group(session, "xi", "西苑", "lead2")
            add_offer(session, [Ordered("张姐", 2, 1, "u1"), Ordered("王奶奶", 1, 0, None)])
            add_offer(session, [Ordered("张姐", 1, 0, "u1")], number=2, at=NOON + timedelta(days=1))
            add_offer(session, [Ordered("小陈", 1, 0, "u8")], group="xi")
        yield till


async def change(till: Till, number: int, *, coded: str = "", collected: int = 0) -> None:
    """Give the first order of one of sun's offers a code, and hand out so much of its lines."""
    _, book = await book_of(till, number)
    order = min(book.orders.values(), key=lambda order: order.number)
    async with till.database.writing() as session:
        if coded:
            save_order(session, "sun", number, replace(order, code_digest=coded))
        for line in book.lines_of(order.row):
            save_line(session, "sun", number, replace(line, collected=collected))


async def test_what_was_handed_out_stands_until_it_is_undone(till: Till):
    _, book = await book_of(till)
    line = book.standing()[0]
    async with till.database.writing() as session:
        add_pickup(session, "sun", 1, line.row, line.item, 1000, "lead1", "first", NOON)
        add_pickup(session, "sun", 1, line.row, line.item, 500, "lead1", "second", NOON)
        first, second = await list_pickups(session, "sun", 1, line.row)
        assert (first.cause, first.quantity, first.at) == ("first", 1000, NOON)
        undo_pickups(session, [second], NOON)
        assert await list_pickups(session, "sun", 1, line.row) == (first,)
        assert await list_pickups(session, "xi", 1, line.row) == ()


async def test_wrong_codes_are_each_accounts_own(till: Till):
    async with till.database.writing() as session:
        for minutes in (1, 5):
            add_wrong_code(session, "lead1", NOON + timedelta(minutes=minutes))
        add_wrong_code(session, "u1", NOON)
        since = NOON + timedelta(minutes=2)
        assert await list_wrong_codes(session, "lead1", since) == (NOON + timedelta(minutes=5),)


async def test_a_code_is_found_where_something_is_left_first(till: Till):
    await change(till, 1, coded=DIGEST)
    await change(till, 2, coded=DIGEST, collected=1000)
    async with till.database.reading() as session:
        older, newer = await find_coded(session, DIGEST)
        assert (older.offer, older.remaining, older.leader) == (1, 3000, "lead1")
        assert (newer.offer, newer.remaining, newer.state) == (2, 0, OfferState.CLOSED)
        assert await find_coded(session, "another") == ()
        assert await list_code_digests(session, "lead1") == {DIGEST}
        assert await list_code_digests(session, "lead2") == frozenset()


async def test_everybody_past_the_cutoff_is_awaited(till: Till):
    await change(till, 2, collected=1000)
    async with till.database.reading() as session:
        waiting = await list_awaited(session, "sun")
        assert [(one.offer, one.order.who, one.remaining) for one in waiting] == [
            (2, "张姐", 0),
            (1, "张姐", 3000),
            (1, "王奶奶", 1000),
        ]


async def test_what_an_account_fetches_is_its_own_and_what_it_ordered_for_others(till: Till):
    async with till.database.reading() as session:
        assert await list_fetched_by(session, "u1") == (("sun", 1), ("sun", 2))
        assert await list_fetched_by(session, "lead1") == (("sun", 1),)
        assert await list_fetched_by(session, "u9") == ()


async def test_offers_wait_for_goods_and_then_for_people(till: Till):
    async with till.database.writing() as session:
        assert await list_unarrived(session, "sun") == (1, 2)
        assert await list_unfetched(session, "sun") == ()
        save_product(session, "sun", 1, replace(PRODUCTS[0], arrived_at=NOON))
        assert await list_unarrived(session, "sun") == (1, 2)
        assert await list_unfetched(session, "sun") == (1,)
        save_product(session, "sun", 1, replace(PRODUCTS[1], arrived_at=NOON))
        assert await list_unarrived(session, "sun") == (2,)
