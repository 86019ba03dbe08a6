"""Prefect's server as an office runs it for many machines: `prefect server start` on a database, behind a password."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.postgres import WITH_US
from tests.weed import free_port

_AUTH = "zishen:tests-only"
_START_SECONDS = 300  # it makes its tables first, on a machine that is busy with other things
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PYTHONWARNINGS": "ignore",
}
PREFECT = str(Path(sys.executable).parent / "prefect")


class PrefectServer:
    """A server that may be killed and started again at the same address, with the same database."""

    def __init__(self, database: str, folder: Path) -> None:
        self._port = free_port()
        self._folder = folder
        self._environment = {
            **os.environ,
            **QUIET,
            "PREFECT_HOME": str(folder),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
            "PREFECT_SERVER_API_AUTH_STRING": _AUTH,
            "PREFECT_SERVER_UI_ENABLED": "false",
            "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "2",  # 30, where nobody waits for it
        }
        self.start()

    @property
    def settings(self) -> dict[str, str]:
        """What every machine that reports to it has in its environment."""
        return {**QUIET, "PREFECT_API_URL": f"http://127.0.0.1:{self._port}/api", "PREFECT_API_AUTH_STRING": _AUTH}

    def start(self) -> None:
        words = ["server", "start", "--host", "127.0.0.1", "--port", str(self._port)]
        with (self._folder / "log").open("ab") as log:
            self._running = subprocess.Popen([*WITH_US, PREFECT, *words], env=self._environment, stdout=log, stderr=log)

    def wait(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + _START_SECONDS
        while self._running.poll() is None and time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.settings['PREFECT_API_URL']}/health", timeout=5):  # noqa: S310 - ours
                    return
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                time.sleep(0.1)
        told = (self._folder / "log").read_text(encoding="utf-8", errors="replace")[-4000:]
        msg = f"Prefect's server did not start within {_START_SECONDS} seconds; its log ends:\n{told}"
        raise RuntimeError(msg)

    def kill(self) -> None:
        self._running.kill()
        self._running.wait()


def post(api: str, path: str, told: dict[str, Any]) -> str:
    """Tell a server that asks for no password of something new, as a client does, and give its id."""
    known, until = {"Content-Type": "application/json"}, time.monotonic() + _START_SECONDS
    request = urllib.request.Request(f"{api}/{path}/", data=json.dumps(told).encode(), headers=known)  # noqa: S310 - ours
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - ours
                return str(json.loads(answer.read())["id"])
        except urllib.error.HTTPError as fault:
            fault.close()
            if fault.code != 503 or time.monotonic() > until:  # its database is busy, and nothing was written
                raise
            time.sleep(0.2)


@contextmanager
def prefect_server(database: str) -> Iterator[PrefectServer]:
    """Run a server on a database for as long as the block lasts; the kernel ends it when we end in any other way."""
    with tempfile.TemporaryDirectory(prefix="zishen-prefect-") as folder:
        server = PrefectServer(database, Path(folder))
        try:
            server.wait()
            yield server
        finally:
            server.kill()
