"""What a log line holds, and what it must not."""

import io
import json
import logging

import pytest
import structlog

from bot.logs import LogFormat, LogLevel, set_up_logs

pytestmark = pytest.mark.usefixtures("own_logs")


def logged(level: LogLevel = LogLevel.INFO, form: LogFormat = LogFormat.JSON) -> io.StringIO:
    out = io.StringIO()
    set_up_logs(level, form, out)
    return out


def test_an_event_is_one_line_with_its_id():
    out = logged()
    structlog.get_logger("dispatch").info("handled", id="sun|sun|m1|0", kind="Said", replies=1)
    [line] = out.getvalue().splitlines()
    told = json.loads(line)
    assert told["event"] == "handled"
    assert told["id"] == "sun|sun|m1|0"
    assert told["level"] == "info"


def test_phones_and_rooms_are_hidden_and_ids_stay_whole():
    out = logged()
    structlog.get_logger().warning(
        "not sent",
        id="dm:wx:13812345678|7",
        group="tg:-1001234567890",
        who="3-502 张姐",
        seen=["13812345678", {"at": "5栋1201"}],
    )
    told = json.loads(out.getvalue())
    assert told["id"] == "dm:wx:138****5678|7"
    assert told["group"] == "tg:-1001234567890"
    assert told["who"] == "3-5** 张姐"
    assert told["seen"] == ["138****5678", {"at": "5栋12**"}]


def fail_with(words: str) -> None:
    raise ValueError(words)


def test_an_exception_says_where_but_not_what_people_said():
    out = logged(form=LogFormat.CONSOLE)
    words = f"cannot read {13812345678}\n[parameters: ({chr(0x5F20)})]"
    try:
        fail_with(words)
    except ValueError as error:
        structlog.get_logger().error("failed", id="m1", exc_info=error)
    told = out.getvalue()
    assert "in fail_with" in told
    assert "138****5678" in told
    assert "张" not in told


def test_other_libraries_speak_the_same_way_but_only_when_it_matters():
    out = logged()
    logging.getLogger("elsewhere").info("chatter")
    logging.getLogger("elsewhere").warning("call 13812345678")
    [line] = out.getvalue().splitlines()
    assert json.loads(line)["event"] == "call 138****5678"


def test_what_weighs_less_than_asked_for_is_left_out():
    out = logged(LogLevel.WARNING, LogFormat.CONSOLE)
    structlog.get_logger().info("handled")
    structlog.get_logger().warning("not sent")
    assert len(out.getvalue().splitlines()) == 1
