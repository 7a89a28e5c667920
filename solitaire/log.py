"""The log of a chat: a chain of links, each with the state before it.

An edit or a recall is replayed from its place in the chain.
"""

from collections.abc import Mapping
from typing import NamedTuple

from solitaire.book import State
from solitaire.draft import Outcome
from solitaire.lexicon import Lexicon
from solitaire.values import BOT, AccountId, ItemKey, Message, MessageId, RowKey

Refused = Mapping[tuple[RowKey, ItemKey], Message | None]
"""Changes of a message that were not granted, and the message as it was when it last was granted
there: what it did then stands. None: as if it had not been said."""


class Link(NamedTuple):
    """One message in the log. ``names`` are the ids it is known by (its own, its edits');
    ``former`` the texts it had; ``withdrawn`` whether it was recalled; ``stood`` the message before
    its last edit or recall, with what of it was refused; ``seen`` what another's message
    right before it meant, where that was recalled only after this was said."""

    previous: "Link | None"
    message: Message
    lexicon: Lexicon
    before: State
    outcome: Outcome
    names: frozenset[MessageId]
    former: tuple[str, ...] = ()
    withdrawn: bool = False
    stood: tuple[Message | None, Refused] | None = None
    seen: Outcome | None = None


def find_link(last: Link | None, message: MessageId) -> Link | None:
    link = last
    while link is not None and message not in link.names:
        link = link.previous
    return link


def asks(last: Link | None, message: MessageId, account: AccountId) -> bool:
    """Whether a message of the bot's asks this account something."""
    link = find_link(last, message)
    asking = link.outcome.asking if link is not None else None
    return asking is not None and asking[0] == account


def directly_before(link: Link | None) -> Link | None:
    """orders/RULES.md 8: the bot's posts and recalls do not stand between, nor does what a leader
    pasted elsewhere."""
    while link is not None and (_is_aside(link.message) or link.withdrawn):
        link = link.previous
    return link


def _is_aside(message: Message) -> bool:
    return message.sender == BOT or message.pasted
