"""A real PostgreSQL for the tests: a cluster of its own in a temporary folder, on a free port of this machine only."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.weed import free_port

USER = "zishen"
PASSWORD = "tests-only"  # noqa: S105 - the cluster lives as long as the tests and answers this machine only
_SERVICE = "postgres"  # who runs it where we are root, as which it does not run
_START_SECONDS = 120
WITH_US = ("setpriv", "--pdeathsig", "KILL")  # words before a command that must not outlive us, however we end


class Postgres(NamedTuple):
    """A running cluster."""

    port: int

    @property
    def url(self) -> str:
        """The address of its one database, as Prefect is told it."""
        return f"postgresql+asyncpg://{USER}:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def ask(self, query: str) -> list[str]:
        """Give the rows that a query finds, one line each."""
        where = f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/postgres"
        told = subprocess.run(
            [_program("psql"), "--no-psqlrc", "-At", "-c", query, where], capture_output=True, text=True, check=True
        )
        return told.stdout.splitlines()


@contextmanager
def cluster() -> Iterator[Postgres]:
    """Run PostgreSQL for as long as the block lasts; the kernel ends it when we end in any other way."""
    with tempfile.TemporaryDirectory(prefix="zishen-postgres-") as made:
        folder, port = Path(made), free_port()
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (folder, folder / "password"):
                shutil.chown(path, _SERVICE, _SERVICE)
        words = ["-D", str(folder / "data"), "-U", USER, "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
        with (folder / "log").open("wb") as log:
            subprocess.run(
                [*_as_service(), _program("initdb"), *words, "--encoding=UTF8", "--locale=C", "--no-sync"],
                cwd=folder,
                stdout=log,
                stderr=log,
                check=True,
            )
            running = subprocess.Popen(
                [
                    *_as_service(),
                    _program("postgres"),
                    *("-D", str(folder / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)),
                    *("-c", "fsync=off", "-c", "max_connections=60"),
                ],
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        try:
            _wait(running, folder, port)
            yield Postgres(port)
        finally:
            running.send_signal(signal.SIGQUIT)  # at once, and its children first: there is nothing to save
            running.wait()


def _as_service() -> list[str]:
    """Words before a command that is not to run as root."""
    who = [f"--reuid={_SERVICE}", f"--regid={_SERVICE}", "--clear-groups"] if os.geteuid() == 0 else []
    return [*WITH_US, *who]


def _program(name: str) -> str:
    """Find a program of the newest PostgreSQL there is; Debian keeps them off the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(kept[-1]) if kept else shutil.which(name)
    if found is None:
        msg = f"{name} is missing: install PostgreSQL (.ci/run does)"
        raise RuntimeError(msg)
    return found


def _wait(running: subprocess.Popen[bytes], folder: Path, port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while running.poll() is None and time.monotonic() < until:
        words = ["-h", "127.0.0.1", "-p", str(port), "-U", USER, "-q"]
        if subprocess.run([_program("pg_isready"), *words], check=False).returncode == 0:
            return
        time.sleep(0.1)
    told = (folder / "log").read_text(encoding="utf-8", errors="replace")[-4000:]
    msg = f"PostgreSQL did not start within {_START_SECONDS} seconds; its log ends:\n{told}"
    raise RuntimeError(msg)
