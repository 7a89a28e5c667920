"""What the bench's groups have on offer."""

from dataclasses import dataclass

from solitaire.chat import Chat, compile_lexicon, start
from solitaire.values import AccountId, Product

LEADER = AccountId("leader")


@dataclass(frozen=True, slots=True)
class Good:
    """A product, and the word that people use for it."""

    name: str
    word: str
    unit: str
    fen: int


OFFERS: tuple[tuple[Good, ...], ...] = (
    (
        Good("红颜草莓2斤装", "草莓", "盒", 2990),
        Good("海南千禧圣女果3斤装", "圣女果", "箱", 2580),
        Good("烟台红富士苹果5斤", "苹果", "箱", 3280),
        Good("土鸡蛋30枚", "鸡蛋", "板", 2500),
        Good("云南蓝莓125g*4盒", "蓝莓", "组", 3990),
    ),
    (
        Good("本地土豆5斤", "土豆", "袋", 1250),
        Good("沙瓤西红柿3斤", "西红柿", "份", 1480),
        Good("有机西兰花", "西兰花", "颗", 550),
        Good("上海青", "上海青", "把", 280),
        Good("铁棍山药5斤装", "山药", "箱", 3990),
        Good("香菜", "香菜", "把", 200),
    ),
    (
        Good("纯牛奶250ml*24", "牛奶", "箱", 5990),
        Good("原味酸奶12杯", "酸奶", "提", 3880),
        Good("抽纸24包", "抽纸", "箱", 4590),
        Good("东北大米10斤", "大米", "袋", 3990),
    ),
    (
        Good("阳澄湖大闸蟹8只装", "大闸蟹", "盒", 16800),
        Good("基围虾2斤", "基围虾", "份", 6990),
        Good("谷饲牛腩1斤", "牛腩", "份", 4590),
        Good("手工水饺50个", "水饺", "袋", 2990),
        Good("黑猪五花肉1斤", "五花肉", "份", 3250),
    ),
)


def post(goods: tuple[Good, ...]) -> str:
    """The leader's message that opens the offer; it closes far after the bench."""
    lines = [f"{good.name} {good.fen / 100:g}元/{good.unit}" for good in goods]
    return "\n".join(("开团", *lines, "明天20:00截单"))


def new_chat(goods: tuple[Good, ...]) -> Chat:
    """An offer's chat in which nothing was said yet."""
    products = [
        Product(str(place), good.name, good.unit, good.fen) for place, good in enumerate(goods, 1)
    ]
    return start(compile_lexicon(products), LEADER)
