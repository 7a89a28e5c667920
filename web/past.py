"""What was said on the chat page, as far as a person may see it."""

from collections.abc import Sequence

from storage.database import Database
from storage.page import (
    PageFile,
    PageMessage,
    find_page_file,
    list_latest_in_chats,
    list_page_changes,
    list_page_history,
    list_page_messages,
)
from web.errors import NotFound
from web.people import World


class Past:
    """Reads one world's messages beside whoever writes them."""

    def __init__(self, database: Database, world: World) -> None:
        self._database = database
        self._world = world

    async def history(
        self, account: str, chat: str, before: int | None = None, most: int = 60
    ) -> tuple[PageMessage, ...]:
        """The latest messages of a person's chat, or the ones ahead of one, oldest first."""
        self._world.member(account, chat)
        async with self._database.reading() as session:
            return await list_page_history(session, chat, before, most)

    async def last_words(self, account: str) -> dict[str, PageMessage]:
        """The last message of each of a person's chats."""
        async with self._database.reading() as session:
            found = await list_latest_in_chats(session, self._world.chats_of(account))
        return {message.chat: message for message in found}

    async def changes(self, account: str, after: int) -> tuple[PageMessage, ...]:
        """What is new or changed in a person's chats since the counter stood at ``after``."""
        async with self._database.reading() as session:
            return await list_page_changes(session, self._world.chats_of(account), after)

    async def messages(self, numbers: Sequence[int]) -> dict[int, PageMessage]:
        """Messages by their numbers, to show what is quoted."""
        if not numbers:
            return {}
        async with self._database.reading() as session:
            found = await list_page_messages(session, numbers)
        return {message.number: message for message in found}

    async def file(self, number: int) -> tuple[PageFile, bytes]:
        """A picture or file with its content. Raises NotFound."""
        async with self._database.reading() as session:
            found = await find_page_file(session, number)
        if found is None:
            raise NotFound("no_file")
        return found
