"""publicity: the application hung inside the organisation for so many working days, before it was filed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import DateValue, Doubt, Earliest, Fact, Verdict
from validators.calendar import nth_working_day, working_days
from validators.case import Case
from validators.possibilities import Survey, dates_of, day_words, survey
from validators.terms import FORMS, Limited, PaperKind, Parameters
from validators.verdict import Ruling, all_of

_START, _END, _RESULT = "publicity.starts_on", "publicity.ends_on", "publicity.result_on"


class Publicity(Parameters):
    """A period that papers of `kinds` tell, carried out as one of `result_kinds` states.

    The notice is written before it hangs: alone it shows a plan. `first_day` says whether the day of hanging counts.
    """

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["publicity"] = "publicity"
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    result_kinds: tuple[PaperKind, ...] = Field(min_length=1)
    first_day: Literal["counted", "not_counted"] = "counted"


def publicity(case: Case, test: Publicity, days: int) -> Ruling:
    starts, ends = (case.proofs(field, test.kinds) for field in (_START, _END))
    if not starts or not ends:
        said = tuple(fact for field in (_START, _END) for fact in case.facts(field, test.kinds))
        unknown = Earliest(why="公示起止日期没有载明，不能推算")
        return case.absence("公示起止日期", test.kinds, said).model_copy(update={"earliest": unknown})
    parts = [
        _long_enough(case, test, starts, ends, days),
        _before_filing(case, ends),
        _stated_after(case, test, ends),
    ]
    first, last = (_quotes(facts) for facts in (starts, ends))
    ruling = all_of(parts, f"内部公示自{first}至{last}，不少于 {days} 个工作日，且在填表日期之前结束。")
    return ruling.model_copy(update={"earliest": _earliest(case, test, parts[0], ends, days)})


def _earliest(case: Case, test: Publicity, hung: Ruling, ends: Sequence[Fact], days: int) -> Earliest:
    """Find the day after the time on the board is over; what hung too short must hang again, from today at best."""
    if hung.verdict is Verdict.MET:
        return Earliest(day=max(option.value for option in dates_of(ends) if option.value) + timedelta(days=1))
    over = nth_working_day(case.on, days, skip_first=test.first_day == "not_counted")
    if hung.verdict is Verdict.UNDETERMINED or over is None:
        return Earliest(why="公示是否满期不能断定，不能推算")
    return Earliest(day=over + timedelta(days=1), why="以审查基准日当日重新公示为前提")


def _quotes(facts: Sequence[Fact]) -> str:
    return "、".join(dict.fromkeys(str(fact.value.date) for fact in facts if isinstance(fact.value, DateValue)))


def _long_enough(case: Case, test: Publicity, starts: Sequence[Fact], ends: Sequence[Fact], days: int) -> Ruling:
    skip = test.first_day == "not_counted"
    how = "首日不计" if skip else "首日计入"
    counted: dict[tuple[date, date], int | None] = {}

    def enough(start: date, end: date) -> Verdict:
        count = counted[start, end] = working_days(start, end, skip_first=skip)
        return Verdict.MET if count is not None and count >= days else Verdict.NOT_MET

    answer = survey(enough, dates_of(starts), dates_of(ends))
    steps = tuple(
        f"{day_words(start)}至{day_words(end)}：{'不能计算' if count is None else f'{count} 个工作日'}（{how}）"
        for (start, end), count in counted.items()
    )
    if None in counted.values():
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.EXTERNAL,
            sentence=f"公示期间（{'；'.join(steps)}）超出已公布的节假日安排，程序不作推算。",
            computation=steps,
            needs="请对照国务院办公厅公布的节假日安排计算工作日。",
            support=(*starts, *ends),
        )
    least = min(count for count in counted.values() if count is not None)
    start = max((option.value for option in dates_of(starts) if option.value), default=None)
    full = nth_working_day(start, days, skip_first=skip) if start else None
    flip = f"公示至 {full.isoformat()} 方满 {days} 个工作日（{how}）" if full else ""
    return _ruled(
        answer,
        answer.deciding(case.paper),
        not_met=f"内部公示只有 {least} 个工作日（{how}），少于 {days} 个工作日",
        open_=f"内部公示是否满 {days} 个工作日（{how}）取决于以下日期",
        facts=(*starts, *ends),
        computation=steps,
        margin=f"公示 {least} 个工作日，要求 {days} 个工作日",
        flip=flip,
    )


def _before_filing(case: Case, ends: Sequence[Fact]) -> Ruling:
    filed = case.applied
    if not filed:
        return case.absence("填表日期", FORMS, case.facts("form.filled_on", FORMS))
    return _ordered(
        case,
        ends,
        filed,
        lambda end, day: end < day,
        f"内部公示于{_quotes(ends)}结束，不早于填表日期{_quotes(filed)}，而公示应在申报前进行",
        f"公示结束 {_quotes(ends)}，填表日期 {_quotes(filed)}",
    )


def _stated_after(case: Case, test: Publicity, ends: Sequence[Fact]) -> Ruling:
    results = case.proofs(_RESULT, test.result_kinds)
    if not results:
        return case.unproven(_RESULT, test.result_kinds)
    return _ordered(
        case,
        ends,
        results,
        lambda end, day: end <= day,
        f"公示情况说明的日期{_quotes(results)}早于公示结束日期{_quotes(ends)}，公示尚未结束不能说明结果",
        f"公示结束 {_quotes(ends)}，情况说明 {_quotes(results)}",
    )


def _ordered(
    case: Case,
    earlier: Sequence[Fact],
    later: Sequence[Fact],
    in_order: Callable[[date, date], bool],
    not_met: str,
    step: str,
) -> Ruling:
    answer = survey(
        lambda one, other: Verdict.MET if in_order(one, other) else Verdict.NOT_MET, dates_of(earlier), dates_of(later)
    )
    return _ruled(
        answer,
        answer.deciding(case.paper),
        not_met=not_met,
        open_="内部公示与申报的先后取决于以下日期",
        facts=(*earlier, *later),
        computation=(step,),
    )


def _ruled(
    answer: Survey[date],
    deciding: str,
    *,
    not_met: str,
    open_: str,
    facts: tuple[Fact, ...],
    computation: tuple[str, ...],
    margin: str = "",
    flip: str = "",
) -> Ruling:
    told = Ruling(
        verdict=answer.verdict, doubt=answer.doubt, sentence="", computation=computation, margin=margin, flip=flip
    )
    if answer.verdict is Verdict.MET:
        return told.model_copy(update={"support": facts})
    if answer.verdict is Verdict.NOT_MET:
        needs = "请申报人重新公示，或补充提交能够说明公示时间的材料。"
        return told.model_copy(update={"sentence": f"{not_met}。", "needs": needs, "against": facts})
    needs = "请对照原件核实公示的起止日期和申报日期。"
    return told.model_copy(update={"sentence": f"{open_}：{deciding}。", "needs": needs, "support": facts})
