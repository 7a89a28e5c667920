"""The router's table: phrase → handler → who may."""

from collections.abc import Sequence

from handlers import answers, daily, drafts, groups, guide, offers, orders, products, undo
from handlers.messages import Reply
from handlers.phrasebook import ActsOn, Route, Takes
from handlers.routes_money import ROUTES as MONEY
from handlers.routes_pickup import ROUTES as PICKUP
from handlers.texts import phrases as said
from handlers.work import Call, Work
from rules.roles import Role


async def _on_confirm(_work: Work, _call: Call) -> Sequence[Reply]:
    """确认 is answered by whoever asked; the router finds out who."""
    return ()


_GROUP, _PERSON, _UNBOUND = ActsOn.GROUP, ActsOn.PERSON, ActsOn.UNBOUND
_LEADER, _ANYONE = Role.LEADER, Role.RESIDENT

OFFERS = (
    Route(said.OPEN, Takes.POST, _LEADER, _GROUP, drafts.on_open),
    Route(said.OPEN_TOMORROW, Takes.POST, _LEADER, _GROUP, drafts.on_open_tomorrow),
    Route(said.COPY, Takes.GROUPS, _LEADER, _GROUP, daily.on_copy),
    Route(said.AS_IT_IS, Takes.GROUPS, _LEADER, _GROUP, drafts.on_as_it_is),
    Route(said.MERGE, Takes.GROUPS, _LEADER, _GROUP, drafts.on_merge),
    Route(said.CLOSE_FIRST, Takes.GROUPS, _LEADER, _GROUP, drafts.on_close_first),
    Route(said.REPRICE, Takes.MAYBE, _LEADER, _GROUP, products.on_reprice),
    Route(said.RESTOCK, Takes.MAYBE, _LEADER, _GROUP, products.on_restock),
    Route(said.TAKE_OFF, Takes.MAYBE, _LEADER, _GROUP, products.on_take_off),
    Route(
        said.EXTEND,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        offers.on_extend,
    ),
    Route(said.CLOSE, Takes.GROUPS, _LEADER, _GROUP, offers.on_close),
    Route(said.CANCEL_OFFER, Takes.GROUPS, _LEADER, _GROUP, offers.on_cancel),
    Route(said.UNDO, Takes.GROUPS, _LEADER, _GROUP, undo.on_undo),
    Route(said.CONFIRM, Takes.NOTHING, _LEADER, _GROUP, _on_confirm),
    Route(said.RUNNING_LIST, Takes.NOTHING, _ANYONE, _GROUP, offers.on_running),
    Route(said.LISTING, Takes.NOTHING, _ANYONE, _GROUP, offers.on_list),
    Route(said.POSTER, Takes.GROUPS, _LEADER, _GROUP, offers.on_poster),
    Route(said.NOT_COUNTED, Takes.NOTHING, _LEADER, _GROUP, orders.on_not_counted, quoting=True),
    Route(said.COUNTED, Takes.WORDS, _LEADER, _GROUP, orders.on_counted, quoting=True),
)
GROUPS = (
    Route(said.BIND, Takes.MAYBE, _ANYONE, _UNBOUND, groups.on_bind),
    Route(said.SETTINGS, Takes.POST, _LEADER, _GROUP, groups.on_settings),
    Route(said.HELPER, Takes.WORDS, _LEADER, _GROUP, groups.on_helper),
    Route(said.HELPER_GONE, Takes.MAYBE, _LEADER, _GROUP, groups.on_helper_gone),
    Route(said.MUTE, Takes.GROUPS, _LEADER, _GROUP, groups.on_mute),
    Route(said.UNMUTE, Takes.GROUPS, _LEADER, _GROUP, groups.on_unmute),
)
ANYONE = (
    Route(said.MY_ORDER, Takes.NOTHING, _ANYONE, _PERSON, answers.on_my_order),
    Route(said.HELP, Takes.MAYBE, _ANYONE, _PERSON, guide.on_help),
)

ROUTES = (*OFFERS, *GROUPS, *ANYONE, *MONEY, *PICKUP)
