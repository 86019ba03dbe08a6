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
    "certificate": "on-the-day",
    "honour": "rolling",
    "previous-award": "on-the-day",
}
AWARDS = [(rules, offer.id) for rules, one in localities().items() for offer in one.awards]
GOLD = ("shanghai-2022", "gold-organisation")
CHIEF = ("qingshanhu-2022", "chief-organisation")
SOCIAL = ("xuhui-draft-2021", "chief-social-organisation")
PERSON = ("shanghai-2022", "gold-individual")
MAYOR = ("shanghai-2022", "mayor-organisation")
HANGZHOU = ("xiaoshan-draft-2023", "quality-organisation")
INNOVATION = ("xiaoshan-draft-2023", "innovation-organisation")
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


def found(one: VerdictTruth) -> tuple[str, ...]:
    """What is concluded, the verdict under each reading, and whether a paper speaks against the applicant."""
    return (
        one.verdict,
        one.doubt,
        *(reading.verdict for reading in one.readings),
        *(("against",) if one.against else ()),
    )


@pytest.mark.parametrize("award", AWARDS)
def test_a_defect_changes_the_verdicts_it_must_and_only_those_it_may(award: tuple[str, str]) -> None:
    for kind in localities()[award[0]].offer(award[1]).kinds:
        application, plan = clean(award, kind)
        before = judged(application, plan)
        for name in applicable(application, plan):
            after = judged(*spoil(name, application, plan, dice(1)))
            defect = defects()[name]
            changed = {topic for (topic, clause), one in after.items() if found(one) != found(before[topic, clause])}
            assert {topic for topic in changed if not defect.may_change(topic)} == set(), name
            assert {topic for topic, _ in before if topic in defect.must} <= changed, name
            if defect.weight == "harmless":
                assert {one.verdict for key, one in after.items() if key[0] in changed} <= {"met"}, name


def test_what_must_change_may_change_and_the_harmless_change_nothing() -> None:
    for name, one in defects().items():
        assert all(one.may_change(topic) for topic in one.must), name
        assert not (one.must and one.weight == "harmless"), name


