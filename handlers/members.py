"""Whom a leader's word means among those heard in her group, whose rows those are, and who are her
helpers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from handlers.work import Work
from solitaire.households import may_be_same
from solitaire.normal import fold_name, fold_text
from solitaire.people import person_of_nick
from solitaire.values import AccountId, NativeEntry, RowKey
from storage.books import Book
from storage.groups import Group, list_helpers, list_members, remove_helper, save_helper
from storage.orders import Order, save_order

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


async def bind_named(work: Work, group: Group, book: Book, rows: Iterable[RowKey]) -> Book:
    """Rows that the leader placed for somebody by name (给王芳补 草莓1) belong to the one account
    of that name in her group, whether or not it spoke while the offer ran: the code goes there."""
    orders = dict(book.orders)
    held = {order.account for order in orders.values()}
    placed = [orders[row] for row in dict.fromkeys(rows) if row in orders]
    for order in placed:
        if order.account is not None or order.placer != group.leader:
            continue
        accounts = [one for one, nick in await _heard(work, group) if _is_named(nick, order)]
        if len(accounts) == 1 and accounts[0] not in held:
            held.add(accounts[0])
            orders[order.row] = replace(order, account=accounts[0])
            save_order(work.session, group.id, book.offer.number, orders[order.row])
    return replace(book, orders=orders)


async def _heard(work: Work, group: Group) -> Members:
    everybody = await list_members(work.session, group.id)
    return [(account, nick) for account, nick in everybody if account != group.leader]


def _is_named(nick: str, order: Order) -> bool:
    """Whether somebody of this nickname may be the person of an order: the name is the same, the
    household too where both give one."""
    person = person_of_nick(nick)
    homes = (fold_text(home).replace(" ", "") for home in (person.household, order.address))
    return fold_name(person.name) == fold_name(order.who) and may_be_same(*homes)


async def set_helpers(work: Work, group: Group, helpers: Mapping[AccountId, str]) -> None:
    """Make just these the group's helpers."""
    for account, _ in await list_helpers(work.session, group.id):
        if account not in helpers:
            await remove_helper(work.session, group.id, account)
    for account, nick in helpers.items():
        save_helper(work.session, group.id, account, nick, work.at)


async def named_entries(
    work: Work, group: Group, entries: tuple[NativeEntry, ...]
) -> tuple[NativeEntry, ...]:
    """Entries of a list with what the group last heard their authors called, where the platform
    did not say it."""
    if all(entry.nick for entry in entries):
        return entries
    heard = dict(await list_members(work.session, group.id))
    return tuple(
        entry if entry.nick else entry._replace(nick=heard.get(entry.author, ""))
        for entry in entries
    )
