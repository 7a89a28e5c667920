"""How much of each chat its people have not read: counted in memory, the marks kept in storage."""

from storage.page import PageMessage, count_page_unread, save_page_read
from storage.session import Session
from web.people import World


class Unread:
    """The counts of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._counts: dict[tuple[str, str], int] = {}

    async def load(self, session: Session) -> None:
        """Count anew from what is stored."""
        self._counts = {
            (person.account, chat): await count_page_unread(session, person.account, chat)
            for person in self._world.people
            for chat in self._world.chats_of(person.account)
        }

    def add(self, message: PageMessage) -> None:
        """A message was said: one more for everybody in its chat but its sender."""
        for person in self._world.people_in(message.chat):
            if person.account != message.account:
                key = person.account, message.chat
                self._counts[key] = self._counts.get(key, 0) + 1

    def read(self, session: Session, account: str, chat: str, latest: int) -> bool:
        """A person has seen a chat up to here. Gives whether that changed anything."""
        if not self._counts.get((account, chat)):
            return False
        save_page_read(session, account, chat, latest)
        self._counts[account, chat] = 0
        return True

    def clear(self) -> None:
        """There is nothing left to read."""
        self._counts = {}

    def counts(self) -> dict[str, dict[str, int]]:
        """What is unread: account, chat, number of messages."""
        counts: dict[str, dict[str, int]] = {}
        for (account, chat), count in self._counts.items():
            if count:
                counts.setdefault(account, {})[chat] = count
        return counts
