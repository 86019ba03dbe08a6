"""years_worked: a person has worked so long in a trade, by letters of employers, in a city by the insurance record.

A letter of the present employer proves the present employment only: what several letters attest is added up, and
overlapping time counts once. A letter that tells of work elsewhere counts for nothing where a city is asked for. The
form claims; it proves nothing, but it can contradict.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import AmountValue, DateValue, Doubt, Earliest, Fact, PeriodValue, TextValue, Verdict
from pipeline.saying import say_fact
from validators.calendar import plus_years
from validators.case import Case
from validators.employment import SINCE, YEARS, Letter, Span, days_of, lengths, letter_of
from validators.possibilities import has_value
from validators.terms import Limited, PaperKind, Parameters, plain
from validators.verdict import Ruling, all_of

_PLACE = "employment.place"
_INSURED, _CITY, _CLAIM = "employment.insured", "employment.insured_city", "person.quality_years"


class YearsWorked(Parameters):
    """`kinds` are letters that attest the work; `insured_kinds` records that show the `city`, where one is asked for.

    `city` lists the beginnings of a place name that prove it.
    """

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["years_worked"] = "years_worked"
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    insured_kinds: tuple[PaperKind, ...] = ()
    city: tuple[str, ...] = ()
    asks: str


def years_worked(case: Case, test: YearsWorked, years: int) -> Ruling:
    parts = [_attested(case, test, years)]
    if test.city and parts[0].verdict is not Verdict.NOT_MET:
        parts.append(_in_city(case, test, years))
    ruling = all_of(parts, "".join(part.sentence for part in parts))
    return ruling.model_copy(update={"earliest": _earliest(case, test, years, ruling)})


def _earliest(case: Case, test: YearsWorked, years: int, ruling: Ruling) -> Earliest:
    """Find the day on which the attested years are complete; short ones grow only if the work goes on unbroken.

    Years that are complete already are looked for among the days before, for letters count until they were written.
    """
    since = case.proofs(SINCE, test.kinds)
    unread = any(not isinstance(value, DateValue) for fact in since for value in fact.readings)
    if not since or unread or ruling.doubt not in {None, Doubt.MISSING, Doubt.AMBIGUOUS}:
        return Earliest(why="从事有关工作的年限没有证明或者不能断定，不能推算")
    if ruling.verdict is Verdict.MET:
        return Earliest(day=_first(case, _complete(case, test, since, years)))
    least = lengths(_letters(case, test, since), case.on)[0]
    ends = (case.on + timedelta(days=ahead) for ahead in range(_days(case.on, years + years)))
    day = next(end for end in ends if least + (end - case.on).days >= _days(end, years))
    return Earliest(day=day, why="以至今仍在从事有关工作、届时提交新的年限证明为前提")


_STEP = 128  # days: most are older by less than a year than the clause asks


def _first(case: Case, complete: Callable[[date], bool]) -> date:
    """Find the first day of those on which the years are complete, the reference day being one of them."""
    back = _STEP
    while complete(case.on - timedelta(days=back)):  # no letter tells of a work before the year 1000
        back += back
    short = bisect_left(range(back), x=True, key=lambda days: not complete(case.on - timedelta(days=days)))
    return case.on - timedelta(days=short - 1)


def _complete(case: Case, test: YearsWorked, since: Sequence[Fact], years: int) -> Callable[[date], bool]:
    """Ask of a day whether the years are complete on it; the papers are read once for all days."""
    letters = _letters(case, test, since)
    insured = _insured(_inside(case, test)) if test.city else []

    def complete(on: date) -> bool:
        asked = _days(on, years)
        there = not test.city or days_of(_until_day(insured, on)) >= asked
        return there and lengths(letters, on)[0] >= asked

    return complete


def _attested(case: Case, test: YearsWorked, years: int) -> Ruling:
    since = case.proofs(SINCE, test.kinds)
    if not since:
        return case.unproven(SINCE, test.kinds)
    least, most = lengths(_letters(case, test, since), case.on)
    claim = case.claims(_CLAIM, test.kinds)
    claims = {value.amount >= years for f in claim for value in f.readings if isinstance(value, AmountValue)}
    surely, perhaps = least >= _days(case.on, years), most >= _days(case.on, years)
    shown = "；".join(_letter(case, fact) for fact in since)
    steps = (f"年限证明合计：{_span(least)}" + ("" if least == most else f"至{_span(most)}"), f"要求：{years} 年")
    facts = (*since, *case.proofs(YEARS, test.kinds))
    if surely and False not in claims:
        return Ruling(
            verdict=Verdict.MET,
            sentence=f"{shown}，合计满 {years} 年。",
            computation=steps,
            flip=f"若证明的年限合计不足 {years} 年则不满足",
            support=facts,
        )
    if not perhaps and claims == {False}:
        return Ruling(
            verdict=Verdict.NOT_MET,
            sentence=f"{shown}，合计不满 {years} 年，申报人自填 {'、'.join(say_fact(f) for f in claim)}。",
            computation=steps,
            flip=f"若“{test.asks}”的年限合计满 {years} 年则满足",
            against=(*facts, *claim),
        )
    return _doubtful(test, years, shown, steps, facts, claim, perhaps=perhaps, short=not surely)


def _doubtful(
    test: YearsWorked,
    years: int,
    shown: str,
    steps: tuple[str, ...],
    facts: tuple[Fact, ...],
    claim: tuple[Fact, ...],
    *,
    perhaps: bool,
    short: bool,
) -> Ruling:
    told = f"，而申报人自填{'、'.join(say_fact(fact) for fact in claim)}" if claim else ""
    if perhaps and short:
        doubt, why = Doubt.AMBIGUOUS, f"是否满 {years} 年取决于确切的起止日期"
        needs = "请核实年限证明所述的起止日期。"
    elif short and not claim:
        doubt, why = Doubt.MISSING, f"合计不满 {years} 年，未见其余年限的证明"
        needs = f"请申报人补充提交其余年限的证明，或说明“{test.asks}”的年限。"
    else:
        doubt, why = Doubt.CONFLICT, f"与所要求的 {years} 年相比，证明与申报表不一致"
        needs = f"请核实“{test.asks}”的年限；年限证明不全的，请申报人补充提交。"
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{shown}{told}，{why}。",
        computation=steps,
        needs=needs,
        support=facts,
        against=claim if doubt is Doubt.CONFLICT else (),
    )


def _letter(case: Case, fact: Fact) -> str:
    years = [one for one in case.beside(fact, YEARS) if has_value(one)]
    told = f"，计 {'、'.join(say_fact(one) for one in years)}" if years else ""
    places = [one for one in case.beside(fact, _PLACE) if has_value(one)]
    where = f"，工作地点为{'、'.join(say_fact(one) for one in places)}" if places else ""
    return f"{case.paper(fact)}载明自{say_fact(fact)}起{told}{where}"


def _letters(case: Case, test: YearsWorked, since: Sequence[Fact]) -> list[Letter | None]:
    """Read each letter once; work elsewhere counts for nothing where a city is asked for."""
    return [
        letter_of(case, test.kinds, fact, alone=len(since) == 1) for fact in since if not _outside(case, test, fact)
    ]


def _outside(case: Case, test: YearsWorked, fact: Fact) -> bool:
    """Tell whether a letter says that the work was somewhere else, or may be read so."""
    texts = [v.text for one in case.beside(fact, _PLACE) for v in one.readings if isinstance(v, TextValue)]
    return bool(test.city) and any(not _begins(text, test.city) for text in texts)


def _in_city(case: Case, test: YearsWorked, years: int) -> Ruling:
    periods = case.proofs(_INSURED, test.insured_kinds)
    if not periods:
        return case.absence("参保地与缴费期间", test.insured_kinds, case.facts(_INSURED, test.insured_kinds))
    cities = case.proofs(_CITY, test.insured_kinds)
    inside = _inside(case, test)
    days = days_of(_until_day(_insured(inside), case.on))
    shown = "、".join(dict.fromkeys(f"{say_fact(f)}（{f.key}）" for f in (inside or periods)))
    facts = (*periods, *cities)
    steps = (f"在{test.city[0]}参保：{_span(days)}",)
    if days >= _days(case.on, years):
        return Ruling(
            verdict=Verdict.MET,
            sentence=f"社保缴费记录显示在{test.city[0]}参保{shown}。",
            computation=steps,
            support=facts,
        )
    named = {(f.document, f.key) for f in cities}
    unread = len(_insured(periods)) < len(periods) or any((f.document, f.key) not in named for f in periods)
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.UNREADABLE if unread else Doubt.CONFLICT,
        sentence=f"社保缴费记录（{shown}）不能证明在{test.city[0]}满 {years} 年。",
        computation=steps,
        needs=f"请核实在{test.city[0]}从事有关工作的年限；确有其他证明的，请申报人补充提交。",
        support=facts,
    )


def _inside(case: Case, test: YearsWorked) -> list[Fact]:
    """List the periods of insurance that the record places in the city by every reading of it."""
    where = {
        (f.document, f.key): all(isinstance(v, TextValue) and _begins(v.text, test.city) for v in f.readings)
        for f in case.proofs(_CITY, test.insured_kinds)
    }
    return [f for f in case.proofs(_INSURED, test.insured_kinds) if where.get((f.document, f.key))]


def _insured(facts: Iterable[Fact]) -> list[tuple[date, date | None]]:
    """Take of each period what every reading of it has in common; None where it goes on."""
    spans = []
    for fact in facts:
        values = [v for v in fact.readings if isinstance(v, PeriodValue) and v.starts]
        if len(values) != len(fact.readings):
            continue
        starts = max(v.starts.earliest() for v in values if v.starts)  # a month paid is a month insured
        spans.append((starts, min((v.ends.latest() for v in values if v.ends), default=None)))
    return spans


def _until_day(spans: Iterable[tuple[date, date | None]], on: date) -> list[Span]:
    return [(starts, max(starts, min(ends or on, on))) for starts, ends in spans]


def _begins(text: str, places: Sequence[str]) -> bool:
    return plain(text).startswith(tuple(plain(place) for place in places))


def _days(on: date, years: int) -> int:
    return (on - plus_years(on, -years)).days


def _span(days: int) -> str:
    return f"{days // 365} 年 {days % 365 // 30} 个月"
