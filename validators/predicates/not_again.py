"""not_again: the same prize was not won within so many years. Only the list of winners can settle that it was not."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import Doubt, Fact, Noun, Verdict
from pipeline.saying import say_fact
from validators.calendar import plus_years
from validators.case import Case
from validators.possibilities import dates_of, day_words, has_value, survey, texts_of
from validators.terms import DateField, Limited, Parameters, TextField, plain
from validators.verdict import Ruling


class Record(Noun):
    """Where a paper may show a prize: the field of its name and the field of its date, told apart by the same key."""

    name: TextField
    on: DateField


class NotAgain(Parameters):
    """A prize is the same when its name contains one of `same` and none of `other`."""

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["not_again"] = "not_again"
    records: tuple[Record, ...] = Field(min_length=1)
    same: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = ()
    settles: str


def not_again(case: Case, test: NotAgain, years: int) -> Ruling:
    day = _application_day(case)
    rulings = [
        ruling
        for record in test.records
        for fact in case.facts(record.name)
        if has_value(fact) and (ruling := _judge_prize(case, test, record, fact, day, years))
    ]
    for verdict in (Verdict.NOT_MET, Verdict.UNDETERMINED):
        if found := next((ruling for ruling in rulings if ruling.verdict is verdict), None):
            return found
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
        support=earlier,
    )


def _application_day(case: Case) -> date:
    """Take the earliest day the form may bear, for it is the strictest; without one, the reference day."""
    days = [option.value for option in dates_of(case.applied) if option.value]
    return min(days, default=case.on)


def _judge_prize(case: Case, test: NotAgain, record: Record, fact: Fact, day: date, years: int) -> Ruling | None:
    """Judge one prize on paper: inside the years, possibly inside, or long past (None when it is another prize)."""

    def is_same(name: str) -> Verdict:
        words = plain(name)
        same = any(plain(word) in words for word in test.same) and not any(plain(word) in words for word in test.other)
        return Verdict.MET if same else Verdict.NOT_MET

    alike = survey(is_same, texts_of([fact]))
    if alike.verdict is Verdict.NOT_MET:
        return None
    dated = tuple(on for on in case.facts(record.on) if on.key == fact.key and on.document == fact.document)
    if not any(has_value(on) for on in dated):
        return _open(case, fact, Doubt.MISSING, f"载有曾获“{say_fact(fact)}”，但没有写明获奖日期")

    def long_past(won: date) -> Verdict:
        return Verdict.MET if plus_years(won, years) < day else Verdict.NOT_MET

    past = survey(long_past, dates_of(dated))
    if Verdict.UNDETERMINED in {alike.verdict, past.verdict}:
        told = f"载有“{say_fact(fact)}”（{say_fact(dated[0])}），是否属同一奖项且在 {years} 年内不能断定"
        return _open(case, fact, past.doubt or alike.doubt or Doubt.AMBIGUOUS, told)
    if past.verdict is Verdict.MET:
        return Ruling(verdict=Verdict.MET, sentence="", support=(fact, *dated))
    won = max(option.value for option in dates_of(dated) if option.value)
    until = plus_years(won, years)
    return Ruling(
        verdict=Verdict.NOT_MET,
        sentence=f"{case.paper(fact)}载明已于{day_words(won)}获“{say_fact(fact)}”，"
        f"至{day_words(until)}止 {years} 年内不得再次申报该奖项，而申报日期为{day_words(day)}。",
        computation=(
            f"获奖日期：{day_words(won)}",
            f"{years} 年届满之日：{day_words(until)}",
            f"申报日期：{day_words(day)}",
        ),
        margin=f"申报日期早于可再次申报之日 {(until - day).days + 1} 天",
        flip=f"若申报日期晚于 {until.isoformat()} 则不受此限",
        against=(fact, *dated),
    )


def _open(case: Case, fact: Fact, doubt: Doubt, told: str) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{case.paper(fact)}{told}。",
        needs="请核实所获奖项及表彰决定日期。",
        against=(fact,),
    )
