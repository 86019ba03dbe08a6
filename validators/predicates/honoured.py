"""honoured: an honour was given within so many years. Its level and field are for a person; its date is arithmetic."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import Doubt, Earliest, Fact, Verdict
from pipeline.saying import say_fact
from validators.calendar import first_inside, plus_years
from validators.case import Case
from validators.possibilities import dates_of, day_words, has_value, survey
from validators.terms import Limited, PaperKind, Parameters
from validators.verdict import Ruling


class Honoured(Parameters):
    """`settles` says who decides whether an honour of that date is of the level and the field the clause names."""

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["honoured"] = "honoured"
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    asks: str
    settles: str


def honoured(case: Case, test: Honoured, years: int) -> Ruling:
    names = case.proofs("honour.name", test.kinds)
    if not names:
        return case.absence(test.asks, test.kinds, case.facts("honour.name", test.kinds))
    since = first_inside(case.on, years)

    def recent(day: date) -> Verdict:
        return Verdict.MET if since <= day <= case.on else Verdict.NOT_MET

    inside: list[Fact] = []
    unsure: list[Fact] = []
    for fact in names:
        verdict = survey(recent, dates_of(_dated(case, fact))).verdict
        if verdict is not Verdict.NOT_MET:
            (inside if verdict is Verdict.MET else unsure).append(fact)
    if not inside and not unsure:
        told = "、".join(dict.fromkeys(f"“{say_fact(fact)}”" for fact in names))
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.MISSING,
            sentence=f"所附荣誉（{told}）都不在{day_words(since)}至{day_words(case.on)}之间，未见{test.asks}。",
            needs=f"请申报人补充提交{test.asks}的证书。",
            against=names,
        )
    told = "、".join(dict.fromkeys(_told(case, fact) for fact in (inside or unsure)))
    won = [[option.value for option in dates_of(_dated(case, fact)) if option.value] for fact in inside]
    kept = [Earliest(day=max(days), until=plus_years(min(days), years)) for days in won]
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN if inside else Doubt.UNREADABLE,
        sentence=f"{told}：{'授予日期在回溯期内' if inside else '授予日期没有读出，或者不够具体'}，"
        f"是否属于“{test.asks}”须由审查人员判断。",
        computation=(f"回溯期：{day_words(since)}至{day_words(case.on)}",),
        needs=test.settles,
        earliest=max(kept, key=lambda one: one.until or date.max, default=None),
        support=tuple(inside or unsure),
    )


def _dated(case: Case, fact: Fact) -> list[Fact]:
    return [on for on in case.facts("honour.awarded_on") if on.key == fact.key and on.document == fact.document]


def _told(case: Case, fact: Fact) -> str:
    issuers = [f for f in case.facts("honour.issuer") if f.document == fact.document and f.key == fact.key]
    by = "、".join(say_fact(f) for f in issuers if has_value(f))
    return f"“{say_fact(fact)}”" + (f"（{by}）" if by else "")
