"""What every test gets: the guard against the outside network, and the parts outside Python."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.peers import parts
from tests.peers.network import Watch
from tests.peers.postgres import Postgres, running

settings.register_profile("suite", derandomize=True)
settings.load_profile("suite")
settings.register_profile("fuzz", max_examples=50_000, deadline=None)
"""The suite tries the same examples each time; ``make fuzz`` tries new ones for some minutes."""

_WATCH = Watch()
_NO_SKIPS = os.environ.get("CI") == "true"


def pytest_configure() -> None:
    """Watch from the start, so that importing a module is judged too."""
    _WATCH.start()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose part is missing and say which command brings it."""
    for mark in item.iter_markers("needs"):
        for name in mark.args:
            if parts.find(name) is None:
                pytest.skip(f"no {name}; {parts.PARTS[name].hint}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let no skip pass in CI: what is skipped there is checked nowhere."""
    report = yield
    if _NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr[2]}"
    return report


@pytest.fixture(autouse=True)
def outside_network() -> Iterator[Watch]:
    """Fail a test that reached outside, even if the code under test swallowed the error."""
    _WATCH.take()
    yield _WATCH
    if refused := _WATCH.take():
        pytest.fail(f"reached outside this machine: {', '.join(refused)}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run; mark the test `needs("postgres")`."""
    with running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """The address of an empty PostgreSQL database of this test's own."""
    return postgres.create_database()


@pytest.fixture(scope="session")
def node() -> Path:
    """Node's program, for the peers in tests/peers; mark the test `needs("node_peers")`."""
    found = parts.find("node_peers")
    assert found is not None, "mark the test needs('node_peers')"
    return found


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program, for playwright's `executable_path`; mark the test `needs`."""
    found = parts.find("chromium")
    assert found is not None, "mark the test needs('chromium')"
    return found
