"""A 接龙 of which the platform tells each entry's author and time, in the book."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from solitaire.chat import Chat, hear
from solitaire.values import AccountId, MessageId, NativeEntry, QuestionCode, Reading, Verdict
from tests.solitaire.group import message, opened, say

Entries = list[tuple[str, int, str]]


def _post(chat: Chat, sender: str, entries: Entries, **more: str) -> tuple[Chat, Reading]:
    lines = [f"{number}. {text}" for number, (*_, text) in enumerate(entries, 1)]
    said = message(chat, sender, "\n".join(["#接龙", "水果", "", *lines]), **more)
    native = tuple(NativeEntry(AccountId(who), at, text) for who, at, text in entries)
    return hear(chat, replace(said, native=native))


def _book(chat: Chat) -> dict[tuple[str, str], dict[str, float]]:
    """Placer and name → items."""
    return {
        (str(row.placer), row.who): {str(k): v / 1000 for k, v in row.items.items()}
        for row in chat.book.values()
    }


ZHANG, LI = ("u1", 10, "张姐 草莓2"), ("u2", 20, "李叔 苹果1")


def test_an_entry_is_its_authors_whoever_sends_the_copy() -> None:
    chat, reading = _post(opened(), "u2", [ZHANG, LI], nick="李叔")
    assert _book(chat) == {("u1", "张姐"): {"1": 2}, ("u2", "李叔"): {"5": 1}}
    assert [chat.book[row].account for row in reading.rows] == ["u1", "u2"]
    assert reading.verdict is Verdict.ORDER
    assert _post(chat, "u3", [ZHANG, LI])[1].verdict is Verdict.CHATTER


def test_equal_entries_of_two_authors_both_count() -> None:
    chat, _ = _post(opened(), "u1", [("u1", 10, "草莓2")], nick="张姐")
    chat, _ = _post(chat, "u2", [("u1", 10, "草莓2"), ("u2", 20, "草莓2")], nick="李叔")
    assert _book(chat) == {("u1", "张姐"): {"1": 2}, ("u2", "李叔"): {"1": 2}}


def test_the_same_name_of_two_authors_is_two_people() -> None:
    entries = [("u1", 10, "王姐 草莓2"), ("u2", 20, "王姐 苹果1")]
    chat, reading = _post(opened(), "u2", entries, nick="Sunny")
    assert _book(chat) == {("u1", "王姐"): {"1": 2}, ("u2", "王姐"): {"5": 1}}
    assert not reading.questions
    chat, _ = _post(chat, "u2", [entries[0], ("u2", 20, "王姐 苹果3")], nick="Sunny")
    assert _book(chat) == {("u1", "王姐"): {"1": 2}, ("u2", "王姐"): {"5": 3}}


def test_another_name_is_an_order_placed_by_its_author() -> None:
    chat, _ = _post(opened(), "u1", [ZHANG, ("u1", 30, "赵老师 蓝莓1")], nick="张姐")
    assert _book(chat) == {("u1", "张姐"): {"1": 2}, ("u1", "赵老师"): {"4": 1}}


def test_an_author_without_a_nickname_is_called_as_the_first_entry_says() -> None:
    entries = [ZHANG, LI, ("u1", 30, "蓝莓1")]
    chat, _ = _post(opened(), "u2", entries, nick="李叔")
    assert _book(chat) == {("u1", "张姐"): {"1": 2, "4": 1}, ("u2", "李叔"): {"5": 1}}


def test_an_author_changes_and_drops_and_others_do_not() -> None:
    chat, _ = _post(opened(), "u2", [ZHANG, LI], nick="李叔")
    chat, _ = _post(chat, "u1", [("u1", 10, "张姐 草莓3"), LI], nick="张姐")
    assert _book(chat)["u1", "张姐"] == {"1": 3}
    chat, reading = _post(chat, "u3", [ZHANG, LI, ("u3", 40, "王叔 榴莲1")], nick="王叔")
    assert _book(chat)["u1", "张姐"] == {"1": 3}
    assert not reading.questions
    chat, _ = _post(chat, "u3", [("u3", 40, "王叔 榴莲1")], nick="王叔")
    assert len(chat.book) == 3
    chat, reading = _post(chat, "u1", [LI, ("u3", 40, "王叔 榴莲1")], nick="张姐")
    assert {who for _, who in _book(chat)} == {"李叔", "王叔"}
    assert reading.verdict is Verdict.ORDER


def test_a_change_whose_own_copy_was_lost_is_learned_from_the_next() -> None:
    chat, _ = _post(opened(), "u1", [ZHANG], nick="张姐")
    chat, _ = _post(chat, "u2", [("u1", 15, "张姐 草莓1 蓝莓2"), LI], nick="李叔")
    assert _book(chat)["u1", "张姐"] == {"1": 1, "4": 2}
    chat, _ = _post(chat, "u3", [ZHANG, LI], nick="王叔")
    assert _book(chat)["u1", "张姐"] == {"1": 1, "4": 2}


def test_a_recalled_entry_stays_undone_though_others_show_it() -> None:
    chat, _ = _post(opened(), "u1", [ZHANG], nick="张姐", id="a")
    chat, _ = say(chat, "u1", "", recalls="a")
    chat, _ = _post(chat, "u2", [ZHANG, LI], nick="李叔")
    assert {who for _, who in _book(chat)} == {"李叔"}
    chat, _ = _post(chat, "u1", [ZHANG, LI], nick="张姐")
    assert {who for _, who in _book(chat)} == {"张姐", "李叔"}


def test_a_hand_made_copy_of_it_adds_nothing_twice() -> None:
    chat, _ = _post(opened(), "u2", [ZHANG, LI], nick="李叔")
    chat, reading = say(
        chat, "u3", "#接龙\n水果\n\n1. 张姐 草莓2\n2. 李叔 苹果1\n3. 王叔 榴莲1", nick="王叔"
    )
    assert len(reading.changes) == 1
    chat, _ = say(chat, "u1", "草莓改成5盒", nick="张姐")
    chat, _ = _post(chat, "u4", [ZHANG, LI, ("u4", 50, "钱婶 蓝莓1")], nick="钱婶")
    assert _book(chat)["u1", "张姐"] == {"1": 5}


def test_what_is_unclear_is_asked_and_answered() -> None:
    chat, reading = _post(opened(), "u1", [("u1", 10, "张姐 草莓2 西瓜1")], nick="张姐")
    assert reading.verdict is Verdict.PARTIAL
    assert [q.code for q in reading.questions] == [QuestionCode.UNKNOWN_PRODUCT]
    assert not _post(chat, "u2", [("u1", 10, "张姐 草莓2 西瓜1"), LI])[1].questions


def test_a_chain_about_something_else_orders_nothing() -> None:
    said = message(opened(), "u1", "#接龙\n周六爬山报名\n\n1. 张姐 2人")
    native = (NativeEntry(AccountId("u1"), 10, "张姐 2人"),)
    chat, reading = hear(opened(), replace(said, native=native))
    assert (dict(chat.book), reading.verdict) == ({}, Verdict.CHATTER)


@given(st.permutations([ZHANG, LI, ("u3", 30, "王叔 榴莲1"), ("u1", 40, "赵老师 蓝莓1")]))
def test_the_copies_come_in_any_order_and_give_one_book(entries: Entries) -> None:
    """Each copy shows what its sender saw: some entries lacking, none of them taken away."""
    whole, _ = _post(opened(), "u9", sorted(entries, key=lambda entry: entry[1]), nick="九叔")
    chat = opened()
    for end in range(1, len(entries) + 1):
        seen = sorted(entries[max(0, end - 2) : end], key=lambda entry: entry[1])
        chat, _ = _post(chat, "u9", seen, nick="九叔", id=str(MessageId(f"c{end}")))
    assert _book(chat) == _book(whole)
