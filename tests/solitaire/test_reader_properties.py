import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from solitaire.book import State
from solitaire.chat import compile_lexicon, hear
from solitaire.copies import continued
from solitaire.draft import Scene
from solitaire.entries import read_entry
from solitaire.free import hear_free
from solitaire.layout import find_layout
from solitaire.lists import hear_list
from solitaire.normal import fold, fold_name
from solitaire.numbers import read_number, write_number
from solitaire.own_line import hear_own_line
from solitaire.people import person_of_nick
from solitaire.plain_order import plainly
from solitaire.short import read_short_entry
from solitaire.speech import read_speech
from solitaire.values import AccountId, Message, MessageId, Verdict
from solitaire.worth import is_worth
from tests.solitaire.group import DISHES, FRUIT, LEADER, items, opened, say

LEXICON = compile_lexicon(FRUIT)

NAMES = ("草莓", "圣女果", "车厘子", "蓝莓", "苹果", "榴莲", "红颜草莓", "小番茄")
COUNTS = ("1", "2", "3盒", "两份", "十个", "x2", "*3", "一箱", "12")
ITEM = st.tuples(st.sampled_from(NAMES), st.sampled_from(COUNTS)).map("".join)
ORDER = st.lists(ITEM, min_size=1, max_size=3).map("，".join)
LETTERS = (
    "草莓苹果蓝榴莲0123一两半斤盒箱份x*+-#①，。 \n？吗要来不换改"
    "取消退再加各每样同上帮给我张姐3A@[]（）🍓"
)
TEXT = st.text(
    st.sampled_from(list(LETTERS)) | st.characters(),
    max_size=60,
)


def whole_reading(text: str) -> tuple[Verdict, dict[str, int]]:
    """A text read by the grammar alone, without a look beforehand and without the shortcut."""
    message = Message(MessageId("m"), AccountId("u1"), "张姐", text)
    speech = read_speech(text, LEXICON)
    outcome = hear_free(
        speech, Scene(LEXICON, LEADER, message), State(), lambda piece: read_speech(piece, LEXICON)
    )
    found = {str(i): n for row in outcome.state.rows.values() for i, n in row.items.items()}
    return outcome.verdict, found


@settings(deadline=None)
@given(st.integers(0, 99))
def test_numbers_come_back(number: int) -> None:
    assert read_number(write_number(number)) == number * 1000
    assert read_number(str(number)) == number * 1000


@settings(deadline=None)
@given(TEXT)
def test_no_text_raises(text: str) -> None:
    chat, _ = say(opened(), "李叔", "草莓2盒")
    chat, _ = hear(chat, Message(MessageId("x"), AccountId("张姐"), "3-502 张姐", text))
    assert all(n > 0 for row in chat.book.values() for n in row.items.values())


@settings(deadline=None)
@given(TEXT, TEXT)
def test_no_list_raises(head: str, entry: str) -> None:
    chat, _ = say(opened(DISHES), "张姐", f"#接龙\n{head}\n1. 张姐 口水鸡2")
    say(chat, "李叔", f"#接龙\n{head}\n1. 张姐 口水鸡2\n2. {entry}")


def test_a_long_text_is_read() -> None:
    for piece in ("草莓2盒，", "1", "草莓", "我要", "(", "不要", "一", "\n1. ", "a1", "🍓", "、"):
        text = (piece * 4000)[:4000]
        _, reading = say(opened(), "张姐", text)
        assert reading.verdict in Verdict


@settings(deadline=None)
@given(ORDER)
def test_the_same_message_twice_changes_nothing(text: str) -> None:
    once, first = say(opened(), "张姐", text)
    twice, again = say(once, "张姐", text)
    assert twice.book == once.book
    assert again.verdict == first.verdict
    assert not again.changes


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 4))
def test_plus_n_adds_each_time(number: int, times: int) -> None:
    chat = opened()
    for _ in range(times):
        chat, _ = say(chat, "张姐", f"草莓+{number}")
    assert items(chat, "张姐") == {"1": number * times}


TAILS = (
    *("", "", "谢谢", "，谢谢团长", "，放门口就行", " 帮忙挑新鲜一点的", "。晚上下班自己去拿"),
    *("，不要太熟", "，要大一点的", "（放门卫）", " 放张姐家", "，明天来取，谢谢", "！"),
    *("，苹果不要", "，昨天的坏了", "，等会儿付款", "，我老公去拿", "，哈哈", "，给我妈的"),
    *("，能送吗", " 要甜的", "，李叔帮我拿", "，少放糖", "，好吃"),
)
SELVES = (
    *("", "", "3-502 ", "3-502", "3-502 张姐 ", "张姐：", "张姐 ", "3-502张姐", "2-301 ", "要"),
    *("麻烦帮我订", "给我妈也订", "帮我老公带", "替我同事要", "给我姐姐买"),
)
PLUS = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(("+1", "+2盒", " +3", "改成2盒", "改3"))
).map("".join)
FIRST = st.tuples(st.sampled_from(("1盒", "两箱", "3个")), st.sampled_from(NAMES)).map("".join)
SPOKEN = st.tuples(
    st.sampled_from(SELVES),
    st.tuples(
        st.sampled_from(("，", "，再来", " ", "，再要")),
        st.lists(ITEM | PLUS | FIRST, min_size=1, max_size=3),
    ).map(lambda pair: pair[0].join(pair[1])),
    st.sampled_from(TAILS),
).map("".join)


