"""What a clause is that is no order: a question the bot can answer, or one it leaves alone.

Rules: orders/RULES.md 1 (query), 6 (never orders) and 8 (verdicts).
"""

import re
from typing import Final

from solitaire.values import QueryKind

_ALONE: Final = r"(?:^|[,。!\s])(?:请问|团长|今天|明天|这次|这期|本期|大概|具体|的)*"
_CUTOFF_TIME: Final = rf"{_ALONE}(?:截单|截止|截团|收单|结单)的?时间[,。!~]?$"
_ARRIVAL_TIME: Final = rf"{_ALONE}(?:到货|送货|配送|发货)的?时间[,。!~]?$"
_WHERE: Final = "(?:取货|提货|自提|拿货|领货)的?(?:时间|地址|地点|位置)|(?:自提|取货|提货)点"
_PLACE: Final = rf"{_ALONE}(?:{_WHERE})[,。!~]?$"
"""What is asked by its name alone: 截单时间, 取货地址."""

_ASKING: Final = re.compile(
    r"\?|吗|么\b|嘛\??$|呢$|几(?<![这那前近头好十百]几)(?![十百千])|多(?:少|大|重|长|久|钱)|什么|啥|哪|怎么|咋|如何|何时|没(?:有?$|\s*\?)|"
    r"能不能|可不可以|有没有|是不是|不(?:$|知道)|还是|送不送|好久|来着|请问|"
    r"what\b(?<!\wwhat)|when\b(?<!\wwhen)|where\b(?<!\wwhere)|how\b(?<!\whow)|"
    r"is there\b(?<!\wis there)|any\b(?<!\wany)|got\b(?<!\wgot)"
)
"""Each form begins with its letter: such a pattern is searched for several times faster."""
_NAMED_ALONE: Final = re.compile(f"{_CUTOFF_TIME}|{_ARRIVAL_TIME}|{_PLACE}")
_ENDS: Final = ("时间", "址", "点", "置")


_SOMEBODY: Final = (
    "人|谁|哪位|哪个|想|看|觉|听|发现|车主|邻居|业主|家长|师傅|好心|大神|会(?!员)|去(?![皮骨核壳籽鳞头])|"
    "一起|.{0,7}(?:挪|帮|一起|拼车|认识|知道|见过|看到|捡|丢|顺路|借|推荐|拍到)"
)
"""Who is looked for behind 有没有, in place of goods."""


def _led(leads: str, pattern: str) -> str:
    """The pattern where it must begin with one of these characters: looked for one character at a
    time, many alternatives are three times faster so."""
    return f"(?=[{leads}])(?:{pattern})" if leads else f"(?:{pattern})"


