"""Keeps two runs and seals them again and again, each time killed one step later, until a time comes through whole.

    python -m tests.pipeline.killed STORE FOLDER KIND [EVERY]

KIND is what counts as a step: `write` is what a folder does to keep a file safe, `ask` is a request to a bucket. The
store of the time that was killed at step 7 is `STORE/7`; it is kept and sealed once more, unharmed, as `again` says.
Prints the number of steps. Each time is a process of its own, forked before anything was opened, so that the kill is
what a power cut is: nothing is closed, nothing is written to an end.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import urllib3

from pipeline.store import open_store
from pipeline.vault import Vault
from tests.dying import Doing, killed_at
from tests.pipeline.runs import BATCH, run


def keep_and_seal(address: str, folder: Path) -> None:
    vault = Vault(open_store(address, os.environ))
    for package in ("甲", "乙"):
        vault.keep(run(folder, package), BATCH)
    vault.seal(BATCH, {"汇总表.xlsx": b"xlsx"}, date(2026, 7, 1))


def work(address: str, folder: Path, kind: str, dying: Callable[[Doing], Doing]) -> None:
    """Keep and seal with every step counted."""
    if kind == "write":
        os.fsync, os.link = dying(os.fsync), dying(os.link)
    else:
        urllib3.PoolManager.urlopen = dying(urllib3.PoolManager.urlopen)  # type: ignore[method-assign]
    keep_and_seal(address, folder)


def main(address: str, folder: str, kind: str) -> None:
    step = 1
    while killed_at(step, partial(work, f"{address}/{step}", Path(folder), kind)):
        step += 1
    print(step)  # noqa: T201 - whom it was started by reads it


def again(address: str, folder: str) -> None:
    """Do the work on what a kill left behind."""
    keep_and_seal(address, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
