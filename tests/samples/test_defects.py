"""Defects change what they say they change, and nothing else."""

import random
from datetime import timedelta

import pytest

from samples.application import Application, EntityKind
from samples.conclusions import conclude, outcome
from samples.conclusions.answer import VerdictTruth
from samples.defects import applicable, defects, spoil
from samples.plan import Plan
from samples.usual import usual_plan
from samples.workdays import anniversary, naive_end, working_days
from samples.world import localities, make_application

CHOSEN = {
    "years": "registration",
    "no-loss": "before-lifetime",
    "publicity": "first-day-counted",
    "certificate": "with-earlier-certificates",
    "honour": "rolling",
}
AWARDS = [(rules, offer.id) for rules, one in localities().items() for offer in one.awards]
GOLD = ("shanghai-2022", "gold-organisation")
CHIEF = ("qingshanhu-2022", "chief-organisation")
SOCIAL = ("xuhui-draft-2021", "chief-social-organisation")
PERSON = ("shanghai-2022", "gold-individual")
MAYOR = ("shanghai-2022", "mayor-organisation")
HANGZHOU = ("xiaoshan-draft-2023", "quality-organisation")
GANZHOU = ("ganzhou", "government-organisation")


def dice(seed: int) -> random.Random:
    return random.Random(seed)


def clean(award: tuple[str, str], kind: EntityKind | None = None, seed: int = 5) -> tuple[Application, Plan]:
    locality = localities()[award[0]]
    assert locality.usual_on is not None
    kind = kind or locality.offer(award[1]).kinds[0]
    application = make_application(*award, kind, dice(seed), locality.usual_on)
    return application, usual_plan(application)


def judged(application: Application, plan: Plan) -> dict[tuple[str, str], VerdictTruth]:
    return {(one.topic, one.clause): one for one in conclude(application, plan, CHOSEN)}


def test_there_are_more_than_sixty_and_each_says_in_chinese_what_was_done() -> None:
    assert len(defects()) >= 60
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in one.told) for one in defects().values())
    assert all(one.told.endswith("。") for one in defects().values())


def test_every_defect_applies_somewhere() -> None:
    applied = {name for award in AWARDS for seed in range(4) for name in applicable(*clean(award, seed=seed))}
    assert set(defects()) - applied == set()


@pytest.mark.parametrize("award", AWARDS)
def test_a_defect_changes_only_the_verdicts_it_may(award: tuple[str, str]) -> None:
    for kind in localities()[award[0]].offer(award[1]).kinds:
        application, plan = clean(award, kind)
        before = judged(application, plan)
        for name in applicable(application, plan):
            after = judged(*spoil(name, application, plan, dice(1)))
            defect = defects()[name]
            changed = {
                key
                for key, one in after.items()
                if (one.verdict, one.doubt) != (before[key].verdict, before[key].doubt)
            }
            assert {topic for topic, _ in changed if not defect.may_change(topic)} == set(), name
            if defect.weight == "harmless":
                assert {after[key].verdict for key in changed} <= {"met"}, name


@pytest.mark.parametrize("award", AWARDS)
def test_a_defect_is_a_pure_function_of_its_seed_and_is_remembered(award: tuple[str, str]) -> None:
    application, plan = clean(award)
    kept = (application.model_dump(), plan.model_dump())
    for name in applicable(application, plan):
        spoilt = spoil(name, application, plan, dice(2))
        assert spoilt == spoil(name, application, plan, dice(2))
        assert spoilt[1].defects == (name,)
        assert len({paper.id for paper in spoilt[1].papers}) == len(spoilt[1].papers), name
        assert spoilt[0] != application or spoilt[1].papers != plan.papers, name
    assert (application.model_dump(), plan.model_dump()) == kept


