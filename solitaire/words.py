"""The words of ordering and the words of mere talk, each with its role. Data only.

The longest word at a place is read. A word that is missing here is plain text to the reader,
and plain text keeps a clause from being an order.
"""

from typing import Final


class Role:
    """What a word does in a clause; a word may have several, so they are bits."""

    ORDER: Final = 1
    ADD: Final = 2
    SET: Final = 4
    SWAP: Final = 8
    LESS: Final = 16
    REMOVE: Final = 32
    ENOUGH: Final = 64
    NOT_BUT: Final = 128
    ALSO: Final = 256
    SAME: Final = 512
    PROXY: Final = 1024
    SELF: Final = 2048
    THEY: Final = 4096
    EACH: Final = 8192
    ALL: Final = 16384
    VAGUE: Final = 32768
    OF: Final = 65536
    AND: Final = 131072
    OBJECT: Final = 262144
    PART: Final = 524288
    ORDERED: Final = 1048576
    FILLER: Final = 2097152
    YES: Final = 4194304
    TALK: Final = 8388608
    IF: Final = 16777216
    SAY: Final = 33554432
    DOUBT: Final = 67108864
    POINT: Final = 134217728


_WORDS: Final[dict[int, str]] = {
    Role.ORDER: """
        要 想要 想来 想接 想拿 想带 想来点 想要点 想买点 想订点 想拿点 想带点 想来些 想要些 想买些
        想订些 来 来个 来点儿 带点 买点 订点 拿点 弄点 搞点 补点 留点 捎点 接点 带些 买些 订些 拿些
        弄些 补些 订 定 订购 预订 预定 带 捎 拿 买 购 接 接龙 接单 跟 跟团 报 报名 登记 记 记上
        记一下 登记一下 留 下单 下 点 搞 整 冲 囤 抢 安排 安排上 拍 入 上车 凑单 需要 给我 我要
        给我家 给我们 给我们家 给咱 给咱家 给俺 给俺家 帮我家 帮我们 帮我们家 我订 我来 我买 我接
        我想要 我想订 我想买 想订 想买 帮我 帮忙 参团 参加 加入 上 代购 喊单 喊 要个 订个 来份 要份
        来盒 来袋 来箱 来瓶 来包 来条 来只 来斤 来把 来提 来板 来件 来套 来桶 来罐 要盒 要袋 要箱
        要瓶 要包 要条 要只 要斤 要把 要提 要板 要件 要套 要桶 要罐 订份 订盒 订箱 接份 拿份 拿盒
        带份 带盒 买份 买盒 给来 要买 要订 要接 要来 得要 需 请给 给留 留个 留份 整点 我选 选 算我
        算我一个 记我 加我 写我 称 称点 称个 给我称 帮我称 给我送 帮我送 给我发 帮我发 给我切 帮我切
        俾我 畀我 给我留着 帮我留着 替我留着 have want order get take give yao lai i'd i'll like
    """,
    Role.ADD: """
        再带点 再来点 再要点 再买点 再拿点 再加点 再订点 再补点 多带点 多买点 多拿点 再带些 再来些
        再买些 再加些 再 再来 再加 加多 要多 来多 仲要 仲想要 再嚟 再要 再订 再接 再买 再带 再拿
        再添 再给 再追加 再多 再补 再报 再记 再来个 再加个 再来份 再加份 加 加单 多加 多来 多要 多订
        多带 多拿 多 另外加 另加 另外再加 另外要 另外来 另外再来 另外再要 另要 追加 还要 还来 还加
        还想要 还需要 还订 也加 又要 又加 又来 添 增加 补 补一 补个 加个 多加个 多个 外加 另外
        顺便加 顺便来 顺便要 给我加 帮我加 给我再加 帮我再加 更多 再整 再囤 想加 想再加 我想加
        我想再加 还想加 想再要 想再来 想补 想多加 add more extra plus another
    """,
    Role.SET: """
        改成 改为 改到 改 改要 变成 变 变为 应该是 应为 更正 更正为 更改为 更改成 更改 调整为 调成
        调为 修改为 修改成 加到 凑到 凑 凑成 凑个 凑够 凑满 凑足 加够 加满 补到 补成 补够 加成 只要
        就要 总共要 一共要 总共 一共 共 合计 总计 共计 是 为 写成 订成 改订 改定 变更为 减为 加为
        改番 改返 改回 减到 减成 change make
    """,
    Role.SWAP: """
        换成 换 换为 换作 调换成 替换成 改换成 换个 换到 替换为 调成了 改换 兑换成 换点 都换成
        全换成 全部换成 换一下 转成 转做 转为 转换成 转换为 换做 换去 swap replace
    """,
    Role.LESS: """
        减返 减番 减回 减 减去 减掉 减少 少 少要 少来 少订 退 退掉 少拿 少买 少接 扣 扣掉 扣除 删
        删掉 去 去掉 撤 撤掉 取消 要退 想退 我要退 我想退 要退掉 想退掉 退一下 minus less
    """,
    Role.REMOVE: """
        不要 不要了 不要啦 不要咯 不要吧 不要哈 取消 取消了 取消掉 取消吧 退了 退了吧 退掉 退掉了
        退吧 去掉 去掉了 去掉吧 删了 删掉 删掉了 删除 撤了 撤掉 撤销 撤回 撤单 退单 退团 退订 退出
        不买 不买了 不订 不订了 不接 不接了 不拿了 不来了 不需要 不需要了 不用 不用了 先不要
        先不要了 暂时不要 别要了 算了 就算了 划掉 划了 去了吧 放弃 都不要 都不要了 全不要 全不要了
        都取消 全部取消 全取消 全退 全退了 都退了 全部退 都退 全部退掉 全部退了 全退掉 都退掉 全都退
        全都退了 全都不要 全都不要了 全部退订 整单取消 整单退 全部不要 全部不要了 不跟了 不参加
        不参加了 不定了 不团了 不留了 先取消 免了 算啦 算咯 不想要 不想要了 不想买 不想买了 不想订
        不想订了 不太想要 不太想要了 不打算要 不打算要了 要退 要退了 想退 想退了 我要退 我要退了
        我想退 我想退了 要退掉 要退掉了 想退掉 想退掉了 退一下 退一下吧 想取消 想取消了 要取消
        要取消了 我想取消 我要取消 我要退单 我想退单 要退单 想退单 帮我退单 帮我取消 帮我全取消
        帮我全部取消 全部帮我取消 都帮我取消 pass pass了 pass掉 不留 不拿 不需 算喽 退回 撤下 撤下来
        cancel remove drop
    """,
    Role.ENOUGH: "就够了 够了 就够 就行 就行了 就好 就好了 就可以 就可以了 即可 足够 足够了",
    Role.NOT_BUT: "不是 不止",
    Role.ALSO: """
        也要 我也要 也来 也 我也来 也接 我也接 也订 我也订 也买 也带 也 我也 也想要 跟上 也跟 同要
        也加入 也报 同求 也求 带我一个 算我一个 加我一个 算我一份 带我一份 加我一份 too also
    """,
    Role.SAME: """
        同上 同楼上 一样 一样的 同款 同样 照楼上 复制楼上 一致 相同 如上 照旧楼上 和上面一样
        跟上面一样 same
    """,
    Role.PROXY: "帮 给 替 代 帮忙给 代替 帮忙帮 for",
    Role.SELF: """
        我 我自己 自己 我家 我们 我们家 本人 俺 俺们 俺家 咱 咱们 咱家 阿拉 我屋头 我屋里 我这
        我这边 我这里 我的 我的单 我的订单 我的单子 我的接龙 我的这单 我的那单 我这单 我那单 我那
        我那份 我这份 me my mine
    """,
    Role.THEY: "他 她 他的 她的 他们 她们 他家 她家 人家 ta ta的 him her",
    Role.EACH: """
        各 各要 各来 各订 各自 分别 分别要 分别来 each 各拿 各加 各买 各带 各接 每样 每种 每个 每款
        都要 都来 都订 都加 都接 均 每 都给我来 都拿 均要
    """,
    Role.ALL: """
        每样 每种 每款 每样都 样样 所有 所有的 全部 全 全都 全要 全来 全套 全部都 全部来 全部要
        全都要 全都来 都要 都来 都 一样来 样样都 每样都要 每样来 每种来 每个品种 每个都 一样
        everything
    """,
    Role.VAGUE: """
        再带点 再来点 再要点 再买点 再拿点 再加点 再订点 再补点 多带点 多买点 多拿点 再带些 再来些
        再买些 再加些 几 带点 买点 订点 拿点 弄点 搞点 补点 留点 加点 捎点 接点 带些 买些 订些 拿些
        弄些 补些 来点 要点 一些 若干 好几 几个 几份 几盒 几箱 几袋 几瓶 几包 几斤 几条 几只 几板
        几把 几罐 几件 几提 几块 几杯 几束 几桶 几颗 几卷 几套 些 来些 要些 想来点 想要点 想买点
        想订点 想拿点 想带点 想来些 想要些 想买些 想订些 老样子 老规矩 一车 一堆 照旧 随便 随意 多点
        整点 少许 一点 一点点 点儿 适量 看着来 看着给 多来点 少来点 照上次 照上次的 按上次 按上次的
        跟上次一样 和上次一样 同上次 跟以前一样 和以前一样 跟往常一样 和往常一样 照往常 some few
        usual
    """,
    Role.OF: """
        它 刚才那个 刚刚那个 刚那个 的 那个 这个 的那个 那种 这种 那款 这款 味 味的 口味 口味的 味道
        味儿 款 装 装的 码 号码 色 口感 所有人的 全部人的 每个人的 大家的 各位的 of the a an
    """,
    Role.AND: """
        和 跟 与 及 以及 然后 然后再 然后还有 还有就是 再就是 另外还有 加上 还有 还 并 并且 外加 and
        n
    """,
    Role.OBJECT: "把 将",
    Role.PART: "其中 里面",
    Role.ORDERED: "单 的单 单子 的单子 订单 的订单 接龙 那份 那单 份单",
    Role.FILLER: """
        蟹蟹 蟹蟹啦 谢谢 谢谢啦 谢谢了 谢谢团长 谢谢哈 谢谢哦 感谢 多谢 谢 谢啦 谢了 感恩 唔该
        唔该晒 辛苦 辛苦了 辛苦啦 麻烦 麻烦了 麻烦您 麻烦你 拜托 请 请问 团长 团主 团长好 团长大人
        团长姐姐 群主 老板 老板儿 老板娘 掌柜 掌柜的 主揪 团妈 团爸 小助手 接龙小助手 亲 亲爱的 哈
        哈哈 哈哈哈 啊 呀 哦 噢 喔 嗯 嗯嗯 呢 啦 咯 吧 嘛 哒 了 的话 那 那么 那就 就 先 这次 这回
        此次 今天 本次 好 好的 好吧 行 可以 可以的 对 对了 不对 错了 打错了 写错了 说错了 搞错了
        走起 走一波 走你 冲鸭 冲呀 冲冲冲 安排起来 整起来 搞起来 搞起 整起 囤起来 囤起 买起来
        不好意思 不好意思啊 不好意思哈 抱歉 实在抱歉 对不起 对不住 打扰 打扰了 打扰一下 打错字
        更正一下 喂喂 所有人的 全部人的 每个人的 大家的 各位的 各位 各位邻居 大伙 大伙儿 您好 你好
        侬好 大家好 大家 早 早上好 晚上好 中午好 下午好 嗨 还是 帮忙 一下 下单 一起 就是 这 也行 呦
        哟 哎 唉 诶 欸 哇 嘿 嘻嘻 嘿嘿 呵呵 比心 收到请回复 请记 记得 务必 顺便 另外 其他 其他的
        其它 不变 别的 目前 暂时 先来 那先 就这些 就这些了 就这样 就这样了 就这么多 就这么多了
        没别的了 别的没有了 我看看 我想想 让我看看 让我想想 我看一下 我想一下 要得 得嘞 来吧 唷 啊啊
        滴 撒 嘞 噻 咧 哩 喽 蛤 哟哟 呗 昂 欧 咩 捏 呐 嗷 惹 诺 ok okay pls plz please thx thanks
        不是不是 不是是 能 能否 可否 can could may i some more 不 不不 不不不 啊不 等等 等下 that it
        sorry thank you hi hello hey auntie uncle boss thankyou tq ty ah lah leh lor la for me us
        the to from my in at with 上面 前面 刚才 刚刚 之前 原来 原先 本来 订的 要的 接的 报的 定的
        买的 登记的 下的 名字 份量 数量 的量 这批 这一批 没改 没变 没动 没换 说错 打错 写错 没说全
        没说清 没说清楚 没写全 没写清 没写清楚 没打全 说漏了 忘说了 忘了说 忘记说 忘记说了 差点忘
        差点忘了 手抖 手滑 手误 口误 打错字了 看错了 重发 重发一下 重新说 重新说一下 纠正 纠正一下
        补充 补充一下 我说的是 我是说 我的意思是 我意思是 我的意思 的意思 我指的是 版主 楼主 美女
        小姐姐 帅哥 hh hhh hhhh hhhhh hhhhhh haha hahaha hahahaha lol lmao xswl here 想了想 想了一下
        想了下 想了半天 想来想去 思来想去 想想 考虑了一下 考虑了下 考虑再三 纠结半天 纠结了半天
        纠结了一下 犹豫了一下 琢磨了一下 商量了一下 商量了下
    """,
    Role.POINT: "那个 这个 那份 这份 它 刚才那个 刚刚那个 刚那个 这玩意 那玩意",
    Role.YES: "是 是的 对 对的 嗯 嗯嗯 好 好的 好呀 可以 行 没错 确认 要 要的 ok yes yep yeah",
    Role.TALK: """
        出来 回来 起来 过来 下来 进来 寄来 送来 买来 带来 拿来 给了 给过 少给 多给 漏给 借 借我 昨天
        前天 昨晚 昨日 上次 上回 上周 下次 下回 下一次 下一期 没说 没说过 没说要 上个月 上星期
        上一次 去年 前年 往年 小时候 以前 从前 那天 那次 早上吃 今早吃 少了 吃了 喝了 买了 煮了 炖了
        做了 用了 看了 卖了 送了 接了 订了 要了 拿了 取了 领了 收了 带了 换了 拉了 花了 抢了 抢到
        涨了 涨到 涨价 跑了 走了 等了 剩 还剩 剩下 只剩 还差 差 好吃 真好吃 真香 很香 好喝 真甜 很甜
        太甜 不甜 好甜 难吃 不错 很好 真好 好看 新鲜吗 不够 够吃 够喝 够我 一天 每天 天天 一顿 一口
        一口气 一辈子 一周 每周 超市 菜场 菜市场 市场 隔壁 楼上 楼下 店里 食堂 网上 淘宝 拼多多 盒马
        山姆 京东 饭店 餐厅 餐馆 小贩 摊 贵 太贵 便宜 划算 贵了 涨 跌 降 降价 打折 抢购 促销 满减
        优惠 私聊 加微信 扫码 二维码 戳 点击 好想吃 想吃 好想 想喝 馋 馋死 看着 看起来 羡慕 减肥
        过敏 戒 等于 有人 有没有人 朋友 邻居们 加油 成团 发车 吃完 喝完 用完 没吃 没用 没喝 吃不完
        不够吃 搬不动 吃不动 红包 恭喜 发财 生日 快乐 早安 晚安 节日 物业 停水 停电 快递 电梯 多吃
        少吃 少喝 多喝 炒 腌 抹 多了 买多了 订多了 要多了 接多了 拿多了 多订了 多买了 多要了 多接了
        多拿了 没订 没要 没买 没接 没有订 没有要 没有买 没有接 不是我要的 不是我订的 不是我的 去拿
        不用退 不用退了 不用退我 不用退我了 不用退给我 不用退还 不用找 不用找了 无需退 不退 不退了
        别退 别退了 按斤 论斤 按个 论个 算下来 流行 ate eaten drank bought finished last week
        yesterday broken bad traffic cheap expensive nice delicious tasty
    """,
    Role.IF: """
        如果 要是 假如 假设 若 若是 倘若 的话 有的话 万一 只要能 如有 有就 有货就 能到就 能送就
        能到的话 可以的话 行的话 方便的话 能的话 假使 如果有 没有就 没有的话 要不 要不然 不然 否则
        看情况 有优惠就 便宜就 降价就 到时候再 再说 考虑 考虑一下 也许 可能 大概 说不定 估计 if
        maybe perhaps
    """,
    Role.SAY: """
        说 讲 说要 说也要 问 说他 说她 让我问 says said 说想要 说想 的意思是 她的意思是 他的意思是
        喊我 好像 听说 据说 表示
    """,
    Role.DOUBT: """
        要不要 好不好 行不 行不行 可不可以 是不是 能不能 有没有 怎么 为什么 为啥 干嘛 哪 哪家 哪里
        中不中 得行不 成不成 哪个 哪种 哪款 什么 啥 谁 几点 多少 吗 么 咋 how what when where who
        which why
    """,
}

