"""What tells that goods and a quantity, though plainly said, are no order: a table a kind.

A clear item orders unless one of these stands in its clause or beside it; all else around it is
harmless. Data only, but for the look itself. Rules: orders/RULES.md 6.
"""

import re
from typing import Final

PAST: Final = """
    昨 前天 前两天 前几天 大前天 上次 上回 上周 上个 上星期 上礼拜 去年 前年 往年 以前 从前 小时候
    那天 那次 那回 那会 当时 当年 已经 早就 刚才 刚买 刚吃 刚收 刚拿 刚取 刚到 刚喝 刚用 刚煮 刚做
    刚刚 买的 吃的 喝的 收的 拿的 取的 送的 带的 寄的 发的 剩的 买过 吃过 喝过 用过 订过 要过 拿过
    吃了 喝了 买了 用了 煮了 炖了 做了 卖了 送了 取了 领了 收了 带了 花了 订了 囤了 寄了 拿了 抢了
    完了 光了 没了 到了 掉了 吃完 喝完 用完 卖完 吃光 抢完 抢光 又是 被 从老 从家 从乡下 送我
    给我的 带来 寄来 拿来 送来 咗
"""
"""What happened."""
OTHERS: Final = """
    你 您 他 她 它 人家 别人 谁 有人 大家都 大家要 同事 朋友 同学 老师 客户 邻居 亲戚 婆婆说 网友
    博主 主播 广告 老板说 医生
"""
"""Somebody else does or says it."""
ELSEWHERE: Final = """
    超市 菜场 菜市场 市场 隔壁 店里 门店 网上 淘宝 拼多多 盒马 山姆 京东 美团 叮咚 饭店 餐厅 餐馆
    食堂 小贩 摊 别家 别的团 别的群 直播 抖音 路边 门口那 水果店 便利店 酒店 自助
"""
"""Other shops."""
WISH: Final = """
    想吃 想喝 想要是 好想 真想 希望 要是 如果 假如 若是 可惜 但愿 考虑 犹豫 等下次 下次 下回 下周
    下个月 下期 改天 过几天 回头 以后 明年 到时 再说 万一 除非 不然 否则 幻想 梦 羡慕 眼馋 可能
    也许 大概 估计 好像 应该 恨不得 巴不得 舍不得 要不 的话 一旦 只要能 能不能 可不可以 够不够
    得唔得 是否 怎么 为什么 为啥 什么 哪 多少 几时 吗 么 难道
"""
"""A wish, a doubt, a condition, a question."""
PRICE: Final = """
    块 元 毛钱 一毛 打折 折 满减 立减 降 涨 价格是 原价 特价 活动价 单价 才卖 只卖 卖 贵 赠 买一送
    送一 红包 优惠 券 邮费 运费 省
"""
"""Talk of prices."""
COMPARISON: Final = """
    比 不如 相当于 等于 顶 赛过 抵得上 一样大 一样重 差不多 左右 多重 平均 每天 天天 一天 一顿 一口
    一次 一周 一个月 每周 每月 每人 每顿 人均 一人 一个人 干掉 炫 消灭 够吃 够喝 够用 不够 吃不完
    喝不完 用不完 能吃 能喝 可以吃 最多 至少 顶多
"""
"""Comparisons, rates and reckonings."""
COMPLAINT: Final = """
    坏 烂 碎 漏 馊 臭 过期 发霉 霉 赔 退款 缺 少了 少给 漏发 错发 发错 不新鲜 酸了 压扁 死 差评
    投诉 瘪 破
"""
RECIPE: Final = """
    勺 焯 翻炒 腌 小火 大火 中火 分钟 小时 克 毫升 做法 步骤 配料 热量 卡路里 大卡 需要 配方 一锅
    锅里 炖上 下锅 搅拌 少许 适量 切成
"""
PICKUP: Final = """
    取货 取件 提货 拿到 取到 收到 领到 签收 已取 已拿 拿走 取走 自提点 到货 快递 没取 没拿 错拿
    拿错 代取 帮取
"""
NOTICE: Final = """
    还有 还剩 只剩 剩下 剩余 最后 仅 库存 现货 上架 截单 截团 截止 发车 成团 开团 满团 起送 起订
    限购 限量 每户 通知 要求 规定 还差 名额 抢购 秒杀 预告 试吃 样品 抽奖 中奖 奖 送给 冰箱里
    家里有 冰箱有 家里还 里面是 里有 一共有 装的 一箱有 一盒有 规格 净重 毛重
"""
NEGATION: Final = """
    没 别 不用 不是 不止 不可能 不敢 不会 不能 不想 不打算 不准 不让 未 无 何必 哪怕 就算
"""
"""Denies, or leaves it open, that something is wanted."""

