"""Orders and questions after an offer was called off: one kind answer to each person."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from handlers.booking import meant
from handlers.messages import Reply, ReplyKind, Said
from handlers.texts import offers as texts
from handlers.work import Call, Work
from rules.offers import Action, OfferState, may
from solitaire.chat import hear, start
from solitaire.lexicon import Lexicon, compile_lexicon
from solitaire.values import Message, Product, Verdict
from storage.offers import Offer, OfferProduct, find_latest, list_products
from storage.states import GroupState

_FOR = timedelta(days=1)
"""How long people may still mean an offer that was called off."""
_TALK = Verdict.CHATTER
_BEGUN = (OfferState.OPEN, OfferState.CLOSED, OfferState.DONE, OfferState.CANCELLED)


async def after_calling_off(work: Work, call: Call) -> Sequence[Reply] | None:
    """The answer to what is meant for the group's newest offer, where that was called off; None
    where it was not, and for talk."""
    state = call.state
    if (
        call.private
        or call.group.muted
        or (state.book is not None and may(state.book.offer.state, Action.ORDER))
    ):
        return None
    closed = state.book is not None  # one before it
    if closed and (call.account == state.group.leader or meant(state, call.event) is _TALK):
        return None
    offer = await _called_off(work, state)
    if offer is None:
        return None
    products = await list_products(work.session, state.group.id, offer.number)
    if await asyncio.to_thread(_verdict, state, call.event, products) is _TALK:
        return ()
    key = f"called_off|{state.group.id}|{offer.number}|{call.account}"
    said = Reply(call.chat, texts.called_off(), ReplyKind.CONFIRMATION, call.event.message, key=key)
    return (said,)


async def _called_off(work: Work, state: GroupState) -> Offer | None:
    latest = await find_latest(work.session, state.group.id, *_BEGUN)
    if latest is None or latest.state is not OfferState.CANCELLED or latest.opened_at is None:
        return None
    recent = latest.done_at is not None and work.at - latest.done_at <= _FOR
    return latest if recent else None


def _verdict(state: GroupState, event: Said, products: Sequence[OfferProduct]) -> Verdict:
    """What a message says, of these products alone."""
    lexicon = _lexicon(tuple(product.spoken for product in products))
    chat = start(lexicon, state.group.leader)
    _, reading = hear(chat, Message(event.message, event.account, event.nick, event.text))
    return reading.verdict


@lru_cache(maxsize=64)
def _lexicon(products: tuple[Product, ...]) -> Lexicon:
    """Compiled once an offer, not once a message: it takes milliseconds a product."""
    return compile_lexicon(products)
