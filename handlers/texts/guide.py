"""What each person can say here."""

from handlers.texts.say import LEADERS_HELP
from rules.roles import Role


def help_for(role: Role) -> str:
    """The phrases of a role, the most used first."""
    match role:
        case Role.OPERATOR:
            return _OPERATOR
        case Role.LEADER:
            return _LEADER
        case Role.HELPER:
            return f"{_HELPER}\n\n{_RESIDENT}"
        case _:
            return _RESIDENT


def account_is(account: str) -> str:
    """我的账号: as it is written under [operators]."""
    return f"您的账号：{account}"


_RESIDENT = """您可以直接说：
· 草莓2份 / 来一盒鸡蛋 / +1 —— 下单
· 草莓改成3份、再加1份、草莓不要了、取消 —— 改单
· 接龙 —— 看大家的接龙
· 还有草莓吗、草莓多少钱、几点截单、什么时候到、怎么取
· 我的订单、取货码、已付"""

_HELPER = """帮手可以说：
· 核销 K7QX（也可以报门牌或手机尾号，几个码一起也行）
· 撤销核销 K7QX"""

_LEADER = """团长可以说（群里、私聊都行；私聊可带群名，如“截单 阳光花园”“截单 全部”）：
【开团】开团＋今天的货、明天开团、复制昨天、团品、海报、接龙
【改】改价 草莓 27.9、补货 草莓 20、下架 草莓、上架 草莓、延长到21:00、截单、取消本团、撤销
【单】汇总、采购单、分拣单、给张姐补 草莓1、张姐 草莓改1；回复消息说“不算”或“算 草莓2”
【钱】谁没付、催付、收 张姐 59.8、收 张姐 李叔、除了 王芳 都付了、撤销收 张姐、退款 张姐 草莓
【货】到货、到货 草莓、缺货 草莓 3、草莓只到17
【取】核销 K7QX、撤销核销 K7QX、谁没取、催取
【我】佣金、佣金明细、佣金 本周、排名、排名 本月
【群】我的群、设置、帮手 @小李、取消帮手、安静、说话、绑定 群名 自提点 地点 一次码"""

_OPERATOR = f"""运营可以说（私聊）：
· 发团长码、发团长码 3 —— 给新团长的一次码
· 今日 —— 所有群今天的单和钱
· 团长排行、团长排行 上月
· 导出、导出 json —— 所有表格
团长能说的您也都能说，要看就回“{LEADERS_HELP}”"""
