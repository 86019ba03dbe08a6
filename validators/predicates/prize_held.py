"""prize_held: a lower prize was won so many years ago, as its certificate shows."""

from datetime import date, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import Doubt, Earliest, Fact, Verdict
from pipeline.saying import say_fact
from validators.calendar import latest_start, plus_years
from validators.case import Case
from validators.earliest import either, years_complete
from validators.possibilities import dates_of, day_words, has_value, survey
from validators.prizes import Found, Record, find_prizes, not_the_applicants
from validators.terms import Limited, PaperKind, Parameters
from validators.verdict import Ruling


class PrizeHeld(Parameters):
    """`kinds` prove a prize; a table on the form only claims it. The holder printed on the paper must be the applicant.

    `complete` says whether the years are complete on the corresponding day itself or only when that day is over.
    `whole` is as in `not_again`.
    """

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["prize_held"] = "prize_held"
    records: tuple[Record, ...] = Field(min_length=1)
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    same: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    complete: Literal["on_the_day", "day_after"] = "on_the_day"
    asks: str


def prize_held(case: Case, test: PrizeHeld, years: int) -> Ruling:
    found = find_prizes(case, test.records, test.same, test.other)
    proofs = [one for one in found if one.fact.kind in test.kinds]
    if not proofs:
        absent = _none(case, test).model_copy(update={"earliest": Earliest(why=f"“{test.asks}”没有证明，不能推算")})
        claims = tuple(one.fact for one in found)
        if not claims:
            return absent
        told = f"“{test.asks}”只见于{case.papers(claims)}，不能作为证明；{absent.sentence}"
        return absent.model_copy(update={"sentence": told, "support": claims})
    rulings = [_judge(case, test, one, years) for one in proofs]
    earliest = either(ruling.earliest for ruling in rulings)
    for verdict in (Verdict.MET, Verdict.UNDETERMINED):
        if fitting := [ruling for ruling in rulings if ruling.verdict is verdict]:
            return fitting[0].model_copy(update={"earliest": earliest})
    return rulings[0].model_copy(update={"earliest": earliest})


def _none(case: Case, test: PrizeHeld) -> Ruling:
    """Rule where no certificate is of the prize; one whose name nobody read may be."""
    named = {fact.document for record in test.records for fact in case.proofs(record.name, test.kinds)}
    papers = case.documents(test.kinds)
    if not papers or any(paper.id not in named for paper in papers):
        return case.absence(test.asks, test.kinds)
    shown = "、".join(dict.fromkeys(f"{paper.title}（{paper.name}）" for paper in papers))
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING,
        sentence=f"所附{shown}都不是{test.asks}。",
        needs=f"请申报人补充提交{test.asks}。",
    )


def _judge(case: Case, test: PrizeHeld, one: Found, years: int) -> Ruling:
    paper = f"{case.paper(one.fact)}所载“{say_fact(one.fact)}”"
    if one.alike.verdict is Verdict.UNDETERMINED:
        return _open(one.alike.doubt, f"{paper}是否为所要求的奖项不能断定", (one.fact,))
    if (stranger := not_the_applicants(case, one.fact)) is not None:
        return stranger.model_copy(update={"earliest": Earliest(why=f"{stranger.sentence.rstrip('。')}，不能推算")})
    dates = tuple(on for on in one.dated if has_value(on))
    if not dates:
        return _open(Doubt.UNREADABLE, f"{paper}未读出授予日期", (one.fact, *one.dated))
    end = case.on if test.complete == "on_the_day" else case.on - timedelta(days=1)

    def long_enough(won: date) -> Verdict:
        return Verdict.MET if plus_years(won, years) <= end else Verdict.NOT_MET

    answer = survey(long_enough, dates_of(dates))
    earliest = years_complete(dates_of(dates), (), years, day_after=test.complete == "day_after", what="授予日期")
    facts = (one.fact, *dates)
    shown = "、".join(dict.fromkeys(say_fact(on) for on in dates))
    if answer.verdict is Verdict.UNDETERMINED:
        told = f"{paper}于{shown}授予，是否满 {years} 年取决于确切日期"
        return _open(answer.doubt, told, facts).model_copy(update={"earliest": earliest})
    met = answer.verdict is Verdict.MET
    flip = latest_start(end, years).isoformat()
    due = plus_years(max(option.value for option in dates_of(dates) if option.value), years)
    return Ruling(
        verdict=answer.verdict,
        sentence=f"{paper}于{shown}授予，至审查基准日{day_words(case.on)}{'已' if met else '不'}满 {years} 年。",
        computation=(f"授予日期：{shown}", f"满 {years} 年之日（对应日）：{day_words(due)}"),
        flip=f"若授予日期{'晚于' if met else '不晚于'} {flip} 则{'不' if met else ''}满足",
        earliest=earliest,
        support=facts if met else (),
        against=() if met else facts,
    )


def _open(doubt: Doubt | None, told: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{told}。",
        needs="请核对获奖证书或表彰决定，必要时与历届获奖名单核对。",
        earliest=Earliest(why=f"{told}，不能推算"),
        support=facts,
    )
