"""Binding a group: its name and its pickup point are kept as they were written."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.groups import find_group
from storage.invitations import add_invitation
from tests.handlers.afternoon import ONE_O_CLOCK, an_afternoon


@pytest.mark.parametrize(
    ("said", "name", "place"),
    [
        ("绑定 阳光花园 自提点 南门便利店 ACDEFHJK", "阳光花园", "南门便利店"),
        ("綁定 陽光花園 自提點 南門 Costa ACDEFHJK", "陽光花園", "南門 Costa"),
        ("绑定 Sun City 2期 自提点：南门便利店 acdefhjk", "Sun City 2期", "南门便利店"),
        ("绑定 阳光花园，自提点南门便利店，ACDEFHJK", "阳光花园", "南门便利店"),
        ("绑定 阳光花园\n自提点 南门便利店\n一次码 ACDEFHJK", "阳光花园", "南门便利店"),
    ],
)
async def test_a_group_is_called_what_its_leader_wrote(
    said: str, name: str, place: str, tmp_path: Path
):
    async with an_afternoon(tmp_path) as afternoon:
        stage = afternoon.stage
        async with stage.database.writing() as session:
            week = ONE_O_CLOCK + timedelta(days=7)
            add_invitation(session, stage.vault, "ACDEFHJK", "op", ONE_O_CLOCK, week)
        heard = await afternoon.say(said, "lead3", "moon")
        assert "绑定好了" in heard.there("moon")
        async with stage.database.reading() as session:
            group = await find_group(session, "moon", stage.setup.settings)
        assert group is not None
        assert (group.name, group.pickup_point) == (name, place)
