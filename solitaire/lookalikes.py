"""Characters that are taken for one another because they look alike. Data only.

Goods that differ by nothing else must not stand here together (鸡 and 鸭 are two kinds of eggs).
"""

from typing import Final

_GROUPS: Final = """
    内肉 莱菜 未末 土士 苹萍平 草早 莓梅霉每苺侮 蛋疍旦 桃挑姚 梨犁 橙澄 柚抽袖油
    柑甘 瓜爪 虾吓 蟹懈 鱼渔 排徘 猪诸 蹄啼 牛午 羊洋 葱惚 椒淑 茄加 薯暑署 芋竽
    藕耦 笋荀 菇姑 腐府 奶仍扔 糖塘搪 米朱 醋错措 茶荼 酒洒 栗粟票 李季 杏否 杨扬
    枝技 龙尤 榴溜馏瘤 莲连 芒忙 果杲 蓝篮 葡匍 萄淘 樱婴 猕弥 猴候 柠拧 菠波
    萝罗锣箩 蛤哈 蜜密 香杳 蕉焦 桔洁 砂沙 胡湖葫 青清情 玉王 木术 银很 鸭鸦 鹅饿
    腿退 饺绞铰 馒慢漫 包饱苞 粽棕 汤烫 圆园 辣棘 薄簿 巾币 串窜 蒸燕 烤拷 卤齿
    脖勃 肠场 肚吐 肝杆 腰要 芹斤 韭非 茼同 荠齐 苔台 莴窝 芥介 蓉容 粥弼 饼拼
    馅陷 馄混 饨吨 豌碗 扁遍 绿录 菊匊 玫攻 瑰魂
"""

GROUPS: Final[tuple[frozenset[str], ...]] = tuple(frozenset(group) for group in _GROUPS.split())


def look_alike(one: str, other: str) -> bool:
    """Whether one character is easily written for the other.

    >>> look_alike("莱", "菜"), look_alike("鸡", "鸭")
    (True, False)
    """
    return any(one in group and other in group for group in GROUPS)
