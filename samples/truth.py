"""What each paper of a package truly prints, in the words of the field catalogue; worked out from the cast alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from samples.applicant import YUAN_PER_WAN, Applicant, Figures, Fixed
from samples.audit import FIRM, number, signed_on
from samples.certificate import BODY, STANDARD
from samples.credit import ISSUER
from samples.package import Naming, Package, audit_files

_AWARD = "上海市质量金奖"


class Truth(Fixed):
    """One fact of one file. Money is in 元, dates as precise as the paper, `key` as in the catalogue."""

    file: str
    field: str
    key: str = ""
    value: str


def truths(package: Package, naming: Naming) -> Iterator[Truth]:
    a, without = package.applicant, package.twist.without
    yield from _facts(naming.form, _form(a))
    for year in a.years:
        yield from _facts(naming.form, _indicators(year), str(year.year))
    yield from _facts(naming.report, _report(a))
    yield from _facts(naming.licence, _licence(package))
    yield from _facts(naming.certificate, _certificate(a), a.certificate.number)
    if not package.twist.credit_password:
        yield from _facts(naming.credit, _credit(a))
    for name, years in audit_files(a, naming):
        for year, _ in years:
            yield from _facts(name, _audit(a, year), str(year.year))
    if "notice" not in without:
        yield from _facts(naming.notice, _notice(a))
    if "result" not in without:
        yield from _facts(naming.result, _result(a))
    yield from _facts(naming.appointment, _appointment(a))
    yield from _facts(naming.pledge, {"declaration.by": a.name, "declaration.on": a.filled})


def _facts(file: str, facts: Mapping[str, str | date | Decimal], key: str = "") -> Iterator[Truth]:
    for field, value in facts.items():
        yield Truth(file=file, field=field, key=key, value=_text(value))


def _text(value: str | date | Decimal) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _form(a: Applicant) -> Mapping[str, str | date | Decimal]:
    return {
        "form.title": "上海市政府质量奖申报表",
        "form.award": _AWARD,
        "form.category": "先进质量管理模式",
        "form.filled_on": a.filled,
        "form.model_title": a.model_title,
        "entity.name": a.name,
        "entity.code": a.code,
        "entity.address": a.address,
        "entity.site": a.works,
        "entity.founded": a.licence.founded,
        "entity.capital": Decimal(a.capital * YUAN_PER_WAN),
        "entity.representative": a.licence.representative,
        "entity.top_manager": a.top_manager.name,
        "entity.ownership": "民营",
        "entity.size": a.size,
        "entity.industry": a.industry,
        "entity.main_product": a.products,
        "entity.employees": Decimal(a.staff),
        "entity.contact": a.contact.name,
        "entity.contact_phone": a.phone,
        "entity.contact_email": a.email,
        "officer.name": a.quality_officer.name,
        "officer.appointed_on": a.officer_appointed,
        "excellence.introduced_on": _month(a.excellence_since),
        "recommendation.by": a.recommender,
        "recommendation.opinion": "同意推荐。",
        "recommendation.on": a.recommended,
    }


def _indicators(year: Figures) -> Mapping[str, str | date | Decimal]:
    return {
        "finance.assets": year.assets,
        "finance.main_revenue": year.revenue,
        "finance.profit_total": year.total_profit,
        "finance.profit_net": year.net_profit,
        "finance.tax": year.tax_paid,
        "finance.debt_ratio": year.debt_ratio,
        "finance.research": year.research,
    }


def _report(a: Applicant) -> Mapping[str, str | date | Decimal]:
    first = a.certificate.first_issued
    return {
        "report.title": "自我评价报告",
        "report.applicant": a.name,
        "report.first_certified": f"{first:%Y-%m}",
        "excellence.introduced_on": _month(a.excellence_since),
        "officer.name": a.quality_officer.name,
        "officer.appointed_on": a.officer_appointed,
    }


def _licence(package: Package) -> Mapping[str, str | date | Decimal]:
    a, shown = package.applicant, package.licence_shown
    return {
        "licence.name": "营业执照",
        "licence.copy": "副本",
        "licence.issuer": a.registrar,
        "licence.issued_on": shown.printed,
        "entity.name": a.name,
        "entity.code": a.code,
        "entity.kind": a.legal_form,
        "entity.representative": shown.representative,
        "entity.founded": shown.founded,
        "entity.capital": Decimal(a.capital * YUAN_PER_WAN),
        "entity.address": a.address,
        "entity.scope": a.business,
    }


def _certificate(a: Applicant) -> Mapping[str, str | date | Decimal]:
    held = a.certificate
    return {
        "certificate.standard": STANDARD,
        "certificate.number": held.number,
        "certificate.holder": a.name,
        "certificate.holder_code": a.code,
        "certificate.scope": held.scope,
        "certificate.first_issued": held.first_issued,
        "certificate.issued_on": held.issued,
        "certificate.valid_until": held.expires,
        "certificate.body": BODY,
    }


def _credit(a: Applicant) -> Mapping[str, str | date | Decimal]:
    return {
        "credit.number": a.credit_number,
        "credit.made_on": a.credit_date,
        "credit.issuer": ISSUER,
        "credit.subject": a.name,
        "credit.subject_code": a.code,
        "credit.permits": Decimal(len(a.permits)),
        "credit.penalties": Decimal(0),
        "credit.dishonesty": Decimal(0),
        "credit.abnormal": Decimal(0),
        "credit.honours": Decimal(2),
        "entity.representative": a.licence.representative,
        "entity.founded": a.licence.founded,
    }


def _audit(a: Applicant, year: Figures) -> Mapping[str, str | date | Decimal]:
    return {
        "audit.company": a.name,
        "audit.number": number(a.code, year.year),
        "audit.firm": FIRM,
        "audit.signed_on": signed_on(year.year),
        "finance.revenue": year.revenue,
        "finance.operating_profit": year.operating_profit,
        "finance.profit_total": year.total_profit,
        "finance.profit_net": year.net_profit,
    }


def _notice(a: Applicant) -> Mapping[str, str | date | Decimal]:
    hung = a.publicity
    return {"publicity.applicant": a.name, "publicity.starts_on": hung.start, "publicity.ends_on": hung.end}


def _result(a: Applicant) -> Mapping[str, str | date | Decimal]:
    hung = a.publicity
    return {
        "publicity.starts_on": hung.start,
        "publicity.ends_on": hung.end,
        "publicity.result": "无异议",
        "publicity.result_on": hung.result,
    }


def _appointment(a: Applicant) -> Mapping[str, str | date | Decimal]:
    return {
        "officer.name": a.quality_officer.name,
        "officer.appointed_on": a.officer_appointed,
        "officer.appointer": a.name,
    }


def _month(printed: str) -> str:
    """A printed month with the precision it has.

    >>> _month("2016年3月")
    '2016-03'
    """
    year, month = printed.removesuffix("月").split("年")
    return f"{year}-{int(month):02}"
