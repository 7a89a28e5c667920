"""What a chat cannot show is said in words; what cannot be made keeps nobody waiting."""

import json
from dataclasses import replace
from pathlib import Path

from bot.replay.day import read_day
from bot.replay.run import Replay
from bot.replay.stage import Spoken
from handlers.messages import ReplyKind
from storage.database import Database
from storage.outbox import Outgoing, add_outgoing

OPENED = "开团\n草莓2斤装 29.9/盒"


def day(capabilities: dict[str, bool]) -> list[str]:
    group = {"chat": "sun", "name": "阳光花园", "leader": "lead1"}
    lines: list[object] = [{"setup": {"groups": [group], "capabilities": capabilities}}]
    said = [("lead1", OPENED), ("u1", "草莓2份"), ("lead1", "截单"), ("lead1", "到货")]
    lines += [
        {"at": f"2026-06-20T10:0{place}:00+08:00", "chat": "sun", "id": f"m{place}"}
        | {"from": who, "text": text}
        for place, (who, text) in enumerate([*said, ("lead1", OPENED), ("lead1", OPENED)])
    ]
    return [json.dumps(line) for line in lines]


async def spoken(folder: Path, capabilities: dict[str, bool]) -> list[Spoken]:
    database = Database(f"sqlite:///{folder / 'day.db'}", synchronous="OFF")
    try:
        return list((await Replay(database, read_day(day(capabilities))).run()).spoken)
    finally:
        await database.close()


async def test_a_chat_that_can_all_is_shown_all(tmp_path: Path) -> None:
    kinds = {one.kind for one in await spoken(tmp_path, {})}
    assert kinds == {"text", "picture", "file", "buttons"}


async def test_a_chat_of_words_gets_words(tmp_path: Path) -> None:
    plain = {"pictures": False, "files": False, "buttons": False}
    said = await spoken(tmp_path, plain)
    assert {one.kind for one in said} == {"text"}
    assert all(one.text for one in said)
    assert any("您的取货码" in one.text for one in said)
    assert any("采购单" in one.text for one in said)


async def test_what_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'day.db'}", synchronous="OFF")
    replay = Replay(database, read_day(day({})))
    try:
        await replay.run()
        await replay.stage.open()
        at = replay.stage.clock.now()
        broken = {"kind": "week", "name": "week.png", "values": {}}
        async with database.writing() as session:
            for key, text in (("k1", "排名"), ("k2", "")):
                entry = Outgoing(key, "sun", "sun", ReplyKind.ANSWER.value, text, at, at)
                add_outgoing(session, replace(entry, attachment=broken))
        before = len(replay.stage.gateway.spoken)
        await replay.stage.settle()
        said = replay.stage.gateway.spoken[before:]
    finally:
        await replay.stage.close()
        await database.close()
    assert [(one.kind, one.text) for one in said] == [("text", "排名")]
