"""What the lines of one 设置 ask for: as they are shown, or as people would rather say it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from handlers.naming import products_named
from handlers.replies import echo
from handlers.texts import groups as texts
from handlers.texts import offers as offer_texts
from handlers.texts import phrases
from handlers.work import Call
from rules.commission import parse_rate
from rules.errors import RuleBroken
from rules.quiet import parse_quiet
from rules.settings import Script
from solitaire.clocks import read_clock, read_length
from solitaire.normal import fold, fold_text
from storage.groups import plain_setting

_LINE = re.compile(rf"(?P<word>{'|'.join(phrases.SETTING_WORDS)})\s*:?\s*(?P<value>.*)", re.DOTALL)
_RATE = re.compile(phrases.A_RATE)
_DASH = re.compile(rf"\s*[-~{phrases.UNTIL}]\s*")
_NAMES = re.compile(r"\s*[、,，;；]\s*|\s+(?=@)")
_CLOCKS = {
    phrases.DAILY_LIST: "daily_list_at",
    phrases.CUTOFF: "cutoff_at",
    phrases.ARRIVAL_REMINDER: "arrival_reminder_at",
    phrases.PICKUP_REMINDER: "pickup_reminder_at",
    phrases.OVERDUE: "overdue_at",
}
_EVENING = frozenset({phrases.CUTOFF, phrases.PICKUP_REMINDER})  # where 7点 is 19:00
_SCRIPTS = {
    **dict.fromkeys(phrases.SIMPLIFIED, Script.SIMPLIFIED),
    **dict.fromkeys(phrases.TRADITIONAL, Script.TRADITIONAL),
}
_SPEAKING = {phrases.MUTE[0]: True, phrases.UNMUTE[0]: False}


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to change: the group's ``own`` settings (stored values), its pickup ``place``,
    ``rates`` of products (basis points; None is the group's again), whether the bot is ``muted``
    there and the names of all its ``helpers`` (None where nothing is said of it)."""

    own: Mapping[str, Any] = field(default_factory=dict[str, Any])
    place: str = ""
    rates: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    muted: bool | None = None
    helpers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One line of 设置: its ``word``, folded, and its ``value`` as written."""

    word: str
    value: str


def setting_lines(call: Call) -> list[SettingLine]:
    """The lines that ask for something: the heading, if she sent the whole back, does not."""
    lines = [line.strip() for line in (call.written, *call.body.splitlines())]
    return [_split(line) for line in lines if line and texts.SETTINGS_OF not in line]


def _split(line: str) -> SettingLine:
    folded = fold(line)
    found = _LINE.fullmatch(folded.text)
    if found is None:
        return SettingLine(folded.text, "")
    return SettingLine(found["word"], folded.written(*found.span("value")).strip())


def read_settings(call: Call, lines: Iterable[SettingLine]) -> Changes | str:
    """The lines as changes, or what is wrong with the first that is not understood."""
    changes = Changes()
    for line in lines:
        asked = _read(call, line, changes)
        if asked is None:
            said = f"{line.word} {line.value}".strip()
            return texts.unknown_setting(echo(call.chat, said))
        if isinstance(asked, str):
            return asked
        changes = asked
    return changes


def _read(call: Call, line: SettingLine, so_far: Changes) -> Changes | str | None:
    """The changes with one line more; None where it is not understood."""
    said = fold_text(line.value)
    if line.word == phrases.PICKUP_POINT and line.value:
        return replace(so_far, place=line.value)
    if line.word == phrases.HELPER[0] and said:
        names = () if said in phrases.NOBODY else tuple(filter(None, _NAMES.split(line.value)))
        return replace(so_far, helpers=names)
    if line.word == phrases.SPEAKING and said in _SPEAKING:
        return replace(so_far, muted=_SPEAKING[said])
    if line.word == phrases.RATE:
        return _rate(call, said, so_far)
    own = _setting(line.word, said, call.group.settings.timezone)
    return None if own is None else replace(so_far, own={**so_far.own, **own})


def _rate(call: Call, value: str, so_far: Changes) -> Changes | str | None:
    """佣金 8% is the group's own rate, 佣金 草莓 10% a product's; 佣金 草莓 不设 gives it back the
    group's."""
    said = _RATE.fullmatch(value)
    if said is None:
        return None
    try:
        rate = None if said["rate"] == phrases.NONE else parse_rate(said["rate"])
    except RuleBroken:
        return None
    if not said["product"]:
        own = {**so_far.own, "commission": rate}
        return None if rate is None else replace(so_far, own=own)
    book = call.state.book
    if book is None:
        return offer_texts.nothing_open()
    found = products_named(book.products.values(), said["product"])
    if len(found) != 1:
        return offer_texts.which_product(said["product"], [product.name for product in found])
    return replace(so_far, rates={**so_far.rates, found[0].code: rate})


def _setting(word: str, value: str, timezone: str) -> Mapping[str, Any] | None:
    """One line of 设置, folded, as stored values; None when it is not understood."""
    if word in _CLOCKS:
        clock = read_clock(value.removeprefix(phrases.NEXT_DAY), evening=word in _EVENING)
        return None if clock is None else {_CLOCKS[word]: plain_setting(clock)}
    if word == phrases.REMINDER:
        return _reminder(value)
    if word == phrases.QUIET:
        return _quiet(value, ZoneInfo(timezone))
    if word in phrases.SCRIPT and value in _SCRIPTS:
        return {"script": _SCRIPTS[value].value}
    return None


def _reminder(value: str) -> Mapping[str, Any] | None:
    """截单前30分钟, 提前半小时, 30; 不设 for none."""
    for before in phrases.BEFORE_CUTOFF:
        value = value.removeprefix(before)
    words = f"0{phrases.MINUTES}" if value == phrases.NONE else value
    length = read_length(f"{words}{phrases.MINUTES}" if words.isdecimal() else words)
    return None if length is None else {"reminder_before": plain_setting(length)}


def _quiet(value: str, zone: ZoneInfo) -> Mapping[str, Any] | None:
    """21:30-08:00, 晚上10点到早上7点; 不设 for none."""
    clocks = [read_clock(said, evening=place == 0) for place, said in enumerate(_DASH.split(value))]
    span = "-".join(clock.strftime("%H:%M") for clock in clocks if clock)
    try:
        quiet = parse_quiet("none" if value == phrases.NONE else span, zone)
    except RuleBroken:
        return None
    return {"quiet_from": plain_setting(quiet.start), "quiet_until": plain_setting(quiet.end)}
