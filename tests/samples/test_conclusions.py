"""A careful person's arithmetic, against cases worked out by hand."""

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import DateValue, PaperDate
from samples.application import Application, Standing
from samples.build import load
from samples.conclusions import conclude, outcome
from samples.conclusions.answer import (
    ReadingTruth,
    VerdictTruth,
    both,
    met,
    not_applicable,
    not_met,
    open_,
    settle,
    weigh_dates,
)
from samples.drawing import can_draw, draw, is_card
from samples.plan import Plan
from samples.sight import Seen, seen
from samples.usual import usual_plan
from samples.workdays import anniversary, naive_end, nth_working_day, whole_years, working_days
from samples.world import localities, make_application

# The office of the sample batch chose these.
CHOSEN = {"16.1.1-years": "registration", "16.3-no-loss": "before-lifetime", "20-publicity": "first-day-counted"}
BY_TOPIC = {
    "years": "registration",
    "no-loss": "before-lifetime",
    "certificate": "on-the-day",
    "honour": "rolling",
}


# start, five working days with the first counted, with it not counted, and by Monday to Friday alone
@pytest.mark.parametrize(
    ("start", "inclusive", "exclusive", "naive"),
    [
        (date(2024, 2, 5), date(2024, 2, 9), date(2024, 2, 18), date(2024, 2, 9)),
        (date(2024, 9, 12), date(2024, 9, 19), date(2024, 9, 20), date(2024, 9, 18)),
        (date(2025, 1, 22), date(2025, 1, 27), date(2025, 2, 5), date(2025, 1, 28)),
        (date(2025, 4, 25), date(2025, 4, 30), date(2025, 5, 6), date(2025, 5, 1)),
        (date(2025, 9, 26), date(2025, 10, 9), date(2025, 10, 10), date(2025, 10, 2)),
        (date(2026, 2, 11), date(2026, 2, 24), date(2026, 2, 25), date(2026, 2, 17)),
        (date(2026, 4, 29), date(2026, 5, 8), date(2026, 5, 9), date(2026, 5, 5)),
        (date(2026, 9, 21), date(2026, 9, 28), date(2026, 9, 29), date(2026, 9, 25)),
    ],
)
def test_five_working_days_end_where_the_notices_say(
    start: date, inclusive: date, exclusive: date, naive: date
) -> None:
    assert nth_working_day(start, 5) == inclusive
    assert nth_working_day(start, 5, skip_first=True) == exclusive
    assert naive_end(start, 5) == naive
    assert (working_days(start, inclusive), working_days(start, exclusive, skip_first=True)) == (5, 5)


def test_a_year_without_a_notice_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        working_days(date(2027, 1, 4), date(2027, 1, 8))


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        (date(2022, 5, 18), 3, date(2025, 5, 18)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 6, 30), -3, date(2023, 6, 30)),
    ],
)
def test_years_end_on_the_corresponding_day(start: date, years: int, end: date) -> None:
    assert anniversary(start, years) == end


def test_whole_years_are_complete_on_the_day_and_not_before() -> None:
    assert whole_years(date(2023, 7, 1), date(2026, 6, 30)) == 2
    assert whole_years(date(2023, 6, 30), date(2026, 6, 30)) == 3


def test_a_no_outweighs_a_doubt_and_a_doubt_a_yes() -> None:
    yes, no, doubt, none = met("一"), not_met("二"), open_("missing", "三"), not_applicable("四")
    assert both([yes, doubt, no]).verdict == "not_met"
    assert (both([yes, doubt]).verdict, both([yes, doubt]).doubt) == ("undetermined", "missing")
    assert both([yes, none]).verdict == "met"
    assert both([none]).verdict == "not_applicable"


def test_readings_that_differ_leave_the_clause_open_until_the_office_chooses() -> None:
    readings = {"one": met("一"), "other": not_met("二")}
    assert (settle(readings, None).verdict, settle(readings, None).doubt) == ("undetermined", "ambiguous")
    assert settle(readings, "one").verdict == "met"
    assert settle({"one": met("一"), "other": met("二")}, None).verdict == "met"


def on_paper(kind: str, printed: str) -> Seen:
    return Seen(paper=kind, kind=kind, field="entity.founded", value=DateValue(date=PaperDate.model_validate(printed)))


@pytest.mark.parametrize(
    ("proof", "claim", "verdict", "doubt"),
    [
        ("2023-06-30", "2023-06-30", "met", ""),
        ("2023-07-01", "2023-07-01", "not_met", ""),
        ("2023", "2020-01-01", "undetermined", "ambiguous"),
        ("2022", "2022-03-01", "met", ""),
        ("2023-09-20", "2013-09-20", "undetermined", "conflict"),
        ("2013-09-20", "2014-09-20", "met", ""),
    ],
)
def test_a_date_decides_only_if_every_way_of_reading_it_agrees(
    proof: str, claim: str, verdict: str, doubt: str
) -> None:
    answer = weigh_dates(
        [on_paper("business_licence", proof)],
        [on_paper("application_form", claim)],
        lambda start: anniversary(start, 3) <= date(2026, 6, 30),
        "成立日期",
    )
    assert (answer.verdict, answer.doubt) == (verdict, doubt)


