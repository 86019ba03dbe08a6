"""A store that is lost in the middle of a run, for a while or for good, or that is full: nothing is lost by it."""

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.steps import Did
from pipeline.errors import Exit
from pipeline.folder import FolderStore
from pipeline.keeping import UNFINISHED
from pipeline.store import Store, open_store
from pipeline.verify import verify
from tests.disks import disk, enlarge
from tests.flows.conftest import Laptop
from tests.flows.packages import text_package
from tests.flows.running import PATIENCE, dossiers, heard, processes, start, until
from tests.weed import Weed, weed

HASTY = {"ZISHEN_S3_RETRIES": "0"}  # the client asks once: it is the run that waits
KEPT = f'"{Did.KEPT}"'


@pytest.fixture(scope="module")
def bucket() -> Iterator[Weed]:
    with weed() as one:
        yield one


def told(folder: Path) -> dict[str, str]:
    """Give the error of each package, empty where it was reviewed."""
    return {row["package"]: row["error"] for row in json.loads((folder / "out").read_text(encoding="utf-8"))}


def whole(kept: Store, laptop: Laptop) -> bool:
    return dossiers(kept) == laptop.dossiers and not verify(kept).faults


def test_a_store_that_is_away_for_a_while_is_waited_for(bucket: Weed, laptop: Laptop, tmp_path: Path) -> None:
    """It is stopped for some seconds, and killed some packages later: one run, one dossier for each package."""
    events, environment = (
        tmp_path / "events",
        {**bucket.env, **HASTY, "ZISHEN_S3_LOCK": "none", "ZISHEN_PATIENCE_SECONDS": "60"},
    )
    running = start(laptop.batch, "s3://zishen/away", tmp_path / "home", events, environment)
    until(lambda: heard(events, f'"{Did.READ}"') > 0, "nothing was read")
    bucket.send(signal.SIGSTOP)
    time.sleep(2)
    bucket.send(signal.SIGCONT)
    until(lambda: heard(events, KEPT) > 0, "nothing was kept")
    bucket.kill()
    time.sleep(2)
    bucket.start()

    assert running.wait(PATIENCE) == Exit.DONE, (tmp_path / "err").read_text(encoding="utf-8")
    bucket.wait()
    assert told(tmp_path) == dict.fromkeys(laptop.names, "")
    assert whole(open_store("s3://zishen/away", bucket.env), laptop)


def test_a_store_that_is_gone_is_told_and_the_next_run_finishes(bucket: Weed, laptop: Laptop, tmp_path: Path) -> None:
    """What was kept before is told as done, the rest as not done; it is not set aside, so the next run does it."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    environment = {**bucket.env, **HASTY, "ZISHEN_PATIENCE_SECONDS": "1.5"}
    home, words = tmp_path / "home", ("--workers", "1")
    running = start(laptop.batch, "s3://zishen/gone", home, first / "events", environment, words)
    until(lambda: heard(first / "events", KEPT) > 0, "nothing was kept")
    bucket.kill()

    assert running.wait(PATIENCE) == Exit.STORE  # the batch could not be sealed
    errors = told(first)
    done = heard(first / "events", KEPT)
    assert len([error for error in errors.values() if not error]) == done
    assert 0 < done < len(laptop.names)
    assert all("存储库不能用" in error and "没有应答" in error for error in errors.values() if error)
    assert "没有应答" in (first / "err").read_text(encoding="utf-8")

    bucket.start()
    bucket.wait()
    running = start(laptop.batch, "s3://zishen/gone", home, second / "events", environment, words)
    assert running.wait(PATIENCE) == Exit.DONE, (second / "err").read_text(encoding="utf-8")
    assert heard(second / "events", f'"{Did.FOUND}"') == done
    assert whole(open_store("s3://zishen/gone", bucket.env), laptop)


def test_a_bucket_is_watched_though_it_goes_away(bucket: Weed, tmp_path: Path) -> None:
    """Packages are taken as their keys arrive, before and after the server was killed; Ctrl-C ends it in good order."""
    environment = {**bucket.env, **HASTY, "ZISHEN_PATIENCE_SECONDS": "1.5"}
    events, home = tmp_path / "events", tmp_path / "home"
    inbox, store = (open_store(f"s3://zishen/watched/{name}", bucket.env) for name in ("in", "store"))
    running = start(
        "s3://zishen/watched/in", "s3://zishen/watched/store", home, events, environment, ("--watch", "0.5")
    )
    for count, name in enumerate(("01-甲公司", "02-乙公司"), 1):
        package = text_package(tmp_path, name).path
        assert package
        (letter,) = package.iterdir()
        inbox.put(f"{name}/{letter.name}", letter, "application/octet-stream", lasting=False)
        until(lambda count=count: len(list(sealed(store))) == count, f"{name} was not taken and sealed")  # type: ignore[misc]
        if count == 1:
            bucket.kill()
            time.sleep(2)
            bucket.start()
            bucket.wait()
    running.send_signal(signal.SIGINT)

    assert running.wait(PATIENCE) == Exit.DONE, (tmp_path / "err").read_text(encoding="utf-8")
    assert told(tmp_path) == {"01-甲公司": "", "02-乙公司": ""}
    assert not verify(store).faults
    assert not list(processes(home))


def sealed(store: Store) -> Iterator[str]:
    return (key for key in store.list("dossiers/") if "/_head/" in key)


def test_a_full_disk_is_told_and_the_next_run_finishes_when_there_is_room(laptop: Laptop, tmp_path: Path) -> None:
    """The run says in plain Chinese what is to be done, and leaves nothing half; as root, for only root lays disks."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    with disk(tmp_path / "disk", 3000) as full:  # a package takes some 1,100: two find room, the third does not
        store, home, environment = full / "store", tmp_path / "home", {"ZISHEN_PATIENCE_SECONDS": "1"}
        running = start(laptop.batch, store, home, first / "events", environment)

        assert running.wait(PATIENCE) in {Exit.SOME_FAILED, Exit.STORE}  # by whether the batch could still be sealed
        said = "磁盘已满）。请腾出空间或换一个存储位置，再运行一次；已存入的内容完好。"
        errors = [error for error in told(first).values() if error]
        assert 0 < len(errors) < len(laptop.names)
        assert all(error.endswith(said) for error in errors)
        assert not list(full.rglob(f"{UNFINISHED}*"))
        assert not verify(FolderStore(store)).faults

        enlarge(full, 64)
        assert start(laptop.batch, store, home, second / "events").wait(PATIENCE) == Exit.DONE
        assert told(second) == dict.fromkeys(laptop.names, "")
        assert whole(FolderStore(store), laptop)
