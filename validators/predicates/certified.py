"""certified: a management system certificate of the right kind, held by the applicant, valid, and so many years old.

One certificate is enough. Paper does not show whether it was suspended: the register of certificates does.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model import Doubt, Earliest, Fact, TextValue, Verdict
from pipeline.saying import say_fact
from validators.calendar import latest_start, plus_years
from validators.case import Case, either
from validators.earliest import either as first_of
from validators.earliest import years_complete
from validators.possibilities import dates_of, day_words, survey, weigh
from validators.terms import PAPERS, Limited, PaperKind, Parameters, plain
from validators.verdict import Ruling, all_of

_LOST = ("暂停", "撤销", "注销", "过期", "失效")


class Certified(Parameters):
    """`systems` are words of a standard or a system that surely count; others are for a person. The limit is the years.

    `complete` says whether the years are complete on the corresponding day itself or only when that day is over.
    """

    limited: ClassVar[Limited] = "may"
    predicate: Literal["certified"] = "certified"
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    systems: tuple[str, ...] = Field(min_length=1)
    complete: Literal["on_the_day", "day_after"] = "on_the_day"


def certified(case: Case, test: Certified, years: int) -> Ruling:
    title = either(PAPERS[kind] for kind in test.kinds)
    records = _records(case, test)
    if not records:
        return case.absence(f"{title}的体系名称和认证标准", test.kinds, case.facts("certificate.name", test.kinds))
    rulings = [_judge(_Record(case, test, document, key), years) for document, key in records]
    earliest = first_of(ruling.earliest for ruling in rulings)
    for verdict in (Verdict.MET, Verdict.UNDETERMINED):
        if found := [ruling for ruling in rulings if ruling.verdict is verdict]:
            return found[0].model_copy(update={"earliest": earliest})
    return rulings[0].model_copy(update={"earliest": earliest})


def _records(case: Case, test: Certified) -> list[tuple[str, str]]:
    named = (*case.proofs("certificate.name", test.kinds), *case.proofs("certificate.standard", test.kinds))
    return list(dict.fromkeys((fact.document, fact.key) for fact in named))


class _Record:
    """One certificate: what one paper prints under one number."""

    def __init__(self, case: Case, test: Certified, document: str, key: str) -> None:
        self.case, self.test, self.document, self.key = case, test, document, key
        self.name = f"认证证书 {key}"

    def facts(self, field: str) -> tuple[Fact, ...]:
        found = self.case.proofs(f"certificate.{field}", self.test.kinds)
        return tuple(fact for fact in found if (fact.document, fact.key) == (self.document, self.key))


def _judge(one: _Record, years: int) -> Ruling:
    usable = [_right_system(one), _held(one), _scope(one), _valid(one)]
    parts = [*usable, _old_enough(one, years)] if years else usable
    ruling = all_of(parts, "".join(part.sentence for part in parts))
    return ruling.model_copy(update={"earliest": _earliest(one, usable, years) if years else None})


def _earliest(one: _Record, usable: Sequence[Ruling], years: int) -> Earliest:
    """Find the day from which this certificate is old enough, until the day on which it runs out."""
    if any(part.verdict is not Verdict.MET for part in usable):
        return Earliest(why=f"{one.name}不能采用或者能否采用尚未断定，不能推算")
    if _gap(one):
        return Earliest(why=f"{one.name}的有效期有间断，不能推算")
    first, until = one.facts("first_issued") or one.facts("issued_on"), min(_days(one.facts("valid_until")))
    claims = [f for f in one.case.claims("certificate.first_issued", one.test.kinds) if f.key == one.key]
    after = one.test.complete == "day_after"
    own = years_complete(dates_of(first), claims, years, day_after=after, what=f"{one.name}首次发证日期")
    chained = _chained(one, years, day_after=after)
    told = first_of([own, chained]) or own
    if told.day and told.day > until:
        return Earliest(why=f"{one.name}不满 {years} 年即到期，换证之前不能推算")
    return told.model_copy(update={"until": until})


def _chained(one: _Record, years: int, *, day_after: bool) -> Earliest | None:
    """Find the same by the older certificates that ran until this one."""
    begins = _sure((*one.facts("issued_on"), *one.facts("first_issued")))
    found = []
    for other in _others(one):
        ends = _sure(other.facts("valid_until"))
        if begins and ends and max(begins) <= min(ends) + timedelta(days=1):
            what = f"{other.name}首次发证日期"
            found.append(
                years_complete(dates_of(other.facts("first_issued")), (), years, day_after=day_after, what=what)
            )
    return first_of(found)


def _others(one: _Record) -> list[_Record]:
    """List the applicant's other certificates of a system that counts."""
    records = (_Record(one.case, one.test, paper, key) for paper, key in _records(one.case, one.test))
    return [
        other
        for other in records
        if other.key != one.key and _right_system(other).verdict is Verdict.MET and _held(other).verdict is Verdict.MET
    ]


