"""Packages are taken as they arrive, and what failed is set aside until it is asked for."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from pipeline.folder import FolderStore
from tests.flows.packages import text_package
from tests.flows.running import CHOSEN, PATIENCE, dossiers, heard, processes, until
from tests.flows.test_run import zishen_run


def test_packages_are_taken_as_they_arrive(tmp_path: Path) -> None:
    """It begins with an empty folder, takes one package and then another, and ends in good order with Ctrl-C."""
    source, store, home, events = (tmp_path / name for name in ("in", "store", "home", "events"))
    source.mkdir()
    program = str(Path(sys.executable).parent / "zishen")
    words = ("--watch", "0.5", "--events", str(events), "--json")
    running = subprocess.Popen(
        [program, "run", str(source), "--store", str(store), *CHOSEN, *words],
        env={**os.environ, "ZISHEN_HOME": str(home)},
        stdout=subprocess.PIPE,
    )
    for count, name in enumerate(("01-甲公司", "02-乙公司"), 1):
        text_package(source, name)
        until(lambda count=count: heard(events, '"finished"') == count, f"{name} was not taken")  # type: ignore[misc]
        until(lambda count=count: len(list(store.glob("dossiers/*/*/_head/*"))) == count, "it was not sealed")  # type: ignore[misc]
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=PATIENCE)

    assert running.returncode == 0
    assert [row["package"] for row in json.loads(out)] == ["01-甲公司", "02-乙公司"]
    assert len({key.split("/")[3] for key in dossiers(FolderStore(store))}) == 2
    assert not list(processes(home))


def test_what_failed_is_tried_again_when_asked_for(tmp_path: Path) -> None:
    """The second run names the broken zip without opening it; the third, with --retry, opens it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "乙.zip").write_bytes(b"PK\x03\x04 nothing more")
    said = []
    for words in ((), (), ("--retry",)):
        ran = zishen_run(tmp_path / "in", tmp_path / "store", tmp_path / "home", words=("--json", *words))
        said.append(str(ran.rows["乙.zip"]["error"]))

    first, second, third = said
    assert second == f"{first}（以前已试过，本次没有再试；加 --retry 再试）"
    assert third == first