SIGNALS: Final = tuple(
    " ".join(
        (
            PAST,
            OTHERS,
            ELSEWHERE,
            WISH,
            PRICE,
            COMPARISON,
            COMPLAINT,
            RECIPE,
            PICKUP,
            NOTICE,
            NEGATION,
        )
    ).split()
)
HARMLESS: Final = """
    想死 笑死 爱死 馋死 饿死 香死 累死 热死 冷死 忙死 饿扁 小朋友 你们都 她都买 他都买 不亏 没忍住
    忍不住 没办法 没法 没得说 没话说 没毛病 没问题 没想到 没抢到 没赶上 没来得及 没买到 没订到
    没吃够 没吃着 没吃过 没试过 没买过 不管了 不纠结 不犹豫 不考虑了 不想了 考虑好 考虑了 犹豫了
    纠结 不能错过 不能没有 别错过 必须 无敌 无脑 没商量 没什么 没啥 差点 错过 这个价 这价 这价格
    这价钱 这个价格 价格可以 好价 跟你说 跟你讲 和你说 你好 您好 你们 你家 麻烦你 麻烦您 辛苦你
    谢谢你 谢谢您 信你 信你的 听你的 听你 给你 替你 帮你 你帮 你给 你再 您帮 您给 上瘾 就是了 得了
    好了 算了 行了 定了 决定了 想好了 对了 来了 到位了 拿下了 不吃亏 吃不胖 吃不腻 怎么吃 怎么都
    百吃不厌 什么都 不过分 不算多 不多吧 不多 不为过 终于等到 等到了 大家都说好 大家都买 大家都在
    朋友来 同事推荐 邻居推荐 朋友推荐 大家推荐 客人来 亲戚来 朋友聚 别的不 别的就 其他的不 不要了
    先这样 就这样 就这些 刚好 刚刚好 正好 刚发工资 看大家 看你们 看群里 跟着大家 最后一次 最后
"""
"""Taken out before the look: what sounds like a signal and is none."""
REASONS: Final = """
    没了 快没 没存货 没货了 没有了 没库存 见底 断粮 用完 吃完 喝完 用光 吃光 喝光 用没 吃没 喝没
    没得吃 没吃的 没菜 没水果 没早餐 没牛奶 买晚了 上次没 上回没 之前没 以前没 昨天没 昨晚没 一直没
    从来没 还没 好久没 很久没 等到了 蹲到了 抢到了 回来了 刚搬家 刚回 刚好 刚下班 刚看到 刚发现
    才看到 才发现 下周 明年 想念 大家都 天天 每天 每周 朋友 同事 客人 亲戚 同学 邻居
"""
"""Taken out in front of an item alone: why somebody orders now."""
BROUGHT: Final = frozenset("寄来 送来 带来 拿来 买来".split())
"""What somebody brought: 我姐寄来芒果一箱大家来拿."""
ENDINGS: Final = """
    先为敬 为敬 哄自己 哄哄自己 安慰自己 快啲 快点 快快 搞快点 速度 追剧 必备 当早饭 当早餐 当午饭
    当午餐 当晚饭 当晚餐 当夜宵 当宵夜 当零食 当下午茶 当点心 当主食 当礼物 做早饭 做早餐 救命 救急
    救救急 应急 江湖救急 续命 解解渴 凑单 凑个单 凑个数 凑数 犒劳自己 犒劳一下 奖励自己 打打牙祭
    伺候 走一个 招呼 拿来吧你 拿捏 先 先占上 占上 占个 占个坑 占坑 占位 先占个 囤着 囤一囤 囤起
    囤上 存着 存点 备着 备上 备用 屯着 屯上 走起 走一波 冲 冲了 冲一波 冲冲 安排 安排上 安排一下
    尝尝 尝尝鲜 尝个鲜 尝一尝 尝鲜 试试 试试看 试一试 试试水 试吃看看 解馋 解解馋 过过瘾 过瘾
    不过分 不嫌多 不算多 不多 不贪心 压压惊 补补 补一补 补补身子 补货 支持 支持一下 捧场 捧个场
    打卡 跟上 跟一波 跟风 拿下 拿下了 定了 决定了 我要了 要了 妥 妥了 搞定 完美 走你 就这么定了
    就这么着 这样 先这样 这些 先这些 再说 先来着 吃着 吃着先 先吃着 先用着 用着 喝着 先喝着 用用
    用用看 吃吃看 喝喝看 看看 过年 过节 过周末 过冬 周末吃 明天吃 晚上吃 慢慢吃 慢慢喝 慢慢用
    轮着吃 换着吃 一起 一并 顺便 搭配 配着吃 必须的 必须 没商量 满足 满足了 够了 足矣 齐活 齐了
    报到 嘻 嘿 哈 呵 吼 哟 呀 啊 哦 噢 喔 嗯 呢 啦 咯 吧 嘛 哒 了 呗 嘞 噻 喽 哩 哇 呜 啵 喵 滴 昂
    捏 我 我的 给我 团长 亲 姐 哥 老板 老板娘 美女 帅哥 靓女 靓仔 我先 我来 今晚 今天 明天 加油
    辛苦 爱你 爱了 么么哒 比心 感谢 谢 谢谢 拜托 拜托了 麻烦 麻烦了 麻烦啦 hh hhh hhhh haha 233
    2333 yyds 冲鸭
"""
"""All that may be said right behind a quantity beside a remark: there a sentence about the goods
would go on (草莓两盒塞不进冰箱)."""