def of_cast(folder: str) -> tuple[Application, Plan, Mapping[str, tuple[str, str]], str]:
    """A package of the committed batch in the words of this generator, with what its author expected by hand."""
    cast = load()
    package = next(one for one in cast.packages if one.folder.startswith(folder))
    application = Application(
        locality=localities()["shanghai-2022"],
        award="gold-organisation",
        track="organisation",
        year=cast.on.year,
        on=cast.on,
        seed=0,
        applicant=package.applicant,
        standing=Standing(),
    )
    plan = usual_plan(application)
    if package.twist.without:
        plan = plan.without(*(f"publicity_{part}" for part in package.twist.without))
    if package.twist.licence:
        applicant = package.applicant.model_copy(update={"licence": package.twist.licence})
        other = application.model_copy(update={"applicant": applicant})
        plan = plan.change("business_licence", lambda paper: paper.model_copy(update={"of": other}))
    if package.twist.credit_password:
        plan = plan.change("credit_report", lambda paper: paper.model_copy(update={"damage": "encrypted"}))
    expected = {one.rule: (one.verdict, one.doubt) for one in package.expected}
    return application, plan, expected, package.outcome


@pytest.mark.parametrize("folder", ["01", "02", "03", "04", "05"])
def test_the_committed_batch_is_concluded_as_its_author_did_by_hand(folder: str) -> None:
    application, plan, expected, proposed = of_cast(folder)
    truths = conclude(application, plan, CHOSEN)
    found = {one.rule: (one.verdict, one.doubt) for one in truths}
    assert {rule: found[rule] for rule in expected} == expected
    assert outcome(truths, plan) == proposed


def verdicts(truths: tuple[VerdictTruth, ...]) -> set[str]:
    return {one.verdict for one in truths}


@pytest.mark.parametrize(
    ("rules", "award"), [(rules, offer.id) for rules, one in localities().items() for offer in one.awards]
)
def test_a_clean_package_is_complete_and_an_empty_one_meets_nothing(rules: str, award: str) -> None:
    locality = localities()[rules]
    assert locality.usual_on is not None
    for kind in locality.offer(award).kinds:
        rng = random.Random(3)
        application = make_application(rules, award, kind, rng, locality.usual_on)
        truths = conclude(application, usual_plan(application), {**CHOSEN, **BY_TOPIC})
        # what proves the conditions of a group's daughters does not lie in the package: somebody must ask for it
        assert outcome(truths, usual_plan(application)) == ("verify" if kind == "group" else "complete")
        assert "not_met" not in verdicts(truths)
        assert all(one.why for one in truths)
        nothing = conclude(application, Plan(papers=()), {**CHOSEN, **BY_TOPIC})
        assert not {"met"} & verdicts(nothing)


def test_a_clean_credit_report_does_not_prove_a_clean_record() -> None:
    application, plan, _, _ = of_cast("01")
    truths = {one.rule: one for one in conclude(application, plan, CHOSEN)}
    assert (truths["16.3-credit"].verdict, truths["16.3-credit"].doubt) == ("undetermined", "external")
    assert (truths["16.3-dishonesty"].verdict, truths["16.3-dishonesty"].doubt) == ("undetermined", "external")


def test_every_reading_of_a_clause_is_told_beside_its_verdict() -> None:
    application, plan, _, _ = of_cast("03")
    years = next(one for one in conclude(application, plan, {}) if one.rule == "16.1.1-years")
    told = {one.reading: one.verdict for one in years.readings}
    assert told == {"registration": "not_met", "registration-day-after": "not_met", "operation": "undetermined"}
    loss = next(one for one in conclude(application, plan, {}) if one.rule == "16.3-no-loss")
    assert {one.reading: (one.verdict, one.doubt) for one in loss.readings} == {
        "before-lifetime": ("met", ""),
        "before-whole": ("undetermined", "human"),
        "with-application-year": ("undetermined", "missing"),
    }


def test_every_verdict_names_its_rule_once_and_says_why_under_every_reading() -> None:
    for rules, locality in localities().items():
        for offer in locality.awards:
            assert locality.usual_on is not None
            application = make_application(rules, offer.id, offer.kinds[0], random.Random(9), locality.usual_on)
            truths = conclude(application, usual_plan(application), {})
            named = [one.rule for one in truths if one.topic != "form-signed"]
            assert "" not in named
            assert len(named) == len(set(named))
            told: list[VerdictTruth | ReadingTruth] = [*truths, *(one for truth in truths for one in truth.readings)]
            assert all(one.why.endswith("。") for one in told)
            assert all((one.doubt != "") == (one.verdict == "undetermined") for one in told)


@pytest.mark.parametrize(
    ("rules", "award", "index"),
    [
        ("ganzhou", "government-organisation", 0),
        ("xuhui-draft-2021", "chief-social-organisation", 1),
        ("shanghai-2022", "gold-organisation", 1),
        ("qingshanhu-2022", "chief-individual", 0),
    ],
)
def test_what_papers_are_said_to_print_leads_where_their_ledgers_lead(rules: str, award: str, index: int) -> None:
    """All but signature and seal, which a file typed in Word does not show, and the term that some licences print."""
    locality = localities()[rules]
    assert locality.usual_on is not None
    rng = random.Random(4)
    application = make_application(rules, award, locality.offer(award).kinds[index], rng, locality.usual_on)
    told = usual_plan(application).without("self_assessment", "overview")
    plan = told.model_copy(update={"papers": tuple(one for one in told.papers if can_draw(one.kind))})
    printed = [
        fact
        for paper in plan.papers
        for fact in seen(paper, draw(paper, application, rng, "word", card=is_card(paper, rng)).ledger.printed)
    ]
    drawn, said = conclude(application, plan, {}, printed), conclude(application, plan, {})
    by_layout = {"form-signed", "registration-valid"}
    assert [one for one in drawn if one.topic not in by_layout] == [one for one in said if one.topic not in by_layout]


def test_the_generator_never_asks_the_program_it_measures() -> None:
    for file in Path("samples").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not any(
            f"{word} {room}" in text for word in ("import", "from") for room in ("validators", "extractors", "flows")
        )
