"""The leader's commission: what waits, what is hers, what was taken back, and the lines for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from handlers.addressing import take_group_names
from handlers.messages import Due, Reply
from handlers.replies import personal
from handlers.spans import period_of
from handlers.texts import commission as texts
from handlers.work import Call, Work
from rules.commission import CommissionState
from rules.ledger import commission_settles
from rules.times import day_of
from solitaire.spans import Span, read_span
from solitaire.titles import short_name
from storage.books import split_item
from storage.commissions import (
    Earned,
    EarnedState,
    list_earned_by,
    list_unsettled,
    save_earned,
)
from storage.groups import Group, list_groups, list_led_by
from storage.offers import list_products
from storage.orders import list_lines, list_orders
from storage.postings import add_transaction, line_cause

MOST_LINES = 60


async def on_commission(work: Work, call: Call) -> Sequence[Reply]:
    """佣金, 佣金 本周 阳光花园: by state; this month and all her groups where none is named."""
    asked = await _asked(work, call)
    if isinstance(asked, str):
        return await personal(work, call, asked)
    span, named, earned = asked
    zone = ZoneInfo(work.base.timezone)
    waiting = [
        one.settles_at.astimezone(zone) for one in earned if _in(one, CommissionState.WAITING)
    ]
    sums = texts.Sums(
        sum(one.fen for one in earned if _in(one, CommissionState.WAITING)),
        sum(one.fen for one in earned if _in(one, CommissionState.SETTLED)),
        sum(one.fen for one in earned if _in(one, CommissionState.CLAWED_BACK)),
        len({(one.group, one.offer, one.row, one.item) for one in earned}),
        min(waiting, default=None),
        max(waiting, default=None),
    )
    return await personal(work, call, texts.summary(span, named, sums))


def _in(earned: Earned, state: CommissionState) -> bool:
    return earned.standing is state


async def on_detail(work: Work, call: Call) -> Sequence[Reply]:
    """佣金明细: the lines that prove it, the latest where there are too many."""
    asked = await _asked(work, call)
    if isinstance(asked, str):
        return await personal(work, call, asked)
    span, _, earned = asked
    shown = earned[-MOST_LINES:]
    lines = await _lines(work, shown)
    return await personal(work, call, texts.detail(span, lines, len(earned) - len(shown)))


async def _asked(work: Work, call: Call) -> tuple[Span, Sequence[str], Sequence[Earned]] | str:
    """The stretch, the names of the groups if any were named, and what was earned; or the answer
    to a word that means neither."""
    hers = await list_led_by(work.session, call.account, work.base)
    if not hers:
        return texts.not_a_leader()
    span, rest = read_span(call.args)
    named, left = take_group_names(rest, hers)
    if left:
        return texts.no_such_group(left, [group.name for group in hers])
    span = span or Span.THIS_MONTH
    when = period_of(span, work.at, ZoneInfo(work.base.timezone))
    groups = None if named is None else [group.id for group in named]
    earned = await list_earned_by(work.session, call.account, groups, when.start, when.end)
    return span, [group.name for group in named or ()], earned


async def _lines(work: Work, earned: Sequence[Earned]) -> list[texts.Line]:
    groups = {group.id: group for group in await list_groups(work.session, work.base)}
    facts = {
        (group, offer): await _offer(work, group, offer)
        for group, offer in dict.fromkeys((one.group, one.offer) for one in earned)
    }
    return [_line(groups[one.group], facts[one.group, one.offer], one) for one in earned]


@dataclass(frozen=True, slots=True)
class _Offer:
    """What an offer's products (name, unit), people (number, name) and lines (thousandths, fen)
    are."""

    products: Mapping[str, tuple[str, str]]
    people: Mapping[str, tuple[int, str]]
    lines: Mapping[tuple[str, str], tuple[int, int]]


async def _offer(work: Work, group: str, offer: int) -> _Offer:
    products = await list_products(work.session, group, offer)
    orders = await list_orders(work.session, group, offer)
    lines = await list_lines(work.session, group, offer)
    return _Offer(
        {product.code: (short_name(product.name), product.unit) for product in products},
        {order.row: (order.number, _named(order.address, order.who)) for order in orders},
        {(line.row, line.item): (line.quantity, line.fen) for line in lines},
    )


def _named(address: str, who: str) -> str:
    return f"{address} {who}" if address and address != who else who


def _line(group: Group, offer: _Offer, earned: Earned) -> texts.Line:
    code, variant = split_item(earned.item)
    name, unit = offer.products[code]
    number, named = offer.people[earned.row]
    quantity, fen = offer.lines[earned.row, earned.item]
    return texts.Line(
        day_of(earned.at, ZoneInfo(group.settings.timezone)),
        group.name,
        number,
        named,
        f"{name}({variant})" if variant else name,
        _share(quantity, earned.basis_fen, fen),
        unit,
        earned.basis_fen,
        earned.rate,
        earned.fen,
        earned.standing,
        returned=earned.state is EarnedState.RETURNED,
    )


def _share(quantity: int, part_fen: int, fen: int) -> int | None:
    """How much of a line was collected for a part of its price; None where it comes out odd."""
    share, rest = divmod(quantity * part_fen, fen) if fen else (0, 1)
    return share if not rest else None


async def on_settle(work: Work, event: Due) -> Sequence[Reply]:
    """The after-sales window of some goods has ended: what waited for that is settled."""
    for earned in await list_unsettled(work.session, event.group, event.due_at):
        source = line_cause(work.cause, earned.offer, earned.row, earned.item)
        posted = commission_settles(source, earned.leader, earned.fen)
        add_transaction(work.session, earned.group, posted, work.at)
        settled = replace(earned, state=EarnedState.SETTLED, settled_at=work.at)
        save_earned(work.session, settled)
    return ()
