"""The figures of speed are reckoned from what was measured, by arithmetic that can be done by hand."""

import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from benchmarks.accuracy_truth import Told
from benchmarks.afternoon import Kind, Sheet, Word, kind_of, values
from benchmarks.small_packages import packages
from benchmarks.speed import as_data, main, merged, save
from benchmarks.speed_figures import (
    Line,
    afternoon,
    flat,
    orchestration,
    reading_over_models,
    second_worker,
    stages,
    table,
)
from benchmarks.speed_measured import found
from benchmarks.speed_plot import Bar, drawing
from benchmarks.speed_runs import Record, Run, Taken, spent, summed, watched
from flows.steps import Did, Step


def ran(packages: int, seconds: float, **more: object) -> Run:
    told = {
        "name": "",
        "packages": packages,
        "workers": 2,
        "seconds": seconds,
        "processor": seconds,
        "peak_mib": 100,
        **more,
    }
    return Run.model_validate(told)


def by_name(lines: list[Line]) -> dict[str, float]:
    return {line.what.strip(): line.value for line in lines}


def test_steps_are_added_up_by_stage_and_what_is_no_stage_is_left_out() -> None:
    """A Word file with a scan in it is a scan; looking whether a package was done before is nobody's stage."""
    steps = [
        Step(did=Did.STARTED, seconds=9),
        Step(did=Did.RECEIVED, seconds=1),
        Step(did=Did.READING, seconds=5),
        Step(did=Did.READ, media="pdf", pages=2, seconds=2),
        Step(did=Did.READ, media="docx", pages=1, seconds=3),
        Step(did=Did.READ, media="docx", pages=2, scanned=1, seconds=10),
        Step(did=Did.READ, media="jpeg", pages=1, scanned=1, seconds=20),
        Step(did=Did.READ, media="xlsx", pages=1, seconds=0.5),
        Step(did=Did.EXTRACTED, seconds=4),
        Step(did=Did.FINISHED, seconds=7),
    ]
    assert spent(steps) == {
        "receive": 1, "read PDF text": 2, "read Word": 3, "read scans": 30, "read others": 0.5, "extract": 4,
    }  # fmt: skip


def test_a_run_is_what_was_seen_from_outside_and_what_it_told() -> None:
    """Begun at second 100: the first package is begun 5 seconds later, the last of two is finished after 25."""
    steps = [
        Step(did=Did.STARTED, package="a", at=105),
        Step(did=Did.READ, package="a", media="pdf", pages=3, scanned=2, at=110, seconds=5),
        Step(did=Did.FINISHED, package="a", what="supplement", at=120),
        Step(did=Did.FINISHED, package="b", what="压缩包已损坏", at=125),
        Step(did=Did.SEALED, seconds=1.5, at=127),
    ]
    run = summed("r", Taken(seconds=30, processor=40, peak_mib=140, code=0), steps, 100, 2)
    assert (run.packages, run.failed, run.pages, run.scanned) == (2, 1, 3, 2)
    assert (run.first, run.last, run.sealing) == (5, 25, 1.5)


def test_orchestration_is_the_clock_less_what_the_workers_did() -> None:
    """Two workers for 100 s have 200 s: 180 s of stages are 90 of the clock, and 4 s of sealing leave 6 of 100."""
    run = ran(50, 100, first=3, last=95, sealing=4, spent={"read scans": 150, "draw": 30})
    told = by_name(list(orchestration(run)))
    assert told == {
        "orchestration, share of the clock": 0.06,
        "before the first package is begun": 0.03,
        "between packages and while a worker has none": 0.02,
        "after the last package, sealing aside": 0.01,
    }


def test_stages_add_up_to_the_whole_run() -> None:
    run = ran(50, 100, sealing=4, spent={"read scans": 150, "draw": 30})
    told = stages(run)
    assert told == {"read scans": 75, "draw": 15, "batch papers and seal": 4, "the rest": 6}
    assert sum(told.values()) == run.seconds