@pytest.mark.parametrize(
    ("award", "name", "topic", "verdict", "doubt", "proposed"),
    [
        (GOLD, "founded-day-short", "years", "not_met", "", "refuse"),
        (GOLD, "founded-on-day", "years", "met", "", "complete"),
        (GOLD, "founded-day-over", "years", "met", "", "complete"),
        (GOLD, "founded-year-only", "years", "undetermined", "ambiguous", "verify"),
        (GANZHOU, "founded-month-at-limit", "years", "undetermined", "ambiguous", "verify"),
        (HANGZHOU, "founded-day-short", "years", "not_met", "", "refuse"),
        (GOLD, "founded-late-on-form", "years", "undetermined", "conflict", "verify"),
        (GOLD, "publicity-across-holiday", "publicity", "not_met", "", "supplement"),
        (GOLD, "publicity-five-days", "publicity", "met", "", "complete"),
        (GOLD, "publicity-after-filing", "publicity", "not_met", "", "supplement"),
        (GOLD, "publicity-ends-on-filing", "publicity", "not_met", "", "supplement"),
        (GOLD, "publicity-ends-day-before-filing", "publicity", "met", "", "complete"),
        (GOLD, "missing-publicity", "publicity", "undetermined", "missing", "supplement"),
        (GOLD, "registered-elsewhere", "registered", "not_met", "", "refuse"),
        (GOLD, "licence-elsewhere", "registered", "undetermined", "conflict", "verify"),
        (GOLD, "loss-year", "no-loss", "not_met", "", "refuse"),
        (GOLD, "loss-called-policy", "no-loss", "undetermined", "human", "complete"),
        (GOLD, "net-loss-only", "no-loss", "undetermined", "ambiguous", "verify"),
        (GOLD, "audit-page-torn-out", "no-loss", "undetermined", "unreadable", "verify"),
        (GOLD, "audit-of-another-company", "no-loss", "undetermined", "conflict", "verify"),
        (GOLD, "form-yuan-under-wan", "agree-figures", "undetermined", "conflict", "verify"),
        (GOLD, "won-first-barred-day", "again", "not_met", "", "refuse"),
        (GOLD, "won-last-free-day", "again", "undetermined", "external", "complete"),
        (HANGZHOU, "won-first-barred-day", "again", "undetermined", "ambiguous", "verify"),
        (HANGZHOU, "won-last-year", "again", "not_met", "", "refuse"),
        (CHIEF, "won-first-barred-day", "again", "not_met", "", "refuse"),
        (GOLD, "both-levels", "double", "undetermined", "external", "complete"),
        (GOLD, "accident-larger", "accidents", "undetermined", "external", "complete"),
        (CHIEF, "accident-larger", "accidents", "not_met", "", "refuse"),
        (CHIEF, "accident-common", "accidents", "undetermined", "external", "complete"),
        (GANZHOU, "accident-common", "accidents", "not_met", "", "refuse"),
        (CHIEF, "loss-called-policy", "profit", "not_met", "", "refuse"),
        (CHIEF, "certificate-expired-yesterday", "certificate", "not_met", "", "refuse"),
        (CHIEF, "certificate-expires-on-day", "certificate", "met", "", "complete"),
        (CHIEF, "certificate-day-short-of-two-years", "certificate", "undetermined", "missing", "verify"),
        (CHIEF, "certificate-two-years-on-day", "certificate", "met", "", "complete"),
        (CHIEF, "new-body-with-chain", "certificate", "met", "", "complete"),
        (CHIEF, "new-body-without-chain", "certificate", "undetermined", "missing", "verify"),
        (CHIEF, "new-body-after-gap", "certificate", "undetermined", "missing", "verify"),
        (CHIEF, "excellence-month-at-limit", "excellence", "undetermined", "ambiguous", "verify"),
        (CHIEF, "colour-yellow", "colour", "not_met", "", "refuse"),
        (CHIEF, "branch-applies", "legal-person", "not_met", "", "refuse"),
        (SOCIAL, "honour-too-old", "honour", "not_met", "", "supplement"),
        (SOCIAL, "honour-by-association", "honour", "undetermined", "human", "complete"),
        (SOCIAL, "recommendation-unsealed", "consent", "not_met", "", "supplement"),
        (MAYOR, "gold-day-short", "previous-award", "not_met", "", "refuse"),
        (MAYOR, "gold-on-day", "previous-award", "met", "", "complete"),
        (PERSON, "career-short", "person-years", "not_met", "", "refuse"),
        (PERSON, "career-claimed-longer", "person-years", "undetermined", "conflict", "verify"),
        (PERSON, "career-in-another-city", "person-years", "not_met", "", "refuse"),
    ],
)
def test_a_defect_leads_to_the_verdict_its_story_tells(
    award: tuple[str, str], name: str, topic: str, verdict: str, doubt: str, proposed: str
) -> None:
    spoilt = spoil(name, *clean(award), dice(4))
    truths = conclude(*spoilt, CHOSEN)
    found = {(one.verdict, one.doubt) for one in truths if one.topic == topic}
    assert found == {(verdict, doubt)}
    assert outcome(truths, spoilt[1]) == proposed


@pytest.mark.parametrize(("name", "days"), [("founded-day-short", 1), ("founded-on-day", 0), ("founded-day-over", -1)])
def test_founding_days_stand_around_the_limit_to_the_day(name: str, days: int) -> None:
    application, _ = spoil(name, *clean(GOLD), dice(1))
    assert anniversary(application.applicant.licence.founded, 3) == application.on + timedelta(days=days)


def test_a_notice_across_a_holiday_looks_like_five_days_and_is_four() -> None:
    for seed in range(10):
        hung = spoil("publicity-across-holiday", *clean(GOLD, seed=seed), dice(1))[0].applicant.publicity
        assert naive_end(hung.start, 5) == hung.end
        assert working_days(hung.start, hung.end) == 4


def test_defects_can_be_mixed() -> None:
    application, plan = clean(GOLD)
    for name in ("loss-year", "name-differs-on-form", "missing-publicity"):
        application, plan = spoil(name, application, plan, dice(6))
    found = {one.topic: one.verdict for one in conclude(application, plan, CHOSEN)}
    assert (found["no-loss"], found["agree-name"], found["publicity"]) == ("not_met", "undetermined", "undetermined")
    assert plan.defects == ("loss-year", "name-differs-on-form", "missing-publicity")


def test_an_unread_file_keeps_a_package_from_being_complete() -> None:
    application, plan = spoil("declaration-empty", *clean(GOLD), dice(1))
    assert outcome(conclude(application, plan, CHOSEN), plan) == "verify"