def _right_system(one: _Record) -> Ruling:
    facts = (*one.facts("standard"), *one.facts("name"))
    wanted = [plain(word).casefold() for word in one.test.systems]
    told = "、".join(dict.fromkeys(say_fact(fact) for fact in facts))
    sure = any(
        all(isinstance(v, TextValue) and any(w in plain(v.text).casefold() for w in wanted) for v in fact.readings)
        for fact in facts
    )
    if sure:
        return Ruling(verdict=Verdict.MET, sentence=f"{one.name}：{told}。", support=facts)
    return _open(Doubt.HUMAN, f"{one.name}为{told}，是否属于所要求的认证须由审查人员判断", facts)


def _held(one: _Record) -> Ruling:
    """Whose certificate it is was weighed with its paper; a paper that names nobody proves nothing."""
    facts = (*one.facts("holder"), *one.facts("holder_code"))
    if not facts:
        return _open(Doubt.UNREADABLE, f"{one.name}未读出获证组织", one.facts("name"))
    return Ruling(verdict=Verdict.MET, sentence="", support=facts)


def _scope(one: _Record) -> Ruling:
    """A scope that shares no word with what the applicant does must be looked at before the certificate counts."""
    scopes = one.facts("scope")
    works = tuple(f for field in _WORK for f in one.case.facts(field) if isinstance(f.value, TextValue))
    told = {pair for fact in works if isinstance(fact.value, TextValue) for pair in _pairs(fact.value.text)}
    if not scopes or not told or any(_pairs(say_fact(fact)) & told for fact in scopes):
        return Ruling(verdict=Verdict.MET, sentence="", support=scopes)
    shown = "；".join(dict.fromkeys(say_fact(fact) for fact in scopes))
    why = f"{one.name}的认证范围“{shown}”与申报组织的业务没有相同的字词，是否相符须由审查人员判断"
    return _open(Doubt.HUMAN, why, ()).model_copy(update={"against": scopes})


def _pairs(text: str) -> set[str]:
    """Take the pairs of neighbouring characters that say what is done, and not that it is done."""
    words = plain(text)
    for common in _COMMON:
        words = words.replace(common, " ")
    return {a + b for a, b in pairwise(words) if a.isalnum() and b.isalnum()}


_WORK = ("entity.main_product", "entity.scope", "entity.industry")
_COMMON = (
    "设计",
    "研发",
    "开发",
    "生产",
    "制造",
    "加工",
    "销售",
    "服务",
    "技术",
    "管理",
    "活动",
    "相关",
    "提供",
    "产品",
    "有限公司",
)


def _valid(one: _Record) -> Ruling:
    if lost := _lost(one):
        told = f"{one.name}的状态为{'、'.join(say_fact(fact) for fact in lost)}。"
        return Ruling(verdict=Verdict.NOT_MET, sentence=told, against=lost)
    until = one.facts("valid_until")
    if not until:
        return _open(Doubt.UNREADABLE, f"{one.name}未读出有效期", one.facts("name"))
    answer = survey(lambda day: Verdict.MET if day >= one.case.on else Verdict.NOT_MET, dates_of(until))
    shown = "、".join(dict.fromkeys(say_fact(fact) for fact in until))
    step = (f"{one.name}有效期至：{shown}；审查基准日：{day_words(one.case.on)}",)
    if answer.verdict is Verdict.UNDETERMINED:
        return _open(answer.doubt, f"{one.name}有效期至{shown}，在审查基准日是否有效不能断定", until)
    met = answer.verdict is Verdict.MET
    return Ruling(
        verdict=answer.verdict,
        sentence="" if met else f"{one.name}有效期至{shown}，在审查基准日{day_words(one.case.on)}已失效。",
        computation=step,
        flip=f"若有效期截止日早于 {one.case.on.isoformat()} 则不满足" if met else "若附有审查基准日仍有效的证书则满足",
        support=until if met else (),
        against=() if met else until,
    )


def _lost(one: _Record) -> tuple[Fact, ...]:
    return tuple(f for f in one.facts("status") if isinstance(f.value, TextValue) and f.value.text.startswith(_LOST))


