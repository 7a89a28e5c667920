"""What is offered instead of what was refused (草莓只剩1盒，要吗), and the word that takes it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from handlers.messages import Ask, Said
from handlers.texts import rests as texts
from rules.errors import Refusal
from rules.stock import Refused
from solitaire.draft import Outcome
from solitaire.values import AccountId, ItemKey, MessageId, RowKey, Verdict
from storage.books import Book, split_item
from storage.outbox import Asked

LEFT = "left"
"""The question whether the rest of a stock or limit, or the least there is, is wanted."""
Stands = tuple[tuple[RowKey, ItemKey, int], ...]
_TALK = frozenset({Verdict.CHATTER, Verdict.QUERY})


def offer_rest(
    account: AccountId, book: Book, message: MessageId, refusals: Sequence[Refused]
) -> Ask | None:
    """The question that goes with the refusals of a message, where something else is offered.

    Of several variants of one product the first that was to grow gets the rest.
    """
    rests: dict[tuple[RowKey, str], Mapping[str, Any]] = {}
    for refusal in sorted(refusals, key=lambda one: one.wish.after <= one.wish.before):
        rest = _rest(book, refusal)
        if rest is not None:
            rests.setdefault((refusal.wish.row, refusal.wish.shelf.code), rest)
    if not rests:
        return None
    facts = {"offer": book.offer.number, "message": message, "rests": list(rests.values())}
    return Ask(LEFT, account, facts)


def _rest(book: Book, refusal: Refused) -> Mapping[str, Any] | None:
    """One offer, in thousandths: ``whole`` is what a plain yes makes stand, ``base`` what a figure
    adds to, ``held`` what stands now."""
    wish = refusal.wish
    if refusal.code is Refusal.BELOW_MINIMUM:
        whole, base = wish.before + (wish.shelf.minimum or 0) - wish.holds, 0
    elif refusal.code in {Refusal.SOLD_OUT, Refusal.OVER_LIMIT} and refusal.room:
        whole, base = wish.before + refusal.room, wish.before
    else:
        return None
    unit = book.products[wish.shelf.code].unit
    known = {"row": wish.row, "item": wish.item, "unit": unit}
    return {**known, "whole": whole, "base": base, "held": wish.before}


def taken_up(book: Book | None, event: Said, asked: Asked) -> Stands:
    """What an answer to the question makes stand; nothing where it is no answer.

    Whoever has spoken of those goods since, or was asked something else, is not asked any more;
    whoever has ordered other goods must say so plainly.
    """
    if asked.kind != LEFT or book is None or asked.facts["offer"] != book.offer.number:
        return ()
    rests: Sequence[Mapping[str, Any]] = asked.facts["rests"]
    since = _said_since(book, event.account, MessageId(asked.facts["message"]))
    goods = {split_item(ItemKey(rest["item"]))[0] for rest in rests}
    if since is None or not all(_leaves_open(one, goods) for one in since):
        return ()
    if since and not texts.takes_plainly(event.text, str(rests[0]["unit"])):
        return ()
    if texts.leaves(event.text):
        return _stands(rests, [int(rest["held"]) for rest in rests])
    yes, amount = texts.takes(event.text, str(rests[0]["unit"]))
    if not yes:
        return ()
    if amount is None:
        return _stands(rests, [int(rest["whole"]) for rest in rests])
    if len(rests) > 1 or event.account in book.chat.state.pending:
        return ()
    only = rests[0]
    return _stands(rests, [amount if amount == only["whole"] else int(only["base"]) + amount])


def _stands(rests: Sequence[Mapping[str, Any]], quantities: Sequence[int]) -> Stands:
    return tuple(
        (RowKey(rest["row"]), ItemKey(rest["item"]), quantity)
        for rest, quantity in zip(rests, quantities, strict=True)
    )


def _said_since(book: Book, account: AccountId, message: MessageId) -> Sequence[Outcome] | None:
    """What else than talk an account has said after a message; None if that is not there."""
    said: list[Outcome] = []
    link = book.chat.last
    while link is not None:
        if message in link.names:
            return said
        if link.message.sender == account and link.outcome.verdict not in _TALK:
            said.append(link.outcome)
        link = link.previous
    return None


def _leaves_open(outcome: Outcome, goods: Collection[str]) -> bool:
    """Other goods were booked: often written before the question was to be seen."""
    standing = {item for row in outcome.rows for item in outcome.state.rows[row].items}
    spoken = set(outcome.items)
    booked = outcome.verdict is Verdict.ORDER and bool(spoken) and spoken <= standing
    return booked and all(split_item(item)[0] not in goods for item in spoken)
