"""Prizes on paper: which of the records in a package are the prize a rule asks about, and when they were decided."""

from dataclasses import dataclass

from pipeline.model import Doubt, Fact, Noun, TextValue, Verdict
from pipeline.saying import say_fact
from validators.case import Case
from validators.possibilities import Survey, has_value, survey, texts_of
from validators.terms import FORMS, DateField, TextField, plain
from validators.verdict import Ruling


class Record(Noun):
    """Where a paper may show a prize: the field of its name and the field of its date, told apart by the same key."""

    name: TextField
    on: DateField


@dataclass(frozen=True)
class Found:
    """A record that is the prize, or by some readings may be; `dated` are its dates on the same paper."""

    fact: Fact
    alike: Survey[str]
    dated: tuple[Fact, ...]


def find_prizes(
    case: Case, records: tuple[Record, ...], same: tuple[str, ...], other: tuple[str, ...]
) -> tuple[Found, ...]:
    """List the records that are, or may be, the prize."""

    def is_same(name: str) -> Verdict:
        words = plain(name)
        alike = any(plain(word) in words for word in same) and not any(plain(word) in words for word in other)
        return Verdict.MET if alike else Verdict.NOT_MET

    return tuple(
        Found(fact, alike, case.beside(fact, record.on))
        for record in records
        for fact in case.facts(record.name)
        if has_value(fact) and (alike := survey(is_same, texts_of([fact]))).verdict is not Verdict.NOT_MET
    )


def not_the_applicants(case: Case, fact: Fact) -> Ruling | None:
    """Tell why a certificate proves nothing for the applicant; None where its holder is the applicant."""
    ours = {plain(f.value.text) for f in case.applicant_names if isinstance(f.value, TextValue)}
    told = [one for one in case.beside(fact, "honour.holder") if isinstance(one.value, TextValue)]
    if not told:
        return _open(Doubt.UNREADABLE, f"{case.paper(fact)}未读出获奖单位（个人）", (fact,))
    if not ours:
        return case.absence("申报人名称", FORMS)
    same = [{isinstance(v, TextValue) and plain(v.text) in ours for v in h.readings} for h in told]
    if {True} in same:
        return None
    if any(True in one for one in same):
        return _open(
            Doubt.UNREADABLE, f"{case.paper(fact)}所载获奖者有不同辨认结果，是否为申报人不能断定", (fact, *told)
        )
    names = "、".join(dict.fromkeys(say_fact(h) for h in told))
    return _open(Doubt.CONFLICT, f"{case.paper(fact)}载明获奖者为{names}，与申报人不同", (fact, *told))


def _open(doubt: Doubt, told: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{told}。",
        needs="请核对获奖证书或表彰决定，必要时与历届获奖名单核对。",
        support=facts,
    )
