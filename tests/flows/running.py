"""`zishen run` as a process that may be killed, and what is then to be seen from outside."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.store import Store

CHOSEN = ("--rules", "shanghai-2022", "--award", "gold-organisation", "--on", "2026-06-30")
PATIENCE = 300  # seconds; the machine may be busy
ZISHEN = str(Path(sys.executable).parent / "zishen")


def start(
    source: str | Path,
    store: str | Path,
    home: Path,
    events: Path,
    environment: Mapping[str, str] | None = None,
    words: Sequence[str] = ("--workers", "2"),
) -> subprocess.Popen[bytes]:
    """Start a run; what it says stands in `out` and `err` beside the file of its events."""
    with (events.parent / "out").open("ab") as out, (events.parent / "err").open("ab") as err:
        return subprocess.Popen(
            [ZISHEN, "run", str(source), "--store", str(store), "--events", str(events), "--json", *CHOSEN, *words],
            env={**os.environ, **(environment or {}), "ZISHEN_HOME": str(home)},
            stdout=out,
            stderr=err,
        )


def dossiers(kept: Store) -> dict[str, bytes]:
    """Everything that people read of each run; the chain and the seals tell the order, which no two runs share."""
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
    """Every state in which Prefect's own database says that a flow or a task ended."""
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        found = database.execute("select state_type from flow_run union select state_type from task_run").fetchall()
    return {str(state) for (state,) in found}
