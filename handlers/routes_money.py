"""The router's rows about money, sheets, commission, ranking and the operator."""

from handlers import commission, consolidation, debts, operators, payments, ranking
from handlers.phrasebook import ActsOn, Route, Takes
from rules.roles import Role
from solitaire.receipts import ALL_BUT, PAID_WITH_SUM, REFUND, ROOM_PAID

_GROUP, _PERSON = ActsOn.GROUP, ActsOn.PERSON
_ANYONE, _LEADER, _OPERATOR = Role.RESIDENT, Role.LEADER, Role.OPERATOR

MONEY = (
    Route(
        ("收", "收款", "收钱"),
        Takes.POST,
        _LEADER,
        _GROUP,
        payments.on_receive,
        pattern=ROOM_PAID,
    ),
    Route(("撤销收", "撤销收款", "取消收"), Takes.WORDS, _LEADER, _GROUP, payments.on_undo_receive),
    Route(
        ("退款", "退钱"),
        Takes.POST,
        _LEADER,
        _GROUP,
        payments.on_refunded,
        pattern=REFUND,
    ),
    Route(
        ("除了都付了",),
        Takes.NOTHING,
        _LEADER,
        _GROUP,
        payments.on_all_but,
        pattern=ALL_BUT,
    ),
    Route(
        ("谁没付", "谁还没付", "谁没付款", "谁没给钱"),
        Takes.GROUPS,
        _LEADER,
        _GROUP,
        debts.on_who_owes,
        over_all=debts.on_who_owes_over_all,
    ),
    Route(("催付", "催款"), Takes.MAYBE, _LEADER, _GROUP, debts.on_chase),
    Route(
        (
            "已付",
            "付了",
            "已转",
            "已付款",
            "已转账",
            "付过了",
            "转了",
            "付款了",
            "转账了",
            "付好了",
        ),
        Takes.MAYBE,
        _ANYONE,
        _GROUP,
        debts.on_claim,
        pattern=PAID_WITH_SUM,
    ),
)
SHEETS = (
    Route(
        ("汇总",),
        Takes.GROUPS,
        _LEADER,
        _GROUP,
        consolidation.on_totals,
        over_all=consolidation.on_totals_over_all,
    ),
    Route(
        ("采购单", "进货单"),
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        consolidation.on_purchase,
        over_all=consolidation.on_purchase_over_all,
    ),
    Route(
        ("分拣单", "分货单", "配货单"),
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        consolidation.on_picking,
        over_all=consolidation.on_picking_over_all,
    ),
)
FIGURES = (
    Route(("佣金", "我的佣金"), Takes.MAYBE, _LEADER, _PERSON, commission.on_commission),
    Route(("佣金明细",), Takes.MAYBE, _LEADER, _PERSON, commission.on_detail),
    Route(("排名", "我的排名"), Takes.MAYBE, _LEADER, _PERSON, ranking.on_ranking),
)
OPERATOR = (
    Route(("发团长码", "团长码"), Takes.MAYBE, _OPERATOR, _PERSON, operators.on_invite),
    Route(("今日", "今天汇总"), Takes.NOTHING, _OPERATOR, _PERSON, operators.on_today),
    Route(("团长排行", "团长排名"), Takes.MAYBE, _OPERATOR, _PERSON, operators.on_leaders),
    Route(("导出",), Takes.MAYBE, _OPERATOR, _PERSON, operators.on_export),
)

ROUTES = (*MONEY, *SHEETS, *FIGURES, *OPERATOR)
