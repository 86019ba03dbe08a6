"""honoured: an honour was given within so many years. Its date is arithmetic; its level and its field may be plain.

Where the name of the honour and of its giver do not say both, a person decides.
"""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import Doubt, Earliest, Fact, TextValue, Verdict
from pipeline.saying import say_fact
from validators.calendar import first_inside, plus_years
from validators.case import Case
from validators.possibilities import dates_of, day_words, has_value, survey
from validators.prizes import not_the_applicants
from validators.terms import Limited, PaperKind, Parameters, plain
from validators.verdict import Ruling


class Honoured(Parameters):
    """`settles` says who decides whether an honour of that date is of the level and the field the clause names.

    One of `names` in the name of the honour says its field, and a giver among `issuers` its level. By `window` the
    years roll back from the reference day, or are the calendar years before the application and the current one.
    """

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["honoured"] = "honoured"
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    names: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    window: Literal["rolling", "years_before_and_current"] = "rolling"
    asks: str
    settles: str


def honoured(case: Case, test: Honoured, years: int) -> Ruling:
    names = case.proofs("honour.name", test.kinds)
    if not names:
        return case.absence(test.asks, test.kinds, case.facts("honour.name", test.kinds))
    since = first_inside(case.on, years) if test.window == "rolling" else _first_of_years(case, years)

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
    steps = (f"回溯期：{day_words(since)}至{day_words(case.on)}",)
    if plainly := [fact for fact in inside if _is_plain(case, test, fact)]:
        return _met(case, test, plainly[0], since, years)
    told = "、".join(dict.fromkeys(_told(case, fact) for fact in (inside or unsure)))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN if inside else Doubt.UNREADABLE,
        sentence=f"{told}：{'授予日期在回溯期内' if inside else '授予日期没有读出，或者不够具体'}，"
        f"是否属于“{test.asks}”须由审查人员判断。",
        computation=steps,
        needs=test.settles,
        support=tuple(inside or unsure),
    )


def _first_of_years(case: Case, years: int) -> date:
    """Begin with the year that every year in which the application may lie looks back to."""
    return date(max(case.filed_years) - years, 1, 1)


def _is_plain(case: Case, test: Honoured, fact: Fact) -> bool:
    """Tell whether the paper itself says, by every reading, that the honour counts and is the applicant's."""
    issuers = case.beside(fact, "honour.issuer")
    given = [plain(v.text) if isinstance(v, TextValue) else "" for f in issuers for v in f.readings]
    called = [plain(v.text) if isinstance(v, TextValue) else "" for v in fact.readings]
    return (
        bool(given)
        and all(any(plain(name) in text for name in test.names) for text in called)
        and all(text in {plain(issuer) for issuer in test.issuers} for text in given)
        and not_the_applicants(case, fact) is None
    )


def _met(case: Case, test: Honoured, fact: Fact, since: date, years: int) -> Ruling:
    when = "、".join(dict.fromkeys(say_fact(on) for on in _dated(case, fact)))
    days = [option.value for option in dates_of(_dated(case, fact)) if option.value]
    until = plus_years(min(days), years) if test.window == "rolling" else date(min(days).year + years, 12, 31)
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"{case.paper(fact)}载明{_told(case, fact)}，授予日期在回溯期内，属于{test.asks}。",
        computation=(f"回溯期：{day_words(since)}至{day_words(case.on)}", f"授予日期：{when}"),
        flip=f"若授予日期早于 {since.isoformat()} 则不满足",
        earliest=Earliest(day=max(days), until=until),
        support=(fact, *_dated(case, fact)),
    )


def _dated(case: Case, fact: Fact) -> tuple[Fact, ...]:
    return case.beside(fact, "honour.awarded_on")


def _told(case: Case, fact: Fact) -> str:
    by = "、".join(say_fact(one) for one in case.beside(fact, "honour.issuer") if has_value(one))
    return f"“{say_fact(fact)}”" + (f"（{by}）" if by else "")
