"""not_again: the same prize was not won within so many years. Only the list of winners can settle that it was not."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import Doubt, Earliest, Fact, Verdict
from pipeline.saying import say_fact
from validators.calendar import plus_years
from validators.case import Case
from validators.earliest import after, every
from validators.possibilities import Option, dates_of, day_words, has_value, survey
from validators.prizes import Found, Record, find_prizes
from validators.terms import Limited, Parameters
from validators.verdict import Ruling


class NotAgain(Parameters):
    """A prize is the same when its name contains one of `same` and none of `other`.

    `wait` says how the years run: from the day of the decision, or by calendar years with the year of the prize as the
    first of them, or without it. Where the clause does not say that the prize bars, it does not `decide`. `whole` are
    further names for which the office may declare its list of winners complete, and this prize is then in it.
    """

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["not_again"] = "not_again"
    records: tuple[Record, ...] = Field(min_length=1)
    same: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    wait: Literal["from_decision", "award_year_counted", "award_year_not_counted"] = "from_decision"
    decides: bool = True
    settles: str


def not_again(case: Case, test: NotAgain, years: int) -> Ruling:
    day = application_day(case)
    rulings = [
        ruling
        for found in find_prizes(case, test.records, test.same, test.other)
        if (ruling := _judge_prize(case, test, found, day, years))
    ]
    earliest = every(ruling.earliest for ruling in rulings)
    for verdict in (Verdict.NOT_MET, Verdict.UNDETERMINED):
        if found := next((ruling for ruling in rulings if ruling.verdict is verdict), None):
            return found.model_copy(update={"earliest": earliest})
    earlier = tuple(fact for ruling in rulings for fact in ruling.support)
    seen = (
        f"材料所载同一奖项（{case.papers(earlier)}）已逾 {years} 年"
        if earlier
        else f"材料中未见 {years} 年内曾获同一奖项的记载"
    )
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.EXTERNAL,
        sentence=f"{seen}；材料未载不等于未获奖，须以历届获奖名单为准。",
        computation=(f"申报日期：{day_words(day)}",),
        needs=test.settles,
        earliest=earliest,
        support=earlier,
    )


def application_day(case: Case) -> date:
    """Take the earliest day the form may bear, for it is the strictest; without one, the reference day."""
    days = [option.value for option in dates_of(case.applied) if option.value]
    return min(days, default=case.on)


def last_day(won: date, wait: str, years: int) -> date:
    """Find the last day on which the prize still stands in the way.

    >>> last_day(date(2012, 9, 1), "award_year_not_counted", 10)
    datetime.date(2022, 12, 31)
    """
    if wait == "from_decision":
        return plus_years(won, years)
    return date(won.year + years - (wait == "award_year_counted"), 12, 31)


def _judge_prize(case: Case, test: NotAgain, found: Found, day: date, years: int) -> Ruling:
    """Judge one prize on paper: inside the years, possibly inside, or long past."""
    fact, dated = found.fact, found.dated
    if not any(has_value(on) for on in dated):
        told = f"载有曾获“{say_fact(fact)}”，但没有写明获奖日期"
        return _open(case, fact, Doubt.MISSING, told, Earliest(why="获奖日期没有写明，不能推算"))

    def long_past(won: date) -> Verdict:
        return Verdict.MET if last_day(won, test.wait, years) < day else Verdict.NOT_MET

    options = dates_of(dated)
    past = survey(long_past, options)
    earliest = _free_from(options, test.wait, years)
    if past.verdict is Verdict.MET:
        return Ruling(verdict=Verdict.MET, sentence="", earliest=earliest, support=(fact, *dated))
    if not test.decides:
        told = f"载有曾获“{say_fact(fact)}”（{say_fact(dated[0])}），{years} 年未满，能否申报条文没有写明"
        return _open(case, fact, Doubt.HUMAN, told, earliest)
    if Verdict.UNDETERMINED in {found.alike.verdict, past.verdict}:
        told = f"载有“{say_fact(fact)}”（{say_fact(dated[0])}），是否属同一奖项且在 {years} 年内不能断定"
        return _open(case, fact, past.doubt or found.alike.doubt, told, earliest)
    won = max(option.value for option in options if option.value)
    until = last_day(won, test.wait, years)
    return Ruling(
        verdict=Verdict.NOT_MET,
        sentence=f"{case.paper(fact)}载明已于{say_fact(dated[0])}获“{say_fact(fact)}”，"
        f"至{day_words(until)}止 {years} 年内不得再次申报该奖项，而申报日期为{day_words(day)}。",
        computation=(
            f"获奖日期：{say_fact(dated[0])}",
            f"{years} 年届满之日：{day_words(until)}",
            f"申报日期：{day_words(day)}",
        ),
        margin=f"申报日期早于可再次申报之日 {(until - day).days + 1} 天",
        flip=f"若申报日期晚于 {until.isoformat()} 则不受此限",
        earliest=earliest,
        against=(fact, *dated),
    )


def _free_from(options: Sequence[Option[date]], wait: str, years: int) -> Earliest:
    """Find the first day on which the prize no longer stands in the way, by every reading of its date."""
    won = [option.value for option in options]
    if None in won:
        return Earliest(why="获奖日期没有全部读出，不能推算")
    return after(max(last_day(day, wait, years) for day in won if day))


def _open(case: Case, fact: Fact, doubt: Doubt | None, told: str, earliest: Earliest) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{case.paper(fact)}{told}。",
        needs="请核实所获奖项及表彰决定日期。",
        earliest=earliest,
        against=(fact,),
    )
