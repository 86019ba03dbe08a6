"""Whose paper it is: one that names another body proves nothing about the applicant, and nothing against it.

Another company's licence in the package would otherwise lend its founding date to the applicant. The application form
says who applies; a credit code decides where both papers print a valid one, names do where they do not.
"""

from pipeline.model import Fact, FactSheet, TextValue
from validators.formats import credit_code
from validators.terms import FORMS, plain

CODES = ("entity.code", "credit.subject_code", "certificate.holder_code")
NAMES = (
    "entity.name",
    "credit.subject",
    "certificate.holder",
    "audit.company",
    "publicity.applicant",
    "officer.appointer",
    "declaration.by",
)
_OTHER_NAMES = ("entity.former_name", "change.before", "change.after")


def strangers(sheet: FactSheet) -> frozenset[str]:
    """Name the documents that surely speak of somebody else; none where no form says who applies."""
    forms = [fact for fact in sheet.facts if fact.kind in FORMS]
    codes, names = _codes(forms), _texts(forms, NAMES)
    names |= _texts(sheet.facts, _OTHER_NAMES) if names else set()
    papers: dict[str, list[Fact]] = {}
    for fact in sheet.facts:
        if fact.kind not in FORMS:
            papers.setdefault(fact.document, []).append(fact)
    return frozenset(paper for paper, facts in papers.items() if _is_strange(facts, codes, names))


def _is_strange(facts: list[Fact], codes: set[str], names: set[str]) -> bool:
    theirs = _codes(facts)
    if codes and theirs:
        return not codes & theirs
    called = _texts(facts, NAMES)
    return bool(names and called) and not names & called


def _codes(facts: list[Fact]) -> set[str]:
    """Collect codes that keep to the coding rule: one that does not may be a slip of the ink and decides nothing."""
    return {code for text in _texts(facts, CODES) if not credit_code.fault(code := credit_code.compact(text))}


def _texts(facts: list[Fact] | tuple[Fact, ...], fields: tuple[str, ...]) -> set[str]:
    return {
        plain(value.text)
        for fact in facts
        if fact.field in fields
        for value in fact.readings
        if isinstance(value, TextValue)
    }
