"""``$code:ACCOUNT`` in a day file stands for the pickup code last given to the account."""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from handlers.messages import private_chat
from storage.database import Database
from storage.schema import orders
from storage.vault import Vault

_CODE: Final = re.compile(r"\$code:([\w:.-]+)")


def accounts_in(text: str) -> set[str]:
    """The accounts whose codes a text names."""
    return set(_CODE.findall(text))


async def with_codes(
    text: str, database: Database, vault: Vault, said: Sequence[tuple[str, str]]
) -> str:
    """The text with each ``$code:ACCOUNT`` replaced; ``said`` is what the bot said so far, as pairs
    of chat and text. One who has no code keeps the words as they are."""
    for account in accounts_in(text):
        code = await _code(account, database, vault, said)
        if code is not None:
            text = text.replace(f"$code:{account}", code)
    return text


async def _code(
    account: str, database: Database, vault: Vault, said: Sequence[tuple[str, str]]
) -> str | None:
    async with database.reading() as session:
        rows = await session.rows(select(orders).where(orders.c.code_to == account))
    codes = {
        vault.unseal(row.code_cipher): row.account == account for row in rows if row.code_cipher
    }
    own_chat = private_chat(account)
    for chat, text in reversed(said):
        told_here = [code for code in codes if chat == own_chat and code in text]
        if told_here:
            return next((code for code in told_here if codes[code]), told_here[-1])
    return next(iter(codes), None)
