"""What residents are told about their orders."""

from collections.abc import Sequence

from handlers.texts.amounts import Part, count, yuan
from rules.errors import Refusal
from solitaire.values import QuestionCode

_LONGEST_PIECE = 20


def booked(who: str, parts: Sequence[Part], fen: int, number: int) -> str:
    return f"✅ {who} {'、'.join(map(str, parts))} 共{yuan(fen)}元（第{number}单）"


def nothing_left(who: str, number: int) -> str:
    return f"✅ {who} 的接龙已取消（第{number}单）"


def late() -> str:
    return "已截单，问团长能不能补"


def late_from(who: str, said: str) -> str:
    """To the leader of a group that wants the bot silent: what somebody said after the cutoff, ""
    where a message was taken back (perhaps by nobody who ordered)."""
    if not said:
        return f"{who or '有人'} 截单后撤回了一条消息，订单没有改"
    return f"{who} 截单后说“{said}”，没有记。能补就发：给{who}补 品名 数量"


def all_fetched() -> str:
    """To the leader, about an offer of which nothing is left to fetch."""
    return "这期已经完成，没有要取的了；要改先撤销核销"


def of_offer(title: str, text: str) -> str:
    """What is said about an earlier offer."""
    return f"（{title}）{text}"


def refused(code: Refusal, part: Part, left: int, limit: int, minimum: int) -> str:
    """Why an item was not booked, and what would be possible."""
    name, unit = part.name, part.unit
    match code:
        case Refusal.SOLD_OUT if left:
            return f"{name}只剩{count(left)}{unit}，要吗"
        case Refusal.SOLD_OUT:
            return f"{name}没有了，卖完啦"
        case Refusal.OVER_LIMIT if left:
            return f"{name}每户限{count(limit)}{unit}，还能订{count(left)}{unit}，要吗"
        case Refusal.OVER_LIMIT:
            return f"{name}每户限{count(limit)}{unit}，已经订满了"
        case Refusal.BELOW_MINIMUM:
            return f"{name}{count(minimum)}{unit}起订，要{count(minimum)}{unit}吗"
        case Refusal.ALREADY_COLLECTED:
            return f"{name}已取，要改请团长先撤销核销"
        case Refusal.TAKEN_OFF:
            return f"{name}已下架，不能再加了"
        case _:
            return f"{name}{count(part.quantity)}{unit}？数量太大了，请再确认一下写对没有"


def asks(code: QuestionCode, piece: str, choices: Sequence[str], unit: str = "") -> str:
    """A short, concrete question about a piece of a message; ``unit`` is that of the goods, if
    they have one."""
    short = piece if len(piece) <= _LONGEST_PIECE else f"{piece[:_LONGEST_PIECE]}…"
    said = f"“{short}”" if piece else ""
    numbered = " 还是 ".join(f"{place} {name}" for place, name in enumerate(choices, 1))
    if code is QuestionCode.WHICH_PRODUCT and len(choices) == 1:
        return f"{said}是{choices[0]}吗？"
    if code is QuestionCode.WHICH_PRODUCT and choices:
        return f"{said}要哪个？{numbered}"
    if code is QuestionCode.WHICH_PRODUCT:
        return f"{said}是哪样？请说品名" if piece else "要哪样？请说品名，如：草莓1份"
    if code is QuestionCode.WHICH_VARIANT:
        return f"{said}要哪种？{numbered}"
    return _ASKS[code].format(said=said, unit=unit or "份")


_ASKS = {
    QuestionCode.HOW_MANY: "{said}要几{unit}？",
    QuestionCode.UNKNOWN_PRODUCT: "{said}今天没有，要换别的吗",
    QuestionCode.WEIGHT_OR_PIECE: "{said}是按{unit}卖的，要几{unit}？",
    QuestionCode.ONE_OR_MORE_CASES: "{said}是按{unit}卖的，要几{unit}？",
    QuestionCode.CONDITION: "{said}是确定要吗？确定就回“要”，或者说几份",
    QuestionCode.HEARSAY: "{said}是帮忙订吗？是就回“是”，或者说：帮谁订几份",
    QuestionCode.WHICH_PERSON: "有两位{said}，请带上门牌再说一次",
    QuestionCode.WHOSE: "{said}没写是谁的，请带上门牌或名字",
    QuestionCode.NOT_YOURS: "{said}是别人的接龙，要本人或团长来改哦",
    QuestionCode.MEANT_AS_ORDER: "{said}是要订吗？要的话请说几份",
}


def to(who: str, words: str) -> str:
    """What is asked or refused, said to somebody by name."""
    return f"{who}：{words}"


def more_unclear(places: int) -> str:
    """Instead of a long list of questions."""
    return f"还有{places}处没看懂，可以分开再说一遍"
