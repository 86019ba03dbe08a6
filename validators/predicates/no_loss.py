"""no_loss: no loss in any year of the look-back, by the audited statements.

The texts do not say whether a loss is one of 利润总额 or of 净利润: both must say the same. A loss that papers call
政策性 is for a person to weigh.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from pipeline.catalogue import catalogue
from pipeline.model import Doubt, Earliest, Fact, Verdict
from pipeline.saying import say_fact
from validators.calendar import calendar_years
from validators.case import Case
from validators.possibilities import amounts_of, dates_of, has_value, weigh
from validators.statements import YEAR, audited_figures, odd_opinion, of_year
from validators.terms import AmountField, DateField, Limited, PaperKind, Parameters, TextField
from validators.verdict import Ruling, all_of


class NoLoss(Parameters):
    """Lines of audited statements in a look-back that ends before the application year, or with it (`years`).

    `young` says what is asked of an organisation that did not exist during the whole look-back. `least` is what a year
    must show: no loss, or a profit, and nothing earned is no profit. `surplus` is the line of bodies whose books have
    no profit. `nonprofit` says what is asked of bodies registered on one of the `nonprofit_kinds`: the same, nothing,
    or nothing before a person has looked.
    """

    limited: ClassVar[Limited] = "yes"
    predicate: Literal["no_loss"] = "no_loss"
    lines: tuple[AmountField, ...] = Field(min_length=1)
    kinds: tuple[PaperKind, ...] = Field(min_length=1)
    founded: DateField
    founded_kinds: tuple[PaperKind, ...] = Field(min_length=1)
    policy_loss: TextField | None = None
    least: Literal["no_loss", "profit"] = "no_loss"
    surplus: AmountField | None = None
    nonprofit: Literal["same", "spared", "weighed"] = "same"
    nonprofit_kinds: tuple[PaperKind, ...] = ()
    years: Literal["before_application", "with_application_year"] = "before_application"
    young: Literal["lifetime", "whole_period"] = "lifetime"


def no_loss(case: Case, test: NoLoss, count: int) -> Ruling:
    """Judge the look-back for every year in which the application and the founding may lie."""
    if test.nonprofit != "same" and (papers := case.documents(test.nonprofit_kinds)):
        return _nonprofit(test, "、".join(dict.fromkeys(f"{paper.title}（{paper.name}）" for paper in papers)))
    rulings = [
        _judge_period(case, test, calendar_years(year, count, including=test.years == "with_application_year"), began)
        for year in case.filed_years
        for began in _first_years(case, test)
    ]
    joined = all_of(rulings, "")
    if len({(ruling.verdict, ruling.doubt) for ruling in rulings}) == 1:
        return rulings[0].model_copy(update={"earliest": joined.earliest})
    update = {
        "verdict": Verdict.UNDETERMINED,
        "doubt": joined.doubt or Doubt.AMBIGUOUS,
        "sentence": f"申报日期或者成立日期有几种可能，所审查的年度因此不同，结论也不同。{joined.sentence}",
        "needs": f"请先核实申报日期和成立日期。{joined.needs}",
    }
    return joined.model_copy(update=update)


def _nonprofit(test: NoLoss, papers: str) -> Ruling:
    told = f"已收到{papers}，申报组织登记为事业单位或者社会组织"
    if test.nonprofit == "spared":
        told = f"{told}，按从事非营利性业务对待，不适用盈利条件。"
        return Ruling(verdict=Verdict.NOT_APPLICABLE, sentence=told)
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN,
        sentence=f"{told}，是否从事生产、经营活动因而适用盈利条件，须由审查人员判断。",
        needs="请评审办公室认定该组织是否从事生产、经营活动。",
    )


def _first_years(case: Case, test: NoLoss) -> list[int | None]:
    """List the years in which any paper says it was founded; only None where none proves it."""
    proofs = case.proofs(test.founded, test.founded_kinds)
    if not proofs:
        return [None]
    told = dates_of((*proofs, *case.claims(test.founded, test.founded_kinds)))
    return [*sorted({option.value.year for option in told if option.value})]


def _judge_period(case: Case, test: NoLoss, window: tuple[int, ...], began: int | None) -> Ruling:
    years = [year for year in window if began is None or year >= began]
    parts = {year: _judged_once(case, test, year) for year in years}
    rulings = [part for part in parts.values() if part is not None]
    if silent := [year for year, part in parts.items() if part is None]:
        rulings.append(_silent(case, test, silent))
    young = began is not None and began > window[0]
    if (young and test.young == "whole_period") or not years:
        rulings.append(
            Ruling(
                verdict=Verdict.UNDETERMINED,
                doubt=Doubt.HUMAN,
                sentence=f"该组织成立于 {began} 年，在 {window[0]}—{window[-1]} 年度中不是各年都存续。",
                needs="请评审办公室确定成立不足规定年限的组织如何适用本条。",
            )
        )
    if began is None and test.young == "whole_period":
        rulings.append(case.unproven(test.founded, test.founded_kinds))
    lines = "、".join(catalogue()[line].title for line in test.lines)
    shown = f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    note = f"（{began} 年成立，按存续期间计）" if young else ""
    good = "均为盈利" if test.least == "profit" else "均不为负"
    ruling = all_of(rulings, f"审计报告所载 {shown} 年度{note}{lines}{good}。")
    head = f"审查年度：{window[0]}—{window[-1]}{note}"
    bad = "不为正" if test.least == "profit" else "为负"
    flip = f"若其中任一年度{lines}{bad}则不满足" if ruling.verdict is Verdict.MET else ruling.flip
    earliest = _earliest(test, parts, window)
    return ruling.model_copy(update={"computation": (head, *ruling.computation), "flip": flip, "earliest": earliest})


def _earliest(test: NoLoss, parts: Mapping[int, Ruling | None], window: Sequence[int]) -> Earliest | None:
    """Find the first year whose look-back leaves out what may be a loss; what later years bring nobody knows."""
    if silent := [str(year) for year, part in parts.items() if part is None]:
        return Earliest(why=f"{'、'.join(silent)} 年度的盈亏没有证明，不能推算")
    open_ = {year: part for year, part in parts.items() if part is not None and part.verdict is not Verdict.MET}
    if weighed := [str(year) for year, part in open_.items() if part.doubt is Doubt.HUMAN and not part.against]:
        return Earliest(why=f"{'、'.join(weighed)} 年度是否亏损须由审查人员认定，不能推算")
    if not (bad := list(open_)):
        return None
    ends_with_itself = test.years == "with_application_year"
    first = max(bad) + len(window) + (not ends_with_itself)
    return Earliest(day=date(first, 1, 1), why=f"以{max(bad)} 年度以后各年度均符合要求为前提")


def _judged_once(case: Case, test: NoLoss, year: int) -> Ruling | None:
    """Readings of a clause differ in which years they ask for, and not in what a year shows: judge each once."""
    asked = (year, test.lines, test.kinds, test.policy_loss, test.least, test.surplus)
    if asked not in case.years_judged:
        case.years_judged[asked] = _judge_year(case, test, year)
    return case.years_judged[asked]


def _judge_year(case: Case, test: NoLoss, year: int) -> Ruling | None:
    """Judge one year line by line; None when a line is not shown on any audited statement."""
    proofs = {line: audited_figures(case, test.kinds, line, year) for line in test.lines}
    if not any(proofs.values()) and test.surplus:
        return _surplus(case, test, test.surplus, year)
    if not all(proofs.values()):
        return None
    rulings = [_judge_line(case, test, line, year, facts) for line, facts in proofs.items()]
    open_ = [ruling for ruling in rulings if ruling.verdict is Verdict.UNDETERMINED]
    if open_:  # a loss on the other line does not settle the year: the lines must say the same
        return all_of(open_, "")
    if len({ruling.verdict for ruling in rulings}) > 1:
        amounts = "，".join(ruling.computation[0] for ruling in rulings)
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.AMBIGUOUS,
            sentence=f"{year} 年度各项利润指标一正一负（{amounts}），条文没有写明以何者认定亏损。",
            computation=tuple(ruling.computation[0] for ruling in rulings),
            needs="请评审办公室确定以利润总额还是净利润认定亏损。",
            against=tuple(fact for facts in proofs.values() for fact in facts),
        )
    return _weighed(case, test, year, all_of(rulings, ""))


def _weighed(case: Case, test: NoLoss, year: int, joined: Ruling) -> Ruling:
    """Let a person look at a profit the auditor did not vouch for, and at a loss that a paper calls one of policy."""
    if joined.verdict is Verdict.MET:
        return odd_opinion(case, test.kinds, year) or joined
    excuses = case.facts(test.policy_loss) if test.policy_loss else ()
    policy = [fact for fact in of_year(excuses, year) if has_value(fact)]
    if joined.verdict is not Verdict.NOT_MET or not policy:
        return joined
    return joined.model_copy(
        update={
            "verdict": Verdict.UNDETERMINED,
            "doubt": Doubt.HUMAN,
            "sentence": f"{year} 年度亏损，但附有{case.papers(policy)}，是否属于政策性亏损须由审查人员认定。",
            "needs": "请核实政策性亏损的认定文件及其出具部门。",
            "support": tuple(policy),
        }
    )


def _surplus(case: Case, test: NoLoss, line: str, year: int) -> Ruling | None:
    """A body whose books have no profit: what its net assets did is told, and a person says whether it is a loss."""
    proofs = audited_figures(case, test.kinds, line, year)
    if not proofs:
        return None
    shown = f"{year} 年度{catalogue()[line].title} {'、'.join(dict.fromkeys(say_fact(fact) for fact in proofs))}"
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.HUMAN,
        sentence=f"{shown}，没有利润数字，是否算亏损须由审查人员认定。",
        computation=(shown,),
        needs="请评审办公室认定没有利润表的组织如何看是否亏损。",
        support=proofs,
    )


def _judge_line(case: Case, test: NoLoss, line: str, year: int, proofs: tuple[Fact, ...]) -> Ruling:
    title = catalogue()[line].title
    claims = of_year(case.claims(line, test.kinds), year)
    answer = weigh(_enough(test), amounts_of(proofs), amounts_of(claims))
    shown = f"{year} 年度{title} {'、'.join(dict.fromkeys(say_fact(fact) for fact in proofs))}"
    if answer.verdict is Verdict.UNDETERMINED:
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=answer.doubt,
            sentence=f"{year} 年度{title}的正负不能确定：{answer.deciding(case.paper)}。",
            computation=(shown,),
            needs=f"请对照审计报告原件核实 {year} 年度{title}。",
            support=proofs,
        )
    met = answer.verdict is Verdict.MET
    return Ruling(
        verdict=answer.verdict,
        sentence="" if met else f"{shown}，{'不是盈利' if test.least == 'profit' else '发生亏损'}。",
        computation=(shown,),
        needs="" if met or not test.policy_loss else _EXCUSE,
        flip="" if met else f"若 {year} 年度{title}{'为正' if test.least == 'profit' else '不为负'}则满足",
        support=proofs if met else (),
        against=() if met else proofs,
    )


def _enough(test: NoLoss) -> Callable[[Decimal], Verdict]:
    def enough(amount: Decimal) -> Verdict:
        return Verdict.MET if amount > 0 or (amount == 0 and test.least == "no_loss") else Verdict.NOT_MET

    return enough


_EXCUSE = "属于政策性亏损的，请申报人补充提交主管部门或财政部门的认定文件。"


def _silent(case: Case, test: NoLoss, years: Sequence[int]) -> Ruling:
    """Rule on years without audited figures: the report is missing, or it is there and was not read."""
    lines = "、".join(catalogue()[line].title for line in test.lines)
    shown = "、".join(map(str, years))
    if all(of_year(case.proofs(line, test.kinds), year) for line in test.lines for year in years):
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.MISSING,
            sentence=f"{shown} 年度只有载明未经审计的报表，不能作为证明。",
            computation=(f"{shown} 年度：未经审计",),
            needs=f"请申报人补充提交 {shown} 年度审计报告。",
        )
    documents = case.documents(test.kinds)
    keyed = {fact.document for fact in case.sheet.facts if fact.kind in test.kinds and YEAR.search(fact.key)}
    partly = [year for year in years if any(of_year(case.facts(field, test.kinds), year) for field in _AUDITED)]
    wordless = [document for document in documents if document.id not in keyed]
    if wordless or case.unread or set(partly) == set(years):
        names = "、".join([*(document.name for document in wordless), *case.unread])
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.UNREADABLE,
            sentence=f"未能读出 {shown} 年度的{lines}" + (f"，可能在{names}中。" if names else "。"),
            computation=(f"{shown} 年度：未读出",),
            needs=f"请对照 {shown} 年度审计报告核实{lines}。",
        )
    if strange := _of_others(case, test, years):
        half = any(fact.document in case.half_named for fact in strange)
        whose = "没有读全" if half else "与申报人不同"
        return Ruling(
            verdict=Verdict.UNDETERMINED,
            doubt=Doubt.UNREADABLE if half else Doubt.CONFLICT,
            sentence=f"{shown} 年度{lines}只见于{case.papers(strange)}，其被审计单位{whose}，不能作为证明。",
            computation=(f"{shown} 年度：所附审计报告的被审计单位{whose}",),
            needs=f"请核对审计报告是否属于申报人；确非申报人的，请申报人补充提交本单位 {shown} 年度审计报告。",
            against=strange,
        )
    return Ruling(
        verdict=Verdict.UNDETERMINED,
        doubt=Doubt.MISSING,
        sentence=f"未见 {shown} 年度审计报告所载的{lines}，申报人自填的数字不能作为证明。",
        computation=(f"{shown} 年度：未见",),
        needs=f"请申报人补充提交 {shown} 年度审计报告。",
    )


def _of_others(case: Case, test: NoLoss, years: Sequence[int]) -> tuple[Fact, ...]:
    """List who the reports of these years speak of, where each year has one and all of them speak of somebody else."""
    reports = {document.id for document in case.others_documents(test.kinds)}
    keyed = {
        year: {fact.document for line in test.lines for fact in of_year(case.printed(line), year)} & reports
        for year in years
    }
    found = set().union(*keyed.values())
    return (
        tuple(fact for fact in case.printed("audit.company") if fact.document in found) if all(keyed.values()) else ()
    )


_AUDITED = (
    "audit.company",
    "audit.number",
    "audit.opinion",
    "audit.signed_on",
    "finance.profit_total",
    "finance.profit_net",
)