def _either(words: str) -> str:
    return "|".join(map(re.escape, sorted(words.split(), key=len, reverse=True)))


_HARMLESS: Final = re.compile(_either(HARMLESS))
_BEFORE: Final = re.compile(_either(f"{HARMLESS} {REASONS}"))
_ENDING: Final = re.compile(f"(?:{_either(ENDINGS)}|[ ~!.])*")
_SIGNAL: Final = re.compile(_either(" ".join(SIGNALS)))
_BEHIND: Final = re.compile(_either(" ".join(s for s in SIGNALS if s not in NEGATION.split())))


def tells_before(said: str) -> bool:
    """Whether folded words in front of an item tell that it is no order."""
    return _SIGNAL.search(_BEFORE.sub(" ", said)) is not None


def tells_beside(said: str) -> bool:
    """Whether another clause does, right before or behind; it may deny (没忍住)."""
    return _BEHIND.search(_BEFORE.sub(" ", said)) is not None


def tells_behind(said: str, *, remark: bool) -> bool:
    """Whether words behind an item do; a remark may deny (别太熟)."""
    form = _BEHIND if remark else _SIGNAL
    return form.search(_HARMLESS.sub(" ", said)) is not None


def ends_well(said: str) -> bool:
    """Whether what is glued to a quantity says nothing about what it counts."""
    return _ENDING.fullmatch(said) is not None
