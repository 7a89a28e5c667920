"""The doctor finds what is wrong, says how to mend it, and changes nothing."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import main
from bot.config import Config, DatabaseConfig, PageConfig, Secrets, TelegramConfig
from bot.doctor import Finding, Health, examine
from handlers.messages import ChatId
from scheduler.clock import VirtualClock
from storage.database import Database
from storage.inbox import Filed, InboxState, add_filed
from storage.migrate import migrate
from storage.outbox import Outgoing, add_outgoing
from tests.peers import telegram
from tests.peers.telegram_server import TOKEN

AT = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
QUIET = Config(page=PageConfig(enabled=False))


async def findings(config: Config) -> dict[str, Finding]:
    found = [finding async for finding in examine(config, VirtualClock(AT))]
    assert all(finding.mend for finding in found if finding.health is not Health.OK)
    return {finding.subject: finding for finding in found}


async def migrated(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder}/data/jielong.db")
    await migrate(database)
    return database


async def test_a_fresh_folder_is_well_and_stays_empty(folder: Path):
    found = await findings(QUIET)
    assert {finding.health for finding in found.values()} == {Health.OK, Health.NOTE}
    assert found["secret"].health is Health.NOTE
    assert "first start" in found["database"].what
    assert not (folder / "data").exists()


async def test_a_working_database_is_well(folder: Path):
    await (await migrated(folder)).close()
    found = await findings(QUIET)
    subjects = ("database", "schema", "inbox", "outbox")
    assert {found[subject].health for subject in subjects} == {Health.OK}


async def test_an_empty_database_waits_for_its_schema(folder: Path):
    (folder / "data").mkdir()
    (folder / "data" / "jielong.db").touch()
    assert "jielong migrate" in (await findings(QUIET))["schema"].mend


async def test_what_is_no_database_is_broken(folder: Path):
    (folder / "data").mkdir()
    (folder / "data" / "jielong.db").write_text("not a database at all" * 100)
    assert (await findings(QUIET))["database"].health is Health.BROKEN
    config = replace(QUIET, database=DatabaseConfig("postgresql://bot:pw@127.0.0.1:1/x"))
    answer = (await findings(config))["database"]
    assert answer.health is Health.BROKEN
    assert "pw" not in answer.what


async def test_what_failed_and_what_waits_is_told(folder: Path):
    database = await migrated(folder)
    early = AT - timedelta(hours=2)
    async with database.writing() as session:
        filed = Filed("sun", ChatId("sun"), "m1", "0", "Said", {}, AT)
        add_filed(session, filed, InboxState.FAILED, "ValueError")
        before = Filed("sun", ChatId("sun"), "m0", "0", "Edited", {}, early)
        add_filed(session, before, InboxState.FAILED, "KeyError")
        add_outgoing(session, Outgoing("k", "sun", "dm:tg:42", "answer", "x", early, early))
    await database.close()
    found = await findings(QUIET)
    shown = AT.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
    last = f"2 events failed and did nothing, the last {shown}: Said, ValueError"
    assert found["inbox"].what == last
    assert "id=sun|m1" in found["inbox"].mend
    assert "for tg" in found["outbox"].what


async def test_the_secret_is_looked_at(folder: Path):
    path = folder / "data" / "secret.key"
    path.parent.mkdir()
    path.write_text("0" * 64)
    path.chmod(0o644)
    assert "chmod 600" in (await findings(QUIET))["secret"].mend
    path.chmod(0o600)
    assert (await findings(QUIET))["secret"].health is Health.OK
    path.write_text("0")
    assert (await findings(QUIET))["secret"].health is Health.BROKEN


async def test_a_taken_port_is_told(folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = Config(page=PageConfig(port=taken.getsockname()[1]))
        assert (await findings(config))["chat page"].health is Health.NOTE
    assert (await findings(config))["chat page"].health is Health.OK


async def test_a_token_is_tried_where_the_network_allows(folder: Path):
    with telegram.running() as peer:
        server = TelegramConfig(server=peer.url)
        known = replace(QUIET, telegram=server, secrets=Secrets(telegram_token=TOKEN))
        unknown = replace(QUIET, telegram=server, secrets=Secrets(telegram_token="1:wrong"))
        assert (await findings(known))["telegram"].health in {Health.OK, Health.NOTE}
        assert "@" in (await findings(known))["telegram"].what
        answer = (await findings(unknown))["telegram"]
        assert answer.health is Health.BROKEN
        assert "1:wrong" not in answer.what
    away = replace(known, telegram=TelegramConfig(server="http://127.0.0.1:1"))
    answer = (await findings(away))["telegram"]
    assert answer.health is Health.NOTE
    assert "not checked" in answer.what


@pytest.mark.usefixtures("own_logs")
def test_the_exit_code_tells_whether_something_is_broken(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "config.toml").write_text("[page]\nenabled = false\n")
    assert main(["doctor"]) == 0
    (folder / "config.toml").write_text("[page]\nenabled = 3\n")
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "BROKEN  configuration" in told
    assert "-> " in told
