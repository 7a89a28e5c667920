"""The router's rows for what happens from the arrival of the goods until they are fetched."""

from handlers import arrivals, counter, pickups
from handlers.phrasebook import ActsOn, Route, Takes
from handlers.texts.arrivals import ONLY_CAME
from rules.roles import Role

_GROUP, _PERSON = ActsOn.GROUP, ActsOn.PERSON
_ANYONE, _HELPER, _LEADER = Role.RESIDENT, Role.HELPER, Role.LEADER

ROUTES = (
    Route(("到货",), Takes.MAYBE, _LEADER, _GROUP, arrivals.on_arrived),
    Route(("缺货",), Takes.MAYBE, _LEADER, _GROUP, arrivals.on_short),
    Route(("只到",), Takes.WORDS, _LEADER, _GROUP, arrivals.on_only_came, pattern=ONLY_CAME),
    Route(
        ("核销",),
        Takes.POST,
        _HELPER,
        _GROUP,
        counter.on_redeem,
        locate=counter.locate,
    ),
    Route(
        ("撤销核销", "取消核销"),
        Takes.MAYBE,
        _HELPER,
        _GROUP,
        counter.on_undo_redeem,
        locate=counter.locate,
    ),
    Route(("取货码", "我的取货码"), Takes.NOTHING, _ANYONE, _PERSON, pickups.on_my_code),
    Route(
        ("谁没取", "谁还没取"),
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        pickups.on_unfetched,
        over_all=pickups.on_unfetched_over_all,
    ),
    Route(("催取", "催取货"), Takes.MAYBE, _LEADER, _GROUP, pickups.on_chase),
)
