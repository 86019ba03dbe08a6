"""A batch goes to Prefect a few packages at a time, and nothing is left to tell it when the batch is done."""

import os
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.batch import Source
from flows.flow import in_turn

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


def test_nothing_is_left_to_tell_when_the_server_is_stopped(tmp_path: Path) -> None:
    """Thirty packages that take no time: their last words would wait for a server that is gone, each for seconds."""
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PREFECT_API_URL": "", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert told.stdout.split() == ["30", "0"], told.stderr
    assert told.stderr == ""
