"""The totals, the supplier's list and the picking list."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.attachments import render
from handlers.consolidation import (
    on_picking_over_all,
    on_purchase_over_all,
    on_totals_over_all,
)
from handlers.issuing import building_of, issue_sheets
from handlers.messages import Attachment, ReplyKind, Said, private_chat
from handlers.outgoing import outgoing
from handlers.work import Call
from rules.offers import OfferState
from rules.roles import Role
from solitaire.values import MessageId
from storage.offers import find_offer
from tests.handlers.till import (
    LEADER,
    NOON,
    Ordered,
    Till,
    add_group,
    add_offer,
    book_of,
    files,
    open_till,
    words,
)


@pytest_asyncio.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            orders = [
                Ordered("李叔", 0, 2, account="u2", address="12-101"),
                Ordered("张姐", 2, 1, account="u1", address="3-502", note="放门口"),
                Ordered("王芳", 1, account="u3"),
            ]
            add_offer(session, orders)
        yield till


def names(attachments: list[Attachment]) -> list[str]:
    return [attachment.kind for attachment in attachments]


async def test_totals_are_for_the_group_and_their_file_for_the_leader(till: Till):
    replies = await till.say("汇总", chat="sun")
    shown = words(replies, "sun")
    assert "草莓2斤装 3盒　89.70元" in shown
    assert "土鸡蛋30枚 3板　75.00元" in shown
    assert "共3人 164.70元" in shown
    assert "张姐" not in shown
    assert "已私信" in shown
    assert [reply.chat for reply in replies if reply.attachment] == [private_chat(LEADER)]
    (reply,) = await till.say("汇总")
    assert names(files([reply])) == ["order_sheets"]


async def test_a_running_offer_is_totalled_so_far(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_offer(session, [Ordered("张姐", 2)], state=OfferState.OPEN)
        assert "接龙中" in words(await till.say("汇总"))


async def test_the_suppliers_list_names_nobody(till: Till):
    (reply,) = await till.say("采购单")
    assert "草莓2斤装 3盒" in reply.text
    assert "张姐" not in reply.text
    assert names(files([reply])) == ["purchase_order"]


async def test_the_picking_list_goes_by_building(till: Till):
    replies = await till.say("分拣单", chat="sun")
    assert words(replies, "sun") == "已私信"
    lines = words(replies, private_chat(LEADER)).splitlines()
    assert lines[1:-1] == [
        "【3栋】",
        "□ 3-502 张姐：草莓2盒、土鸡蛋1板（放门口）",
        "【12栋】",
        "□ 12-101 李叔：土鸡蛋2板",
        "【未写楼栋】",
        "□ 王芳：草莓1盒",
    ]


async def test_goods_are_of_the_closed_offer_while_nobody_has_ordered_in_the_new_one(till: Till):
    async with till.database.writing() as session:
        add_offer(session, [], number=2, state=OfferState.OPEN)
    assert "第1期" in words(await till.say("采购单"))
    assert "还没有人接龙" in words(await till.say("汇总"))


async def test_the_offer_before_may_be_asked_for(till: Till):
    async with till.database.writing() as session:
        add_offer(session, [Ordered("赵六", 1)], number=2)
    assert "第2期" in words(await till.say("分拣单"))
    assert "第1期" in words(await till.say("分拣单 上期"))
    assert "第1期" in words(await till.say("汇总 昨天"))
    assert "没有找到叫“锦绣”的群" in words(await till.say("汇总 锦绣"))
    assert not await till.say("汇总 一下", chat="sun")


async def test_without_an_offer_there_is_nothing_to_total(tmp_path: Path):
    async with open_till(tmp_path) as till:
        assert "没有可以汇总的团" in words(await till.say("汇总"))
        assert "没有更早的" in words(await till.say("采购单 上期"))


async def test_sheets_are_issued_once_more_each_time_and_marked_then(till: Till):
    group, book = await book_of(till)
    async with till.working() as work:
        after, first = await issue_sheets(work, group, book, updated=False)
        again, second = await issue_sheets(work, group, after, updated=True)
    assert {reply.chat for reply in (*first, *second)} == {private_chat(LEADER)}
    assert {reply.kind for reply in first} == {ReplyKind.POST}
    assert names(files(first)) == ["purchase_order", "order_sheets", "picking_list"]
    assert "更新" not in words(first)
    assert "更新" in words(second)
    assert all("更新" in attachment.name for attachment in files(second))
    assert again.offer.sheets_issued == 2
    async with till.database.reading() as session:
        offer = await find_offer(session, "sun", 1)
    assert offer
    assert offer.sheets_issued == 2


async def test_an_issued_file_is_drawn_from_what_stands_in_the_outbox(till: Till):
    group, book = await book_of(till)
    async with till.working() as work:
        _, replies = await issue_sheets(work, group, book, updated=False)
    for entry in outgoing(replies, "c", "sun", group, till.states.base, NOON):
        assert entry.attachment
        name, content = render(entry.attachment)
        assert name.endswith(".xlsx")
        assert content.startswith(b"PK")


async def test_nothing_ordered_is_nothing_to_issue(tmp_path: Path):
    async with open_till(tmp_path) as till:
        async with till.database.writing() as session:
            add_offer(session, [])
        group, book = await book_of(till)
        async with till.working() as work:
            assert await issue_sheets(work, group, book, updated=False) == (book, ())


async def test_several_groups_come_in_sections_with_one_total(till: Till):
    async with till.database.writing() as session:
        add_group(session, "moon", "锦绣")
        add_group(session, "star", "星河")
        add_offer(session, [Ordered("赵六", 1)], group="moon")
    async with till.working() as work:
        states = [await work.state(group) for group in ("sun", "moon", "star")]
        event = Said(private_chat(LEADER), MessageId("m"), LEADER, "", NOON, "汇总 全部")
        call = Call(event, Role.LEADER, states=tuple(state for state in states if state))
        (totals,) = await on_totals_over_all(work, call)
        (purchase,) = await on_purchase_over_all(work, call)
        (picking,) = await on_picking_over_all(work, call)
        (empty,) = await on_totals_over_all(work, replace(call, states=call.states[2:]))
    assert "2个群合计：4人 194.60元" in totals.text
    assert "星河：还没有人接龙" in totals.text
    assert "【全部合计】\n草莓2斤装 4盒" in purchase.text
    assert "赵六" in picking.text
    assert "还没有人接龙" in empty.text
    assert [one.kind for one in files([totals, purchase, picking])] == [
        "order_sheets",
        "purchase_order",
        "picking_list",
    ]


@pytest.mark.parametrize(
    ("address", "building"),
    [("3-502", "3栋"), ("三号楼502室", "3栋"), ("a栋502", "A栋"), ("502", ""), ("", "")],
)
def test_a_building_is_read_from_an_address(address: str, building: str):
    assert building_of(address) == building
