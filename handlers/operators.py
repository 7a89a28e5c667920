"""The operator's words: codes for new leaders, the day, all leaders' ranking, the tables."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handlers.messages import Attachment, Reply
from handlers.replies import personal
from handlers.spans import period_of
from handlers.tabs import people_of
from handlers.texts import operators as texts
from handlers.work import Call, Work
from rules.offers import OfferState
from rules.periods import Period
from rules.pickup import ALPHABET
from rules.ranking import standings
from rules.times import day_of
from solitaire.spans import Span, read_span
from storage.books import Book, load_book
from storage.groups import Group, list_groups, list_leaders
from storage.invitations import add_invitation
from storage.offers import Offer, list_offers
from storage.tables import TABLES, table
from storage.turnover import list_turnover

CODE_LENGTH = 8
VALID_DAYS = 7
MOST_CODES = 20
MOST_ROWS = 50_000


async def on_invite(work: Work, call: Call) -> Sequence[Reply]:
    """发团长码, 发团长码 3: one-time codes, good for a week; only their digests are kept."""
    wanted = int(call.args) if call.args.isdecimal() else 1
    if not 1 <= wanted <= MOST_CODES:
        return await personal(work, call, texts.too_many_codes(MOST_CODES))
    codes = [_new_code(work) for _ in range(wanted)]
    expires = work.at + timedelta(days=VALID_DAYS)
    for code in codes:
        add_invitation(work.session, work.vault, code, call.account, work.at, expires)
    work.audit("", call.account, "invite", codes=wanted)
    return await personal(work, call, texts.invitation(codes, VALID_DAYS))


def _new_code(work: Work) -> str:
    return "".join(work.rng.choices(ALPHABET, k=CODE_LENGTH))


async def on_today(work: Work, call: Call) -> Sequence[Reply]:
    """今日: the day over all groups."""
    groups = await list_groups(work.session, work.base)
    if not groups:
        return await personal(work, call, texts.no_groups())
    leaders = {leader.account: leader.name for leader in await list_leaders(work.session)}
    zone = ZoneInfo(work.base.timezone)
    days = [await _today(work, group, leaders.get(group.leader, "")) for group in groups]
    return await personal(work, call, texts.today(day_of(work.at, zone), days))


async def _today(work: Work, group: Group, leader: str) -> texts.Today:
    zone = ZoneInfo(group.settings.timezone)
    states = (OfferState.OPEN, OfferState.CLOSED, OfferState.DONE)
    today = day_of(work.at, zone)
    books = [
        await load_book(work.session, offer, group.leader)
        for offer in await list_offers(work.session, group.id, *states)
        if offer.state is not OfferState.DONE or _of_day(offer, today, zone)
    ]
    lines = [line for book in books if _of_day(book.offer, today, zone) for line in book.standing()]
    rows = {
        (book.offer.number, line.row)
        for book in books
        if _of_day(book.offer, today, zone)
        for line in book.standing()
    }
    owing = [person for person in await people_of(work, group) if person.open]
    return texts.Today(
        group.name,
        leader,
        len(rows),
        len({row for _, row in rows}),
        sum(line.fen for line in lines),
        sum(book.offer.state is OfferState.OPEN for book in books),
        sum(
            book.offer.state is not OfferState.OPEN and _of_day(book.offer, today, zone)
            for book in books
        ),
        len(owing),
        sum(person.open for person in owing),
        sum(_uncollected(book) for book in books),
    )


def _of_day(offer: Offer, today: date, zone: ZoneInfo) -> bool:
    """Whether an offer runs, or was closed on that day."""
    closed = offer.closed_at or offer.cutoff_at
    return offer.state is OfferState.OPEN or bool(closed and day_of(closed, zone) == today)


def _uncollected(book: Book) -> int:
    """How many people have something to fetch that is there."""
    arrived = {product.code for product in book.products.values() if product.arrived_at}
    return len(
        {
            line.row
            for line in book.standing()
            if line.product in arrived and line.collected < line.quantity
        }
    )


async def on_leaders(work: Work, call: Call) -> Sequence[Reply]:
    """团长排行: all leaders with figures; this month where nothing is said."""
    span, rest = read_span(call.args)
    if rest:
        return await personal(work, call, texts.how_to_ask(rest))
    when: Period = period_of(span or Span.THIS_MONTH, work.at, ZoneInfo(work.base.timezone))
    names = {leader.account: leader.name for leader in await list_leaders(work.session)}
    standing = standings(await list_turnover(work.session, when.start, when.end))
    listed = [(names[one.leader], one) for one in standing]
    return await personal(work, call, texts.leaders(when.name, listed))


async def on_export(work: Work, call: Call) -> Sequence[Reply]:
    """导出: the operator's tables as a workbook; 导出 json as one JSON object."""
    if call.args not in {"", "json", "xlsx"}:
        return await personal(work, call, texts.how_to_export())
    tables = {name: await table(work.session, name, work.base, work.at) for name in TABLES}
    rows = sum(len(found) for found in tables.values())
    if rows > MOST_ROWS:
        return await personal(work, call, texts.too_large(rows))
    local = work.at.astimezone(ZoneInfo(work.base.timezone))
    kind, ending = ("tables_json", "json") if call.args == "json" else ("tables", "xlsx")
    values = {"tables": tables, "made_at": local.isoformat(timespec="seconds")}
    file = Attachment(kind, f"jielong-{local:%Y%m%d-%H%M}.{ending}", values)
    work.audit("", call.account, "export", rows=rows)
    return await personal(work, call, texts.exported(len(tables), rows), file)
