"""Defects of figures: losses, wrong years, wrong units, statements that are missing or not audited."""

import random
from decimal import Decimal

from samples.applicant import Applicant
from samples.defects.defect import (
    Case,
    Test,
    Way,
    asks,
    every,
    holds,
    locally,
    marked,
    of_kind,
    organisation,
    standing,
    with_season,
    world,
)
from samples.defects.identity import stranger
from samples.plan import PaperPlan
from samples.usual import audited_years

_LOSS_RATIO = Decimal("0.8850")
_DEFERRED = Decimal("0.35")  # of revenue: more than any profit here


def _loss(*, policy: bool = False) -> Way:
    """A loss in the year before last, on every paper."""

    def way(case: Case, rng: random.Random) -> Case:
        case = with_season(case, -2, cost_ratio=_LOSS_RATIO)
        if not policy:
            return case
        year = case.application.applicant.seasons[-2].year
        return marked("audit_report", policy_loss=True)(standing(case, policy_loss_years=(year,)), rng)

    return way


def _old_loss(case: Case, _: random.Random) -> Case:
    """A loss in the last year before the years that are asked for."""
    a, years = case.application.applicant, case.application.locality.loss_years
    if len(a.seasons) > years:
        return with_season(case, -years - 1, cost_ratio=_LOSS_RATIO)
    assert a.season_before is not None  # noqa: S101 - only applied where there are older books
    before = a.season_before.model_copy(update={"cost_ratio": _LOSS_RATIO})
    return world(case, lambda one: one.model_copy(update={"season_before": before}))


def _first_year_loss(case: Case, _: random.Random) -> Case:
    """A loss in the first of the years that are asked for."""
    return with_season(case, -case.application.locality.loss_years, cost_ratio=_LOSS_RATIO)


def _last_year_loss(case: Case, _: random.Random) -> Case:
    """A loss in the year before the application."""
    return with_season(case, -1, cost_ratio=_LOSS_RATIO)


def _net_loss(case: Case, _: random.Random) -> Case:
    """Profit before tax and a loss after it, in the year before last."""
    revenue = case.application.applicant.seasons[-2].revenue
    return with_season(case, -2, deferred_tax=(revenue * _DEFERRED).quantize(Decimal("0.01")))


def _audits(case: Case, change: dict[int, dict[str, object] | None]) -> Case:
    """Change or drop the audit papers of some years."""
    papers: list[PaperPlan] = []
    for paper in case.plan.papers:
        year = paper.years[0] if paper.kind == "audit_report" else 0
        update = change.get(year, {})
        if update is not None:
            papers.append(paper.model_copy(update=update))
    return case.model_copy(update={"plan": case.plan.model_copy(update={"papers": tuple(papers)})})


def _without_year(index: int) -> Way:
    return lambda case, _: _audits(case, {audited_years(case.application)[index]: None})


def _wrong_years(case: Case, _: random.Random) -> Case:
    """The reports run one year too early: the first is older than asked, the last year's is not there."""
    a = case.application.applicant
    years = audited_years(case.application)
    earlier = case.application.model_copy(update={"applicant": _a_year_earlier(a)})
    old = {
        "years": (years[0] - 1,),
        "title": f"{years[0] - 1}年度审计报告",
        "of": earlier,
        "id": f"audit-report-{years[0] - 1}",
    }
    return _audits(case, {years[-1]: old})


def _a_year_earlier(a: Applicant) -> Applicant:
    if a.season_before is None:
        return a
    return a.model_copy(update={"seasons": (a.season_before, *a.seasons), "season_before": None})


def _unaudited(case: Case, _: random.Random) -> Case:
    return _audits(case, {audited_years(case.application)[-1]: {"unaudited": True}})


def _others_audit(case: Case, rng: random.Random) -> Case:
    """One year's report is another company's."""
    other = case.application.model_copy(update={"applicant": stranger(case, rng)})
    return _audits(case, {audited_years(case.application)[-1]: {"of": other}})


def _figures_on_form(case: Case, _: random.Random) -> Case:
    """The form tells a better year than the audit report."""

    def better(a: Applicant) -> Applicant:
        last = a.seasons[-1].model_copy(update={"revenue": a.seasons[-1].revenue + Decimal("1000.00")})
        return a.model_copy(update={"seasons": (*a.seasons[:-1], last)})

    return locally(case, "application_form", better)


def _has_older_books(case: Case) -> bool:
    application = case.application
    return bool(application.applicant.seasons[0].year < application.year - application.locality.loss_years)


def _without_profit(case: Case) -> bool:
    """Bodies whose books have no line of profit, and those of whom no profit is asked."""
    unasked = {"institution"} if asks("profit")(case) else set()
    return case.application.standing.kind in {"association", "private_nonprofit", *unasked}


def _can_be_earlier(case: Case) -> bool:
    return _has_older_books(case) or case.application.applicant.season_before is not None


_AUDITED = every(organisation, holds("audit_report"))
_FORM = every(_AUDITED, holds("application_form"), lambda case: not of_kind("association", "private_nonprofit")(case))
_PROFIT = every(_AUDITED, asks("no-loss", "profit"), lambda case: not _without_profit(case))

WAYS: dict[str, tuple[Test, Way]] = {
    "loss-year": (_PROFIT, _loss()),
    "loss-called-policy": (_PROFIT, _loss(policy=True)),
    "loss-last-year": (_PROFIT, _last_year_loss),
    "loss-first-year-of-window": (_PROFIT, _first_year_loss),
    "loss-before-window": (every(_PROFIT, _can_be_earlier), _old_loss),
    "net-loss-only": (_PROFIT, _net_loss),
    "audit-missing-last-year": (_AUDITED, _without_year(-1)),
    "audit-missing-first-year": (_AUDITED, _without_year(0)),
    "audit-wrong-years": (every(_AUDITED, _can_be_earlier), _wrong_years),
    "audit-last-year-unaudited": (_AUDITED, _unaudited),
    "audit-of-another-company": (_AUDITED, _others_audit),
    "form-yuan-under-wan": (
        _FORM,
        marked("application_form", yuan_under_wan=True),
    ),
    "form-figures-better": (_FORM, _figures_on_form),
}
