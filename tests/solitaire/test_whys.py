"""What asks for the reason of a line, and what is mere talk."""

import re

import pytest

from solitaire.whys import WHY, Why, read_why

ASKED = re.compile(WHY)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("为什么", Why(bare=True)),
        ("为啥？", Why(bare=True)),
        ("為什麽", Why(bare=True)),
        ("怎么回事", Why(loose=True)),
        ("为什么少了", Why(less=True)),
        ("怎么少了一盒", Why()),
        ("怎么变成3盒了", Why()),
        ("我的草莓怎么没了", Why(mine=True, about="草莓", less=True)),
        ("我的怎么少了一盒", Why(mine=True)),
        ("我订的草莓怎么没了？", Why(mine=True, about="草莓", less=True)),
        ("为什么没有我", Why(mine=True)),
        ("为什么没有我的苹果", Why(mine=True, about="苹果")),
        ("为什么只给我1盒", Why(mine=True)),
        ("为什么没记上草莓", Why(about="草莓", less=True)),
        ("怎么没给我记上", Why(mine=True)),
        ("为什么把我取消了", Why(mine=True)),
        ("谁把我挤掉了", Why(mine=True, who=True)),
        ("谁改了我的", Why(mine=True, who=True)),
        ("谁动了我的接龙", Why(mine=True, who=True)),
        ("谁取消了我的草莓", Why(mine=True, about="草莓", who=True)),
        ("我的草莓谁改的", Why(mine=True, about="草莓", who=True)),
        ("谁改了张姐的", Why(about="张姐", who=True)),
        ("为什么 张姐", Why(about="张姐")),
        ("为什么 3-502", Why(about="3-502")),
        ("3-502的草莓为什么是2", Why(about="3-502的草莓")),
        ("为什么第3单", Why(about="第3单")),
        ("张姐怎么少了一盒", Why(about="张姐")),
        ("为什么张姐", Why(about="张姐")),
        ("为什么张姐的草莓是2盒", Why(about="张姐的草莓")),
        # Whether anything is called so is not for the reader to say.
        ("为什么 停水", Why(about="停水")),
    ],
)
def test_a_question_for_the_reason_is_read(line: str, why: Why) -> None:
    assert read_why(line) == why


@pytest.mark.parametrize(
    "line",
    [
        "怎么取",
        "怎么付款",
        "谁没付",
        "谁要草莓",
        "草莓怎么卖",
        "电梯怎么坏了",
        "你怎么才来",
        "草莓2盒",
    ],
)
def test_other_questions_are_not(line: str) -> None:
    assert read_why(line) is None
    assert ASKED.fullmatch(line) is None
