"""What is offered instead of what was refused (草莓只剩1盒，要吗), and the word that takes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.messages import Ask, Said
from handlers.texts import rests as texts
from rules.errors import Refusal
from rules.stock import Refused
from solitaire.values import AccountId, ItemKey, MessageId, RowKey, Verdict
from storage.books import Book
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

    Whoever has ordered something else since is not asked any more.
    """
    if asked.kind != LEFT or book is None or asked.facts["offer"] != book.offer.number:
        return ()
    if not _still_asked(book, event.account, MessageId(asked.facts["message"])):
        return ()
    rests: Sequence[Mapping[str, Any]] = asked.facts["rests"]
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


def _still_asked(book: Book, account: AccountId, message: MessageId) -> bool:
    link = book.chat.last
    while link is not None:
        if message in link.names:
            return True
        if link.message.sender == account and link.outcome.verdict not in _TALK:
            return False
        link = link.previous
    return False
