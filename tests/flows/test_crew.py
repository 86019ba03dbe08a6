"""What one package does to the process that reviews it, it does to no other."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.crew import Crew, Limits
from flows.lifeline import family, memory_of
from flows.row import Row
from flows.steps import Did, Step
from pipeline.model import Dossier
from tests.flows.packages import long_text, post, text_package

LONG = "02-很长的报告.docx"


@contextmanager
def crew(folder: Path, limits: Limits = Limits(), heard: Callable[[Step], None] = lambda _: None) -> Iterator[Crew]:  # noqa: B008 - a frozen value
    one = Crew(post(folder), 1, 1, folder / "log", limits, heard)
    try:
        yield one
    finally:
        one.close()


def dossier_of(row: Row) -> Dossier:
    return Dossier.model_validate_json(Path(row.dossier).with_name("dossier.json").read_bytes())


def told(row: Row) -> Row:
    """Leave out where the store lies, which differs from test to test."""
    return row.model_copy(update={"dossier": ""})


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Row:
    folder = tmp_path_factory.mktemp("undisturbed")
    with crew(folder) as one:
        return told(one.review(text_package(folder, "01-甲公司")))


def test_a_process_killed_from_outside_is_no_fault_of_the_package(tmp_path: Path, undisturbed: Row) -> None:
    """Whoever kills it, twice, in the middle of the work: the row is that of an undisturbed run."""
    steps: list[Step] = []
    kills = iter((Did.RECEIVED, Did.EXTRACTED))
    at = [next(kills)]

    def heard(step: Step) -> None:
        steps.append(step)
        if at and step.did is at[0]:
            at[:] = [following] if (following := next(kills, None)) else []
            os.kill(one.pids()[0], signal.SIGKILL)

    with crew(tmp_path, heard=heard) as one:
        row = one.review(text_package(tmp_path, "01-甲公司"))
        pids = one.pids()

    assert told(row) == undisturbed
    assert [step.what for step in steps if step.did is Did.LOST] == ["处理进程被外部终止"] * 2
    assert all(memory_of(pid) == 0 for pid in pids)


def test_a_file_that_crashes_its_reader_costs_that_file(tmp_path: Path) -> None:
    """Twice the same crash at the same file: it is left out and named, and the other file is read."""
    source = text_package(tmp_path, "01-甲公司")
    long_text(tmp_path / "01-甲公司" / LONG, 20_000)

    def heard(step: Step) -> None:
        if step.did is Did.READING and step.file == LONG:
            for pid in one.pids():
                os.kill(pid, signal.SIGSEGV)  # as a native library would have it
        lost.append(step.what) if step.did is Did.LOST else None

    lost: list[str] = []
    with crew(tmp_path, heard=heard) as one:
        row = one.review(source)

    (problem,) = [one for one in dossier_of(row).sheet.problems if one.code == "reading_stopped"]
    assert lost == ["读取程序崩溃（SIGSEGV）"] * 2
    assert (problem.file, problem.what) == (LONG, "读取这个文件时读取程序崩溃（SIGSEGV），已跳过")
    assert [fact.field for fact in dossier_of(row).sheet.facts]  # of the letter
    assert not (tmp_path / "store" / "finished").exists()  # a later run tries again


def test_a_file_that_takes_too_long_costs_that_file(tmp_path: Path) -> None:
    """The limit is for each file; what was slow once is not waited for twice."""
    source = text_package(tmp_path, "01-甲公司")
    long_text(tmp_path / "01-甲公司" / LONG, 400_000)
    lost: list[str] = []
    limits = Limits(file_seconds=8)
    with crew(tmp_path, limits, lambda step: lost.append(step.file) if step.did is Did.LOST else None) as one:
        row = one.review(source)

    assert lost == [LONG]
    assert [one.file for one in dossier_of(row).sheet.problems] == [LONG]


def test_a_file_that_takes_too_much_memory_costs_that_file(tmp_path: Path) -> None:
    """A text of four hundred thousand paragraphs does not fit into what the process may take; the letter does."""
    source = text_package(tmp_path, "01-甲公司")
    long_text(tmp_path / "01-甲公司" / LONG, 400_000)
    with crew(tmp_path, Limits(memory=400 * 1024**2)) as one:
        row = one.review(source)

    (problem,) = dossier_of(row).sheet.problems
    assert problem.what == "读取这个文件时占用内存超过 400 MB，已跳过"


def test_a_package_that_ends_every_process_is_told(tmp_path: Path) -> None:
    """Where no file can be named, the package has a row with an error, and the next one is reviewed."""

    def heard(step: Step) -> None:
        if step.did is Did.RECEIVED and step.package == "01-甲公司":
            os.kill(one.pids()[0], signal.SIGABRT)

    with crew(tmp_path, heard=heard) as one:
        first = one.review(text_package(tmp_path, "01-甲公司", "任命李四为首席质量官。" * 4000))
        second = one.review(text_package(tmp_path, "02-乙公司"))

    assert first == Row(package="01-甲公司", error="审查这份材料时读取程序崩溃（SIGABRT）。请检查材料，或交给维护者。")
    assert second.run


def test_processes_are_replaced_before_they_grow_old(tmp_path: Path) -> None:
    with crew(tmp_path, Limits(packages=2)) as one:
        served = []
        for number in range(3):
            one.review(text_package(tmp_path, f"{number}-公司"))
            served.append(one.pids())

    first, none_left, another = served
    assert none_left == []
    assert first != another


def test_the_family_of_a_process_is_known() -> None:
    assert family(os.getpid())[-1] == os.getpid()
    assert memory_of(os.getpid()) > 1024**2
    assert memory_of(2**22 + 1) == 0
