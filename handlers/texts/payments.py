"""What is said about money between the leader and her people. Names are ready to be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts.amounts import yuan
from rules.payments import Against


@dataclass(frozen=True, slots=True)
class Owing:
    """Somebody in the list of who has not paid; ``offer`` is the offer's number."""

    named: str
    offer: int
    fen: int
    claimed: int
    number: int


@dataclass(frozen=True, slots=True)
class Bill:
    """What a person is reminded of: one offer's goods and what is open. ``named`` is for whom she
    ordered, "" for herself."""

    offer: int
    named: str
    items: Sequence[str]
    fen: int
    claimed: int


ORDER_NUMBER = r"第(?P<number>[0-9]{1,5})单"
"""第3单, folded: a regular expression's source."""


def order_number(number: int) -> str:
    return f"第{number}单"


def received(
    named: str, fen: int, against: Against, left: int, over: int, offers: Sequence[tuple[int, int]]
) -> str:
    """What was booked, and whether it was less or more than was owed."""
    split = "、".join(f"第{number}期{yuan(part)}" for number, part in offers)
    which = f"（{split}）" if len(offers) > 1 else ""
    head = f"✅ 收到 {named} {yuan(fen)}元{which}"
    match against:
        case Against.LESS:
            return f"{head}，还差{yuan(left)}元"
        case Against.MORE:
            return f"{head}，多付{yuan(over)}元（记错了请发：撤销收 {named}）"
        case Against.EXACT:
            return f"{head}，付清了"


def still_running(fen: int) -> str:
    """Behind a payment without an amount: what the running offer comes to was not taken."""
    return f"；没截单的还有{yuan(fen)}元，没算进去"


def received_in_all(people: int, fen: int) -> str:
    return f"这次共收{people}人 {yuan(fen)}元"


def nothing_open(named: str, paid: int) -> str:
    return f"{named} 没有待付的" + (f"，已付{yuan(paid)}元" if paid else "")


def no_such_amount(named: str) -> str:
    return f"{named} 的金额不对，请写大于0的数，如：收 {named} 59.8"


def unread_amount(word: str, amount: str) -> str:
    return f"{word} 的金额“{amount}”没看懂，没有记，请写数字，如：收 {word} 59.8"


def unknown(words: Sequence[str]) -> str:
    return f"没找到：{'、'.join(words)}（请用接龙里的名字、房号或手机尾号）"


def undone(named: str, fen: int, left: int) -> str:
    return f"↩️ 已撤销收 {named} {yuan(fen)}元，现在待付{yuan(left)}元"


def nothing_received(named: str) -> str:
    return f"没有记过收 {named} 的钱"


def refunded_already(named: str) -> str:
    return f"{named} 已经退过款，这笔收款不能撤销了"


def refunded(named: str, fen: int, left: int) -> str:
    return f"✅ 已退 {named} {yuan(fen)}元" + (f"，还要退{yuan(left)}元" if left else "")


def refund_too_much(named: str, most: int) -> str:
    if most:
        return f"{named} 最多可退{yuan(most)}元，没有记"
    return f"{named} 没有要退的钱。取走的货要退款，请写上货名，如：退款 {named} 草莓"


def not_collected(word: str, goods: str) -> str:
    """Behind a person stands something that is neither a sum nor goods she has collected."""
    return f"{word} 取走的货里没有能退的“{goods}”，没有记。一次写一样货，如：退款 {word} 草莓 1"


def which_person(word: str, choices: Sequence[str]) -> str:
    numbered = "\n".join(f"{place} {choice}" for place, choice in enumerate(choices, 1))
    return f"有{len(choices)}位“{word}”，是哪位？回数字\n{numbered}"


def choice(named: str, number: int, amount: str) -> str:
    """One of several people; ``amount`` is said in private only."""
    return f"{named}（第{number}单{amount and f'，{amount}'}）"


def open_now(fen: int) -> str:
    return f"待付{yuan(fen)}元"


def paid_so_far(fen: int) -> str:
    return f"已收{yuan(fen)}元"


def may_be_refunded(fen: int) -> str:
    return f"可退{yuan(fen)}元"


def all_but(people: int, fen: int, left_out: Sequence[str]) -> str:
    return f"✅ 除了{'、'.join(left_out)}，{people}人都记为付清，共{yuan(fen)}元"


