"""设置: what a leader changes for her group, and whether the bot speaks there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.lists import book_names
from handlers.members import members_named, set_helpers
from handlers.messages import Reply
from handlers.plans import plan_daily, replan
from handlers.replies import answer, echo, personal
from handlers.setting_lines import Changes, read_settings, setting_lines
from handlers.texts import groups as texts
from handlers.texts import phrases
from handlers.texts.amounts import called, when
from handlers.work import Call, Work
from rules.offers import OfferState
from solitaire.values import AccountId
from storage.books import Book
from storage.commands import note_command
from storage.groups import Group, list_helpers, merge_settings, save_group
from storage.offers import save_product


async def on_settings(work: Work, call: Call) -> Sequence[Reply]:
    """设置: shown, or changed and shown, in one message. Rates are the leader's alone."""
    lines = setting_lines(call)
    about_rates = any(line.word == phrases.RATE for line in lines)
    changes = read_settings(call, lines)
    if isinstance(changes, str):
        return await personal(work, call, changes) if about_rates else (answer(call, changes),)
    group, book = call.group, call.state.book
    if lines:
        helpers = await _helpers_wanted(work, call, changes)
        if isinstance(helpers, str):
            return (answer(call, helpers),)
        group, book = await _change(work, call, changes, helpers)
    shown = await _shown(work, group, book, rates=about_rates or call.private)
    running = book is not None and book.offer.state is OfferState.OPEN
    if book and book.offer.cutoff_at and running and "cutoff_at" in changes.own:
        now = when(book.offer.cutoff_at, work.at, call.zone)
        shown = f"{shown}\n{texts.cutoff_from_the_next(now)}"
    return await personal(work, call, shown) if about_rates else (answer(call, shown),)


async def _helpers_wanted(work: Work, call: Call, changes: Changes) -> dict[AccountId, str] | str:
    """All helpers as they are to be, by the names shown or heard; or which name is unclear."""
    known = await list_helpers(work.session, call.group.id)
    if changes.helpers is None:
        return dict(known)
    mentions = call.event.mentions if len(changes.helpers) == 1 else ()
    helpers: dict[AccountId, str] = {}
    for name in changes.helpers:
        found = [helper for helper in known if called(helper[1]) == name]
        found = found or await members_named(work, call.group, name, mentions)
        if len(found) != 1:
            shown = echo(call.chat, name.lstrip("@"))
            return texts.which_helper(shown, len(found)) if found else texts.who_is_helper(shown)
        helpers.update(found)
    return helpers


async def _change(
    work: Work, call: Call, changes: Changes, helpers: dict[AccountId, str]
) -> tuple[Group, Book | None]:
    """Make the changes, and move what is planned to them."""
    book = call.state.book
    known = dict(await list_helpers(work.session, call.group.id))
    _note(work, call, "settings", changes.rates, known)
    if book is not None and changes.rates:
        rated = {
            code: replace(book.products[code], commission=rate)
            for code, rate in changes.rates.items()
        }
        for product in rated.values():
            save_product(work.session, call.group.id, book.offer.number, product)
        book = replace(book, products={**book.products, **rated})
    own = {**call.group.own, **changes.own}
    changed = replace(
        call.group,
        own=own,
        settings=merge_settings(work.base, own),
        pickup_point=changes.place or call.group.pickup_point,
        muted=call.group.muted if changes.muted is None else changes.muted,
        helpers=frozenset(helpers),
    )
    if helpers != known:
        await set_helpers(work, call.group, helpers)
        work.audit(call.group.id, call.account, "set_helpers", helpers=sorted(helpers))
    group = work.keep(changed, book).group
    save_group(work.session, group)
    plan_daily(work, group, work.at)
    await replan(work, group, book.offer if book else None)
    return group, book


async def _shown(work: Work, group: Group, book: Book | None, *, rates: bool) -> str:
    helpers = [called(nick) for _, nick in await list_helpers(work.session, group.id)]
    names = book_names(book) if book else {}
    own = [
        (names[product.code], product.commission)
        for product in (book.products.values() if book else ())
        if product.commission is not None
    ]
    return texts.settings(
        group.name,
        group.pickup_point,
        group.settings,
        helpers,
        muted=group.muted,
        rates=own if rates else None,
    )


async def on_mute(work: Work, call: Call) -> Sequence[Reply]:
    """安静: books on, says nothing in the group, tells the leader privately."""
    return _speak(work, call, muted=True)


async def on_unmute(work: Work, call: Call) -> Sequence[Reply]:
    """说话: speaks in the group again."""
    return _speak(work, call, muted=False)


def _speak(work: Work, call: Call, *, muted: bool) -> Sequence[Reply]:
    _note(work, call, "mute" if muted else "unmute")
    kept = work.keep(replace(call.group, muted=muted), call.state.book)
    save_group(work.session, kept.group)
    return (answer(call, texts.muted() if muted else texts.unmuted()),)


def _note(
    work: Work,
    call: Call,
    kind: str,
    rated: Iterable[str] = (),
    helpers: Mapping[AccountId, str] | None = None,
) -> None:
    """Note the group as it is before, with the rates of the products that get others, and who its
    ``helpers`` are where they may change."""
    book = call.state.book
    rates = {code: book.products[code].commission for code in rated} if book else {}
    before = {
        "own": dict(call.group.own),
        "muted": call.group.muted,
        "pickup_point": call.group.pickup_point,
        "rates": rates,
        **({} if helpers is None else {"helpers": [list(one) for one in helpers.items()]}),
    }
    number = book.offer.number if book and rates else None
    note_command(work.session, call.group.id, number, call.account, kind, before, 0, work)
