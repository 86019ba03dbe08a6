"""Whether a row of a register speaks of the applicant: by code, then by names, never by a person's name alone.

A wrong row is a false verdict, a row passed over may be another: what is neither surely ours nor surely somebody else's
keeps the register from settling anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.model import Doubt, Fact, TextValue
from pipeline.registers import Party
from validators.case import Case
from validators.formats import credit_code, resident_number
from validators.terms import FORMS, REGISTERED, plain

_FORMS_OF_BODIES = ("股份有限公司", "有限责任公司", "有限公司", "(集团)", "集团")
_ALIKE = 0.85  # one wrong character in eight, of the part of a name that tells bodies apart
_TELLING = 4  # fewer characters are in too many names


@dataclass(frozen=True)
class Who:
    """All by which the applicant may stand in a register. `maybe` are names by an alternative of the ink only."""

    names: frozenset[str]
    maybe: frozenset[str]
    codes: frozenset[str]
    numbers: frozenset[str]
    person: bool


@dataclass(frozen=True)
class Match:
    """A row that is the applicant's (`why` is empty), or that may be."""

    doubt: Doubt | None = None
    why: str = ""


def applicant(case: Case, of: str) -> Who:
    """Gather the names and numbers of the applicant, of a group's member, or of the body a person works for."""
    if case.member:
        told = frozenset(map(plain, case.member))
        codes = frozenset(code for one in case.member if not credit_code.fault(code := credit_code.compact(one)))
        return Who(told - codes, frozenset(), codes, frozenset(), person=False)
    person = any(document.kind == "individual_form" for document in case.sheet.documents)
    if person and of == "applicant":
        names = case.facts("person.name", FORMS)
        numbers = frozenset(n for n in _texts(case.facts("person.id_number")) if not resident_number.fault(n))
        return Who(_printed(names), _texts(names) - _printed(names), frozenset(), numbers, person=True)
    named = [*case.facts("entity.name", (*FORMS, *REGISTERED)), *case.facts("entity.former_name")]
    named += case.facts("person.employer", FORMS) if person else case.facts("change.before")
    coded = [*case.facts("entity.code", (*FORMS, *REGISTERED)), *case.facts("person.employer_code", FORMS)]
    codes = frozenset(code for text in _texts(coded) if not credit_code.fault(code := credit_code.compact(text)))
    return Who(_printed(named), _texts(named) - _printed(named), codes, frozenset(), person=False)


def match(row: Party, who: Who) -> Match | None:
    """Say whether a row is the applicant's, may be, or (None) is somebody else's."""
    return _person(row, who) if who.person else _body(row, who)


def _body(row: Party, who: Who) -> Match | None:
    names = {plain(row.name), *map(plain, row.former)}
    same = bool(names & who.names)
    if row.code in who.codes:
        told = f"统一社会信用代码与申报人相同，而名称为“{row.name}”，请核实是否为更名前后的同一单位"
        return Match() if same else Match(Doubt.CONFLICT, told)
    if row.code and who.codes and (same or names & who.maybe):
        told = f"“{row.name}”与申报人同名，而统一社会信用代码为 {row.code}，请核实是否为同一单位"
        return Match(Doubt.CONFLICT, told)
    other = bool(row.code and who.codes and not credit_code.fault(row.code))
    if same or other:
        return None if other else Match()
    if names & who.maybe:
        return Match(Doubt.UNREADABLE, f"“{row.name}”与申报人名称的另一种辨认结果相同，请对照原件核实")
    if any(_near(name, ours) for name in names for ours in who.names):
        return Match(Doubt.HUMAN, f"“{row.name}”与申报人名称相近，又没有可核对的统一社会信用代码，请核实是否为同一单位")
    return None


def _person(row: Party, who: Who) -> Match | None:
    same = plain(row.name) in who.names | who.maybe
    number, whole = row.resident_number, row.resident_number and "*" not in row.resident_number
    if whole and number in who.numbers:
        told = f"身份证号码与申报人相同，而姓名为“{row.name}”，请核实"
        return Match() if plain(row.name) in who.names else Match(Doubt.CONFLICT, told)
    if not same:
        return None
    if number and who.numbers and not any(_fits(number, ours) for ours in who.numbers):
        told = f"“{row.name}”与申报人同名，而身份证号码不同且校验不符，请核实是否为同一人"
        return Match(Doubt.CONFLICT, told) if whole and resident_number.fault(number) else None
    return Match(Doubt.HUMAN, f"“{row.name}”与申报人同名，没有可核对的完整身份证号码，请核实是否为同一人")


def _fits(masked: str, number: str) -> bool:
    """Tell whether a number with digits covered may be this one.

    >>> _fits("360426********0072", "360426199101010072"), _fits("36042************1", "360426199101010072")
    (True, False)
    """
    return all(one in {"*", other} for one, other in zip(masked, number, strict=True))


def _near(name: str, ours: str) -> bool:
    """Tell whether two names may be one body's: a slip of the pen, or a short form.

    >>> _near("镇花智能装备公司", "上海镇花智能装备有限公司"), _near("上海水月智能公司", "上海镇花智能公司")
    (True, False)
    """
    one, other = _core(name), _core(ours)
    short, long = sorted((one, other), key=len)
    if len(short) < _TELLING:
        return False
    alike = SequenceMatcher(None, one, other)
    return short in long or (alike.quick_ratio() >= _ALIKE and alike.ratio() >= _ALIKE)  # the first is cheap


def _core(name: str) -> str:
    for form in _FORMS_OF_BODIES:
        name = name.replace(form, "")
    return name.removesuffix("公司")


def _printed(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset(plain(fact.value.text) for fact in facts if isinstance(fact.value, TextValue))


def _texts(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset(plain(value.text) for fact in facts for value in fact.readings if isinstance(value, TextValue))
