"""A 接龙 evening: everybody sends the whole list again with a line more; some send an older copy,
some change their line."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.figures import Measured, Row, Target, times_faster
from bench.goods import OFFERS, new_chat
from bench.timing import Contender, Effort, exponent, race, typical
from bench.world import BEGIN
from solitaire.chat import Chat, hear
from solitaire.values import AccountId, Change, Message, MessageId
from storage.books import split_item
from storage.database import Database
from storage.migrate import migrate
from storage.orders import Line, Order, save_line, save_order
from storage.session import Session

_HEAD = "#接龙 水果团\n例 1. 3-502 张姐 草莓2盒\n"
_LINE = re.compile(r"\s*(\d+)[.、]\s*(\S+)\s+(\S+)\s+(\D+)(\d+)\S*")


@dataclass(frozen=True, slots=True)
class Posted:
    """A list that somebody posts."""

    account: str
    nick: str
    text: str


def evening(people: int, rng: Random) -> list[Posted]:
    """One list a person. A tenth are forks of the copy before last, a tenth also change the line
    of the person before."""
    posts: list[Posted] = []
    lines: list[str] = []
    copies: list[list[str]] = [[]]
    for number in range(people):
        home, good = f"{rng.randint(1, 30)}-{number + 101}", rng.choice(OFFERS[0])
        nick = f"{home} 住户{number}"
        chance = rng.random()
        lines = list(copies[-2] if chance < 0.1 and len(copies) > 1 else copies[-1])
        lines.append(f"{nick} {good.word}{rng.randint(1, 9)}{good.unit}")
        copies = [*copies[-1:], lines]
        posts.append(Posted(f"u{number}", nick, _written(lines)))
        if chance > 0.9:
            lines = [*lines[:-1], f"{nick} {good.word}{rng.randint(10, 19)}{good.unit}"]
            copies = [*copies[-1:], lines]
            posts.append(Posted(f"u{number}", nick, _written(lines)))
    return posts


def _written(lines: Sequence[str]) -> str:
    return _HEAD + "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


class Book:
    """Ours: reads each list with the reader and writes what it changed in the book, every 200
    messages, as the program does under load. What the program does besides (judging stock, its
    inbox, its answers) is measured with the whole pipeline."""

    def __init__(self, folder: Path) -> None:
        self._folder = TemporaryDirectory(dir=folder, prefix="bench-")
        self._runner = asyncio.Runner()
        self._runner.run(self._open())

    async def _open(self) -> None:
        self._database = Database(f"sqlite:///{Path(self._folder.name) / 'ours.db'}")
        await migrate(self._database)

    def close(self) -> None:
        """End it."""
        self._runner.run(self._database.close())
        self._runner.close()
        self._folder.cleanup()

    def read(self, portion: tuple[str, Chat, list[Message]]) -> None:
        """A whole evening of one group, from its empty chat on."""
        self._runner.run(self._read(*portion))

    async def _read(self, group: str, chat: Chat, messages: Sequence[Message]) -> None:
        for first in range(0, len(messages), 200):
            async with self._database.writing() as session:
                for message in messages[first : first + 200]:
                    chat, reading = hear(chat, message)
                    for change in reading.changes:
                        self._save(session, group, chat, change)

    def _save(self, session: Session, group: str, chat: Chat, change: Change) -> None:
        row, seq = chat.state.rows[change.row], len(chat.state.rows)
        order = Order(
            row.key, seq, row.placer, row.account, row.who, row.address, row.note, row.placer, BEGIN
        )
        save_order(session, group, 1, order)
        code, variant = split_item(change.item)
        fen = chat.lexicon.products[code].fen
        line = Line(
            row.key, change.item, code, variant, 0, change.after, fen, fen * change.after // 1000,
            BEGIN, seq,
        )  # fmt: skip
        save_line(session, group, 1, line)


def _ours(book: Book, people: int, places: Iterator[int], rng: Random) -> Contender:
    def prepare(_: int) -> tuple[str, Chat, list[Message]]:
        messages = [
            Message(MessageId(f"m{number}"), AccountId(post.account), post.nick, post.text)
            for number, post in enumerate(evening(people, rng))
        ]
        return f"g{next(places)}", new_chat(OFFERS[0]), messages

    return Contender(prepare, book.read, most=1)


class Naive:
    """A peer: reads every line of every list, and writes the whole book anew each time. It commits
    as seldom as the program does under load, every 200 messages."""

    def __init__(self, folder: Path) -> None:
        self._folder = TemporaryDirectory(dir=folder, prefix="bench-")
        path = Path(self._folder.name) / "naive.db"
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(
            "CREATE TABLE book (number INTEGER, home TEXT, who TEXT, product TEXT, amount INTEGER)"
        )

    def close(self) -> None:
        """End it."""
        self._connection.close()
        self._folder.cleanup()

    def read(self, posts: Sequence[Posted]) -> None:
        """A whole evening."""
        for first in range(0, len(posts), 200):
            self._connection.execute("BEGIN IMMEDIATE")
            for post in posts[first : first + 200]:
                found = (_LINE.match(line) for line in post.text.split("\n"))
                rows = [match.groups() for match in found if match is not None]
                self._connection.execute("DELETE FROM book")
                self._connection.executemany("INSERT INTO book VALUES (?, ?, ?, ?, ?)", rows)
            self._connection.execute("COMMIT")


def measure_naive(effort: Effort) -> Measured:
    """The largest evening, against reading it naively."""
    naive, book, rng = Naive(effort.folder), Book(effort.folder), Random(1)
    people = effort.people[-1]
    ours = _ours(book, people, count(), rng)
    peer = Contender(lambda _: evening(people, rng), naive.read, most=1)
    rounds = race((ours, peer), effort)
    naive.close()
    book.close()
    mine, theirs = (f"{typical(rounds, place) * 1000:,.0f} ms" for place in (0, 1))
    return Measured(times_faster(rounds), mine, theirs)


def measure_growth(effort: Effort) -> Measured:
    """Evenings of several sizes."""
    book, rng, places = Book(effort.folder), Random(1), count()
    rounds = race([_ours(book, people, places, rng) for people in effort.people], effort)
    book.close()
    slopes = tuple(exponent(effort.people, times) for times in rounds)
    largest = typical(rounds, -1)
    return Measured(slopes, f"{largest * 1000:,.0f} ms for {effort.people[-1]} people")


ROWS = (
    Row(
        "evening of 400 people re-sending the list, with forks and edits, read and booked",
        "naive re-parse and rewrite",
        Target(5, 15),
        measure_naive,
    ),
    Row(
        "growth of that evening's cost, 50 → 400 people",
        "–",
        Target(1.4, 1.15, at_most=True),
        measure_growth,
    ),
)
