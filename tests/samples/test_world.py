"""The invented world: every kind of applicant, numbers that pass their checks, dates in the order of life."""

import random
from datetime import date

import pytest

from samples.application import Application, EntityKind
from samples.defects import applicable, spoil
from samples.names import body_check, code_check, resident_check, words
from samples.people import years_needed
from samples.usual import usual_plan
from samples.workdays import is_working_day, whole_years, working_days
from samples.world import localities, make_application

EVERY: list[tuple[str, str, EntityKind]] = [
    (rules, offer.id, kind)
    for rules, locality in localities().items()
    for offer in locality.awards
    for kind in offer.kinds
]
PREFIXES = {
    "company": "91",
    "branch": "91",
    "group": "91",
    "internal_unit": "91",
    "institution": "12",
    "association": "51",
    "private_nonprofit": "52",
}


def made(rules: str, award: str, kind: EntityKind, seed: int = 7) -> Application:
    on = localities()[rules].usual_on
    assert on is not None
    return make_application(rules, award, kind, random.Random(seed), on)


def test_all_five_regulations_offer_their_awards() -> None:
    offered = {rules: [offer.id for offer in locality.awards] for rules, locality in localities().items()}
    assert set(offered) == {"shanghai-2022", "xuhui-draft-2021", "xiaoshan-draft-2023", "qingshanhu-2022", "ganzhou"}
    assert [len(awards) for awards in offered.values()] == [4, 8, 2, 2, 1]


def test_only_the_three_regulations_that_have_one_offer_an_individual_track() -> None:
    individual = {rules for rules, one in localities().items() if any(o.track == "individual" for o in one.awards)}
    assert individual == {"shanghai-2022", "xuhui-draft-2021", "qingshanhu-2022"}


@pytest.mark.parametrize(("rules", "award", "kind"), EVERY)
def test_the_same_seed_makes_the_same_application(rules: str, award: str, kind: EntityKind) -> None:
    assert made(rules, award, kind) == made(rules, award, kind)
    assert made(rules, award, kind) != made(rules, award, kind, seed=8)


@pytest.mark.parametrize(("rules", "award", "kind"), EVERY)
def test_credit_codes_pass_both_checks_and_belong_to_nobody(rules: str, award: str, kind: EntityKind) -> None:
    for seed in range(10):
        code = made(rules, award, kind, seed).applicant.code
        assert code.startswith(PREFIXES[kind])
        assert code[8:11] in {"MAY", "MBY", "MJY"}
        assert (code[16], code[17]) == (body_check(code[8:16]), code_check(code[:17]))


def fictional(code: str) -> bool:
    sound = (code[16], code[17]) == (body_check(code[8:16]), code_check(code[:17]))
    return sound and code[8:11] in {"MAY", "MBY", "MJY"}


@pytest.mark.parametrize(("rules", "award", "kind"), EVERY)
def test_parents_daughters_and_those_who_take_their_place_have_invented_codes_too(
    rules: str, award: str, kind: EntityKind
) -> None:
    application = made(rules, award, kind)
    standing, plan = application.standing, usual_plan(application)
    codes = [one.code for one in standing.subsidiaries] + ([standing.parent_code] if standing.parent_code else [])
    swaps = {"sole-trader-applies", "branch-applies", "credit-report-of-another", "certificate-of-another"}
    for name in swaps & set(applicable(application, plan)):
        spoilt, papers = spoil(name, application, plan, random.Random(1))
        worlds = [spoilt, *(paper.of for paper in papers.papers if paper.of)]
        codes += [one.applicant.code for one in worlds]
    assert all(fictional(code) for code in codes)


@pytest.mark.parametrize(("rules", "award", "kind"), EVERY)
def test_nobody_can_be_called_or_written_to(rules: str, award: str, kind: EntityKind) -> None:
    application = made(rules, award, kind)
    assert application.applicant.phone.startswith("000-")
    assert application.applicant.email.endswith(".example")
    assert application.candidate is None or application.candidate.phone.startswith("000")


