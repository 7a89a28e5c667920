"""``jielong doctor``: the findings, one under the other, each with how to mend it."""

import argparse
import asyncio

from bot.config import load_config
from bot.doctor import Finding, Health, examine
from bot.errors import BadUse
from bot.logs import LogLevel, set_up_logs
from scheduler.clock import SystemClock


def run(asked: argparse.Namespace) -> int:
    """Tell every finding; 1 if something is broken."""
    set_up_logs(LogLevel.ERROR)
    return asyncio.run(_examine(asked))


async def _examine(asked: argparse.Namespace) -> int:
    try:
        config = load_config(asked.config)
    except BadUse as error:
        mend = "correct it; config.example.toml explains every key"
        print(told(Finding(Health.BROKEN, "configuration", str(error), mend)))
        return 1
    code = 0
    async for finding in examine(config, SystemClock()):
        print(told(finding), flush=True)
        if finding.health is Health.BROKEN:
            code = 1
    return code


def told(finding: Finding) -> str:
    """A finding for a terminal."""
    line = f"{finding.health:<7} {finding.subject:<14} {finding.what}"
    return f"{line}\n{'':<23}-> {finding.mend}" if finding.mend else line
