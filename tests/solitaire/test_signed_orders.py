"""Orders with a word beside goods and quantity: where somebody lives, who they are, how to choose;
and the talk that names goods and numbers too."""

import pytest

from solitaire.chat import Chat
from solitaire.values import QueryKind, QuestionCode, Verdict
from tests.solitaire.group import items, opened, say

QUIET = """
    草莓2盒坏了|我家草莓2盒没人吃|昨天那2盒草莓真甜|草莓一斤才8块|菜场草莓15一盒|3号楼草莓2盒丢了
    5栋的草莓2盒谁拿错了|草莓2盒到了|2盒草莓做蛋糕刚好|草莓蛋糕2盒|草莓音乐节2天|草莓园门票2张
    草莓酱2瓶在冰箱|草莓2盒分一盒给你|苹果5斤吃不完|苹果手机2台|蓝莓2盒被狗吃|榴莲2个开了1个
    楼上2盒草莓放错|2盒草莓够一家人|群里3人要草莓|小区2栋有草莓卖|5栋门口有2盒草莓|5栋2单元草莓2盒没拿
    502室草莓2盒找到了|草莓2盒还剩1盒|草莓种了2年|苹果2个月没涨|草莓2盒比超市贵|孩子吃了2盒草莓
    我吃草莓2盒拉肚子|车厘子3J最大|草莓2天就烂|王姐昨天草莓2盒|榴莲千层2个|草莓500多人买|5栋群草莓2盒
    草莓大福2个|苹果派2个|草莓奶油3层|草莓牛奶2瓶|苹果醋2瓶|去拿草莓|我去拿草莓|拿草莓了|502有2盒草莓
    草莓熊2只|草莓苗3棵|草莓视频2个|502草莓2盒没来取
""".replace("\n", "|").split("|")


