"""A batch that is killed, wherever, leaves nothing running, and the next run ends where an undisturbed one does."""

import os
import signal
from pathlib import Path

import pytest

from pipeline.folder import FolderStore
from tests.flows.conftest import Laptop
from tests.flows.running import PATIENCE, dossiers, heard, processes, start, states, until


def test_a_killed_run_leaves_nothing_running_and_the_next_one_finishes_it(laptop: Laptop, tmp_path: Path) -> None:
    """Killed when one package is finished: that one is not done again, no other is lost or doubled."""
    store, events = tmp_path / "store", tmp_path / "events"
    running = start(laptop.batch, store, laptop.home, events)
    until(lambda: heard(events, '"finished"') > 0, "no package was finished")
    running.send_signal(signal.SIGKILL)
    running.wait()
    until(lambda: not list(processes(laptop.home)), "something of the run is left")
    assert "RUNNING" in states(laptop.home)  # nobody was left who could have said otherwise
    finished = heard(events, '"kept"')
    assert start(laptop.batch, store, laptop.home, tmp_path / "again").wait(PATIENCE) == 0

    assert dossiers(FolderStore(store)) == laptop.dossiers
    assert len({key.split("/")[3] for key in laptop.dossiers}) == len(laptop.names)
    assert heard(tmp_path / "again", '"found"') >= finished > 0
    assert states(laptop.home) <= {"COMPLETED", "CRASHED"}


@pytest.mark.parametrize("module", ["flows.worker", "flows.serving"])
def test_a_helper_that_is_killed_is_replaced(module: str, laptop: Laptop, tmp_path: Path) -> None:
    """A worker or Prefect's server dies in the middle: the same run goes on and ends well."""
    store, events = tmp_path / "store", tmp_path / "events"
    running = start(laptop.batch, store, laptop.home, events)
    until(lambda: heard(events, '"received"') > 1, "no work was begun")
    for pid in processes(laptop.home, module):
        os.kill(pid, signal.SIGKILL)

    assert running.wait(PATIENCE) == 0, (tmp_path / "err").read_text(encoding="utf-8")
    assert dossiers(FolderStore(store)) == laptop.dossiers
    assert (tmp_path / "err").read_text(encoding="utf-8") == ""
