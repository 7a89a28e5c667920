"""An offer's list as a post again, for another day."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.work import Work
from rules.offers import OfferState
from rules.times import day_of, next_clock
from solitaire.post_values import Arrival, Cutoff, Day, Post, PostedProduct
from storage.commands import list_commands
from storage.groups import Group
from storage.offers import Offer, OfferProduct, find_latest, list_offers, list_products

_DAY = timedelta(days=1)


async def last_posted(work: Work, group: Group) -> Offer | None:
    """The group's newest offer that was not called off."""
    return await find_latest(
        work.session, group.id, OfferState.OPEN, OfferState.CLOSED, OfferState.DONE
    )


async def last_called_off(work: Work, group: Group) -> Offer | None:
    """The newest that was called off after its list was posted."""
    cancelled = await list_offers(work.session, group.id, OfferState.CANCELLED)
    return next((offer for offer in reversed(cancelled) if offer.opened_at), None)


async def as_post(work: Work, group: Group, offer: Offer) -> Post:
    """An offer's list as a post, its clock times the next ones of their kind; what was taken off
    is left out, and there is as much of each as was first on offer."""
    products = await list_products(work.session, offer.group, offer.number)
    stocks = await _first_stocks(work, offer)
    cutoff = _next_cutoff(work, group, offer)
    return Post(
        offer.title,
        tuple(
            _posted(product, stocks.get(product.code, product.stock))
            for product in products
            if not product.taken_off
        ),
        cutoff=cutoff and _said(work, group, cutoff),
        arrival=_arrival(work, group, offer, cutoff),
        place=offer.place,
        blurb=offer.blurb,
    )


def _posted(product: OfferProduct, stock: int | None) -> PostedProduct:
    return PostedProduct(
        product.code,
        product.name,
        product.unit,
        product.fen,
        product.by_weight,
        product.variants,
        product.variant_fen,
        product.limit,
        product.minimum,
        stock,
        product.original_fen,
        product.aliases,
        product.remark,
        product.position + 1,
        product.name,
        product.commission,
    )


async def _first_stocks(work: Work, offer: Offer) -> dict[str, int | None]:
    """What there was of each product before it was restocked the first time."""
    first: dict[str, int | None] = {}
    for command in await list_commands(work.session, offer.group, offer.number, "restock"):
        before = command.before["product"]
        first.setdefault(before["code"], before["stock"])
    return first


def _next_cutoff(work: Work, group: Group, offer: Offer) -> datetime | None:
    """The next time that clocks show what they showed at the cutoff; as many whole days later as
    the offer ran longer than one."""
    if offer.cutoff_at is None:
        return None
    zone = ZoneInfo(group.settings.timezone)
    whole_days = (offer.cutoff_at - (offer.opened_at or offer.cutoff_at)) // _DAY
    return next_clock(work.at, _clock(offer.cutoff_at, zone), zone) + whole_days * _DAY


def _clock(at: datetime, zone: ZoneInfo) -> time:
    return at.astimezone(zone).time()


def _ahead(work: Work, group: Group, at: datetime) -> int:
    zone = ZoneInfo(group.settings.timezone)
    return (day_of(at, zone) - day_of(work.at, zone)).days


def _said(work: Work, group: Group, cutoff: datetime) -> Cutoff:
    zone = ZoneInfo(group.settings.timezone)
    return Cutoff("", Day(ahead=_ahead(work, group, cutoff)), _clock(cutoff, zone))


def _arrival(work: Work, group: Group, offer: Offer, cutoff: datetime | None) -> Arrival | None:
    """As many days behind the cutoff as it was."""
    if offer.arrival_at is None:
        return None
    zone = ZoneInfo(group.settings.timezone)
    before, now = offer.cutoff_at or offer.arrival_at, cutoff or work.at
    behind = (day_of(offer.arrival_at, zone) - day_of(before, zone)).days
    start, end, part = _clocks(offer.arrival)
    return Arrival("", Day(ahead=_ahead(work, group, now) + behind), start, end, part)


def _clocks(arrival: str) -> tuple[time | None, time | None, str]:
    """16:00-18:00 is two clock times, 下午 a part of a day."""
    if ":" not in arrival:
        return None, None, arrival
    clocks = [time.fromisoformat(said) for said in arrival.split("-")]
    return clocks[0], clocks[-1] if len(clocks) > 1 else None, ""
