"""Groups that are bound from the start, without an operator's code: a replay's and the page's."""

from datetime import timedelta

from bot.replay.day import Setup
from handlers.groups import enrol
from handlers.work import Work
from solitaire.values import AccountId
from storage.groups import Group, Leader, find_group, find_leader, save_leader


async def enrol_setup(work: Work, setup: Setup) -> None:
    """Bind the leaders and groups of a setup, in its order; what is bound stays as it is.

    Groups follow the operator's settings (``work.base``).
    """
    leaders = {
        entry.id: Leader(AccountId(entry.id), entry.name, entry.zone, entry.stars)
        for entry in setup.leaders
    }
    for leader in leaders.values():
        if await find_leader(work.session, leader.account) is None:
            save_leader(work.session, leader, work.at)
    for place, entry in enumerate(setup.groups):
        if await find_group(work.session, entry.chat, work.base) is not None:
            continue
        unnamed = Leader(AccountId(entry.leader), entry.leader, entry.zone)
        leader = leaders.get(entry.leader, unnamed)
        group = Group(
            entry.chat,
            entry.name,
            leader.account,
            entry.zone or leader.zone,
            entry.pickup_point,
            entry.members,
            work.base,
            {},
            muted=False,
            version=1,
            since=work.at + timedelta(milliseconds=place),
        )
        enrol(work, group, leader)
