"""What the bot listens for: each command's phrases, the first of them its name.

The router's tables say what they do and who may say them.
"""

from handlers.texts import say
from solitaire.clocks import LENGTH
from solitaire.spans import SPAN

OPEN = ("开团", "今天开团", "今日开团")
OPEN_TOMORROW = ("明天开团", "明日开团")
COPY = ("复制昨天", "照昨天开")
AS_IT_IS = (say.AS_IT_IS,)
MERGE = (say.MERGE,)
CLOSE_FIRST = (say.CLOSE_FIRST,)
REPRICE = ("改价",)
RESTOCK = ("补货",)
TAKE_OFF = ("下架",)
PUT_BACK = ("上架", "重新上架", "恢复上架")
EXTEND = ("延长", "延长到", "延长至", "延时")
CLOSE = ("截单", "收单")
CANCEL_OFFER = ("取消本团", "取消这团")
UNDO = ("撤销", "撤回上一步")
CONFIRM = (say.CONFIRM, "确定")
RUNNING_LIST = ("接龙",)
LISTING = ("团品", "今日团品", "看团")
POSTER = ("海报",)
NOT_COUNTED = ("不算",)
COUNTED = ("算",)
REMOVE = ("去掉",)
BIND = ("绑定",)
SETTINGS = ("设置", "设定")
HELPER = ("帮手",)
HELPER_GONE = ("取消帮手",)
MUTE = ("安静",)
UNMUTE = ("说话",)
MY_ORDER = (
    "我的订单",
    "我的单",
    "我订了什么",
    "看我的订单",
    "看下我的订单",
    "看看我的订单",
    "查我的订单",
    "查订单",
)
MY_GROUPS = ("我的群",)
MY_ACCOUNT = ("我的账号", "我的账户")
WHY = ("为什么", "为啥", "为何", "为什么呢", "为啥呢")
HELP = ("帮助", "help", "start")
LEADERS_PART = frozenset({"团长"})
"""Whose words an operator may ask for behind 帮助."""
RECEIVE = ("收", "收款", "收钱")
UNDO_RECEIVE = ("撤销收", "撤销收款", "取消收")
REFUND = ("退款", "退钱")
ALL_BUT = ("除了都付了",)
WHO_OWES = ("谁没付", "谁还没付", "谁没付款", "谁没给钱")
CHASE_PAYMENT = ("催付", "催款")
PAID = (
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
    "我付了",
    "我已付",
    "我转了",
    "我付过了",
    "我付好了",
    "已经付了",
    "钱付了",
    "钱转了",
)
TOTALS = ("汇总",)
PURCHASE = ("采购单", "进货单")
PICKING = ("分拣单", "分货单", "配货单")
COMMISSION = ("佣金", "我的佣金")
COMMISSION_DETAIL = ("佣金明细",)
RANKING = ("排名", "我的排名")
INVITE = ("发团长码", "团长码")
TODAY = ("今日", "今天汇总")
LEADERS = ("团长排行", "团长排名")
EXPORT = ("导出", "汇出")
ARRIVED = ("到货",)
HERE = ("到货了", "到货啦", "货到了", "货到啦")
SHORT = ("缺货",)
ONLY_CAME = ("只到",)
REDEEM = ("核销",)
FETCH = ("取",)
UNDO_REDEEM = ("撤销核销", "取消核销")
MY_CODE = (
    "取货码",
    "我的取货码",
    "取货码发我",
    "取货码发我下",
    "取货码发我一下",
    "发我取货码",
    "取货码多少",
    "取货码是多少",
    "我的取货码多少",
    "我的取货码是多少",
)
UNFETCHED = ("谁没取", "谁还没取")
CHASE_PICKUP = ("催取", "催取货")

ALL_GROUPS = frozenset({"全部", "所有群", "全部群", "所有"})
"""Where a group may be named: all of hers."""
OF_GROUP = "群?"
NAMES_APART = r"[\s,，、:：的]"
"""What stands behind a group's name in 锦绣群的草莓2份, and between it and the goods."""

EARLIER = frozenset({"上期", "上一期", "上次", "上一次", "上团", "上一团", "昨天", "昨日"})
"""What asks for the offer before: 汇总 上期."""

BINDING = (
    r"(?P<name>[^\s,].*?)[\s,]*自提点[\s:]*(?P<place>[^\s:,].*?)"
    r"[\s,]+(?:一次码[\s:]*)?(?P<code>[0-9a-z]{6,12})\s*"
)
"""绑定 阳光花园 自提点 南门便利店 and the code, folded: a regular expression's source."""

UNTIL = "到至 "
"""What may stand before the time in 延长到21:00."""

