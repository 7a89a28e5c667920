"""What a cold start runs, in a process of its own: ``python -m bench.ready ours ADDRESS`` or
``telegram``. It ends as soon as it could take a message."""

import asyncio
import sys


async def start_ours(url: str) -> None:
    """The core on a database that is up to date, taking events in."""
    from random import Random

    from bot.assembly import Core
    from rules.settings import Settings
    from scheduler.clock import SystemClock
    from storage.database import Database
    from storage.migrate import migrate
    from storage.vault import Vault

    database = Database(url)
    await migrate(database)
    vault = Vault(b"bench-secret-of-no-importance!!!")
    core = Core(database, SystemClock(), {}, Settings(), vault, Random(1), "bench")
    core.start_dispatching()
    await asyncio.sleep(0)
    await core.stop()
    await database.close()


async def start_telegram() -> None:
    """The peer, with a handler, before its first connection."""
    from telegram.ext import Application, MessageHandler, filters

    application = Application.builder().token("1:bench").build()
    application.add_handler(MessageHandler(filters.TEXT, lambda *_: None))


if __name__ == "__main__":
    asyncio.run(start_telegram() if sys.argv[1] == "telegram" else start_ours(sys.argv[2]))
