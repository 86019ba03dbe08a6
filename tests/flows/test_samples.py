"""The committed batch is judged as its author worked out by hand, and what its papers print is found."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from extractors.ink.ocr import OcrSettings
from flows.review import Desk, Reviewed, review
from pipeline.model import AmountValue, DateValue, FlagValue, OnPage, TextValue, Value, canonical
from pipeline.settings import read_office

SAMPLES = Path(__file__).parents[2] / "samples" / "shanghai"
PACKAGES = sorted(path.name for path in (SAMPLES / "packages").iterdir())


@cache
def reviewed(package: str) -> Reviewed:
    office = read_office(SAMPLES / "office.toml")
    assert office.on is not None
    with TemporaryDirectory() as blobs:
        return review(SAMPLES / "packages" / package, Desk(office, office.on, OcrSettings()), Path(blobs))


def expected(package: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((SAMPLES / "expected" / f"{package}.json").read_text(encoding="utf-8"))
    return told


def printed(value: Value) -> str:
    """Give the value as the truth file writes it, brackets and blanks folded as OCR folds them."""
    match value:
        case DateValue():
            text = value.model_dump(mode="json")["date"]
        case AmountValue():
            text = str(value.amount)
        case FlagValue():
            text = str(value.flag)
        case TextValue():
            text = value.text
        case _:
            text = value.model_dump_json()
    return folded(text)


def folded(text: object) -> str:
    return str(text).translate(str.maketrans("（），", "(),", " "))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_outcome_is_the_one_its_author_expects(package: str) -> None:
    dossier = reviewed(package).dossier

    assert expected(package)["outcome"] == dossier.outcome.value, dossier.reasons


@pytest.mark.parametrize("package", PACKAGES)
def test_each_deciding_clause_has_the_expected_verdict(package: str) -> None:
    findings = {finding.rule: finding for finding in reviewed(package).dossier.findings}
    told = {rule["rule"]: (rule["verdict"], rule["doubt"]) for rule in expected(package)["rules"]}

    assert told == {rule: (findings[rule].verdict.value, findings[rule].doubt or "") for rule in told}


@pytest.mark.parametrize("package", PACKAGES)
def test_what_every_paper_prints_is_found_on_that_paper(package: str) -> None:
    """Every field of the truth is found, with its value, in the file that prints it."""
    sheet = reviewed(package).dossier.sheet
    names = {file.sha256: file.names for file in sheet.files}
    found = {
        (name, fact.field, key, printed(fact.value))
        for fact in sheet.facts
        for evidence in fact.evidence
        for name in names[evidence.file]
        for key in (fact.key, "")
    }
    told = {(fact["file"], fact["field"], fact["key"], folded(fact["value"])) for fact in expected(package)["facts"]}

    assert len(told) > 100
    assert told - found == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_fact_points_at_words_in_a_file_of_the_package(package: str) -> None:
    """Evidence names a file that was handed in, and a page box that is not empty."""
    sheet = reviewed(package).dossier.sheet
    files = {file.sha256 for file in sheet.files}

    for fact in sheet.facts:
        for evidence in fact.evidence:
            assert evidence.file in files
            if isinstance(evidence.place, OnPage):
                box = evidence.place.box
                assert box.left < box.right, fact
                assert box.top < box.bottom, fact


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_has_been_accounted_for(package: str) -> None:
    """Each file was read in some part, or a problem says why not."""
    sheet = reviewed(package).dossier.sheet
    read = {part.file for part in sheet.dispositions if part.read}
    told = {problem.file for problem in sheet.problems}

    for file in sheet.files:
        assert file.sha256 in read or told & set(file.names), file.name


def test_a_met_condition_shows_where_it_stands_on_paper() -> None:
    """The dossier of the clean package carries a picture with the founding date for the years of operation."""
    clean = reviewed(PACKAGES[0])
    years = next(finding for finding in clean.dossier.findings if finding.rule == "16.1.1-years")

    assert any(isinstance(one.place, OnPage) for fact in years.support for one in fact.evidence)
    assert b"data:image/jpeg;base64," in clean.page


def test_a_review_gives_the_same_bytes_again() -> None:
    again = reviewed.__wrapped__(PACKAGES[0])

    assert canonical(again.dossier) == canonical(reviewed(PACKAGES[0]).dossier)
    assert again.page == reviewed(PACKAGES[0]).page
