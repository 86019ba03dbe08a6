"""One flow over several hosts gives the dossiers of one machine, to the byte, though a host dies in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from flows.batch import Source
from flows.job import Job, do
from flows.review import unheard
from pipeline.folder import FolderStore
from tests.flows.cluster import Cluster
from tests.flows.packages import post, text_package
from tests.flows.running import CHOSEN, PATIENCE, dossiers, processes, until

NAMES = [f"{number:02d}-公司" for number in range(1, 7)]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as held:
        yield Cluster(tmp_path, held)


def test_a_cluster_that_loses_a_host_gives_the_same_dossiers(cluster: Cluster, tmp_path: Path) -> None:
    """Killed when the first dossiers are there; its own workers go with it, and the other host does the rest."""
    sources: list[Source] = [text_package(tmp_path / "batch", name) for name in NAMES]
    here = post(tmp_path / "here")
    for source in sources:
        assert do(Job(source), here, unheard).run

    store = tmp_path / "there"
    program = str(Path(sys.executable).parent / "zishen")
    command = [program, "run", str(tmp_path / "batch"), "--store", str(store), *CHOSEN]
    running = subprocess.Popen(
        [*command, "--cluster", cluster.address, "--json"],
        env={**os.environ, "ZISHEN_HOME": str(tmp_path / "home"), "PREFECT_API_URL": ""},
        stdout=subprocess.DEVNULL,
    )
    until(lambda: any(store.glob("dossiers/*/*/0*/*/manifest.json")), "nothing was kept")
    cluster.workers[0].send_signal(signal.SIGKILL)
    until(lambda: not list(processes(tmp_path / "one", "flows.worker")), "a worker outlived its host")

    assert running.wait(PATIENCE) == 0
    assert dossiers(FolderStore(store)) == dossiers(here.vault.store)
