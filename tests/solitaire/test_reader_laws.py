"""Laws of the reader that hold for any chat: an edit is the new text in the old place, blanks say
nothing, and whatever people type, however wild, nothing raises and no quantity is below nothing."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from solitaire.chat import Chat, hear
from solitaire.values import AccountId, Message, MessageId, RowKey
from tests.solitaire.group import DISHES, FRUIT, opened, say

PEOPLE = ("3-502 张姐", "李叔", "老周")
PIECES = (
    *("草莓2份", "苹果1箱", "蓝莓3", "榴莲1个", "草莓+1", "再加1盒草莓", "草莓改成3盒"),
    *("我也要", "+1", "同上", "换成苹果", "少一盒", "给我妈带1盒草莓", "草莓不要了", "取消"),
    *("谢谢", "放门口", "今天真冷", "草莓多少钱", "几点截单", "昨天的草莓真甜"),
    *("要是有桃子我要2个", "三盒", "#接龙\n1. 李叔 草莓2"),
)
TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=2).map("，".join)
SAID = st.tuples(st.sampled_from(PEOPLE), TEXT)
LETTERS = (
    "草莓苹果蓝榴莲麻辣0123456789一二两三半十斤盒箱份个x*+-#=①②，。、；：？！ \n\t吗呢要来不换"
    "改成退取消再加减各每样同上帮给我你他妈张姐栋楼()（）「」【】@~～.…$¥%/\\'\"3-502："
)
WILD = st.text(st.sampled_from(list(LETTERS)) | st.characters(), max_size=400)


def books(chat: Chat) -> Mapping[RowKey, tuple[Mapping[str, int], str]]:
    """What stands for each row, and its note."""
    return {key: (dict(row.items), row.note) for key, row in chat.book.items()}


@settings(deadline=None)
@given(st.lists(SAID, min_size=1, max_size=5), st.data())
def test_an_edit_is_the_new_text_in_the_old_place(
    said: list[tuple[str, str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(said) - 1))
    text = data.draw(TEXT.filter(lambda text: "接龙" not in text))
    if "接龙" in said[place][1]:  # a list that was seen stays known as a copy
        return
    edited, fresh = opened(), opened()
    for number, (nick, words) in enumerate(said):
        edited, _ = say(edited, nick, words)
        fresh, _ = say(fresh, nick, text if number == place else words)
    edited, _ = say(edited, said[place][0], text, edits=f"m{place + 1}", id="edit")
    assert books(edited) == books(fresh)


@settings(deadline=None)
@given(st.lists(SAID, min_size=1, max_size=4), st.sampled_from((" ", "  ", "\u3000")))
def test_blanks_at_the_ends_and_behind_marks_say_nothing(
    said: list[tuple[str, str]], blank: str
) -> None:
    tight, wide = opened(), opened()
    for nick, words in said:
        tight, before = say(tight, nick, words)
        wide, after = say(wide, nick, f"{blank}{words.replace('，', '，' + blank)}{blank}")
        assert before.verdict == after.verdict
    assert {k: items for k, (items, _) in books(tight).items()} == {
        k: items for k, (items, _) in books(wide).items()
    }


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), WILD | TEXT), min_size=1, max_size=3), st.data())
def test_no_chat_raises(said: list[tuple[str, str]], data: st.DataObject) -> None:
    chat = opened(data.draw(st.sampled_from((FRUIT, DISHES, FRUIT[:1]))))
    for nick, words in said:
        chat, _ = say(chat, nick, words)
    number = data.draw(st.integers(1, len(said)))
    chat, _ = say(chat, said[0][0], data.draw(WILD), edits=f"m{number}", id="edit")
    gone = MessageId(f"m{number}")
    chat, _ = hear(chat, Message(MessageId("gone"), AccountId("u"), "", "", recalls=gone))
    assert all(n > 0 for row in chat.book.values() for n in row.items.values())