_DAY = (
    r"(?:(?:今|明|后|当)(?:天|日|晚|早)|(?:下|本|这)?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|[0-9]{1,2}(?:月[0-9]{1,2}[日号]?|[日号]))"
)
_PART = r"(?:凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里|半夜)"
_CLOCK = (
    r"(?:[0-9]{1,2}(?::[0-9]{2}|点(?:半|钟|整|[一三]刻|[0-9]{1,2}分?)?)"
    r"|[一二两三四五六七八九十]{1,3}点(?:半|钟|整|[一三]刻|[一二三四五六七八九十]{1,3}分?)?)"
)
_BEHIND = r"(?:\s+\S.*)?"
A_TIME = rf"(?:{_DAY}(?:\s*{_PART})?(?:\s*{_CLOCK})?|{_PART}\s*{_CLOCK}|{_CLOCK}){_BEHIND}"
"""What may stand right behind 延长到, folded: 晚上9点, 明天20:00."""
A_LENGTH = rf"{LENGTH}{_BEHIND}"
"""What may stand right behind 延长, folded: 半小时."""
A_SPAN = rf"{SPAN}{_BEHIND}"
"""What may stand right behind 佣金, folded: 本月."""
A_NAME = r"[^\s,。?!]{1,15}(?<![了吗呢吧么嘛啊呀哦])"
"""What may stand right behind 下架 or 上架, folded: 草莓, if that is on offer."""
A_NAME_AND_FIGURE = r"[^\s,。?!]{1,15}?[0-9]+(?:\.[0-9]+)?\s*[^\s\d]{0,3}"
"""What may stand right behind 改价, folded: 草莓27.9, if that is on offer."""

WHOSE = r"\s*[^\s,。?!].{0,39}?(?<![了吗呢吧么嘛啊呀哦])"
"""What may stand behind 去掉, folded: 3-1202 的草莓, if somebody of the book is named."""

A_CODE = r"(?:[0-9a-z]{4}|[0-9]{1,2}-[0-9]{1,4}(?:-[0-9]{1,4})?|尾号[0-9]{4})(?:[\s,、;/+]+\S.*)?"
"""What may stand right behind 核销, folded: K7QX, 3-502, 尾号6688, and more behind it."""

EVERYTHING = frozenset({"全部", "全都", "都", "所有"})
"""Behind a person at the counter: all that is hers."""

AN_ORDER = r"第[0-9]{1,5}单(?:\s+\S.*)?"
"""What may stand right behind 收, folded: 第3单, 第3单 59.8."""

CODES = r"\s*(?=[0-9]{0,3}[a-z])[0-9a-z]{4}(?:[\s,、;/+]+[0-9a-z]{4})*"
"""What stands behind 取, folded: K7QX, K7QX M3AT. Nothing else: 取 快递 is talk."""

A_RATE = r"(?P<product>.*?)\s*(?P<rate>[0-9]+(?:\.[0-9]+)?\s?%|不设)"
"""What stands behind 设置 佣金, folded: 8%, 草莓 10%, 草莓 不设."""

QUESTION_ENDS = ("吗", "呢", "么", "没有")
"""A command's words do not end so: 到货 草莓了吗 is a question."""

PICKUP_POINT = "自提点"
REMINDER = "提醒"
QUIET = "免打扰"
NONE = "不设"
NOBODY = frozenset({NONE, "没有", "无"})
BEFORE_CUTOFF = ("截单前", "提前")
UNTIL = "到至"
YUAN = "元|块钱|块|圆"
"""What stands behind a sum of money, as part of a regular expression."""
MINUTES = "分钟"
NEXT_DAY = "次日"
SCRIPT = frozenset({"字体", "字型"})
SIMPLIFIED = frozenset({"简体", "简体字", "简体中文"})
TRADITIONAL = frozenset({"繁体", "繁体字", "繁体中文", "正体", "正体字"})
SPEAKING = "群里说话"
DAILY_LIST = "发团"
CUTOFF = "截单"
RATE = "佣金"
ARRIVAL_REMINDER = "到货提醒"
PICKUP_REMINDER = "取货提醒"
OVERDUE = "催取"
"""The words of 设置, as shown and as sent back."""
SETTING_WORDS = (
    PICKUP_POINT, DAILY_LIST, CUTOFF, REMINDER, ARRIVAL_REMINDER, PICKUP_REMINDER, OVERDUE, QUIET,
    *SCRIPT, SPEAKING, RATE, *HELPER,
)  # fmt: skip
A_SETTING = rf"(?:{'|'.join(SETTING_WORDS)})\s*:?\s*[^\s吗呢吧么].*"
"""What may stand right behind 设置, folded: 截单21:00."""
