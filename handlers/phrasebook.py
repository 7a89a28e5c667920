"""Which phrase a message is. A command is the whole message with its arguments: a command word
inside a sentence does nothing (明天8点截单哦)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handlers.texts import phrases
from handlers.work import Handler
from rules.roles import Role
from solitaire.normal import fold, fold_text
from storage.states import GroupState


class Takes(StrEnum):
    """What may stand behind a phrase: NOTHING; names of GROUPS, or nothing; WORDS on its line (at
    least one); MAYBE words; or a POST (maybe words, and lines below)."""

    NOTHING = "nothing"
    GROUPS = "groups"
    WORDS = "words"
    MAYBE = "maybe"
    POST = "post"


class ActsOn(StrEnum):
    """GROUP: one group's affairs, filed once for each that is named; PERSON: the speaker's own, or
    everybody's; UNBOUND: a group that may not be bound yet."""

    GROUP = "group"
    PERSON = "person"
    UNBOUND = "unbound"


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the router's table. The first phrase names the command. ``pattern`` is for what is
    said in a sentence's form (草莓只到17): the whole line is then the argument. ``over_all``
    answers where several groups are named and nothing is changed: in sections with one total.
    ``quoting`` is for words that mean something only in reply to a message. ``locate`` finds the
    groups that a private word is about, where the word itself tells (a pickup code). ``looks`` is
    for words that only look, which may be asked: 排名？. ``glued`` is what may stand behind the
    phrase without a blank (佣金本月), whole; ``sure`` tells in a group whether it is meant then.
    ``everyday`` tells words behind it that are talk unless the speaker may say the command.
    ``yields`` says that a handler without an answer leaves the words to be read as talk.
    ``answers`` are the kinds of the bot's questions that it answers: said alone in private, it goes
    to the groups that were asked about."""

    phrases: tuple[str, ...]
    takes: Takes
    who: Role
    acts_on: ActsOn
    handler: Handler
    over_all: Handler | None = None
    pattern: str | None = None
    quoting: bool = False
    locate: Any = None
    looks: bool = False
    glued: str | None = None
    sure: Callable[[GroupState, str], bool] | None = None
    everyday: Callable[[str], bool] | None = None
    answers: frozenset[str] = frozenset()
    yields: bool = False

    @property
    def name(self) -> str:
        """The command's name."""
        return self.phrases[0]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message that is a command: its route, the folded words behind it, the lines below.
    ``sentence`` says that it was recognised by the route's pattern, not by a phrase; ``glued``
    that no blank stands behind the phrase. ``written`` are the words behind it as she wrote
    them."""

    route: Route
    args: str
    body: str
    sentence: bool = False
    glued: bool = False
    written: str = ""


_MARKS = " 。.!~,、…"
_ASKED = "?"


def _regex(route: Route) -> str:
    words = "|".join(
        re.escape(fold_text(phrase)).replace(r"\ ", r"\s*")
        for phrase in sorted(route.phrases, key=len, reverse=True)
    )
    match route.takes:
        case Takes.NOTHING:
            behind = ""
        case Takes.WORDS:
            behind = r"(?:\s+|\s*[:,]\s*|(?=[0-9@#]))(?P<args>\S.*)"
        case Takes.GROUPS:
            behind = r"(?:\s+(?P<args>\S.*)|)"
        case Takes.POST:
            behind = r"(?:(?:\s+|\s*[:,]\s*)(?P<args>\S.*)|)"
        case Takes.MAYBE:
            behind = r"(?:(?:\s+|\s*[:,]\s*|(?=[0-9@#]))(?P<args>\S.*)|)"
    forms = [f"(?:{words}){behind}"]
    if route.glued:
        forms.append(f"(?:{words})(?P<glued>{route.glued})")
    if route.pattern:
        forms.append(f"(?P<sentence>{route.pattern})")
    return f"(?:{'|'.join(forms)})"


class Phrasebook:
    """All routes, ready to be matched against messages."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = tuple(routes)
        self._compiled = tuple((re.compile(_regex(route)), route) for route in routes)
        openings = {fold_text(phrase)[0] for route in routes for phrase in route.phrases}
        self._by_opening = {opening: self._opened_by(opening) for opening in openings}
        self._loose = self._opened_by(None)

    def _opened_by(self, opening: str | None) -> tuple[tuple[re.Pattern[str], Route], ...]:
        """What a line that begins so may be: sentences begin as they like."""
        return tuple(
            (regex, route)
            for regex, route in self._compiled
            if route.pattern or opening in {fold_text(phrase)[0] for phrase in route.phrases}
        )

    def find(self, text: str, *, quoting: bool) -> Phrase | None:
        """The command that a message is, or None. ``quoting`` says that it replies to another."""
        head, _, body = text.strip().partition("\n")
        folded = fold(head)
        whole = _without_address(folded.text.strip())
        line = whole.rstrip(_MARKS + _ASKED)
        asked = _ASKED in whole[len(line) :]
        if not line:
            return None
        for regex, route in self._by_opening.get(line[0], self._loose):
            found = regex.fullmatch(line)
            if found is None or (route.quoting and not quoting) or (asked and not route.looks):
                continue
            if body.strip() and route.takes in {Takes.NOTHING, Takes.GROUPS}:
                continue
            said = {name: words for name, words in found.groupdict().items() if words}
            args = (said.get("sentence") or said.get("glued") or said.get("args", "")).strip()
            if args.endswith(phrases.QUESTION_ENDS):
                continue
            end = len(folded.text.rstrip()) - (len(whole) - len(line))
            written = folded.written(end - len(args), end)
            body = body.strip("\n")
            return Phrase(route, args, body, "sentence" in said, "glued" in said, written)
        return None


_ADDRESS = re.compile(r"^(?:@\S+\s+)?/?\s*")
_BOT_SUFFIX = re.compile(r"^(\S+?)@\w+bot\b", re.IGNORECASE)


def _without_address(line: str) -> str:
    """The line without a leading mention of the bot, slash, or Telegram's ``/cmd@the_bot``."""
    return _BOT_SUFFIX.sub(r"\1", _ADDRESS.sub("", line, count=1)).strip()