def all_but_nobody(left_out: Sequence[str]) -> str:
    return f"除了{'、'.join(left_out)}，没有人待付"


def how_to_receive() -> str:
    return "请这样说：收 张姐 59.8，或 收 张姐 李叔（按待付金额），也可以一行一个"


def how_to_spare() -> str:
    return "这样写：除了 王芳 都付了（没付的人写在中间）"


def how_to_refund() -> str:
    return "请这样说：退款 张姐（按待退金额），退款 张姐 29.9；取走的货要退款：退款 张姐 草莓 1"


def how_to_undo() -> str:
    return "请这样说：撤销收 张姐"


def who_owes(
    group: str,
    owing: Sequence[Owing],
    people: int,
    refunds: Sequence[tuple[str, int]],
    over: Sequence[tuple[str, int]],
    called_off: Sequence[tuple[str, int]],
) -> str:
    """谁没付: who owes what, who says to have paid, to whom money is to be given back, who
    paid more than asked, and who says to have paid for what was ``called_off``. ``people`` owe:
    two of them may go by one name."""
    offers = {entry.offer for entry in owing}
    lines = [_owing(entry, several=len(offers) > 1) for entry in owing]
    fen = sum(entry.fen for entry in owing)
    head = f"💰 {group} 还有{people}人没付，共{yuan(fen)}元" if owing else f"💰 {group} 都付清了"
    back = [f"待退：{named} {yuan(refund)}元" for named, refund in refunds]
    more = [f"多付：{named} {yuan(excess)}元" for named, excess in over]
    said = [
        f"{named} 说已付{yuan(claim)}元，团已取消：收到了就发“收 {named} {yuan(claim)}”，再退给人家"
        for named, claim in called_off
    ]
    return "\n".join([head, *lines, *back, *more, *said])


def _owing(entry: Owing, *, several: bool) -> str:
    offer = f"第{entry.offer}期" if several else ""
    said = f"（说已付{yuan(entry.claimed)}元，待您核对）" if entry.claimed else ""
    return f"{offer}第{entry.number}单 {entry.named} {yuan(entry.fen)}元{said}"


def owed_in_all(groups: int, people: int, fen: int) -> str:
    return f"{groups}个群合计：{people}人没付，{yuan(fen)}元"


def chase(group: str, bills: Sequence[Bill]) -> str:
    """What a person is written who has not paid."""
    head, lines = f"您在{group}的团：", [_bill(bill) for bill in bills]
    if all(bill.claimed >= bill.fen for bill in bills):
        return "\n".join([head, *lines, "您说过已付，团长还没核对上，麻烦把付款截图发给团长看一下"])
    total = f"共{yuan(sum(bill.fen for bill in bills))}元，" if len(bills) > 1 else ""
    return "\n".join([head, *lines, f"{total}方便时转给团长哦。付过了请回“已付”"])


def _bill(bill: Bill) -> str:
    whose = f"{bill.named}的" if bill.named else ""
    return f"第{bill.offer}期 {whose}{'、'.join(bill.items)}：待付{yuan(bill.fen)}元"


def chased(people: int, fen: int, beyond: Sequence[str]) -> str:
    """What the leader is told of 催付; ``beyond`` are those whom nobody can write to."""
    head = f"已私信{people}人，共{yuan(fen)}元待付" if people else "没有人可以私信"
    return f"{head}\n没法私信，请您当面说：{'、'.join(beyond)}" if beyond else head


def nobody_owes(group: str) -> str:
    return f"{group} 没有人待付"


def claimed(fen: int) -> str:
    return f"收到，已告诉团长您付了{yuan(fen)}元，团长核对后就记上"


def to_receive(handle: str, fen: int, group: str) -> str:
    """What books a payment, of a leader with one group ("") or with several."""
    return f"收 {handle} {yuan(fen)} {group}".rstrip()


def claim_shown(group: str, named: str, fen: int, left: int, words: str) -> str:
    """What the leader is shown: a claim, no payment. The ``words`` book it."""
    differs = f"（待付{yuan(left)}元）" if fen != left else ""
    return f"{group}：{named} 说已付{yuan(fen)}元{differs}。核对后请发：{words}"


def nothing_to_pay(paid: int) -> str:
    return f"您没有待付的，团长已收您{yuan(paid)}元" if paid else "您现在没有待付的订单"
