"""A leader's group: binding it, and her helpers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.members import members_named
from handlers.messages import Joined, Reply
from handlers.plans import plan_daily, plan_ranking
from handlers.replies import answer, echo, personal
from handlers.texts import groups as texts
from handlers.texts import phrases
from handlers.texts.amounts import when
from handlers.work import Call, Work
from rules.offers import OfferState
from solitaire.normal import fold
from storage.commands import note_command
from storage.groups import (
    Group,
    Leader,
    find_leader,
    list_helpers,
    list_joined_by,
    list_led_by,
    remove_helper,
    save_group,
    save_helper,
    save_leader,
)
from storage.invitations import use_invitation
from storage.pickups import list_awaited, list_unarrived

_BIND = re.compile(phrases.BINDING)


async def on_my_groups(work: Work, call: Call) -> Sequence[Reply]:
    """我的群: those she leads, else those she was heard in, with what runs in each."""
    led = await list_led_by(work.session, call.account, work.base)
    groups = led or await list_joined_by(work.session, call.account, work.base)
    lines = [texts.group_line(group.name, await _running(work, group)) for group in groups]
    return await personal(work, call, texts.my_groups(lines))


async def _running(work: Work, group: Group) -> str:
    """What runs in a group: the open offer, else the closed ones that are not fetched yet."""
    state = await work.state(group.id)
    book = state.book if state else None
    if book is not None and book.offer.state is OfferState.OPEN:
        people = len({line.row for line in book.standing()})
        zone = work.zone_of(group)
        cutoff = when(book.offer.cutoff_at, work.at, zone) if book.offer.cutoff_at else ""
        return texts.open_until(cutoff, people)
    awaited = set(await list_unarrived(work.session, group.id))
    waiting = await list_awaited(work.session, group.id)
    here = {one.offer for one in waiting if one.remaining} - awaited
    return texts.closed_ones(len(awaited), len(here))


async def on_bind(work: Work, call: Call) -> Sequence[Reply]:
    """绑定 阳光花园 自提点 南门便利店 and the operator's one-time code, said in the group."""
    if call.private:
        return (answer(call, texts.group_only()),)
    known = await work.state(call.chat)
    if known is not None:
        return (answer(call, texts.already_bound(known.group.name)),)
    said = fold(" ".join((call.written, *call.body.splitlines())))
    found = _BIND.fullmatch(said.text)
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
        said.written(*found.span("name")),
        call.account,
        leader.zone,
        said.written(*found.span("place")),
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


async def on_helper(work: Work, call: Call) -> Sequence[Reply]:
    """帮手 @小李: may redeem codes in this group."""
    found = await members_named(work, call.group, call.args, call.event.mentions)
    if len(found) != 1:
        name = _shown(call)
        text = texts.which_helper(name, len(found)) if found else texts.who_is_helper(name)
        return (answer(call, text),)
    account, nick = found[0]
    await _note_helpers(work, call)
    save_helper(work.session, call.group.id, account, nick, work.at)
    helpers = call.group.helpers | {account}
    work.keep(replace(call.group, helpers=helpers), call.state.book)
    work.audit(call.group.id, call.account, "add_helper", helper=account)
    return (answer(call, texts.helper_added(echo(call.chat, nick))),)


async def on_helper_gone(work: Work, call: Call) -> Sequence[Reply]:
    """取消帮手: all helpers, or the one named."""
    named = (
        {
            account
            for account, _ in await members_named(work, call.group, call.args, call.event.mentions)
        }
        if call.args
        else None
    )
    known = await list_helpers(work.session, call.group.id)
    gone = [(account, nick) for account, nick in known if named is None or account in named]
    if not gone:
        return (answer(call, texts.who_is_helper(_shown(call))),)
    await _note_helpers(work, call)
    for account, _ in gone:
        await remove_helper(work.session, call.group.id, account)
    helpers = call.group.helpers - {account for account, _ in gone}
    work.keep(replace(call.group, helpers=helpers), call.state.book)
    work.audit(call.group.id, call.account, "remove_helper", helpers=[a for a, _ in gone])
    return (answer(call, texts.helper_removed([echo(call.chat, nick) for _, nick in gone])),)


def _shown(call: Call) -> str:
    return echo(call.chat, call.args.lstrip("@").strip())


async def _note_helpers(work: Work, call: Call) -> None:
    """Note who was a helper before the command."""
    group = call.group.id
    before = {"helpers": [list(helper) for helper in await list_helpers(work.session, group)]}
    note_command(work.session, group, None, call.account, "helpers", before, 0, work)