def test_a_fatal_defect_says_what_it_changes() -> None:
    assert [name for name, one in defects().items() if one.weight == "fatal" and not one.must] == []


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
        (GOLD, "loss-called-policy", "no-loss", "undetermined", "human", "verify"),
        (GOLD, "net-loss-only", "no-loss", "undetermined", "ambiguous", "verify"),
        (GOLD, "audit-page-torn-out", "no-loss", "undetermined", "unreadable", "verify"),
        (GOLD, "audit-of-another-company", "no-loss", "undetermined", "conflict", "supplement"),
        (GOLD, "form-yuan-under-wan", "agree-figures", "undetermined", "conflict", "verify"),
        (GOLD, "won-first-barred-day", "again", "not_met", "", "refuse"),
        (GOLD, "won-last-free-day", "again", "undetermined", "external", "complete"),
        (HANGZHOU, "won-first-barred-day", "again", "undetermined", "ambiguous", "verify"),
        (HANGZHOU, "won-last-year", "again", "not_met", "", "refuse"),
        (CHIEF, "won-first-barred-day", "again", "not_met", "", "refuse"),
        (GOLD, "both-levels", "double", "undetermined", "human", "verify"),
        (GOLD, "both-levels-declared", "double", "not_met", "", "refuse"),
        (SOCIAL, "both-levels-declared", "double", "not_met", "", "refuse"),
        (GOLD, "publicity-result-day-before-end", "publicity", "not_met", "", "supplement"),
        (GOLD, "publicity-result-on-end", "publicity", "met", "", "complete"),
        (GOLD, "publicity-six-days", "publicity", "met", "", "complete"),
        (GOLD, "publicity-four-days", "publicity", "not_met", "", "supplement"),
        (GOLD, "form-dated-day-before-text", "in-force", "not_met", "", "refuse"),
        (GOLD, "form-dated-first-day-of-text", "in-force", "met", "", "supplement"),
        (GOLD, "form-dated-last-day-of-text", "in-force", "met", "", "supplement"),
        (GOLD, "form-dated-day-after-text", "in-force", "not_met", "", "refuse"),
        (CHIEF, "form-dated-day-before-text", "in-force", "not_met", "", "refuse"),
        (CHIEF, "form-dated-first-day-of-text", "in-force", "met", "", "supplement"),
        (GOLD, "loss-first-year-of-window", "no-loss", "not_met", "", "refuse"),
        (GOLD, "loss-before-window", "no-loss", "met", "", "complete"),
        (GOLD, "loss-last-year", "no-loss", "not_met", "", "refuse"),
        (CHIEF, "loss-first-year-of-window", "profit", "not_met", "", "refuse"),
        (CHIEF, "loss-before-window", "profit", "met", "", "complete"),
        (SOCIAL, "accident-first-day-of-window", "accidents", "not_met", "", "refuse"),
        (SOCIAL, "accident-day-before-window", "accidents", "undetermined", "external", "complete"),
        (GOLD, "accident-first-day-of-window", "accidents", "not_met", "", "refuse"),
        (GOLD, "accident-day-before-window", "accidents", "undetermined", "external", "complete"),
        (HANGZHOU, "accident-day-before-window", "accidents", "undetermined", "ambiguous", "verify"),
        (HANGZHOU, "accident-grave", "accidents", "not_met", "", "refuse"),
        (GOLD, "founded-month-at-limit", "years", "undetermined", "ambiguous", "verify"),
        (HANGZHOU, "founded-month-at-limit", "years", "undetermined", "ambiguous", "verify"),
        (CHIEF, "founded-month-at-limit", "years", "undetermined", "ambiguous", "verify"),
        (GANZHOU, "won-first-barred-day", "again", "undetermined", "human", "verify"),
        (GANZHOU, "won-last-free-day", "again", "undetermined", "external", "complete"),
        (CHIEF, "won-last-free-day", "again", "undetermined", "external", "complete"),
        (HANGZHOU, "won-last-free-day", "again", "undetermined", "external", "complete"),
        (INNOVATION, "won-higher-prize", "again-higher", "undetermined", "human", "verify"),
        (GOLD, "won-second-barred-day", "again", "not_met", "", "refuse"),
        (CHIEF, "dishonest-listed", "credit", "not_met", "", "refuse"),
        (CHIEF, "penalty-on-credit-report", "violations", "undetermined", "external", "verify"),
        (CHIEF, "certificate-month-only", "certificate", "undetermined", "ambiguous", "verify"),
        (CHIEF, "certificate-expires-tomorrow", "certificate", "met", "", "complete"),
        (CHIEF, "certificate-two-years-and-a-day", "certificate", "met", "", "complete"),
        (CHIEF, "certificate-scope-differs", "certificate", "undetermined", "human", "verify"),
        (CHIEF, "certificate-looks-suspended", "certificate-status", "undetermined", "external", "complete"),
        (CHIEF, "certificate-of-another", "certificate", "undetermined", "conflict", "verify"),
        (CHIEF, "excellence-month-short", "excellence", "not_met", "", "refuse"),
        (CHIEF, "excellence-month-over", "excellence", "met", "", "complete"),
        (HANGZHOU, "land-grade-b", "land", "not_met", "", "refuse"),
        (HANGZHOU, "land-list-of-year-before", "land", "undetermined", "missing", "verify"),
        (HANGZHOU, "registered-elsewhere", "registered", "not_met", "", "refuse"),
        (SOCIAL, "honour-day-too-old", "honour", "undetermined", "human", "complete"),
        (SOCIAL, "honour-first-day-of-window", "honour", "undetermined", "human", "complete"),
        (SOCIAL, "registration-expired-yesterday", "registered", "undetermined", "human", "supplement"),
        (SOCIAL, "registration-expires-on-day", "registered", "met", "", "complete"),
        (MAYOR, "gold-day-over", "previous-award", "met", "", "complete"),
        (PERSON, "career-month-short", "person-years", "not_met", "", "refuse"),
        (PERSON, "career-month-at-limit", "person-years", "undetermined", "ambiguous", "verify"),
        (PERSON, "career-month-over", "person-years", "met", "", "complete"),
        (GANZHOU, "sole-trader-applies", "legal-person", "not_met", "", "refuse"),
        (GOLD, "scan-differs-from-word", "agree-representative", "undetermined", "conflict", "verify"),
        (GOLD, "scan-differs-from-word", "agree-figures", "undetermined", "conflict", "verify"),
        (GOLD, "accident-larger", "accidents", "undetermined", "external", "complete"),
        (CHIEF, "accident-larger", "accidents", "not_met", "", "refuse"),
        (CHIEF, "accident-common", "accidents", "undetermined", "external", "complete"),
        (GANZHOU, "accident-common", "accidents", "not_met", "", "refuse"),
        (CHIEF, "loss-called-policy", "profit", "not_met", "", "refuse"),
        (CHIEF, "certificate-expired-yesterday", "certificate", "not_met", "", "supplement"),
        (CHIEF, "certificate-expires-on-day", "certificate", "met", "", "complete"),
        (CHIEF, "certificate-day-short-of-two-years", "certificate", "undetermined", "missing", "supplement"),
        (CHIEF, "certificate-two-years-on-day", "certificate", "met", "", "complete"),
        (CHIEF, "new-body-with-chain", "certificate", "met", "", "complete"),
        (CHIEF, "new-body-without-chain", "certificate", "undetermined", "missing", "supplement"),
        (CHIEF, "new-body-after-gap", "certificate", "undetermined", "human", "verify"),
        (CHIEF, "excellence-month-at-limit", "excellence", "undetermined", "ambiguous", "verify"),
        (CHIEF, "colour-yellow", "colour", "not_met", "", "refuse"),
        (CHIEF, "branch-applies", "legal-person", "not_met", "", "refuse"),
        (SOCIAL, "honour-too-old", "honour", "undetermined", "human", "complete"),
        (SOCIAL, "honour-by-association", "honour", "undetermined", "human", "complete"),
        (SOCIAL, "recommendation-unsealed", "consent", "undetermined", "missing", "supplement"),
        (MAYOR, "gold-day-short", "previous-award", "not_met", "", "refuse"),
        (MAYOR, "gold-on-day", "previous-award", "met", "", "complete"),
        (PERSON, "career-short", "person-years", "not_met", "", "refuse"),
        (PERSON, "career-claimed-longer", "person-years", "undetermined", "conflict", "verify"),
        (PERSON, "career-in-another-city", "person-years", "undetermined", "conflict", "verify"),
    ],
)
def test_a_defect_leads_to_the_verdict_its_story_tells(
    award: tuple[str, str], name: str, topic: str, verdict: str, doubt: str, proposed: str
) -> None:
    packages = (clean(award, seed=seed) for seed in range(5, 30))
    spoilt = spoil(name, *next(one for one in packages if name in applicable(*one)), dice(4))
    truths = conclude(*spoilt, CHOSEN)
    assert {(one.verdict, one.doubt) for one in truths if one.topic == topic} == {(verdict, doubt)}
    assert outcome(truths, spoilt[1]) == proposed


