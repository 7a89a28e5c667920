"""Why the book stands as it does: the causes of its changes, told over again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from solitaire.book import own_key
from solitaire.causes import Told, book_after, of_row, retell
from solitaire.chat import Chat, changes_between, hear, refuse, relist
from solitaire.log import Link
from solitaire.values import BOT, AccountId, Change, ItemKey, Message, MessageId, Product
from tests.solitaire.group import FRUIT, LEADER, lexicon_of, opened, say

STRAWBERRY = ItemKey("1")
MORE = (*FRUIT, Product("7", "土鸡蛋30枚", "板", 2500))


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody says something, or changes what was said ``back`` messages ago; "" recalls it.
    ``refused`` are the places of its changes that are not granted."""

    who: str
    text: str
    back: int = 0
    refused: frozenset[int] = frozenset()
    relisted: bool = False


TEXTS = st.sampled_from(
    (
        "草莓2",
        "草莓3盒，苹果1箱",
        "再加1盒草莓",
        "草莓+1",
        "+1",
        "同上",
        "和张姐一样",
        "草莓不要了",
        "取消",
        "草莓换成苹果",
        "帮赵姐带2盒草莓",
        "给张姐记2盒草莓",
        "榴莲退了",
        "鸡蛋2",
        "今天好热",
        "#接龙\n1. 张姐 草莓2\n2. 李叔 苹果1",
        "#接龙\n1. 张姐 草莓1\n2. 李叔 苹果1\n3. 王芳 榴莲1",
        "#接龙\n1. 张姐 草莓2\n2. 赵姐 草莓1",
        "#接龙\n1. 李叔 苹果2\n2. 张姐 草莓2\n3. 老周 车厘子1",
        "",
    )
)
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(("张姐", "李叔", "王芳", str(LEADER))),
        TEXTS,
        st.integers(0, 4),
        st.frozensets(st.integers(0, 2), max_size=2),
        st.booleans(),
    ),
    max_size=12,
)


def said(step: Step, number: int, firsts: Sequence[MessageId]) -> tuple[Message, MessageId | None]:
    """The step as a message, and the message that it changes."""
    sender = AccountId(step.who)
    if step.back and step.back <= len(firsts):
        of = firsts[-step.back]
        if not step.text:
            return Message(MessageId(f"{of}#r{number}"), sender, "", "", recalls=of), of
        changed = MessageId(f"{of}#{number}")
        return Message(changed, sender, step.who, step.text, edits=of), of
    return Message(MessageId(f"m{number}"), sender, step.who, step.text or "草莓1"), None


def play(steps: Sequence[Step]) -> tuple[Chat, list[Told]]:
    """The chat after the steps, as the program would hear it, and what it would have kept."""
    chat, told, firsts = opened(), list[Told](), list[MessageId]()
    for number, step in enumerate(steps):
        if step.relisted:
            chat = relist(chat, lexicon_of(opened(MORE)))
        message, of = said(step, number, firsts)
        if of is None:
            firsts.append(message.id)
        chat, reading = hear(chat, message)
        refused = tuple(
            (change.row, change.item)
            for place, change in enumerate(reading.changes)
            if place in step.refused
        )
        if refused:
            chat = refuse(chat, message.id, refused)
        told.append(Told(message, refused))
    return chat, told


@settings(deadline=None, max_examples=300)
@given(STEPS)
def test_the_causes_in_order_give_the_book(steps: list[Step]) -> None:
    chat, told = play(steps)
    causes = list(retell(chat, told))
    assert len(causes) == len(told)
    assert book_after(causes) == {key: dict(row.items) for key, row in chat.book.items()}


@settings(deadline=None)
@given(STEPS)
def test_what_need_not_be_read_again_did_what_it_did(steps: list[Step]) -> None:
    chat, told = play(steps)
    now, lexicons = opened(), {one.message.id: one.lexicon for one in links_of(chat)}
    for cause, (message, refused) in zip(retell(chat, told), told, strict=True):
        now, before = relist(now, lexicons.get(message.id, now.lexicon)), now.state
        now, reading = hear(now, message)
        now = refuse(now, message.id, refused) if refused else now
        assert set(cause.changes) == set(changes_between(before, now.state))
        assert (cause.reading.verdict, cause.state.rows) == (reading.verdict, now.state.rows)


