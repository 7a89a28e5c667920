"""Every line of the book is explained by what is known of it, whatever was said, edited, recalled
or refused."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.causes import read_history
from handlers.telling import Viewer, tell_row
from rules.offers import OfferState
from solitaire.values import ItemKey, RowKey
from storage.books import Book, plain_products
from storage.log import Relisted, add_relisted
from storage.offers import save_product
from tests.handlers.test_booking import PRODUCTS, STEP, SUN, Evening, Step, granted
from tests.handlers.till import LEADER, Till, add_offer, book_of, open_till


async def after(till: Till, steps: Sequence[Step]) -> Book:
    """The book of an offer with little of everything, after the steps."""
    async with till.database.writing() as session:
        add_offer(session, [], state=OfferState.OPEN)
        for product in PRODUCTS:
            save_product(session, "sun", 1, product)
        add_relisted(session, "sun", 1, Relisted(0, till.at, plain_products(PRODUCTS)))
    evening, book = Evening(till), (await book_of(till))[1]
    for step in steps:
        book = await evening.hear(step)
    return book


async def is_explained(steps: Sequence[Step], folder: Path) -> None:
    async with open_till(folder) as till:
        book = await after(till, steps)
        async with till.working() as work:
            state = await work.state("sun")
            assert state is not None
            history = await read_history(work, state.group, book)
            lines: dict[tuple[RowKey, ItemKey], int] = {}
            for one in history.happened:
                for change in one.changes:
                    assert lines.get((change.row, change.item), 0) == change.before
                    lines[change.row, change.item] = change.after
            assert {key: n for key, n in lines.items() if n} == granted(book)
            for row, order in book.orders.items():
                for account in (LEADER, order.placer):
                    viewer = Viewer(account, SUN)
                    told = await tell_row(work, history, row, viewer, (), 3, who=False)
                    assert "502" not in told


@given(st.lists(STEP, max_size=12))
@settings(max_examples=40, deadline=None)
def test_what_happened_gives_the_lines_that_stand(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(is_explained(steps, Path(folder)))


async def test_it_is_known_why_something_was_refused(tmp_path: Path) -> None:
    async with open_till(tmp_path) as till:
        book = await after(
            till, [Step("u2", "鸡蛋2板"), Step("u1", "鸡蛋2板"), Step("u1", "草莓9")]
        )
        async with till.working() as work:
            state = await work.state("sun")
            assert state is not None
            history = await read_history(work, state.group, book)
    refused = [why for one in history.happened for _, why in one.reasons]
    assert [(why and why.code, why and why.room) for why in refused] == [
        ("sold_out", 1000),
        ("over_limit", 3000),
    ]
