"""years_worked: a person has worked so long in a trade, by letters of employers, in a city by the insurance record.

A letter of the present employer proves the present employment only: what several letters attest is added up, and
overlapping time counts once. A letter that tells of work elsewhere counts for nothing where a city is asked for. The
form claims; it proves nothing, but it can contradict.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import AmountValue, DateValue, Doubt, Earliest, Fact, PeriodValue, TextValue, Verdict
from pipeline.saying import say_fact
from validators.calendar import plus_years
from validators.case import Case
from validators.possibilities import has_value
from validators.terms import Limited, PaperKind, Parameters, plain
from validators.verdict import Ruling, all_of

Span = tuple[date, date]
_SINCE, _YEARS, _ISSUED = "employment.since", "employment.years", "employment.issued_on"
_UNTIL = "employment.until"
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
    since = case.proofs(_SINCE, test.kinds)
    unread = any(not isinstance(value, DateValue) for fact in since for value in fact.readings)
    if not since or unread or ruling.doubt not in {None, Doubt.MISSING, Doubt.AMBIGUOUS}:
        return Earliest(why="从事有关工作的年限没有证明或者不能断定，不能推算")
    if ruling.verdict is Verdict.MET:
        return Earliest(day=_first(case, lambda on: _complete(case.on_day(on), test, years)))
    least = _lengths(case, test, since)[0]
    ends = (case.on + timedelta(days=ahead) for ahead in range(_days(case.on, years) + 1))
    day = next(end for end in ends if least + (end - case.on).days >= _days(end, years))
    return Earliest(day=day, why="以至今仍在从事有关工作、届时提交新的年限证明为前提")


_STEP = 128  # days: most are older by less than a year than the clause asks


def _first(case: Case, complete: Callable[[date], bool]) -> date:
    """Find the first day of those on which the years are complete, the reference day being one of them."""
    low, high = 0, _STEP
    while high < (case.on - date.min).days and complete(case.on - timedelta(days=high)):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if complete(case.on - timedelta(days=middle)) else (low, middle)
    return case.on - timedelta(days=low)


def _complete(case: Case, test: YearsWorked, years: int) -> bool:
    attested = _lengths(case, test, case.proofs(_SINCE, test.kinds))[0] >= _days(case.on, years)
    return attested and (not test.city or _in_city(case, test, years).verdict is Verdict.MET)


def _attested(case: Case, test: YearsWorked, years: int) -> Ruling:
    since = case.proofs(_SINCE, test.kinds)
    if not since:
        return case.unproven(_SINCE, test.kinds)
    least, most = _lengths(case, test, since)
    claim = case.claims(_CLAIM, test.kinds)
    claims = {value.amount >= years for f in claim for value in f.readings if isinstance(value, AmountValue)}
    surely, perhaps = least >= _days(case.on, years), most >= _days(case.on, years)
    shown = "；".join(_letter(case, fact) for fact in since)
    steps = (f"年限证明合计：{_span(least)}" + ("" if least == most else f"至{_span(most)}"), f"要求：{years} 年")
    facts = (*since, *case.proofs(_YEARS, test.kinds))
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
    years = [f for f in case.facts(_YEARS) if f.key == fact.key and f.document == fact.document and has_value(f)]
    told = f"，计 {'、'.join(say_fact(one) for one in years)}" if years else ""
    places = [f for f in case.facts(_PLACE) if f.key == fact.key and f.document == fact.document and has_value(f)]
    where = f"，工作地点为{'、'.join(say_fact(one) for one in places)}" if places else ""
    return f"{case.paper(fact)}载明自{say_fact(fact)}起{told}{where}"


def _lengths(case: Case, test: YearsWorked, since: Sequence[Fact]) -> tuple[int, int]:
    """Count the days the letters attest: at least, and at most, over every way to read them.

    Letters tell months: where one begins in the month in which another ends, or the next, there is no break between.
    """
    least: list[Span] = []
    most: list[Span] = []
    told: list[tuple[date, date, Span, date]] = []
    for fact in since:
        if _outside(case, test, fact):  # work elsewhere counts for nothing where a city is asked for
            continue
        starts = [v for v in fact.readings if isinstance(v, DateValue)]
        if len(starts) != len(fact.readings):
            least.append((case.on, case.on))
            most.append((date.min, case.on))
            continue
        early, late = min(v.date.earliest() for v in starts), max(v.date.latest() for v in starts)
        ends = _ends(case, test, fact, since, early, late)
        least.append((late, max(late, ends[0])))
        most.append((early, max(early, ends[1])))
        if until := _until(case, test, fact):
            told.append((early, late, ends, max(one.ends.latest() if one.ends else ends[1] for one in until)))
    told.sort()
    for (_, late, ends, last), (early, begun, _, _) in pairwise(told):
        if late <= early <= last + timedelta(days=1):
            least.append((ends[0], min(begun, case.on)))
            most.append((ends[1], min(early, case.on)))
    return _days_of(least), _days_of(most)


def _until(case: Case, test: YearsWorked, fact: Fact) -> list[PeriodValue]:
    """Read until when a letter attests the work, where it says so."""
    told = (f for f in case.proofs(_UNTIL, test.kinds) if (f.document, f.key) == (fact.document, fact.key))
    return [v for f in told for v in f.readings if isinstance(v, PeriodValue) and (v.ends or v.open_end)]


def _outside(case: Case, test: YearsWorked, fact: Fact) -> bool:
    """Tell whether a letter says that the work was somewhere else, or may be read so."""
    places = [f for f in case.facts(_PLACE) if f.document == fact.document and f.key == fact.key and has_value(f)]
    texts = [v.text for f in places for v in f.readings if isinstance(v, TextValue)]
    return bool(test.city) and any(not _begins(text, test.city) for text in texts)


def _ends(case: Case, test: YearsWorked, fact: Fact, since: Sequence[Fact], early: date, late: date) -> Span:
    """Find the first and last day on which the attested employment may end."""

    def same(field: str) -> list[Fact]:
        facts = case.proofs(field, test.kinds)
        return [f for f in facts if f.document == fact.document and f.key == fact.key]

    issued = [v.date for f in same(_ISSUED) for v in f.readings if isinstance(v, DateValue)]
    until = min([case.on, *(day.latest() for day in issued)])
    if told := _until(case, test, fact):
        first = min((min(until, one.ends.earliest()) if one.ends else until) for one in told)
        return first, max((min(until, one.ends.latest()) if one.ends else until) for one in told)
    amounts = [v.amount for f in same(_YEARS) for v in f.readings if isinstance(v, AmountValue)]
    if not amounts:  # a letter without a number attests until it was written, if it is the only one
        return (until if len(since) == 1 else late, until)
    last = plus_years(early, int(max(amounts)) + 1) - timedelta(days=1)
    return min(until, plus_years(late, int(min(amounts)))), min(until, last)


def _in_city(case: Case, test: YearsWorked, years: int) -> Ruling:
    periods = case.proofs(_INSURED, test.insured_kinds)
    if not periods:
        return case.absence("参保地与缴费期间", test.insured_kinds, case.facts(_INSURED, test.insured_kinds))
    cities = case.proofs(_CITY, test.insured_kinds)
    where = {
        (f.document, f.key): all(isinstance(v, TextValue) and _begins(v.text, test.city) for v in f.readings)
        for f in cities
    }
    inside = [f for f in periods if where.get((f.document, f.key))]
    days = _days_of(_insured(case, inside))
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
    unread = any(where.get((f.document, f.key)) is None for f in periods)
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.UNREADABLE if unread else Doubt.CONFLICT,
        sentence=f"社保缴费记录（{shown}）不能证明在{test.city[0]}满 {years} 年。",
        computation=steps,
        needs=f"请核实在{test.city[0]}从事有关工作的年限；确有其他证明的，请申报人补充提交。",
        support=facts,
    )


def _insured(case: Case, facts: Iterable[Fact]) -> list[Span]:
    """Take of each period what every reading of it has in common."""
    spans = []
    for fact in facts:
        values = [v for v in fact.readings if isinstance(v, PeriodValue) and v.starts]
        if len(values) != len(fact.readings):
            continue
        starts = max(v.starts.earliest() for v in values if v.starts)  # a month paid is a month insured
        ends = min((v.ends.latest() if v.ends else case.on) for v in values)
        spans.append((starts, max(starts, min(ends, case.on))))
    return spans


def _begins(text: str, places: Sequence[str]) -> bool:
    return plain(text).startswith(tuple(plain(place) for place in places))


def _days_of(spans: Iterable[Span]) -> int:
    """Count the days of a union: time that overlaps is one time.

    >>> _days_of([(date(2020, 1, 1), date(2020, 1, 31)), (date(2020, 1, 15), date(2020, 2, 1))])
    31
    """
    total, reached = 0, date.min
    for start, end in sorted(spans):
        total += max(0, (end - max(start, reached)).days)
        reached = max(reached, end)
    return total


def _days(on: date, years: int) -> int:
    return (on - plus_years(on, -years)).days


def _span(days: int) -> str:
    return f"{days // 365} 年 {days % 365 // 30} 个月"
