"""``jielong export``: the operator's tables as CSV files or as one JSON document."""

import argparse
import asyncio
import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.config import Config, load_config
from bot.database import demand_up_to_date, opened
from bot.errors import Stop
from bot.logs import LogLevel, set_up_logs
from handlers.sheets.cells import safe_text
from scheduler.clock import SystemClock
from storage.tables import TABLES, table

Tables = Mapping[str, Sequence[Mapping[str, Any]]]

_LONGEST_CELL = 32_000


def run(asked: argparse.Namespace) -> int:
    """Export every table."""
    set_up_logs(LogLevel.WARNING)
    tables = asyncio.run(_tables(load_config(asked.config)))
    if not asked.json:
        _write_folder(asked.out or Path("export"), tables)
    elif asked.out is None:
        sys.stdout.write(json_document(tables))
    else:
        _write(asked.out, json_document(tables).encode())
    return 0


async def _tables(config: Config) -> Tables:
    at = SystemClock().now()
    async with opened(config.database.url) as database:
        await demand_up_to_date(database)
        async with database.reading() as session:
            return {name: await table(session, name, config.settings, at) for name in TABLES}


def json_document(tables: Tables) -> str:
    """One object: a table's name, its rows."""
    return json.dumps(tables, ensure_ascii=False, indent=1) + "\n"


def csv_document(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A table as Excel opens it without being asked: UTF-8 with its mark, no cell a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow(_cell(value) for value in row.values())
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    return safe_text(value, _LONGEST_CELL) if isinstance(value, str) else value


def _write_folder(folder: Path, tables: Tables) -> None:
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        _write(path, csv_document(rows))
        print(f"{path}: {len(rows)} rows")


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Stop(f"cannot write {path}: {error.strerror}") from error
