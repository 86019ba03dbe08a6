"""Colours and grades: what a list says of the applicant itself. Not standing in it says nothing at all."""

from datetime import timedelta
from typing import TypeVar

from pipeline.model import Doubt, Fact, Verdict
from pipeline.registers import Coloured, Graded, Register
from validators.case import Case
from validators.possibilities import day_words
from validators.predicates.stated import Stated
from validators.settling.citing import Hit, Unsettled, at, cite, hits, text
from validators.settling.parties import Who
from validators.terms import plain
from validators.verdict import Ruling

_FRESH_DAYS = 30  # a colour changes; an office may set another age with max_age_days

_Listed = TypeVar("_Listed", Coloured, Graded)


def coloured(case: Case, test: Stated, register: Register[Coloured], who: Who) -> Ruling | Unsettled:
    """Rule by the colours of the supervision system, where they were looked up shortly before the reference date."""
    age = register.source.max_age_days
    oldest = case.on - timedelta(days=_FRESH_DAYS if age is None else age)
    found = hits(register.rows, who)
    fresh = [hit for hit in found if oldest <= hit.row.checked_on <= case.on]
    if not fresh:
        title = f"企业监管警示系统查询结果（{register.source.file}）"
        if not found:
            return Unsettled(why=f"{title}中没有申报人", needs="请补查申报人。")
        days = "、".join(dict.fromkeys(day_words(hit.row.checked_on) for hit in found))
        return Unsettled(
            why=f"{title}的查询日期{days}不在审查基准日{day_words(case.on)}之前 {(case.on - oldest).days} 日内",
            needs="请在审查基准日或之前不久重新查询。",
        )
    facts = tuple(
        cite("supervision", register, hit.row, "supervision.colour", "colour", text(f"{hit.row.colour}色"))
        for hit in fresh
    )
    shown = "；".join(
        f"{at('supervision', register, hit.row)}载为“{hit.row.colour}色”（{day_words(hit.row.checked_on)}查询）"
        for hit in fresh
    )
    return _rule(test, fresh, facts, shown, {f"{hit.row.colour}色" for hit in fresh})


def graded(case: Case, test: Stated, register: Register[Graded], who: Who) -> Ruling | Unsettled:
    """Rule by the published grades of the year that is asked for."""
    filed = case.filed_years
    title = f"亩均效益评价结果（{register.source.file}）"
    if len(filed) != 1:
        return Unsettled(why=f"申报年度不能断定，不能确定看{title}的哪一年度", needs="请核实申报日期。")
    found = [hit for hit in hits(register.rows, who) if hit.row.year < filed[0]]
    listed = [row.year for row in register.rows if row.year < filed[0]]  # the latest that was published, of anybody
    wanted = filed[0] - 1 if test.year == "previous" else max(listed, default=filed[0] - 1)
    fitting = [hit for hit in found if hit.row.year == wanted]
    if not fitting:
        return Unsettled(
            why=f"{title}中没有申报人 {wanted} 年度的档次", needs="请核对公布的名单；未参加评价的，由评审办公室认定。"
        )
    facts = tuple(cite("land", register, hit.row, "land.grade", "grade", text(hit.row.grade)) for hit in fitting)
    shown = "；".join(f"{at('land', register, hit.row)}载 {wanted} 年度为“{hit.row.grade}”档" for hit in fitting)
    return _rule(test, fitting, facts, shown, {hit.row.grade.value for hit in fitting})


def _rule(test: Stated, found: list[Hit[_Listed]], facts: tuple[Fact, ...], shown: str, told: set[str]) -> Ruling:
    unsure = next((hit.match for hit in found if hit.match.doubt is not None), None)
    if unsure is not None and unsure.doubt is not None:
        return _open(unsure.doubt, f"{shown}；{unsure.why}", facts)
    answers = {_judge(test, words) for words in told}
    if len(answers) > 1:
        return _open(Doubt.CONFLICT, f"{shown}，前后不一致", facts)
    verdict = answers.pop()
    if verdict is Verdict.UNDETERMINED:
        return _open(Doubt.HUMAN, f"{shown}，不能断定是否“{test.asks}”", facts)
    met = verdict is Verdict.MET
    return Ruling(
        verdict=verdict,
        sentence=f"{shown}，{'符合' if met else '与'}“{test.asks}”{'' if met else '不符'}。",
        computation=(shown,),
        flip=f"若所载{'不是' if met else '为'}“{'”或“'.join(test.shows)}”则{'不' if met else ''}满足",
        support=facts if met else (),
        against=() if met else facts,
    )


def _judge(test: Stated, words: str) -> Verdict:
    for verdict, known in ((Verdict.NOT_MET, test.denies), (Verdict.MET, test.shows)):
        if any(plain(one) in plain(words) for one in known):
            return verdict
    return Verdict.UNDETERMINED


def _open(doubt: Doubt, told: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(verdict=Verdict.UNDETERMINED, doubt=doubt, sentence=f"{told}。", needs="请核对名单。", against=facts)
