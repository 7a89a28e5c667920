"""A chat of one offer in few words, for the tests of the reader."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from solitaire.chat import Chat, compile_lexicon, hear, start
from solitaire.lexicon import Lexicon
from solitaire.values import AccountId, Message, MessageId, Product, Reading

LEADER = AccountId("lead")

FRUIT = (
    Product("1", "红颜草莓2斤装", "盒", 2990),
    Product("2", "海南千禧圣女果3斤装", "箱", 2580),
    Product("3", "智利车厘子JJ级2斤", "盒", 8900),
    Product("4", "云南蓝莓125g*4盒", "组", 3990),
    Product("5", "烟台红富士苹果5斤", "箱", 3280),
    Product("6", "泰国金枕榴莲", "个", 13800),
)
DISHES = (
    Product("1", "酸菜鱼", "份", 5800, variants=("微辣", "中辣", "特辣")),
    Product("2", "卤牛腱子", "份", 4500, variants=("大份", "小份")),
    Product("3", "口水鸡", "份", 3200),
    Product("4", "五花肉", "斤", 2980, by_weight=True),
)


def opened(products: Sequence[Product] = FRUIT) -> Chat:
    """An empty chat of an offer."""
    return start(_words(tuple(products)), LEADER)


@lru_cache(maxsize=32)
def _words(products: tuple[Product, ...]) -> Lexicon:
    return compile_lexicon(products)


def message(chat: Chat, sender: str, text: str, **more: str) -> Message:
    """The next message of a person whose nickname is the account."""
    number = 0
    link = chat.last
    while link is not None:
        number, link = number + 1, link.previous
    return Message(
        MessageId(more.get("id", f"m{number + 1}")),
        AccountId(sender),
        more.get("nick", sender),
        text,
        reply_to=MessageId(more["reply_to"]) if "reply_to" in more else None,
        edits=MessageId(more["edits"]) if "edits" in more else None,
        recalls=MessageId(more["recalls"]) if "recalls" in more else None,
    )


def say(chat: Chat, sender: str, text: str, **more: str) -> tuple[Chat, Reading]:
    """One message heard."""
    return hear(chat, message(chat, sender, text, **more))


def items(chat: Chat, who: str) -> Mapping[str, float]:
    """What the book holds for a name, in sale units."""
    for row in chat.book.values():
        if row.who == who:
            return {str(item): value / 1000 for item, value in row.items.items()}
    return {}


def lexicon_of(chat: Chat) -> Lexicon:
    """The words of the chat's offer."""
    return chat.lexicon
