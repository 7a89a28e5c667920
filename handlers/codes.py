"""Pickup codes: given out once a person and offer, to the person, else to whoever placed the order,
else to the leader's list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import msgspec

from handlers.collecting import (
    by_fetcher,
    fetcher,
    finish,
    place_of,
    rows_to_fetch,
    ticket,
    to_fetch,
    words,
    yet_to_come,
)
from handlers.lists import book_names
from handlers.messages import Attachment, Reply
from handlers.pictures.pickup_code import PickupCode, PickupItem
from handlers.texts import pickups as texts
from handlers.texts.amounts import called
from handlers.unreached import Topic, write
from handlers.work import Work
from rules.pickup import CODES, new_code
from solitaire.values import AccountId, RowKey
from storage.books import Book
from storage.groups import Group
from storage.orders import save_order
from storage.payments import list_tabs
from storage.pickups import list_code_digests

_DUE = Mapping[RowKey, int]


async def issue_codes(
    work: Work, group: Group, book: Book, rows: Iterable[RowKey]
) -> tuple[Book, tuple[Reply, ...]]:
    """Give these people, so far as something has arrived for them, their codes privately.

    Who has a code already hears that more has come, and that the code is the same. Gives the book
    with the codes (queued to be written; keeping it is left to the caller) and the messages.
    """
    rows = [row for row in rows if to_fetch(book, row)]
    new = frozenset(row for row in rows if book.orders[row].code_digest is None)
    book = await _with_codes(work, group, book, new)
    due = await _open_amounts(work, group, book) if rows else {}
    replies = []
    for account, own in by_fetcher(book, rows).items():
        text = _told(work, group, book, account, own, new, due)
        picture = _picture(work, group, book, own, due)
        batch = f"{book.offer.number}|{work.cause}"
        replies.append(write(account, text, Topic.CODE, batch, attachment=picture))
    return book, tuple(replies)


async def _with_codes(work: Work, group: Group, book: Book, rows: frozenset[RowKey]) -> Book:
    if not rows:
        return book
    taken = set(await list_code_digests(work.session, group.leader))
    orders = dict(book.orders)
    for row in sorted(rows, key=lambda row: orders[row].number):
        code, digest = _draw(work, taken)
        taken.add(digest)
        orders[row] = replace(
            orders[row],
            code_digest=digest,
            code_cipher=work.vault.seal(code),
            code_to=fetcher(orders[row]),
        )
        save_order(work.session, group.id, book.offer.number, orders[row])
    return replace(book, orders=orders)


def _draw(work: Work, taken: set[str]) -> tuple[str, str]:
    """A code, with its digest, that none of the leader's people has."""
    if len(taken) > CODES // 2:
        raise ValueError(f"{len(taken)} codes are in use at once")
    while True:
        code = new_code(work.rng, ())
        digest = work.vault.digest(code)
        if digest not in taken:
            return code, digest


async def _open_amounts(work: Work, group: Group, book: Book) -> _DUE:
    """What each person has still to pay, less what she says she has paid."""
    tabs = await list_tabs(work.session, group.id, book.offer.number)
    return {tab.row: max(0, tab.open - tab.claimed) for tab in tabs}


def _told(
    work: Work,
    group: Group,
    book: Book,
    account: AccountId,
    rows: Sequence[RowKey],
    new: frozenset[RowKey],
    due: _DUE,
) -> str:
    place, tickets = place_of(group, book), [ticket(work, book, row) for row in rows]
    if len(rows) == 1 and book.orders[rows[0]].account is not None:
        later = words(book, yet_to_come(book, rows[0]))
        more = rows[0] not in new
        return texts.code(group.name, tickets[0], place, later, due.get(rows[0], 0), more=more)
    if account == group.leader:
        return texts.codes_to_hand_on(group.name, tickets, place)
    return texts.codes(group.name, tickets, place)


def _picture(
    work: Work, group: Group, book: Book, rows: Sequence[RowKey], due: _DUE
) -> Attachment | None:
    """The code as a picture: her own, or the only one; the others of a list are read out."""
    first = rows[0]
    if len(rows) > 1 and book.orders[first].account is None:
        return None
    return code_picture(work, group, book, first, due.get(first, 0))


def code_picture(work: Work, group: Group, book: Book, row: RowKey, open_fen: int) -> Attachment:
    """A person's code to be shown at the counter."""
    names, lines = book_names(book), to_fetch(book, row)
    drawn = PickupCode(
        ticket(work, book, row).code,
        called(book.orders[row].who),
        group.name,
        tuple(
            PickupItem(
                f"{names[line.product]} {line.variant}".strip(),
                line.quantity - line.collected,
                book.products[line.product].unit,
            )
            for line in lines
        ),
        place_of(group, book),
        open_fen=open_fen,
    )
    return Attachment("pickup_code", "pickup-code.png", msgspec.to_builtins(drawn))


async def after_late_change(work: Work, group: Group, book: Book) -> tuple[Book, tuple[Reply, ...]]:
    """What follows when the leader has changed a closed book: codes for those to whom something
    came that had arrived before; and the offer is done when nothing is left to fetch."""
    uncoded = [row for row in rows_to_fetch(book) if book.orders[row].code_digest is None]
    book, replies = await issue_codes(work, group, book, uncoded)
    return finish(work, group, book), replies
