"""A group with an offer in a real database, and the words about money said to its handlers.

Says what the router would do with a phrase of these topics, no more: whole evenings are replayed.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from handlers.messages import Attachment, ChatId, Reply, Said, private_chat
from handlers.outgoing import outgoing
from handlers.phrasebook import Phrasebook
from handlers.routes_money import ROUTES
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.prices import line_fen
from rules.roles import Role
from rules.settings import Settings
from solitaire.values import AccountId, ItemKey, MessageId, RowKey
from storage.books import Book, load_book
from storage.database import Database
from storage.groups import Group, Leader, save_group, save_leader, save_member
from storage.offers import Offer, OfferProduct, save_offer, save_product
from storage.orders import Line, Order, save_line, save_order
from storage.outbox import Asked, add_outgoing, list_asked, mark_answered
from storage.schema import metadata
from storage.session import Session
from storage.states import States
from storage.tables import table
from storage.vault import Vault

NOON = datetime(2026, 6, 20, 4, tzinfo=UTC)
"""Saturday, 12:00 in Shanghai."""
LEADER = AccountId("lead1")
PRODUCTS = (
    OfferProduct("1", 0, "草莓2斤装", "盒", 2990),
    OfferProduct("2", 1, "土鸡蛋30枚", "板", 2500, commission=1000),
)


@dataclass(slots=True)
class Till:
    """One database, one group led by 小伍, and a clock that is moved by hand."""

    database: Database
    states: States
    at: datetime = NOON
    rng: Random = field(default_factory=lambda: Random(1))  # noqa: S311 - no secret here
    vault: Vault = field(default_factory=lambda: Vault(b"0" * 32))
    said: int = 0

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Work]:
        """One event's work, committed at the end."""
        self.said += 1
        async with self.database.writing() as session:
            yield Work(session, self.states, self.at, f"m{self.said}", self.rng, self.vault)
        self.states.settle()

    async def say(
        self, text: str, account: str = LEADER, chat: str | None = None, role: Role = Role.LEADER
    ) -> Sequence[Reply]:
        """Say a phrase (in private, unless a chat is named) and give what is answered."""
        phrase = Phrasebook(ROUTES).find(text, quoting=False)
        assert phrase is not None, text
        async with self.working() as work:
            call = await self._call(work, text, account, chat, role)
            call = replace(
                call,
                command=phrase.route.name,
                args=phrase.args,
                written=phrase.written,
                body=phrase.body,
            )
            replies = await phrase.route.handler(work, call)
            self._keep(work.session, replies, work.cause)
        return replies

    async def answer(
        self, text: str, handler: Any, account: str = LEADER, chat: str | None = None
    ) -> Sequence[Reply] | None:
        """Answer the bot's last question."""
        async with self.working() as work:
            call = await self._call(work, text, account, chat, Role.LEADER)
            *_, asked = (await list_asked(work.session, call.chat))[call.account]
            replies = await handler(work, call, asked)
            if replies is not None:
                mark_answered(work.session, asked, work.at)
            self._keep(work.session, replies or (), work.cause)
        return replies

    async def asked(self, account: str = LEADER, chat: str | None = None) -> Asked | None:
        """The last question to somebody that is not answered."""
        async with self.database.reading() as session:
            asked = await list_asked(session, chat or private_chat(account))
        return asked[account][-1] if asked.get(account) else None

    async def _call(
        self, work: Work, text: str, account: str, chat: str | None, role: Role
    ) -> Call:
        where, message = ChatId(chat or private_chat(account)), MessageId(f"m{self.said}")
        event = Said(where, message, AccountId(account), account, self.at, text)
        state = await work.state("sun")
        return Call(event, role, states=(state,) if state else ())

    def _keep(self, session: Session, replies: Sequence[Reply], cause: str) -> None:
        for entry in outgoing(replies, cause, "sun", None, self.states.base, self.at):
            add_outgoing(session, entry)

    async def table(self, name: str, *columns: str) -> list[tuple[Any, ...]]:
        """Some columns of one of the operator's tables."""
        async with self.database.reading() as session:
            rows = await table(session, name, self.states.base, self.at)
        return [tuple(row[column] for column in columns) for row in rows]

    async def balances(self) -> Mapping[str, int]:
        """The ledger, which must balance; accounts at nothing left out."""
        sums: dict[str, int] = {}
        for account, fen in await self.table("postings", "account", "fen"):
            sums[account] = sums.get(account, 0) + fen
        assert sum(sums.values()) == 0
        return {account: fen for account, fen in sums.items() if fen}


