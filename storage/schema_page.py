"""The tables of the chat page: it is a platform like the others, with its people and its past."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary

from storage.columns import at, flag, json, key, table, text, whole

page_messages = table(
    "page_messages",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    text("chat"),
    text("account"),
    text("nick"),
    text("text"),
    whole("reply_to", null=True),
    whole("file", null=True),
    json("buttons"),
    whole("revision"),
    flag("recalled"),
    whole("changed"),
    at("at"),
    Index(None, "chat", "number"),
    Index(None, "changed"),
)
page_files = table(
    "page_files",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    text("name"),
    text("media"),
    whole("size"),
    whole("width"),
    whole("height"),
    Column("content", LargeBinary, nullable=False),
)
page_updates = table(
    "page_updates",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    text("kind"),
    json("payload"),
)
page_reads = table("page_reads", key("account"), key("chat"), whole("number"))
