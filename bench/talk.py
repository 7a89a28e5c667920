"""What a group says: four fifths chatter, one fifth orders, twenty characters on average.

An eighth of the chatter names a product, a twelfth has digits. Every message is new, so that no
cache of texts read before can help anybody.
"""

from collections.abc import Iterator
from random import Random

from bench.goods import Good

_WHO = (
    *("孩子", "我婆婆", "楼下老李", "隔壁阿姨", "我老公", "物业", "保安师傅", "我同事", "对门"),
    *("我妈", "我家猫", "小区群主", "快递小哥", "幼儿园老师", "我姐", "三楼那家", "邻居"),
)
_DID = (
    *("昨天又加班到很晚才回来", "说电梯这周还要检修", "把车停在消防通道上了", "今早送孩子差点迟到"),
    *("做的红烧肉真是一绝啊", "在花园里捡到一串钥匙", "又把垃圾放在楼道里", "打电话来问开门密码"),
    *("周末想带娃去公园玩", "的狗半夜一直在叫", "说这天气怕是快下雨了", "刚才在大堂吵起来了"),
    *("买的新车颜色挺好看", "搬家的声音真是太大了", "让我帮忙收一下快递", "终于把阳台收拾干净"),
    *("天天跳舞精神真好", "又在朋友圈晒娃呢", "感冒好几天还没好", "问停水通知是不是真的"),
)
_TAIL = ("", "，哈哈", "，真是的", "，你们听说没", "～", "。", "，唉", "，笑死", "，辛苦辛苦", "！")
_SAID = (
    "{who}{did}{tail}",
    "{who}{did}{tail}",
    "{who}{did}，{also}{tail}",
    "{who}{did}，{also}的时候我才知道{tail}",
)
_DIGITS = (
    *(
        "今天{n}度，{who}穿短袖都嫌热",
        "{who}{did}，地铁{n}号线又停了",
        "下午{n}点开家长会，{who}去",
    ),
    *("{who}住院{n}天了，{did}", "高速堵了{n}公里，{who}还没到家", "{n}楼装修，{who}{did}"),
)
_TASTED = (
    *(
        "上次的{word}真甜，{who}一口气吃完了",
        "{who}说{word}放冰箱里反而坏得快",
        "{word}现在超市里可贵了{tail}",
    ),
    *(
        "我家{word}还没吃完呢，{who}{did}",
        "{who}最爱吃{word}了{tail}",
        "{word}怎么做好吃，{who}教教我",
    ),
)
_ORDERS = (
    *("{word}{n}{unit}", "来{n}{unit}{word}", "{word}{n}{unit}，{word2}{n2}{unit2}，谢谢团长"),
    *("我要{n}{unit}{word}，{n2}{unit2}{word2}", "{home} {word}{n}{unit}，晚上下班自己去拿"),
    *("{word}{n}{unit} {word2}{n2}{unit2} 帮忙挑新鲜一点的", "{word}+{n}"),
    *("{home}要{word}{n}{unit}，{word2}{n2}{unit2}，放门口就行", "{word}改成{n}{unit}"),
    *("麻烦帮我订{n}{unit}{word}，再来{n2}{unit2}{word2}，谢谢", "给我妈也订{n}{unit}{word}"),
)
HOME = "{home}"
"""Stands in a text for the household of whoever says it."""
_NUMBERS = "1 2 3 4 5 一 两 三".split()
_BLOCK = ("talk",) * 8 + ("order",) * 2


def talk(goods: tuple[Good, ...], rng: Random) -> Iterator[str]:
    """What a group with these goods on offer says, without end. Of any ten messages from the start
    on, two are orders."""
    while True:
        for kind in rng.sample(_BLOCK, len(_BLOCK)):
            yield _order(goods, rng) if kind == "order" else _chatter(goods, rng)


def _chatter(goods: tuple[Good, ...], rng: Random) -> str:
    chance = rng.random()
    form = rng.choice(_SAID)
    if chance < 1 / 8:
        form = rng.choice(_TASTED)
    elif chance < 1 / 8 + 1 / 12:
        form = rng.choice(_DIGITS)
    return form.format(
        who=rng.choice(_WHO) + rng.choice(("", "今天", "昨晚", "刚才", "这几天", "好像", "居然")),
        did=rng.choice(_DID),
        also=rng.choice(_DID),
        tail=rng.choice(_TAIL),
        word=rng.choice(goods).word,
        n=rng.randint(11, 38),
    )


def _order(goods: tuple[Good, ...], rng: Random) -> str:
    first, second = rng.sample(goods, 2)
    return rng.choice(_ORDERS).format(
        word=first.word,
        unit=first.unit,
        n=rng.choice(_NUMBERS),
        word2=second.word,
        unit2=second.unit,
        n2=rng.choice(_NUMBERS),
        home=HOME,
    )
