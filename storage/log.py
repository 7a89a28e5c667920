"""An offer's chat, kept as it was heard, so that its book can be read again at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from solitaire.values import AccountId, ItemKey, Message, MessageId, NativeEntry, RowKey
from storage.schema import log
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change was refused: the code, how much more the person could have been given then, and
    the limit or minimum (thousandths); None for what does not apply."""

    code: str
    room: int | None = None
    limit: int | None = None
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """One entry of an offer's chat: a message, with the changes it asked for that were refused, and
    why each was (``reasons``, in the same order; fewer where that is not known)."""

    seq: int
    at: datetime
    message: Message
    refused: tuple[tuple[RowKey, ItemKey], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Relisted:
    """From here on the list was another: the products as plain values."""

    seq: int
    at: datetime
    products: tuple[Mapping[str, Any], ...]


def add_heard(session: Session, group: str, offer: int, heard: Heard) -> None:
    """Write (or write anew, with other refusals) one message of an offer's chat."""
    refused = [list[Any](pair) for pair in heard.refused]
    for place, why in enumerate(heard.reasons):
        refused[place] += [why.code, why.room, why.limit, why.minimum]
    _save(session, group, offer, heard.seq, heard.at, heard.message, refused, None)


def add_relisted(session: Session, group: str, offer: int, relisted: Relisted) -> None:
    """Write that the list changed at this place of the chat."""
    nothing = Message(MessageId(""), AccountId(""), "", "")
    products = [dict(product) for product in relisted.products]
    _save(session, group, offer, relisted.seq, relisted.at, nothing, [], products)


def _save(
    session: Session,
    group: str,
    offer: int,
    seq: int,
    at: datetime,
    message: Message,
    refused: list[list[Any]],
    relisted: list[dict[str, Any]] | None,
) -> None:
    session.save(
        log,
        {
            "group_id": group,
            "offer": offer,
            "seq": seq,
            "message": message.id,
            "sender": message.sender,
            "nick": message.nick,
            "text": message.text,
            "reply_to": message.reply_to,
            "edits": message.edits,
            "recalls": message.recalls,
            "product": message.product,
            "pasted": message.pasted,
            "native": [list(entry) for entry in message.native] or None,
            "entries": list(message.entries),
            "stands": [list(stand) for stand in message.stands],
            "refused": refused,
            "relisted": relisted,
            "at": at,
        },
    )


async def list_log(session: Session, group: str, offer: int) -> tuple[Heard | Relisted, ...]:
    """The offer's chat in the order heard."""
    rows = await session.rows(
        select(log).where(log.c.group_id == group, log.c.offer == offer).order_by(log.c.seq)
    )
    entries: list[Heard | Relisted] = []
    for row in rows:
        if row.relisted is not None:
            entries.append(Relisted(row.seq, row.at, tuple(row.relisted)))
            continue
        message = Message(
            MessageId(row.message),
            AccountId(row.sender),
            row.nick,
            row.text,
            row.reply_to and MessageId(row.reply_to),
            row.edits and MessageId(row.edits),
            row.recalls and MessageId(row.recalls),
            row.product,
            tuple(RowKey(key) for key in row.entries),
            tuple((RowKey(key), ItemKey(item), quantity) for key, item, quantity in row.stands),
            row.pasted,
            tuple(NativeEntry(*entry) for entry in row.native or ()),
        )
        refused = tuple((RowKey(r), ItemKey(i)) for r, i, *_ in row.refused)
        reasons = tuple(Reason(*why) for _, _, *why in row.refused if why)
        entries.append(Heard(row.seq, row.at, message, refused, reasons))
    return tuple(entries)


async def find_heard(session: Session, group: str, message: str) -> int | None:
    """The group's offer of whose chat a message is part, None where it was never heard."""
    row = await session.first(
        select(log.c.offer)
        .where(log.c.group_id == group, log.c.message == message)
        .order_by(log.c.offer.desc())
        .limit(1)
    )
    return None if row is None else row.offer


async def list_times(session: Session, group: str, offer: int) -> Mapping[str, datetime]:
    """When each message of an offer's chat was heard."""
    rows = await session.rows(
        select(log.c.message, log.c.at).where(log.c.group_id == group, log.c.offer == offer)
    )
    return {row.message: row.at for row in rows}
