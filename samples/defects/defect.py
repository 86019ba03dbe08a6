"""What a defect is, and the few ways in which a world or a plan is changed on purpose."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from samples.applicant import Applicant, Certificate, Fixed, Honour, Season, day
from samples.application import Application, Standing
from samples.conclusions import topics
from samples.plan import PaperPlan, Plan
from samples.usual import audited_years
from samples.workdays import anniversary

# harmless: nothing may change. curable: a paper can mend it. fatal: none can. look: a person must see it.
Weight = Literal["harmless", "curable", "fatal", "look"]


class Case(Fixed):
    """An application with the plan of its package, spoilt or not."""

    application: Application
    plan: Plan


_CERTIFICATES: dict[str, str] = {
    "institution": "institution_certificate",
    "association": "social_certificate",
    "private_nonprofit": "social_certificate",
}
Way = Callable[[Case, random.Random], Case]
Test = Callable[[Case], bool]


class Defect(Fixed):
    """One named mutation.

    Findings on topics of `must` change wherever an award asks for them; those outside `may` stay what they were under
    every reading. `paper-` stands for all topics that begin so.
    """

    name: str
    told: str
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    weight: Weight
    applies: Test
    way: Way

    def may_change(self, topic: str) -> bool:
        return any(topic == one or (one.endswith("-") and topic.startswith(one)) for one in self.may)


def asks(*wanted: str) -> Test:
    """Tell whether the award puts one of these conditions."""
    return lambda case: bool(topics(case.application) & set(wanted))


def holds(*kinds: str) -> Test:
    """Tell whether the package has a paper of each of these kinds."""
    return lambda case: all(case.plan.of_kind(kind) for kind in kinds)


def of_kind(*kinds: str) -> Test:
    return lambda case: case.application.standing.kind in kinds


def every(*tests: Test) -> Test:
    return lambda case: all(test(case) for test in tests)


def organisation(case: Case) -> bool:
    return case.application.track == "organisation"


def founding_years(application: Application) -> int:
    """The years in business that the regulation asks."""
    return 5 if application.locality.rules.startswith("xiaoshan") else 3


def of_applicant(**update: object) -> Way:
    """Change the applicant everywhere."""
    return lambda case, _: world(case, lambda a: a.model_copy(update=update))


def world(case: Case, change: Callable[[Applicant], Applicant]) -> Case:
    """Change the applicant on every paper; one that shows it otherwise does so on, under the new name and code."""
    before = case.application.applicant
    applicant = change(before)

    def follow(paper: PaperPlan) -> PaperPlan:
        if paper.of is None:
            return paper
        there = paper.of.applicant
        new = {
            name: getattr(applicant, name)
            for name in ("name", "code")
            if getattr(there, name) == getattr(before, name) != getattr(applicant, name)
        }
        return paper.model_copy(update={"of": paper.of.model_copy(update={"applicant": there.model_copy(update=new)})})

    plan = case.plan.model_copy(update={"papers": tuple(map(follow, case.plan.papers))})
    application = case.application.model_copy(update={"applicant": applicant})
    return case.model_copy(update={"application": application, "plan": plan})


def standing(case: Case, **update: object) -> Case:
    changed: Standing = case.application.standing.model_copy(update=update)
    return case.model_copy(update={"application": case.application.model_copy(update={"standing": changed})})


def locally(case: Case, kind: str, change: Callable[[Applicant], Applicant]) -> Case:
    """Change the applicant on papers of one kind and leave every other paper as it is."""

    def way(paper: PaperPlan) -> PaperPlan:
        there = paper.world(case.application)
        return paper.model_copy(update={"of": there.model_copy(update={"applicant": change(there.applicant)})})

    return case.model_copy(update={"plan": case.plan.change(kind, way)})


def marked(kind: str, **update: object) -> Way:
    """Do something to the ink or the file of every paper of a kind."""

    def way(case: Case, _: random.Random) -> Case:
        plan = case.plan.change(kind, lambda paper: paper.model_copy(update=update))
        return case.model_copy(update={"plan": plan})

    return way


def without(*kinds: str) -> Way:
    return lambda case, _: case.model_copy(update={"plan": case.plan.without(*kinds)})


def plus(case: Case, *papers: PaperPlan) -> Case:
    return case.model_copy(update={"plan": case.plan.plus(*papers)})


def registration_kind(case: Case) -> str:
    """The kind of paper that proves when the applicant was founded."""
    kind = case.application.standing.kind
    return "unit_document" if kind in {*_CERTIFICATES, "internal_unit"} else "business_licence"


def certificate_kind(case: Case) -> str:
    """The kind of paper that registers the applicant and names its representative."""
    return _CERTIFICATES.get(case.application.standing.kind, "business_licence")


def refounded(case: Case, founded: date) -> Case:
    """Found the applicant on another day, and let nothing of its history lie before."""
    a = case.application.applicant
    held = a.certificate
    first = max(held.first_issued, founded + timedelta(days=120))
    certificate = held.model_copy(update={"first_issued": first, "issued": max(held.issued, first)})
    seasons = tuple(season for season in a.seasons if season.year >= founded.year)
    since = founded + timedelta(days=150)
    update = {
        "licence": a.licence.model_copy(update={"founded": founded, "printed": max(a.licence.printed, founded)}),
        "certificate": certificate,
        "seasons": seasons,
        "season_before": None,
        "excellence_since": max(a.excellence_since, f"{since.year}年{since.month}月", key=_as_month),
        "officer_appointed": max(a.officer_appointed, founded + timedelta(days=30)),
    }
    changed = world(case, lambda one: one.model_copy(update=update))
    years = audited_years(changed.application)
    papers = tuple(p for p in changed.plan.papers if p.kind != "audit_report" or set(p.years) <= set(years))
    return changed.model_copy(update={"plan": changed.plan.model_copy(update={"papers": papers})})


def _as_month(printed: str) -> tuple[int, int]:
    year, month = printed.removesuffix("月").split("年")
    return int(year), int(month)


def dated_before(on: date, years: int, *, late: int = 0) -> date:
    """The day whose corresponding day so many years on is the given day, or so many days after it."""
    return anniversary(on + timedelta(days=late), -years)


def recertified(case: Case, certificate: Certificate) -> Case:
    return world(case, lambda a: a.model_copy(update={"certificate": certificate}))


def honoured(case: Case, honour: Honour) -> Case:
    """Add a prize and the certificate that shows it."""
    number = len(case.application.applicant.honours) + 1
    told = world(case, lambda a: a.model_copy(update={"honours": (*a.honours, honour)}))
    certificate = PaperPlan(
        id=f"honour-certificate-{number}", kind="honour_certificate", title="荣誉证书", topic=honour.name
    )
    return plus(told, certificate)


def prize(name: str, issuer: str, won: date, *, coarse: bool = False) -> Honour:
    return Honour(name=name, level="区级", issuer=issuer, when=f"{won.year}年" if coarse else day(won))


def with_season(case: Case, index: int, **update: object) -> Case:
    """Change the books of one year; the audit report of that year and the next one's comparison follow."""

    def change(a: Applicant) -> Applicant:
        seasons: list[Season] = list(a.seasons)
        seasons[index] = seasons[index].model_copy(update=update)
        return a.model_copy(update={"seasons": tuple(seasons)})

    return world(case, change)
