"""What a leader is told of a list or a stretch of chat that she pasted in private."""

from collections.abc import Sequence

from handlers.texts.amounts import count
from handlers.texts.lists import HEAD
from rules.errors import Refusal

AND = "[和跟及]|以及"
"""What stands between goods: 去掉 3-502 的鸡蛋和草莓."""
OF = "的"
"""What stands between a person and goods."""
_MOST = 12
_SUMMED = 8
_HEADS = ("#", "接龙", "接龍")
_MOST_UNDONE = 20


def counted(new: int, changed: int, cancelled: int) -> str:
    """新增3 修改1."""
    sorts = (("新增", new), ("修改", changed), ("取消", cancelled))
    return " ".join(f"{name}{number}" for name, number in sorts if number)


def nothing_new(*, listed: bool) -> str:
    return "和账上一样，没有新增，也没有改动" if listed else "这段里没有新的接龙"


def heard_before() -> str:
    return "这段聊天之前都记过了，没有新的"


def nobody_yet() -> str:
    return "这份接龙里还没有人"


def added(who: str, parts: Sequence[str]) -> str:
    return f"➕ {who} {' '.join(parts)}"


def changed(who: str, parts: Sequence[str]) -> str:
    return f"✏️ {who} {' '.join(parts)}"


def cancelled(who: str, parts: Sequence[str]) -> str:
    return f"➖ {who} 取消了 {' '.join(parts)}"


def from_to(name: str, before: int, after: int, unit: str) -> str:
    """草莓1→2盒, 加鸡蛋1板, 不要鸡蛋了."""
    if not before:
        return f"加{name}{count(after)}{unit}"
    if not after:
        return f"不要{name}了（原来{count(before)}{unit}）"
    return f"{name}{count(before)}→{count(after)}{unit}"


def times(name: str, quantity: int) -> str:
    """草莓×2."""
    return f"{name}×{count(quantity)}"


def lacks(who: str, parts: Sequence[str], copy: str) -> str:
    return f"少了 {who} 的{'、'.join(parts)}，{copy}"


def lacks_more(people: Sequence[str]) -> str:
    return f"还少了{_names(people)}"


def another_list() -> str:
    return "这份和之前粘过的接龙没有一条相同。之前记的都没有动，下面一起写上了"


def by_copy(clock: str, poster: str, *, this: bool) -> str:
    """Which copy left it out: 是被 20:41 那份盖掉的."""
    whose = f" {poster}" if poster else ""
    return f"是被 {clock}{whose} {'这份' if this else '那份'}盖掉的"


def how_to_take_off(who: str) -> str:
    return f"少了的没有动，下面的接龙已经补上。真不要了就发：去掉 {who}"


def older(people: Sequence[str]) -> str:
    """A copy from before these were added."""
    return f"这份比账上的旧，没有后来的{_names(people)}。账上没有动，下面的接龙已经补上"


def not_listed(people: Sequence[str]) -> str:
    """Who ordered otherwise, and stands in no copy."""
    return f"{_names(people)}不是接龙来的，下面也写上了"


def _names(people: Sequence[str]) -> str:
    shown = "、".join(people[:_SUMMED])
    return f"{shown}等{len(people)}家" if len(people) > _SUMMED else f"{len(people)}家（{shown}）"


def not_booked(line: str, why: str) -> str:
    return f"没记上、也没放进下面的接龙：{line}（{why}）"


def why_refused(code: Refusal, name: str, unit: str, room: int, shelf: tuple[int, int]) -> str:
    """``shelf`` is the limit a household and the least there is of it, 0 without."""
    limit, minimum = shelf
    match code:
        case Refusal.SOLD_OUT:
            return f"{name}只剩{count(room)}{unit}" if room else f"{name}卖完了"
        case Refusal.OVER_LIMIT:
            return f"{name}每户限{count(limit)}{unit}"
        case Refusal.BELOW_MINIMUM:
            return f"{name}{count(minimum)}{unit}起订"
        case Refusal.ALREADY_COLLECTED:
            return f"{name}已经取走了"
        case Refusal.TAKEN_OFF:
            return f"{name}已下架"
        case _:
            return f"{name}数量太大"


