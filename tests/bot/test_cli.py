"""The command line as somebody types it: what is answered where, and the exit codes."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.commands.export import csv_document

pytestmark = pytest.mark.usefixtures("own_logs")

ROOT = Path(__file__).parent.parent.parent
COMMANDS = ("run", "interpret", "replay", "doctor", "migrate", "export")
CASE = {
    "id": "c1",
    "products": [{"code": "1", "name": "草莓2斤装", "unit": "盒", "price": "29.90"}],
    "leader": "u0",
    "chat": [{"id": "m1", "from": "u1", "nick": "3-502 张姐", "text": "草莓2盒"}],
}
DAY = [
    {
        "setup": {
            "leaders": [{"id": "lead1", "name": "小伍"}],
            "groups": [{"chat": "sun", "name": "阳光花园", "leader": "lead1"}],
        }
    },
    {
        "at": "2026-06-20T08:00:00+08:00",
        "chat": "sun",
        "id": "m1",
        "from": "lead1",
        "nick": "小伍",
        "text": "开团\n草莓 29.9/盒",
    },
    {"expect": {"chat": "sun", "says": ["草莓"]}},
]


DATABASE = "sqlite:///data/jielong.db"


def write(path: Path, lines: list[Any]) -> str:
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    return str(path)


def test_help_names_every_command_and_gives_examples(capsys: pytest.CaptureFixture[str]):
    for arguments in (["--help"], *([name, "--help"] for name in COMMANDS)):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
        told = capsys.readouterr().out
        assert "examples:\n  jielong" in told
        assert all(name in told for name in (arguments if arguments[1:] else COMMANDS))
        assert max(len(line) for line in told.splitlines()) <= 100


@pytest.mark.parametrize("arguments", [[], ["fly"], ["replay"], ["run", "--port", "1"]])
def test_bad_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_help_is_quick_to_come():
    """It loads nothing of the program but the command line."""
    code = "import sys, bot.cli; sys.exit(any(m.split('.')[0] in %r for m in sys.modules))"
    heavy = ("handlers", "storage", "sqlalchemy", "starlette", "structlog", "PIL", "jieba")
    done = subprocess.run([sys.executable, "-c", code % (heavy,)], check=False, cwd=ROOT)
    assert done.returncode == 0


def test_cases_are_answered_a_line_each(folder: Path, capfdbinary: Any):
    cases = write(folder / "cases.jsonl", [CASE, {**CASE, "id": "c2"}])
    assert main(["interpret", cases]) == 0
    first, second = map(json.loads, capfdbinary.readouterr().out.splitlines())
    row = {"from": "u1", "who": "张姐", "address": "3-502", "items": {"1": 2}, "note": ""}
    assert first == {"id": "c1", "orders": [row], "verdicts": {"m1": "order"}}
    assert second["id"] == "c2"


def test_a_bad_case_is_told_with_its_line_and_the_rest_is_answered(folder: Path, capfdbinary: Any):
    path = folder / "cases.jsonl"
    good = json.dumps(CASE).encode()
    path.write_bytes(b"\n".join([b"{", b"[1]", b'{"id": "x"}', b"\xff\xfe", b"", good]) + b"\n")
    assert main(["interpret", str(path)]) == 1
    told = capfdbinary.readouterr()
    assert [json.loads(line)["id"] for line in told.out.splitlines()] == ["c1"]
    assert re.findall(rb"line (\d+):", told.err) == [b"1", b"2", b"3", b"4"]


def test_cases_that_are_not_there_are_bad_use(capsys: pytest.CaptureFixture[str]):
    assert main(["interpret", "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_a_day_that_goes_as_expected(folder: Path, capsys: pytest.CaptureFixture[str]):
    day = write(folder / "day.jsonl", DAY)
    said, tables = folder / "said.jsonl", folder / "tables.json"
    arguments = ["replay", day, "--transcript", str(said), "--tables", str(tables)]
    assert main(arguments) == 0
    assert "1 of 1 expectations hold" in capsys.readouterr().out
    [spoken] = map(json.loads, said.read_text().splitlines())
    assert set(spoken) == {"at", "chat", "kind", "text", "reply_to", "file"}
    assert [offer["state"] for offer in json.loads(tables.read_text())["offers"]] == ["open"]


def test_a_day_that_goes_otherwise_says_how(folder: Path, capsys: pytest.CaptureFixture[str]):
    day = write(folder / "day.jsonl", [*DAY, {"expect": {"chat": "sun", "says": ["西瓜"]}}])
    assert main(["replay", day]) == 1
    told = capsys.readouterr().err
    assert "line 4: chat sun does not say '西瓜'" in told
    assert "草莓" in told


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 1: not JSON"),
        ('{"setup": {"settings": {"cutof": "1"}}}', "line 1"),
        ('{"at": "yesterday"}', "line 1: at is no instant"),
        ('{"expect": {"table": "offers"}}', "line 1: no line with a time"),
    ],
)
def test_a_day_that_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, reason: str
):
    (folder / "day.jsonl").write_text(line)
    assert main(["replay", "day.jsonl"]) == 2
    assert reason in capsys.readouterr().err


def test_a_day_can_be_kept_in_a_database(folder: Path):
    day = write(folder / "day.jsonl", DAY)
    assert main(["replay", day, "--database", "sqlite:///kept.db"]) == 0
    with sqlite3.connect(folder / "kept.db") as kept:
        assert kept.execute("select count(*) from offers").fetchone() == (1,)
    kept.close()
    assert main(["replay", day, "--database", "nothing://x"]) == 2


def test_migrate_and_export(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export"]) == 1
    assert "jielong migrate" in capsys.readouterr().err
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0
    assert "up to date" in capsys.readouterr().out
    assert main(["export", "--json"]) == 0
    tables = json.loads(capsys.readouterr().out)
    assert list(tables) == [
        "offers",
        "orders",
        "payments",
        "pickups",
        "commissions",
        "ranking",
        "postings",
    ]
    assert main(["export", "--out", "june"]) == 0
    assert {path.stem for path in (folder / "june").glob("*.csv")} == set(tables)
    assert main(["export", "--json", "--out", "all.json"]) == 0
    assert json.loads((folder / "all.json").read_text()) == tables


def test_a_newer_database_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["migrate"]) == 0
    kept = sqlite3.connect(folder / "data" / "jielong.db")
    with kept:
        kept.execute("update alembic_version set version_num = 'ffff'")
    kept.close()
    day = write(folder / "day.jsonl", DAY)
    for command in (["migrate"], ["export"], ["replay", day, "--database", DATABASE]):
        assert main(command) == 1
        assert "newer Jielong" in capsys.readouterr().err


def test_a_file_that_is_no_database_is_told(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "data").mkdir()
    (folder / "data" / "jielong.db").write_bytes(b"not a database at all" * 500)
    day = write(folder / "day.jsonl", DAY)
    for command in (["migrate"], ["export"], ["replay", day, "--database", DATABASE]):
        assert main(command) == 1
        assert "cannot use the database" in capsys.readouterr().err


def test_no_cell_is_a_formula():
    text = csv_document([{"who": "=1+1", "fen": -5}, {"who": "@张姐\n", "fen": 1}])
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows == [["who", "fen"], ["'=1+1", "-5"], ["'@张姐", "1"]]


def test_a_wrong_configuration_stops_every_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "config.toml").write_text("[page]\nprot = 1\n")
    for command in ("run", "migrate", "export"):
        assert main([command]) == 2
        assert "config.toml: page.prot" in capsys.readouterr().err
