"""Prefect's server for one run: started by us, quiet, on loopback only unless a cluster reports to it, stopped by us.

Prefect can start a temporary server of its own, but then its shutdown traces land on the user's terminal and nothing
says when it is gone. Here it is a child process with a log file and a bounded life: it ends when we do, however we end.
"""

import os
import secrets
import socket
import threading
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from flows.full import is_scarce
from flows.lifeline import Tied
from pipeline.errors import BadSettings, NoRoom, ToolMissing
from pipeline.keeping import is_full

_START_SECONDS = 180  # on a machine that is busy with other things
_STOP_SECONDS = 5
_GIVEN_SECONDS = 30
_RESTARTS = 3
_LOOPBACK = "127.0.0.1"
_DASK_PORT = 8786
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


class ServerLost(ToolMissing):
    """The server answered at first, and then no more."""

    def __init__(self, address: str) -> None:
        super().__init__("Prefect 服务", f"{address} 中途不再应答", "请检查该服务，再运行一次；已审完的不会重做。")


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

    def __init__(self, address: str, patience: float) -> None:
        self._address = address
        self._seconds = min(patience, _GIVEN_SECONDS)

    def ready(self) -> str:
        """Wait until it answers to us, by the password that it may ask for."""
        request = _asked(f"{self._address}/admin/version", os.environ.get("PREFECT_API_AUTH_STRING", ""))
        until = time.monotonic() + self._seconds
        while True:
            try:
                with urllib.request.urlopen(request, timeout=5):  # noqa: S310 - the office's own
                    return self._address
            except urllib.error.HTTPError as fault:
                fault.close()
                if fault.code < 500:
                    raise _other(self._address, fault.code) from fault
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                pass
            if time.monotonic() > until:
                next_step = "请检查 PREFECT_API_URL 和该服务；不设则自动启动一个。"
                raise ToolMissing("Prefect 服务", f"{self._address} 没有应答", next_step)
            time.sleep(_LOOK_SECONDS)

    def runs(self) -> bool:
        return True

    def close(self) -> None:
        """Leave it as it is."""


def _asked(address: str, password: str) -> urllib.request.Request:
    known = {"Authorization": f"Basic {b64encode(password.encode()).decode()}"} if password else {}
    if not address.startswith(("http://", "https://")):
        raise BadSettings("环境变量", [f"PREFECT_API_URL 应写作 http://主机:4200/api，不是 {address}"])
    return urllib.request.Request(address, headers=known)  # noqa: S310 - looked at above


def _other(address: str, code: int) -> ToolMissing:
    if code in {401, 403}:
        return ToolMissing("Prefect 服务", f"{address} 不接受我们的密码", "请检查 PREFECT_API_AUTH_STRING。")
    return ToolMissing(
        "Prefect 服务", f"{address} 的回答是 {code}，不像 Prefect 服务", "请检查 PREFECT_API_URL，它一般以 /api 结尾。"
    )


@contextmanager
def prefect_server(home: Path, patience: float, cluster: str = "") -> Iterator[Server]:
    """Run a server for as long as the block lasts, unless the environment names one.

    The hosts of a cluster report to it: it listens where they reach us, behind a password that they are told.
    """
    try:
        (home / "prefect").mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        if is_full(fault):
            raise
        raise BadSettings("环境变量", [f"ZISHEN_HOME（{home}）写不进去：{fault.strerror}"]) from fault
    host = _facing(cluster, patience) if cluster else _LOOPBACK
    if given := os.environ.get("PREFECT_API_URL", ""):
        yield GivenServer(given.rstrip("/"), patience)
        return
    if not (home / "prefect" / "prefect.db").exists() and is_scarce(home):
        raise NoRoom(str(home), "ZISHEN_HOME")
    log = home / "prefect" / "server.log"
    port = _free_port(host)
    environment = {
        **os.environ,
        **prefect_environment(home),
        "PREFECT_UI_ENABLED": "false",
        "PREFECT__SERVER_EPHEMERAL": "1",  # the services of a long-lived server (scheduler, late runs) stay off
        "PREFECT__SERVER_FINAL": "1",
        "PYTHONWARNINGS": "ignore",
    }
    if cluster:  # Prefect reads it when it is imported, which comes later, and tells the hosts itself
        password = os.environ.setdefault("PREFECT_API_AUTH_STRING", f"zishen:{secrets.token_urlsafe(24)}")
        environment["PREFECT_SERVER_API_AUTH_STRING"] = password

    def start() -> Tied:
        with log.open("ab") as out:
            return Tied("flows.serving", [host, str(port)], out, environment)

    server = Server(start, f"http://{host}:{port}/api", log)
    try:
        yield server
    finally:
        server.close()


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _facing(cluster: str, patience: float) -> str:
    """Wait for the scheduler of a cluster, and give the address under which we are seen from there."""
    named, until = urlsplit(cluster), time.monotonic() + min(patience, _GIVEN_SECONDS)
    while True:
        try:
            with socket.create_connection((named.hostname or "", named.port or _DASK_PORT), timeout=5) as probe:
                address: str = probe.getsockname()[0]
                return address
        except (OSError, ValueError) as fault:  # the second where the port is no number
            if time.monotonic() > until or isinstance(fault, ValueError):
                next_step = "请检查 --cluster 的地址（tcp://主机:8786）和 dask scheduler。"
                raise ToolMissing("Dask 集群", f"{cluster} 没有应答", next_step) from fault
            time.sleep(_LOOK_SECONDS)


def _answering(runs: Callable[[], bool], address: str, log: Path) -> str:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and runs():
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 - ours
                return address
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise ToolMissing("Prefect 服务", "没有启动起来", f"原因见 {log}；删除该文件夹后可重新运行。")