@asynccontextmanager
async def open_till(where: Path | str) -> AsyncIterator[Till]:
    """A till with the group sun (阳光花园) and nothing ordered yet: in a folder, or at the address
    of an empty database."""
    url = where if isinstance(where, str) else f"sqlite:///{where}/till.db"
    database = Database(url, synchronous="OFF")
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    till = Till(database, States(Settings()))
    async with database.writing() as session:
        add_group(session, "sun", "阳光花园")
    yield till
    await database.close()


def add_group(
    session: Session, group: str, name: str, leader: str = LEADER, zone: str = "城东"
) -> None:
    """Bind a group and its leader."""
    called = {LEADER: "小伍"}.get(AccountId(leader), leader)
    save_leader(session, Leader(AccountId(leader), called, zone), NOON)
    own = Group(group, name, AccountId(leader), zone, "南门", 9, Settings(), {}, False, 0, NOON)
    save_group(session, own)


@dataclass(frozen=True, slots=True)
class Ordered:
    """What somebody ordered: quantities of products 1 and 2, in whole units."""

    who: str
    first: int = 0
    second: int = 0
    account: str | None = ""
    address: str = ""
    note: str = ""


def add_offer(
    session: Session,
    orders: Sequence[Ordered],
    *,
    group: str = "sun",
    number: int = 1,
    state: OfferState = OfferState.CLOSED,
    at: datetime = NOON,
) -> None:
    """Write an offer with its products and orders; without an account "" it is the name's."""
    opened, cutoff = at - timedelta(hours=4), at
    offer = Offer(group, number, state, "", "", "", (), opened, opened_at=opened, cutoff_at=cutoff)
    if state is not OfferState.OPEN:
        offer = replace(offer, closed_at=cutoff)
    save_offer(session, offer)
    for product in PRODUCTS:
        save_product(session, group, number, product)
    for place, order in enumerate(orders, 1):
        account = order.who if order.account == "" else order.account
        row = RowKey(f"u:{account}" if account else f"n:{order.address}{order.who}")
        placer = AccountId(account or LEADER)
        own = account and AccountId(account)
        save_order(
            session,
            group,
            number,
            Order(row, place, placer, own, order.who, order.address, order.note, placer, opened),
        )
        if own:
            save_member(session, group, own, f"{order.address} {order.who}".strip(), opened)
        for product, wanted in zip(PRODUCTS, (order.first, order.second), strict=True):
            if wanted:
                save_line(session, group, number, _line(row, product, wanted * 1000, place, at))


def _line(row: RowKey, product: OfferProduct, quantity: int, place: int, at: datetime) -> Line:
    fen, item = line_fen(quantity, product.fen), ItemKey(product.code)
    position = place * 64 + product.position
    return Line(row, item, product.code, "", position, quantity, product.fen, fen, at, position)


async def book_of(till: Till, number: int = 1, group: str = "sun") -> tuple[Group, Book]:
    """A group with one of its offers, loaded."""
    from storage.groups import find_group
    from storage.offers import find_offer

    async with till.database.reading() as session:
        found = await find_group(session, group, till.states.base)
        offer = await find_offer(session, group, number)
        assert found
        assert offer
        return found, await load_book(session, offer, found.leader)


def words(replies: Sequence[Reply], chat: str | None = None) -> str:
    """What was said, in one chat or in all."""
    return "\n".join(reply.text for reply in replies if chat in {None, reply.chat})


def files(replies: Sequence[Reply]) -> list[Attachment]:
    """The attachments that were sent."""
    return [reply.attachment for reply in replies if reply.attachment]
