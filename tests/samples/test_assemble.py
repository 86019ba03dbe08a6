"""Packages come out the same for the same seed, and their truth speaks of the files that are really there."""

import io
import random
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline.intake import receive
from pipeline.model import OnPage
from samples.answers import AnswerSheet
from samples.assemble import Package, make, write
from samples.command import run
from samples.packing import Handing, damaged, file_names, zipped
from samples.plan import PaperPlan

RULES = "shanghai-2022"
LICENCE = PaperPlan(id="licence", kind="business_licence", title="营业执照")
NEAT = Handing("attached", zipped=False, gbk=False, wrapped=False, day=date(2026, 6, 1))


@cache
def package(defects: tuple[str, ...] = ()) -> Package:
    return make(RULES, 1, 7, defects, degraded=False)


def test_the_same_seed_gives_the_same_bytes() -> None:
    again = make(RULES, 1, 7, (), degraded=False)

    assert again.files == package().files
    assert again.sheet == package().sheet


def test_the_truth_speaks_of_every_file_and_of_no_other() -> None:
    assert {paper.file for paper in package().sheet.papers} == set(package().files)


def test_every_printed_fact_stands_on_a_page_that_is_accounted_for() -> None:
    for paper in package().sheet.papers:
        pages = {page.page for page in paper.pages}
        for fact in paper.printed:
            assert not isinstance(fact.place, OnPage) or fact.place.page in pages, (paper.file, fact.field)


def test_a_package_on_disk_is_found_under_the_names_of_its_truth(tmp_path: Path) -> None:
    """A folder, a zip with Chinese Windows names and a zip with a folder inside all arrive under the told names."""
    for number, handing in enumerate(
        (
            NEAT,
            NEAT._replace(zipped=True, gbk=True),
            NEAT._replace(zipped=True, wrapped=True),
        )
    ):
        out = tmp_path / str(number)
        write(package()._replace(handing=handing), out)
        (inside,) = (out / "packages").iterdir()
        (truth,) = (out / "truth").iterdir()
        sheet = AnswerSheet.model_validate_json(truth.read_bytes())
        submission = receive(inside, tmp_path / "blobs")

        assert {name for file in submission.files for name in file.names} == {paper.file for paper in sheet.papers}


def test_a_defect_leaves_its_name_on_the_answer_sheet() -> None:
    spoilt = make(RULES, 1, 7, ("declaration-unsigned",), degraded=False)

    assert spoilt.sheet.defects == ("declaration-unsigned",)
    assert package().sheet.defects == ()


def test_no_two_files_get_one_name() -> None:
    names = file_names([(LICENCE, "pdf")] * 3, NEAT._replace(style="plain"), random.Random(3))

    assert len(set(names)) == 3


def test_a_name_that_is_the_point_is_kept() -> None:
    wrong = LICENCE.model_copy(update={"file_name": "审计报告"})

    assert file_names([(wrong, "pdf")], NEAT, random.Random(1)) == ["审计报告.pdf"]


def test_a_chinese_windows_zip_does_not_say_that_its_names_are_unicode() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({"营业执照.pdf": b"x"}, gbk=True))) as archive:
        (entry,) = archive.infolist()

    assert not entry.flag_bits & 0x800
    assert entry.filename.encode("cp437").decode("gbk") == "营业执照.pdf"


@pytest.mark.parametrize(("damage", "left"), [("empty", b""), ("truncated", b"ab")])
def test_a_damaged_file_is_what_is_left_of_it(damage: str, left: bytes) -> None:
    assert damaged(b"abcd", damage) == left


def test_the_list_of_defects_says_what_each_one_does() -> None:
    out = io.StringIO()

    run("", 0, 1, Path("unused"), (), list_defects=True, degraded=False, stdout=out)

    assert len(out.getvalue().splitlines()) >= 60


def test_an_award_may_be_asked_for() -> None:
    """`regulation/award` makes packages of that award only."""
    for index in range(2):
        sheet = make("shanghai-2022/gold-organisation", index, 7, degraded=False).sheet
        assert (sheet.rules, sheet.award) == ("shanghai-2022", "gold-organisation")
