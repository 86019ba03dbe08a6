"""The ruler itself is measured: every grade on examples small enough to work out by hand."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from benchmarks.accuracy import COMMITTED, counted, sunk
from benchmarks.accuracy_compare import (
    box_grade,
    cell_holds,
    compare_field,
    grade_verdict,
    letters_wrong,
    ocr_under,
    overlap,
)
from benchmarks.accuracy_figures import below, share, tallied, unlisted
from benchmarks.accuracy_measure import Count, measure, reads_on
from benchmarks.accuracy_records import paired
from benchmarks.accuracy_sealed import sealed_grade
from benchmarks.accuracy_truth import Told, Truth, truths
from benchmarks.wilson import Share
from extractors.ink.ocr import OcrSettings
from pipeline.model import (
    Box,
    Cell,
    Evidence,
    Fact,
    FactSheet,
    InCell,
    Line,
    Media,
    Method,
    OnPage,
    Page,
    Reader,
    SaidValue,
    SourceFile,
    Table,
    TextValue,
    Value,
)
from pipeline.settings import Office

READER = Reader(name="hand", version="1")
SQUARE = Box(left=0.1, top=0.1, right=0.3, bottom=0.3)


def told(value: str, key: str = "", *, legible: bool = True) -> Told:
    return Told(file="a.pdf", kind="business_licence", field="entity.name", key=key, value=value, legible=legible)


def found(value: str, key: str = "", *, said: bool = False) -> Fact:
    meaning: Value = SaidValue(said="blank") if said else TextValue(text=value)
    place = OnPage(page=1, box=SQUARE)
    evidence = Evidence(file="0" * 64, place=place, quote="x", method=Method.OCR, reader=READER)
    return Fact(
        field="entity.name", key=key, value=meaning, document="d", kind="business_licence", evidence=(evidence,)
    )


def grades(truth: list[Told], claims: list[Fact]) -> list[str]:
    return [one.grade for one in compare_field(truth, claims)]


def test_half_of_a_hundred_has_the_interval_of_the_textbook() -> None:
    low, high = Share(50, 100).interval()

    assert round(low, 4) == 0.4038
    assert round(high, 4) == 0.5962


def test_ten_of_ten_does_not_prove_perfection() -> None:
    low, high = Share(10, 10).interval()

    assert round(low, 4) == 0.7225
    assert high == 1.0


def test_none_of_ten_does_not_prove_that_it_never_happens() -> None:
    low, high = Share(0, 10).interval()

    assert low == 0.0
    assert round(high, 4) == 0.2775


def test_nothing_measured_says_nothing() -> None:
    assert Share(0, 0).interval() == (0.0, 1.0)


def test_the_printed_value_is_right_whatever_the_width_of_its_brackets() -> None:
    assert grades([told("甲(上海)有限公司")], [found("甲（上海）有限 公司")]) == ["right"]


def test_another_value_is_wrong_and_no_value_is_missed() -> None:
    assert grades([told("甲")], [found("乙")]) == ["wrong"]
    assert grades([told("甲")], []) == ["missed"]


def test_a_value_where_the_paper_has_none_is_invented() -> None:
    assert grades([], [found("甲")]) == ["invented"]
    assert grades([told("甲")], [found("甲"), found("乙")]) == ["right", "invented"]


def test_an_empty_cell_is_right_in_silence_and_wrong_with_a_value() -> None:
    assert grades([told("")], []) == []
    assert grades([told("")], [found("", said=True)]) == []
    assert grades([told("")], [found("甲")]) == ["invented"]


def test_a_blank_read_where_the_paper_prints_a_value_is_missed() -> None:
    assert grades([told("甲")], [found("", said=True)]) == ["missed"]


def test_records_are_told_apart_by_their_key() -> None:
    truth = [told("12", "2024"), told("15", "2025")]

    assert grades(truth, [found("15", "2025"), found("12", "2024")]) == ["right", "right"]
    assert grades(truth, [found("15", "2024"), found("12", "2025")]) == ["wrong", "wrong"]


def test_a_value_printed_twice_is_one_value() -> None:
    assert grades([told("甲"), told("甲")], [found("甲"), found("甲")]) == ["right"]


def test_nobody_is_blamed_for_missing_what_no_eye_can_read() -> None:
    assert grades([told("甲", legible=False)], []) == []
    assert grades([told("甲", legible=False)], [found("乙")]) == ["wrong"]


@pytest.mark.parametrize(
    ("claims", "reads"),
    [
        ([found("甲公司")], True),  # it is printed so, hard as it is to see
        ([found("甲公司"), found("乙公司")], False),
        ([], True),  # nothing was made out, and nothing is wrong
    ],
)
def test_what_is_hardly_legible_and_was_read_must_be_what_is_printed(claims: list[Fact], *, reads: bool) -> None:
    file = SourceFile(sha256="0" * 64, names=("a.pdf",), size=1, media=Media.PDF)
    sheet = FactSheet(package="甲", files=(file,), documents=(), facts=(found("丁公司"),), problems=())

    assert reads_on([told("甲公司", legible=False)], sheet, claims) is reads
    assert reads_on([told("丙公司")], sheet, claims) is True  # of what every eye can read the fields are measured


PRESSED = OnPage(page=1, box=Box(left=0.2, top=0.0, right=0.6, bottom=0.6))


@pytest.mark.parametrize(
    ("value", "others", "grade"),
    [
        ("甲", (), ("text", "right")),
        ("乙", (), ("text", "wrong")),
        ("乙", (TextValue(text="甲"),), ("text", "open")),
        ("乙", (SaidValue(said="unreadable"),), ("text", "open")),
        ("乙", (TextValue(text="丙"),), ("text", "wrong")),
    ],
)
def test_a_wrong_value_under_a_seal_is_open_where_the_right_one_stands_beside_it(
    value: str, others: tuple[Value, ...], grade: tuple[str, str]
) -> None:
    claim = found(value).model_copy(update={"alternatives": others})
    (result,) = compare_field([told("甲").model_copy(update={"place": OnPage(page=1, box=SQUARE)})], [claim])

    assert sealed_grade(result, [PRESSED]) == grade


@pytest.mark.parametrize(
    ("left", "page", "counts"),
    [(0.24, 1, True), (0.241, 1, False), (0.2, 2, False)],
    ids=["three tenths of it", "a little less", "on another page"],
)
def test_a_value_is_under_a_seal_when_three_tenths_of_its_box_are(left: float, page: int, *, counts: bool) -> None:
    pressed = OnPage(page=page, box=Box(left=left, top=0.0, right=0.6, bottom=0.6))
    (result,) = compare_field([told("甲").model_copy(update={"place": OnPage(page=1, box=SQUARE)})], [])

    assert (sealed_grade(result, [pressed]) is not None) is counts


def test_what_no_eye_can_read_under_a_seal_is_not_counted() -> None:
    hidden = told("甲", legible=False).model_copy(update={"place": OnPage(page=1, box=SQUARE)})
    (result,) = compare_field([hidden], [found("乙")])

    assert sealed_grade(result, [PRESSED]) is None


def test_half_overlapping_squares_share_a_third() -> None:
    shifted = Box(left=0.2, top=0.1, right=0.4, bottom=0.3)

    assert overlap(SQUARE, shifted) == (0.333, 0.5)
    assert overlap(SQUARE, SQUARE) == (1.0, 1.0)
    assert overlap(SQUARE, Box(left=0.5, top=0.5, right=0.6, bottom=0.6)) == (0.0, 0.0)


def test_a_whole_line_covers_the_quote_without_being_its_box() -> None:
    line = Box(left=0.0, top=0.1, right=1.0, bottom=0.3)

    assert box_grade([OnPage(page=1, box=SQUARE)], [OnPage(page=1, box=line)]) == (False, True)


def test_the_right_place_on_another_page_is_the_wrong_place() -> None:
    assert box_grade([OnPage(page=1, box=SQUARE)], [OnPage(page=2, box=SQUARE)]) == (False, False)


def test_two_boxes_that_split_a_quote_count_together() -> None:
    left, right = (
        Box(left=0.1, top=0.1, right=0.2, bottom=0.3),
        Box(left=0.2, top=0.1, right=0.3, bottom=0.3),
    )
    shown = [OnPage(page=1, box=left), OnPage(page=1, box=right)]

    assert box_grade([OnPage(page=1, box=SQUARE)], shown) == (True, True)


@pytest.mark.parametrize(
    ("quote", "read", "wrong"),
    [
        ("成立日期", "成立日期2012年", 0),
        ("成立日期", "成立曰期", 1),
        ("成立日期", "成日期", 1),
        ("成立日期", "", 4),
        ("（上海）", "(上 海)", 0),
    ],
)
def test_letters_are_counted_wherever_the_quote_stands_in_the_line(quote: str, read: str, wrong: int) -> None:
    assert letters_wrong(quote, read) == wrong


def line(text: str, box: Box, method: Method = Method.OCR) -> Line:
    return Line(text=text, place=OnPage(page=1, box=box), method=method, reader=READER)


def test_only_lines_under_the_box_are_held_against_the_quote() -> None:
    below_it = Box(left=0.1, top=0.4, right=0.3, bottom=0.5)
    page = Page(number=1, lines=(line("下行", below_it), line("本行", SQUARE)))

    assert ocr_under(OnPage(page=1, box=SQUARE), page) == "本行"


def test_a_text_layer_says_nothing_about_ocr() -> None:
    page = Page(number=1, lines=(line("本行", SQUARE, Method.TEXT_LAYER),))

    assert ocr_under(OnPage(page=1, box=SQUARE), page) is None


def test_ocr_of_a_picture_on_a_text_page_says_nothing_about_the_text() -> None:
    beside = Box(left=0.5, top=0.5, right=0.7, bottom=0.6)
    page = Page(number=1, lines=(line("本行", SQUARE, Method.TEXT_LAYER), line("印章", beside)))

    assert ocr_under(OnPage(page=1, box=SQUARE), page) is None
    assert ocr_under(OnPage(page=1, box=beside), page) == "印章"


def record(field: str, value: str, key: str) -> Told:
    return told(value, key).model_copy(update={"field": field})


def claim(field: str, value: str, key: str) -> Fact:
    return found(value, key).model_copy(update={"field": field})


def graded(truth: list[Told], claims: list[Fact]) -> list[tuple[str, str]]:
    every, kept = paired((("a.pdf", one) for one in truth), (("a.pdf", one) for one in claims))
    pairs = sorted({*every, *kept})
    return [(one.field, one.grade) for pair in pairs for one in compare_field(every.get(pair, []), kept.get(pair, []))]


def test_a_misread_key_is_one_value_wrong_and_not_the_whole_record() -> None:
    """Name and year of 甲乙 were read, its name as 甲己: the name is wrong, the year is right."""
    truth = [record("honour.name", "甲乙", "甲乙"), record("honour.awarded_on", "2024", "甲乙")]
    claims = [claim("honour.name", "甲己", "甲己"), claim("honour.awarded_on", "2024", "甲己")]

    assert graded(truth, claims) == [("honour.awarded_on", "right"), ("honour.name", "wrong")]


def test_a_key_that_no_field_prints_is_never_mended() -> None:
    """Figures of 2023 that were put under 2022 are wrong, however right they are."""
    truth = [record("finance.assets", "5", "2023"), record("finance.revenue", "7", "2023")]
    claims = [claim("finance.assets", "5", "2022"), claim("finance.revenue", "7", "2022")]

    assert {grade for _, grade in graded(truth, claims)} == {"missed", "invented"}


def test_a_record_that_shares_nothing_keeps_its_key() -> None:
    truth = [record("honour.name", "甲乙", "甲乙"), record("honour.awarded_on", "2024", "甲乙")]
    claims = [claim("honour.name", "丙丁", "丙丁"), claim("honour.awarded_on", "2019", "丙丁")]

    assert {grade for _, grade in graded(truth, claims)} == {"missed", "invented"}


def test_a_missed_seal_does_not_make_the_next_one_wrong() -> None:
    """The number of a seal is how many were seen before it; where it stands is what the paper says."""
    first, second = OnPage(page=1, box=SQUARE), OnPage(page=2, box=SQUARE)
    truth = [
        record("seal.text", "甲公司", "1").model_copy(update={"place": first}),
        record("seal.text", "乙局", "2").model_copy(update={"place": second}),
    ]
    seen = claim("seal.text", "乙局", "1")
    seen = seen.model_copy(update={"evidence": (seen.evidence[0].model_copy(update={"place": second}),)})

    assert graded(truth, [seen]) == [("seal.text", "right"), ("seal.text", "missed")]


def test_one_file_under_two_names_is_held_against_the_truth_once(tmp_path: Path) -> None:
    """The door keeps the bytes once with both names, so a value that is told of each name is one value."""
    package = tmp_path / "packages" / "甲"
    package.mkdir(parents=True)
    Document().save(str(package / "一.docx"))
    shutil.copy(package / "一.docx", package / "二.docx")
    truth = Truth(
        package=package,
        rules="shanghai-2022",
        award="nobody-has-this-award",
        on=date(2026, 6, 1),
        office=Office(name="度量"),
        mutated=False,
        outcome="",
        verdicts=(),
        facts=tuple(
            Told(file=name, kind="other", field="entity.name", value="甲公司") for name in ("一.docx", "二.docx")
        ),
        pages=dict.fromkeys(("一.docx", "二.docx"), ((None, "other"),)),
    )

    counts = [one for one in measure(truth, OcrSettings(threads=1)) if one.figure == "field"]

    assert [one.grade for one in counts] == ["missed"]  # once, not once for each name


def test_a_cell_holds_its_quote_only_at_its_own_place() -> None:
    here, there = InCell(table=1, row=2, column=3), InCell(table=1, row=2, column=4)
    cell = Cell(text="甲 公司", place=here, method=Method.WORD, reader=READER, row=2, column=3)
    page = Page(number=None, tables=(Table(cells=(cell,)),))

    assert cell_holds(here, "甲公司", [page])
    assert not cell_holds(there, "甲公司", [page])
    assert not cell_holds(here, "乙公司", [page])


@pytest.mark.parametrize(
    ("truth", "verdict", "grade"),
    [
        ("met", "met", "right"),
        ("undetermined", "met", "false met"),
        ("not_met", "met", "false met"),
        ("met", "not_met", "false not_met"),
        ("undetermined", "not_met", "false not_met"),
        ("met", "undetermined", "undetermined"),
        ("met", "not_applicable", "other"),
    ],
)
def test_a_wrong_verdict_is_named_by_what_it_costs(truth: str, verdict: str, grade: str) -> None:
    assert grade_verdict(truth, verdict) == grade


def test_claims_of_a_field_that_the_truth_never_tells_are_set_aside() -> None:
    listed = Count(figure="field", name="permit permit.name", grade="missed")
    counts = [
        listed,
        listed.model_copy(update={"grade": "invented"}),
        Count(figure="field", name="permit permit.issuer", grade="invented"),
    ]

    assert [one.grade for one in unlisted(counts)] == ["missed", "invented", "unlisted"]
    assert share("field", {"right": 3, "invented": 1, "unlisted": 9}) == Share(3, 4)


def test_a_figure_under_its_floor_is_named_and_one_on_it_is_not() -> None:
    counts = [Count(figure="page kind", name="permit", grade=grade) for grade in ("right", "right", "right", "wrong")]
    tally = tallied(counts)

    assert below(tally, {"page kind": {"permit": 0.75}}) == []
    assert len(below(tally, {"page kind": {"permit": 0.76}})) == 1


def test_values_are_also_counted_by_what_they_are_printed_on() -> None:
    counts = [
        Count(figure="field", name="permit permit.number", grade="right", medium="Word"),
        Count(figure="field", name="permit permit.number", grade="missed", medium="clean scan"),
    ]

    assert tallied(counts)["medium"] == {"Word": {"right": 1}, "clean scan": {"missed": 1}}


def test_a_figure_with_a_floor_that_is_no_longer_measured_is_a_fault() -> None:
    assert len(below(tallied([]), {"page kind": {"permit": 0.0}})) == 1


def test_one_false_verdict_in_the_small_set_is_a_fault_whatever_the_floors() -> None:
    counts = [Count(figure="clause", name="clean 16.3", grade="false met")]

    assert len(below(tallied(counts), {})) == 1


@pytest.mark.parametrize("folder", COMMITTED, ids=lambda folder: folder.name)
def test_every_committed_package_has_its_truth(folder: Path) -> None:
    known = [truth.package.name for truth in truths(folder)]

    assert known
    assert known == sorted(path.name for path in (folder / "packages").iterdir())


@pytest.mark.parametrize("folder", COMMITTED, ids=lambda folder: folder.name)
def test_the_committed_packages_stay_above_their_floors(folder: Path) -> None:
    """Every stage is run on the committed packages; a floor is raised by a commit and never lowered in silence."""
    assert sunk(folder.name, counted(folder)) == []


def test_a_long_run_that_was_cut_off_measures_no_package_twice(tmp_path: Path) -> None:
    """What the file holds is taken as it stands; a line that was being written when the run died is measured anew."""
    (told, *_) = list(truths(COMMITTED[1]))
    packages, truth = tmp_path / "set" / "packages", tmp_path / "set" / "truth"
    packages.mkdir(parents=True)
    truth.mkdir()
    shutil.copytree(told.package, packages / told.package.name)
    shutil.copy(COMMITTED[1] / "truth" / f"{told.package.name}.json", truth)
    mark = Count(figure="package", name="reviewed", grade="right", words="counted before")
    kept = tmp_path / "kept.jsonl"
    line = {"package": str(packages / told.package.name), "counts": [mark.model_dump()]}
    kept.write_text(json.dumps(line) + '\n{"package": "cut o', encoding="utf-8")

    assert counted(tmp_path / "set", so_far=kept) == [mark]


def test_the_built_packages_are_few_and_small() -> None:
    """At most twelve packages and 25 MB lie in the repository; the rest is built when it is needed."""
    packages = [package for folder in COMMITTED for package in (folder / "packages").iterdir()]
    files = [file for folder in COMMITTED for file in folder.rglob("*") if file.is_file()]

    assert len(packages) <= 12
    assert sum(file.stat().st_size for file in files) <= 25_000_000