def test_packages_an_hour_are_compared_over_the_same_packages() -> None:
    """Ten packages in 1 000 s against ten in 250 s, in two blocks: four times; 36 and 144 an hour."""
    theirs = [ran(6, 700, processor=900, told=8, found=6), ran(4, 300, processor=300, told=2, found=1)]
    ours = [ran(6, 150, processor=200), ran(4, 100, processor=200)]
    lines = list(afternoon(theirs, ours))
    assert [line.value for line in lines] == [4, 3, 36, 144, 0.7]
    assert [line.n for line in lines] == [10, 10, 10, 10, 10]
    assert lines[0].met is True


def test_other_packages_are_no_comparison() -> None:
    with pytest.raises(ValueError, match="not the same packages"):
        list(afternoon([ran(6, 700)], [ran(5, 150)]))


def test_a_further_package_costs_the_same_whatever_a_run_costs_to_start() -> None:
    """20 s to start and 1 s for each package, 1.2 s from the hundredth on: 1.2 times; and 30/20 of the memory."""
    runs = [
        ran(10, 30, peak_mib=20), ran(10, 90, peak_mib=20), ran(10, 29, peak_mib=20),  # the median counts
        ran(100, 120, peak_mib=25),
        ran(1000, 1200, peak_mib=30, tenths=(1, 100, 1, 1, 1, 1, 1, 1, 1, 110)),
    ]  # fmt: skip
    told = by_name(list(flat(runs)))
    assert told["a further package, 100 to 1000 over 10 to 100 (clock)"] == 1.2
    assert told["highest memory of the parent, 1000 over 10"] == 1.5
    assert told["seconds a package at 10, start and end included"] == 3
    assert told["the last tenth of 1000 packages over the second"] == 1.1


@pytest.mark.parametrize(("seconds", "met"), [(929, False), (930, True), (1020, True), (1110, True), (1111, False)])
def test_flat_is_within_a_tenth_to_both_sides(seconds: float, met: bool) -> None:
    """90 packages for 90 s; the next 900 for 810 s to 990 s are flat."""
    lines = list(flat([ran(10, 30), ran(100, 120), ran(1000, seconds)]))
    assert [line.met for line in lines if line.what.endswith("(clock)")] == [met]


def test_a_second_worker_and_a_cluster_are_held_against_the_same_packages() -> None:
    """Two rounds: 400 s alone, 220 s in two, 250 s over the cluster; at work 380 s and 200 s."""
    one = [ran(4, 210, first=5, last=195), ran(4, 190, first=5, last=195)]
    two = [ran(4, 110, first=5, last=105), ran(4, 110, first=5, last=105)]
    cluster = [ran(4, 125), ran(4, 125)]
    lines = list(second_worker(one, two, cluster))
    assert [line.value for line in lines] == [1.8182, 1.9, 1.8182, 0.88]
    assert [line.met for line in lines] == [True, None, None, False]


def test_reading_is_told_as_times_its_models() -> None:
    assert reading_over_models(30, 20, 40) == Line(
        what="reading a scan over its models alone (processor)", value=1.5, n=40
    )


def test_the_table_says_which_mark_is_reached() -> None:
    lines = [
        Line(what="a", value=4, n=50, at_least=4),
        Line(what="b", value=0.06, n=100, at_most=0.05),
        Line(what="c", value=1, n=7),
    ]
    assert [row.split() for row in table(lines)][1:] == [
        ["a", "4.000", "50", ">=", "4", "reached"],
        ["b", "0.060", "100", "<=", "0.05", "MISSED"],
        ["c", "1.000", "7"],
    ]


def test_figures_of_one_day_stand_in_one_file(tmp_path: Path) -> None:
    """Taken again, a figure takes its own place and no other's."""
    file = tmp_path / "speed.json"
    file.write_text(json.dumps({"date": "d", "figures": {"flat": {"n": 1}, "workers": {"n": 2}}}), encoding="utf-8")
    assert merged(file, "flat", {"n": 3}) == {"date": "d", "figures": {"workers": {"n": 2}, "flat": {"n": 3}}}


