"""Who there is on the chat page, and the evening they play: ``evening.jsonl``, a day file like any
other, and ``scenes.json``, the people and what to tell the visitor at which line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bot.replay.day import Line, Setup, read_day
from handlers.messages import ChatId
from solitaire.values import AccountId
from web.people import Group, Part, Person, World

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens at a line in one sentence. ``look`` is the chat to look into afterwards; where
    time only passes, while it does."""

    caption: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Evening:
    """The page's world, the groups in it as they are bound, and the lines to be played."""

    world: World
    setup: Setup
    lines: tuple[Line, ...]
    scenes: Mapping[str, Scene]

    def scene(self, line: Line) -> Scene | None:
        """What is told at a line: by its message's id, or its instant where time only passes."""
        return self.scenes.get(line.id or line.at.isoformat())


@dataclass(frozen=True, slots=True)
class _Somebody:
    account: str
    name: str
    nick: str
    part: Part
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scenes:
    people: tuple[_Somebody, ...]
    scenes: dict[str, Scene]


def load_evening() -> Evening:
    """The evening that comes with the program."""
    with (_HERE / "evening.jsonl").open(encoding="utf-8") as written:
        day = read_day(written)
    told = msgspec.json.decode((_HERE / "scenes.json").read_bytes(), type=_Scenes)
    lines = tuple(step for step in day.steps if isinstance(step, Line))
    return Evening(_world(day.setup, told.people), day.setup, lines, told.scenes)


def without_operator(world: World) -> World:
    """The same people, but nobody who sees all groups."""
    people = tuple(person for person in world.people if person.part is not Part.OPERATOR)
    return World(people, world.groups)


def _world(setup: Setup, people: Sequence[_Somebody]) -> World:
    groups = [
        Group(
            ChatId(group.chat),
            group.name,
            tuple(AccountId(one.account) for one in people if group.chat in one.groups),
        )
        for group in setup.groups
    ]
    persons = [Person(AccountId(one.account), one.name, one.nick, one.part) for one in people]
    return World(tuple(persons), tuple(groups))
