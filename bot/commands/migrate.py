"""``jielong migrate``: the database brought to this version's schema."""

import argparse
import asyncio

from bot.config import load_config
from bot.database import bring_up_to_date, opened, shown_url
from bot.logs import LogLevel, set_up_logs


def run(asked: argparse.Namespace) -> int:
    """Migrate, and say from where to where."""
    set_up_logs(LogLevel.WARNING)
    print(asyncio.run(_migrate(load_config(asked.config).database.url)))
    return 0


async def _migrate(url: str) -> str:
    async with opened(url) as database:
        before, after = await bring_up_to_date(database)
        if before == after:
            return f"{shown_url(url)} is up to date (schema {after})"
        return f"{shown_url(url)}: schema {before or '(empty)'} -> {after}"