FORMS: Final[tuple[tuple[QueryKind, str, str], ...]] = (
    (QueryKind.COMMISSION, "佣提返", r"佣金|提成|返点|返佣"),
    (QueryKind.CUTOFF, "", _CUTOFF_TIME),
    (QueryKind.ARRIVAL, "", _ARRIVAL_TIME),
    (QueryKind.PICKUP, "", _PLACE),
    (
        QueryKind.CUTOFF,
        "",
        r"(?:^|[,。\s]|(?:现在|今天|这会儿?|请问|团长|老板|我))"
        r"(?:还|现在)?(?:能|可以|能不能|可不可以|来得及|赶得上|赶得及)(?:再)?"
        r"(?:接|报|下单|订|补|加|买|参团|跟团?|上车|接龙|报名)?(?:单|一?[份个单])?(?:吗|么|不|嘛|没)[?]?$",
    ),
    (
        QueryKind.MY_ORDER,
        "m下加我报接有查登看算订记单那录份",
        r"我.{0,6}(?:订|接|点|买|下|报|要|登记|记)(?:单)?了(?:几|多少|什么|啥|哪|些什么|没|"
        r"吗)|(?:接|记|登记|报|订|加|下单)(?:上|成功|到|进去)?(?:了)?(?:没有?|吗|么|成功)|"
        r"我的?(?:订单|单子|单|那份|那单|接龙).{0,8}(?:什么|多少|几|吗|没|呢|在|对|哪|查|"
        r"看)|有我(?:的)?(?:吗|没|么)|查(?:一下|下)?我的|我(?:一共|总共|总|共|刚才|刚刚|刚|"
        r"之前|前面|到底).{0,4}(?:订|接|点|买|要)(?:的)?(?:了)?.{0,3}(?:几|多少|什么|啥|哪)|"
        r"我.{0,4}(?:订|接|点|买|要)(?:的?了|的|(?!几)).{0,3}(?:几|多少|什么|啥|哪)(?<!几)|"
        r"我.{0,4}(?:订|接|点|买|要)(?:的?了|的).{0,3}几|我.{0,4}(?:订|接|点|买|要)几.{0,6}来着|"
        r"我(?:订|要|接|买|拍)的.{0,10}呢[?]?$|^我家?的.{1,10}呢[?]?$|"
        r"(?:算|记)我(?:了)?(?:没|吗)|\bmy order\b|"
        r"我(?:一共|总共|总计)?(?:要)?(?:付|给|转|花)多少|我的?.{0,6}(?:取消|退|改)(?:掉|成功|好|上)?了?(?:没|吗)|"
        r"(?:登|记|录|算|接|报|订|加)(?:上|进去|进|好)了?(?:没有?|吗|么|吧[?])|[单份](?:成功|登|记|好)了?(?:没有?|吗|么)|"
        r"看到我(?!家|们|的?[猫狗车娃快孩]).{0,6}吗",
    ),
    (
        QueryKind.PRICE,
        "hpw一个什价份几单卖只合咋哪啥多如怎总斤条板瓶盒箱袋",
        r"多少钱|多少米|什么价|啥价|怎么卖|咋卖|怎样卖|价格|价钱|单价|多钱|几块|几元|"
        r"几多钱|如何卖|卖多少|what price|how much|\bprice\b|合计多少|总共多少|一共多少|"
        r"哪(?:一?个|一?种|一?款|样)更?(?:便宜|贵|实惠|划算)(?!就?[买要吃选].{0,2}哪)|"
        r"多少一[斤盒箱份个袋瓶板只条]|[斤盒箱份个袋瓶板只条]多少(?:$|[?啊呀呢])",
    ),
    (
        QueryKind.CUTOFF,
        "上下什何几可周哪啥多截接收报来现结能订买跟还",
        r"(?:几点|什么时候|啥时候|何时|多久|几号|哪天|几时|周几).{0,6}(?:截|结束|关|收单|"
        r"停|封|满团)|(?:截单|截止|收单|截团|结单|截).{0,6}(?:几点|什么时候|啥时候|何时|"
        r"时间|多久|几时|了吗|了没|没有|吗|没$)|"
        r"(?:还能|还可以|能不能|可以|现在能|还来得及|来得及|还给).{0,4}(?:接|报|下单|订|加|"
        r"参团|买|跟团|上车|补(?!货))(?!.{0,2}回).{0,5}(?:吗|么|不|[?]|嘛|没|呢)|"
        r"(?:下单|接单?|接龙|报名?|跟团?|上车|订|买)还?(?:来得及|赶得上|赶得及)",
    ),
    (
        QueryKind.PICKUP,
        "cpw什何几取可周哪啥在如怎拿提放老能自面领",
        r"(?:在)?(?:哪里?|哪儿|哪边|什么地方|啥地方|何处).{0,5}(?:取|拿|提|领|自提|面交|"
        r"收货)|(?:取|拿|提|领|自提|提货|取货|面交).{0,5}(?:哪|什么地方|啥地方|几点|"
        r"什么时候|啥时候|怎么|时间|地址|地点|到几点)|"
        r"怎么(?:取|拿|自提|提货|领|去拿|去取)|如何(?:取|自提|提货|领取)|(?:自提|取货|提货|拿货|"
        r"领货)(?:点|处|的?地方|地点).{0,10}(?:哪|还是|是不是|有没有|没变|吗|几|开|换|改|搬)|(?:自提|取货|提货|拿货|领货)(?:还是|是不是)|老地方.{0,3}(?:取|拿|提|领)|(?:几点|什么时候|啥时候|何时|哪天|周几|几号|几时).{0,8}(?:取|拿|"
        r"提货|自提|领|面交)|(?:能|可以|可不可以|能不能).{0,6}(?:取|自提|提货|代取|代领|"
        r"面交|晚点拿|来拿).{0,6}(?:吗|么|不|[?])|"
        r"取货码.{0,6}(?:哪|呢|发|多少|吗)|放(?:在)?(?:哪|多久|到几点)|(?:where|when|"
        r"what time).{0,14}(?:collect|pick|get)|(?:collect|pick ?up).{0,10}(?:where|when|"
        r"time)",
    ),
    (
        QueryKind.ARRIVAL,
        "0-9w上下东中怎什今何几到发后周哪啥多好明星晚月水点礼菜货车送",
        r"(?:几点|几号|什么时候|啥时候|何时|周几|星期几|礼拜几|哪天|多久|几时|哪日|好久|"
        r"几天).{0,8}(?:到|送|发|来货|有货|能收|收到|配送|出发|回来|来(?!着))|(?:到|送|发)(?:货|"
        r"达|家|小区|社区)?.{0,3}(?:几点|什么时候|啥时候|哪天|周几)|"
        r"(?:今天|明天|后天|周.|星期.|上午|下午|晚上|今晚|明早|中午|月底|"
        r"[0-9]+[号点]).{0,6}(?:能|会|可以)?.{0,3}(?:到货|到|送|发货|送到|送达).{0,3}(?:吗|"
        r"么|不|没|[?])|(?:货|东西|车|菜|水果).{0,4}到了?(?:吗|没|哪)|(?<![你我他她们人都家])到了(?:吗|没有?|么)[?]?$|怎么还(?:没|不)(?:到|送|发货|来货)|到货(?:了)?(?:吗|没|么)|"
        r"点.{0,3}还是.{0,4}(?:点|天|号).{0,3}到|(?:what time|when).{0,14}(?:arrive|come|"
        r"deliver|reach)",
    ),
    (
        QueryKind.DELIVERY,
        "d包可寄快给能送邮配",
        r"(?:(?<!一)送|配送|送货|送到|快递|包邮|邮寄|寄).{0,8}(?:吗|么|不[?]?$|没|[?]|多少)|(?:能|"
        r"可以|能不能|可不可以|给)送|送不送|\bdeliver.{0,12}[?]",
    ),
    (
        QueryKind.HOW_TO_PAY,
        "h咋哪在如怎钱转付打交",
        r"钱(?:该|要|都)?(?:转|打|付|交)(?:给|到|去)?(?:哪|谁)|(?:转|付|打|交)(?:给|到)(?:哪|谁)|"
        r"(?:怎么|咋|如何|怎样|在哪里?|哪里|在哪).{0,4}(?:付款|付钱|转账|付)|"
        r"how (?:to|do i) pay",
    ),
    (
        QueryKind.HOW_TO_ORDER,
        "h咋哪在如怎",
        r"(?:怎么(?!没|还|又|老|都|就|会|这|那|总)|咋(?!没|还|又|老|都|就|会|这|那|总)|如何|怎样|"
        r"在哪里?|哪里|在哪).{0,4}(?:接|下单|订|买|参加|报名|参团|跟团|点单|加入|接龙|退|取消|撤单|"
        r"改(?:单|数|接龙|订单|一下|[啊呀呢?]|$))|how (?:to|do i) (?:order|join)",
    ),
    (
        QueryKind.STOCK,
        "as今剩卖售够库存抢断明有本没还这",
        r"还有(?:什么|啥|哪些)(?:货|东西|菜|水果|好吃的|可以[订买])?(?:[?呀啊呢]|$)|有(?:吗|么|没有?)[?]?$|还有.{0,14}(?:吗|么|没(?:有?[了啊呀]?$|[?])|嘛|不[?]?$|[?])|还有.{0,10}货|"
        r"(?<![只就])(?:还)?剩(?:下|余)?.{0,4}(?:几|多少)|还有(?:几|多少)[盒箱袋份瓶包斤个件提只条板把罐套桶](?!.{0,6}[没人未])|有(?:货|现货|库存).{0,2}(?:吗|么|没|不|[?])|"
        r"(?:没货|卖完|卖光|售罄|抢完|抢光|断货|卖没|没有)了?(?:吗|么|没|[?])|库存|存货|"
        rf"有没有(?!{_SOMEBODY}).{{1,10}}|(?:今天|这次|这期|今晚|明天|本期|"
        rf"这周)?有(?!{_SOMEBODY}|点|一).{{1,8}}(?:卖)?(?:吗|么|没有?[?]?$)|any .{{1,20}} left|"
        r"still (?:have|got)|够不够|还差(?:几|多少).{0,6}(?:成团|份|单|[?]|吗)",
    ),
    (
        QueryKind.DETAILS,
        "一产什保几包哪啥多有每规",
        r"(?<![来要买订拿带称了])几斤|(?<![来要买订拿带称了])几两|几个(?:一|装)|多重|多少(?:个|斤|枚|克|片|包|毫升|只|瓶|抽|颗|g|ml)|"
        r"什么规格|啥规格|规格|[一每](?:箱|盒|袋|份|包|板|提|瓶|个|只|条).{0,4}(?:几|多少)|"
        r"几(?:种|个)?口味|(?:什么|哪些|啥|哪几种|有哪些)(?:口味|味道|颜色|尺码|品种|码|款|"
        r"味)|哪里?产|产地|保质期|什么牌子|啥牌子|多大(?:的|一|$|[?])|几寸|有(?:什么|哪些|"
        r"啥)(?:口味|品种|菜|水果|东西|好吃的|产品|商品)?|包含(?:什么|啥|哪些)",
    ),
    (
        QueryKind.WHO_ORDERED,
        "一几哪多接谁",
        r"(?:谁|哪些人|多少人|几个人).{0,4}(?:接|订|买|下单|参团)|接了多少|多少人接|一共接了",
    ),
)
"""Kind, the characters that the pattern may begin with (none where it may begin anywhere), and the
pattern; the first that fits tells the kind."""
_QUERIES: Final = tuple((kind, re.compile(_led(*form))) for kind, *form in FORMS)
_OTHER: Final = re.compile(
    r"团长在吗|有人接吗|起送|起购|限购|运费|能开票|开发票吗|怎么付|收款码|能退吗|可以退吗|包换|"
    r"坏了包赔|成团了吗|成团没|成团了没"
)
_ANY: Final = re.compile("|".join((*(_led(*form) for _, *form in FORMS), _OTHER.pattern)))
_TALKING: Final = re.compile(
    r"你们|流行|多好吃|甜不甜|好吃吗|好不好吃|新鲜吗|甜吗|酸吗|好用吗|够.{0,2}吗|怎么样|咋样|好吗|"
    r"不是吗|对吗|是吧|还要啥|你怎么|谁.{0,4}我|不知道|谁知道|干嘛|为什么|为啥|要不要|胃不要"
)


