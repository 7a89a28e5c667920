"""Rules of this repository that no linter knows."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Folders that exist on one machine only; assembled here, so that this file does not name them.
MACHINE_PATH = re.compile(
    "|".join(("/work" + "/", "/home" + r"/\w", "/root" + "/", "/Users" + "/"))
)
REQUIREMENT = re.compile(r'^ {4}"(?P<name>[A-Za-z][\w.-]*)[\[>=<",]')


def tracked_texts() -> list[Path]:
    """The files git holds or is about to, but for what is not text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def uncommented(lines: list[str]) -> list[str]:
    """The dependencies in pyproject.toml that do not say why they are there."""
    return [line for line in lines if REQUIREMENT.match(line) and "  # " not in line]


def test_the_lock_of_the_node_peers_names_no_address():
    assert "://" not in (ROOT / "tests" / "peers" / "package-lock.json").read_text()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_address(lock: Path):
    text = lock.read_text()
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
    assert "--hash=sha256:" in text


def test_no_file_names_a_folder_of_one_machine():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked_texts()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_every_dependency_says_why():
    text = (ROOT / "pyproject.toml").read_text()
    before_tools = text[: text.index("[project.scripts]")].splitlines()
    assert uncommented(before_tools) == []


# What the program needs without an import of its own, and who imports it.
BY_ANOTHER = {
    "tzdata": "zoneinfo",
    "aiosqlite": "SQLAlchemy",
    "python-multipart": "Starlette",
}


def test_every_dependency_is_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {normal(re.split(r"[\[>=<~!]", one)[0]) for one in project["dependencies"]}
    folders = ("bot", "handlers", "rules", "scheduler", "solitaire", "storage", "web")
    text = "\n".join(p.read_text() for folder in folders for p in (ROOT / folder).rglob("*.py"))
    modules = set(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE))
    imported = {
        normal(name)
        for module, dists in packages_distributions().items()
        if module in modules
        for name in dists
    }
    assert names - imported == {normal(name) for name in BY_ANOTHER}


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lists = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    names = {normal(re.split(r"[\[>=<~!]", wanted)[0]) for some in lists for wanted in some}
    lock = (ROOT / "requirements" / "test.txt").read_text()
    assert names <= {normal(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}


def test_the_smaller_locks_agree_with_the_one_that_is_tested():
    pins = {
        lock.stem: set(re.findall(r"^\S+==\S+", lock.read_text(), re.MULTILINE)) for lock in LOCKS
    }
    assert pins["build"] | pins["run"] <= pins["full"] | pins["build"] <= pins["test"]


def test_ci_lets_no_skip_pass(tmp_path: Path):
    test = tmp_path / "test_skipped.py"
    test.write_text("import pytest\n\ndef test_it():\n    pytest.skip('no peer')\n")
    options = ["-p", "tests.conftest", "-p", "no:cacheprovider", "--rootdir", tmp_path]
    command = [sys.executable, "-m", "pytest", *options, test]
    verdict = subprocess.run(
        command, check=False, cwd=ROOT, env={**os.environ, "CI": "true"}, capture_output=True
    )
    assert verdict.returncode == 1
    assert b"skipped, which CI does not allow: Skipped: no peer" in verdict.stdout


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
