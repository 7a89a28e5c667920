"""``jielong run``: the bot, until Ctrl-C or SIGTERM."""

import argparse
import asyncio
import signal
from importlib.metadata import version

from bot.app import Running, running
from bot.config import FILE, PAGE_KEY, TELEGRAM_TOKEN, Config, load_config
from bot.database import shown_url
from bot.logs import set_up_logs


def run(asked: argparse.Namespace) -> int:
    """Run it; 0 when it was told to stop."""
    config = load_config(asked.config)
    set_up_logs(config.log.level, config.log.format)
    asyncio.run(_run(config))
    return 0


async def _run(config: Config) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop(signum: signal.Signals) -> None:
        """The first one ends it in order; the same once more would at once."""
        stopped.set()
        loop.remove_signal_handler(signum)

    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop, signum)
    async with running(config) as program:
        print(screen(program), flush=True)
        await program.until(stopped)
        print("Stopping ...", flush=True)


def screen(program: Running) -> str:
    """What is running, where the page is, how to stop: one screen of text."""
    config = program.config
    before, schema = program.schema
    told = "new" if before is None else "up to date" if before == schema else f"was {before}"
    parts = [
        ("Chat page", _page(program)),
        ("Telegram", _telegram(program)),
        ("Database", f"{shown_url(config.database.url)} (schema {schema}, {told})"),
        ("Settings", _settings(config)),
        ("Check", ".venv/bin/jielong doctor"),
    ]
    lines = [f"  {name:<11}{text}" for name, text in parts]
    title = f"Jielong {version('jielong')} is running."
    return "\n".join(["", title, "", *lines, "", "Ctrl-C stops it.", ""])


def _page(program: Running) -> str:
    if program.url is None:
        return f"off; page.enabled = true and {PAGE_KEY} switch it on"
    if program.config.secrets.page_key is not None:
        return f"{program.url}?key=... (the access key, {PAGE_KEY})"
    return f"{program.url}\n{' ' * 13}speak there as residents, the leader or the operator"


def _telegram(program: Running) -> str:
    config, gateway = program.config, program.telegram
    if gateway is not None:
        return "connected" if gateway.connected else "not connected yet, trying on; the log tells"
    if config.secrets.telegram_token is not None:
        return "off (telegram.enabled is false)"
    return f"off; {TELEGRAM_TOKEN} switches it on"


def _settings(config: Config) -> str:
    if config.source is None:
        return f"built in; config.example.toml explains every key, copy it to {FILE}"
    return str(config.source)
