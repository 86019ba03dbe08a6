"""Prefect's server for one run: started by us, quiet, on loopback only, and stopped by us.

Prefect can start a temporary server of its own, but then its shutdown traces land on the user's terminal and nothing
says when it is gone. Here it is a child process with a log file and a bounded life: it ends when we do, however we end.
"""

import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.lifeline import Tied
from pipeline.errors import BadSettings, ToolMissing

_START_SECONDS = 180  # on a machine that is busy with other things
_STOP_SECONDS = 5
_GIVEN_SECONDS = 30
_RESTARTS = 3
_LOOK_SECONDS = 0.2


def prefect_environment(home: Path) -> dict[str, str]:
    """Say everything Prefect must know before it is imported: its one folder, silence, and no word to the outside."""
    return {
        "PREFECT_HOME": str(home / "prefect"),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",  # no blocks are used, and registering takes a second
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_CLI_PROMPT": "false",
    }


class Server:
    """A server that is starting or running. It takes seconds to start: the caller can do other things meanwhile.

    If somebody kills it, it is started again at the same address, with the same database.
    """

    def __init__(self, start: Callable[[], Tied], address: str, log: Path) -> None:
        self._start, self._address, self._log = start, address, log
        self._process, self._closed = start(), threading.Event()
        self._minder = threading.Thread(target=self._mind, name="prefect-server", daemon=True)
        self._minder.start()

    def ready(self) -> str:
        """Wait until it answers, and give the address of its API."""
        return _answering(self.runs, self._address, self._log)

    def runs(self) -> bool:
        return self._process.ended() is None

    def close(self) -> None:
        self._closed.set()
        self._minder.join()
        self._process.end(grace=_STOP_SECONDS)

    def _mind(self) -> None:
        for _ in range(_RESTARTS):
            while self.runs():
                if self._closed.wait(_LOOK_SECONDS):
                    return
            self._process.end()
            self._process = self._start()


class GivenServer(Server):
    """A server that others run, for many machines: `PREFECT_API_URL` says where."""

    def __init__(self, address: str) -> None:
        self._address = address

    def ready(self) -> str:
        return _answering(lambda: True, self._address, None)

    def runs(self) -> bool:
        return True

    def close(self) -> None:
        """Leave it as it is."""


@contextmanager
def prefect_server(home: Path) -> Iterator[Server]:
    """Run a server for as long as the block lasts, unless the environment names one."""
    try:
        (home / "prefect").mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BadSettings("环境变量", [f"ZISHEN_HOME（{home}）写不进去：{fault.strerror}"]) from fault
    if given := os.environ.get("PREFECT_API_URL", ""):
        yield GivenServer(given.rstrip("/"))
        return
    log = home / "prefect" / "server.log"
    port = _free_port()
    environment = {
        **os.environ,
        **prefect_environment(home),
        "PREFECT_UI_ENABLED": "false",
        "PREFECT__SERVER_EPHEMERAL": "1",  # the services of a long-lived server (scheduler, late runs) stay off
        "PREFECT__SERVER_FINAL": "1",
        "PYTHONWARNINGS": "ignore",
    }

    def start() -> Tied:
        with log.open("ab") as out:
            return Tied("flows.serving", [str(port)], out, environment)

    server = Server(start, f"http://127.0.0.1:{port}/api", log)
    try:
        yield server
    finally:
        server.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answering(runs: Callable[[], bool], address: str, log: Path | None) -> str:
    until = time.monotonic() + (_START_SECONDS if log else _GIVEN_SECONDS)
    while time.monotonic() < until and runs():
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 - ours on loopback, or the office's own
                return address
        except (urllib.error.URLError, TimeoutError, ConnectionError, ValueError):
            time.sleep(0.05)
    if log is None:
        raise ToolMissing(
            "Prefect 服务", f"{address} 没有回答", "请检查 PREFECT_API_URL 和该服务；不设则自动启动一个。"
        )
    raise ToolMissing("Prefect 服务", "没有启动起来", f"原因见 {log}；删除该文件夹后可重新运行。")