def asks(folded: str) -> bool:
    """Whether a clause has the form of a question."""
    if _ASKING.search(folded) is not None:
        return True
    return folded.rstrip("\n ,。!~").endswith(_ENDS) and _NAMED_ALONE.search(folded) is not None


def may_query(folded: str) -> bool:
    """Whether a text of any length holds what could be a question for the bot."""
    return asks(folded) and _ANY.search(folded) is not None


def query_of(folded: str) -> QueryKind | None:
    """What the bot can answer of a clause, None where it is no such question.

    >>> query_of("草莓多少钱"), query_of("草莓甜吗")
    (<QueryKind.PRICE: 'price'>, None)
    """
    if not asks(folded):
        return None
    folded = _LOOSE.sub("数", folded) if "几" in folded else folded
    for kind, pattern in _QUERIES:
        if pattern.search(folded):
            return None if _is_talk(folded, kind) else kind
    return QueryKind.OTHER if _OTHER.search(folded) else None


_LOOSE: Final = re.compile("[十好百]几|几[十百千]")
"""Says many and asks nothing: 十几箱, 几十单."""

_TOTAL: Final = re.compile(
    r"(?:一共|总共|合计|总计|共|我的?(?:单|订单|这单|那份)?)(?:要|是|得)?(?:付|给|转)?(?:多少|几块|几元|多钱)"
)


