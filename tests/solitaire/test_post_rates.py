"""A leader's commission in her post: read, and kept out of everything that is shown."""

import pytest

from solitaire.post import amend, read_post
from solitaire.post_stored import post_from_dict, post_to_dict


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("草莓 29.9/盒 佣金10% 限2\n梨 8/斤", [("草莓", 1000), ("梨", None)]),
        ("土鸡蛋 25元/板（佣金８.5％）", [("土鸡蛋", 850)]),
        ("草莓29.9 佣金10% 鸡蛋25 佣金8%", [("草莓", 1000), ("鸡蛋", 800)]),
        ("今日团\n佣金8%\n草莓 29.9/盒\n梨 8/斤 提成5%", [("草莓", 800), ("梨", 500)]),
        ("草莓\n29.9/盒\n佣金10%\n鸡蛋\n25/板\n佣金8%", [("草莓", 1000), ("鸡蛋", 800)]),
        ("草莓 29.9/盒，返点5个点，很甜", [("草莓", 500)]),
        ("草莓 29.9/盒\n佣金", [("草莓", None)]),
    ],
)
def test_a_rate_belongs_to_its_product(text: str, rates: list[tuple[str, int | None]]) -> None:
    post = read_post(text)
    assert [(one.name, one.commission) for one in post.products] == rates
    shown = [*post.blurb, *(f"{one.name}{one.remark}{one.text}" for one in post.products)]
    assert not any("%" in line or "点" in line for line in shown)


def test_a_mended_line_keeps_the_rate_said_before() -> None:
    post = read_post("草莓 2990/盒 佣金10%\n梨 8/斤")
    assert [doubt.reading and doubt.reading.commission for doubt in post.doubts] == [1000]
    mended = amend(post, "草莓 29.9/盒")
    assert [(one.name, one.commission) for one in mended.products] == [("草莓", 1000), ("梨", None)]
    again = amend(post, "草莓 29.9/盒 佣金12%")
    assert again.products[0].commission == 1200


def test_a_stored_draft_keeps_its_rates() -> None:
    post = read_post("草莓 29.9/盒 佣金10%")
    assert post_from_dict(post_to_dict(post)) == post