@pytest.mark.parametrize(("rules", "award", "kind"), EVERY)
def test_dates_keep_the_order_of_life(rules: str, award: str, kind: EntityKind) -> None:
    for seed in range(10):
        application = made(rules, award, kind, seed)
        a = application.applicant
        hung, held = a.publicity, a.certificate
        assert a.licence.founded < held.first_issued < application.on < held.expires
        assert held.issued <= a.filled
        assert hung.start < hung.end < hung.result < a.filled < application.on
        assert working_days(hung.start, hung.end, skip_first=True) >= 7
        assert all(is_working_day(day) for day in (hung.start, hung.end, hung.result, a.filled))
        assert whole_years(a.licence.founded, application.on) >= 7
        assert [season.year for season in a.seasons] == list(range(application.on.year - 5, application.on.year))
        assert all(year.net_profit > 0 for year in a.years)


@pytest.mark.parametrize(("rules", "award", "kind"), EVERY)
def test_the_address_lies_in_the_district_and_the_name_is_invented(rules: str, award: str, kind: EntityKind) -> None:
    application = made(rules, award, kind)
    place = application.locality
    assert place.city + place.district in application.applicant.address
    assert any(word in application.applicant.name for word in words().fancies)


@pytest.mark.parametrize(("rules", "award", "kind"), [one for one in EVERY if one[1].endswith("individual")])
def test_a_career_adds_up_and_the_resident_number_has_no_region(rules: str, award: str, kind: EntityKind) -> None:
    for seed in range(10):
        application = made(rules, award, kind, seed)
        person = application.candidate
        assert person is not None
        assert person.id_number[:6] == "800000"
        assert person.id_number[6:14] == f"{person.birth:%Y%m%d}"
        assert person.id_number[17] == resident_check(person.id_number[:17])
        assert (int(person.id_number[16]) % 2 == 1) == (person.gender == "男")
        first, second, third = person.career
        assert (first.until, second.until, third.until) == (second.since, third.since, None)
        assert third.since > application.applicant.licence.founded
        assert third.employer == application.applicant.name
        assert whole_years(second.since, application.on) >= years_needed(rules, award) + 3
        assert person.claimed_years == whole_years(second.since, application.applicant.filled)


def test_an_organisation_has_no_candidate() -> None:
    assert made("ganzhou", "government-organisation", "company").candidate is None


def test_a_group_shows_the_licence_of_each_daughter() -> None:
    application = made("xiaoshan-draft-2023", "quality-organisation", "group")
    shown = [paper.of for paper in usual_plan(application).of_kind("business_licence") if paper.of]
    assert [one.applicant.name for one in shown] == [one.name for one in application.standing.subsidiaries]
    assert len(shown) == 3


def test_an_internal_unit_brings_its_founding_document_and_its_parents_licence() -> None:
    application = made("shanghai-2022", "gold-organisation", "internal_unit")
    plan = usual_plan(application)
    parent = plan.paper("business-licence-parent").of
    assert plan.of_kind("unit_document")
    assert parent is not None
    assert parent.applicant.name == application.standing.parent
    assert parent.applicant.licence.founded < application.applicant.licence.founded


@pytest.mark.parametrize(("rules", "years"), [("shanghai-2022", 5), ("qingshanhu-2022", 2)])
def test_audit_reports_cover_the_years_the_regulation_asks(rules: str, years: int) -> None:
    award = {"shanghai-2022": "gold-organisation", "qingshanhu-2022": "chief-organisation"}[rules]
    application = made(rules, award, "company")
    shown = [paper.years[0] for paper in usual_plan(application).of_kind("audit_report")]
    assert shown == list(range(application.on.year - years, application.on.year))


def test_in_spring_the_land_grade_of_last_year_is_not_yet_out() -> None:
    rules, award = "xiaoshan-draft-2023", "quality-organisation"
    for seed in range(20):
        rng = random.Random(seed)
        application = make_application(rules, award, "company", rng, date(2025, 5, 20))
        assert {grade.year for grade in application.standing.land} <= {2023}
