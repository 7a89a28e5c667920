"""A short line without a price: goods whose price was forgotten, a heading, or talk.

Known goods are told by the synonyms and by how their names end; what nobody listed may still be
goods where priced lines stand around it.
"""

import re
from typing import Final

from solitaire.post_text import CJK, fold
from solitaire.post_variants import is_size
from solitaire.synonyms import GROUPS, PICTURES

LONGEST: Final = 8
_PLAIN: Final = re.compile(rf"(?=.*[{CJK}])[{CJK}\da-z ]{{1,{LONGEST}}}")
_KNOWN: Final = sorted(
    {fold(word) for group in GROUPS for word in group} | set(PICTURES.values()),
    key=len,
    reverse=True,
)
_GOODS: Final = re.compile(
    rf".*(?:{'|'.join(map(re.escape, _KNOWN))}|枇杷|龙眼|海带|粉丝|腐竹|豆腐|可颂|蛋挞|披萨|面条"
    r"|[饼豆笋肉果鱼]干|油条|麻花|火腿|培根|沙拉|牙膏|口罩|电池|抹布|凝珠"
    r"|[瓜果莓桃梨枣橙柑橘柚蕉杏梅栗菜葱姜蒜椒藕薯芋笋菇豆芽茄卜虾蟹鱼贝蛤鲍参蚝鱿肉排骨腿翅爪"
    r"肠丸鸡鸭鹅鸽牛羊蛋奶酪米粉糖盐醋酱茶酒汤粥饭饼糕饺粽脯纸巾皂刷袜])"
)
_SAID: Final = re.compile(
    r"[很超吃喝像是的了吗吧啦哦呀咯]|太(?!阳)|最爱|如果|效果|结果|特别|非常|保证|[看见]图|加油|下[饭酒]"
)
"""Words that make a sentence of goods: 草莓特别甜, 老人爱吃的鱼."""
_KIND: Final = (
    r"水果|鲜果|果品|果蔬|蔬果|蔬菜|时蔬|叶菜|根茎|菌菇|菌类|豆制品|肉类|肉禽|肉?禽蛋|蛋类|蛋奶|奶制品"
    r"|乳品|乳制品|海鲜|海产|水产|河鲜|生鲜|冻品|冷冻|冷藏|速冻|熟食|卤味|卤菜|凉菜|净菜|面点|面食|主食"
    r"|早餐|午餐|晚餐|早饭|午饭|晚饭|夜宵|下午茶|火锅|烧烤|轻食|预制菜|半成品|(?:火锅|烧烤)?食材"
    r"|米面|粮油|杂粮|五谷|食品|调料|调味品?|零食|小吃|坚果|干果|干货"
    r"|南北货|特产|糕点|点心|烘焙|甜品|甜点|饮料|饮品|酒水|日用品?|百货|家居|家清|清洁|纸品|洗护|个护|母婴"
    r"|宠物|鲜花|绿植|服饰|鞋袜|文具|玩具|保健品?|套餐|单品|好物|商品|团品|产品|菜品|菜单|清单|价目表?"
)
_HEAD: Final = re.compile(
    rf"(?:今[日天晚]|明[日天]|本[周期]|[当应]季|时令|新鲜|精[品选]|优选|进口|国产|本地|有机|热带|其[他它]"
    rf"|更多|日常|家庭|生活|厨房|特价|限时|新品|热卖|推荐|和|与|、| )*(?:{_KIND}|特价)+"
    r"(?:类|区|篇|专区|系列|专场|部分|用品|上新|特价|推荐|汇总|团)*|其[他它]|福利|更多|[a-z\d]组"
)
_TALK: Final = re.compile(
    r"[最更极甜香脆嫩软糯酥滑爽薄厚浓纯足满多好美棒赞优良正宗健营养无防装送赠退赔邮免费质放心安全"
    r"现当天新鲜熟到货发供采摘做热卖销推荐必买回购喜欢迎接谢请等待预订售团购群友人邻居们家各位数量有限先"
    r"得手慢抢完不没别勿可以要想来用入口即化一第号楼栋门店点取自提明今昨周月日晚早午"
    r"上下每起约价惠便宜划算折元块钱秒杀爆款气招少皆宜适合季时令产地区类篇专系列说明注意示规格品等级"
    r"出炉汁图拍藏存温暑补瓤冷链富]"
)
"""What talk between the lines is made of: 皮薄多汁, 现摘现发, 坏果包赔, 数量有限."""


def names_goods(words: str) -> bool:
    """Whether a bare line is surely goods: 鸡蛋, 土鸡蛋, 本地小番茄.

    >>> [names_goods(words) for words in ("鸡蛋", "蔬菜", "草莓特别甜", "枇杷膏")]
    [True, False, False, False]
    """
    folded = fold(words)
    return _is_name(folded) and _GOODS.fullmatch(folded) is not None


def may_name_goods(words: str) -> bool:
    """Whether a bare line between priced ones may be goods that nobody listed: 三只松鼠."""
    folded = fold(words)
    return _is_name(folded) and (
        _GOODS.fullmatch(folded) is not None or _TALK.search(folded) is None
    )


def _is_name(folded: str) -> bool:
    plain = _PLAIN.fullmatch(folded) is not None and not is_size(folded)
    return plain and _HEAD.fullmatch(folded) is None and _SAID.search(folded) is None
