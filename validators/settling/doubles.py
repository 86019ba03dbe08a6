"""The other level's list of this year's applicants settles whether somebody applied at both."""

from datetime import date

from pipeline.model import DateValue, Doubt, Earliest, TextValue, Verdict
from pipeline.registers import Applied, Register
from validators.case import Case
from validators.settled_by import SettledBy
from validators.settling.citing import Unsettled, at, cite, hits, speaks_of, text
from validators.settling.parties import Who
from validators.settling.whole import unnamed, whole
from validators.terms import FORMS, plain
from validators.verdict import Ruling

_NAME = "other_level"


def not_doubled(case: Case, by: SettledBy, asks: str, register: Register[Applied], who: Who) -> Ruling | Unsettled:
    """Rule on whether the applicant stands in the other level's list of the year in which this application lies."""
    years = _years(case)
    open_rows: list[Ruling] = []
    for hit in hits(register.rows, who):
        row, where = hit.row, at(_NAME, register, hit.row)
        if row.year not in years:
            continue
        fact = cite(_NAME, register, row, "register.filed", "award", text(f"{row.year} 年度 {row.award}"))
        told = f"{where}载有申报人于 {row.year} 年度申报“{row.award}”"
        if hit.match.doubt is not None:
            open_rows.append(_open(hit.match.doubt, f"{where}：{hit.match.why}", (fact,)))
        elif not speaks_of(row.award, by.awards) or speaks_of(row.award, case.recognise):
            open_rows.append(_open(Doubt.HUMAN, f"{told}，是否为另一级政府质量奖不能断定", (fact,)))
        elif len(years) > 1:
            shown = "、".join(map(str, years))
            open_rows.append(_open(Doubt.AMBIGUOUS, f"{told}，而本次申报可能属于 {shown} 年度", (fact,)))
        else:
            return Ruling(
                verdict=Verdict.NOT_MET,
                sentence=f"{told}，与“{asks}”不符。",
                computation=(f"本次申报年度：{years[0]} 年", f"另一级申报年度：{row.year} 年（{where}）"),
                earliest=Earliest(day=date(row.year + 1, 1, 1)),
                against=(fact,),
            )
    if open_rows:
        return open_rows[0]
    covered = set(map(plain, by.whole)) <= set(map(plain, register.source.complete_for))
    near = [row for row in register.rows if row.year in years]
    since = date(years[0], 1, 1)
    for gap in (whole(case, _NAME, register, since, covered, "、".join(by.whole)), unnamed(_NAME, register, near, who)):
        if gap is not None:
            return gap
    shown = "、".join(map(str, years))
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"另一级政府质量奖 {shown} 年度申报名单（{register.source.file}）中没有申报人，"
        "该名单已由评审办公室声明完整。",
        computation=(f"本次申报年度：{shown} 年",),
        flip="若名单漏列申报人则不满足",
    )


def _years(case: Case) -> tuple[int, ...]:
    """List the years in which the application may lie: by the day on the form, and by the year printed on it."""
    years = set(case.filed_years)
    for fact in case.facts("form.year", FORMS):
        for value in fact.readings:
            if isinstance(value, DateValue):
                years.add(value.date.year)
            elif isinstance(value, TextValue) and (digits := "".join(filter(str.isdecimal, value.text)))[:4]:
                years.add(int(digits[:4]))
    return tuple(sorted(years))


def _open(doubt: Doubt, told: str, facts: tuple[object, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{told}。",
        needs="请与另一级评审办公室核实。",
        against=facts,
    )
