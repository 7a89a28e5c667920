"""The documents against the program: whoever changes one is told of the other."""

import argparse
import ast
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

from bot import cli
from bot.replay.day import read_day
from bot.replay.run import Replay
from handlers.phrasebook import Phrasebook, Route
from handlers.router import ON_DUE, PHRASES
from rules.roles import Role
from solitaire.chat import compile_lexicon, hear, start
from solitaire.normal import fold_text
from solitaire.post import read_post
from solitaire.values import AccountId, Message, MessageId, Product
from storage.database import Database
from storage.schema import metadata

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PHRASES_PAGE = (DOCS / "phrases.md").read_text("utf-8")
CONFIGURATION = (DOCS / "configuration.md").read_text("utf-8")
ARCHITECTURE = (DOCS / "architecture.md").read_text("utf-8")

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?:\]\(|src=\")([^)\"\s]+)[)\"]")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:bot|handlers|storage|scheduler|web|rules|solitaire|tests|tools)/[\w./-]+")
CITED = re.compile(rf"({FILE.pattern})::(\w+(?:\.\w+)?)")
WHO = {"anyone": Role.RESIDENT, "helper": Role.HELPER, "leader": Role.LEADER}
WHO["operator"] = Role.OPERATOR


def tables(text: str, first: str) -> Iterator[list[str]]:
    """The rows of all tables whose first column is headed so."""
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == first:
            inside = True
        elif inside and not set(line) <= set("|- "):
            yield cells


def pages(*only: str) -> list[Path]:
    return [page for page in PAGES if not only or page.name in only]


def without_code(text: str) -> str:
    return CODE.sub("", FENCE.sub("", text))


# What can be said.

SAID = [(phrase, row[1]) for row in tables(PHRASES_PAGE, "say") for phrase in CODE.findall(row[0])]


@pytest.mark.parametrize(("said", "who"), SAID, ids=[said for said, _ in SAID])
def test_what_is_said_in_the_table_is_a_phrase_for_whom_it_says(said: str, who: str):
    found = PHRASES.find(said, quoting=True)
    assert found is not None
    assert found.route.who is WHO[who]


@pytest.mark.parametrize("route", PHRASES.routes, ids=lambda route: route.name)
def test_every_way_to_say_a_phrase_is_in_the_table(route: Route):
    folded = [fold_text(said) for said, _ in SAID]
    own = Phrasebook([route])
    missing = [
        phrase
        for phrase in route.phrases
        if not any(
            said.startswith(fold_text(phrase)) and own.find(said, quoting=True) for said in folded
        )
    ]
    assert missing == []


def test_phrases_said_in_the_readmes_are_phrases():
    spoken = re.findall(r"^\| ([^|]+) \|", section("README.zh-CN.md", "钱"), re.MULTILINE)
    words = [word for word in spoken if word not in {"您说", "---"}]
    assert words
    assert [word for word in words if PHRASES.find(word, quoting=False) is None] == []


def section(page: str, title: str) -> str:
    text = (ROOT / page).read_text("utf-8")
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


async def test_what_the_bot_says_in_the_readme_is_what_it_says(tmp_path: Path):
    chinese = (ROOT / "README.zh-CN.md").read_text("utf-8")
    post, listing, confirmed = [code for language, code in FENCE.findall(chinese) if not language][
        :3
    ]
    sun = {"chat": "sun", "name": "阳光花园", "leader": "wu", "pickup_point": "南门便利店"}
    said = [("wu", "小伍", post), ("u1", "3-502 张姐", "草莓2份"), ("u2", "李叔", "鸡蛋一板")]
    day: list[object] = [{"setup": {"leaders": [{"id": "wu", "name": "小伍"}], "groups": [sun]}}]
    for number, (account, nick, text) in enumerate(said):
        at = f"2026-06-20T08:00:0{number}+08:00"
        day.append(
            {
                "at": at,
                "chat": "sun",
                "id": f"m{number}",
                "from": account,
                "nick": nick,
                "text": text,
            }
        )
    day.append({"at": "2026-06-20T08:01:00+08:00"})
    database = Database(f"sqlite:///{tmp_path}/day.db", synchronous="OFF")
    outcome = await Replay(database, read_day(json.dumps(line) for line in day)).run()
    await database.close()
    assert [spoken.text for spoken in outcome.spoken] == [listing.strip(), confirmed.strip()]


