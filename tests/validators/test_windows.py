"""The time a clause looks at, worked out by hand from the clause and a calendar."""

from datetime import date

import pytest

from pipeline.model import Finding
from pipeline.settings import Office, Practice
from tests.validators.sheets import sheet_of
from validators.judge import judge
from validators.pack import available, load


def judged(
    pack: str, award: str, on: date, readings: dict[str, str] | None = None, filed: str = ""
) -> dict[str, Finding]:
    """Judge next to nothing: windows do not depend on papers, but for the day of the application."""
    form = "individual_form" if award.endswith("individual") else "application_form"
    sheet = sheet_of({form: {"form.filled_on": filed or on.isoformat()}})
    return {one.rule: one for one in judge(sheet, load(pack), award, Office(readings=readings or {}), on)}


def looked(finding: Finding) -> list[tuple[str, str, str]]:
    return [(one.starts.isoformat(), one.ends.isoformat(), one.asks) for one in finding.windows]


ON = date(2026, 6, 30)
FULL_YEARS = {"16.3-no-loss": "before-lifetime"}
SHANGHAI = judged("shanghai-2022", "gold-organisation", ON, FULL_YEARS, filed="2026-06-18")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # 近5年: the day five years before is still inside
        ("16.3-accidents", ("2021-06-30", "2026-06-30", "within")),
        # five full fiscal years before the year of the application
        ("16.3-no-loss", ("2021-01-01", "2025-12-31", "within")),
        # five years from the decision, to the day of the application and not of the review
        ("18-again", ("2021-06-18", "2026-06-18", "within")),
        # 自2022年9月1日起施行，有效期至2027年8月31日
        ("41-in-force", ("2022-09-01", "2027-08-31", "within")),
        # made within 90 days: 30 June less 90 days is 1 April
        ("practice-credit", ("2026-04-01", "2026-06-30", "within")),
    ],
)
def test_a_look_back_ends_with_the_day_it_is_counted_to(rule: str, expected: tuple[str, str, str]) -> None:
    assert looked(SHANGHAI[rule]) == [expected]


def test_what_must_have_begun_has_the_last_day_on_which_it_may() -> None:
    """Three years on 30 June 2026: founded on 30 June 2023; or the day before, if that day must be over."""
    rule = "16.1.1-years"
    on_the_day = judged("shanghai-2022", "gold-organisation", ON, {rule: "registration"})[rule]
    day_after = judged("shanghai-2022", "gold-organisation", ON, {rule: "registration-day-after"})[rule]

    assert looked(on_the_day) == [("2023-06-30", "2026-06-30", "begun")]
    assert looked(day_after) == [("2023-06-29", "2026-06-30", "begun")]


def test_a_leap_day_has_no_corresponding_day() -> None:
    """On 28 February 2027 three years are complete from 29 February 2024, for the month has no such day."""
    rule = "16.1.1-years"
    found = judged("shanghai-2022", "gold-organisation", date(2027, 2, 28), {rule: "registration"})[rule]

    assert looked(found) == [("2024-02-29", "2027-02-28", "begun")]


def test_readings_nobody_chose_have_a_window_each() -> None:
    windows = SHANGHAI["16.1.1-years"].windows

    assert {one.starts for one in windows} == {date(2023, 6, 29), date(2023, 6, 30)}
    assert all(one.reading for one in windows)


def test_years_of_work_have_a_length() -> None:
    rule = next(one for one in load("shanghai-2022").rule if one.test.predicate == "years_worked")
    found = judged("shanghai-2022", rule.awards[0], ON)[rule.id]
    years = rule.limit_on(ON)

    assert years is not None
    assert (date(2026 - years, 6, 30).isoformat(), "2026-06-30", "length") in looked(found)


def test_an_office_that_sets_no_age_opens_no_window() -> None:
    paper = Practice.model_validate(
        {"id": "credit", "title": "信用报告", "basis": "office_practice", "kinds": ["credit_report"],
         "quote": "信用报告", "send": "请提供信用报告。"}
    )  # fmt: skip
    office = Office(practice=(paper,))
    sheet = sheet_of({"application_form": {"form.filled_on": "2026-06-18"}})
    found = judge(sheet, load("shanghai-2022"), "gold-organisation", office, ON)

    assert next(one for one in found if one.rule == "practice-credit").windows == ()


@pytest.mark.parametrize("pack", available())
def test_no_window_is_inside_out(pack: str) -> None:
    for award in load(pack).award:
        for finding in judged(pack, award.id, ON).values():
            assert all(one.starts <= one.ends for one in finding.windows), finding.rule
