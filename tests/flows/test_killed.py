"""A batch that is killed, wherever, leaves nothing running, and the next run ends where an undisturbed one does."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.folder import FolderStore
from tests.flows.packages import text_package

NAMES = [f"{number:02d}-公司" for number in range(1, 6)]
CHOSEN = ("--rules", "shanghai-2022", "--award", "gold-organisation", "--on", "2026-06-30", "--workers", "2")
PATIENCE = 300  # seconds; the machine may be busy


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch")
    for name in NAMES:
        text_package(folder, name)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def undisturbed(batch: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    store = tmp_path_factory.mktemp("undisturbed") / "store"
    running = start(batch, store, home, store.parent / "events")
    assert running.wait(PATIENCE) == 0
    return dossiers(store)


def start(batch: Path, store: Path, home: Path, events: Path) -> subprocess.Popen[bytes]:
    program = Path(sys.executable).parent / "zishen"
    with (events.parent / "out").open("ab") as out, (events.parent / "err").open("ab") as err:
        return subprocess.Popen(
            [program, "run", batch, "--store", store, "--events", events, "--json", *CHOSEN],
            env={**os.environ, "ZISHEN_HOME": str(home)},
            stdout=out,
            stderr=err,
        )


def dossiers(store: Path) -> dict[str, bytes]:
    """Everything that people read of each run; the chain and the seals tell the order, which no two runs share."""
    kept = FolderStore(store)
    keys = [key for key in kept.list("dossiers/") if "/_" not in key and not key.endswith("/manifest.json")]
    return {key: kept.get(key) for key in keys}


def heard(events: Path, words: str) -> int:
    return events.read_text(encoding="utf-8").count(words) if events.exists() else 0


def until(true: Callable[[], bool], what: str) -> None:
    for _ in range(PATIENCE * 20):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(what)


def processes(home: Path, module: str = "") -> Iterator[int]:
    """Every process that works for a home."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            ours = f"ZISHEN_HOME={home}".encode() in (entry / "environ").read_bytes().split(b"\0")
            if ours and module.encode() in (entry / "cmdline").read_bytes():
                yield int(entry.name)
        except OSError:  # it ended while we looked
            continue


def states(home: Path) -> set[str]:
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        found = database.execute("select state_type from flow_run union select state_type from task_run").fetchall()
    return {str(state) for (state,) in found}


def test_a_killed_run_leaves_nothing_running_and_the_next_one_finishes_it(
    batch: Path, home: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """Killed when one package is finished: that one is not done again, no other is lost or doubled."""
    store, events = tmp_path / "store", tmp_path / "events"
    running = start(batch, store, home, events)
    until(lambda: heard(events, '"finished"') > 0, "no package was finished")
    running.send_signal(signal.SIGKILL)
    running.wait()
    until(lambda: not list(processes(home)), "something of the run is left")
    finished = heard(events, '"kept"')
    assert start(batch, store, home, tmp_path / "again").wait(PATIENCE) == 0

    assert dossiers(store) == undisturbed
    assert len({key.split("/")[3] for key in undisturbed}) == len(NAMES)
    assert heard(tmp_path / "again", '"found"') >= finished > 0
    assert states(home) <= {"COMPLETED", "CRASHED"}


@pytest.mark.parametrize("module", ["flows.worker", "flows.serving"])
def test_a_helper_that_is_killed_is_replaced(
    module: str, batch: Path, home: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """A worker or Prefect's server dies in the middle: the same run goes on and ends well."""
    store, events = tmp_path / "store", tmp_path / "events"
    running = start(batch, store, home, events)
    until(lambda: heard(events, '"received"') > 1, "no work was begun")
    for pid in processes(home, module):
        os.kill(pid, signal.SIGKILL)

    assert running.wait(PATIENCE) == 0, (tmp_path / "err").read_text(encoding="utf-8")
    assert dossiers(store) == undisturbed
    assert (tmp_path / "err").read_text(encoding="utf-8") == ""
