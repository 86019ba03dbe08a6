"""A batch becomes dossiers in a store, whatever one of its packages does, and the same ones every time."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document

from flows.batch import find_packages
from flows.steps import Did, Step
from pipeline.errors import Exit
from pipeline.folder import FolderStore
from pipeline.model import Dossier
from pipeline.store import Store, open_store
from tests.flows.running import dossiers

CHOSEN = ("--rules", "shanghai-2022", "--award", "gold-organisation", "--on", "2026-06-30")


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def rows(self) -> dict[str, dict[str, object]]:
        return {row["package"]: row for row in json.loads(self.out)}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for the session: Prefect's database is made once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small packages with text only, and one that is no package at all."""
    folder = tmp_path_factory.mktemp("batch")
    for name in ("01-甲公司", "02-乙公司"):
        (folder / name).mkdir()
        word = Document()
        word.add_paragraph("关于任命首席质量官的通知")
        word.add_paragraph(f"{name}任命张三为首席质量官。")
        word.save(str(folder / name / "任命文件.docx"))
    (folder / "03-坏掉的.zip").write_bytes(b"PK\x03\x04 nothing more")
    return folder


def zishen_run(
    source: str | Path,
    store: str | Path,
    home: Path,
    env: Mapping[str, str] | None = None,
    words: Sequence[str] = ("--json",),
) -> Ran:
    finished = subprocess.run(
        [Path(sys.executable).parent / "zishen", "run", str(source), "--store", str(store), *CHOSEN, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(env or {}), "ZISHEN_HOME": str(home)},
    )
    return Ran(finished.returncode, finished.stdout, finished.stderr)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "store"


@pytest.fixture(scope="session")
def first(batch: Path, home: Path, kept: Path) -> Ran:
    """The batch, run once into a folder that is not there yet."""
    return zishen_run(batch, kept, home, words=("--json", "--events", str(kept.parent / "events")))


def test_one_bad_package_does_not_sink_the_batch(first: Ran) -> None:
    """The two good packages are reviewed; the third is told with its name, and the exit code says that one failed."""
    assert first.code == Exit.SOME_FAILED, first.err
    assert {name: bool(row["error"]) for name, row in first.rows.items()} == {
        "01-甲公司": False,
        "02-乙公司": False,
        "03-坏掉的.zip": True,
    }
    assert "03-坏掉的.zip" in str(first.rows["03-坏掉的.zip"]["error"])
    page = Path(str(first.rows["01-甲公司"]["dossier"]))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert Dossier.model_validate_json(page.with_name("dossier.json").read_bytes()).package == "01-甲公司"


def test_each_step_is_told_to_machines_until_the_batch_is_sealed(first: Ran, kept: Path) -> None:
    """What was read is told with what it is and how much of it came from pixels: two Word letters, no scan."""
    told = (kept.parent / "events").read_text(encoding="utf-8").splitlines()
    steps = [Step.model_validate_json(line) for line in told]
    read = [step for step in steps if step.did is Did.READ]

    assert first.code == Exit.SOME_FAILED
    assert [(step.media, step.pages, step.scanned) for step in read] == [("docx", 1, 0), ("docx", 1, 0)]
    assert [step.did for step in steps].count(Did.FINISHED) == 3
    assert [(step.did, step.package, step.seconds > 0) for step in steps[-1:]] == [(Did.SEALED, "", True)]


def test_nothing_of_the_server_is_left_behind(first: Ran, home: Path) -> None:
    """The server we start ends with the run."""
    ours = f"ZISHEN_HOME={home}".encode()
    left = [entry for entry in Path("/proc").glob("[0-9]*/environ") if _belongs(entry, ours)]

    assert first.code == Exit.SOME_FAILED
    assert left == []


def _belongs(entry: Path, mark: bytes) -> bool:
    try:
        return mark in entry.read_bytes().split(b"\0")
    except OSError:  # the process ended while we looked
        return False


def test_a_second_run_adds_nothing_and_a_person_sees_no_trace_of_prefect(
    first: Ran, batch: Path, home: Path, kept: Path
) -> None:
    """The same packages become the same objects; a person sees a table, no log line and no address of a server."""
    before = {key: FolderStore(kept).get(key) for key in FolderStore(kept).list()}
    again = zishen_run(batch, kept, home, words=())

    assert first.code == again.code == Exit.SOME_FAILED
    assert {key: FolderStore(kept).get(key) for key in FolderStore(kept).list()} == before
    assert len([key for key in before if key.endswith("/dossier.json")]) == 2
    assert "共 3 份材料" in again.out
    assert str(first.rows["01-甲公司"]["dossier"]) in again.out
    assert again.err == ""


