"""Reports and overviews: their facts stand in prose where the ledger says, and no two paragraphs are the same."""

import re
from pathlib import Path
from typing import get_args

import pytest

from pipeline.model import DateValue, InParagraph, PaperDate
from samples.essays.report import ReportLayout, overview, self_assessment
from samples.ledger import Ledger
from samples.papers.mark import Manner
from samples.plan import MIDDLE
from samples.world import localities
from tests.samples.word_files import check, read_back, reading_of, world

OFFERS = [(rules, offer.id, offer.kinds[0]) for rules, here in localities().items() for offer in here.awards]


def fields(ledger: Ledger) -> set[str]:
    return {fact.field for fact in ledger.printed}


@pytest.mark.parametrize(("rules", "award", "kind"), OFFERS)
def test_each_recorded_quote_of_a_report_stands_at_its_recorded_place(
    rules: str, award: str, kind: str, tmp_path: Path
) -> None:
    ledger = Ledger("self_assessment")
    content = self_assessment(world(rules, award, kind), ledger, pages=16)
    check(ledger, read_back(content, tmp_path / "report.docx"))
    assert {"report.title", "report.applicant", "report.award", "report.standard"} <= fields(ledger)


@pytest.mark.parametrize("award", ["gold-organisation", "gold-individual"])
def test_each_recorded_quote_of_an_overview_stands_at_its_recorded_place(award: str, tmp_path: Path) -> None:
    ledger = Ledger("overview")
    check(ledger, read_back(overview(world(award=award), ledger), tmp_path / "overview.docx"))


def test_the_facts_that_eligibility_hangs_on_are_hidden_in_the_prose() -> None:
    ledger = Ledger("self_assessment")
    self_assessment(world(), ledger)
    assert {
        "entity.founded",
        "excellence.introduced_on",
        "report.first_certified",
        "officer.name",
        "officer.appointed_on",
        "accident.statement",
        "entity.employees",
    } <= fields(ledger)


def test_the_seven_chapters_of_the_standard_are_told_by_number() -> None:
    ledger = Ledger("self_assessment")
    self_assessment(world(), ledger)
    told = [fact.key for fact in ledger.printed if fact.field == "report.chapters"]
    assert told == ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7"]


@pytest.mark.parametrize("layout", get_args(ReportLayout))
def test_no_two_paragraphs_of_a_long_report_are_the_same(layout: ReportLayout, tmp_path: Path) -> None:
    page = read_back(self_assessment(world(), Ledger("f"), layout=layout, pages=120), tmp_path / "report.docx")
    told = [line.text for line in page.lines if len(line.text) > 30]
    sentences = [one for text in told for one in re.split("(?<=。)", text) if len(one) > 12]
    assert len(told) == len(set(told)) > 300
    assert len(set(sentences)) > 0.99 * len(sentences)


def test_the_header_of_another_award_is_recorded_as_it_is_printed(tmp_path: Path) -> None:
    ledger = Ledger("self_assessment")
    content = self_assessment(world(), ledger, pages=16, header="2023年度徐汇区区长质量奖")
    check(ledger, read_back(content, tmp_path / "report.docx"))
    told = [fact for fact in ledger.printed if fact.field == "report.award"]
    assert [fact.quote for fact in told] == ["上海市质量金奖", "2023年度徐汇区区长质量奖"]
    assert isinstance(told[1].place, InParagraph)


def test_two_dates_of_excellence_are_two_facts() -> None:
    application = world()
    late = application.applicant.excellence_since
    one, two = Ledger("f"), Ledger("f")
    self_assessment(application, one, pages=16)
    self_assessment(application, two, pages=16, two_dates=True)
    told = [[f for f in ledger.printed if f.field == "excellence.introduced_on"] for ledger in (one, two)]
    assert [fact.quote for fact in told[0]] == [late]
    assert [fact.quote for fact in told[1]] == [f"{int(late[:4]) - 2}年", late]
    assert told[1][0].value == DateValue(date=PaperDate(year=int(late[:4]) - 2))


def test_pages_taken_out_of_the_middle_are_missing_there(tmp_path: Path) -> None:
    whole = read_back(self_assessment(world(), Ledger("f"), pages=16), tmp_path / "whole.docx")
    torn = read_back(self_assessment(world(), Ledger("f"), Manner(lost=(MIDDLE,)), pages=16), tmp_path / "torn.docx")
    headings = [{line.text for line in page.lines} for page in (whole, torn)]
    assert {"4.4.5 技术资源", "4.5.2 过程的识别与设计"} <= headings[0]
    assert "4.4.5 技术资源" not in headings[1]
    assert "4.5.2 过程的识别与设计" in headings[1]


def test_charts_are_small_enough_to_be_figures_and_not_photographed_papers(tmp_path: Path) -> None:
    content = self_assessment(world(), Ledger("f"), pages=30)
    reading = reading_of(content, tmp_path / "report.docx")
    told = [one for one in reading.dispositions if one.part.startswith("图片")]
    assert told
    assert {one.how for one in told} == {"装饰图片，未读"}


def test_the_same_application_gives_the_same_bytes() -> None:
    first, second = (self_assessment(world(), Ledger("f"), pages=20) for _ in range(2))
    assert first == second
