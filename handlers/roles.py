"""What somebody is, where she speaks."""

from collections.abc import Sequence

from handlers.work import Work
from rules.roles import Role
from solitaire.values import AccountId
from storage.groups import find_leader, list_helped_by
from storage.states import GroupState


async def role_of(work: Work, account: AccountId, states: Sequence[GroupState]) -> Role:
    """What somebody is: in the group it concerns, or at all where it concerns none."""
    if account in work.base.operators:
        return Role.OPERATOR
    if any(state.group.leader == account for state in states):
        return Role.LEADER
    if any(account in state.group.helpers for state in states):
        return Role.HELPER
    if states:
        return Role.RESIDENT
    if await find_leader(work.session, account):
        return Role.LEADER
    helped = await list_helped_by(work.session, account, work.base)
    return Role.HELPER if helped else Role.RESIDENT