@pytest.fixture
def all_cores() -> Iterator[None]:
    """A benchmark keeps itself to two cores; the tests after it are not to be kept there."""
    cores = os.sched_getaffinity(0)
    yield
    os.sched_setaffinity(0, cores)


@pytest.mark.usefixtures("all_cores")
def test_a_long_run_saves_every_figure_that_could_be_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All runs are in the record of an earlier start; those of the afternoon are not of the same packages.

    Season: 100 s for two workers with 180 s of stages and 4 s of sealing leave 6 of 100. Two workers take 55 s for the
    100 s of one.
    """
    for number in range(4):
        (tmp_path / "packages" / str(number)).mkdir(parents=True)
    runs = [
        ran(4, 100, name="season of 4, seed 7", last=95, sealing=4, spent={"read scans": 150, "draw": 30}),
        ran(4, 100, name="one worker, 4, seed 7, round 1", last=99),
        ran(4, 55, name="two workers, 4, seed 7, round 1", last=54),
        ran(4, 60, name="two Dask workers, 4, seed 7, round 1", last=59),
        *(ran(count, 20 + count, name=f"{count} small packages, 1") for count in (10, 100, 1000)),
        *(ran(2, 700, name=f"afternoon script of 4, seed 7, block {block} of 2") for block in (1, 2)),
        *(ran(1, 150, name=f"zishen of 4, seed 7, block {block} of 2") for block in (1, 2)),
    ]
    so_far, results = tmp_path / "so-far.jsonl", tmp_path / "results"
    so_far.write_text("".join(run.model_dump_json() + "\n" for run in runs), encoding="utf-8")
    figures = [word for one in ("orchestration", "afternoon", "workers", "flat") for word in ("--only", one)]
    sizes = ["--count", "4", "--afternoon-packages", "4", "--worker-packages", "4", "--repeats", "1"]

    told = main(
        [*figures, *sizes, "--packages", str(tmp_path), "--so-far", str(so_far), "--save", "--results", str(results)]
    )

    assert told == 2
    assert "afternoon could not be measured" in capsys.readouterr().err
    (file,) = results.iterdir()
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert list(kept["figures"]) == ["orchestration", "workers", "flat"]
    first, second, third = (figure["lines"][0] for figure in kept["figures"].values())
    assert (first["value"], first["n"], first["met"]) == (0.06, 4, False)
    assert (second["value"], second["n"], second["met"]) == (1.8182, 4, True)
    assert (third["what"], third["value"]) == ("seconds a package at 10, start and end included", 3)
    assert [run["name"] for run in kept["figures"]["workers"]["runs"]] == [run.name for run in runs[1:4]]


def test_a_figure_that_is_drawn_is_saved_with_its_drawing(tmp_path: Path) -> None:
    """The second replaces neither the drawing nor the other figure of that day, and nothing half lies beside them."""
    day, run = date(2026, 11, 29), ran(50, 100, spent={"read scans": 150})
    bars = [Bar("50 mixed packages", {"read scans": 75.0, "the rest": 25.0})]
    save(tmp_path / "results", day, "stages", as_data([Line(what="a", value=1, n=50)], [run], 0.5), bars)
    save(tmp_path / "results", day, "orchestration", as_data([], [run], 0.5), [])

    assert sorted(one.name for one in (tmp_path / "results").iterdir()) == [
        "speed-2026-11-29.json",
        "speed-2026-11-29.svg",
    ]
    kept = json.loads((tmp_path / "results" / "speed-2026-11-29.json").read_text(encoding="utf-8"))
    assert kept["date"] == "2026-11-29"
    assert list(kept["figures"]) == ["orchestration", "stages"]
    assert kept["figures"]["stages"]["lines"] == [{"what": "a", "value": 1, "n": 50, "met": None}]
    assert kept["figures"]["stages"]["runs"][0]["spent"] == {"read scans": 150}
    drawn = (tmp_path / "results" / "speed-2026-11-29.svg").read_text(encoding="utf-8")
    assert "read scans: 75.0 s, 75.0%" in drawn


def test_a_run_that_was_cut_off_goes_on_with_what_was_measured(tmp_path: Path) -> None:
    """The line that was being written is dropped, and measured again."""
    file = tmp_path / "so-far.jsonl"
    whole = ran(1, 5).model_copy(update={"name": "first"}).model_dump_json() + "\n"
    file.write_text(whole + whole.replace("first", "second")[:20], encoding="utf-8")
    record, measured = Record(file), []

    def measure(name: str) -> Run:
        measured.append(name)
        return ran(1, 7).model_copy(update={"name": name})

    assert [record.once(name, measure).seconds for name in ("first", "second")] == [5, 7]
    assert measured == ["second"]
    assert [json.loads(line)["name"] for line in file.read_text(encoding="utf-8").splitlines()] == ["first", "second"]


def test_a_process_is_watched_with_its_processor_time_and_its_memory(tmp_path: Path) -> None:
    """Fifty million bytes are 47.7 MiB, and half a second of the clock was slept away."""
    script = "import time; held = bytearray(50_000_000); time.sleep(0.5)"
    taken = watched([sys.executable, "-c", script], tmp_path / "log", {})
    assert taken.code == 0
    assert taken.seconds >= 0.5
    assert taken.peak_mib >= 47
    assert 0 < taken.processor < taken.seconds + 1


def test_the_drawing_is_as_wide_as_its_parts_together() -> None:
    """A quarter and three quarters of 720."""
    drawn = drawing([Bar("a & b", {"read": 10, "draw": 30})])
    assert re.findall(r'width="([\d.]+)" height="34"', drawn) == ["180.00", "540.00"]
    assert "a &amp; b" in drawn
    assert "read: 10.0 s, 25.0%" in drawn


LICENCE = Kind(("营业执照",), {"法定代表人": "entity.representative", "名称": "entity.name"})


def test_the_afternoon_script_takes_what_stands_after_a_label_beside_it_or_under_it() -> None:
    lines = [
        Word("营业执照", 0, 0, 10, 1),
        Word("名 称：子虚公司", 0, 2, 10, 3),
        Word("法定代表人", 0, 4, 4, 5),
        Word("李四", 5, 4.1, 7, 5.1),
        Word("王五", 0, 6, 4, 7),
    ]
    sheet = Sheet(lines, [["名称", "乌有公司"]])
    assert kind_of(sheet, [Kind(("申报表",), {}), LICENCE]) == LICENCE
    assert list(values(sheet, LICENCE.labels)) == [
        ("entity.name", "乌有公司"), ("entity.name", "子虚公司"), ("entity.representative", "李四"),
    ]  # fmt: skip
    below = Sheet([one for one in lines if one.text != "李四"], [])
    assert ("entity.representative", "王五") in list(values(below, LICENCE.labels))


def test_a_value_is_found_where_its_words_stand_among_what_the_script_took() -> None:
    """Of three printed values one is found, one is under no label, and one cannot be read by anybody."""
    facts = [
        Told(file="f", kind="k", field="entity.representative", value="李四", quote="李 四"),
        Told(file="f", kind="k", field="entity.name", value="子虚公司", quote="子虚公司"),
        Told(file="f", kind="k", field="entity.name", value="乌有公司", quote="乌有公司", legible=False),
    ]
    assert list(found(facts, [("entity.representative", "李四（签字）")])) == [True, False]


def test_small_packages_are_the_same_every_time_and_name_different_applicants(tmp_path: Path) -> None:
    for folder in ("once", "again"):
        packages(tmp_path / folder, 2, form=True)
    told = [
        {file.relative_to(tmp_path / folder): file.read_bytes() for file in sorted((tmp_path / folder).rglob("*.docx"))}
        for folder in ("once", "again")
    ]
    assert told[0] == told[1]
    assert len(set(told[0].values())) == 4
