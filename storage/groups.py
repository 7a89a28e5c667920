"""Groups, their leaders, helpers and members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Executable, Row, select

from rules.settings import Script, Settings
from solitaire.values import AccountId
from storage.schema import groups, helpers, leaders, members, reachability
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader as the operator knows her. ``zone`` is where she competes."""

    account: AccountId
    name: str
    zone: str
    stars: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A bound group. ``own`` are the settings that differ from the operator's, as stored;
    ``settings`` the ones in force. ``version`` grows with every write of the group."""

    id: str
    name: str
    leader: AccountId
    zone: str
    pickup_point: str
    members: int
    settings: Settings
    own: Mapping[str, Any]
    muted: bool
    version: int
    since: datetime
    helpers: frozenset[AccountId] = frozenset()


def merge_settings(base: Settings, own: Mapping[str, Any]) -> Settings:
    """The operator's settings with a group's own (stored as plain values) laid over them."""
    return replace(base, **{name: _from_plain(name, value) for name, value in own.items()})


def _from_plain(name: str, value: Any) -> Any:
    match getattr(Settings(), name):
        case time():
            return time.fromisoformat(value)
        case timedelta():
            return timedelta(seconds=value)
        case Script():
            return Script(value)
        case _:
            return value


def plain_setting(value: Any) -> Any:
    """A setting's value as it is stored: clock times as HH:MM, durations as seconds."""
    match value:
        case time():
            return value.isoformat("minutes")
        case timedelta():
            return value.total_seconds()
        case _:
            return value


def _group(row: Row[Any], base: Settings, helping: frozenset[AccountId] = frozenset()) -> Group:
    return Group(
        row.id,
        row.name,
        AccountId(row.leader),
        row.zone,
        row.pickup_point,
        row.members,
        merge_settings(base, row.settings),
        row.settings,
        row.muted,
        row.version,
        row.since,
        helping,
    )


async def find_group(session: Session, group: str, base: Settings) -> Group | None:
    """The group with its helpers, or None while it is not bound."""
    row = await session.first(select(groups).where(groups.c.id == group))
    if row is None:
        return None
    rows = await session.rows(select(helpers.c.account).where(helpers.c.group_id == group))
    return _group(row, base, frozenset(AccountId(helper.account) for helper in rows))


async def _list(session: Session, query: Executable, base: Settings) -> tuple[Group, ...]:
    return tuple(_group(row, base) for row in await session.rows(query))


async def list_groups(session: Session, base: Settings) -> tuple[Group, ...]:
    """All groups, in the order they were bound (helpers are not loaded)."""
    return await _list(session, select(groups).order_by(groups.c.since, groups.c.id), base)


async def list_led_by(session: Session, leader: str, base: Settings) -> tuple[Group, ...]:
    """The groups of one leader, in the order they were bound."""
    query = select(groups).where(groups.c.leader == leader).order_by(groups.c.since, groups.c.id)
    return await _list(session, query, base)


async def list_helped_by(session: Session, account: str, base: Settings) -> tuple[Group, ...]:
    """The groups in which an account is the leader's helper."""
    helped = select(helpers.c.group_id).where(helpers.c.account == account)
    return await _list(
        session, select(groups).where(groups.c.id.in_(helped)).order_by(groups.c.since), base
    )


async def list_joined_by(session: Session, account: str, base: Settings) -> tuple[Group, ...]:
    """The groups in which an account was ever heard."""
    seen = select(members.c.group_id).where(members.c.account == account)
    return await _list(
        session, select(groups).where(groups.c.id.in_(seen)).order_by(groups.c.since), base
    )


def save_group(session: Session, group: Group) -> None:
    """Write a group whole."""
    session.save(
        groups,
        {
            "id": group.id,
            "name": group.name,
            "leader": group.leader,
            "zone": group.zone,
            "pickup_point": group.pickup_point,
            "members": group.members,
            "settings": dict(group.own),
            "muted": group.muted,
            "version": group.version,
            "since": group.since,
        },
    )


async def versions(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """The stored versions of groups, so that a stale copy in memory is noticed; their rows are
    locked for this transaction where the database locks rows."""
    query = (
        select(groups.c.id, groups.c.version)
        .where(groups.c.id.in_(ids))
        .order_by(groups.c.id)
        .with_for_update()
    )
    return {row.id: row.version for row in await session.rows(query)}


def bump_version(session: Session, group: Group) -> Group:
    """The group with its next version, which is queued to be written."""
    later = replace(group, version=group.version + 1)
    session.update(groups, {"id": group.id}, {"version": later.version})
    return later


def save_leader(session: Session, leader: Leader, at: datetime) -> None:
    """Write a leader whole."""
    session.save(
        leaders,
        {
            "account": leader.account,
            "name": leader.name,
            "zone": leader.zone,
            "stars": leader.stars,
            "since": at,
        },
    )


async def find_leader(session: Session, account: str) -> Leader | None:
    """A leader by her account."""
    row = await session.first(select(leaders).where(leaders.c.account == account))
    return None if row is None else Leader(AccountId(row.account), row.name, row.zone, row.stars)


async def list_leaders(session: Session) -> tuple[Leader, ...]:
    """All leaders, in the order they came."""
    rows = await session.rows(select(leaders).order_by(leaders.c.since, leaders.c.account))
    return tuple(Leader(AccountId(row.account), row.name, row.zone, row.stars) for row in rows)


def save_helper(session: Session, group: str, account: str, nick: str, at: datetime) -> None:
    """Make an account the leader's helper in a group."""
    session.save(helpers, {"group_id": group, "account": account, "nick": nick, "since": at})


async def list_helpers(session: Session, group: str) -> tuple[tuple[AccountId, str], ...]:
    """The helpers of a group: account and the nickname they were named by."""
    rows = await session.rows(select(helpers).where(helpers.c.group_id == group))
    return tuple((AccountId(row.account), row.nick) for row in rows)


async def remove_helper(session: Session, group: str, account: str) -> None:
    """Take the helper's role away."""
    await session.execute(
        helpers.delete().where(helpers.c.group_id == group, helpers.c.account == account)
    )


def save_member(session: Session, group: str, account: str, nick: str, at: datetime) -> None:
    """Remember that an account was heard in a group, under this nickname."""
    session.save(members, {"group_id": group, "account": account, "nick": nick, "seen_at": at})


async def list_members(session: Session, group: str) -> tuple[tuple[AccountId, str], ...]:
    """Everybody heard in a group: account and latest nickname."""
    rows = await session.rows(select(members).where(members.c.group_id == group))
    return tuple((AccountId(row.account), row.nick) for row in rows)


def save_reachable(session: Session, account: str, at: datetime, *, reachable: bool) -> None:
    """Remember whether the bot can write to an account privately."""
    session.save(reachability, {"account": account, "reachable": reachable, "at": at})


async def is_unreachable(session: Session, account: str) -> bool:
    """Whether writing privately to this account is known to fail."""
    row = await session.first(select(reachability).where(reachability.c.account == account))
    return row is not None and not row.reachable
