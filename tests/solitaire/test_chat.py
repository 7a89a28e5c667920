"""Edits, recalls, refusals and new lists of products, on a chat as a value."""

from dataclasses import replace

from solitaire.chat import compile_lexicon, hear, refuse, relist
from solitaire.values import BOT, AccountId, ItemKey, Message, MessageId, QueryKind, Verdict
from tests.solitaire.group import FRUIT, LEADER, items, opened, say

STRAWBERRY = ItemKey("1")


def test_an_old_chat_stays_as_it_was() -> None:
    first, _ = say(opened(), "张姐", "草莓2盒")
    second, _ = say(first, "张姐", "草莓3盒")
    assert items(first, "张姐") == {"1": 2}
    assert items(second, "张姐") == {"1": 3}


def test_an_edit_counts_at_its_old_place() -> None:
    chat, _ = say(opened(), "张姐", "草莓2盒", id="a")
    chat, _ = say(chat, "李叔", "+1")
    chat, reading = say(chat, "张姐", "苹果3箱", edits="a", id="b")
    assert (items(chat, "张姐"), items(chat, "李叔")) == ({"5": 3}, {"5": 1})
    assert reading.verdict is Verdict.ORDER
    assert {(str(c.item), c.before, c.after) for c in reading.changes} == {
        ("1", 2000, 0), ("5", 0, 3000), ("1", 1000, 0), ("5", 0, 1000)
    }  # fmt: skip
    chat, _ = say(chat, "张姐", "榴莲1个", edits="b")
    assert items(chat, "张姐") == {"6": 1}


def test_a_recall_undoes_and_is_said_once() -> None:
    chat, _ = say(opened(), "张姐", "草莓2盒", id="a")
    chat, reading = say(chat, "张姐", "", recalls="a")
    assert (dict(chat.book), reading.verdict) == ({}, Verdict.ORDER)
    assert say(chat, "张姐", "", recalls="a")[1].verdict is Verdict.CHATTER
    assert say(chat, "张姐", "", recalls="nobody")[1].verdict is Verdict.CHATTER


def test_a_refusal_survives_replays_until_its_own_message_is_edited() -> None:
    chat, _ = say(opened(), "李叔", "苹果1箱", id="a")
    chat, reading = say(chat, "张姐", "草莓9盒，苹果2箱", id="b")
    row = reading.rows[0]
    chat = refuse(chat, MessageId("b"), [(row, reading.changes[0].item)])
    assert items(chat, "张姐") == {"5": 2}
    chat, _ = say(chat, "李叔", "苹果2箱", edits="a")
    assert items(chat, "张姐") == {"5": 2}
    chat, _ = say(chat, "张姐", "草莓1盒，苹果2箱", edits="b")
    assert items(chat, "张姐") == {"1": 1, "5": 2}


def test_earlier_messages_keep_their_list_of_products() -> None:
    chat, _ = say(opened(), "李叔", "蓝莓1组", id="a")
    chat, _ = say(chat, "张姐", "1号2盒", id="b")
    swapped = [replace(FRUIT[0], code="5"), replace(FRUIT[4], code="1")]
    chat = relist(chat, compile_lexicon(swapped))
    chat, _ = say(chat, "王叔", "1号3箱")
    assert (items(chat, "张姐"), items(chat, "王叔")) == ({"1": 2}, {"1": 3})
    chat, _ = say(chat, "李叔", "蓝莓2组", edits="a")
    assert items(chat, "张姐") == {"1": 2}
    assert items(chat, "李叔") == {"4": 2}


def test_the_bot_never_orders() -> None:
    post = Message(MessageId("p"), BOT, "小助手", "已记录：草莓2盒")
    chat, reading = hear(opened(), post)
    assert (dict(chat.book), reading.verdict) == ({}, Verdict.CHATTER)


def test_an_entry_of_the_bots_masked_list_is_its_owners_to_change() -> None:
    chat, reading = say(opened(), "u1", "草莓2盒", nick="3-502 张姐")
    row = reading.rows[0]
    posted = "#接龙\n水果\n1. 3-5** 张姐 草莓2"
    post = Message(MessageId("p"), BOT, "小助手", posted, entries=(row,))
    chat, _ = hear(chat, post)
    chat, reading = say(chat, "李叔", posted + "\n2. 李叔 苹果1")
    assert (items(chat, "张姐"), items(chat, "李叔")) == ({"1": 2}, {"5": 1})
    chat, reading = say(chat, "u1", posted.replace("草莓2", "草莓3"), nick="3-502 张姐")
    assert (items(chat, "张姐"), reading.verdict) == ({"1": 3}, Verdict.ORDER)
    assert len(chat.book) == 2
    chat, reading = say(chat, "王叔", posted + "\n2. 李叔 苹果1\n3. 王叔 榴莲1")
    assert (items(chat, "张姐"), reading.verdict) == ({"1": 3}, Verdict.ORDER)