@pytest.mark.parametrize(("name", "days"), [("founded-day-short", 1), ("founded-on-day", 0), ("founded-day-over", -1)])
def test_founding_days_stand_around_the_limit_to_the_day(name: str, days: int) -> None:
    application, _ = spoil(name, *clean(GOLD), dice(1))
    assert anniversary(application.applicant.licence.founded, 3) == application.on + timedelta(days=days)


@pytest.mark.parametrize(
    ("name", "verdict"), [("moved-in-day-short", "not_met"), ("moved-in-on-day", "met"), ("moved-in-day-over", "met")]
)
@pytest.mark.parametrize("award", [HANGZHOU, CHIEF, GANZHOU])
def test_who_moved_in_is_old_enough_but_may_not_have_been_here_long_enough(
    award: tuple[str, str], name: str, verdict: str
) -> None:
    truths = conclude(*spoil(name, *clean(award, "company"), dice(1)), {})
    years = next(one for one in truths if one.topic == "years")
    read = {one.reading: one.verdict for one in years.readings}
    assert (read["registration"], read["registered-here"]) == ("met", verdict)


def test_a_notice_across_a_holiday_looks_like_five_days_and_is_four() -> None:
    for seed in range(10):
        hung = spoil("publicity-across-holiday", *clean(GOLD, seed=seed), dice(1))[0].applicant.publicity
        assert naive_end(hung.start, 5) == hung.end
        assert working_days(hung.start, hung.end) == 4


def test_defects_can_be_mixed() -> None:
    application, plan = clean(GOLD)
    for name in ("loss-year", "name-differs-on-form", "missing-publicity"):
        application, plan = spoil(name, application, plan, dice(6))
    told = {one.topic: one.verdict for one in conclude(application, plan, CHOSEN)}
    assert (told["no-loss"], told["agree-name"], told["publicity"]) == ("not_met", "undetermined", "undetermined")
    assert plan.defects == ("loss-year", "name-differs-on-form", "missing-publicity")


def test_an_unread_file_keeps_a_package_from_being_complete() -> None:
    application, plan = spoil("declaration-empty", *clean(GOLD), dice(1))
    assert outcome(conclude(application, plan, CHOSEN), plan) == "verify"


@pytest.mark.parametrize("award", AWARDS)
def test_any_three_defects_go_together(award: tuple[str, str]) -> None:
    """Each that still applies after the others can be done, and the whole can be judged."""
    for seed in range(12):
        application, plan = clean(award, seed=seed)
        rng = dice(seed)
        for name in rng.sample(applicable(application, plan), 3):
            if name in applicable(application, plan):
                application, plan = spoil(name, application, plan, rng)
        assert conclude(application, plan, {})