ROLES: Final[dict[str, int]] = {}
"""Each word, and the roles that it can have."""


def _fill(into: dict[str, int]) -> None:
    for role, words in _WORDS.items():
        for word in words.split():
            into[word] = into.get(word, 0) | role


_fill(ROLES)

CORRECTIONS: Final = frozenset(
    """
    不对 不对不对 错了 打错了 写错了 说错了 搞错了 打错字 不 不不 不不不 啊不 不是不是 不是是
    """.split()
)
"""What somebody says between what was wrong and what is right: 豆腐三盒不对不对是两盒."""

THANKS: Final = frozenset(
    "谢谢 谢谢啦 谢谢了 感谢 多谢 谢 谢啦 谢了 辛苦 辛苦了 辛苦啦 麻烦 拜托".split()
)
"""May be followed by a name or a form of address."""

GIVEN_UP: Final = frozenset("算了 算啦 算咯 就算了".split())
"""Before an order: never mind what was said."""

GUESSES: Final = frozenset("大概 可能 估计 也许 说不定 maybe perhaps".split())
"""Make no condition of a question: 大概几点到."""

VETO: Final = (
    "已取", "取走", "取到", "取了", "已拿", "拿到", "拿走", "收到", "领到", "已领", "领走", "碎",
    "坏", "烂", "漏", "化了", "没化", "馊", "臭", "过期", "发霉", "霉", "压扁", "死了", "赔",
    "退款", "缺了", "少了", "不新鲜", "酸了", "上周的", "昨天的", "上次的", "http", "www.",
    "www", "抢购", "周年庆", "已记录", "少给", "漏发", "错发", "发错", "没给", "已自提", "已提",
    "麻烦来拿", "麻烦来取", "快来拿", "快来取", "快来提", "尽快取", "尽快来", "提走", "提货了", "没来取", "没取", "没拿",
    "放错", "拿错", "取错", "拎错", "提错", "领错", "送错", "装错",
    "broken", "collected", "received", "picked up",
)  # fmt: skip
"""Complaints, pickup talk, adverts: beside one of these only a clause with an order verb orders."""
ANEW: Final = frozenset(
    "这次 这回 此次 本次 这一次 这批 这一批 这期 今天 今儿 今日 这周 这个礼拜 现在".split()
)
"""What begins the order behind a complaint of the last time: 上次碎了4个，这次绿豆糕2盒."""

ELSEWHERE: Final = frozenset(
    """
    超市 菜场 菜市场 市场 隔壁 店里 网上 淘宝 拼多多 盒马 山姆 京东 饭店 餐厅 餐馆 食堂 小贩 摊
    """.split()
)
"""Where others sell: goods and numbers behind one of these are theirs."""

NOTICES: Final = frozenset(
    """
    通知 要求 规定 每个 每人 每位 老师 医生 大夫 领导 学校 幼儿园 孩子 同学 家长 学生 员工 客人
    大家 人家
    """.split()
)
"""Who is told to bring or to want something in talk: 老师通知明天每个孩子带1个苹果."""
