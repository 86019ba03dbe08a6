"""Whose paper it is: one that names another body proves nothing about the applicant, and nothing against it.

Another company's licence in the package would otherwise lend its founding date to the applicant. The application form
says who applies; a credit code, or a person's number, decides where both papers print a valid one, names do where they
do not. A person's papers name the person, or the organisation the person works for. A form that no other paper agrees
with, by a code or by a name, does not say it: the registration does.
"""

from collections import Counter
from collections.abc import Collection

from pipeline.model import Fact, FactSheet, SaidValue, TextValue
from validators.formats import credit_code, resident_number
from validators.terms import FORMS, REGISTERED, plain

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
PERSONS = ("person.name",)
_NUMBERS = ("person.id_number",)
_EMPLOYERS = ("person.employer",)
_SUBJECTS = (*NAMES, "clearance.subject")
_TELLING = frozenset((*CODES, *NAMES, *PERSONS, *_NUMBERS))
_OTHER_NAMES = ("entity.former_name", "change.before", "change.after")
_RELATIVES = ("subsidiary.name", "subsidiary.code", "entity.parent")
_AGREEING = 2  # papers beside two registrations that tell which of them applies
_UNREADABLE = SaidValue(said="unreadable")
_WHO = frozenset((*_TELLING, *_EMPLOYERS, *_OTHER_NAMES, *_RELATIVES))


def strangers(sheet: FactSheet) -> frozenset[str]:
    """Name the documents that surely speak of somebody else; none where no form says who applies."""
    told = _who(sheet)
    alone = _forms_alone(sheet)
    by_form = not alone and any(fact.kind in FORMS for fact in sheet.facts)
    forms = [fact for fact in told if fact.kind in FORMS] if by_form else _registered(sheet)
    codes, names, persons = _codes(forms), _texts(forms, (*NAMES, *_EMPLOYERS)), _texts(forms, PERSONS)
    numbers = _numbers(forms)
    names |= persons
    names |= _texts(told, _OTHER_NAMES) if names else set()
    papers: dict[str, list[Fact]] = {}
    for fact in told:
        if fact.field in _TELLING and fact.kind not in FORMS:
            papers.setdefault(fact.document, []).append(fact)
    for facts in papers.values():  # a paper with the applicant's code names it, even where the form has a slip
        if names and codes & _codes(facts):
            names |= _texts(facts, NAMES)
    strange = {paper for paper, facts in papers.items() if _is_strange(facts, codes, numbers, names, persons)}
    return frozenset(strange | alone)


def half_named(sheet: FactSheet) -> frozenset[str]:
    """Name the documents whose name breaks off where the picture shows nothing, so far as it is the applicant's.

    Such a paper proves nothing, but it is not another body's either; one that bears a valid code is told by that.
    """
    told = _who(sheet)
    ours = _texts([fact for fact in told if fact.kind in FORMS], NAMES)
    coded = {fact.document for fact in told if _codes([fact])}
    return frozenset(
        fact.document
        for fact in told
        if fact.field in NAMES and fact.kind not in FORMS and fact.document not in coded
        if _UNREADABLE in fact.readings and any(part in name for part in _texts([fact], NAMES) for name in ours)
    )


def _forms_alone(sheet: FactSheet) -> frozenset[str]:
    """Name the forms that no other paper agrees with: no valid code or number, and a name that stands nowhere else."""
    told = _who(sheet)
    forms = [fact for fact in told if fact.kind in FORMS]
    others = [fact for fact in told if fact.kind not in FORMS]
    names = _texts(forms, (*NAMES, *_EMPLOYERS, *PERSONS))
    if not names or _codes(forms) or _numbers(forms) or not _texts(_registered(sheet), NAMES):
        return frozenset()
    borne = _texts(others, (*_SUBJECTS, *_EMPLOYERS, *PERSONS, *_OTHER_NAMES, *_RELATIVES))
    return frozenset() if names & borne else frozenset(fact.document for fact in forms)


