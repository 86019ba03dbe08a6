"""A disk beside the store is full, where work is done or where state lies: it is told as that, and nothing is lost."""

import io
import tempfile
from pathlib import Path

import pytest

from flows.aside import list_of, recall, write
from flows.cli import run
from flows.full import is_scarce
from flows.job import Job, do
from flows.row import Row
from flows.steps import Did, Step
from flows.telling import telling
from flows.words import batch_progress
from pipeline.errors import Exit
from pipeline.folder import FolderStore
from pipeline.verify import verify
from tests.disks import disk, enlarge, fill
from tests.flows.conftest import Laptop
from tests.flows.packages import post, text_package
from tests.flows.running import CHOSEN, PATIENCE, dossiers, heard, processes, start, until

TOLD = "（磁盘已满或所剩无几）。请腾出空间，或用环境变量 {} 换一个位置，再运行一次；已审完的不会重做。"


def unheard(_: Step) -> None:
    """Nobody listens."""


def test_a_scratch_folder_without_room_is_no_fault_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again by every later run, and becomes the same dossier when there is room; `check` says the same."""
    source, out, err = text_package(tmp_path, "甲公司"), io.StringIO(), io.StringIO()
    do(Job(source), post(tmp_path / "undisturbed"), unheard)
    with disk(tmp_path / "disk", 256) as full:
        monkeypatch.setattr(tempfile, "tempdir", str(full))
        fill(full)
        row = do(Job(source), post(tmp_path), unheard)
        code = run(["check", str(source.path), *CHOSEN], out, err)

        assert row.passing
        assert row.error.startswith(f"没有空间可写：{full}")
        assert row.error.endswith(TOLD.format("TMPDIR"))
        assert not (tmp_path / "store").exists()
        assert (code, out.getvalue()) == (Exit.STORE, "")
        assert err.getvalue().startswith(f"zishen：没有空间可写：{full}")
        assert err.getvalue().count("\n") == 1

        (full / "filler").unlink()
        enlarge(full, 64)
        assert not do(Job(source), post(tmp_path), unheard).error
        assert list(full.iterdir()) == []
    kept = FolderStore(tmp_path / "store")
    assert dossiers(kept) == dossiers(FolderStore(tmp_path / "undisturbed" / "store"))


@pytest.mark.parametrize(("megabytes", "kept"), [(63, False), (65, True)])
def test_a_file_is_not_called_damaged_where_there_was_no_room_to_read_it(
    megabytes: int, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads it may need 64 MB; with less, nobody can say why it was not read."""
    source = text_package(tmp_path, "甲公司")
    (tmp_path / "甲公司" / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
    with disk(tmp_path / "disk", megabytes * 1024) as small:
        monkeypatch.setattr(tempfile, "tempdir", str(small))
        row = do(Job(source), post(tmp_path), unheard)

    assert bool(row.run) == kept
    assert row.passing != kept
    assert kept or row.error == f"没有空间可写：{tmp_path / 'disk'}{TOLD.format('TMPDIR')}"


def test_a_file_of_events_without_room_is_told_once_and_costs_nothing(tmp_path: Path) -> None:
    """What was written before stays there."""
    said, lines = io.StringIO(), tmp_path / "disk" / "events"
    with disk(tmp_path / "disk", 64) as full, batch_progress(3, said) as progress:
        with telling(str(lines), progress, said) as tell:
            tell(Step(did=Did.STARTED, package="甲"))
            fill(full)
            for _ in range(200):  # until the last block of the file is full as well
                tell(Step(did=Did.FINISHED, package="甲"))
        written = lines.read_text(encoding="utf-8").splitlines()

    assert Step.model_validate_json(written[0]) == Step(did=Did.STARTED, package="甲")
    assert said.getvalue() == f"zishen：--events {lines} 写不进去（磁盘已满），后面的步骤不再写；审查不受影响。\n"


def test_a_list_that_finds_no_room_leaves_the_one_before(tmp_path: Path) -> None:
    """What is newly set aside is then tried again by the next run; nothing half is left."""
    known = Row(package="丙.zip", error="里面没有文件")
    with disk(tmp_path / "disk", 64) as full:
        listed = list_of(full, "store")
        write(listed, {}, [known], {"丙.zip": "asked"})
        fill(full)
        with pytest.raises(OSError, match="No space left"):
            write(listed, recall(listed), [Row(package="乙.zip", error="压缩包已损坏")], {"乙.zip": "asked"})

        assert [*recall(listed)] == ["丙.zip"]
        assert [*listed.parent.iterdir()] == [listed]


@pytest.mark.parametrize(("megabytes", "scarce"), [(15, True), (17, False)])
def test_what_state_needs_is_sixteen_megabytes(megabytes: int, scarce: bool, tmp_path: Path) -> None:
    with disk(tmp_path / "disk", megabytes * 1024) as small:
        assert is_scarce(small) == scarce


def test_a_first_run_without_room_for_its_state_is_told_before_any_work(tmp_path: Path) -> None:
    text_package(tmp_path / "in", "01-甲公司")
    with disk(tmp_path / "disk", 256) as full:
        home = full / "home"
        fill(full)
        assert start(tmp_path / "in", tmp_path / "store", home, tmp_path / "events").wait(PATIENCE) == Exit.STORE
        assert not list(processes(home))

    told = (tmp_path / "err").read_text(encoding="utf-8")
    assert told == f"zishen：没有空间可写：{home}{TOLD.format('ZISHEN_HOME')}\n"
    assert not (tmp_path / "store").exists()


def test_a_home_that_fills_up_costs_prefects_record_and_no_dossier(laptop: Laptop, tmp_path: Path) -> None:
    """Full when work was begun: all is done and it is said; with room again, the next run finds all of it."""
    store, (first, second) = FolderStore(tmp_path / "store"), (tmp_path / "first", tmp_path / "second")
    first.mkdir()
    second.mkdir()
    with disk(tmp_path / "disk", 64 * 1024) as full:
        running = start(laptop.batch, store.root, full / "home", first / "events")
        until(lambda: heard(first / "events", f'"{Did.RECEIVED}"') > 0, "no work was begun")
        fill(full)
        assert running.wait(PATIENCE) == Exit.DONE, (first / "err").read_text(encoding="utf-8")
        assert dossiers(store) == laptop.dossiers

        (full / "filler").unlink()
        assert start(laptop.batch, store.root, full / "home", second / "events").wait(PATIENCE) == Exit.DONE
        assert heard(second / "events", f'"{Did.FOUND}"') == len(laptop.names)
        assert (second / "err").read_text(encoding="utf-8") == ""
    assert dossiers(store) == laptop.dossiers
    assert not verify(store).faults
