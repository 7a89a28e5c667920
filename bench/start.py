"""A cold start, until a message could be taken."""

import asyncio
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Measured, Row, Target, times_slower
from bench.ready import start_ours
from bench.timing import Contender, Effort, race, typical

ROOT = Path(__file__).parent.parent


def _process(*arguments: str) -> Contender:
    command = [sys.executable, "-m", "bench.ready", *arguments]

    def work(many: int) -> None:
        for _ in range(many):
            subprocess.run(command, check=True, cwd=ROOT)

    return Contender(lambda many: many, work, most=1)


def measure(effort: Effort) -> Measured:
    """Processes from their start to their end, in turn; the database exists already."""
    with TemporaryDirectory(dir=effort.folder, prefix="bench-") as folder:
        url = f"sqlite:///{Path(folder).resolve() / 'ready.db'}"
        asyncio.run(start_ours(url))
        rounds = race((_process("ours", url), _process("telegram")), effort)
    mine, theirs = (f"{typical(rounds, place):.2f} s" for place in (0, 1))
    return Measured(times_slower(rounds), mine, theirs)


ROWS = (
    Row(
        "cold start until a message can be taken",
        "python-telegram-bot ready",
        Target(2.5, 1, at_most=True),
        measure,
    ),
)
