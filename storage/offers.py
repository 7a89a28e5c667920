"""Offers and their products."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select

from rules.offers import OfferState
from solitaire.values import Product
from storage.schema import offers, products
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer of a group. ``draft`` is the leader's post while something in it is doubtful or it
    waits to be posted; ``prepared`` says that it is to be posted at the daily time. ``posted_on``
    is the local date its list last went out; a draft has it once it waits for a day."""

    group: str
    number: int
    state: OfferState
    title: str
    arrival: str
    place: str
    blurb: tuple[str, ...]
    created_at: datetime
    draft: Mapping[str, Any] | None = None
    prepared: bool = False
    opened_at: datetime | None = None
    cutoff_at: datetime | None = None
    closed_at: datetime | None = None
    arrival_at: datetime | None = None
    done_at: datetime | None = None
    posted_on: str | None = None
    sheets_issued: int = 0

    @property
    def suggested(self) -> bool:
        """Whether it is the last list again, handed to the leader at a daily time: a draft that
        she has said nothing to yet."""
        waits = self.state is OfferState.DRAFT and not self.prepared
        return waits and self.posted_on is not None


@dataclass(frozen=True, slots=True)
class OfferProduct:
    """A product in an offer. Stock, limit (a person) and minimum in thousandths, None is without;
    ``commission`` in basis points, None is the group's rate."""

    code: str
    position: int
    name: str
    unit: str
    fen: int
    by_weight: bool = False
    aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    variant_fen: tuple[int, ...] = ()
    stock: int | None = None
    limit: int | None = None
    minimum: int | None = None
    original_fen: int | None = None
    commission: int | None = None
    taken_off: bool = False
    arrived_at: datetime | None = None
    remark: str = ""

    @property
    def spoken(self) -> Product:
        """The product as the reader knows it."""
        return Product(
            self.code,
            self.name,
            self.unit,
            self.fen,
            self.aliases,
            self.by_weight,
            self.variants,
            self.variant_fen,
        )

    def price(self, variant: str) -> int:
        """The price of a sale unit in fen; of the variant where each has its own."""
        if variant and self.variant_fen:
            return self.variant_fen[self.variants.index(variant)]
        return self.fen


def save_offer(session: Session, offer: Offer) -> None:
    """Write an offer whole (its products apart)."""
    session.save(
        offers,
        {
            "group_id": offer.group,
            "offer": offer.number,
            "state": offer.state.value,
            "title": offer.title,
            "arrival": offer.arrival,
            "place": offer.place,
            "blurb": list(offer.blurb),
            "draft": offer.draft,
            "prepared": offer.prepared,
            "created_at": offer.created_at,
            "opened_at": offer.opened_at,
            "cutoff_at": offer.cutoff_at,
            "closed_at": offer.closed_at,
            "arrival_at": offer.arrival_at,
            "done_at": offer.done_at,
            "posted_on": offer.posted_on,
            "sheets_issued": offer.sheets_issued,
        },
    )


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        row.group_id,
        row.offer,
        OfferState(row.state),
        row.title,
        row.arrival,
        row.place,
        tuple(row.blurb),
        row.created_at,
        row.draft,
        row.prepared,
        row.opened_at,
        row.cutoff_at,
        row.closed_at,
        row.arrival_at,
        row.done_at,
        row.posted_on,
        row.sheets_issued,
    )


_BEGAN = func.coalesce(offers.c.opened_at, offers.c.created_at)
_NUMBER = offers.c.offer


async def find_offer(session: Session, group: str, number: int) -> Offer | None:
    """One offer of a group."""
    row = await session.first(
        select(offers).where(offers.c.group_id == group, offers.c.offer == number)
    )
    return None if row is None else _offer(row)


async def find_latest(session: Session, group: str, *states: OfferState) -> Offer | None:
    """The group's open offer, else the one that was opened last, of those in these states. A
    number tells nothing of that: a draft has its own from the start."""
    row = await session.first(
        select(offers)
        .where(offers.c.group_id == group, offers.c.state.in_([s.value for s in states]))
        .order_by((offers.c.state == OfferState.OPEN.value).desc(), _BEGAN.desc(), _NUMBER.desc())
        .limit(1)
    )
    return None if row is None else _offer(row)


async def list_offers(session: Session, group: str, *states: OfferState) -> tuple[Offer, ...]:
    """The group's offers in these states, oldest first."""
    rows = await session.rows(
        select(offers)
        .where(offers.c.group_id == group, offers.c.state.in_([s.value for s in states]))
        .order_by(_BEGAN, _NUMBER)
    )
    return tuple(_offer(row) for row in rows)


async def remove_draft(session: Session, draft: Offer) -> None:
    """Forget a post that was written anew or went into another offer: it never was one, and its
    number is free."""
    await session.execute(
        delete(offers).where(
            offers.c.group_id == draft.group,
            offers.c.offer == draft.number,
            offers.c.state == OfferState.DRAFT.value,
        )
    )


async def next_number(session: Session, group: str) -> int:
    """The number that the group's next offer gets."""
    row = await session.first(select(func.max(offers.c.offer)).where(offers.c.group_id == group))
    return 1 if row is None or row[0] is None else int(row[0]) + 1


def save_product(session: Session, group: str, offer: int, product: OfferProduct) -> None:
    """Write one product of an offer whole."""
    session.save(
        products,
        {
            "group_id": group,
            "offer": offer,
            "code": product.code,
            "position": product.position,
            "name": product.name,
            "unit": product.unit,
            "fen": product.fen,
            "by_weight": product.by_weight,
            "aliases": list(product.aliases),
            "variants": list(product.variants),
            "variant_fen": list(product.variant_fen),
            "stock": product.stock,
            "limit_": product.limit,
            "minimum": product.minimum,
            "original_fen": product.original_fen,
            "commission": product.commission,
            "taken_off": product.taken_off,
            "arrived_at": product.arrived_at,
            "remark": product.remark,
        },
    )


async def remove_products(session: Session, group: str, offer: int, codes: Collection[str]) -> None:
    """Forget products that nobody ordered or spoke of."""
    await session.execute(
        delete(products).where(
            products.c.group_id == group,
            products.c.offer == offer,
            products.c.code.in_(codes),
        )
    )


async def list_products(session: Session, group: str, offer: int) -> tuple[OfferProduct, ...]:
    """The products of an offer, in the order of its list."""
    rows = await session.rows(
        select(products)
        .where(products.c.group_id == group, products.c.offer == offer)
        .order_by(products.c.position)
    )
    return tuple(
        OfferProduct(
            row.code,
            row.position,
            row.name,
            row.unit,
            row.fen,
            row.by_weight,
            tuple(row.aliases),
            tuple(row.variants),
            tuple(row.variant_fen),
            row.stock,
            row.limit_,
            row.minimum,
            row.original_fen,
            row.commission,
            row.taken_off,
            row.arrived_at,
            row.remark,
        )
        for row in rows
    )
