"""The machine a table was measured on, named by what matters."""

import os
import platform
import sqlite3
from pathlib import Path


def describe() -> str:
    """Cores, processor, Python and SQLite.

    >>> describe()  # doctest: +SKIP
    '2 cores of Intel(R) Xeon(R) Processor @ 2.50GHz, Linux, Python 3.11.7, SQLite 3.40.1'
    """
    cores = os.cpu_count() or 1
    python, system = platform.python_version(), platform.system()
    sqlite = f"SQLite {sqlite3.sqlite_version}"
    return f"{cores} cores of {_processor()}, {system}, Python {python}, {sqlite}"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
