"""Packages are taken as they arrive, and what failed is set aside until it is asked for."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from minio import Minio

from flows.steps import Did, Step
from pipeline.folder import FolderStore
from pipeline.store import Store, open_store
from pipeline.vault import Vault
from pipeline.verify import verify
from tests.flows.packages import letter, text_package
from tests.flows.running import CHOSEN, PATIENCE, dossiers, heard, processes, start, until
from tests.flows.test_run import zishen_run
from tests.weed import BUCKET


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all that are watched here: Prefect's database is made once."""
    return tmp_path_factory.mktemp("home")


def test_packages_are_taken_as_they_arrive(home: Path, tmp_path: Path) -> None:
    """It begins with an empty folder, takes one package and then another, and ends in good order with Ctrl-C."""
    source, store, events = (tmp_path / name for name in ("in", "store", "events"))
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


@contextmanager
def watching(
    source: str | Path, store: str | Path, home: Path, folder: Path, env: Mapping[str, str] | None = None
) -> Iterator[Path]:
    """Watch for as long as the block lasts, with a look every two seconds; gives the file of the events."""
    running = start(source, store, home, folder / "events", env, ("--workers", "2", "--watch", "2"))
    try:
        yield folder / "events"
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 0, (folder / "err").read_text(encoding="utf-8")
    finally:
        running.kill()
        running.wait()


def took(events: Path, package: str) -> int:
    """Count how often a package was begun."""
    steps = [Step.model_validate_json(line) for line in events.read_text(encoding="utf-8").splitlines()]
    return sum(step.did is Did.STARTED and step.package == package for step in steps)


def one_follows_the_other(store: Store) -> None:
    """Of two runs, the later names the earlier, and nothing is wrong with the batch."""
    (batch,) = {key.rsplit("/_chain/", 1)[0] for key in store.list("dossiers/") if "/_chain/" in key}
    first, second = (one.content for one in Vault(store).manifests(batch) if "/01-" in one.content.run)
    assert (first.follows, second.follows) == ("", first.run)
    assert not verify(store).faults


def sealed(store: Store) -> int:
    return sum("/_head/" in key for key in store.list("dossiers/"))


def test_a_package_that_comes_again_is_taken_again_and_one_on_its_way_is_not_taken_half(
    home: Path, tmp_path: Path
) -> None:
    """Both lie there at the start, one of them still growing; then the other is overwritten under its own name."""
    source, kept = tmp_path / "in", FolderStore(tmp_path / "store")
    text_package(source, "01-甲公司")
    text_package(tmp_path, "02-乙公司")
    whole = (tmp_path / "02-乙公司" / "任命文件.docx").read_bytes()
    (source / "02-乙公司").mkdir()
    on_its_way = source / "02-乙公司" / "任命文件.docx"
    with watching(source, kept.root, home, tmp_path) as events:

        def arrives() -> bool:
            on_its_way.write_bytes(whole[: len(whole) // 2])  # other bytes each time, by the time of the file
            return sealed(kept) == 1

        until(arrives, "the package that was whole was not taken")
        assert took(events, "02-乙公司") == 0
        on_its_way.write_bytes(whole)
        until(lambda: sealed(kept) == 2, "the package that is whole now was not taken")
        letter(source / "01-甲公司" / "任命文件.docx", "01-甲公司任命李四为首席质量官。")
        until(lambda: sealed(kept) == 3, "the package that came again was not taken")

    assert (took(events, "01-甲公司"), took(events, "02-乙公司")) == (2, 1)
    one_follows_the_other(kept)


def test_an_object_that_is_overwritten_is_taken_again(home: Path, s3: Mapping[str, str], tmp_path: Path) -> None:
    """The same key with other bytes; the other package, and the same bytes put once more, are left alone."""
    theirs = Minio(s3["ZISHEN_S3_ENDPOINT"], s3["ZISHEN_S3_ACCESS_KEY"], s3["ZISHEN_S3_SECRET_KEY"], secure=False)
    name = uuid4().hex
    kept = open_store(f"s3://{BUCKET}/{name}/store", s3)
    words = {"01-甲公司": "任命张三为首席质量官。", "02-乙公司": "任命王五为首席质量官。"}

    def put(package: str, said: str) -> None:
        letter(tmp_path / "letter.docx", f"{package}{said}")
        theirs.fput_object(BUCKET, f"{name}/in/{package}/任命文件.docx", str(tmp_path / "letter.docx"))

    for package, said in words.items():
        put(package, said)
    with watching(f"s3://{BUCKET}/{name}/in", f"s3://{BUCKET}/{name}/store", home, tmp_path, s3) as events:
        until(lambda: sealed(kept) == 1, "the packages were not taken")
        put("02-乙公司", words["02-乙公司"])
        put("01-甲公司", "任命李四为首席质量官。")
        until(lambda: sealed(kept) == 2, "the package that came again was not taken")

    assert (took(events, "01-甲公司"), took(events, "02-乙公司")) == (2, 1)
    one_follows_the_other(kept)


def test_a_folder_that_is_not_there_is_not_watched(tmp_path: Path) -> None:
    """A name that was mistyped would be watched for ever."""
    ran = zishen_run(tmp_path / "nowhere", tmp_path / "store", tmp_path / "home", words=("--watch", "0.5"))

    assert ran.code == 2
    assert ran.err.startswith("zishen：没有可读的材料")


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
