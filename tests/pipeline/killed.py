"""Keeps two runs and seals them again and again, each time killed one step later, until a time comes through whole.

    python -m tests.pipeline.killed STORE FOLDER KIND [EVERY]

KIND is what counts as a step: `write` is what a folder does to keep a file safe, `ask` is a request to a bucket. The
store of the time that was killed at step 7 is `STORE/7`; it is kept and sealed once more, unharmed, as `again` says.
Prints the number of steps. Each time is a process of its own, forked before anything was opened, so that the kill is
what a power cut is: nothing is closed, nothing is written to an end.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import urllib3

from pipeline.store import open_store
from pipeline.vault import Vault
from tests.pipeline.runs import BATCH, run


def keep_and_seal(address: str, folder: Path) -> None:
    vault = Vault(open_store(address, os.environ))
    for package in ("甲", "乙"):
        vault.keep(run(folder, package), BATCH)
    vault.seal(BATCH, {"汇总表.xlsx": b"xlsx"}, date(2026, 7, 1))


def killed_at(step: int, address: str, folder: Path, kind: str) -> bool:
    """Do the work in a child that kills itself at a step; tell whether it came so far."""
    child = os.fork()
    if child == 0:
        try:
            _arm(step, kind)
            keep_and_seal(address, folder)
        except BaseException:  # noqa: BLE001 - a child must never go on as its parent
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status):
        sys.exit(f"step {step} failed otherwise")
    return False


def _arm(step: int, kind: str) -> None:
    taken = iter(range(1, sys.maxsize))

    def dying(doing: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            if next(taken) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return doing(*given, **named)

        return counted

    if kind == "write":
        os.fsync, os.link = dying(os.fsync), dying(os.link)
    else:
        urllib3.PoolManager.urlopen = dying(urllib3.PoolManager.urlopen)  # type: ignore[method-assign]


def main(address: str, folder: str, kind: str) -> None:
    step = 1
    while killed_at(step, f"{address}/{step}", Path(folder), kind):
        step += 1
    print(step)  # noqa: T201 - whom it was started by reads it


def again(address: str, folder: str) -> None:
    """Do the work on what a kill left behind."""
    keep_and_seal(address, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
