"""A batch goes to Prefect a few packages at a time, and nothing is left to tell it when the batch is done."""

import os
import socket
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.batch import Source
from flows.flow import in_turn
from flows.server import prefect_environment, prefect_server
from tests.prefect_server import post

SOURCES = [Source(f"{number:02d}-公司") for number in range(1, 31)]


@pytest.mark.parametrize("ahead", [1, 4, 100])
def test_no_more_than_so_many_are_under_way_and_every_one_ends_once(ahead: int) -> None:
    """Thirty sources: at most `ahead` are submitted and not yet given back, fewer only where there are no more."""
    under_way, most, lock = 0, 0, threading.Lock()

    with ThreadPoolExecutor(2) as pool:

        def submit(source: Source) -> Future[str]:
            nonlocal under_way, most
            with lock:
                under_way += 1
                most = max(most, under_way)
            return pool.submit(str, source)

        ended = []
        for source, future in in_turn(SOURCES, submit, ahead):
            assert future.result() == source.name
            with lock:
                under_way -= 1
            ended.append(source)

    assert sorted(one.name for one in ended) == [one.name for one in SOURCES]
    assert most <= min(ahead, len(SOURCES)) + 1  # the next is submitted before the one that ended is given back


def test_nothing_is_submitted_of_an_empty_batch() -> None:
    assert list(in_turn([], lambda source: pytest.fail(source.name), 4)) == []


SCRIPT = """
import os, sys, threading
from pathlib import Path
from flows.server import prefect_environment, prefect_server

home = Path(sys.argv[1])
os.environ.update(prefect_environment(home))
with prefect_server(home, 300) as server:
    from flows.batch import Source
    from flows.flow import run_flow
    from flows.row import Row

    api, rows = server.ready(), []
    sources = [Source(f"{number:02d}") for number in range(30)]
    run_flow(api, sources, lambda source: Row(package=source.name), 2, rows.append, 80)
    left = [one for one in threading.enumerate() if one.name == "EventsWorkerThread"]
    for one in left:
        one.join(10)
    print(len(rows), sum(one.is_alive() for one in left))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for the servers here: the database is made once."""
    return tmp_path_factory.mktemp("home")


def test_what_the_dead_left_as_running_is_cleared_however_much_it_is(home: Path) -> None:
    """More dead runs of this host than a server gives at a time, and a task that its run left behind when it ended.

    A run of this host that is alive, and one of another host, of which nobody here can know, are left alone.
    """
    here, alive = f"zishen {socket.gethostname()}", mark_of(os.getpid())
    dead = [f"{here} 1 gone-{number}" for number in range(201)]
    with prefect_server(home, 300) as server:
        api = server.ready()
        flow = post(api, "flows", {"name": "zishen"})

        def runs(name: str, state: str) -> str:
            return post(api, "flow_runs", {"flow_id": flow, "name": name, "state": {"type": state}})

        for name in (*dead, alive, "zishen elsewhere 1 2"):
            runs(name, "RUNNING")
        left = {"name": "left", "task_key": "review", "dynamic_key": "0", "state": {"type": "RUNNING"}}
        post(api, "task_runs", {**left, "flow_run_id": runs(f"{here} 1 ended", "COMPLETED")})
        subprocess.run(
            [sys.executable, "-c", "from flows.flow import clear_dead; clear_dead()"],
            env={**os.environ, **prefect_environment(home), "PREFECT_API_URL": api},
            cwd=Path(__file__).parents[2],
            check=True,
        )

    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        states = dict(database.execute("select name, state_type from flow_run where name like 'zishen %'").fetchall())
        assert states.pop(alive) == states.pop("zishen elsewhere 1 2") == "RUNNING"
        assert states.pop(f"{here} 1 ended") == "COMPLETED"
        assert {states[name] for name in dead} == {"CRASHED"}
        assert database.execute("select state_type from task_run where name = 'left'").fetchall() == [("CRASHED",)]


def mark_of(pid: int) -> str:
    """Name a living process as the runs on this host are named: by its number and the time of its start."""
    since = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    return f"zishen {socket.gethostname()} {pid} {since}"


def test_nothing_is_left_to_tell_when_the_server_is_stopped(home: Path) -> None:
    """Thirty packages that take no time: their last words would wait for a server that is gone, each for seconds."""
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PREFECT_API_URL": "", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert told.stdout.split() == ["30", "0"], told.stderr
    assert told.stderr == ""
