"""Work done apart gives what it would give here, and nothing of it stays behind."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from flows.apart import Apart
from flows.batch import find_packages
from pipeline.errors import Exit, NothingToRead, Stopped


@pytest.fixture
def apart(tmp_path: Path) -> Apart:
    return Apart(tmp_path / "home" / "workers.log")


def die_once(there: Path) -> int:
    """Be killed by somebody the first time."""
    if there.exists():
        return os.getpid()
    there.touch()
    signal.raise_signal(signal.SIGKILL)
    raise AssertionError


def test_it_gives_what_the_work_gives_from_one_other_process(apart: Apart) -> None:
    assert apart.do(json.loads, '["甲"]') == ["甲"]
    first, second = apart.do(os.getpid), apart.do(os.getpid)
    apart.end()

    assert first == second != os.getpid()


def test_its_process_is_gone_when_it_is_ended_and_comes_again_when_asked(apart: Apart) -> None:
    pid = apart.do(os.getpid)
    apart.end()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert apart.do(os.getpid) != pid
    apart.end()


def test_an_error_we_know_comes_back_as_what_it_is(apart: Apart, tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="不是文件夹"):
        apart.do(find_packages, str(tmp_path / "甲.zip"), "", {})
    assert apart.do(json.loads, "1") == 1  # the process goes on
    apart.end()


def test_where_a_fault_of_ours_happened_is_in_the_log(apart: Apart, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        apart.do(divmod, 1, 0)
    apart.end()

    assert "Traceback" in (tmp_path / "home" / "workers.log").read_text(encoding="utf-8")


def test_killed_from_outside_it_begins_again(apart: Apart, tmp_path: Path) -> None:
    assert apart.do(die_once, tmp_path / "died") != os.getpid()
    apart.end()


def test_killed_each_time_it_says_so_and_what_to_do(apart: Apart) -> None:
    with pytest.raises(Stopped, match=r"试了 3 次.*再运行一次；已审完的不会重做") as told:
        apart.do(signal.raise_signal, signal.SIGKILL)

    assert told.value.exit is Exit.STORE


def test_interrupted_it_leaves_no_process(apart: Apart) -> None:
    pid = apart.do(os.getpid)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(KeyboardInterrupt):
        apart.do(time.sleep, 60)

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert apart.do(json.loads, "1") == 1  # and not what the interrupted work would have said
    apart.end()
