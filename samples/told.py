"""What each kind of paper tells of the world it is printed from, as far as a verdict can hang on it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from samples.applicant import YUAN_PER_WAN, Figures
from samples.application import Application
from samples.certificate import STANDARD
from samples.plan import PaperPlan

_YEARS_ON_FORM = 3  # at least
_NONPROFIT = ("association", "private_nonprofit")  # their books have no line of profit
Word = str | date | Decimal | bool | tuple[date, date] | None
Told = Mapping[str, Word]


def told(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    """Give the facts of one paper, record by record, each under its key."""
    way = _WAYS.get(paper.kind)
    return way(paper, world) if way else iter(())


def _identity(world: Application) -> dict[str, Word]:
    a = world.applicant
    return {
        "entity.name": a.name,
        "entity.code": a.code,
        "entity.address": a.address,
        "entity.founded": a.licence.founded,
        "entity.representative": _representative(world),
    }


def _representative(world: Application) -> str:
    """A branch has a 负责人 and a trader is the 经营者: neither has a legal representative."""
    return "" if world.standing.kind in {"branch", "sole_trader"} else world.applicant.licence.representative


def _form(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    a, person = world.applicant, world.candidate
    head: Told = {
        "form.award": world.locality.award_titles[world.award],
        "form.filled_on": a.filled,
        "form.signed": paper.signed,
        "form.sealed": paper.sealed,
        "declaration.no_double": f"本年度是否同时申报：{'是' if world.other_level else '否'}",
    }
    if paper.kind == "individual_form" and person:
        years: Told = {"person.name": person.name, "person.quality_years": Decimal(person.claimed_years)}
        self_told: Told = {"person.is_head": person.is_head, "person.theory": person.theory}
        yield "", {**head, "person.employer": a.name, **self_told, **years}
        yield from _honours(world)
        return
    yield "", {**_identity(world), **head, "excellence.introduced_on": a.excellence_since}
    yield from _honours(world)
    held = a.certificate
    yield held.number, {"certificate.first_issued": held.first_issued, "certificate.valid_until": held.expires}
    for year in a.years[-max(world.locality.loss_years, _YEARS_ON_FORM) :]:
        factor = YUAN_PER_WAN if paper.yuan_under_wan else 1
        yield str(year.year), {field: amount * factor for field, amount in _money(year).items()}


def _money(year: Figures) -> dict[str, Decimal]:
    return {
        "finance.main_revenue": year.revenue,
        "finance.profit_total": year.total_profit,
        "finance.profit_net": year.net_profit,
    }


def _registration(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    facts = {**_identity(world), "entity.kind": world.applicant.legal_form}
    if ends := world.standing.term_ends:
        facts["licence.valid"] = (world.applicant.licence.printed, ends)
    if paper.kind == "institution_certificate":  # its title says what it is, and nothing says since when
        del facts["entity.founded"], facts["entity.kind"]
    if paper.kind == "social_certificate":  # most have no line for the founding
        del facts["entity.founded"]
    if paper.kind == "unit_document":
        facts = {field: facts[field] for field in ("entity.name", "entity.founded", "entity.address")}
    yield "", facts


def _audits(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    """Tell the year, and in the second column the year before."""
    a = world.applicant
    books = {year.year: year for year in (*a.years, *([a.year_before] if a.year_before else []))}
    for year in (books[number] for number in paper.years if number in books):
        policy = "政策性亏损" if paper.policy_loss and year.net_profit < 0 else None
        head: Told = {"audit.company": a.name, "audit.audited": not paper.unaudited, "finance.policy_loss": policy}
        yield str(year.year), {**head, **_statement(world, year)}
        if before := books.get(year.year - 1):
            yield str(before.year), _statement(world, before)


def _statement(world: Application, year: Figures) -> Told:
    if world.standing.kind in _NONPROFIT:
        return {"finance.net_assets_change": year.net_profit}
    money = _money(year)
    return {"finance.revenue": money.pop("finance.main_revenue"), **money}


def _certificate(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    held = world.applicant.certificate
    yield (
        held.number,
        {
            "certificate.standard": STANDARD,
            "certificate.holder": world.applicant.name,
            "certificate.holder_code": world.applicant.code,
            "certificate.scope": held.scope,
            "certificate.first_issued": held.first_issued,
            "certificate.issued_on": held.issued,
            "certificate.valid_until": held.expires,
            "certificate.previous_end": held.previous_end,
            "certificate.body": held.body,
        },
    )


def _credit(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    a, standing = world.applicant, world.standing
    yield (
        "",
        {
            "credit.subject": a.name,
            "credit.subject_code": a.code,
            "credit.made_on": a.credit_date,
            "credit.penalties": Decimal(len(standing.penalties)),
            "credit.dishonesty": Decimal(standing.dishonest),
            "credit.abnormal": Decimal(standing.abnormal),
            "entity.address": a.address,
            "entity.representative": _representative(world),
            "entity.founded": a.licence.founded,
        },
    )


def _notice(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    hung = world.applicant.publicity
    ends: Told = {"publicity.starts_on": hung.start, "publicity.ends_on": hung.end}
    yield "", {"publicity.applicant": _applying(world), **ends}


def _result(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    hung = world.applicant.publicity
    ends: Told = {"publicity.starts_on": hung.start, "publicity.ends_on": hung.end}
    told_of: Told = {"publicity.applicant": _applying(world), "publicity.result_on": hung.result}
    yield "", {**ends, **told_of, "publicity.result": "无异议"}


def _report(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    yield "", {"report.applicant": _applying(world), "report.award": world.locality.award_titles[world.award]}


def _appointment(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    yield "", {"officer.appointer": world.applicant.name, "officer.appointed_on": world.applicant.officer_appointed}


def _recommendation(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    signed: Told = {"recommendation.by": world.consent_by, "recommendation.on": world.consent_on}
    yield "", {**signed, "recommendation.sealed": paper.sealed}


def _excellence(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    yield "", {"excellence.introduced_on": world.applicant.excellence_since}


def _land(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    for one in world.standing.land:
        if one.year in paper.years:
            yield str(one.year), {"land.grade": one.grade, "land.published_on": one.published}


def _screen(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    standing = world.standing
    whose: Told = {"entity.name": world.applicant.name, "entity.code": world.applicant.code}
    shown: Told = {"supervision.colour": standing.supervision_colour}
    yield "", {**whose, **shown, "supervision.checked_on": standing.supervision_checked}


def _clearance(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    for one in world.standing.accidents:
        when = one.occurred.isoformat()
        blame = "负有责任" if one.liable else "不负责任"
        facts: Told = {"accident.grade": one.grade, "accident.occurred_on": one.occurred, "accident.kind": one.kind}
        yield when, {**facts, "accident.liability": blame}


def _change(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    yield "", {"entity.moved_in": world.standing.moved_in, "entity.former_name": world.standing.former_name}


def _declaration(_: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    yield "", {"declaration.by": _applying(world), "declaration.on": world.applicant.filled}


def _honour(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    yield from ((name, facts) for name, facts in _honours(world) if name == paper.topic)


def _honours(world: Application) -> Iterator[tuple[str, Told]]:
    for one in world.applicant.honours:
        yield one.name, {"honour.name": one.name, "honour.issuer": one.issuer, "honour.awarded_on": one.when}


def _employment(paper: PaperPlan, world: Application) -> Iterator[tuple[str, Told]]:
    posts = world.candidate.career if world.candidate else ()
    began = [post.since for post in posts if post.employer == paper.topic and post.quality]
    if began:
        since = f"{min(began).year}年{min(began).month}月"
        yield paper.topic, {"employment.issuer": paper.topic, "employment.since": since}


def _applying(world: Application) -> str:
    return world.candidate.name if world.candidate else world.applicant.name


_WAYS: Mapping[str, Callable[[PaperPlan, Application], Iterator[tuple[str, Told]]]] = {
    "application_form": _form,
    "individual_form": _form,
    "business_licence": _registration,
    "institution_certificate": _registration,
    "social_certificate": _registration,
    "unit_document": _registration,
    "audit_report": _audits,
    "management_certificate": _certificate,
    "credit_report": _credit,
    "publicity_notice": _notice,
    "publicity_result": _result,
    "self_assessment": _report,
    "officer_appointment": _appointment,
    "recommendation": _recommendation,
    "excellence_proof": _excellence,
    "land_list": _land,
    "supervision_screen": _screen,
    "clearance_letter": _clearance,
    "change_notice": _change,
    "declaration": _declaration,
    "honour_certificate": _honour,
    "employment_proof": _employment,
}
