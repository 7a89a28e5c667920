"""What people say in a group is never said again with a room or a phone number in it."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.replay.day import read_day
from bot.replay.run import Replay
from storage.database import Database

SETUP = {
    "operator": "op",
    "leaders": [{"id": "lead1", "name": "小伍"}],
    "groups": [{"chat": "sun", "name": "阳光花园", "leader": "lead1", "pickup_point": "南门"}],
}
POST = "开团\n草莓2斤装 29.9/盒 库存90\n土鸡蛋30枚 25元/板\n酸辣粉 大份12 小份8\n20:00截单"
WHO = {
    "u1": "3-502 张姐",
    "u2": "李叔 6栋1单元302",
    "u3": "8-801_赵敏_13812345678",
    "u4": "13612349999",
    "u5": "A幢1203老何",
    "u6": "7-707 老周 +86 137-1234-5678",
    "u7": "7-707 老周",
}
ORDERED = (
    ("u1", "草莓2份 下午3-502来取 放门卫 13912345678"),
    ("u2", "草莓1 送到6栋1单元302"),
    ("u3", "鸡蛋1板 电话13812345678"),
    ("u4", "草莓1"),
    ("u5", "A幢1203要鸡蛋2板"),
    ("u6", "帮3-502张姐带3盒草莓"),
    ("u6", "帮9-903王姐13712345678带点鸡蛋"),
    ("u6", "帮7栋2单元601周姐带2盒香蕉"),
    ("u6", "2-202要酸辣粉"),
    ("u6", "草莓1"),
    ("u7", "草莓1"),
    ("u7", "榴莲1个 7-707"),
    ("u7", "#接龙\n1. 3-502 张姐 草莓5\n2. 李叔 6栋1单元302 草莓3\n3. 7-707 老周 草莓2"),
    ("u7", "6-601的王叔要鸡蛋"),
    ("u7", "要3-505"),
    ("u7", "接龙"),
    ("u7", "我的订单"),
    ("lead1", "帮手 @7-707"),
    ("lead1", "帮手 @9-909 小李"),
    ("lead1", "帮手 @3-502"),
    ("lead1", "设置"),
    ("lead1", "取消帮手 @7-708"),
    ("lead1", "取消帮手"),
    ("lead1", "设置 门牌 3-502"),
    ("lead1", "改价 3-502草莓 20"),
    ("lead1", "下架 7-707"),
    ("lead1", "补货 3-502 5"),
    ("lead1", "给3-502张姐补 草莓1"),
    ("lead1", "截单"),
    ("u1", "草莓1 3-502"),
    ("lead1", "给9-905孙姐补 草莓1"),
    ("lead1", "到货 3-502"),
    ("lead1", "缺货 3-502 3"),
    ("lead1", "到货"),
    ("lead1", "核销 2-222"),
    ("lead1", "核销 7-707"),
    ("lead1", "核销 老周"),
    ("lead1", "核销 13912345678"),
    ("lead1", "核销 3-502"),
    ("lead1", "核销 7622"),
    ("lead1", "核销 6栋1单元302 香蕉"),
    ("lead1", "撤销核销 6栋1单元302"),
    ("lead1", "收 7-707"),
    ("lead1", "收 老周"),
    ("lead1", "收 9-999 10"),
    ("lead1", "收3-502"),
    ("lead1", "谁没取"),
    ("lead1", "催取"),
    ("lead1", "分拣单"),
)
ROOMS = "502 302 801 1203 707 903 601 202 505 909 708 905 222 7622 999".split()
TOLD = re.compile(rf"(?<![\d.])(?:{'|'.join(ROOMS)})(?![\d.])|1[3-9]\d[ -]?\d{{4}}")


def day() -> Sequence[Mapping[str, Any]]:
    said = [("lead1", POST), *ORDERED]
    times = (f"2026-06-20T{8 + at // 6:02}:{at % 6 * 10:02}:00+08:00" for at in range(99))
    messages = [
        {"at": at, "chat": "sun", "id": f"m{place}", "from": who, "nick": WHO.get(who, "小伍")}
        | {"text": text}
        for place, (at, (who, text)) in enumerate(zip(times, said, strict=False))
    ]
    return [{"setup": SETUP}, *messages, {"at": "2026-06-21T12:00:00+08:00"}]


async def test_no_room_and_no_phone_is_said_in_a_group(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/day.db", synchronous="OFF")
    lines = (json.dumps(line, ensure_ascii=False) for line in day())
    outcome = await Replay(database, read_day(lines)).run()
    await database.close()
    heard = [spoken.text for spoken in outcome.spoken if spoken.chat == "sun"]
    assert len(heard) > len(ORDERED) // 2
    assert [text for text in heard if TOLD.search(text)] == []