def test_a_bucket_gives_the_same_dossiers_as_a_folder(
    first: Ran, batch: Path, home: Path, kept: Path, s3: Mapping[str, str]
) -> None:
    """Nothing of the place where a package lay or is kept leaks into its dossier."""
    inbox = open_store("s3://zishen/inbox", s3)
    for path in batch.rglob("*"):
        if path.is_file():
            inbox.put(path.relative_to(batch).as_posix(), path.read_bytes(), "application/octet-stream")

    ran = zishen_run("s3://zishen/inbox", "s3://zishen/vault", home, s3)

    assert ran.code == Exit.SOME_FAILED, ran.err
    assert ran.rows.keys() == first.rows.keys()
    vault, folder = open_store("s3://zishen/vault", s3), FolderStore(kept)
    assert dossiers(vault) == dossiers(folder)
    assert read_and_kept(vault) == read_and_kept(folder)


def read_and_kept(store: Store) -> dict[str, bytes]:
    """What came in and what was read of it: no part of it tells which of two packages was done first."""
    return {key: store.get(key) for room in ("originals/", "readings/", "pages/") for key in store.list(room)}


def test_a_store_that_is_not_there_is_told_before_any_work(batch: Path, tmp_path: Path) -> None:
    ran = zishen_run(batch, "s3://zishen/vault", tmp_path / "other-home", {"ZISHEN_S3_ENDPOINT": ""})

    assert ran.code == Exit.INPUT
    assert "ZISHEN_S3_ENDPOINT" in ran.err
    assert not (tmp_path / "other-home").exists()


def test_a_batch_without_packages_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    ran = zishen_run(tmp_path / "empty", tmp_path / "store", home)

    assert ran.code == Exit.INPUT
    assert ran.err.startswith("zishen：没有可读的材料")
    assert not (tmp_path / "store").exists()


def test_one_package_given_as_a_batch_is_not_torn_apart(batch: Path, tmp_path: Path) -> None:
    """A folder of loose files is one applicant's; the sentence says which command reviews it."""
    ran = zishen_run(batch / "01-甲公司", tmp_path / "store", tmp_path / "home")

    assert ran.code == Exit.INPUT
    assert "zishen check" in ran.err
    assert not (tmp_path / "store").exists()


def test_a_store_inside_the_batch_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "甲公司").mkdir()
    (tmp_path / "结果").mkdir()

    found, _ = find_packages(str(tmp_path), str(tmp_path / "结果"), {})

    assert [source.name for source in found] == ["甲公司"]


def test_a_home_that_cannot_be_written_is_named(batch: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    ran = zishen_run(batch, tmp_path / "store", tmp_path / "file" / "home")

    assert ran.code == Exit.INPUT
    assert "ZISHEN_HOME" in ran.err


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages of one company, and one of another."""
    folder = tmp_path_factory.mktemp("twins")
    named = {
        "甲": ("上海子虚精密仪器有限公司", "91310104MA1FR0X18T"),
        "乙": ("上海子虚精密仪器有限公司", "91310104MA1FR0X18T"),
        "丙": ("上海镇花智能装备有限公司", "91310104132000010R"),
    }
    for package, (name, code) in named.items():
        (folder / package).mkdir()
        word = Document()
        word.add_paragraph("上海市政府质量奖申报表")
        table = word.add_table(rows=2, cols=2)
        for row, words in enumerate((("组织名称", name), ("统一社会信用代码", code))):
            for column, text in enumerate(words):
                table.cell(row, column).text = text
        word.add_paragraph(f"材料 {package}")
        word.save(str(folder / package / "申报表.docx"))
    return folder


def test_one_company_in_two_packages_is_told_in_the_rows_and_in_no_dossier(
    twins: Path, home: Path, tmp_path: Path
) -> None:
    """Each row names the other package; a dossier is of one package and names nobody else."""
    ran = zishen_run(twins, tmp_path / "store", home)

    assert ran.code == Exit.DONE, ran.err
    told = {name: [one["sentence"] for one in row["among"]] for name, row in ran.rows.items()}  # type: ignore[attr-defined]
    assert told["丙"] == []
    assert told["甲"] == ["材料“乙”（上海子虚精密仪器有限公司）的统一社会信用代码相同，申报同一奖项。"]
    assert told["乙"] == ["材料“甲”（上海子虚精密仪器有限公司）的统一社会信用代码相同，申报同一奖项。"]
    assert "同一批次未重复申报" in str(ran.rows["甲"]["reasons"])
    assert "trace" not in ran.out
    kept = FolderStore(tmp_path / "store")
    (beside,) = [key for key in kept.list() if key.endswith("/among.json")]
    assert "/_batch/" in beside
    assert {one["package"] for one in json.loads(kept.get(beside))["packages"]} == {"甲", "乙"}
    page = Path(str(ran.rows["甲"]["dossier"]))
    assert "材料“乙”" not in page.with_name("dossier.json").read_text(encoding="utf-8")
