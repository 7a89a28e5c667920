"""What is said about pickup: codes, reminders, and what happens at the counter."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts.amounts import called, yuan
from rules.errors import Refusal

SEPARATORS = " \t\n、,，;；/+"
"""What stands between several codes or names."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A person, her code, and what it is good for now (草莓2盒). ``own`` unless somebody else
    ordered it for her."""

    who: str
    address: str
    code: str
    items: Sequence[str]
    own: bool = True

    @property
    def named(self) -> str:
        """The person as the leader knows her, room and all."""
        return f"{self.address} {self.who}".strip()


def offer_of(day: str) -> str:
    return f"{day}那期"


def all_of(items: Sequence[str]) -> str:
    return "、".join(items)


def code(
    group: str, ticket: Ticket, place: str, later: Sequence[str], open_fen: int, *, more: bool
) -> str:
    """One person's code: what for, where, and what it will be good for later."""
    head = (
        f"🎫 {group}：又到货了，取货码还是 {ticket.code}"
        if more
        else (f"🎫 {group} 到货了，您的取货码：{ticket.code}")
    )
    lines = [head, all_of(ticket.items), f"📍 {place}，到了报码或出示这张图就能取"]
    if later:
        lines.append(f"还没到：{all_of(later)}，到了还用这个码")
    if open_fen:
        lines.append(f"待付 {yuan(open_fen)}元")
    return "\n".join(lines)


def codes(group: str, tickets: Sequence[Ticket], place: str) -> str:
    """Several people's codes, to who ordered for them."""
    lines = [f"🎫 {group} 到货了，取货码："]
    lines += [f"{ticket.who}：{ticket.code}（{all_of(ticket.items)}）" for ticket in tickets]
    return "\n".join([*lines, f"📍 {place}，到了报码就能取"])


def codes_to_hand_on(group: str, tickets: Sequence[Ticket], place: str) -> str:
    """The leader's list: the codes of people whom the bot cannot write to."""
    lines = [f"🎫 {group} 到货了，这{len(tickets)}位请您转告取货码："]
    lines += [f"{ticket.named}：{ticket.code}（{all_of(ticket.items)}）" for ticket in tickets]
    return "\n".join([*lines, f"📍 {place}"])


def nothing_to_fetch() -> str:
    return "您现在没有要取的货"


def not_closed(group: str, cutoff: str) -> str:
    until = f"（{cutoff}截单）" if cutoff else ""
    return f"{group}：还没截单{until}，到货后我私信您取货码"


def not_here_yet(group: str, items: Sequence[str], arrival: str) -> str:
    when = f"，{arrival}到" if arrival else ""
    return f"{group}：{all_of(items)} 还没到货{when}，到了我私信您取货码"


def my_code(group: str, tickets: Sequence[Ticket], place: str, later: Sequence[str]) -> str:
    """The codes that somebody asked for."""
    lines = [f"🎫 {group}"]
    for ticket in tickets:
        who = f"{ticket.who}的" if len(tickets) > 1 or not ticket.own else ""
        lines.append(f"{who}取货码：{ticket.code}（{all_of(ticket.items)}）")
    lines.append(f"📍 {place}")
    if later:
        lines.append(f"还没到：{all_of(later)}，到了还用同一个码")
    return "\n".join(lines)


def reminder(group: str, tickets: Sequence[Ticket], place: str, *, overdue: bool) -> str:
    """To somebody who has not come yet."""
    whose = "您的货" if any(ticket.own for ticket in tickets) else "您帮订的货"
    lines = [f"⏰ {group}：{whose}{'还没取，请尽快来取' if overdue else '到了还没取'}"]
    for ticket in tickets:
        who = f"{ticket.who}：" if len(tickets) > 1 or not ticket.own else ""
        lines.append(f"{who}{all_of(ticket.items)}，取货码 {ticket.code}")
    return "\n".join([*lines, f"📍 {place}"])


def reminder_to_hand_on(group: str, tickets: Sequence[Ticket], *, overdue: bool) -> str:
    """To the leader, for the people whom the bot cannot write to."""
    lines = [f"⏰ {group}：这{len(tickets)}位还没取，请您转告{'，已经过夜了' if overdue else ''}"]
    lines += [f"{ticket.named}：{all_of(ticket.items)}，取货码 {ticket.code}" for ticket in tickets]
    return "\n".join(lines)


