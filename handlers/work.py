"""What a handler has in its hands: the transaction, the instant, the group, who speaks."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from handlers.messages import ChatId, Reply, Said, is_private
from rules.roles import Role
from rules.settings import Settings
from solitaire.values import AccountId
from storage.books import Book
from storage.commands import ALWAYS_NOTED, note_command
from storage.groups import Group
from storage.outbox import Asked
from storage.schema import audit
from storage.session import Session
from storage.states import GroupState, States
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Work:
    """One event's work. ``cause`` is the event's key, by which all it writes can be traced;
    ``at`` its instant; ``rng`` the only source of chance."""

    session: Session
    states: States
    at: datetime
    cause: str
    rng: Random
    vault: Vault

    @property
    def base(self) -> Settings:
        """The operator's settings, for what concerns no single group."""
        return self.states.base

    def zone_of(self, group: Group) -> ZoneInfo:
        """The time zone that a group speaks in."""
        return ZoneInfo(group.settings.timezone)

    async def state(self, group: str) -> GroupState | None:
        """A group as it stands, or None while it is not bound."""
        return await self.states.get(self.session, group)

    def keep(self, group: Group, book: Book | None) -> GroupState:
        """Make this the group's value, once the transaction is committed."""
        return self.states.keep(self.session, GroupState(group, book))

    def audit(self, group: str, actor: str, act: str, **subject: Any) -> None:
        """Note a sensitive act: ids and figures, no personal data."""
        if act in ALWAYS_NOTED:
            note_command(self.session, group, subject.get("offer"), actor, act, subject, 0, self)
        self.session.insert(
            audit,
            {
                "group_id": group,
                "actor": actor,
                "act": act,
                "subject": subject,
                "cause": self.cause,
                "at": self.at,
            },
        )


@dataclass(frozen=True, slots=True)
class Call:
    """A person's word to the bot, with whom and what it concerns.

    ``command`` is the phrase that was recognised ("" for anything else), ``args`` the rest of its
    line, folded, ``written`` the same as it was written; ``body`` the lines below, as written.
    ``states`` are the groups it concerns: one for what acts on a group, all named ones for what
    only looks; none when it concerns no group. ``asked`` is the bot's question that a word for
    questions answers.
    """

    event: Said
    role: Role
    command: str = ""
    args: str = ""
    body: str = ""
    states: tuple[GroupState, ...] = ()
    asked: Asked | None = None
    written: str = ""

    @property
    def chat(self) -> ChatId:
        """Where it was said."""
        return self.event.chat

    @property
    def account(self) -> AccountId:
        """Who said it."""
        return self.event.account

    @property
    def private(self) -> bool:
        """Whether it was said in private."""
        return is_private(self.event.chat)

    @property
    def state(self) -> GroupState:
        """The group it acts on. Only for calls that act on one."""
        return self.states[0]

    @property
    def group(self) -> Group:
        """The group it acts on. Only for calls that act on one."""
        return self.state.group

    @property
    def zone(self) -> ZoneInfo:
        """The time zone people speak in. Only for calls that concern a group."""
        return ZoneInfo(self.group.settings.timezone)


Handler = Callable[[Work, Call], Awaitable[Sequence[Reply]]]
