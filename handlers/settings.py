"""设置: what a leader changes for her group, and whether the bot speaks there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from handlers.lists import book_names
from handlers.messages import Reply
from handlers.naming import products_named
from handlers.plans import plan_daily, replan
from handlers.replies import answer, echo, personal
from handlers.texts import groups as texts
from handlers.texts import offers as offer_texts
from handlers.texts import phrases
from handlers.texts.amounts import called, when
from handlers.work import Call, Work
from rules.commission import parse_rate
from rules.errors import RuleBroken
from rules.offers import OfferState
from rules.quiet import parse_quiet
from rules.settings import Script
from rules.times import parse_clock, parse_duration
from solitaire.normal import fold_text
from storage.books import Book
from storage.commands import note_command
from storage.groups import (
    Group,
    list_helpers,
    merge_settings,
    plain_setting,
    save_group,
)
from storage.offers import save_product

_RATE = re.compile(phrases.A_RATE)
_CLOCKS = {
    phrases.DAILY_LIST: "daily_list_at",
    phrases.CUTOFF: "cutoff_at",
    phrases.ARRIVAL_REMINDER: "arrival_reminder_at",
    phrases.PICKUP_REMINDER: "pickup_reminder_at",
    phrases.OVERDUE: "overdue_at",
}
_SCRIPTS = {
    **dict.fromkeys(phrases.SIMPLIFIED, Script.SIMPLIFIED),
    **dict.fromkeys(phrases.TRADITIONAL, Script.TRADITIONAL),
}
_SPEAKING = {phrases.MUTE[0]: True, phrases.UNMUTE[0]: False}


@dataclass(frozen=True, slots=True)
class _Changes:
    """What the lines of one 设置 change: the group's ``own`` settings (stored values), its pickup
    ``place``, ``rates`` of products (basis points; None is the group's again), and whether the bot
    is ``muted`` there (None where nothing is said of it)."""

    own: Mapping[str, Any] = field(default_factory=dict[str, Any])
    place: str = ""
    rates: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    muted: bool | None = None


async def on_settings(work: Work, call: Call) -> Sequence[Reply]:
    """设置: shown, or changed and shown, in one message. Rates are the leader's alone."""
    lines = [_split(line) for line in (call.args, *call.body.splitlines()) if line.strip()]
    about_rates = any(word == phrases.RATE for word, _ in lines)
    changes = _read(call, lines)
    if isinstance(changes, str):
        return await personal(work, call, changes) if about_rates else (answer(call, changes),)
    group, book = call.group, call.state.book
    if lines:
        group, book = await _change(work, call, changes)
    shown = await _shown(work, group, book, rates=about_rates or call.private)
    running = book is not None and book.offer.state is OfferState.OPEN
    if book and book.offer.cutoff_at and running and "cutoff_at" in changes.own:
        now = when(book.offer.cutoff_at, work.at, call.zone)
        shown = f"{shown}\n{texts.cutoff_from_the_next(now)}"
    return await personal(work, call, shown) if about_rates else (answer(call, shown),)


def _split(line: str) -> tuple[str, str]:
    word, _, value = line.strip().replace("\uff1a", " ", 1).partition(" ")
    return fold_text(word), value.strip()


def _read(call: Call, lines: Iterable[tuple[str, str]]) -> _Changes | str:
    """The lines as changes, or what is wrong with the first that is not understood."""
    changes = _Changes()
    for word, value in lines:
        said = fold_text(value)
        if word == phrases.PICKUP_POINT and value:
            changes = replace(changes, place=value)
        elif word == phrases.SPEAKING and said in _SPEAKING:
            changes = replace(changes, muted=_SPEAKING[said])
        elif word == phrases.RATE:
            found = _rate(call, value)
            if isinstance(found, str):
                return found
            changes = replace(
                changes,
                own={**changes.own, **found.own},
                rates={**changes.rates, **found.rates},
            )
        elif (own := _setting(word, said, call.group.settings.timezone)) is not None:
            changes = replace(changes, own={**changes.own, **own})
        else:
            return texts.unknown_setting(echo(call.chat, f"{word} {value}".strip()))
    return changes


def _rate(call: Call, value: str) -> _Changes | str:
    """佣金 8% is the group's own rate, 佣金 草莓 10% a product's; 佣金 草莓 不设 gives it back the
    group's."""
    said = _RATE.fullmatch(fold_text(value))
    unknown = texts.unknown_setting(f"{phrases.RATE} {value}".strip())
    if said is None:
        return unknown
    try:
        rate = None if said["rate"] == phrases.NONE else parse_rate(said["rate"])
    except RuleBroken:
        return unknown
    if not said["product"]:
        return unknown if rate is None else _Changes(own={"commission": rate})
    book = call.state.book
    if book is None:
        return offer_texts.nothing_open()
    found = products_named(book.products.values(), said["product"])
    if len(found) != 1:
        return offer_texts.which_product(said["product"], [product.name for product in found])
    return _Changes(rates={found[0].code: rate})


def _setting(word: str, value: str, timezone: str) -> Mapping[str, Any] | None:
    """One line of 设置, folded, as stored values; None when it is not understood."""
    try:
        if word in _CLOCKS:
            return {_CLOCKS[word]: plain_setting(parse_clock(value.removeprefix(phrases.NEXT_DAY)))}
        if word == phrases.REMINDER:
            minutes = value.removeprefix(phrases.BEFORE_CUTOFF).removesuffix(phrases.MINUTES)
            return {"reminder_before": plain_setting(parse_duration(f"{minutes}m"))}
        if word == phrases.QUIET:
            zone = ZoneInfo(timezone)
            quiet = parse_quiet("none" if value == phrases.NONE else value, zone)
            return {
                "quiet_from": plain_setting(quiet.start),
                "quiet_until": plain_setting(quiet.end),
            }
    except RuleBroken:
        return None
    if word in phrases.SCRIPT and value in _SCRIPTS:
        return {"script": _SCRIPTS[value].value}
    return None


async def _change(work: Work, call: Call, changes: _Changes) -> tuple[Group, Book | None]:
    """Make the changes, and move what is planned to them."""
    book = call.state.book
    _note(work, call, "settings", changes.rates)
    if book is not None and changes.rates:
        rated = {
            code: replace(book.products[code], commission=rate)
            for code, rate in changes.rates.items()
        }
        for product in rated.values():
            save_product(work.session, call.group.id, book.offer.number, product)
        book = replace(book, products={**book.products, **rated})
    own = {**call.group.own, **changes.own}
    changed = replace(
        call.group,
        own=own,
        settings=merge_settings(work.base, own),
        pickup_point=changes.place or call.group.pickup_point,
        muted=call.group.muted if changes.muted is None else changes.muted,
    )
    group = work.keep(changed, book).group
    save_group(work.session, group)
    plan_daily(work, group, work.at)
    await replan(work, group, book.offer if book else None)
    return group, book


async def _shown(work: Work, group: Group, book: Book | None, *, rates: bool) -> str:
    helpers = [called(nick) for _, nick in await list_helpers(work.session, group.id)]
    names = book_names(book) if book else {}
    own = [
        (names[product.code], product.commission)
        for product in (book.products.values() if book else ())
        if product.commission is not None
    ]
    return texts.settings(
        group.name,
        group.pickup_point,
        group.settings,
        helpers,
        muted=group.muted,
        rates=own if rates else None,
    )


async def on_mute(work: Work, call: Call) -> Sequence[Reply]:
    """安静: books on, says nothing in the group, tells the leader privately."""
    return _speak(work, call, muted=True)


async def on_unmute(work: Work, call: Call) -> Sequence[Reply]:
    """说话: speaks in the group again."""
    return _speak(work, call, muted=False)


def _speak(work: Work, call: Call, *, muted: bool) -> Sequence[Reply]:
    _note(work, call, "mute" if muted else "unmute", ())
    kept = work.keep(replace(call.group, muted=muted), call.state.book)
    save_group(work.session, kept.group)
    return (answer(call, texts.muted() if muted else texts.unmuted()),)


def _note(work: Work, call: Call, kind: str, rated: Iterable[str]) -> None:
    """Note the group as it is before, with the rates of the products that get others."""
    book = call.state.book
    rates = {code: book.products[code].commission for code in rated} if book else {}
    before = {
        "own": dict(call.group.own),
        "muted": call.group.muted,
        "pickup_point": call.group.pickup_point,
        "rates": rates,
    }
    number = book.offer.number if book and rates else None
    note_command(work.session, call.group.id, number, call.account, kind, before, 0, work)
