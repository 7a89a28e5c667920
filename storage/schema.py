"""The tables. Every hot table carries its group's id in its key, ready to be sharded by it.

Money is integer fen, quantities integer thousandths, instants integer milliseconds since 1970.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import JSON


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as milliseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value.timestamp() * 1000)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Autoincrementing keys are INTEGER on SQLite, where only that type counts up by itself.
Serial = BigInteger().with_variant(Integer, "sqlite")


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts)


def _key(name: str) -> Column[Any]:
    return Column(name, String(255), primary_key=True)


def _serial() -> Column[Any]:
    return Column("id", Serial, primary_key=True, autoincrement=True)


def _text(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=null)


def _whole(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=null)


def _at(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=null)


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False)


def _json(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=null)


leaders = _table(
    "leaders", _key("account"), _text("name"), _text("zone"), _whole("stars"), _at("since")
)
groups = _table(
    "groups",
    _key("id"),
    _text("name"),
    _text("leader"),
    _text("zone"),
    _text("pickup_point"),
    _whole("members"),
    _json("settings"),
    _flag("muted"),
    _whole("version"),
    _at("since"),
    Index(None, "leader"),
)
helpers = _table("helpers", _key("group_id"), _key("account"), _text("nick"), _at("since"))
invitations = _table(
    "invitations",
    _key("digest"),
    _text("issued_by"),
    _at("issued_at"),
    _at("expires_at"),
    _text("used_by", null=True),
    _at("used_at", null=True),
)
members = _table(
    "members",
    _key("group_id"),
    _key("account"),
    _text("nick"),
    _at("seen_at"),
    Index(None, "account"),
)
reachability = _table("reachability", _key("account"), _flag("reachable"), _at("at"))

offers = _table(
    "offers",
    _key("group_id"),
    Column("offer", Integer, primary_key=True, autoincrement=False),
    _text("state"),
    _text("title"),
    _text("arrival"),
    _text("place"),
    _json("blurb"),
    _json("draft", null=True),
    Column("prepared", Boolean, nullable=False),
    _at("created_at"),
    _at("opened_at", null=True),
    _at("cutoff_at", null=True),
    _at("closed_at", null=True),
    _at("arrival_at", null=True),
    _at("done_at", null=True),
    _text("posted_on", null=True),
    _whole("sheets_issued"),
    Index(None, "state", "closed_at"),
)
products = _table(
    "products",
    _key("group_id"),
    Column("offer", Integer, primary_key=True, autoincrement=False),
    _key("code"),
    _whole("position"),
    _text("name"),
    _text("unit"),
    _whole("fen"),
    _flag("by_weight"),
    _json("aliases"),
    _json("variants"),
    _json("variant_fen"),
    _whole("stock", null=True),
    _whole("limit_", null=True),
    _whole("minimum", null=True),
    _whole("original_fen", null=True),
    _whole("commission", null=True),
    _flag("taken_off"),
    _at("arrived_at", null=True),
    _text("remark"),
)
log = _table(
    "log",
    _key("group_id"),
    Column("offer", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("message"),
    _text("sender"),
    _text("nick"),
    _text("text"),
    _text("reply_to", null=True),
    _text("edits", null=True),
    _text("recalls", null=True),
    _text("product", null=True),
    _json("entries"),
    _json("stands"),
    _json("refused"),
    _json("relisted", null=True),
    _at("at"),
    Index(None, "group_id", "message"),
)
orders = _table(
    "orders",
    _key("group_id"),
    Column("offer", Integer, primary_key=True, autoincrement=False),
    _key("row"),
    _whole("number"),
    _text("placer"),
    _text("account", null=True),
    _text("who"),
    _text("address"),
    _text("note"),
    _text("placed_by"),
    _at("first_at"),
    _text("code_digest", null=True),
    Column("code_cipher", LargeBinary, nullable=True),
    _text("code_to", null=True),
    _at("reminded_at", null=True),
    Index(None, "code_digest"),
    Index(None, "placer"),
)
lines = _table(
    "lines",
    _key("group_id"),
    Column("offer", Integer, primary_key=True, autoincrement=False),
    _key("row"),
    _key("item"),
    _text("product"),
    _text("variant"),
    _whole("position"),
    _whole("quantity"),
    _whole("short"),
    _whole("collected"),
    _whole("unit_fen"),
    _whole("fen"),
    _at("ordered_at"),
    _whole("ordered_seq"),
)
pickups = _table(
    "pickups",
    _serial(),
    _text("group_id"),
    _whole("offer"),
    _text("row"),
    _text("item"),
    _whole("quantity"),
    _text("handed_by"),
    _text("cause"),
    _at("at"),
    _at("undone_at", null=True),
    Index(None, "group_id", "offer", "row"),
)
wrong_codes = _table(
    "wrong_codes", _serial(), _text("account"), _at("at"), Index(None, "account", "at")
)
payments = _table(
    "payments",
    _serial(),
    _text("group_id"),
    _whole("offer"),
    _text("row"),
    _whole("fen"),
    _text("state"),
    _text("said_by"),
    _text("cause"),
    _at("at"),
    _at("undone_at", null=True),
    Index(None, "group_id", "offer", "row"),
)
commissions = _table(
    "commissions",
    _serial(),
    _text("group_id"),
    _whole("offer"),
    _text("row"),
    _text("item"),
    _text("leader"),
    _whole("basis_fen"),
    _whole("rate"),
    _whole("fen"),
    _text("state"),
    _text("cause"),
    _at("at"),
    _at("settles_at"),
    _at("settled_at", null=True),
    Index(None, "leader", "state"),
    Index(None, "group_id", "offer", "row"),
)
postings = _table(
    "postings",
    _serial(),
    _text("group_id"),
    _text("cause"),
    _text("account"),
    _whole("fen"),
    _at("at"),
    Index(None, "account"),
    Index(None, "group_id", "cause"),
)
commands = _table(
    "commands",
    _serial(),
    _text("group_id"),
    _whole("offer", null=True),
    _text("account"),
    _text("kind"),
    _json("before"),
    _whole("log_seq"),
    _text("cause"),
    _at("at"),
    _at("undone_at", null=True),
    Index(None, "group_id", "account"),
)
audit = _table(
    "audit",
    _serial(),
    _text("group_id"),
    _text("actor"),
    _text("act"),
    _json("subject"),
    _text("cause"),
    _at("at"),
    Index(None, "group_id"),
)
inbox = _table(
    "inbox",
    _serial(),
    _text("group_id"),
    _text("chat"),
    _text("message"),
    _text("revision"),
    _text("kind"),
    _json("payload"),
    _text("state"),
    _text("error", null=True),
    _at("at"),
    UniqueConstraint("group_id", "chat", "message", "revision"),
    Index(None, "chat", "message"),
    Index(None, "state"),
)
outbox = _table(
    "outbox",
    _serial(),
    Column("key", String(255), nullable=False, unique=True),
    _text("group_id"),
    _text("chat"),
    _text("kind"),
    _text("text"),
    _text("reply_to", null=True),
    _json("buttons"),
    _json("attachment", null=True),
    _text("ask_kind", null=True),
    _text("ask_account", null=True),
    _json("ask_facts", null=True),
    _text("topic"),
    _text("join_key"),
    _text("state"),
    _at("at"),
    _at("send_after"),
    _at("sent_at", null=True),
    _text("sent_id", null=True),
    _whole("attempts"),
    Index(None, "state", "send_after"),
    Index(None, "chat", "sent_id"),
    Index(None, "chat", "ask_account"),
)
due = _table(
    "due",
    _key("key"),
    _text("group_id"),
    _text("kind"),
    _text("subject"),
    _at("due_at"),
    _at("useful_until"),
    _text("state"),
    _text("lease_owner", null=True),
    _at("lease_until", null=True),
    _at("done_at", null=True),
    Index(None, "state", "due_at"),
    Index(None, "group_id", "kind"),
)

# The chat page's own side: it is a platform like the others, with its people and its past.
page_messages = _table(
    "page_messages",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _text("chat"),
    _text("account"),
    _text("nick"),
    _text("text"),
    _whole("reply_to", null=True),
    _whole("file", null=True),
    _json("buttons"),
    _whole("revision"),
    _flag("recalled"),
    _whole("changed"),
    _at("at"),
    Index(None, "chat", "number"),
    Index(None, "changed"),
)
page_files = _table(
    "page_files",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _text("name"),
    _text("media"),
    _whole("size"),
    _whole("width"),
    _whole("height"),
    Column("content", LargeBinary, nullable=False),
)
page_updates = _table(
    "page_updates",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _text("kind"),
    _json("payload"),
)
page_reads = _table("page_reads", _key("account"), _key("chat"), _whole("number"))
