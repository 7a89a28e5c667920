"""A day file that cannot be read says in which line, and why."""

import json
from datetime import timedelta

import pytest

from bot.replay.day import BadDay, Expect, Line, read_day

AT = "2026-06-20T08:00:00+08:00"


def day(*lines: object) -> list[str]:
    return [json.dumps(line, ensure_ascii=False) for line in lines]


@pytest.mark.parametrize(
    ("lines", "number", "reason"),
    [
        (["{"], 1, "not JSON"),
        (day([1]), 1, "not an object"),
        (day({"what": 1}), 1, "not a line of a day"),
        (day({"setup": {"weather": 1}}), 1, "unknown key: weather"),
        (day({"setup": {"settings": {"colour": "red"}}}), 1, "colour"),
        (day({"setup": {"settings": {"cutoff_at": "25:00"}}}), 1, "not understood"),
        (day({"setup": {"groups": [{"chat": "sun"}]}}), 1, "missing"),
        (day({"setup": {"groups": [{"chat": "sun", "name": 1, "leader": "l"}]}}), 1, "name: .*str"),
        (day({"setup": {"leaders": 5}}), 1, "leaders: .*array"),
        (day({"setup": {"leaders": ["l"]}}), 1, r"leaders\[0\]: .*object"),
        (day({"setup": {"leaders": [{"id": "l", "nmae": "n"}]}}), 1, "unknown key: nmae"),
        (day({"setup": {"settings": []}}), 1, "settings: .*object"),
        (day({"setup": {"settings": {"quiet": None}}}), 1, r"settings\.quiet: .*quotes"),
        (day({"setup": {"no_private": "u1"}}), 1, "no_private: .*array"),
        (day({"setup": {"capabilities": ["edits"]}}), 1, "capabilities: .*object"),
        (day({"setup": {"capabilities": {"fly": True}}}), 1, "unknown key: fly"),
        (day({"at": AT}, {"at": "2026-06-20T07:59:00+08:00"}), 2, "earlier than the line before"),
        (day({"at": AT, "chat": 5, "id": "m1", "from": "u1"}), 1, "chat: .*str"),
        (day({"at": AT, "chat": "sun", "id": "m1", "from": "u1", "text": ["x"]}), 1, "text: "),
        (day({"at": AT, "chat": "s", "id": "m", "from": "u", "native": "x"}), 1, "no native"),
        (day({"at": AT, "chat": "s", "id": "m", "from": "u", "native": [{}]}), 1, "native"),
        (day({"expect": {"chat": "sun", "says": [5]}}), 1, r"says\[0\]: .*str"),
        (day({"expect": {"chat": "sun", "count": "1"}}), 1, "count: .*int"),
        (day({"expect": {"table": "orders", "is": [5]}}), 1, r"is\[0\]: .*object"),
        (day({"at": AT}, {"setup": {}}), 2, "setup must come first"),
        (day({"at": "noon"}), 1, "at is no instant"),
        (day({"at": "2026-06-20T08:00:00"}), 1, "no offset"),
        (day({"at": AT, "id": "m1", "from": "u1"}), 1, "a message needs chat"),
        (day({"at": AT, "chat": "sun"}), 1, "a message needs"),
        (day({"expect": {"says": ["x"]}}), 1, "needs a chat or a table"),
        (day({"expect": {"chat": "sun", "say": ["x"]}}), 1, "unknown key: say"),
    ],
)
def test_what_cannot_be_read_is_named(lines: list[str], number: int, reason: str) -> None:
    with pytest.raises(BadDay, match=reason) as bad:
        read_day(lines)
    assert bad.value.line == number


def test_a_day_is_read_in_order() -> None:
    found = read_day(
        day(
            {"setup": {"operator": "op", "settings": {"reminder_before": "45m", "quiet": "none"}}},
            {"at": AT, "chat": "sun", "id": "m1", "from": "u1", "nick": "张姐", "text": "草莓2份"},
            {"expect": {"chat": "sun", "says": "草莓", "not": ["苹果"]}},
        )
    )
    assert found.setup.settings.reminder_before == timedelta(minutes=45)
    assert found.setup.settings.quiet_from == found.setup.settings.quiet_until
    message, expect = found.steps
    assert isinstance(message, Line)
    assert (message.id, message.nick, message.text) == ("m1", "张姐", "草莓2份")
    assert isinstance(expect, Expect)
    assert (expect.says, expect.never) == (("草莓",), ("苹果",))