def evening() -> Iterator[dict[str, object]]:
    """The evening in the README as a day: what people say, and what the bot must have said."""
    accounts = {"小伍": "wu", "张姐": "u1", "李叔": "u2", "王芳": "u3"}
    sun = {"chat": "sun", "name": "阳光花园", "leader": "wu", "pickup_point": "南门便利店"}
    yield {"setup": {"leaders": [{"id": "wu", "name": "小伍"}], "groups": [sun]}}
    block = section("README.md", "An evening").split("```")[1].strip("\n")
    at = datetime(2026, 6, 20, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    for number, turn in enumerate(re.split(r"\n(?=\S|  to | +—)", block)):
        who, _, words = turn.strip().replace("K7QX", "$code:u1").partition("  ")
        said = [line.strip(" …") for line in words.split("\n")]
        told = [line for line in said if line and not line.isascii()]
        at += timedelta(minutes=1)
        match who.removesuffix(" (leader)"):
            case mark if mark.startswith("—"):
                at = at.replace(hour=20, minute=1) if "20:00" in turn else at + timedelta(hours=20)
                yield {"at": at.isoformat()}
            case "bot":
                yield {"expect": {"chat": "sun", "since": "m0", "says": told}}
            case name if name.startswith("to "):
                chat = f"dm:{accounts[name.removeprefix('to ')]}"
                yield {"expect": {"chat": chat, "since": "m0", "says": told}}
            case name:
                message = {"id": f"m{number}", "from": accounts[name], "text": "\n".join(said)}
                nick = "3-502 张姐" if name == "张姐" else name
                yield {"at": at.isoformat(), "chat": "sun", "nick": nick, **message}


async def test_the_evening_in_the_readme_goes_as_it_says(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/day.db", synchronous="OFF")
    outcome = await Replay(database, read_day(json.dumps(line) for line in evening())).run()
    await database.close()
    assert outcome.failures == []
    assert outcome.checked > 5


def on_offer() -> list[Product]:
    """The goods that the page names above its table of plain words."""
    listed = re.findall(r"`\d\. ([^`]+)`", PHRASES_PAGE)
    posted = read_post("\n".join(listed)).products
    return [
        Product(str(number), product.name, product.unit, product.fen, by_weight=product.by_weight)
        for number, product in enumerate(posted, 1)
    ]


WORDS = [(CODE.findall(row[0])[0], row[1]) for row in tables(PHRASES_PAGE, "words")]


@pytest.mark.parametrize(("words", "verdict"), WORDS, ids=[words for words, _ in WORDS])
def test_plain_words_are_read_as_the_page_says(words: str, verdict: str):
    assert PHRASES.find(words, quoting=False) is None
    chat = start(compile_lexicon(on_offer()), AccountId("leader"))
    buyer = AccountId("u1")
    if words.startswith("草莓改"):
        chat, _ = hear(chat, Message(MessageId("m0"), buyer, "张姐", "草莓1份"))
    _, reading = hear(chat, Message(MessageId("m1"), buyer, "张姐", words))
    assert reading.verdict == verdict


# What can be configured.


def example() -> dict[str, object]:
    text = (ROOT / "config.example.toml").read_text("utf-8")
    return {
        f"{name}.{key}": value
        for name, values in tomllib.loads(text).items()
        for key, value in values.items()
    }


def test_every_key_of_the_configuration_is_in_the_table_with_its_default():
    table = {
        CODE.findall(row[0])[0]: CODE.findall(row[1])[0] for row in tables(CONFIGURATION, "key")
    }
    told = {key: tomllib.loads(f"value = {value}")["value"] for key, value in table.items()}
    assert told == example()


def test_every_variable_of_the_environment_is_in_the_table():
    source = (ROOT / "bot" / "config.py").read_text("utf-8")
    read = set(re.findall(r'"(JIELONG_\w+)"', source))
    told = {CODE.findall(row[0])[0] for row in tables(CONFIGURATION, "variable")}
    assert told == read
    assert read <= set(re.findall(r"JIELONG_\w+", (ROOT / "config.example.toml").read_text()))


def test_settings_that_a_leader_writes_are_understood():
    wanted = [CODE.findall(row[0])[0] for row in tables(CONFIGURATION, "she writes")]
    assert wanted
    for said in wanted:
        found = PHRASES.find(said, quoting=False)
        assert found is not None, said
        assert found.route.name == "设置"


# Commands.


def shell_lines() -> list[tuple[str, str]]:
    return [
        (page.name, line.split("#")[0].strip())
        for page in PAGES
        for language, code in FENCE.findall(page.read_text("utf-8"))
        if language == "sh"
        for line in code.splitlines()
        if line.strip()
    ]


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text()
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def commands() -> set[str]:
    parser = cli._parser()
    actions = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    return {name for action in actions for name in action.choices}


def test_every_command_in_the_pages_exists():
    unknown = []
    for page, line in shell_lines():
        words = [word for word in line.split() if not re.match(r"[A-Z_]+=", word)]
        fine = {
            "make": lambda words: set(words[1:]) <= make_targets(),
            "jielong": lambda words: words[1] in commands(),
            ".venv/bin/jielong": lambda words: words[1] in commands(),
            ".venv/bin/pytest": lambda words: (ROOT / words[-1]).exists(),
        }
        if words[0] not in fine or not fine[words[0]](words):
            unknown.append((page, line))
    assert unknown == []


def test_every_command_is_in_the_readme():
    text = (ROOT / "README.md").read_text("utf-8")
    assert {name for name in commands() if f"jielong {name}" not in text} == set()
    assert "make run" in text
    assert "make test" in text


def test_day_files_that_are_named_exist():
    named = {
        day for page in PAGES for day in re.findall(r"tests/days/\w+\.jsonl", page.read_text())
    }
    assert {day for day in named if not (ROOT / day).is_file()} == set()


# Where things are.


def anchors(page: Path) -> set[str]:
    """The headings as links to them are written."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    broken = []
    for link in LINK.findall(without_code(page.read_text("utf-8"))):
        path, _, anchor = unquote(link).partition("#")
        if ":" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def defined(path: Path) -> set[str]:
    """The functions, classes and methods of a file."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = (
                n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
            )
            names |= {f"{node.name}.{method.name}" for method in methods}
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_and_functions_that_are_named_exist(page: Path):
    missing = []
    for code in CODE.findall(page.read_text("utf-8")):
        cited = CITED.fullmatch(code)
        path = cited[1] if cited else code
        if not FILE.fullmatch(path) or "…" in code:
            continue
        if not (ROOT / path).exists() or (cited and cited[2] not in defined(ROOT / path)):
            missing.append(code)
    assert missing == []


def test_every_table_of_the_database_is_described():
    told = {name for row in tables(ARCHITECTURE, "table") for name in CODE.findall(row[0])}
    assert told == set(metadata.tables)


def test_everything_timed_is_described():
    assert {CODE.findall(row[0])[0] for row in tables(ARCHITECTURE, "kind")} == set(ON_DUE)


def test_every_decision_has_its_number_and_three_parts():
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert [page.name[:4] for page in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    for page in decisions:
        text = page.read_text("utf-8")
        assert text.startswith(f"# {page.name[:4]}. ")
        assert re.findall(r"\*\*(\w+)\.\*\*", text) == ["Context", "Decision", "Consequence"]


def test_rules_that_the_code_cites_are_there():
    sections = set(re.findall(r"^## (\d+)\.", (DOCS / "orders/RULES.md").read_text(), re.MULTILINE))
    cited = {
        number
        for folder in ("solitaire", "rules", "handlers", "storage")
        for path in (ROOT / folder).rglob("*.py")
        for listed in re.findall(r"orders/RULES\.md ([\d, and]+)", path.read_text("utf-8"))
        for number in re.findall(r"\d+", listed)
    }
    assert cited
    assert cited <= sections
