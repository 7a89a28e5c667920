"""Which programs outside Python this machine has for the tests, and where.

The tests that drive one say `@pytest.mark.needs("chromium")`; `python -m tests.peers.parts` prints
what is missing. Installing is left to tools/ensure_test_parts.sh.
"""

import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.peers import postgres


@dataclass(frozen=True, slots=True)
class Part:
    """A program some tests need: how to find it, and the Debian packages that bring it."""

    name: str
    find: Callable[[], Path | None]
    packages: tuple[str, ...]

    @property
    def hint(self) -> str:
        """The command that installs the part on Debian."""
        return f"apt-get install --no-install-recommends {' '.join(self.packages)}"


def find_chromium() -> Path | None:
    """Chromium or Chrome on the PATH."""
    return _on_path("chromium", "chromium-browser", "google-chrome")


def find_node() -> Path | None:
    """Node, if npm is there too: the peers written for Node come from npm."""
    return _on_path("node", "nodejs") if shutil.which("npm") else None


def _on_path(*names: str) -> Path | None:
    found = (shutil.which(name) for name in names)
    return next((Path(path) for path in found if path), None)


PARTS = {
    part.name: part
    for part in (
        Part("chromium", find_chromium, ("chromium",)),
        Part("node", find_node, ("nodejs", "npm")),
        Part("postgres", postgres.find_programs, ("postgresql",)),
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
        if packages_only:
            yield from part.packages
        else:
            yield f"parts: no {part.name}, its tests will be skipped; on Debian: {part.hint}"


if __name__ == "__main__":
    for line in _report(list_missing(), packages_only="--packages" in sys.argv[1:]):
        sys.stdout.write(f"{line}\n")
