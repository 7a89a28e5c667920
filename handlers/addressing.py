"""Which group an event acts on. Settled when it is filed; a private word is not about its chat.

A word that concerns several groups is addressed to each of them, except where it only looks:
then it is one event of the private chat, with all the groups in its hands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.asking import WHICH_GROUP, answered_by, is_fresh
from handlers.messages import Due, Edited, Event, Recalled, Said, Undelivered, is_private
from handlers.opening import DOUBTS, lines_of_post
from handlers.phrasebook import ActsOn, Phrase, Phrasebook
from handlers.texts import phrases
from rules.offers import OfferState
from rules.roles import Role
from solitaire.fitting import is_paste, likeness
from solitaire.normal import fold_name, fold_text
from solitaire.paste import read_paste
from solitaire.values import AccountId, MessageId
from storage.groups import Group, list_groups, list_helped_by, list_joined_by, list_led_by
from storage.inbox import find_groups_of, find_text
from storage.offers import find_latest
from storage.outbox import Asked
from storage.session import Session
from storage.states import GroupState, States
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Addressed:
    """An event and the key of what it acts on; ``groups`` are the ids of the groups it concerns,
    ``unknown`` a name of a group that the speaker has not. ``unsure`` are groups of which one must
    be chosen first. ``several`` says that the speaker could mean other groups too, so that answers
    name theirs; ``chose`` is the question which group is meant, if this is its answer."""

    key: str
    event: Event
    groups: tuple[str, ...] = ()
    unknown: str = ""
    unsure: tuple[Group, ...] = ()
    several: bool = False
    chose: Asked | None = None


@dataclass(frozen=True, slots=True)
class Addressing:
    """What is needed to tell what an event is about."""

    session: Session
    states: States
    vault: Vault
    phrases: Phrasebook

    async def settle(self, event: Event) -> tuple[Addressed, ...]:
        """Where an event belongs; more than one place where it acts on several groups."""
        match event:
            case Due() | Undelivered():
                return (Addressed(event.group, event, (event.group,)),)
            case Said() if is_private(event.chat):
                return await self._private(event)
            case Edited() | Recalled() if is_private(event.chat):
                return await self._changed(event)
            case _:
                return (Addressed(event.chat, event, (event.chat,)),)

    async def _changed(self, event: Edited | Recalled) -> tuple[Addressed, ...]:
        """A private message is changed where it was taken; what names the group is no order."""
        groups = await find_groups_of(self.session, event.chat, event.message)
        hers = await self._groups_of(event.account, Role.RESIDENT)
        if isinstance(event, Edited):
            event = replace(event, text=named_in_talk(event.text, hers)[1])
        several = len(hers) > 1
        return tuple(Addressed(group, event, (group,), several=several) for group in groups)

    async def _private(self, said: Said) -> tuple[Addressed, ...]:
        waiting = await self.states.asked(self.session, said.chat, said.account)
        asked = waiting[-1] if waiting and is_fresh(waiting[-1], said) else None
        if asked is not None and asked.kind == WHICH_GROUP:
            chosen = _chosen(asked, said.text)
            if chosen is not None:
                return await self._meant(said, asked, chosen)
        phrase = self.phrases.find(said.text, quoting=False)
        if phrase is None:
            return await self._talk(said, asked, waiting)
        if phrase.route.acts_on is ActsOn.PERSON:
            return (Addressed(said.chat, said, ()),)
        if phrase.route.answers and not phrase.args:
            return await self._answer(said, phrase, waiting)
        return await self._command(said, phrase)

    async def _meant(self, said: Said, asked: Asked, chosen: str) -> tuple[Addressed, ...]:
        """Which group was meant: what was asked about is taken as that message, as it reads now,
        so that its edits find it; the answer itself says nothing more."""
        message = MessageId(asked.facts.get("message", said.message))
        now = await find_text(self.session, said.chat, message)
        text = str(asked.facts["text"]) if now is None else now
        if not text:
            return (Addressed(said.chat, said, (), chose=asked),)
        meant = replace(said, message=message, text=text)
        first = Addressed(chosen, meant, (chosen,), several=True, chose=asked)
        return (first, Addressed(said.chat, said, ())) if message != said.message else (first,)

    async def _answer(
        self, said: Said, phrase: Phrase, waiting: Sequence[Asked]
    ) -> tuple[Addressed, ...]:
        """确认, 并入, 就这样: to the groups that were asked about; else to her only one."""
        asked = await answered_by(self.session, waiting, said, phrase.route.answers)
        hers = await self._groups_of(said.account, phrase.route.who)
        groups = [one.group for one in asked] or [group.id for group in hers if len(hers) == 1]
        if not groups:
            return (Addressed(said.chat, said, ()),)
        return self._to_each(groups, said)

    def _to_each(self, groups: Sequence[str], said: Said) -> tuple[Addressed, ...]:
        several = len(groups) > 1
        return tuple(Addressed(group, said, (group,), several=several) for group in groups)

    async def _command(self, said: Said, phrase: Phrase) -> tuple[Addressed, ...]:
        hers = await self._groups_of(said.account, phrase.route.who)
        if not hers:
            return (Addressed(said.chat, said, ()),)
        if phrase.route.locate is not None:
            asked = (phrase, hers, said.account)
            located = await phrase.route.locate(self.session, self.vault, *asked)
            if located:
                at_counter = phrase.route.who is Role.HELPER  # there the code tells
                several = len(located) > 1 or (len(hers) > 1 and not at_counter)
                return tuple(
                    Addressed(group, replace(said, text=text), (group,), several=several)
                    for group, text in located.items()
                )
        names, rest = (None, "") if phrase.sentence else take_group_names(phrase.written, hers)
        stripped = replace(said, text=_spoken(phrase, rest))
        if names is None:
            return (await self._only_one(said, phrase, hers),)
        if len(names) > 1 and phrase.route.over_all is not None:
            return (Addressed(said.chat, stripped, tuple(group.id for group in names)),)
        return self._to_each([group.id for group in names], stripped)

    async def _only_one(self, said: Said, phrase: Phrase, hers: Sequence[Group]) -> Addressed:
        """Nobody named a group: the only one, all of them for a look, else the bot must ask."""
        if len(hers) == 1:
            return Addressed(hers[0].id, said, (hers[0].id,))
        if phrase.route.over_all is not None:
            return Addressed(said.chat, said, tuple(group.id for group in hers))
        return Addressed(said.chat, said, (), unsure=tuple(hers))

    async def _talk(
        self, said: Said, asked: Asked | None, waiting: Sequence[Asked]
    ) -> tuple[Addressed, ...]:
        """No command: an order or a question, about the one of her groups that is open."""
        led = await list_led_by(self.session, said.account, self.states.base)
        joined = await list_joined_by(self.session, said.account, self.states.base)
        everywhere = {group.id: group for group in (*led, *joined)}
        drafted = asked is not None and asked.kind == DOUBTS and lines_of_post(said.text)
        if not drafted and (pasted := await self._pasted(said, led)):
            return pasted
        named, rest = named_in_talk(said.text, tuple(everywhere.values()))
        several = len(everywhere) > 1
        if named is not None:
            said = replace(said, text=rest)
            return (Addressed(named.id, said, (named.id,), several=several),)
        open_ones, closed = [], []
        for group in everywhere.values():
            if await find_latest(self.session, group.id, OfferState.OPEN):
                open_ones.append(group)
            elif await find_latest(self.session, group.id, OfferState.CLOSED):
                closed.append(group)
        candidates = open_ones or closed or list(everywhere.values())
        if asked is not None and asked.kind == DOUBTS and lines_of_post(said.text):
            about = await answered_by(self.session, waiting, said, {DOUBTS})
            return self._to_each([one.group for one in about], said)
        if asked is not None and asked.group in everywhere:
            return (Addressed(asked.group, said, (asked.group,), several=several),)
        if len(candidates) == 1:
            only = candidates[0].id
            return (Addressed(only, said, (only,), several=several),)
        return (
            Addressed(
                said.chat, said, tuple(group.id for group in candidates), unsure=tuple(candidates)
            ),
        )

    async def _pasted(self, said: Said, led: Sequence[Group]) -> tuple[Addressed, ...]:
        """What a leader pastes: to the group that is named in its head, else to the one whose list
        it continues, else to the one whose goods it names; nowhere where it is no paste."""
        if read_paste(said.text) is None:
            return ()
        await self.states.refresh_once(self.session, [group.id for group in led])
        states = [
            state for group in led if (state := await self.states.get(self.session, group.id))
        ]
        pasted = [
            state
            for state in states
            if is_paste(said.text, state.book.chat.lexicon if state.book else None)
        ]
        if not pasted:
            return ()
        several = len(led) > 1
        named, _ = named_in_talk(said.text, led)
        running = [state for state in pasted if _is_in(state, OfferState.OPEN)]
        closed = [state for state in pasted if _is_in(state, OfferState.CLOSED)]
        fits = _likest(said.text, running or closed or pasted)
        if named is not None or len(fits) == 1:
            only = named.id if named is not None else fits[0].group.id
            return (Addressed(only, said, (only,), several=several),)
        groups = tuple(state.group for state in fits)
        return (Addressed(said.chat, said, tuple(g.id for g in groups), unsure=groups),)

    async def _groups_of(self, account: AccountId, who: Role) -> tuple[Group, ...]:
        base = self.states.base
        if account in base.operators:
            return await list_groups(self.session, base)
        led = await list_led_by(self.session, account, base)
        if who is Role.LEADER:
            return led
        helped = await list_helped_by(self.session, account, base)
        if who is Role.HELPER:
            return (*led, *helped)
        joined = await list_joined_by(self.session, account, base)
        return tuple({group.id: group for group in (*led, *helped, *joined)}.values())


def _is_in(state: GroupState, offer: OfferState) -> bool:
    return state.book is not None and state.book.offer.state is offer


def _likest(text: str, states: Sequence[GroupState]) -> Sequence[GroupState]:
    """Those whose lists a paste resembles most."""
    like = [likeness(text, state.book.chat) if state.book else (0, 0) for state in states]
    return [state for state, one in zip(states, like, strict=True) if one == max(like)]


def take_group_names(args: str, groups: Sequence[Group]) -> tuple[Sequence[Group] | None, str]:
    """The groups named at the front or the end of a command's words, and the words without them.

    None where no group is named. A part of a name counts when it fits just one group.
    """
    words = args.split()
    named: list[Group] = []
    while words and (found := _group_named(words[0], groups)):
        named += [group for group in found if group not in named]
        words = words[1:]
    while words and (found := _group_named(words[-1], groups)):
        named += [group for group in found if group not in named]
        words = words[:-1]
    return (named or None), " ".join(words)


def named_in_talk(text: str, groups: Sequence[Group]) -> tuple[Group | None, str]:
    """The one group named in front of or behind an order, or in the head of a list, and the text
    without it: 锦绣家园草莓1份, 草莓1份 锦绣. A part of a name stands apart from the goods.
    """
    line = text.strip()
    if "\n" in line:
        head = fold_name("".join(line.split("\n")[:2]))
        fits = [(group, text) for group in groups if fold_name(group.name) in head]
    else:
        fits = [(group, rest) for group in groups if (rest := _without_name(line, group.name))]
    return fits[0] if len(fits) == 1 else (None, text)


def _without_name(line: str, name: str) -> str:
    """The rest of a line that begins or ends with a group's name, or with a part set apart."""
    part = "|".join(re.escape(name[:end]) for end in range(len(name), 1, -1))
    whole, apart = re.escape(name), phrases.NAMES_APART
    front = rf"(?:{whole}{phrases.OF_GROUP}{apart}*|(?:{part}){phrases.OF_GROUP}{apart}+)(.+)"
    back = rf"(.+?)(?:{apart}*{whole}|{apart}+(?:{part})){phrases.OF_GROUP}"
    found = re.fullmatch(front, line) or re.fullmatch(back, line)
    return found[1].strip() if found else ""


def _group_named(word: str, groups: Sequence[Group]) -> tuple[Group, ...]:
    if fold_text(word) in phrases.ALL_GROUPS:
        return tuple(groups)
    key = fold_name(word)
    exact = tuple(group for group in groups if fold_name(group.name) == key)
    if exact:
        return exact
    part = tuple(
        group for group in groups if len(key) >= 2 and fold_name(group.name).startswith(key)
    )
    return part if len(part) == 1 else ()


def _spoken(phrase: Phrase, rest: str) -> str:
    head = f"{phrase.route.name} {rest}".strip()
    return f"{head}\n{phrase.body}" if phrase.body else head


def _chosen(asked: Asked, text: str) -> str | None:
    ids, names = list(asked.facts["groups"]), list(asked.facts["names"])
    word = fold_name(text)
    if word.isdigit() and 1 <= int(word) <= len(ids):
        return str(ids[int(word) - 1])
    fits = [place for place, name in enumerate(names) if word and fold_name(name).startswith(word)]
    return str(ids[fits[0]]) if len(fits) == 1 else None
