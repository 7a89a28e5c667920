"""What people mean and what they were granted stay one book, whatever they say, edit, recall."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.booking import take
from handlers.messages import Ask, ChatId, Edited, Recalled, Said
from handlers.rests import Stands, taken_up
from rules.offers import OfferState
from solitaire.values import AccountId, ItemKey, MessageId, RowKey
from storage.books import Book, plain_products
from storage.log import Relisted, add_relisted
from storage.offers import OfferProduct, save_product
from storage.outbox import Asked
from tests.handlers.till import LEADER, Till, add_offer, book_of, open_till

SUN = ChatId("sun")
NICKS = {"u1": "3-502 张姐", "u2": "李叔", "u3": "王芳", LEADER: "小伍"}
PRODUCTS = (
    OfferProduct("1", 0, "草莓2斤装", "盒", 2990, stock=4000, limit=3000),
    OfferProduct("2", 1, "土鸡蛋30枚", "板", 2500, stock=3000),
    OfferProduct("3", 2, "牛奶", "箱", 4000, minimum=2000),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody says something, or changes what was said ``back`` messages ago; "" recalls it."""

    who: str
    text: str
    back: int = 0


WORDS = st.sampled_from(
    (
        "草莓{}",
        "草莓{} 鸡蛋{}",
        "再加{}盒草莓",
        "取消",
        "草莓不要了",
        "帮赵姐带{}盒草莓",
        "帮赵姐取消草莓",
        "给张姐补 草莓{}",
        "张姐 草莓改{}",
        "牛奶{}",
        "鸡蛋{}板",
        "同上",
        "+1",
        "谢谢",
        "草莓换成鸡蛋",
        "要",
        "那就1盒",
        "算了",
        "#接龙\n1. 张姐 草莓{}\n2. 李叔 鸡蛋{}\n3. 小七 草莓1",
    )
)
TEXT = st.builds(lambda words, n: words.replace("{}", str(n)), WORDS, st.integers(1, 4))
WHO = st.sampled_from(tuple(NICKS))
STEP = st.one_of(
    st.builds(Step, WHO, TEXT),
    st.builds(Step, WHO, TEXT, st.integers(1, 4)),
    st.builds(Step, WHO, st.just(""), st.integers(1, 4)),
)


def meant(book: Book) -> Mapping[tuple[RowKey, ItemKey], int]:
    return {(key, i): n for key, row in book.chat.book.items() for i, n in row.items.items()}


def granted(book: Book) -> Mapping[tuple[RowKey, ItemKey], int]:
    return {(line.row, line.item): line.quantity for line in book.standing()}


class Evening:
    """One group with little of everything, and what was said and asked in it so far."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.said: list[Said] = []
        self.asked: dict[AccountId, Ask] = {}

    async def hear(self, step: Step) -> Book:
        async with self.till.working() as work:
            state = await work.state("sun")
            assert state
            assert state.book
            event = self._event(step)
            taken = await take(work, state, event, stands=self._stands(state.book, event))
            for reply in taken.replies:
                if reply.ask:
                    self.asked[reply.ask.account] = reply.ask
            after = await work.state("sun")
        assert after
        assert after.book
        return after.book

    def _event(self, step: Step) -> Said | Edited | Recalled:
        place, at = len(self.said), self.till.at
        if not step.back or step.back > place:
            account = AccountId(step.who)
            said = Said(SUN, MessageId(f"s{place}"), account, NICKS[step.who], at, step.text)
            self.said.append(said)
            return said
        old = self.said[-step.back]
        if not step.text:
            return Recalled(SUN, old.message, old.account, at)
        revision = f"e{self.till.said}"
        return Edited(SUN, old.message, revision, old.account, old.nick, at, step.text)

    def _stands(self, book: Book, event: Said | Edited | Recalled) -> Stands:
        ask = self.asked.get(event.account)
        if ask is None or not isinstance(event, Said):
            return ()
        asked = Asked("sun", SUN, ask.account, "key", ask.kind, ask.facts, self.till.at)
        return taken_up(book, event, asked)


async def goes_well(steps: Sequence[Step], folder: Path) -> None:
    async with open_till(folder) as till:
        async with till.database.writing() as session:
            add_offer(session, [], state=OfferState.OPEN)
            for product in PRODUCTS:
                save_product(session, "sun", 1, product)
            add_relisted(session, "sun", 1, Relisted(0, till.at, plain_products(PRODUCTS)))
        evening, book = Evening(till), (await book_of(till))[1]
        for step in steps:
            book = await evening.hear(step)
            assert meant(book) == granted(book), step
            assert book.granted("1") <= 4000, step
            assert book.granted("2") <= 3000, step
        _, stored = await book_of(till)
        assert meant(stored) == granted(stored) == granted(book)


@given(st.lists(STEP, max_size=12))
@settings(max_examples=25, deadline=None)
def test_what_is_meant_is_what_was_granted(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(goes_well(steps, Path(folder)))
