"""Whom a leader's word means among those heard in her group, and who are her helpers."""

from collections.abc import Collection, Mapping

from handlers.work import Work
from solitaire.normal import fold_name
from solitaire.values import AccountId
from storage.groups import Group, list_helpers, list_members, remove_helper, save_helper

Members = list[tuple[AccountId, str]]
"""Accounts, each with the latest nickname."""


async def members_named(
    work: Work, group: Group, word: str, mentions: Collection[str] = ()
) -> Members:
    """Those who are mentioned, else those of that nickname, else those with it in theirs."""
    everybody = await list_members(work.session, group.id)
    mentioned = [(account, nick) for account, nick in everybody if account in mentions]
    if mentioned:
        return mentioned
    key = fold_name(word.lstrip("@"))
    exact = [(account, nick) for account, nick in everybody if fold_name(nick) == key]
    return exact or [(a, nick) for a, nick in everybody if key and key in fold_name(nick)]


async def set_helpers(work: Work, group: Group, helpers: Mapping[AccountId, str]) -> None:
    """Make just these the group's helpers."""
    for account, _ in await list_helpers(work.session, group.id):
        if account not in helpers:
            await remove_helper(work.session, group.id, account)
    for account, nick in helpers.items():
        save_helper(work.session, group.id, account, nick, work.at)
