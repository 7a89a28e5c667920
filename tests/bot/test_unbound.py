"""What is said in a group that nobody has bound: heard, answered if it is 绑定, not kept."""

import json
from pathlib import Path

from sqlalchemy import select

from bot.replay.day import read_day
from bot.replay.run import Replay
from storage.database import Database
from storage.schema import inbox

SETUP = {
    "leaders": [{"id": "lead1", "name": "小伍"}],
    "groups": [{"chat": "sun", "name": "阳光花园", "leader": "lead1"}],
}


async def test_no_words_of_an_unbound_group_are_kept(tmp_path: Path) -> None:
    said = [("sun", "m1", "草莓真甜"), ("elsewhere", "m2", "我家住3栋502")]
    lines: list[object] = [{"setup": SETUP}]
    lines += [
        {
            "at": "2026-06-20T09:00:00+08:00",
            "chat": chat,
            "id": message,
            "from": "u1",
            "text": words,
        }
        for chat, message, words in said
    ]
    database = Database(f"sqlite:///{tmp_path / 'day.db'}", synchronous="OFF")
    try:
        await Replay(database, read_day(json.dumps(line) for line in lines)).run()
        async with database.reading() as session:
            kept = await session.rows(select(inbox.c.message, inbox.c.payload))
    finally:
        await database.close()
    words = {row.message: row.payload["text"] for row in kept if "text" in row.payload}
    assert words == {"m1": "草莓真甜", "m2": ""}
