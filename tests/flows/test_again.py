"""What was finished is not done again, and what would come out otherwise is."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from flows.aside import asked_of, list_of, recall, set_aside, write
from flows.batch import Source
from flows.job import Job, Post, do
from flows.row import Row
from flows.steps import Did, Step
from pipeline.settings import Office
from tests.flows.packages import letter, post, text_package


def steps_of(source: Source, desk: Post) -> tuple[Row, list[Did]]:
    heard: list[Step] = []
    row = do(Job(source), desk, heard.append)
    return row, [step.did for step in heard]


def test_the_second_time_costs_the_door_and_one_look(tmp_path: Path) -> None:
    """No file is read, nothing is judged or drawn, and the row is the same but for saying so."""
    source, desk = text_package(tmp_path, "甲公司"), post(tmp_path)
    first, did = steps_of(source, desk)
    again, did_again = steps_of(source, desk)

    assert did == [
        Did.STARTED, Did.RECEIVED, Did.READING, Did.READ, Did.EXTRACTED, Did.JUDGED, Did.DRAWN, Did.KEPT,
    ]  # fmt: skip
    assert did_again == [Did.STARTED, Did.RECEIVED, Did.FOUND]
    assert again == first.model_copy(update={"before": True, "pages": 0})
    assert again.trace == first.trace is not None


@pytest.mark.parametrize(
    "change",
    [{"on": date(2026, 7, 1)}, {"award": "gold-individual"}, {"office": Office(name="某区评审办")}],
)
def test_another_day_award_or_office_is_other_work(tmp_path: Path, change: dict[str, object]) -> None:
    source, desk = text_package(tmp_path, "甲公司"), post(tmp_path)
    steps_of(source, desk)
    _, did = steps_of(source, dataclasses.replace(desk, desk=dataclasses.replace(desk.desk, **change)))  # type: ignore[arg-type]

    assert Did.KEPT in did


def test_a_package_that_comes_back_to_what_it_was_is_the_latest_again(tmp_path: Path) -> None:
    """First this, then that, then this again: the third is a run of its own that follows the second."""
    source, desk = text_package(tmp_path, "甲公司", "任命张三为首席质量官。"), post(tmp_path)
    file = tmp_path / "甲公司" / "任命文件.docx"
    this = file.read_bytes()
    first, _ = steps_of(source, desk)
    letter(file, "甲公司任命李四为首席质量官。")
    second, _ = steps_of(source, desk)
    file.write_bytes(this)
    third, _ = steps_of(source, desk)
    fourth, did = steps_of(source, desk)

    assert len({first.run, second.run, third.run}) == 3
    last = desk.vault.last(third.run.rpartition("/")[0])
    assert last
    assert (last.content.run, last.content.follows) == (third.run, second.run)
    assert fourth.run == third.run
    assert did[-1] is Did.FOUND


def test_what_could_not_all_be_read_is_not_finished(tmp_path: Path) -> None:
    """A program that is installed meanwhile may read it."""
    source, desk = text_package(tmp_path, "甲公司"), post(tmp_path)
    (tmp_path / "甲公司" / "图纸.dwg").write_bytes(b"AC1032 nothing that anybody reads")
    steps_of(source, desk)
    _, did = steps_of(source, desk)

    assert did[-1] is Did.KEPT


def test_a_store_that_fails_is_no_fault_of_the_package(tmp_path: Path) -> None:
    """A file stands where the store should be; a bad zip is the package's own fault."""
    source, desk = text_package(tmp_path, "甲公司"), post(tmp_path)
    (tmp_path / "store").write_bytes(b"")
    broken = tmp_path / "乙.zip"
    broken.write_bytes(b"PK\x03\x04 nothing more")

    assert do(Job(source), desk, print).passing
    assert not do(Job(Source("乙.zip", broken)), desk, print).passing


@pytest.fixture
def broken(tmp_path: Path) -> Source:
    path = tmp_path / "乙.zip"
    path.write_bytes(b"PK\x03\x04 nothing more")
    return Source("乙.zip", path)


def test_what_failed_is_set_aside_until_it_changes(tmp_path: Path, broken: Source) -> None:
    """The same file is not tried again; another one under the same name is, and once it is done the list is empty."""
    desk, listed = post(tmp_path).desk, list_of(tmp_path / "home", str(tmp_path / "store"))
    asked = {broken.name: asked_of(broken, desk)}
    write(listed, {}, [Row(package="乙.zip", error="打不开")], asked)

    (row,) = set_aside([broken], recall(listed), asked)
    assert (row.package, row.error) == ("乙.zip", "打不开（以前已试过，本次没有再试；加 --retry 再试）")
    assert broken.path
    broken.path.write_bytes(b"PK\x03\x04 something else")
    changed = {broken.name: asked_of(broken, desk)}
    assert set_aside([broken], recall(listed), changed) == []
    write(listed, recall(listed), [Row(package="乙.zip", run="a/b/c")], changed)
    assert recall(listed) == {}


def test_what_failed_in_a_bucket_is_set_aside_until_other_bytes_lie_there(tmp_path: Path) -> None:
    desk = post(tmp_path).desk
    this, other = (Source("乙.zip", keys=("乙.zip",), marks=(mark,)) for mark in ("9 this", "9 other"))

    assert asked_of(this, desk) == asked_of(Source("乙.zip", keys=("乙.zip",), marks=("9 this",)), desk)
    assert asked_of(this, desk) != asked_of(other, desk)


def test_what_failed_for_the_time_being_is_tried_by_every_run(tmp_path: Path) -> None:
    listed = list_of(tmp_path / "home", str(tmp_path / "store"))
    write(listed, {}, [Row(package="乙.zip", error="磁盘已满", passing=True)], {"乙.zip": "asked"})

    assert recall(listed) == {}
    assert not listed.exists()


def test_a_list_that_cannot_be_read_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_bytes(b"torn")
    assert recall(tmp_path / "list.json") == {}
