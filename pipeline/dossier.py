"""From findings to a proposed outcome, and from everything to one sealed dossier.

The order in `conclude` is the cost of error: what no paper can mend is said first, then what the applicant can send,
then what a person must look at. Matters that no paper of the applicant could settle (`external`, `human`) are the
office's own work: they are listed, and do not keep a submission from being complete unless a paper speaks against it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.model import (
    Document,
    Dossier,
    Doubt,
    Earliest,
    Fact,
    FactSheet,
    Finding,
    Outcome,
    Problem,
    ReadingUsed,
    RegisterUsed,
    Remedy,
    RulesUsed,
    Sha256,
    TextValue,
    Verdict,
    Version,
)
from pipeline.saying import say_earliest
from pipeline.settings import Office

OUTCOME_TITLES = {
    Outcome.COMPLETE: "齐全待受理",
    Outcome.SUPPLEMENT: "需补正",
    Outcome.REFUSE: "建议不予受理",
    Outcome.VERIFY: "待人工核实",
}
VERDICT_TITLES = {
    Verdict.MET: "符合",
    Verdict.NOT_MET: "不符合",
    Verdict.UNDETERMINED: "待定",
    Verdict.NOT_APPLICABLE: "不适用",
}
DOUBT_TITLES = {
    Doubt.MISSING: "缺材料",
    Doubt.UNREADABLE: "读不清",
    Doubt.CONFLICT: "材料不一致",
    Doubt.AMBIGUOUS: "理解不一",
    Doubt.EXTERNAL: "需外部查询",
    Doubt.HUMAN: "需人工判断",
}
OFFICES_OWN = frozenset({Doubt.EXTERNAL, Doubt.HUMAN})


def refuses(finding: Finding) -> bool:
    return finding.verdict is Verdict.NOT_MET and finding.remedy is Remedy.REFUSE


def asks_for_paper(finding: Finding) -> bool:
    """Tell whether the applicant can answer this finding by sending something."""
    fell_short = finding.verdict is Verdict.NOT_MET or finding.doubt is Doubt.MISSING
    return fell_short and finding.remedy is Remedy.SUPPLEMENT


def needs_a_person(finding: Finding) -> bool:
    """Tell whether someone must look at the papers before anything can be said."""
    ours = finding.doubt in OFFICES_OWN and not finding.against
    open_question = finding.verdict is Verdict.UNDETERMINED and not ours
    contradiction = finding.verdict is Verdict.NOT_MET
    return (open_question or contradiction) and not refuses(finding) and not asks_for_paper(finding)


def unread(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if not problem.remark)


def conclude(findings: Sequence[Finding], problems: Sequence[Problem]) -> tuple[Outcome, tuple[str, ...]]:
    """Propose an outcome, with a sentence for each finding that leads to it."""
    if not findings:
        return Outcome.VERIFY, ("没有判断任何条件，须由人工审查。",)
    for outcome, leads in (
        (Outcome.REFUSE, refuses),
        (Outcome.SUPPLEMENT, asks_for_paper),
        (Outcome.VERIFY, needs_a_person),
    ):
        if led := [finding for finding in findings if leads(finding)]:
            return outcome, tuple(f"{finding.title}：{finding.sentence}" for finding in led)
    if lost := unread(problems):
        return Outcome.VERIFY, tuple(f"{problem.file or '材料'}没有读出：{problem.what}" for problem in lost)
    return Outcome.COMPLETE, ("材料齐全，未发现不符合或互相矛盾之处；尚待外部查询和人工判断的事项见下。",)


def earliest(findings: Iterable[Finding]) -> Earliest | None:
    """Find the first day on which all conditions of time are met at once; None where there is none of them.

    Waiting mends nothing else: what must not have happened, what papers do not show, what a person must judge.
    """
    timed = [(one.title, one.earliest) for one in findings if one.earliest and one.verdict is not _SPARED]
    known = [(told.day, title) for title, told in timed if told.day]
    if not timed:
        return None
    day, last = max(known, default=(None, ""))
    ends = [(told.until, title) for title, told in timed if told.until]
    until, first_out = min(ends, default=(None, ""))
    if unknown := [title for title, told in timed if told.day is None]:
        others = f"；其余时间条件最早{say_earliest(Earliest(day=day))}全部满足" if day else ""
        return Earliest(why=f"{'、'.join(dict.fromkeys(unknown))}的时间尚不能推算{others}", until=until)
    if day and until and day > until:
        others = f"其余时间条件最早{say_earliest(Earliest(day=day))}全部满足"
        return Earliest(
            why=f"{others}，而“{first_out}”只到{say_earliest(Earliest(day=until)).removesuffix('起')}", until=until
        )
    return Earliest(day=day, until=until, why=f"最迟满足的是“{last}”")


_SPARED = Verdict.NOT_APPLICABLE


def seal(
    *,
    sheet: FactSheet,
    package_sha256: Sha256,
    rules: RulesUsed,
    office: Office,
    on: date,
    findings: tuple[Finding, ...],
    readings: tuple[ReadingUsed, ...],
    versions: tuple[Version, ...],
    registers: tuple[RegisterUsed, ...] = (),
) -> Dossier:
    """Put everything that was read, judged and used under one cover."""
    outcome, reasons = conclude(findings, sheet.problems)
    return Dossier(
        package=sheet.package,
        package_sha256=package_sha256,
        applicant=_person(sheet.facts) or _printed(sheet.facts, "entity.name") or sheet.package,
        code=_printed(sheet.facts, "entity.code"),
        on=on,
        office=office.name,
        office_sha256=office.sha256,
        rules=rules,
        readings=readings,
        registers=registers,
        outcome=outcome,
        reasons=reasons,
        earliest=earliest(findings),
        findings=findings,
        sheet=sheet,
        versions=versions,
    )


def documents(dossier: Dossier) -> dict[str, Document | RegisterUsed]:
    """Name what a fact may stand on: the papers of the submission, and the lists of the office."""
    lists = {f"register-{register.id}": register for register in dossier.registers}
    return {**lists, **{document.id: document for document in dossier.sheet.documents}}


def _person(facts: Iterable[Fact]) -> str:
    """Return whom the form of a person names; the papers of an organisation have no such form."""
    names = (fact.value for fact in facts if (fact.kind, fact.field) == ("individual_form", "person.name"))
    return next((name.text for name in names if isinstance(name, TextValue)), "")


def _printed(facts: Iterable[Fact], field: str) -> str:
    """Return what the application form prints for a field; where there is no form, what the first paper does."""
    found = [(fact.kind != "application_form", fact.value.text) for fact in facts
             if fact.field == field and isinstance(fact.value, TextValue)]  # fmt: skip
    return min(found, key=lambda pair: pair[0])[1] if found else ""
