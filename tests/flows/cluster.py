"""A Dask cluster of our own for one test or one figure."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.weed import free_port


class Cluster:
    """A scheduler and two workers, each in a process of its own, as if on three hosts."""

    def __init__(self, folder: Path, held: ExitStack, environment: Mapping[str, str] | None = None) -> None:
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.folder = folder
        self._held, self._environment = held, {**os.environ, **(environment or {})}
        host, port = self.address.removeprefix("tcp://").split(":")
        self._start("scheduler", "distributed.cli.dask_scheduler", "--host", host, "--port", port)
        self.workers = [self._worker(name) for name in ("one", "two")]

    def _worker(self, name: str) -> subprocess.Popen[bytes]:
        words = (self.address, "--no-nanny", "--nthreads", "1", "--local-directory", str(self.folder / name))
        return self._start(name, "distributed.cli.dask_worker", *words)

    def _start(self, name: str, module: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            running = subprocess.Popen(
                [sys.executable, "-m", module, *words, "--no-dashboard"],
                env={**self._environment, "ZISHEN_HOME": str(self.folder / name), "PYTHONWARNINGS": "ignore"},
                stdout=log,
                stderr=log,
            )
        self._held.callback(running.wait)
        self._held.callback(running.kill)
        return running
