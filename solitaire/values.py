"""The values that the reader takes and gives. Frozen, without behaviour of their own.

Money is integer fen. Quantities are integer thousandths of a sale unit (of a 斤 for a product
sold by weight): 草莓2份 is 2000, 一斤半 is 1500.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, NewType

AccountId = NewType("AccountId", str)
MessageId = NewType("MessageId", str)
ItemKey = NewType("ItemKey", str)
"""A product's code, or ``code/variant`` for a product with variants."""
RowKey = NewType("RowKey", str)
"""Whose row it is. Derived from identity (account, else household and name), never from the
order of arrival, so that replaying an offer after an edit gives the same keys."""

BOT: Final = AccountId("bot")
ONE: Final = 1000


@dataclass(frozen=True, slots=True)
class Product:
    """One product on offer. ``variant_fen`` is empty, or one price for each variant."""

    code: str
    name: str
    unit: str
    fen: int
    aliases: tuple[str, ...] = ()
    by_weight: bool = False
    variants: tuple[str, ...] = ()
    variant_fen: tuple[int, ...] = ()


class NativeEntry(NamedTuple):
    """One entry of a 接龙 of which the platform tells whose it is: the author's account, when (unix
    seconds), the text without its number, and what the author is called, where that is known."""

    author: AccountId
    at: int
    text: str
    nick: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the group, as the reader hears it.

    ``edits`` names the message whose text this one replaces, ``recalls`` the one it withdraws
    (``text`` is then empty). ``product`` is set on a post by the bot about one product, and
    ``entries`` on a list posted by the bot: the row of each numbered entry, in order. ``stands`` is
    set on the bot's word of what stands after something beyond the chat (a shortage), and on a
    person's word that takes what the bot offered: row, item and its quantity from here on.
    ``pasted`` is set on what a leader copied out of a chat: others' words, none of them hers.
    ``native`` are the entries of a list whose authors the platform tells, by time.
    """

    id: MessageId
    sender: AccountId
    nick: str
    text: str
    reply_to: MessageId | None = None
    edits: MessageId | None = None
    recalls: MessageId | None = None
    product: str | None = None
    entries: tuple[RowKey, ...] = ()
    stands: tuple[tuple[RowKey, ItemKey, int], ...] = ()
    pasted: bool = False
    native: tuple[NativeEntry, ...] = ()


class Verdict(StrEnum):
    """RULES.md 1."""

    ORDER = "order"
    PARTIAL = "partial"
    ASK = "ask"
    QUERY = "query"
    CHATTER = "chatter"


class Row(NamedTuple):
    """What one person wants, as understood. ``items`` stand in the order first booked, none zero.

    ``placer`` is the account that first placed it; ``account`` the person's own account where the
    row is known to be that account's, else None. ``who`` is the name without the household.
    """

    key: RowKey
    placer: AccountId
    account: AccountId | None
    who: str
    address: str
    items: Mapping[ItemKey, int]
    note: str = ""


class Change(NamedTuple):
    """The book's difference through one message: the item's quantity before and after."""

    row: RowKey
    item: ItemKey
    before: int
    after: int


class QuestionCode(StrEnum):
    """What the bot must ask back about a piece of a message."""

    WHICH_PRODUCT = "which_product"
    WHICH_VARIANT = "which_variant"
    HOW_MANY = "how_many"
    UNKNOWN_PRODUCT = "unknown_product"
    WEIGHT_OR_PIECE = "weight_or_piece"
    ONE_OR_MORE_CASES = "smaller_unit"
    CONDITION = "condition"
    HEARSAY = "hearsay"
    NOT_YOURS = "not_yours"
    MEANT_AS_ORDER = "meant_as_order"
    WHICH_PERSON = "which_person"
    WHOSE = "whose"


@dataclass(frozen=True, slots=True)
class Question:
    """``piece`` is the text asked about; ``choices`` the items it may be; ``quantity`` what was
    said with it (thousandths), None where nothing was."""

    code: QuestionCode
    piece: str
    choices: tuple[ItemKey, ...] = ()
    quantity: int | None = None


class QueryKind(StrEnum):
    """What a person asks that the bot can answer."""

    PRICE = "price"
    STOCK = "stock"
    DETAILS = "details"
    MY_ORDER = "my_order"
    WHO_ORDERED = "who_ordered"
    CUTOFF = "cutoff"
    ARRIVAL = "arrival"
    PICKUP = "pickup"
    HOW_TO_ORDER = "how_to_order"
    HOW_TO_PAY = "how_to_pay"
    DELIVERY = "delivery"
    COMMISSION = "commission"
    NOTHING_TO_CANCEL = "nothing_to_cancel"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the codes of the products it names."""

    kind: QueryKind
    products: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What one message did. ``rows`` are the rows it speaks of, changed or not (a restated order
    is confirmed again), in the order said. A message may both order and ask (``queries``)."""

    verdict: Verdict
    changes: tuple[Change, ...] = ()
    rows: tuple[RowKey, ...] = ()
    questions: tuple[Question, ...] = ()
    queries: tuple[Query, ...] = ()
