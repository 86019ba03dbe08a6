"""What an office looks at on the papers themselves: blanks, signature, seal, validity, scope, the header of the report.

No article asks for any of it. Nothing found is not nothing there: a look that finds nothing says so and meets nothing,
unless a paper shows the thing itself.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pipeline.model import Basis, Doubt, Fact, FlagValue, Noun, PeriodValue, Remedy, TextValue, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import Survey, dates_of, day_words, has_value, survey
from validators.terms import FORMS, REGISTERED, TERMED, plain
from validators.verdict import Ruling, all_of

_YEAR = re.compile(r"(20\d\d)年?度?")


class Look(Noun):
    """One thing the office looks at; `asks` names the question in this module."""

    id: str
    title: str
    quote: str
    asks: str
    basis: Basis = Basis.OFFICE_PRACTICE
    remedy: Remedy


@dataclass(frozen=True)
class Names:
    """The words by which a prize is known: its own, those of its regulation, and those of the other prizes there."""

    prize: tuple[str, ...]
    regulation: tuple[str, ...]
    others: tuple[str, ...]


@cache
def looks() -> tuple[Look, ...]:
    told = tomllib.loads(files("validators").joinpath("scrutiny.toml").read_text(encoding="utf-8"))
    return tuple(Look.model_validate(one) for one in told["look"])


@cache
def systems() -> tuple[tuple[str, ...], ...]:
    """List management systems, each by the words of its standards and names."""
    told = tomllib.loads(files("validators").joinpath("scrutiny.toml").read_text(encoding="utf-8"))
    return tuple(tuple(one["words"]) for one in told["system"])


def look(case: Case, one: Look, names: Names) -> Ruling:
    """Look at one thing of an application for the prize of these names."""
    return QUESTIONS[one.asks](case, one, names)


def _blanks(case: Case, _: Look, __: Names) -> Ruling:
    blanks = tuple(fact for fact in case.facts("form.blank", FORMS) if has_value(fact))
    if not blanks:
        return _nothing("申报表上没有发现未填写的栏目。")
    told = "、".join(dict.fromkeys(say_fact(fact) for fact in blanks))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING,
        sentence=f"申报表上{told}没有填写，也没有说明原因。",
        needs=f"请申报人补填{told}；确无内容的，请注明原因。",
        against=blanks,
    )


def _flag(field: str, what: str) -> Callable[[Case, Look, Names], Ruling]:
    def ask(case: Case, _: Look, __: Names) -> Ruling:
        if not case.forms:
            return _nothing(f"没有收到本次申报的申报表，无从查看{what}。")
        facts = case.facts(field, FORMS)
        papers = {fact.document: [other for other in facts if other.document == fact.document] for fact in facts}
        bare = [told for told in papers.values() if all(_flags(fact) == {False} for fact in told)]
        if not bare and any(_flags(fact) == {True} for fact in facts):
            return Ruling(verdict=Verdict.MET, sentence=f"申报表上有{what}（{case.papers(facts)}）。", support=facts)
        if bare:
            return Ruling(
                verdict=Verdict.UNDETERMINED,
                doubt=Doubt.MISSING,
                sentence=f"申报表（{case.papers(fact for told in bare for fact in told)}）上没有{what}。",
                needs=f"请申报人补交{what}齐全的申报表。",
                against=tuple(fact for told in bare for fact in told),
            )
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.HUMAN,
            sentence=f"申报表上是否有{what}没有读出，须查看原件。",
            needs=f"请查看申报表原件是否有{what}。",
            support=facts,
        )

    return ask


def _flags(fact: Fact) -> set[bool]:
    return {value.flag for value in fact.readings if isinstance(value, FlagValue)}


def _certificates(case: Case, _: Look, __: Names) -> Ruling:
    """Look at every certificate: one that has run out is told, unless another of the same system has not."""
    until = case.proofs("certificate.valid_until", ("management_certificate",))
    if not until:
        return _nothing("没有读出有效期的管理体系认证证书。")
    asked = {fact: _not_over(case, fact) for fact in until}
    dated = {fact.document for fact in until}
    undated = [paper for paper in case.documents(("management_certificate",)) if paper.id not in dated]
    good = {_system(case, fact) for fact, one in asked.items() if one.verdict is Verdict.MET}
    parts = [_run_out(fact, one) for fact, one in asked.items() if _system(case, fact) not in good]
    parts += [_undated(f"{paper.title}（{paper.name}）") for paper in undated]
    told = "、".join(dict.fromkeys(say_fact(fact) for fact in until))
    met = Ruling(verdict=Verdict.MET, sentence=f"认证证书有效期至{told}，在审查基准日有效。", support=until)
    return all_of(parts, "") if parts else met


def _system(case: Case, fact: Fact) -> str:
    """Name the system a certificate is of: one body prints its standard, another its name, and most both."""
    fields = ("certificate.standard", "certificate.name")
    told = [f for field in fields for f in case.facts(field) if (f.document, f.key) == (fact.document, fact.key)]
    words = plain("".join(say_fact(f) for f in told)).casefold()
    known = (one[0] for one in systems() if any(plain(word).casefold() in words for word in one))
    return next(known, words or fact.key)


def _not_over(case: Case, fact: Fact) -> Survey[date]:
    return survey(lambda day: Verdict.MET if day >= case.on else Verdict.NOT_MET, dates_of([fact]))


def _run_out(fact: Fact, answer: Survey[date]) -> Ruling:
    over = answer.verdict is Verdict.NOT_MET
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING if over else answer.doubt or Doubt.AMBIGUOUS,
        sentence=f"认证证书 {fact.key} 有效期至{say_fact(fact)}，{'已经过期' if over else '是否过期不能断定'}。",
        needs=f"请申报人补充提交有效的认证证书（{fact.key} 已过期或者有效期不明）。",
        against=(fact,),
    )


def _undated(paper: str) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.UNREADABLE,
        sentence=f"{paper}没有读出有效期，是否过期不能断定。",
        needs=f"请查看{paper}所载的有效期。",
    )


def _scope(case: Case, _: Look, __: Names) -> Ruling:
    scopes = case.proofs("certificate.scope", ("management_certificate",))
    products = tuple(f for f in (*case.facts("entity.main_product"), *case.facts("entity.industry")) if has_value(f))
    if not scopes or not products:
        return _nothing("没有同时读出认证范围和主导产品（服务），无从对照。")
    told = "；".join(dict.fromkeys(say_fact(fact) for fact in scopes))
    made = "；".join(dict.fromkeys(say_fact(fact) for fact in products))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN,
        sentence=f"认证范围为“{told}”，申报表所填主导产品（服务）和行业为“{made}”，是否相符须由审查人员判断。",
        needs="请核对认证范围是否覆盖主导产品（服务）。",
        support=(*scopes, *products),
    )


def _registration(case: Case, _: Look, __: Names) -> Ruling:
    """Look at the term of the registration paper; most licences print none."""
    facts = (*case.proofs("licence.valid", REGISTERED), *case.proofs("entity.term", REGISTERED))
    over = tuple(fact for fact in facts if _ended(case, fact))
    told = "、".join(dict.fromkeys(say_fact(fact) for fact in over or facts))
    dated = {fact.document for fact in facts}
    if not over and (unread := [paper for paper in case.documents(TERMED) if paper.id not in dated]):
        return all_of([_undated(f"{paper.title}（{paper.name}）") for paper in unread], "")
    if not facts:
        return _nothing("登记证照没有载明有效期。")
    if not over:
        return Ruling(verdict=Verdict.MET, sentence=f"登记证照有效期为{told}，在审查基准日有效。", support=facts)
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING,
        sentence=f"登记证照有效期为{told}，在审查基准日{day_words(case.on)}已经届满或者可能届满。",
        needs="请申报人补充提交有效的登记证照。",
        against=over,
    )


def _ended(case: Case, fact: Fact) -> bool:
    ends = [value.ends for value in fact.readings if isinstance(value, PeriodValue) and value.ends]
    return any(end.earliest() < case.on for end in ends)


def _header(case: Case, _: Look, names: Names) -> Ruling:
    """Look whether the report speaks of this prize and this year, and not of another one it was copied from."""
    facts = case.proofs("report.award", ("self_assessment", "overview"))
    if not facts:
        return _nothing("自我评价报告没有读出所写奖项。")
    wrong = tuple(fact for fact in facts if not _known(fact, names) or _other_year(case, fact))
    told = "、".join(dict.fromkeys(f"“{say_fact(fact)}”" for fact in wrong or facts))
    if not wrong:
        return Ruling(verdict=Verdict.MET, sentence=f"自我评价报告所写奖项为{told}。", support=facts)
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.CONFLICT,
        sentence=f"自我评价报告所写奖项或者年度为{told}，与本次申报不同。",
        needs="请申报人说明，或者更换自我评价报告。",
        against=wrong,
    )


def _known(fact: Fact, names: Names) -> bool:
    """Tell whether a report names the prize, or its regulation and no other prize of it."""
    told = plain(fact.value.text) if isinstance(fact.value, TextValue) else ""

    def stands(known: Sequence[str]) -> bool:
        return any(all(plain(word) in told for word in name.split()) for name in known)

    return stands(names.prize) or (stands(names.regulation) and not stands(names.others))


def _other_year(case: Case, fact: Fact) -> bool:
    years = {int(found) for found in _YEAR.findall(say_fact(fact))}
    ours = {int(y) for f in case.facts("form.year", FORMS) for y in _YEAR.findall(say_fact(f))}
    return bool(years and ours) and not years & ours


def _nothing(sentence: str) -> Ruling:
    return Ruling(verdict=Verdict.NOT_APPLICABLE, sentence=sentence)


QUESTIONS: dict[str, Callable[[Case, Look, Names], Ruling]] = {
    "blanks": _blanks,
    "signed": _flag("form.signed", "签字"),
    "sealed": _flag("form.sealed", "公章"),
    "certificates": _certificates,
    "scope": _scope,
    "registration": _registration,
    "header": _header,
}
