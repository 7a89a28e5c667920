"""Order cases as the command ``jielong interpret`` takes them, and their results.

The format is orders/RULES.md 7: one JSON object a case, one result a case.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from solitaire.chat import Chat, compile_lexicon, hear, start
from solitaire.values import BOT, ONE, AccountId, Message, MessageId, Product

Case = Mapping[str, Any]


def run_case(case: Case) -> dict[str, Any]:
    """The result of a case: ``{"id", "orders", "verdicts"}``. Raises ValueError where the case
    is not as the format says, with the field at fault."""
    products = [_product(entry) for entry in _list(case, "products")]
    chat = start(compile_lexicon(products), AccountId(_text(case, "leader")))
    verdicts: dict[str, str] = {}
    for entry in _list(case, "chat"):
        message = _message(entry)
        chat, reading = hear(chat, message)
        if message.sender != BOT:
            verdicts[message.id] = str(reading.verdict)
    return {"id": _text(case, "id"), "orders": _orders(chat), "verdicts": verdicts}


def _orders(chat: Chat) -> list[dict[str, Any]]:
    return [
        {
            "from": row.placer,
            "who": row.who,
            "address": row.address,
            "items": {item: _number(value) for item, value in row.items.items()},
            "note": row.note,
        }
        for row in chat.book.values()
    ]


def _number(thousandths: int) -> int | float:
    return thousandths // ONE if thousandths % ONE == 0 else thousandths / ONE


def _product(entry: Case) -> Product:
    return Product(
        code=_text(entry, "code"),
        name=_text(entry, "name"),
        unit=_text(entry, "unit"),
        fen=_fen(entry),
        aliases=_texts(entry, "aliases"),
        by_weight=bool(entry.get("by_weight", False)),
        variants=_texts(entry, "variants"),
    )


def _fen(entry: Case) -> int:
    try:
        value = Decimal(str(entry.get("price", "0"))) * 100
    except InvalidOperation:
        raise ValueError(f"price is no amount of money: {entry.get('price')!r}") from None
    if not value.is_finite() or value != int(value) or value < 0:
        raise ValueError(f"price is no amount of money: {entry.get('price')!r}")
    return int(value)


def _message(entry: Case) -> Message:
    return Message(
        id=MessageId(_text(entry, "id")),
        sender=AccountId(_text(entry, "from")),
        nick=_text(entry, "nick", default=""),
        text=_text(entry, "text", default=""),
        reply_to=_id(entry, "reply_to"),
        edits=_id(entry, "edits"),
        recalls=_id(entry, "recalls"),
        product=_text(entry, "product") if entry.get("product") is not None else None,
    )


def _id(entry: Case, name: str) -> MessageId | None:
    return MessageId(_text(entry, name)) if entry.get(name) is not None else None


def _text(entry: Case, name: str, default: str | None = None) -> str:
    value = entry.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text, is {value!r}")  # noqa: TRY004 - a bad file
    return value


def _list(entry: Case, name: str) -> Sequence[Case]:
    value = entry.get(name)
    if not isinstance(value, list) or not all(
        isinstance(v, dict) for v in cast("list[object]", value)
    ):
        raise ValueError(f"{name} must be a list of objects")
    return cast("Sequence[Case]", value)


def _texts(entry: Case, name: str) -> tuple[str, ...]:
    value: object = entry.get(name) or []
    texts = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{name} must be a list of texts")
    return tuple(str(text) for text in texts)
