"""``jielong interpret``: chats in, each one's order book and verdicts out, a line at a time."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from bot.errors import BadUse
from solitaire.cases import run_case


def run(asked: argparse.Namespace) -> int:
    """Answer every case; 1 if a line was none."""
    with _opened(asked.cases) as lines:
        return interpret(lines, sys.stdout.buffer)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below; only its failure is bad use
    except OSError as error:
        raise BadUse(f"cannot read {name}: {error.strerror}") from error
    with file:
        yield file


def interpret(lines: Iterable[bytes], out: BinaryIO) -> int:
    """A result line for each case, however many there are. A line that is no case is told with its
    number and passed over; then it gives 1."""
    code = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            result = run_case(_case(line))
        except ValueError as error:
            sys.stderr.write(f"line {number}: {error}\n")
            code = 1
        else:
            out.write(msgspec.json.encode(result) + b"\n")
            out.flush()
    return code


def _case(line: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(line, type=dict)
    except msgspec.ValidationError as error:
        raise ValueError(f"not an object: {error}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
