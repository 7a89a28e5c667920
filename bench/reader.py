"""The reader alone: a group's talk against cutting it into words; how cost grows with length."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from random import Random
from typing import Any

from bench.figures import Measured, Row, Target, per_second, times_faster
from bench.goods import OFFERS, Good, new_chat
from bench.talk import HOME, talk
from bench.timing import Contender, Effort, exponent, race, typical
from solitaire.chat import Chat, hear
from solitaire.post import read_post
from solitaire.values import AccountId, Message, MessageId

_SPEAKERS = 12
_Portion = list[tuple[int, Message]]


def _messages(many: int, texts: Sequence[Iterator[str]], numbers: Iterator[int]) -> _Portion:
    """What is said next in many offers' chats, with the chat's place."""
    portion: _Portion = []
    for number in range(many):
        place = number % len(texts)
        speaker = number // len(texts) % _SPEAKERS
        portion.append((place, _message(next(numbers), next(texts[place]), speaker)))
    return portion


def _message(number: int, text: str, speaker: int = 0) -> Message:
    home = f"{speaker + 1}-502"
    account, nick = AccountId(f"u{speaker}"), f"{home} 住户{speaker}"
    return Message(MessageId(f"m{number}"), account, nick, text.replace(HOME, home))


def measure_talk(effort: Effort) -> Measured:
    """Many chats in the middle of an offer; each slice goes on from the same place."""
    chats = [new_chat(OFFERS[place % len(OFFERS)]) for place in range(effort.groups)]
    rng, numbers = Random(1), count()
    texts = [talk(OFFERS[place % len(OFFERS)], rng) for place in range(effort.groups)]

    def fold(portion: _Portion) -> list[Chat]:
        held = list(chats)
        for place, message in portion:
            held[place], _ = hear(held[place], message)
        return held

    chats = fold(_messages(2 * _SPEAKERS * effort.groups, texts, numbers))
    ours = Contender(partial(_messages, texts=texts, numbers=numbers), fold, least=100)
    rounds = race((ours, _jieba(effort, texts)), effort)
    mine, peer = typical(rounds, 0), typical(rounds, 1)
    return Measured(
        times_faster(rounds), per_second(mine, "messages"), per_second(peer, "messages")
    )


def _jieba(effort: Effort, texts: Sequence[Iterator[str]]) -> Contender:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(effort.folder)
    jieba.initialize()

    def prepare(many: int) -> list[str]:
        said = (next(texts[number % len(texts)]) for number in range(many))
        return [
            text.replace(HOME, f"{number % _SPEAKERS + 1}-502") for number, text in enumerate(said)
        ]

    def cut(portion: list[str]) -> None:
        for text in portion:
            list(jieba.cut(text))

    return Contender(prepare, cut, least=20)


def free_text(length: int, rng: Random) -> str:
    """One message that goes on and on."""
    text = ""
    for sentence in talk(OFFERS[0], rng):
        text += sentence.replace(HOME, "3-502").rstrip("。") + "。"
        if len(text) >= length:
            return text[:length]
    raise AssertionError("talk has no end")


def list_text(length: int, rng: Random) -> str:
    """One list that goes on and on."""

    def entry(good: Good) -> str:
        home = f"{rng.randint(1, 30)}-{rng.randint(1, 32)}0{rng.randint(1, 6)}"
        return f"{home} 住户{rng.randrange(10_000)} {good.word}{rng.randint(1, 9)}"

    return _numbered("#接龙 水果团\n例 1. 3-502 张姐 草莓2盒", entry, length, rng)


def post_text(length: int, rng: Random) -> str:
    """A leader's post that goes on and on."""
    numbers = count(1)

    def product(good: Good) -> str:
        price = f"{good.fen / 100:g}元/{good.unit} 限{rng.randint(2, 9)}"
        return f"{good.name}{next(numbers)}号 {price}"

    return _numbered("开团", product, length, rng)


def _numbered(text: str, line: Callable[[Good], str], length: int, rng: Random) -> str:
    """A head with a numbered line about one good after another behind it."""
    for number in count(1):
        text += f"\n{number}. {line(rng.choice(OFFERS[0]))}"
        if len(text) >= length:
            return text
    raise AssertionError("numbers have no end")


def measure_post(effort: Effort) -> Measured:
    """The same kind of post at several lengths, always new."""
    rng = Random(1)

    def read(portion: list[str]) -> None:
        for text in portion:
            read_post(text)

    def prepare(many: int, length: int) -> list[str]:
        return [post_text(length, rng) for _ in range(many)]

    return _growth(effort, prepare, read)


def measure_growth(effort: Effort, write: Callable[[int, Random], str]) -> Measured:
    """The same kind of message at several lengths, always new, in an empty chat."""
    chat, rng, numbers = new_chat(OFFERS[0]), Random(1), count()

    def read(portion: list[Message]) -> None:
        for message in portion:
            hear(chat, message)

    def prepare(many: int, length: int) -> list[Message]:
        return [_message(next(numbers), write(length, rng)) for _ in range(many)]

    return _growth(effort, prepare, read)


def _growth(
    effort: Effort, prepare: Callable[[int, int], Any], read: Callable[[Any], None]
) -> Measured:
    lengths = effort.lengths
    contenders = [Contender(partial(_of_length, prepare, length), read) for length in lengths]
    rounds = race(contenders, effort)
    slopes = tuple(exponent(lengths, times) for times in rounds)
    longest = typical(rounds, -1)
    return Measured(slopes, f"{longest * 1000:,.1f} ms for {lengths[-1]:,} characters")


def _of_length(prepare: Callable[[int, int], Any], length: int, many: int) -> Any:
    return prepare(many, length)


ROWS = (
    Row(
        "reader, 80 % chatter and 20 % orders",
        "jieba.cut of the same text",
        Target(8, 30),
        measure_talk,
    ),
    Row(
        "growth of reading a free text, 500 → 4,000 characters",
        "–",
        Target(1.2, 1.1, at_most=True),
        partial(measure_growth, write=free_text),
    ),
    Row(
        "growth of reading a list, 500 → 4,000 characters",
        "–",
        Target(1.2, 1.1, at_most=True),
        partial(measure_growth, write=list_text),
    ),
    Row(
        "growth of reading a leader's post, 500 → 4,000 characters",
        "–",
        Target(1.2, 1.1, at_most=True),
        measure_post,
    ),
)