def both_readings(text: str) -> tuple[object, object]:
    """What the shortcut, where it takes the text, and the grammar make of it."""
    chat, _ = say(opened(), "u2", "草莓1盒 放门卫", nick="李叔")
    chat, _ = say(chat, "u1", "蓝莓1", nick="3-502 张姐")
    message = Message(MessageId("m"), AccountId("u1"), "3-502 张姐", text)
    quick = plainly(fold(text), message, LEXICON, chat.state)
    if quick is None:
        return None, None
    names = chat.state.by_name
    speech = read_speech(text, LEXICON, names)
    whole = hear_free(
        speech,
        Scene(LEXICON, LEADER, message),
        chat.state,
        lambda piece: read_speech(piece, LEXICON, names),
    )
    return (quick.state, *quick[1:]), (whole.state, *whole[1:])


@settings(deadline=None, max_examples=400)
@given(SPOKEN)
def test_the_shortcut_reads_what_the_grammar_reads(text: str) -> None:
    quick, whole = both_readings(text)
    assert quick == whole


def test_the_shortcut_reads_what_the_grammar_reads_in_every_case() -> None:
    for text in case_texts():
        quick, whole = both_readings(text)
        assert quick == whole, text


def test_the_shortcut_takes_the_plainest_orders() -> None:
    for text in (
        "草莓2盒",
        "3-502 张姐 草莓2，苹果一箱，谢谢",
        "草莓+1",
        "草莓2盒，放门口就行",
        "蓝莓改成2组",
    ):
        assert both_readings(text)[0] is not None, text


def test_what_is_held_back_unread_is_chatter() -> None:
    for text in case_texts():
        if not is_worth(fold(text).text, LEXICON) and find_layout(text, running=True) is None:
            assert whole_reading(text)[0] is Verdict.CHATTER, text


def case_texts() -> list[str]:
    lines = (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [message["text"] for line in lines for message in json.loads(line)["chat"]]


@settings(deadline=None)
@given(st.permutations(["张姐 草莓2", "李叔 苹果1", "小王 榴莲3"]))
def test_forks_by_different_people_commute(entries: list[str]) -> None:
    chat = opened()
    for entry in entries:
        chat, _ = say(chat, entry.split()[0], f"#接龙\n水果\n1. {entry}")
    assert items(chat, "张姐") == {"1": 2}
    assert items(chat, "李叔") == {"5": 1}
    assert items(chat, "小王") == {"6": 3}


@settings(deadline=None)
@given(st.sampled_from(["{}. ", "{}、", "{}）", " {}.  ", "{} . "]), st.integers(1, 6))
def test_numbers_and_blanks_of_a_list_carry_no_meaning(mark: str, first: int) -> None:
    chat, _ = say(opened(), "张姐", "#接龙\n水果\n1. 张姐 草莓2\n2. 老妈 苹果1")
    lines = [mark.format(first + i) + e for i, e in enumerate(["张姐  草莓2", "老妈 苹果1 "])]
    again, reading = say(chat, "李叔", "#接龙\n水果\n\n" + "\n\n".join(lines))
    assert again.book == chat.book
    assert reading.verdict is Verdict.CHATTER


NICKS = (
    "3-502 张姐",
    "502 李叔",
    "住户12",
    "草莓妈妈",
    "5栋1单元301 王五",
    "Amy",
    "陈晨 138****5678",
)
BEHIND = ("", " 谢谢", "，放门口", " 晚点来拿", "(不要太熟)", " 苹果", "，给隔壁", " 2")


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(NICKS), st.sampled_from((" ", ",", "：", "")), ORDER, st.sampled_from(BEHIND)
)
def test_a_plain_entry_is_read_as_the_grammar_reads_it(
    nick: str, between: str, order: str, behind: str
) -> None:
    body = f"{nick}{between}{order}{behind}"
    short = read_short_entry(body, nick, LEXICON)
    names = {fold_name(nick), fold_name(person_of_nick(nick).name)}
    assert short is None or short == read_entry(body, LEXICON, names, None)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(NICKS), ORDER, st.sampled_from(BEHIND), st.booleans())
def test_ones_own_line_under_a_copy_is_settled_as_a_whole_list_is(
    nick: str, order: str, behind: str, ordered: bool
) -> None:
    chat = opened()
    if ordered:
        chat, _ = say(chat, nick, "蓝莓1组")
    first = "#接龙 水果团\n1. 王姐 苹果2箱"
    chat, _ = say(chat, "9-901 王姐", first)
    message = Message(MessageId("x"), AccountId(nick), nick, f"{first}\n2. {nick} {order}{behind}")
    longer = continued(chat.state.copies, message.text)
    assert longer is not None
    own = hear_own_line(longer, message, LEXICON, chat.state)
    scene = Scene(LEXICON, LEADER, message)
    assert own is None or own == hear_list(longer, scene, chat.state)


def test_the_plainest_entry_needs_no_grammar() -> None:
    entry = read_short_entry("3-502 张姐 草莓2盒，放门口", "3-502 张姐", LEXICON)
    assert entry is not None
    assert (entry.items, entry.note) == ({"1": 2000}, "放门口")
