"""One package: which papers it holds, under which names, and what was changed on purpose."""

from collections.abc import Iterator
from typing import Literal

from samples.applicant import Applicant, Fixed, Licence
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
    """What a careful person finds under one clause, in words."""

    clause: str
    verdict: Literal["met", "not_met", "undetermined", "not_applicable"]
    doubt: Literal["", "missing", "unreadable", "conflict", "ambiguous", "external", "human"] = ""
    why: str


class Twist(Fixed):
    """What is wrong with this package, and nothing else is."""

    licence: Licence | None = None
    without: tuple[Literal["notice", "result"], ...] = ()
    credit_password: str = ""


class Package(Fixed):
    folder: str
    outcome: Outcome
    story: str
    applicant: Applicant
    twist: Twist = Twist()
    expected: tuple[Expected, ...] = ()

    @property
    def licence_shown(self) -> Licence:
        return self.twist.licence or self.applicant.licence


def papers(package: Package) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of every paper, named the way applicants name them."""
    a, twist = package.applicant, package.twist
    yield "附件1：上海市政府质量奖申报表.docx", form(a)
    yield "附件2：自我评价报告.docx", report(a)
    yield "3-1营业执照（副本）.jpg", licence(a, package.licence_shown)
    yield "3-2质量管理体系认证证书扫描件.pdf", certificate(a)
    yield "3-3公共信用信息报告.pdf", credit(a, password=twist.credit_password)
    for before, year in zip((a.year_before, *a.years), a.years, strict=False):
        yield f"3-4审计报告/{year.year}年审计报告.pdf", audit(a, year, before)
    if "notice" not in twist.without:
        yield "3-5内部公示.docx", notice(a)
    if "result" not in twist.without:
        yield "3-6公示情况说明.pdf", result(a)
    yield "3-7首席质量官任命文件.pdf", appointment(a)
    yield "3-8真实性承诺书.pdf", pledge(a)
