"""What a batch said was done is still there after a power cut, and what was cut short is done by the next run."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.aside import recall
from flows.finished import finished
from pipeline.folder import FolderStore
from pipeline.verify import verify
from tests.flows.cut import BEFORE, BROKEN, before, done, listed, prepared
from tests.flows.packages import post


def everything(there: Path) -> dict[str, bytes]:
    store = FolderStore(there / "store")
    return {key: store.get(key) for key in store.list()}


def test_cut_at_each_step_the_next_run_finishes_and_nothing_is_torn(tmp_path: Path) -> None:
    """A note of what was finished never stands without what it speaks of, and the list is the old one or the new one.

    One original, the case, the dossier with its papers, the link, the manifest, the reading and the note: each file is
    settled, linked, and its folder settled; the list is settled, renamed, and its folder settled.
    """
    told = subprocess.run(
        [sys.executable, "-m", "tests.flows.cut", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert told.returncode == 0, told.stderr
    steps, work = int(told.stdout), prepared(tmp_path)
    whole = everything(tmp_path / str(steps))
    assert steps > 3 * (len(whole) + 1)
    assert sum(key.startswith(("finished/", "readings/", "originals/")) for key in whole) == 3
    for step in range(1, steps):
        home = tmp_path / str(step)
        there = post(home)
        found = finished(there.vault, work.key)
        assert found is None or found[1] == work.reviewed.dossier
        assert [*recall(listed(home))] in ([BEFORE.package], [BEFORE.package, BROKEN.package])

        done(work, there, home)
        assert everything(home) == whole
        assert finished(there.vault, work.key) is not None
        assert [*recall(listed(home))] == [BEFORE.package, BROKEN.package]
        assert not verify(there.vault.store).faults


def test_no_file_has_its_name_before_the_disk_has_its_bytes_nor_is_told_before_the_disk_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that a power cut leaves behind may otherwise hold nothing, and a name may be gone that was told."""
    work, there = prepared(tmp_path), before(tmp_path / "home")
    settled: list[int] = []
    named: list[tuple[int, int, int, str]] = []  # how much was settled before; the file; its folder; its name

    def seen(settle: Callable[[int], None]) -> Callable[[int], None]:
        def settling(number: int) -> None:
            settle(number)
            settled.append(os.fstat(number).st_ino)

        return settling

    def noted(name: Callable[..., Any]) -> Callable[..., Any]:
        def naming(source: Any, target: Any) -> None:
            file, folder = Path(source).stat().st_ino, Path(target).parent.stat().st_ino
            name(source, target)
            named.append((len(settled), file, folder, str(target)))

        return naming

    with monkeypatch.context() as watched:
        watched.setattr(os, "fsync", seen(os.fsync))
        watched.setattr(os, "link", noted(os.link))
        watched.setattr(os, "replace", noted(os.replace))
        done(work, there, tmp_path / "home")

    assert {name for *_, name in named} == {
        str(listed(tmp_path / "home")),
        *(str(tmp_path / "home" / "store" / key) for key in everything(tmp_path / "home")),
    }
    assert [name for at, file, _, name in named if file not in settled[:at]] == []
    assert [name for at, _, folder, name in named if folder not in settled[at:]] == []
