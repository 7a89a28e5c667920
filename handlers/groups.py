"""A leader's group: binding it, its settings, helpers, whether the bot speaks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from handlers.messages import Joined, Reply
from handlers.plans import plan_daily, plan_ranking
from handlers.replies import answer
from handlers.texts import groups as texts
from handlers.texts import phrases
from handlers.work import Call, Work
from rules.errors import RuleBroken
from rules.quiet import parse_quiet
from rules.settings import Script
from rules.times import parse_clock, parse_duration
from solitaire.normal import fold_name
from storage.commands import note_command
from storage.groups import (
    Group,
    Leader,
    find_leader,
    list_helpers,
    list_members,
    merge_settings,
    plain_setting,
    remove_helper,
    save_group,
    save_helper,
    save_leader,
)
from storage.invitations import use_invitation

_BIND = re.compile(phrases.BINDING)


async def on_bind(work: Work, call: Call) -> Sequence[Reply]:
    """绑定 阳光花园 自提点 南门便利店 and the operator's one-time code, said in the group."""
    if call.private:
        return (answer(call, texts.group_only()),)
    known = await work.state(call.chat)
    if known is not None:
        return (answer(call, texts.already_bound(known.group.name)),)
    found = _BIND.fullmatch(call.args)
    if found is None:
        return (answer(call, texts.how_to_bind()),)
    code = found["code"].upper()
    if not await use_invitation(work.session, work.vault, code, call.account, work.at):
        return (answer(call, texts.bad_code()),)
    leader = await find_leader(work.session, call.account)
    if leader is None:
        leader = Leader(call.account, call.event.nick, "")
    group = Group(
        call.chat,
        found["name"],
        call.account,
        leader.zone,
        found["place"],
        0,
        work.base,
        {},
        muted=False,
        version=1,
        since=work.at,
    )
    enrol(work, group, leader)
    work.audit(group.id, call.account, "bind")
    return (answer(call, texts.bound(group.name, group.pickup_point)),)


def enrol(work: Work, group: Group, leader: Leader) -> None:
    """Write a new group and its leader, and plan their timed posts."""
    save_leader(work.session, leader, work.at)
    save_group(work.session, group)
    plan_daily(work, group, work.at)
    plan_ranking(work, leader.account, work.at)


async def on_joined(work: Work, event: Joined) -> Sequence[Reply]:
    """The bot came into a group: it says how to begin, and what it keeps."""
    if event.account is not None or await work.state(event.chat) is not None:
        return ()
    return (Reply(event.chat, texts.welcome()),)


async def on_settings(work: Work, call: Call) -> Sequence[Reply]:
    """设置: shown, or changed and shown, in one message."""
    lines = [line for line in (call.args, *call.body.splitlines()) if line.strip()]
    group, own = call.group, dict(call.group.own)
    place, muted = group.pickup_point, group.muted
    for line in lines:
        word, _, value = line.strip().replace("\uff1a", " ", 1).partition(" ")
        if word == phrases.PICKUP_POINT and value:
            place = value.strip()
            continue
        changed = _setting(word, value.strip(), group.settings.timezone)
        if changed is None:
            return (answer(call, texts.unknown_setting(line)),)
        own |= changed
    if lines:
        _note(work, call, "settings")
        settings = merge_settings(work.base, own)
        changed_group = replace(group, own=own, settings=settings, pickup_point=place, muted=muted)
        group = work.keep(changed_group, call.state.book).group
        save_group(work.session, group)
        plan_daily(work, group, work.at)
    helpers = [nick for _, nick in await list_helpers(work.session, group.id)]
    shown = texts.settings(
        group.name, group.pickup_point, group.settings, helpers, muted=group.muted
    )
    return (answer(call, shown),)


_CLOCKS = {
    phrases.DAILY_LIST: "daily_list_at",
    phrases.CUTOFF: "cutoff_at",
    phrases.ARRIVAL_REMINDER: "arrival_reminder_at",
    phrases.PICKUP_REMINDER: "pickup_reminder_at",
    phrases.OVERDUE: "overdue_at",
}
_SCRIPTS = {phrases.SIMPLIFIED: Script.SIMPLIFIED, phrases.TRADITIONAL: Script.TRADITIONAL}


def _setting(word: str, value: str, timezone: str) -> Mapping[str, Any] | None:
    """One line of 设置 as stored values; None when it is not understood."""
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
    if word == phrases.SCRIPT and value in _SCRIPTS:
        return {"script": _SCRIPTS[value].value}
    return None


async def on_mute(work: Work, call: Call) -> Sequence[Reply]:
    """安静: books on, says nothing in the group, tells the leader privately."""
    return _speak(work, call, muted=True)


async def on_unmute(work: Work, call: Call) -> Sequence[Reply]:
    """说话: speaks in the group again."""
    return _speak(work, call, muted=False)


def _speak(work: Work, call: Call, *, muted: bool) -> Sequence[Reply]:
    _note(work, call, "mute" if muted else "unmute")
    kept = work.keep(replace(call.group, muted=muted), call.state.book)
    save_group(work.session, kept.group)
    return (answer(call, texts.muted() if muted else texts.unmuted()),)


def _note(work: Work, call: Call, kind: str) -> None:
    before = {"own": dict(call.group.own), "muted": call.group.muted}
    note_command(work.session, call.group.id, None, call.account, kind, before, 0, work)


async def on_helper(work: Work, call: Call) -> Sequence[Reply]:
    """帮手 @小李: may redeem codes in this group."""
    found = await _member(work, call)
    name = call.args.lstrip("@").strip()
    if len(found) != 1:
        text = texts.which_helper(name, len(found)) if found else texts.who_is_helper(name)
        return (answer(call, text),)
    account, nick = found[0]
    save_helper(work.session, call.group.id, account, nick, work.at)
    helpers = call.group.helpers | {account}
    work.keep(replace(call.group, helpers=helpers), call.state.book)
    work.audit(call.group.id, call.account, "add_helper", helper=account)
    return (answer(call, texts.helper_added(nick)),)


async def on_helper_gone(work: Work, call: Call) -> Sequence[Reply]:
    """取消帮手: all helpers, or the one named."""
    named = {account for account, _ in await _member(work, call)} if call.args else None
    gone = []
    for account, nick in await list_helpers(work.session, call.group.id):
        if named is None or account in named:
            await remove_helper(work.session, call.group.id, account)
            gone.append((account, nick))
    if not gone:
        return (answer(call, texts.who_is_helper(call.args.lstrip("@").strip())),)
    helpers = call.group.helpers - {account for account, _ in gone}
    work.keep(replace(call.group, helpers=helpers), call.state.book)
    work.audit(call.group.id, call.account, "remove_helper", helpers=[a for a, _ in gone])
    return (answer(call, texts.helper_removed([nick for _, nick in gone])),)


async def _member(work: Work, call: Call) -> list[tuple[Any, str]]:
    everybody = await list_members(work.session, call.group.id)
    mentioned = [(a, nick) for a, nick in everybody if a in call.event.mentions]
    if mentioned:
        return mentioned
    key = fold_name(call.args.lstrip("@"))
    exact = [(a, nick) for a, nick in everybody if fold_name(nick) == key]
    return exact or [(a, nick) for a, nick in everybody if key and key in fold_name(nick)]