def rows(chat: Chat) -> list[tuple[str, str, dict[str, int], str]]:
    """Who ordered, where they live, how many of what, with which note."""
    return [
        (row.who, row.address, {str(i): n // 1000 for i, n in row.items.items()}, row.note)
        for row in chat.book.values()
        if row.items
    ]


@pytest.mark.parametrize(
    ("nick", "text", "address"),
    [
        ("王五", "5栋草莓2盒", "5栋"),
        ("王五", "草莓2盒 5栋", "5栋"),
        ("王五", "草莓2盒，5号楼", "5号楼"),
        ("5-101 王五", "5栋草莓2盒", "5-101"),
        ("101 王五", "草莓2盒 5栋", "5栋101"),
        ("王五", "草莓2盒502", "502"),
        ("3-502 王五", "草莓2盒 502", "3-502"),
        ("王五", "502草莓2盒", "502"),
        ("王五", "草莓2盒，502", "502"),
        ("502 王五", "草莓2盒 502王五", "502"),
        ("3-502 王五", "草莓2盒，502王五", "3-502"),
    ],
)
def test_where_somebody_lives_is_no_quantity(nick: str, text: str, address: str) -> None:
    chat, reading = say(opened(), "u1", text, nick=nick)
    assert reading.verdict is Verdict.ORDER
    assert rows(chat) == [("王五", address, {"1": 2}, "")]


@pytest.mark.parametrize("text", ["草莓2盒 502张姐", "草莓2盒502张姐", "草莓2盒，502张姐"])
def test_a_name_behind_an_order_is_whose_it_is(text: str) -> None:
    chat, _ = say(opened(), "u1", text, nick="5-101 王五")
    assert rows(chat) == [("张姐", "502", {"1": 2}, "")]
    assert [row.placer for row in chat.book.values()] == ["u1"]


@pytest.mark.parametrize(
    "text",
    ["6-301赵姐\n草莓2盒\n苹果1箱", "草莓2盒\n苹果1箱\n6-301赵姐", "6-301赵姐，草莓2盒，苹果1箱"],
)
def test_a_household_and_a_name_around_several_lines_sign_them_all(text: str) -> None:
    chat, _ = say(opened(), "u1", text, nick="5-101 王五")
    assert rows(chat) == [("赵姐", "6-301", {"1": 2, "5": 1}, "")]
    chat, _ = say(opened(), "u2", text, nick="6-301 赵姐")
    assert [row.account for row in chat.book.values()] == ["u2"]


def test_whose_nickname_is_on_offer_is_asked_how_many() -> None:
    chat, reading = say(opened(), "u1", "苹果，草莓2盒", nick="苹果")
    assert rows(chat) == [("苹果", "", {"1": 2}, "")]
    assert [question.code for question in reading.questions] == [QuestionCode.HOW_MANY]


def test_a_sum_behind_an_order_is_no_room() -> None:
    chat, _ = say(opened(), "u1", "草莓2盒 598", nick="王五")
    assert not any(address for _, address, _, _ in rows(chat))


def test_how_to_choose_is_a_remark() -> None:
    for text in ("大点的草莓2盒", "来2盒大点的草莓"):
        chat, reading = say(opened(), "u1", text, nick="王五")
        assert reading.verdict is Verdict.ORDER
        assert rows(chat) == [("王五", "", {"1": 2}, "大点的")]


def test_several_people_want_the_same() -> None:
    for text in ("我和赵姐各2盒草莓", "我跟赵姐一人2盒草莓"):
        chat, reading = say(opened(), "u1", text, nick="王五")
        assert reading.verdict is Verdict.ORDER
        assert rows(chat) == [("王五", "", {"1": 2}, ""), ("赵姐", "", {"1": 2}, "")]
    chat, _ = say(opened(), "u1", "我和赵姐各2盒草莓，苹果1箱", nick="王五")
    assert rows(chat) == [("王五", "", {"1": 2, "5": 1}, ""), ("赵姐", "", {"1": 2, "5": 1}, "")]
    chat, _ = say(opened(), "u2", "苹果1", nick="赵姐")
    chat, reading = say(chat, "u1", "我和赵姐各2盒草莓", nick="王五")
    assert [q.code for q in reading.questions] == [QuestionCode.NOT_YOURS]
    assert items(chat, "王五") == {"1": 2}


def test_a_name_with_a_numeral_is_known_from_the_chat() -> None:
    chat, _ = say(opened(), "u2", "大家早", nick="张三丰")
    chat, reading = say(chat, "u1", "张三丰草莓三盒", nick="王五")
    assert reading.verdict is Verdict.ORDER
    assert items(chat, "张三丰") == {"1": 3}
    _, reading = say(opened(), "u1", "张三丰三盒草莓", nick="王五")
    assert [q.code for q in reading.questions] == [QuestionCode.MEANT_AS_ORDER]


@pytest.mark.parametrize(
    "text", ["幸福花草莓2盒", "帮我拿一下草莓", "麻烦帮我拿下草莓", "拿草莓", "我和李叔2盒草莓"]
)
def test_what_may_be_an_order_is_asked_about(text: str) -> None:
    chat, reading = say(opened(), "u1", text, nick="王五")
    assert not chat.book
    assert [q.code for q in reading.questions] == [QuestionCode.MEANT_AS_ORDER]


@pytest.mark.parametrize(
    "text", ["要是草莓甜我要2份", "要是草莓甜，我要2份", "如果草莓甜就来两盒", "幸福花草莓2盒"]
)
@pytest.mark.parametrize(("answer", "quantity"), [("要", 2), ("是的", 2), ("2", 2), ("3份", 3)])
def test_a_yes_or_a_quantity_completes_what_was_asked_about(
    text: str, answer: str, quantity: int
) -> None:
    chat, _ = say(opened(), "u1", text, nick="王五", id="asked")
    chat, _ = say(chat, "bot", "是确定要吗？", reply_to="asked")
    chat, reading = say(chat, "u1", answer, nick="王五")
    assert reading.verdict is Verdict.ORDER
    assert items(chat, "王五") == {"1": quantity}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("截单时间", QueryKind.CUTOFF),
        ("团长，今天截单时间", QueryKind.CUTOFF),
        ("到货时间", QueryKind.ARRIVAL),
        ("取货时间", QueryKind.PICKUP),
        ("取货地址", QueryKind.PICKUP),
        ("自提点", QueryKind.PICKUP),
    ],
)
def test_what_is_asked_by_its_name_alone_is_a_question(text: str, kind: QueryKind) -> None:
    _, reading = say(opened(), "u1", text, nick="王五")
    assert [query.kind for query in reading.queries] == [kind]
    for told in ("改到8点", "：明天", "快到了"):
        _, reading = say(opened(), "u1", text + told, nick="王五")
        assert reading.verdict is Verdict.CHATTER


@pytest.mark.parametrize("text", [line.strip() for line in QUIET if line.strip()])
def test_talk_that_names_goods_and_numbers_stays_talk(text: str) -> None:
    chat, _ = say(opened(), "u2", "苹果1箱", nick="502 张姐")
    after, reading = say(chat, "u1", text, nick="5-101 王五")
    assert reading.verdict is Verdict.CHATTER
    assert after.book == chat.book
