"""Neighbours whom the bot's masked lists show alike: told apart by their place in the list."""

import pytest

from solitaire.chat import Chat, compile_lexicon, hear, own_key, start
from solitaire.values import (
    BOT,
    AccountId,
    Message,
    MessageId,
    Product,
    QuestionCode,
    Reading,
    Verdict,
)

LEXICON = compile_lexicon([Product("1", "草莓", "盒", 2990), Product("2", "鸡蛋", "板", 2500)])
NICKS = {"u0": "团长", "u1": "3-502 张姐", "u2": "3-501 张姐", "u3": "小敏"}
POSTED = "#接龙\n1. 3-5** 张姐 草莓2盒\n2. 3-5** 张姐 草莓2盒"


def said(chat: Chat, name: str, account: str, text: str) -> tuple[Chat, Reading]:
    return hear(chat, Message(MessageId(name), AccountId(account), NICKS[account], text))


def posted() -> Chat:
    """Two neighbours with two boxes each, and the bot's list of them."""
    chat, _ = said(start(LEXICON, AccountId("u0")), "m1", "u1", "草莓2盒")
    chat, _ = said(chat, "m2", "u2", "草莓2盒")
    rows = tuple(own_key(AccountId(account)) for account in ("u1", "u2"))
    return hear(chat, Message(MessageId("m3"), BOT, "", POSTED, entries=rows))[0]


def boxes(chat: Chat) -> list[int]:
    return [next(iter(row.items.values())) for row in chat.book.values()][:2]


@pytest.mark.parametrize(
    ("account", "first", "second", "verdict", "expected"),
    [
        ("u1", 3, 2, Verdict.ORDER, [3000, 2000]),
        ("u2", 2, 3, Verdict.ORDER, [2000, 3000]),
        ("u0", 4, 2, Verdict.ORDER, [4000, 2000]),
        ("u0", 2, 4, Verdict.ORDER, [2000, 4000]),
        ("u0", 4, 5, Verdict.ORDER, [4000, 5000]),
        ("u2", 3, 2, Verdict.ASK, [2000, 2000]),
        ("u3", 2, 2, Verdict.CHATTER, [2000, 2000]),
    ],
)
def test_the_ith_equal_label_is_the_ith_row_of_the_list(
    account: str, first: int, second: int, verdict: Verdict, expected: list[int]
) -> None:
    text = f"#接龙\n1. 3-5** 张姐 草莓{first}盒\n2. 3-5** 张姐 草莓{second}盒"
    chat, reading = said(posted(), "m4", account, text)
    assert reading.verdict is verdict
    assert boxes(chat) == expected


def test_a_copy_with_one_more_entry_leaves_equal_labels_alone() -> None:
    chat, reading = said(posted(), "m4", "u3", f"{POSTED}\n3. 小敏 鸡蛋1板")
    assert reading.verdict is Verdict.ORDER
    assert boxes(chat) == [2000, 2000]


def test_a_label_alone_does_not_say_which_of_two() -> None:
    chat, reading = said(posted(), "m4", "u0", "3. 3-5** 张姐 草莓4盒")
    assert [(q.code, q.piece) for q in reading.questions] == [(QuestionCode.WHICH_PERSON, "张姐")]
    assert boxes(chat) == [2000, 2000]