def doubt(line: str, asks: str) -> str:
    """A line as it was written, and what is to be found out about it."""
    shown = " ".join(line.split())
    return f"{shown}（{asks}）" if asks else shown


def two_of_them() -> str:
    return "有两位同名，请带上门牌"


def unclear(lines: Sequence[str]) -> str:
    """What was not understood, each line as it was written."""
    shown = [f"· {line}" for line in lines[:_MOST]]
    more = [f"还有{len(lines) - _MOST}行"] if len(lines) > _MOST else []
    return "\n".join([f"没看懂{len(lines)}行，没有记：", *shown, *more])


def how_to_clear_up() -> str:
    return "问清楚了就发：给张姐记 草莓2（换成那个人和东西）"


def idle(lines: Sequence[str]) -> str:
    """Entries that stand in the list and not in the book, and were told of before."""
    return (
        f"这{len(lines)}条在接龙里、没有记（之前退了、去掉了或没货）：{'；'.join(lines[:_SUMMED])}"
    )


def more_rows(number: int) -> str:
    return f"…还有{number}家"


def late(lines: Sequence[str], first: str) -> str:
    """What was said after the cutoff, in a stretch of chat that says when."""
    shown = [f"· {line}" for line in lines[:_MOST]]
    return "\n".join([f"截单以后才说的，没有记。能补就发：给{first}补 品名 数量", *shown])


def after_cutoff() -> str:
    return "（已经截单，算你补记的）"


def part_only() -> str:
    return "这是长接龙的后半截，前面的我不比较"


def to_copy() -> str:
    return "下一条可以直接复制发回群里👇"


def list_head(lines: Sequence[str]) -> str:
    """The head of the list, as it was pasted."""
    text = "\n".join(lines).strip()
    return text if text.startswith(_HEADS) else f"{HEAD}\n{text}".rstrip()


def no_offer(group: str) -> str:
    return (
        f"{group}现在没有在接的团，这份没有记。\n"
        "先开团：发“开团”，下面写品名和价格；开好了再把接龙发给我"
    )


def more_goods_first() -> str:
    """Where nothing of a list is on offer after the cutoff."""
    return "要是开新的一期：先发“开团”和品名价格，再发接龙"


def undone(lines: Sequence[str]) -> str:
    """撤销 of a paste or of 去掉: how it stands again."""
    more = [more_rows(len(lines) - _MOST_UNDONE)] if len(lines) > _MOST_UNDONE else []
    shown = [*lines[:_MOST_UNDONE], *more]
    return "\n".join(["已撤销，改回去了：", *shown]) if lines else "已撤销"


def undone_in_part(lines: Sequence[str]) -> str:
    return "\n".join(["这几样撤销不了：", *lines])


def person_taken_off(who: str, parts: Sequence[str], rest: Sequence[str]) -> str:
    """去掉 3-1202 的草莓: what is gone, and what is left."""
    left = f"，还有{'、'.join(rest)}" if rest else "，没有别的了"
    return f"去掉了 {who} 的{'、'.join(parts)}{left}"


def taken_off(people: Sequence[str]) -> str:
    shown = "\n".join(people)
    return f"{shown}。记错了发：撤销"


def how_to_remove() -> str:
    return "去掉谁的？这样发：去掉 3-1202，或者：去掉 张姐 的草莓"


def which_of(word: str, people: Sequence[str]) -> str:
    return f"“{word}”有{len(people)}位：{'、'.join(people)}。请写全，如：去掉 {people[0]}"


def nobody_of(word: str) -> str:
    return f"账上没有“{word}”，看看门牌或名字写对没有"


def has_not(who: str, word: str) -> str:
    return f"{who}没有订“{word}”"


def nothing_to_remove(who: str) -> str:
    return f"{who}现在没有订东西"
