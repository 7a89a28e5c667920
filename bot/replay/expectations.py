"""Whether what a day file expects did happen; each failure in a sentence."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.replay.day import Expect
from bot.replay.stage import Spoken


def check_said(expect: Expect, said: Sequence[Spoken]) -> list[str]:
    """The failures of an expectation about a chat; ``said`` is what the bot said there since."""
    together = "\n".join(spoken.text for spoken in said)
    faults = [f"does not say {piece!r}" for piece in expect.says if piece not in together]
    faults += [f"says {piece!r}" for piece in expect.never if piece in together]
    if expect.quiet and said:
        faults.append("is not quiet")
    counted = sum(spoken.kind in {"text", "picture", "file", "buttons"} for spoken in said)
    if expect.count is not None and counted != expect.count:
        faults.append(f"says {counted} things, not {expect.count}")
    if expect.file is not None and not any(s.file.endswith(expect.file) for s in said if s.file):
        faults.append(f"sends no file {expect.file!r}")
    return faults


def check_table(expect: Expect, table: Sequence[Mapping[str, Any]]) -> list[str]:
    """The failures of an expectation about a table."""
    rows = [
        row for row in table if all(row.get(name) == value for name, value in expect.where.items())
    ]
    if expect.rows is None:
        return []
    fits = len(rows) == len(expect.rows) and all(
        all(row.get(name) == value for name, value in wanted.items())
        for row, wanted in zip(rows, expect.rows, strict=True)
    )
    if fits:
        return []
    names = sorted({name for wanted in expect.rows for name in wanted} | set(expect.where))
    have = [{name: row.get(name) for name in names or row} for row in rows]
    return [f"holds {json.dumps(have, ensure_ascii=False, default=str)}"]


def told(expect: Expect, faults: Sequence[str], said: Sequence[Spoken]) -> str:
    """A failure for a person: the line, what was expected, what was said instead."""
    where = f"table {expect.table}" if expect.table else f"chat {expect.chat}"
    lines = [f"line {expect.number}: {where} {'; '.join(faults)}"]
    if not expect.table:
        lines += [f"    {_clock(spoken.at)} {spoken.kind}: {spoken.text!r}" for spoken in said]
        if not said:
            lines.append("    (nothing was said)")
    return "\n".join(lines)


def _clock(at: datetime) -> str:
    return at.strftime("%H:%M:%S")
