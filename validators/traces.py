"""What others of a batch are held against: who applies for what, and the papers that can be nobody else's.

A trace is small and goes where the whole sheet of facts need not: a season of a thousand applications fits in memory.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.catalogue import catalogue
from pipeline.model import Fact, FactSheet, Noun, TextValue
from validators.case import Case, InForce
from validators.possibilities import has_value
from validators.settling.parties import Who, applicant
from validators.terms import FORMS, plain

# Numbers that one body has and no other: the field, and how a person calls the paper.
_NUMBERED = {
    "certificate.number": "管理体系认证证书",
    "permit.number": "许可、资质证书",
    "officer.certificate_number": "首席质量官培训证书",
    "audit.number": "审计报告",
    "credit.number": "公共信用信息报告",
}
_TELLING = 6  # characters; a shorter number is a counter that many papers carry
_OWNED = (  # kinds of which the same file in two hands is the same paper
    "management_certificate",
    "permit",
    "officer_certificate",
    "audit_report",
    "credit_report",
    "honour_certificate",
    "ip_certificate",
    "title_certificate",
)
_HONOUR = ("honour.name", "honour.issuer", "honour.awarded_on", "honour.holder")


class Mark(Noun):
    """A paper that two applications cannot both have: what it is, and where this one shows it."""

    paper: str
    told: str
    facts: tuple[Fact, ...]


class Trace(Noun):
    """Who stands behind one package, and what it shows. `bodies` are the applicant's, or a person's employer's."""

    package: str
    rules: str
    award: str
    applicant: str
    years: tuple[int, ...]
    person: bool
    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()
    identity: tuple[Fact, ...] = ()


def trace(sheet: FactSheet, rules: str, award: str, called: str, on: date) -> Trace:
    """Take the trace of one application; `called` is how people name its applicant."""
    case = Case(sheet, on, InForce("", None, None))
    who = applicant(case, "applicant")
    marks = tuple(_marks(case))
    body = applicant(case, "employer") if who.person else who
    return Trace(
        package=sheet.package,
        rules=rules,
        award=award,
        applicant=called,
        years=case.filed_years if case.applied else (),
        person=who.person,
        names=who.names,
        codes=who.codes,
        numbers=who.numbers,
        bodies=frozenset(body.names | body.codes),
        marks=(*marks, *_same_files(case, marks)),
        identity=_identity(case, who),
    )


def _identity(case: Case, who: Who) -> tuple[Fact, ...]:
    field = "person.name" if who.person else "entity.name"
    return (*case.facts(field, FORMS)[:1], *(() if who.person else case.facts("entity.code", FORMS)[:1]))


def _marks(case: Case) -> Iterator[Mark]:
    for field, paper in _NUMBERED.items():
        for fact in case.printed(field):
            told = plain(fact.value.text).upper() if isinstance(fact.value, TextValue) else ""
            if len(told) >= _TELLING and any(map(str.isdigit, told)):
                yield Mark(paper=paper, told=f"{catalogue()[field].title}{told}", facts=(fact,))
    for name in case.printed(_HONOUR[0]):
        record = [_same_record(case, name, field) for field in _HONOUR]
        if all(record):
            facts = tuple(fact for one in record for fact in one[:1])
            yield Mark(paper="荣誉证书", told="、".join(plain(_word(fact)) for fact in facts), facts=facts)


def _same_files(case: Case, told: Iterable[Mark]) -> Iterator[Mark]:
    """Take the file itself as the mark of a paper whose number was not read."""
    numbered = {fact.document for mark in told for fact in mark.facts}
    for document in case.sheet.documents:
        if document.kind in _OWNED and document.id not in numbered:
            facts = tuple(fact for fact in case.sheet.facts if fact.document == document.id)[:1]
            yield Mark(paper=document.title, told=f"文件内容完全相同，{document.file[:12]}", facts=facts)


def _same_record(case: Case, name: Fact, field: str) -> list[Fact]:
    found = (fact for fact in case.printed(field) if (fact.document, fact.key) == (name.document, name.key))
    return [fact for fact in found if has_value(fact)]


def _word(fact: Fact) -> str:
    return fact.value.text if isinstance(fact.value, TextValue) else fact.value.model_dump_json(include={"date"})
