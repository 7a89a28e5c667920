"""Why an order stands as it does: which message did what to it, and when."""

from collections.abc import Sequence

from handlers.texts.amounts import count
from rules.errors import Refusal

YOU = "您"
LEADER = "团长"
_LONGEST = 24


def short(words: str) -> str:
    """The words of a message on one line, shortened."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def of(whom: str) -> str:
    return f"{whom}的"


def stands(whom: str, parts: Sequence[str], number: int) -> str:
    """The head of an answer: what a person's order is now."""
    place = f"（第{number}单）" if number else ""
    return f"{whom}现在订的：{'、'.join(parts)}{place}" if parts else f"{whom}现在没有订单{place}"


def happened(at: str, how: str, what: Sequence[str], quote: str = "") -> str:
    words = f"（“{quote}”）" if quote else ""
    return f"{at} {how}{'，'.join(what)}{words}"


def said(who: str, words: str) -> str:
    """How a message did it; "" are words that were said elsewhere in private."""
    return f"{who}说“{words}”，" if words else f"{who}私聊我说的，"


def listed(who: str, *, pasted: bool) -> str:
    return f"{who}贴接龙时" if pasted else f"{who}接龙时"


def edited(who: str, old: str, new: str) -> str:
    return f"{who}把“{old}”改成“{new}”，" if old and new else f"{who}改了私聊里的话，"


def list_edited(who: str) -> str:
    return f"{who}改了自己发的接龙，"


def list_recalled(who: str, *, pasted: bool) -> str:
    return f"{who}撤销了贴的接龙，" if pasted else f"{who}撤回了接龙，"


def recalled(who: str, words: str) -> str:
    return f"{who}撤回了“{words}”，" if words else f"{who}撤回了私聊里的话，"


def not_counted(words: str) -> str:
    return f"团长回复“{words}”说“不算”，"


def counted(words: str) -> str:
    return f"团长说“算 {words}”，"


def ran_short() -> str:
    return "到货不够，最晚订的先少，"


def by_the_leader() -> str:
    """What no message of the chat did."""
    return "团长那边改的，"


def gained(parts: Sequence[str], whom: str) -> str:
    """``whom`` is "" where it is the person's own word."""
    return f"给{whom}记了{'、'.join(parts)}" if whom else f"记了{'、'.join(parts)}"


def gone(parts: Sequence[str], whose: str) -> str:
    return f"把{whose}{'、'.join(parts)}取消了" if whose else f"{'、'.join(parts)}取消了"


def moved(name: str, before: str, after: str, whose: str) -> str:
    moved_ = f"{name}从{before}改成{after}"
    return f"把{whose}{moved_}" if whose else moved_


def fell(name: str, before: str, after: str, whose: str) -> str:
    """What a shortage left."""
    return f"{whose}{name}从{before}变成{after or '没有了'}"


def not_given(name: str, wanted: str, held: str, why: str) -> str:
    done = f"{name}没改成{wanted}，还是{held}" if held else f"{name}{wanted}没记上"
    return f"{done}：{why}" if why else done


def not_taken_back(name: str, held: str, why: str) -> str:
    done = f"{name}没取消，还是{held}"
    return f"{done}：{why}" if why else done


def reason(
    code: str, unit: str, room: int | None, limit: int | None, minimum: int | None, *, holds: bool
) -> str:
    """Why a change was refused then."""
    match code:
        case Refusal.SOLD_OUT if room:
            return f"当时只能再加{count(room)}{unit}" if holds else f"当时只剩{count(room)}{unit}"
        case Refusal.SOLD_OUT:
            return "当时没有多的了" if holds else "当时已经卖完了"
        case Refusal.OVER_LIMIT:
            return f"每户限{count(limit or 0)}{unit}"
        case Refusal.BELOW_MINIMUM:
            return f"{count(minimum or 0)}{unit}起订"
        case Refusal.TAKEN_OFF:
            return "当时已经下架了"
        case Refusal.ALREADY_COLLECTED:
            return "货已经取走了"
        case Refusal.ABSURD_QUANTITY:
            return "数量太大，怕写错了"
        case _:
            return ""


def taken_by(others: Sequence[tuple[str, str, str]]) -> str:
    """Who had got the last of the goods before: when, who, how much."""
    return f"（{'，'.join(f'{at} {who}订了{part}' for at, who, part in others)}）" if others else ""


def asked_back(question: str) -> str:
    return f"没看明白，问过：{question}"


def nothing_new() -> str:
    return "和原来一样，没有变"


def no_order(example: str) -> str:
    return f"没看出是下单，没有记。要订就说：{example}"


def a_question() -> str:
    return "听成了问话，没有动订单"


def repriced(name: str, before: str, after: str, unit: str) -> str:
    return f"团长改价：{name}{before}→{after}元/{unit}"


def fetched(parts: Sequence[str]) -> str:
    return f"取走了{'、'.join(parts)}"


def called_off() -> str:
    return "团长取消了这期团，订的都不算了"


def at_last(at: str, what: str) -> str:
    return f"{at} {what}"


def unchanged() -> str:
    return "后来没有人改过"


def by_nobody_else(whom: str) -> str:
    return f"没有别人动过{whom}的订单"


def more(number: int) -> str:
    return f"更早还有{number}条"


def too_late(at: str, closed: str) -> str:
    return f"{at}发的时候已经截单了（{closed}截单），没有记，问团长能不能补"


def too_early(at: str) -> str:
    return f"{at}发的时候还没开团，没有记"


def no_orders() -> str:
    return "这期没有您的订单"


def nothing_of(names: Sequence[str]) -> str:
    return f"这期没有记过您的{'、'.join(names)}"


def nobody(word: str) -> str:
    return f"这期没有“{word}”的订单"


def others_own() -> str:
    return "别人的订单要本人或团长来问"


def say_whose() -> str:
    return "想问谁的？发：为什么 张姐，或：为什么 第3单"
