"""What is joined into one message, what waits, and what goes at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.sender import parcels
from handlers.messages import ReplyKind
from storage.outbox import Outgoing

AT = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)


def entry(
    key: str, kind: ReplyKind, *, wait: int = 0, chat: str = "sun", join: str = ""
) -> Outgoing:
    return Outgoing(key, "sun", chat, kind.value, key, AT, AT + timedelta(seconds=wait), join=join)


def confirmation(key: str, wait: int = 5) -> Outgoing:
    return entry(key, ReplyKind.CONFIRMATION, wait=wait)


def texts(pending: list[Outgoing], seconds: int) -> list[str]:
    return [parcel.text for parcel in parcels(pending, AT + timedelta(seconds=seconds))]


def test_a_confirmation_waits_five_seconds_for_others() -> None:
    pending = [confirmation("张姐"), confirmation("李叔", wait=8)]
    assert texts(pending, 4) == []
    assert texts(pending, 5) == ["张姐\n李叔"]


def test_an_answer_goes_at_once_and_takes_what_was_said_before_it_along() -> None:
    pending = [confirmation("张姐"), entry("还有3盒", ReplyKind.ANSWER)]
    assert texts(pending, 0) == ["张姐", "还有3盒"]


def test_another_chat_waits_for_nobody() -> None:
    pending = [confirmation("张姐"), entry("您的订单", ReplyKind.ANSWER, chat="dm:u1")]
    assert texts(pending, 0) == ["您的订单"]


def test_what_is_held_for_quiet_hours_holds_up_nothing() -> None:
    pending = [entry("排名", ReplyKind.NOTICE, wait=3600), entry("答", ReplyKind.ANSWER)]
    assert texts(pending, 0) == ["答"]


def test_sections_of_one_answer_are_one_message() -> None:
    pending = [
        entry("阳光花园", ReplyKind.ANSWER, chat="dm:lead1", join="m1"),
        entry("锦绣花园", ReplyKind.ANSWER, chat="dm:lead1", join="m1"),
        entry("别的", ReplyKind.ANSWER, chat="dm:lead1", join="m2"),
    ]
    assert texts(pending, 0) == ["阳光花园\n\n锦绣花园", "别的"]


def test_what_is_said_already_is_not_said_again_in_one_message() -> None:
    pending = [confirmation("已截单"), confirmation("李叔\n已截单"), confirmation("已截单")]
    assert texts(pending, 5) == ["已截单\n李叔"]


def test_questions_of_one_answer_are_one_message_if_their_buttons_are_the_same() -> None:
    asked = [
        replace(entry(name, ReplyKind.ANSWER, join="m1"), buttons=(("确认", "确认"),))
        for name in ("阳光花园", "锦绣")
    ]
    other = replace(entry("滨河", ReplyKind.ANSWER, join="m1"), buttons=(("并入", "并入"),))
    assert texts([*asked, other], 0) == ["阳光花园\n\n锦绣", "滨河"]