def links_of(chat: Chat) -> Iterator[Link]:
    link = chat.last
    while link is not None:
        yield link
        link = link.previous


@settings(deadline=None)
@given(STEPS)
def test_each_line_ends_as_its_last_cause_left_it(steps: list[Step]) -> None:
    chat, told = play(steps)
    causes = list(retell(chat, told))
    for key, row in chat.state.rows.items():
        for item in {change.item for cause in causes for change in cause.changes}:
            changes = [
                change
                for cause in of_row(causes, key, item)
                for change in cause.changes
                if (change.row, change.item) == (key, item)
            ]
            assert (changes[0].after if changes else 0) == row.items.get(item, 0)


@settings(deadline=None)
@given(STEPS)
def test_nothing_changes_without_a_message_that_did_it(steps: list[Step]) -> None:
    chat, told = play(steps)
    for cause in retell(chat, told):
        assert cause.message.id in {one.message.id for one in told}
        assert not set(cause.wanted) & set(cause.changes)


def told(*messages: Message) -> tuple[Chat, list[Told]]:
    chat = opened()
    for message in messages:
        chat, _ = hear(chat, message)
    return chat, [Told(message) for message in messages]


def text(number: str, who: str, words: str, edits: MessageId | None = None) -> Message:
    return Message(MessageId(number), AccountId(who), who, words, edits=edits)


def test_an_edit_is_the_cause_of_what_it_changes() -> None:
    first = text("m1", "张姐", "草莓3")
    edit = text("m1#1", "张姐", "草莓2", edits=first.id)
    causes = list(retell(*told(first, edit)))
    assert [cause.message.id for cause in causes if cause.changes] == ["m1", "m1#1"]
    assert causes[1].of == first
    assert [(c.before, c.after) for c in causes[1].changes] == [(3000, 2000)]


def test_a_recall_is_the_cause_of_what_it_undoes_for_others_too() -> None:
    first = text("m1", "李叔", "草莓3")
    same = text("m2", "张姐", "和李叔一样")
    recall = Message(MessageId("m1#recall"), first.sender, "", "", recalls=first.id)
    for who in ("李叔", "张姐"):
        row = own_key(AccountId(who))
        last = of_row(retell(*told(first, same, recall)), row, STRAWBERRY)[0]
        assert (last.message.id, last.of) == ("m1#recall", first)
        assert Change(row, STRAWBERRY, 3000, 0) in last.changes


def test_what_was_refused_is_known_with_what_was_wanted() -> None:
    chat, reading = say(opened(), "张姐", "草莓9，苹果1", id="m1")
    pair = (reading.changes[0].row, STRAWBERRY)
    chat = refuse(chat, MessageId("m1"), [pair])
    message = text("m1", "张姐", "草莓9，苹果1")
    (cause,) = retell(chat, [Told(message, (pair,))])
    assert cause.wanted == (Change(*pair, 0, 9000),)
    assert [change.item for change in cause.changes] == ["5"]


def test_the_word_of_the_bot_is_a_cause() -> None:
    first = text("m1", "张姐", "草莓3")
    row = next(iter(told(first)[0].book))
    stands = Message(MessageId("bot:x/stands"), BOT, "", "", stands=((row, STRAWBERRY, 1000),))
    causes = list(retell(*told(first, stands)))
    assert causes[1].changes == (Change(row, STRAWBERRY, 3000, 1000),)


def test_a_list_that_was_edited_under_plain_lines_is_read() -> None:
    listed = "#接龙\n1. 张姐 草莓2\n2. "
    plain = [Step(who, "草莓2") for who in ("张姐", "张姐", "李叔")]
    steps = [*plain, Step("王芳", f"{listed}赵姐 草莓1"), *plain[:2], Step("张姐", "草莓2", 4)]
    chat, _ = play([*steps, Step("李叔", f"{listed}李叔 苹果1", 3)])
    assert {row.who for row in chat.book.values()} == {"张姐", "李叔"}