def asks_total(folded: str) -> bool:
    """Whether a question of price is one for the sum of an order (一共多少钱, 我的多少钱)."""
    return _TOTAL.search(folded) is not None


_OTHERS_TIME: Final = re.compile(
    "^(?:[他她]|[我你]?(?:老公|老婆|孩子|娃|儿子|女儿|[爸妈]|爷爷|奶奶|婆婆)|老师|.{0,4}(?:学校|大学|小学|中学|医院|"
    "银行|幼儿园|公交|地铁|高铁|飞机|航班|电影|比赛|演唱会|物业|师傅))(?!.{0,8}货)|"
    "(?:几点|什么时候|啥时候|几号)(?:放学|放假|上班|下班|开门|关门|上课|下课|考试|开会|吃饭|睡|起床|开学|退休)"
)
"""The times of people and of places, which nobody asks a bot for."""
_OTHER_THINGS: Final = re.compile(
    "停[水电气]|装修|车位|车库|停车|学区|[租买卖]房|房[租价贷子]|物业费?|[水电油气]费|油价|学费|补习|幼儿园|学校|医院|"
    "银行|机票|车票|高铁|门票|电影|酒店|保险|彩票|股票|(?:超市|快递站|驿站|菜场|商场|图书馆|泳池|健身房|食堂|药店)"
    ".{0,4}(?:几点|什么时候|多久|到几|开|关)|(?:多少钱|哪里?|哪儿|哪家|几块钱?)(?:买|订|做|租|修|请|剪|弄)的"
)
"""What no group buying sells."""
_IN_TALK: Final = (
    QueryKind.STOCK,
    QueryKind.DETAILS,
    QueryKind.DELIVERY,
    QueryKind.HOW_TO_ORDER,
    QueryKind.HOW_TO_PAY,
)


_CALLING: Final = re.compile(
    "有(?:没有)?(?:人|谁|哪位)?(?:还|也)?(?:想)?[要订买接跟拼].{0,6}的|有(?:没有)?(?:出租|转让|闲置|车位|住|养|学|做|在|玩|懂|用过|吃过|买过|遇到|碰到|家里)"
)
"""Who wants some, who knows something: asked of people."""


def _is_talk(folded: str, kind: QueryKind) -> bool:
    """Rhetoric, quality, and other people's affairs, though the words look like a question."""
    if kind is QueryKind.STOCK and _CALLING.search(folded) is not None:
        return True
    if kind in _IN_TALK:
        return _TALKING.search(folded) is not None
    if _OTHER_THINGS.search(folded) is not None:
        return True
    if kind is QueryKind.ARRIVAL and _OTHERS_TIME.search(folded) is not None:
        return True
    return "不知道" in folded or "你怎么" in folded or "谁知道" in folded
