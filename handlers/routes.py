"""The router's table: phrase → handler → who may."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from handlers import (
    answers,
    arrivals,
    daily,
    drafts,
    explaining,
    groups,
    guide,
    offers,
    opening,
    orders,
    products,
    removing,
    repricing,
    returns,
    settings,
    undo,
)
from handlers.messages import Reply
from handlers.naming import names_product
from handlers.phrasebook import ActsOn, Route, Takes
from handlers.replies import answer
from handlers.routes_money import ROUTES as MONEY
from handlers.routes_pickup import ROUTES as PICKUP
from handlers.texts import phrases as said
from handlers.texts import say
from handlers.work import Call, Work
from rules.roles import Role
from solitaire.whys import WHY
from storage.outbox import Asked

_CONFIRMED: Mapping[str, Callable[[Work, Call, Asked], Awaitable[Sequence[Reply]]]] = {
    offers.CONFIRM_CANCEL: offers.confirmed_cancel,
    products.CONFIRM_TAKE_OFF: products.confirmed_take_off,
    repricing.CONFIRM_REPRICE: repricing.confirmed_reprice,
    arrivals.CONFIRM_SHORTAGE: arrivals.confirmed_shortage,
    returns.CONFIRM_REFUND: returns.confirmed_refund,
}


async def _on_confirm(work: Work, call: Call) -> Sequence[Reply]:
    """确认: whoever asked acts on it."""
    if call.asked is None:
        return (answer(call, say.nothing_to_confirm()),)
    return await _CONFIRMED[call.asked.kind](work, call, call.asked)


_GROUP, _PERSON, _UNBOUND = ActsOn.GROUP, ActsOn.PERSON, ActsOn.UNBOUND
_LEADER, _ANYONE = Role.LEADER, Role.RESIDENT
_DRAFTED = frozenset({opening.DOUBTS, opening.SUGGESTED})
_UNDECIDED = frozenset({opening.MERGE})

OFFERS = (
    Route(said.OPEN, Takes.POST, _LEADER, _GROUP, drafts.on_open),
    Route(said.OPEN_TOMORROW, Takes.POST, _LEADER, _GROUP, drafts.on_open_tomorrow),
    Route(said.COPY, Takes.GROUPS, _LEADER, _GROUP, daily.on_copy),
    Route(said.AS_IT_IS, Takes.GROUPS, _LEADER, _GROUP, drafts.on_as_it_is, answers=_DRAFTED),
    Route(said.MERGE, Takes.GROUPS, _LEADER, _GROUP, drafts.on_merge, answers=_UNDECIDED),
    Route(
        said.CLOSE_FIRST,
        Takes.GROUPS,
        _LEADER,
        _GROUP,
        drafts.on_close_first,
        answers=_UNDECIDED,
    ),
    Route(
        said.REPRICE,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        repricing.on_reprice,
        glued=said.A_NAME_AND_FIGURE,
        sure=names_product,
    ),
    Route(
        said.RESTOCK,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        products.on_restock,
        glued=said.A_NAME_AND_FIGURE,
        sure=names_product,
    ),
    Route(
        said.TAKE_OFF,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        products.on_take_off,
        glued=said.A_NAME,
        sure=names_product,
    ),
    Route(
        said.PUT_BACK,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        products.on_put_back,
        glued=said.A_NAME,
        sure=names_product,
    ),
    Route(
        said.EXTEND,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        offers.on_extend,
        glued=f"(?:{said.A_TIME}|{said.A_LENGTH})",
    ),
    Route(said.CLOSE, Takes.GROUPS, _LEADER, _GROUP, offers.on_close),
    Route(said.CANCEL_OFFER, Takes.GROUPS, _LEADER, _GROUP, offers.on_cancel),
    Route(said.UNDO, Takes.GROUPS, _LEADER, _GROUP, undo.on_undo),
    Route(said.CONFIRM, Takes.NOTHING, _LEADER, _GROUP, _on_confirm, answers=frozenset(_CONFIRMED)),
    Route(said.RUNNING_LIST, Takes.NOTHING, _ANYONE, _GROUP, offers.on_running, looks=True),
    Route(said.LISTING, Takes.NOTHING, _ANYONE, _GROUP, offers.on_list, looks=True),
    Route(said.POSTER, Takes.GROUPS, _LEADER, _GROUP, offers.on_poster),
    Route(said.NOT_COUNTED, Takes.NOTHING, _LEADER, _GROUP, orders.on_not_counted, quoting=True),
    Route(said.COUNTED, Takes.WORDS, _LEADER, _GROUP, orders.on_counted, quoting=True),
    Route(
        said.REMOVE,
        Takes.NOTHING,
        _LEADER,
        _GROUP,
        removing.on_remove,
        locate=removing.locate,
        glued=said.WHOSE,
        sure=removing.is_removal,
        everyday=lambda _words: True,
        yields=True,
    ),
)
GROUPS = (
    Route(said.BIND, Takes.MAYBE, _ANYONE, _UNBOUND, groups.on_bind),
    Route(
        said.SETTINGS,
        Takes.POST,
        _LEADER,
        _GROUP,
        settings.on_settings,
        glued=said.A_SETTING,
    ),
    Route(said.HELPER, Takes.WORDS, _LEADER, _GROUP, groups.on_helper),
    Route(said.HELPER_GONE, Takes.MAYBE, _LEADER, _GROUP, groups.on_helper_gone),
    Route(said.MUTE, Takes.GROUPS, _LEADER, _GROUP, settings.on_mute),
    Route(said.UNMUTE, Takes.GROUPS, _LEADER, _GROUP, settings.on_unmute),
)
ANYONE = (
    Route(said.MY_ORDER, Takes.NOTHING, _ANYONE, _PERSON, answers.on_my_order, looks=True),
    Route(said.MY_GROUPS, Takes.NOTHING, _ANYONE, _PERSON, groups.on_my_groups, looks=True),
    Route(said.MY_ACCOUNT, Takes.NOTHING, _ANYONE, _PERSON, guide.on_my_account, looks=True),
    Route(said.HELP, Takes.MAYBE, _ANYONE, _PERSON, guide.on_help, looks=True),
)

REASONS = (
    Route(
        said.WHY,
        Takes.NOTHING,
        _ANYONE,
        _PERSON,
        explaining.on_why,
        pattern=WHY,
        looks=True,
        yields=True,
    ),
)
"""Last: almost anything may be asked so, and what is another phrase is not meant."""

ROUTES = (*OFFERS, *GROUPS, *ANYONE, *MONEY, *PICKUP, *REASONS)
