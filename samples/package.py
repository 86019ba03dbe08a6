"""One package: which papers it holds, under which names, and what was changed on purpose."""

from collections.abc import Iterator
from typing import Literal

from samples.applicant import Applicant, Figures, Fixed, Licence
from samples.audit import audit
from samples.certificate import certificate
from samples.credit import credit
from samples.form import form
from samples.letters import appointment, pledge
from samples.licence import licence
from samples.publicity import notice, result
from samples.report import report

Outcome = Literal["complete", "supplement", "refuse", "verify"]


class Expected(Fixed):
    """What a careful person finds under one clause, in words; `rule` names the rule that answers for it."""

    rule: str
    clause: str
    verdict: Literal["met", "not_met", "undetermined", "not_applicable"]
    doubt: Literal["", "missing", "unreadable", "conflict", "ambiguous", "external", "human"] = ""
    why: str


class Twist(Fixed):
    """What is wrong with this package, and nothing else is."""

    licence: Licence | None = None
    without: tuple[Literal["notice", "result"], ...] = ()
    credit_password: str = ""


class Naming(Fixed):
    """The file name of each paper. An `audit` name with {year} means one report a file, one with {first} all in one."""

    form: str
    report: str
    licence: str
    certificate: str
    credit: str
    audit: str
    notice: str
    result: str
    appointment: str
    pledge: str


class Package(Fixed):
    folder: str
    outcome: Outcome
    naming: str
    story: str
    applicant: Applicant
    twist: Twist = Twist()
    expected: tuple[Expected, ...] = ()

    @property
    def licence_shown(self) -> Licence:
        return self.twist.licence or self.applicant.licence


def papers(package: Package, naming: Naming) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of every paper, named the way applicants name them."""
    a, twist = package.applicant, package.twist
    yield naming.form, form(a)
    yield naming.report, report(a)
    yield naming.licence, licence(a, package.licence_shown)
    yield naming.certificate, certificate(a)
    yield naming.credit, credit(a, password=twist.credit_password)
    for name, years in audit_files(a, naming):
        yield name, audit(a, years)
    if "notice" not in twist.without:
        yield naming.notice, notice(a)
    if "result" not in twist.without:
        yield naming.result, result(a)
    yield naming.appointment, appointment(a)
    yield naming.pledge, pledge(a)


def audit_files(a: Applicant, naming: Naming) -> Iterator[tuple[str, list[tuple[Figures, Figures | None]]]]:
    """Each audit file with the years it holds, each year with the one before it."""
    years = list(zip(a.years, (a.year_before, *a.years), strict=False))
    if "{year}" not in naming.audit:
        yield naming.audit.format(first=a.years[0].year, last=a.years[-1].year), years
        return
    for year, before in years:
        yield naming.audit.format(year=year.year), [(year, before)]
