"""Prefect's server for one run: started by us, quiet, on loopback only, and stopped by us.

Prefect can start a temporary server of its own, but then its shutdown traces land on the user's terminal and nothing
says when it is gone. Here it is a child process with a log file and a bounded life.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import BadSettings, ToolMissing

_START_SECONDS = 90
_STOP_SECONDS = 5


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
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_CLI_PROMPT": "false",
    }


@contextmanager
def prefect_server(home: Path) -> Iterator[Callable[[], str]]:
    """Run a server for as long as the block lasts; what is given waits until it answers and says its API address.

    The server takes seconds to start: the caller can import Prefect meanwhile.
    """
    try:
        (home / "prefect").mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BadSettings("环境变量", [f"ZISHEN_HOME（{home}）写不进去：{fault.strerror}"]) from fault
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
    command = [
        *(sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "error"),
    ]
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL)  # noqa: S603 - our own interpreter, fixed words
    try:
        yield lambda: _answering(process, f"http://127.0.0.1:{port}/api", log)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answering(process: subprocess.Popen[bytes], address: str, log: Path) -> str:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 - loopback, fixed scheme
                return address
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise ToolMissing("Prefect 服务", "没有启动起来", f"原因见 {log}；删除该文件夹后可重新运行。")
