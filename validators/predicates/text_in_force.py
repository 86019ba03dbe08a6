"""text_in_force: the regulation applies on the day of the application."""

from datetime import date, timedelta
from typing import ClassVar, Literal

from pipeline.model import Doubt, Earliest, Verdict
from pipeline.saying import say_fact
from validators.calendar import plus_years
from validators.case import Case
from validators.possibilities import dates_of, day_words, survey
from validators.terms import FORMS, Limited, Parameters
from validators.verdict import Ruling


class TextInForce(Parameters):
    """A limit is the years of validity, from a day of issue that only the office knows.

    `last` says whether the text still holds on the corresponding day, or ends on the day before it.
    """

    limited: ClassVar[Limited] = "may"
    predicate: Literal["text_in_force"] = "text_in_force"
    last: Literal["corresponding_day", "day_before"] = "corresponding_day"


def text_in_force(case: Case, test: TextInForce, years: int) -> Ruling:
    first, last = case.in_force.first, case.in_force.last
    if first and last is None and years:
        last = plus_years(first, years) - timedelta(days=test.last == "day_before")
    if case.in_force.status != "in_force" or first is None:
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.HUMAN,
            sentence="本文本不是现行有效文本，或者没有写明施行日期，不能据以确定申报时是否有效。",
            needs="请评审办公室确认本批次适用的文本及其施行日期；"
            "文本没有载明发布日期的，请在 office.toml 中写明 issued_on。",
        )
    term = f"{day_words(first)}" + (f"至{day_words(last)}" if last else "起，未规定截止日期")
    facts = case.applied
    if not facts:
        return case.absence("填表日期", FORMS, case.facts("form.filled_on", FORMS))

    def in_force(day: date) -> Verdict:
        return Verdict.MET if first <= day and (last is None or day <= last) else Verdict.NOT_MET

    options = dates_of(facts)
    earliest = Earliest(day=first, until=last)
    answer = survey(in_force, options)
    shown = "、".join(dict.fromkeys(say_fact(fact) for fact in facts))
    steps = (f"申报日期：{shown}（{case.papers(facts)}）", f"有效期：{term}")
    if answer.verdict is Verdict.UNDETERMINED:
        return Ruling(
            verdict=answer.verdict,
            doubt=answer.doubt,
            sentence=f"申报日期不能确定，不能断定是否在有效期（{term}）内：{answer.deciding(case.paper)}。",
            computation=steps,
            needs="请核实申报日期。",
            earliest=earliest,
            support=facts,
        )
    days = sorted(option.value for option in options if option.value)
    met = answer.verdict is Verdict.MET
    return Ruling(
        verdict=answer.verdict,
        sentence=f"填表日期{shown}{'在' if met else '不在'}本办法有效期（{term}）内。",
        computation=steps,
        margin=f"申报日期早于有效期届满 {(last - days[-1]).days} 天" if last and days[-1] <= last else "",
        flip=f"若申报日期晚于 {last.isoformat()} 则不满足" if last and met else "",
        needs="" if met else "请改用申报时有效的文本审查。",
        earliest=earliest,
        support=facts if met else (),
        against=() if met else facts,
    )
