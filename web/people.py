"""Who may be anybody on the chat page, and which chats there are. Given by the assembly."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.messages import ChatId, private_chat
from solitaire.values import AccountId
from web.errors import NotFound, NotYours


class Part(StrEnum):
    """What somebody is in the groups; decides which sample phrases the page offers."""

    RESIDENT = "resident"
    LEADER = "leader"
    HELPER = "helper"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a visitor can speak as. ``nick`` is the name shown in groups (``3-502 张姐``),
    ``name`` the one shown in the person's private chat and on the page (``张姐``)."""

    account: AccountId
    name: str
    nick: str
    part: Part = Part.RESIDENT


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat of the page and the people in it; the bot is in every one."""

    chat: ChatId
    title: str
    members: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everybody and every group. Each person also has a private chat with the bot."""

    people: tuple[Person, ...]
    groups: tuple[Group, ...]

    def person(self, account: str) -> Person | None:
        """The person of an account."""
        return next((person for person in self.people if person.account == account), None)

    def chats_of(self, account: str) -> tuple[ChatId, ...]:
        """The chats a person is in: groups in their order, then the private one."""
        groups = tuple(group.chat for group in self.groups if account in group.members)
        return (*groups, private_chat(account))

    def people_in(self, chat: str) -> Sequence[Person]:
        """Who reads a chat; nobody for a chat that there is not."""
        for group in self.groups:
            if group.chat == chat:
                return [person for person in self.people if person.account in group.members]
        return [person for person in self.people if private_chat(person.account) == chat]

    def member(self, account: str, chat: str) -> Person:
        """The person, who is in the chat. Raises NotFound and NotYours."""
        person = self.person(account)
        if person is None:
            raise NotFound("no_person")
        if chat not in self.chats_of(account):
            raise NotYours("not_in_chat")
        return person
