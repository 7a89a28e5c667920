"""The router's table: phrase → handler → who may."""

from collections.abc import Sequence

from handlers import answers, drafts, groups, guide, offers, orders, products, undo
from handlers.messages import Reply
from handlers.phrasebook import ActsOn, Route, Takes
from handlers.routes_money import ROUTES as MONEY
from handlers.routes_pickup import ROUTES as PICKUP
from handlers.texts import say
from handlers.work import Call, Work
from rules.roles import Role


async def _on_confirm(_work: Work, _call: Call) -> Sequence[Reply]:
    """确认 is answered by whoever asked; the router finds out who."""
    return ()


_GROUP, _PERSON, _UNBOUND = ActsOn.GROUP, ActsOn.PERSON, ActsOn.UNBOUND
_LEADER, _ANYONE = Role.LEADER, Role.RESIDENT

OFFERS = (
    Route(("开团",), Takes.POST, _LEADER, _GROUP, drafts.on_open),
    Route(("明天开团", "明日开团"), Takes.POST, _LEADER, _GROUP, drafts.on_open_tomorrow),
    Route(("复制昨天", "照昨天开"), Takes.GROUPS, _LEADER, _GROUP, drafts.on_copy),
    Route((say.AS_IT_IS,), Takes.GROUPS, _LEADER, _GROUP, drafts.on_as_it_is),
    Route((say.MERGE,), Takes.GROUPS, _LEADER, _GROUP, drafts.on_merge),
    Route((say.CLOSE_FIRST,), Takes.GROUPS, _LEADER, _GROUP, drafts.on_close_first),
    Route(("改价",), Takes.MAYBE, _LEADER, _GROUP, products.on_reprice),
    Route(("补货",), Takes.MAYBE, _LEADER, _GROUP, products.on_restock),
    Route(("下架",), Takes.MAYBE, _LEADER, _GROUP, products.on_take_off),
    Route(
        ("延长", "延长到", "延长至", "延时"),
        Takes.MAYBE,
        _LEADER,
        _GROUP,
        offers.on_extend,
    ),
    Route(("截单", "收单"), Takes.GROUPS, _LEADER, _GROUP, offers.on_close),
    Route(("取消本团", "取消这团"), Takes.GROUPS, _LEADER, _GROUP, offers.on_cancel),
    Route(("撤销", "撤回上一步"), Takes.GROUPS, _LEADER, _GROUP, undo.on_undo),
    Route((say.CONFIRM, "确定"), Takes.NOTHING, _LEADER, _GROUP, _on_confirm),
    Route(("接龙",), Takes.NOTHING, _ANYONE, _GROUP, offers.on_running),
    Route(("团品", "今日团品", "看团"), Takes.NOTHING, _ANYONE, _GROUP, offers.on_list),
    Route(("海报",), Takes.GROUPS, _LEADER, _GROUP, offers.on_poster),
    Route(("不算",), Takes.NOTHING, _LEADER, _GROUP, orders.on_not_counted, quoting=True),
    Route(("算",), Takes.WORDS, _LEADER, _GROUP, orders.on_counted, quoting=True),
)
GROUPS = (
    Route(("绑定",), Takes.MAYBE, _ANYONE, _UNBOUND, groups.on_bind),
    Route(("设置",), Takes.POST, _LEADER, _GROUP, groups.on_settings),
    Route(("帮手",), Takes.WORDS, _LEADER, _GROUP, groups.on_helper),
    Route(("取消帮手",), Takes.MAYBE, _LEADER, _GROUP, groups.on_helper_gone),
    Route(("安静",), Takes.GROUPS, _LEADER, _GROUP, groups.on_mute),
    Route(("说话",), Takes.GROUPS, _LEADER, _GROUP, groups.on_unmute),
)
ANYONE = (
    Route(
        ("我的订单", "我的单", "我订了什么"), Takes.NOTHING, _ANYONE, _PERSON, answers.on_my_order
    ),
    Route(("帮助", "help", "start"), Takes.MAYBE, _ANYONE, _PERSON, guide.on_help),
)

ROUTES = (*OFFERS, *GROUPS, *ANYONE, *MONEY, *PICKUP)