def called(sheet: FactSheet) -> tuple[Fact, ...]:
    """List the names on papers that bear the code of the form: the applicant's, even where the form has a slip."""
    told = _who(sheet)
    codes = _codes([fact for fact in told if fact.kind in FORMS])
    ours = {fact.document for fact in told if fact.field in CODES and fact.kind not in FORMS and codes & _codes([fact])}
    return tuple(fact for fact in told if fact.document in ours and fact.field in NAMES)


def numbered(sheet: FactSheet) -> frozenset[str]:
    """Name the documents that bear the number of the person who applies: they are the applicant's without a name."""
    told = [fact for fact in sheet.facts if fact.field in _NUMBERS]
    ours = _numbers([fact for fact in told if fact.kind in FORMS])
    return frozenset(fact.document for fact in told if ours & _numbers([fact]))


def _who(sheet: FactSheet) -> list[Fact]:
    """List the few facts that name somebody."""
    return [fact for fact in sheet.facts if fact.field in _WHO]


def _registered(sheet: FactSheet) -> list[Fact]:
    """Where no form lies in the package the registration tells who applies, if it tells of one body only.

    With the licences of a group's members beside its own, it is the one body whose code two other papers bear.
    """
    told = [fact for fact in sheet.facts if fact.kind in REGISTERED]
    codes = _codes(told)
    if len(codes) < 2:
        return told if codes else []
    borne = {(fact.document, code) for fact in _who(sheet) if fact.kind not in REGISTERED for code in _codes([fact])}
    often = Counter(code for _, code in borne if code in codes)
    if len(often) != 1 or often.total() < _AGREEING:
        return []
    ours = {fact.document for fact in told if often.keys() & _codes([fact])}
    return [fact for fact in told if fact.document in ours]


def kin(sheet: FactSheet) -> frozenset[str]:
    """Name the documents of a parent, or of a group's member, that the applicant's own papers name as such.

    They belong in the package and speak of another body: what they print is compared with nothing.
    """
    told = _who(sheet)
    if not (relatives := _texts(told, _RELATIVES)):
        return frozenset()
    forms = [fact for fact in told if fact.kind in FORMS]
    ours = _texts(forms, (*NAMES, *_EMPLOYERS, *PERSONS))
    papers: dict[str, set[str]] = {}
    for fact in told:
        if fact.field in _TELLING and fact.kind not in FORMS:
            papers.setdefault(fact.document, set()).update(_texts([fact], (*NAMES, *CODES)))
    return frozenset(paper for paper, words in papers.items() if words & (relatives - ours) and not words & ours)


def others_than(sheet: FactSheet, member: Collection[str]) -> frozenset[str]:
    """Name the documents that do not surely speak of one member of a group, by its name or its code."""
    told = {plain(one) for one in member}
    papers: dict[str, list[Fact]] = {}
    for fact in sheet.facts:
        papers.setdefault(fact.document, []).append(fact)
    strange = {
        paper
        for paper, facts in papers.items()
        if facts[0].kind in FORMS or not told & (_texts(facts, _SUBJECTS) | _texts(facts, CODES))
    }
    return frozenset(strange | {document.id for document in sheet.documents if document.id not in papers})


def _is_strange(facts: list[Fact], codes: set[str], numbers: set[str], names: set[str], persons: set[str]) -> bool:
    if numbers and (borne := _numbers(facts)):
        return not numbers & borne
    people = _texts(facts, PERSONS)
    if persons and people:
        return not persons & people
    theirs = _codes(facts)
    if codes and theirs:
        return not codes & theirs
    called = _texts(facts, NAMES)
    return bool(names and called) and not names & called


def _codes(facts: list[Fact]) -> set[str]:
    """Collect codes that keep to the coding rule: one that does not may be a slip of the ink and decides nothing."""
    return {code for text in _texts(facts, CODES) if not credit_code.fault(code := credit_code.compact(text))}


def _numbers(facts: list[Fact]) -> set[str]:
    """Collect persons' numbers whose check character is right."""
    return {number for text in _texts(facts, _NUMBERS) if not resident_number.fault(number := text.upper())}


def _texts(facts: list[Fact] | tuple[Fact, ...], fields: tuple[str, ...]) -> set[str]:
    return {
        plain(value.text)
        for fact in facts
        if fact.field in fields
        for value in fact.readings
        if isinstance(value, TextValue)
    }
