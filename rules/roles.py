"""Who may say what. A role is held in a group, the operator's everywhere."""

from enum import StrEnum
from typing import Final

from rules.errors import Refusal, RuleBroken


class Role(StrEnum):
    """From the least to the most; each may do what those before it may.

    A helper hands out goods for a leader, no more.
    """

    RESIDENT = "resident"
    HELPER = "helper"
    LEADER = "leader"
    OPERATOR = "operator"


_RANK: Final = {role: rank for rank, role in enumerate(Role)}


def allows(needed: Role, have: Role) -> bool:
    """Whether somebody who is ``have`` may do what takes a ``needed``."""
    return _RANK[have] >= _RANK[needed]


def check(needed: Role, have: Role) -> None:
    """Refuse what ``allows`` denies: ``NOT_ALLOWED``, with the facts ``needed`` and ``have``."""
    if not allows(needed, have):
        raise RuleBroken(Refusal.NOT_ALLOWED, needed=needed, have=have)


def highest(*roles: Role) -> Role:
    """The most that somebody is, a resident at least."""
    return max(roles, key=_RANK.__getitem__, default=Role.RESIDENT)
