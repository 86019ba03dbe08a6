"""The record of prizes taken back and of bars to apply settles whether the applicant is kept out for some years."""

from datetime import date

from pipeline.model import Doubt, Earliest, Fact, Verdict
from pipeline.registers import Barred, Register
from validators.calendar import first_inside, plus_years
from validators.case import Case
from validators.earliest import after
from validators.possibilities import Option, day_words, survey
from validators.predicates.not_again import application_day
from validators.settled_by import SettledBy
from validators.settling.citing import Hit, Unsettled, at, cite, day, hits, speaks_of, text
from validators.settling.parties import Who
from validators.settling.whole import unnamed, whole
from validators.terms import plain
from validators.verdict import Ruling

_NAME = "revocations"


def not_barred(
    case: Case, by: SettledBy, asks: str, years: int, register: Register[Barred], who: Who
) -> Ruling | Unsettled:
    """Rule on whether nothing stands in the record that bars the applicant. No years: a bar without end."""
    days = sorted({case.on, application_day(case)})
    since = min(first_inside(one, years) for one in days) if years else None
    open_rows: list[Ruling] = []
    for hit in hits(register.rows, who):
        if hit.row.measure not in by.measures or hit.row.reason not in by.reasons:
            continue
        if (ruling := _judge(by, asks, years, days, register, hit)) is None:
            continue
        if ruling.verdict is Verdict.NOT_MET:
            return ruling
        open_rows.append(ruling)
    if open_rows:
        return open_rows[0]
    near = [
        row
        for row in register.rows
        if row.measure in by.measures and row.reason in by.reasons and (not since or row.decided_on.latest() >= since)
    ]
    covered = set(map(plain, by.whole)) <= set(map(plain, register.source.complete_for))
    for gap in (whole(case, _NAME, register, since, covered, "、".join(by.whole)), unnamed(_NAME, register, near, who)):
        if gap is not None:
            return gap
    asked = f"{day_words(since)}以来" if since else "自首届评选以来（条文没有规定期限）"
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"撤销奖项和限制申报记录（{register.source.file}）中没有申报人的有关记录，该名单已由评审办公室声明完整。",
        computation=(f"须查的期间：{asked}",),
        flip="若名单漏列申报人则不满足",
    )


def _judge(
    by: SettledBy, asks: str, years: int, days: list[date], register: Register[Barred], hit: Hit[Barred]
) -> Ruling | None:
    """Judge one row; None where it bars no longer, or not yet on the day of the review."""
    row, where = hit.row, at(_NAME, register, hit.row)
    facts = _facts(register, row)
    counted = row.found_on if by.counts_from == "discovery" and row.found_on else row.decided_on
    options = [Option(facts[0], one, printed=True) for one in sorted({counted.earliest(), counted.latest()})]
    bars = survey(lambda since: _bars(since, years, days), options)
    if bars.verdict is Verdict.MET:
        return None
    told = f"{where}载有申报人因{row.reason}于{row.decided_on}被{row.measure}（{row.award}）"
    if hit.match.doubt is not None:
        return _open(hit.match.doubt, f"{where}：{hit.match.why}", facts)
    if not speaks_of(row.award, by.awards):
        return _open(Doubt.HUMAN, f"{told}，是否为本办法所设奖项不能断定", facts)
    if by.counts_from == "discovery" and row.found_on is None:
        return _open(Doubt.HUMAN, f"{told}，没有写明发现日期，期限自何时起算不能断定", facts)
    if bars.verdict is Verdict.UNDETERMINED:
        return _open(
            Doubt.AMBIGUOUS, f"{told}，是否在期限内取决于确切日期，或按申报日期与按审查基准日计算结果不同", facts
        )
    return Ruling(
        verdict=Verdict.NOT_MET,
        sentence=f"{told}，与“{asks}”不符。",
        computation=(f"起算日期：{counted}（{where}）", f"期限：{years} 年" if years else "期限：条文没有规定"),
        earliest=after(plus_years(counted.latest(), years))
        if years
        else Earliest(why="条文没有规定期限，等待不能解除"),
        against=facts,
    )


def _bars(since: date, years: int, days: list[date]) -> Verdict:
    """Say whether a bar of that day is over (`met`), on the day of the application as on the reference day."""
    told = {since <= one and (not years or since >= first_inside(one, years)) for one in days}
    if len(told) > 1:
        return Verdict.UNDETERMINED
    return Verdict.NOT_MET if told.pop() else Verdict.MET


def _facts(register: Register[Barred], row: Barred) -> tuple[Fact, ...]:
    found = [
        cite(_NAME, register, row, "winner.revoked_on", "decided_on", day(row.decided_on)),
        cite(_NAME, register, row, "register.reason", "reason", text(f"{row.measure}（{row.reason}）：{row.award}")),
    ]
    if row.found_on:
        found.append(cite(_NAME, register, row, "register.found_on", "found_on", day(row.found_on)))
    return tuple(found)


def _open(doubt: Doubt, told: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{told}。",
        needs="请核对撤销、限制申报的决定，核实后更正记录或注明。",
        against=facts,
    )