def not_fetched(title: str, tickets: Sequence[Ticket]) -> str:
    """Who has not come, for the leader."""
    lines = [f"{title}：还有{len(tickets)}人没取"]
    lines += [f"· {ticket.named} {all_of(ticket.items)}" for ticket in tickets]
    return "\n".join(lines)


def all_fetched(group: str) -> str:
    return f"{group}：到了的货都取完了"


def nothing_arrived(group: str) -> str:
    return f"{group}：货还没到，到了发“到货”"


def nobody_to_come(group: str) -> str:
    return f"{group}：现在没有要取的货"


def in_all(people: int) -> str:
    return f"一共{people}人没取"


def chased(group: str, people: int, beyond: int) -> str:
    """How many were written to, and how many nobody can write to."""
    said = [f"已私信提醒{people}人来取货"] if people or not beyond else []
    said += [f"{beyond}人没法私信"] if beyond else []
    return f"{group}：{'，'.join(said)}"


def how_to_redeem() -> str:
    return "这样写：核销 K7QX，可以一次写几个码，也可以写房号、手机尾号或名字"


def how_to_undo_redeem() -> str:
    return "这样写：撤销核销 K7QX"


def handed(who: str, items: Sequence[str], later: Sequence[str], missing: Sequence[str]) -> str:
    """What to hand over, what is left for another time, what is still on its way."""
    said = f"✅ {who} 取 {all_of(items)}"
    if later:
        said += f"，还剩 {all_of(later)} 没取"
    if missing:
        said += f"，{all_of(missing)} 还没到货"
    return said


def taken_back(who: str, items: Sequence[str]) -> str:
    return f"↩️ 已撤销核销：{who} {all_of(items)}"


def unpaid(fen: int, claimed: int) -> str:
    said = f"（本人说已付{yuan(claimed)}元，还没确认）" if claimed else ""
    return f"还没付：{yuan(fen)}元{said}"


def paid() -> str:
    return "已付清"


def rest_told_privately() -> str:
    return "付款情况已私信"


def locked(until: str) -> str:
    return f"错的码试了太多次，核销先锁到{until}，请核对好再来"


def which_person(word: str, people: Sequence[tuple[str, str]], *, private: bool) -> str:
    """Several people are called so: ``people`` are pairs of name and address."""
    names = [
        f"{address} {who}".strip() if private else called(who, address) for who, address in people
    ]
    rooms = {address for _, address in people}
    other = "房号" if len(rooms) > 1 else "名字"
    return f"“{word}”有{len(people)}位：{all_of(names)}。请报取货码或{other}"


def hidden_code(code: str) -> str:
    """Enough of a code to know it by, for who has it at hand."""
    return f"{code[:2]}**"


def nobody_called(word: str) -> str:
    return f"没有找到“{word}”要取的货"


def not_ordered(who: str, words: Sequence[str], goods: Sequence[str]) -> str:
    """Nothing is handed out: what was said is not hers; ``goods`` is what she has yet to fetch."""
    hers = f"，有 {all_of(goods)}" if goods else ""
    return f"{who} 的单里没有“{all_of(words)}”{hers}。还没核销，请改好再发"


def refused(refusal: Refusal, word: str, items: Sequence[str] = (), at: str = "") -> str:
    """Why nothing is handed out. ``word`` is the code or person as asked for."""
    match refusal:
        case Refusal.UNKNOWN_CODE:
            return f"没有 {word} 这个取货码，请核对一下"
        case Refusal.OTHER_PICKUP_POINT:
            return f"{word} 不是这个自提点的取货码，请看看码下面写的地点"
        case Refusal.ALREADY_COLLECTED if at:
            return f"{word} 在{at}已经取过了"
        case Refusal.ALREADY_COLLECTED:
            return f"{word} 已经取过了"
        case Refusal.NOT_ARRIVED:
            return f"{word} 的{all_of(items)}还没到货"
        case Refusal.REFUND_GIVEN:
            return f"{word} 取走的货已经退过款，不能撤销核销"
        case Refusal.CANCELLED:
            return f"{word} 这单已经取消了"
        case Refusal.NOT_COLLECTED:
            return f"{word} 还没有取过，不用撤销"
        case _:
            return f"{word} 现在不能核销"
