"""What follows from a changed book: money to give back, new sheets, codes for who has none."""

from collections.abc import Sequence

from handlers.booking import Taken
from handlers.codes import after_late_change
from handlers.collecting import keep_book
from handlers.issuing import issue_sheets
from handlers.messages import Reply
from handlers.refunds import refund_changed
from handlers.work import Work
from rules.offers import OfferState
from storage.groups import Group


async def follow(work: Work, group: Group, taken: Taken) -> Sequence[Reply]:
    """Do what a message's change of a book asks for, and give what is to be said of it."""
    if taken.before is None or taken.after is None:
        return ()
    await refund_changed(work, group, taken.before, taken.after)
    if taken.after.offer.state is not OfferState.CLOSED:
        return ()
    book, coded = await after_late_change(work, group, taken.after)
    book, sheets = await issue_sheets(work, group, book, updated=True)
    await keep_book(work, group.id, book)
    return (*coded, *sheets)
