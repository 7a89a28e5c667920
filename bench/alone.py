"""One message on a quiet evening: from the event until its reply is on the disk."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Measured, Row, Target, times_slower
from bench.timing import Contender, Effort, race, typical
from bench.world import World


class Floor:
    """A peer: nothing but one row a commit, just as durable."""

    def __init__(self, folder: Path) -> None:
        self._folder = TemporaryDirectory(dir=folder, prefix="bench-")
        path = Path(self._folder.name) / "floor.db"
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")

    def close(self) -> None:
        """End it."""
        self._connection.close()
        self._folder.cleanup()

    def write(self, texts: Sequence[str]) -> None:
        """A commit a text."""
        for text in texts:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("INSERT INTO said (text) VALUES (?)", (text,))
            self._connection.execute("COMMIT")


def measure(effort: Effort) -> Measured:
    """Each message waits for the one before it."""
    floor = Floor(effort.folder)
    with World(effort.folder, effort.groups) as world:
        ours = Contender(world.messages, world.take_one_by_one)
        peer = Contender(lambda many: ["草莓2盒，晚上去拿"] * many, floor.write)
        rounds = race((ours, peer), effort)
    floor.close()
    mine, theirs = (f"{typical(rounds, place) * 1000:.2f} ms" for place in (0, 1))
    return Measured(times_slower(rounds), mine, theirs)


ROWS = (
    Row(
        "one message alone, from event to durable reply",
        "raw sqlite3, one commit",
        Target(8, 3, at_most=True),
        measure,
    ),
)
