"""The router's rows for what happens from the arrival of the goods until they are fetched."""

from handlers import arrivals, counter, pickups
from handlers.naming import is_lacking, lacks_goods, names_product
from handlers.phrasebook import ActsOn, Route, Takes
from handlers.texts import phrases as said
from handlers.texts.arrivals import LACKS, ONLY_CAME
from rules.roles import Role

_GROUP, _PERSON = ActsOn.GROUP, ActsOn.PERSON
_ANYONE, _HELPER, _LEADER = Role.RESIDENT, Role.HELPER, Role.LEADER

ROUTES = (
    Route(
        said.HERE,
        Takes.NOTHING,
        _LEADER,
        _GROUP,
        arrivals.on_here,
        everyday=lambda _: True,
    ),
    Route(
        said.ARRIVED,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        arrivals.on_arrived,
        glued=said.A_NAME,
        sure=names_product,
    ),
    Route(
        said.SHORT,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        arrivals.on_short,
        pattern=LACKS,
        glued=said.A_NAME_AND_FIGURE,
        sure=lacks_goods,
        everyday=is_lacking,
    ),
    Route(said.ONLY_CAME, Takes.WORDS, _LEADER, _GROUP, arrivals.on_only_came, pattern=ONLY_CAME),
    Route(
        said.REDEEM,
        Takes.POST,
        _HELPER,
        _GROUP,
        counter.on_redeem,
        locate=counter.locate,
        glued=said.A_CODE,
    ),
    Route(
        said.FETCH,
        Takes.NOTHING,
        _HELPER,
        _GROUP,
        counter.on_redeem,
        locate=counter.locate,
        glued=said.CODES,
        everyday=lambda args: not args,
    ),
    Route(
        said.UNDO_REDEEM,
        Takes.MAYBE,
        _HELPER,
        _GROUP,
        counter.on_undo_redeem,
        locate=counter.locate,
        glued=said.A_CODE,
    ),
    Route(said.MY_CODE, Takes.NOTHING, _ANYONE, _PERSON, pickups.on_my_code, looks=True),
    Route(
        said.UNFETCHED,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        pickups.on_unfetched,
        over_all=pickups.on_unfetched_over_all,
        looks=True,
    ),
    Route(said.CHASE_PICKUP, Takes.MAYBE, _LEADER, _GROUP, pickups.on_chase),
)