def _old_enough(one: _Record, years: int) -> Ruling:
    case, first, issued = one.case, one.facts("first_issued"), one.facts("issued_on")
    end = case.on if one.test.complete == "on_the_day" else case.on - timedelta(days=1)

    def long_enough(start: date) -> Verdict:
        return Verdict.MET if plus_years(start, years) <= end else Verdict.NOT_MET

    claims = tuple(fact for fact in case.claims("certificate.first_issued", one.test.kinds) if fact.key == one.key)
    answer = weigh(long_enough, dates_of(first or issued), dates_of(claims))
    facts = first or issued
    shown = "、".join(dict.fromkeys(say_fact(fact) for fact in facts))
    if answer.verdict is not Verdict.MET and (chained := _chain(one, long_enough, years)) is not None:
        return chained
    if not facts or (not first and answer.verdict is not Verdict.MET):
        return _open(Doubt.UNREADABLE, f"{one.name}未读出首次发证日期，不能断定是否已运行 {years} 年", facts)
    if answer.verdict is Verdict.UNDETERMINED:
        told = answer.deciding(case.paper)
        return _open(answer.doubt, f"{one.name}是否已满 {years} 年取决于以下日期：{told}", facts)
    if (gap := _gap(one)) and answer.verdict is Verdict.MET:
        return gap
    flip = latest_start(end, years).isoformat()
    what = "首次发证日期" if first else "本次发证日期"
    if answer.verdict is Verdict.NOT_MET:  # the system may be older than this body's first certificate
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.MISSING,
            sentence=f"{one.name}{what}为{shown}，至审查基准日{day_words(case.on)}不满 {years} 年，"
            "未见此前的认证证书。",
            computation=(f"{what}：{shown}（{case.papers(facts)}）",),
            flip=f"若{what}不晚于 {flip} 则满足",
            needs="请申报人补充提交此前（其他机构所发）前后衔接的认证证书；没有的，不满足年限要求。",
            against=facts,
        )
    return Ruling(
        verdict=Verdict.MET,
        sentence=f"{one.name}{what}为{shown}，至审查基准日{day_words(case.on)}已满 {years} 年。",
        computation=(f"{what}：{shown}（{case.papers(facts)}）", "证书是否曾被暂停，纸面不显示"),
        flip=f"若{what}晚于 {flip} 则不满足",
        support=facts,
    )


def _chain(one: _Record, long_enough: Callable[[date], Verdict], years: int) -> Ruling | None:
    """Find an older certificate of the same system that ran until this one was issued, by whatever body."""
    begins = _sure((*one.facts("issued_on"), *one.facts("first_issued")))
    broken = None
    for other in _others(one):
        until, first = _sure(other.facts("valid_until")), other.facts("first_issued")
        if not begins or not until or survey(long_enough, dates_of(first)).verdict is not Verdict.MET:
            continue
        facts = (*first, *other.facts("valid_until"), *one.facts("issued_on"))
        told = f"{other.name}首次发证日期为{'、'.join(say_fact(fact) for fact in first)}"
        if max(begins) <= min(until) + timedelta(days=1):
            told = f"{told}，有效期至{one.name}发证时未中断，前后合计已满 {years} 年。"
            return Ruling(verdict=Verdict.MET, sentence=told, support=facts)
        broken = broken or _open(
            Doubt.HUMAN, f"{told}，但与{one.name}之间有间断，是否算有效运行须由审查人员判断", facts
        )
    return broken


def _gap(one: _Record) -> Ruling | None:
    """Find a time without any certificate between the last cycle and this one."""
    before, now = _days(one.facts("previous_end")), _days(one.facts("issued_on"))
    if not before or not now or max(now) <= min(before) + timedelta(days=1):
        return None
    facts = (*one.facts("previous_end"), *one.facts("issued_on"))
    told = "、".join(say_fact(fact) for fact in facts)
    return _open(
        Doubt.HUMAN, f"{one.name}上一周期截止与本次发证（{told}）之间有间断，是否算有效运行须由审查人员判断", facts
    )


def _days(facts: Sequence[Fact]) -> list[date]:
    return [option.value for option in dates_of(facts) if option.value]


def _sure(facts: Sequence[Fact]) -> list[date]:
    """List the days of all readings; none where one of them is no day."""
    return [] if any(option.value is None for option in dates_of(facts)) else _days(facts)


def _open(doubt: Doubt | None, told: str, facts: tuple[Fact, ...]) -> Ruling:
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=doubt,
        sentence=f"{told}。",
        needs="请对照证书原件，并在全国认证认可信息公共服务平台查询证书状态。",
        support=facts,
    )
