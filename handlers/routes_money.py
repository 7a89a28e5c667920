"""The router's rows about money, sheets, commission, ranking and the operator."""

from handlers import commission, consolidation, debts, operators, payers, payments, ranking
from handlers.phrasebook import ActsOn, Route, Takes
from handlers.texts import phrases as said
from rules.roles import Role
from solitaire.paid_by import TOLD, read_told
from solitaire.receipts import ALL_BUT, PAID_WITH_SUM, REFUND, ROOM_PAID, is_everyday

_GROUP, _PERSON = ActsOn.GROUP, ActsOn.PERSON
_ANYONE, _LEADER, _OPERATOR = Role.RESIDENT, Role.LEADER, Role.OPERATOR


def _names_no_offer(words: str) -> bool:
    return bool(words) and not consolidation.is_earlier(words)


MONEY = (
    Route(
        said.RECEIVE,
        Takes.POST,
        _LEADER,
        _GROUP,
        payments.on_receive,
        pattern=f"{ROOM_PAID}|{TOLD}",
        glued=said.AN_ORDER,
        everyday=lambda said: is_everyday(said) or bool(read_told(said)),
        locate=payers.locate,
    ),
    Route(
        said.UNDO_RECEIVE,
        Takes.WORDS,
        _LEADER,
        _GROUP,
        payments.on_undo_receive,
        locate=payers.locate,
    ),
    Route(
        said.REFUND,
        Takes.POST,
        _LEADER,
        _GROUP,
        payments.on_refunded,
        pattern=REFUND,
        locate=payers.locate,
    ),
    Route(
        said.ALL_BUT,
        Takes.NOTHING,
        _LEADER,
        _GROUP,
        payments.on_all_but,
        pattern=ALL_BUT,
    ),
    Route(
        said.WHO_OWES,
        Takes.GROUPS,
        _LEADER,
        _GROUP,
        debts.on_who_owes,
        over_all=debts.on_who_owes_over_all,
        looks=True,
    ),
    Route(said.CHASE_PAYMENT, Takes.MAYBE, _LEADER, _GROUP, debts.on_chase),
    Route(
        said.PAID,
        Takes.MAYBE,
        _ANYONE,
        _GROUP,
        debts.on_claim,
        pattern=PAID_WITH_SUM,
        locate=debts.locate,
    ),
)
SHEETS = (
    Route(
        said.TOTALS,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        consolidation.on_totals,
        over_all=consolidation.on_totals_over_all,
        looks=True,
        everyday=_names_no_offer,
    ),
    Route(
        said.PURCHASE,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        consolidation.on_purchase,
        over_all=consolidation.on_purchase_over_all,
        looks=True,
        everyday=_names_no_offer,
    ),
    Route(
        said.PICKING,
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        consolidation.on_picking,
        over_all=consolidation.on_picking_over_all,
        looks=True,
        everyday=_names_no_offer,
    ),
)
FIGURES = (
    Route(
        said.COMMISSION,
        Takes.MAYBE,
        _LEADER,
        _PERSON,
        commission.on_commission,
        looks=True,
        glued=said.A_SPAN,
    ),
    Route(
        said.COMMISSION_DETAIL,
        Takes.MAYBE,
        _LEADER,
        _PERSON,
        commission.on_detail,
        looks=True,
        glued=said.A_SPAN,
    ),
    Route(
        said.RANKING,
        Takes.MAYBE,
        _LEADER,
        _PERSON,
        ranking.on_ranking,
        looks=True,
        glued=said.A_SPAN,
    ),
)
OPERATOR = (
    Route(said.INVITE, Takes.MAYBE, _OPERATOR, _PERSON, operators.on_invite),
    Route(said.TODAY, Takes.NOTHING, _OPERATOR, _PERSON, operators.on_today, looks=True),
    Route(
        said.LEADERS,
        Takes.MAYBE,
        _OPERATOR,
        _PERSON,
        operators.on_leaders,
        looks=True,
        glued=said.A_SPAN,
    ),
    Route(said.EXPORT, Takes.MAYBE, _OPERATOR, _PERSON, operators.on_export),
)

ROUTES = (*MONEY, *SHEETS, *FIGURES, *OPERATOR)