def test_a_question_says_what_it_asks() -> None:
    _, reading = say(opened(), "张姐", "草莓多少钱一盒")
    assert [(q.kind, q.products) for q in reading.queries] == [(QueryKind.PRICE, ("1",))]
    chat, _ = say(opened(), "张姐", "草莓2盒")
    _, reading = say(chat, str(LEADER), "我的佣金多少")
    assert reading.queries[0].kind is QueryKind.COMMISSION


def test_what_an_edit_is_refused_stands_as_before_it() -> None:
    chat, reading = say(opened(), "张姐", "草莓2盒，苹果1箱", id="a")
    row = reading.rows[0]
    chat, _ = say(chat, "张姐", "再加1盒草莓", id="b")
    chat, reading = say(chat, "张姐", "草莓9盒，苹果4箱", edits="a", id="c")
    assert [(c.item, c.before, c.after) for c in reading.changes if c.item == "1"] == [
        ("1", 3000, 10000)
    ]
    chat = refuse(chat, MessageId("c"), [(row, STRAWBERRY)])
    assert items(chat, "张姐") == {"1": 3, "5": 4}
    chat, _ = say(chat, "张姐", "", recalls="a")
    assert items(chat, "张姐") == {"1": 1}


def test_an_edit_refused_again_falls_back_to_what_was_granted_first() -> None:
    chat, reading = say(opened(), "张姐", "草莓2盒", id="a")
    row = reading.rows[0]
    for place, said in enumerate(("草莓9盒，苹果1箱", "草莓8盒，苹果2箱")):
        chat, _ = say(chat, "张姐", said, edits="a", id=f"e{place}")
        chat = refuse(chat, MessageId(f"e{place}"), [(row, STRAWBERRY)])
        assert items(chat, "张姐") == {"1": 2, "5": place + 1}
    chat, _ = say(chat, "张姐", "草莓3盒", edits="a", id="e2")
    assert items(chat, "张姐") == {"1": 3}


def test_a_refused_recall_leaves_what_it_may_not_take_and_may_be_tried_again() -> None:
    chat, reading = say(opened(), "张姐", "草莓2盒，苹果1箱", id="a")
    row = reading.rows[0]
    chat, _ = say(chat, "lead", "", recalls="a", id="a#recall")
    chat = refuse(chat, MessageId("a#recall"), [(row, STRAWBERRY)])
    assert items(chat, "张姐") == {"1": 2}
    chat, reading = say(chat, "lead", "", recalls="a", id="a#recall")
    assert (dict(chat.book), reading.verdict) == ({}, Verdict.ORDER)


def test_what_was_offered_instead_is_taken_for_its_row_and_can_be_taken_back() -> None:
    chat, reading = say(opened(), "李叔", "帮赵姐带9盒草莓", id="a")
    row = reading.rows[0]
    chat = refuse(chat, MessageId("a"), [(row, STRAWBERRY)])
    taken = Message(
        MessageId("b"), AccountId("李叔"), "李叔", "要", stands=((row, STRAWBERRY, 1000),)
    )
    chat, reading = hear(chat, taken)
    assert (reading.verdict, reading.rows) == (Verdict.ORDER, (row,))
    assert (items(chat, "赵姐"), items(chat, "李叔")) == ({"1": 1}, {})
    edited, _ = say(chat, "李叔", "谢谢", edits="b")
    assert dict(edited.book) == {}
    chat, _ = say(chat, "李叔", "", recalls="b")
    assert dict(chat.book) == {}


def test_everybody_has_a_mother_of_her_own() -> None:
    chat, _ = say(opened(), "张姐", "给我妈带2盒草莓")
    chat, reading = say(chat, "李叔", "给我妈也订1盒草莓")
    assert reading.verdict is Verdict.ORDER
    chat, _ = say(chat, "张姐", "给我妈再加1盒草莓")
    mothers = [(row.placer, dict(row.items)) for row in chat.book.values() if row.who == "我妈"]
    assert mothers == [("张姐", {"1": 3000}), ("李叔", {"1": 1000})]
