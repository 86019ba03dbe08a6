"""A Dask cluster of our own for one test or one figure."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.hosts import HERE, Host
from tests.weed import free_port


class Cluster:
    """A scheduler and two workers, each in a process of its own, as if on three hosts, or on three that are given."""

    def __init__(
        self,
        folder: Path,
        held: ExitStack,
        environment: Mapping[str, str] | None = None,
        hosts: Sequence[Host] = (HERE, HERE, HERE),
    ) -> None:
        scheduler, *others = hosts
        self.address = f"tcp://{scheduler.address}:{free_port()}"
        self.folder = folder
        self._held, self._environment = held, {**os.environ, **(environment or {})}
        host, port = self.address.removeprefix("tcp://").split(":")
        self._start("scheduler", scheduler, "distributed.cli.dask_scheduler", "--host", host, "--port", port)
        self.workers = [self._worker(name, one) for name, one in zip(("one", "two"), others, strict=True)]

    def home(self, name: str) -> Path:
        """Where a worker keeps its state."""
        return self.folder / name

    def _worker(self, name: str, host: Host) -> subprocess.Popen[bytes]:
        words = (self.address, "--no-nanny", "--nthreads", "1", "--local-directory", str(self.home(name)))
        return self._start(name, host, "distributed.cli.dask_worker", *words)

    def _start(self, name: str, host: Host, module: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            running = subprocess.Popen(
                [*host.words, sys.executable, "-m", module, *words, "--no-dashboard"],
                env={**self._environment, "ZISHEN_HOME": str(self.home(name)), "PYTHONWARNINGS": "ignore"},
                stdout=log,
                stderr=log,
            )
        self._held.callback(running.wait)
        self._held.callback(running.kill)
        return running
