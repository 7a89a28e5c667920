"""Paste mode: which texts are copied lists and chat, and what they do to the book."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solitaire.chat import Chat, hear
from solitaire.fitting import is_paste, likeness
from solitaire.lacking import copies_seen, lacking
from solitaire.paste import is_copied_chat, read_paste
from solitaire.values import AccountId, MessageId, QuestionCode, Reading, Verdict
from solitaire.wording import idle_lines, written_list
from tests.solitaire.group import DISHES, LEADER, items, message, opened, say

HEAD = "#接龙\n今晚水果\n例 1202 张 草莓2\n\n"
FIRST = f"{HEAD}1. 3-502 张姐 草莓2\n2. 3-1202 草莓1\n3. 李叔 圣女果2箱，要大的"
STRETCHES = (
    "张姐 2026/11/22 20:41\n草莓2份\n\n李叔 2026/11/22 20:42\n苹果1箱\n要大的",
    "张姐, [22.11.2026 20:41]\n草莓2份\n\n李叔, [22.11.2026 20:42:11]\n[In reply to 张姐]\n"
    "苹果1箱\n要大的",
    "2026-11-22 20:41:03 张姐\n草莓2份\n2026-11-22 20:42:09 李叔\n苹果1箱\n要大的",
    "—————  2026-11-22  —————\n\n张姐  20:41\n\n草莓2份\n\n李叔  20:42\n\n苹果1箱\n要大的",
    "张姐(下午8:41)\n草莓2份\n李叔(下午8:42)\n苹果1箱\n要大的",
    "[20:41] 张姐: 草莓2份\n[20:42] 李叔: 苹果1箱\n要大的",
    "22/11/2026, 20:41 - 张姐: 草莓2份\n22/11/2026, 20:42 - 李叔: 苹果1箱\n要大的",
    "张姐:\n草莓2份\n李叔:\n苹果1箱\n要大的",
    "张姐\n草莓2份\n\n李叔\n苹果1箱\n要大的",
    "张姐: 草莓2份\n“王芳” 撤回了一条消息\n李叔：苹果1箱\n要大的",
)


def paste(chat: Chat, text: str, name: str) -> tuple[Chat, Reading]:
    """What the leader, 小伍, pastes in private."""
    said = message(chat, LEADER, text, id=name, nick="小伍")
    return hear(chat, replace(said, pasted=True))


def recall(chat: Chat, name: str) -> tuple[Chat, Reading]:
    """She takes it back."""
    said = message(chat, LEADER, "", id=f"{name}#recall")
    return hear(chat, replace(said, recalls=MessageId(name)))


def standing(chat: Chat) -> dict[str, dict[str, int]]:
    return {key: dict(row.items) for key, row in chat.book.items()}


@pytest.mark.parametrize("text", STRETCHES)
def test_each_form_of_copied_chat_is_read(text: str):
    read = read_paste(text)
    assert read is not None
    assert [(one.speaker, one.text) for one in read.spoken] == [
        ("张姐", "草莓2份"),
        ("李叔", "苹果1箱\n要大的"),
    ]
    chat, _ = paste(opened(), text, "p1")
    assert items(chat, "张姐") == {"1": 2}
    assert items(chat, "李叔") == {"5": 1}


@pytest.mark.parametrize(
    "text",
    [
        "草莓2份",
        "草莓 29.9\n圣女果 25\n20:00截单",
        "草莓：29.9\n圣女果：25",
        "草莓：2盒\n苹果：1箱",
        "1. 带伞\n2. 买菜",
        "1. 草莓 29.9/盒\n2. 苹果 32.8/箱",
        "截单：20:00\n到货：明天\n自提点：南门",
        "老公：晚上吃什么\n儿子：随便",
        "给张姐记2盒草莓\n给李叔记1箱苹果",
    ],
)
def test_what_a_leader_writes_herself_is_no_paste(text: str):
    assert not is_paste(text, opened().lexicon)


@pytest.mark.parametrize(
    "text",
    [FIRST, "3-502 张姐 草莓2\n5-101 王芳 苹果1", "31. 张姐 草莓2\n32. 王芳 苹果1", *STRETCHES],
)
def test_copied_lists_and_chat_are_a_paste(text: str):
    assert is_paste(text, opened().lexicon)


def test_a_list_books_its_entries_for_those_it_names():
    chat, reading = paste(opened(), FIRST, "p1")
    assert reading.verdict is Verdict.ORDER
    assert [(row.who, row.address, row.account, row.placer) for row in chat.book.values()] == [
        ("张姐", "3-502", None, LEADER),
        ("3-1202", "3-1202", None, LEADER),
        ("李叔", "", None, LEADER),
    ]


def test_what_is_missing_stays_and_the_copy_that_left_it_out_is_known():
    chat, _ = paste(opened(), FIRST, "p1")
    short = f"{HEAD}1. 3-502 张姐 草莓3\n2. 李叔 圣女果2箱，要大的"
    chat, reading = paste(chat, short, "p2")
    assert [(one.before, one.after) for one in reading.changes] == [(2000, 3000)]
    chat, _ = paste(chat, f"{short}\n3. 王芳 苹果1", "p3")
    assert items(chat, "3-1202") == {"1": 1}
    [lack] = lacking(chat, MessageId("p3"))
    assert (lack.row, lack.items, lack.by.message, lack.later) == ("n:@3-1202", ("1",), "p2", False)


def test_an_older_copy_takes_nothing_back_and_is_known_to_be_older():
    chat, _ = paste(opened(), FIRST, "p1")
    chat, _ = paste(chat, f"{FIRST.replace('草莓2', '草莓3')}\n4. 王芳 苹果1", "p2")
    before = standing(chat)
    chat, reading = paste(chat, FIRST, "p3")
    assert reading == Reading(Verdict.CHATTER)
    assert standing(chat) == before
    assert [lack.later for lack in lacking(chat, MessageId("p3"))] == [True]
    chat, _ = paste(
        chat, f"{HEAD}1. 3-502 张姐 草莓3\n2. 李叔 圣女果2箱，要大的\n3. 王芳 苹果1", "p4"
    )
    assert [lack.by.message for lack in lacking(chat, MessageId("p4"))] == ["p4"]


def test_a_household_stays_the_same_when_it_gets_a_name():
    chat, _ = paste(opened(), FIRST, "p1")
    chat, reading = paste(chat, FIRST.replace("3-1202 草莓1", "3-1202 小陈 草莓2"), "p2")
    assert [one.row for one in reading.changes] == ["n:@3-1202"]
    assert items(chat, "小陈") == {"1": 2}


def test_an_entry_without_a_name_is_nobodys():
    chat, reading = paste(opened(), f"{HEAD}1. 张姐 草莓2\n2. 苹果1箱", "p1")
    assert [(q.code, q.piece) for q in reading.questions] == [(QuestionCode.WHOSE, "苹果1箱")]
    assert standing(chat) == {"n:张姐@": {"1": 2000}}


def test_the_same_as_above_is_nobodys_without_a_name():
    chat, reading = paste(opened(), f"{HEAD}1. 张姐 草莓2\n2. 李叔 同上\n3. 同上", "p1")
    assert [q.piece for q in reading.questions] == ["同上"]
    assert items(chat, "李叔") == {"1": 2}


def test_a_line_that_is_not_understood_is_kept_whole():
    chat, reading = paste(opened(), f"{HEAD}1. 张姐 草莓2\n2. 老周 那个来点", "p1")
    assert [q.piece for q in reading.questions] == ["老周 那个来点"]
    listed = [line.text for line in written_list(chat, copies_seen(chat)[-1])]
    assert listed == ["张姐 草莓2", "老周 那个来点"]
    chat, _ = paste(chat, f"{HEAD}1. 张姐 草莓2\n2. 老周 那个来点\n3. 王芳 苹果1", "p2")
    assert idle_lines(chat, MessageId("p2"), ()) == (["老周 那个来点"], [])


def test_a_stretch_that_overlaps_is_booked_once():
    lines = ["张姐 2026/11/22 20:41\n+1", "李叔 2026/11/22 20:42\n+1", "李叔 2026/11/22 20:42\n+1"]
    only = opened(DISHES[2:3])
    chat, _ = paste(only, "\n".join(lines[:2]), "p1")
    assert (items(chat, "张姐"), items(chat, "李叔")) == ({"3": 1}, {"3": 1})
    chat, _ = paste(chat, "\n".join(lines), "p2")
    assert (items(chat, "张姐"), items(chat, "李叔")) == ({"3": 1}, {"3": 2})
    chat, reading = paste(chat, "\n".join(lines), "p3")
    assert reading == Reading(Verdict.CHATTER)


def test_what_was_said_live_is_not_booked_again_from_its_copy():
    chat, _ = say(opened(DISHES[2:3]), "u1", "+1", nick="张姐")
    chat, reading = paste(chat, "张姐 2026/11/22 20:41\n+1\n李叔 2026/11/22 20:42\n+1", "p1")
    assert [one.row for one in reading.changes] == ["n:李叔@"]
    assert chat.book[next(iter(chat.book))].account == AccountId("u1")


def test_who_speaks_in_a_stretch_is_herself_once_she_speaks_here():
    chat, _ = paste(opened(), "3-502 张姐 2026/11/22 20:41\n草莓2份", "p1")
    chat, _ = say(chat, "u1", "再加一盒草莓", nick="张姐")
    assert items(chat, "张姐") == {"1": 3}
    assert [row.account for row in chat.book.values()] == ["u1"]


def test_the_leaders_own_lines_are_hers_and_the_bots_are_nobodys():
    stretch = (
        "小伍 2026/11/22 20:41\n我要草莓1盒\n小助手 2026/11/22 20:42\n"
        "✅ 小伍 草莓1盒 共29.90元（第1单）\n小助手 2026/11/22 20:43\n📋 水果\n1. 草莓 29.9元/盒"
    )
    chat, _ = paste(opened(), stretch, "p1")
    assert standing(chat) == {f"a:{LEADER}": {"1": 1000}}


def test_a_list_in_a_stretch_takes_nothing_away_and_says_when_it_was_posted():
    chat, _ = paste(opened(), FIRST, "p1")
    listed = f"{HEAD}1. 3-502 张姐 草莓2\n2. 李叔 圣女果2箱，要大的\n3. 王芳 苹果1"
    chat, reading = paste(
        chat, f"王芳 2026/11/22 20:41\n{listed}\n\n赵姐 2026/11/22 20:43\n好的", "p2"
    )
    assert [one.row for one in reading.changes] == ["n:王芳@"]
    [lack] = lacking(chat, MessageId("p2"))
    assert (lack.by.poster, lack.by.stamp.clock) == ("王芳", "20:41")


def test_copied_chat_is_a_quote_in_a_group():
    assert is_copied_chat(STRETCHES[0])
    chat, reading = say(opened(), "u1", STRETCHES[0])
    assert (reading, standing(chat)) == (Reading(Verdict.CHATTER), {})


def test_a_paste_belongs_to_the_offer_whose_entries_or_goods_it_holds():
    chat, _ = paste(opened(), FIRST, "p1")
    assert likeness(FIRST, chat) > likeness(FIRST, opened()) > likeness(FIRST, opened(DISHES))


def test_an_edited_paste_is_what_it_says_now():
    chat, _ = paste(opened(), FIRST, "p1")
    edit = message(chat, LEADER, FIRST.replace("草莓1", "草莓4"), id="p1#2", nick="小伍")
    chat, _ = hear(chat, replace(edit, edits=MessageId("p1")))
    assert items(chat, "3-1202") == {"1": 4}
    assert items(chat, "张姐") == {"1": 2}


NAMES = ("3-502 张姐", "3-1202", "李叔", "5-101 王芳", "🌸小陈🌸", "老周")
GOODS = ("草莓", "圣女果", "车厘子", "苹果")
ENTRIES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(GOODS), st.integers(1, 4)),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: entry[0],
)
Entries = list[tuple[str, str, int]]


def written(entries: Entries) -> str:
    lines = [f"{n}. {who} {what}{count}" for n, (who, what, count) in enumerate(entries, 1)]
    return HEAD + "\n".join(lines)


@given(ENTRIES, ENTRIES)
def test_the_same_list_pasted_again_changes_nothing(first: Entries, second: Entries):
    chat, _ = paste(opened(), written(first), "p1")
    chat, _ = paste(chat, written(second), "p2")
    before = standing(chat)
    for name in ("p3", "p4"):
        chat, reading = paste(chat, written(second), name)
        assert not reading.changes
    assert standing(chat) == before


@given(ENTRIES, ENTRIES)
def test_nobody_is_ever_taken_off_by_a_paste(first: Entries, second: Entries):
    chat, _ = paste(opened(), written(first), "p1")
    people = set(chat.book)
    chat, _ = paste(chat, written(second), "p2")
    assert people <= set(chat.book)


@given(ENTRIES, ENTRIES)
def test_a_recalled_paste_leaves_the_book_as_it_was(first: Entries, second: Entries):
    chat, _ = paste(opened(), written(first), "p1")
    before = standing(chat)
    chat, _ = paste(chat, written(second), "p2")
    chat, _ = recall(chat, "p2")
    assert standing(chat) == before


@given(ENTRIES, ENTRIES)
def test_the_list_handed_back_holds_everybody_and_changes_nothing(first: Entries, second: Entries):
    chat, _ = paste(opened(), written(first), "p1")
    chat, _ = paste(chat, written(second), "p2")
    lines = written_list(chat, copies_seen(chat)[-1])
    assert {line.row for line in lines} == set(chat.book)
    whole = [line.text for line in lines]
    assert all(whole)
    listed = HEAD + "\n".join(f"{n}. {text}" for n, text in enumerate(whole, 1))
    before = standing(chat)
    chat, _ = paste(chat, listed, "p3")
    assert standing(chat) == before
    assert lacking(chat, MessageId("p3")) == ()
