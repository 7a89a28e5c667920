"""The command line, ``jielong``. Knows each command's arguments; ``bot/commands`` does the work.

Standard output is the answer, standard error what went wrong. Exit 0, 1 for a failure, 2 for bad
use.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bot.errors import Stop

_ABOUT: Final = "A bot that runs Chinese community group-buying inside chat groups."
_MORE: Final = """\
examples:
  jielong run                        start the bot; its chat page is on http://127.0.0.1:8080
  jielong doctor                     check the set-up, and say how to mend what is wrong
  jielong replay evening.jsonl       replay a recorded day and check what it expects
  jielong interpret cases.jsonl      read chats, print each one's order book
  jielong export --json              print every table as JSON

environment (secrets stand nowhere else):
  JIELONG_SECRET          encrypts pickup codes; if unset, made once in secret.key by the data
  JIELONG_TELEGRAM_TOKEN  the token of the bot's Telegram account; switches Telegram on
  JIELONG_PAGE_KEY        lets whoever has it use the chat page from another machine
  JIELONG_DATABASE_URL    the database, instead of config.toml's; for an address with a password

'jielong COMMAND --help' says more of each. Exit 0, 1 for a failure, 2 for bad use."""


@dataclass(frozen=True, slots=True)
class _Command:
    """One word after ``jielong``: what it is for in a line, what ``--help`` says besides."""

    name: str
    brief: str
    about: str
    examples: str
    arguments: Callable[[argparse.ArgumentParser], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives the exit code; argparse ends the process itself for bad use."""
    asked = _parser().parse_args(arguments)
    try:
        return importlib.import_module(f"bot.commands.{asked.command}").run(asked)
    except Stop as stop:
        sys.stderr.write(f"jielong {asked.command}: {stop}\n")
        return stop.code
    except BrokenPipeError:
        # Whoever read the answer had enough; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        "jielong", description=_ABOUT, epilog=_MORE, formatter_class=raw
    )
    parser.add_argument("--version", action="version", version=f"jielong {version('jielong')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        arguments = commands.add_parser(
            command.name,
            help=command.brief,
            description=command.about,
            epilog=f"examples:\n{command.examples}",
            formatter_class=raw,
        )
        command.arguments(arguments)
    return parser


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help="read this file; else ./config.toml if it is there, else the built-in defaults",
    )


def _interpret(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cases", metavar="CASES.jsonl", help="one case a line; - is standard input")


def _replay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DAY.jsonl", type=Path, help="the day file")
    parser.add_argument(
        "--database", metavar="URL", help="use this database; else a fresh one, removed afterwards"
    )
    parser.add_argument(
        "--transcript", metavar="OUT", type=Path, help="write what the bot did, a JSON line each"
    )
    parser.add_argument(
        "--tables",
        metavar="OUT",
        type=Path,
        help="write every table at the end of the day, as JSON",
    )


def _export(parser: argparse.ArgumentParser) -> None:
    _config(parser)
    parser.add_argument(
        "--json", action="store_true", help="one JSON document instead of a CSV file a table"
    )
    parser.add_argument(
        "--out",
        metavar="PATH",
        type=Path,
        help="folder of the CSV files, else ./export; with --json a file, else standard output",
    )


_COMMANDS: Final = (
    _Command(
        "run",
        "start the bot",
        "Starts the bot on its configuration and runs until Ctrl-C or SIGTERM. Without any\n"
        "configuration it keeps its data in ./data and serves a chat page on\n"
        "http://127.0.0.1:8080, on which you can speak as residents, the leader and the operator.",
        "  jielong run\n  jielong run --config /etc/jielong.toml\n"
        "  JIELONG_TELEGRAM_TOKEN=... jielong run",
        _config,
    ),
    _Command(
        "interpret",
        "read chats and print each one's order book",
        "Reads one case a line (products and a chat) and prints one JSON line a case: its id, the\n"
        "orders that stand at the end, and a verdict for each message. A line that is no case is\n"
        "told on standard error with its number and passed over; the exit code is then 1.",
        "  jielong interpret cases.jsonl > answers.jsonl\n"
        "  head -3 cases.jsonl | jielong interpret -",
        _interpret,
    ),
    _Command(
        "replay",
        "replay a recorded day and check what it expects",
        "Feeds a recorded day through the whole program on a virtual clock and checks what the\n"
        "day file expects. The same day always gives the same transcript. Exit 0 when all\n"
        "expectations hold, 1 when one fails (each is told: its line, what was expected, what was\n"
        "said instead), 2 for a file that cannot be read.",
        "  jielong replay tests/days/plain_evening.jsonl\n"
        "  jielong replay day.jsonl --transcript said.jsonl --tables tables.json\n"
        "  jielong replay day.jsonl --database sqlite:///day.db",
        _replay,
    ),
    _Command(
        "doctor",
        "check the set-up and say how to mend it",
        "Checks configuration, database, schema, time zones, fonts, platform tokens, disk space\n"
        "and what waits or has failed. Each finding says how to mend it. Changes nothing. Exit 1\n"
        "when something is broken.",
        "  jielong doctor\n  jielong doctor --config /etc/jielong.toml",
        _config,
    ),
    _Command(
        "migrate",
        "bring the database to this version's schema",
        "Brings the database to this version's schema. 'jielong run' does so too when it starts.\n"
        "A database that a newer Jielong has written is left alone, exit 1.",
        "  jielong migrate\n  JIELONG_DATABASE_URL=postgresql://... jielong migrate",
        _config,
    ),
    _Command(
        "export",
        "write the tables as CSV files or JSON",
        "Writes offers, orders, payments, pickups, commissions, ranking and postings: a CSV file\n"
        "each, in which no cell is taken for a formula, or one JSON document. Money is in fen.",
        "  jielong export\n  jielong export --out /tmp/june\n  jielong export --json > tables.json",
        _export,
    ),
)
