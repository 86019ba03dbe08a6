"""Losses and profits: which years are asked, what audited statements of them show, and what a form claims."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.model import AmountValue
from samples.conclusions.answer import Answer, absent, both, bounds, met, not_applicable, not_met, open_
from samples.conclusions.conditions import FOUNDING, Readings, application_year
from samples.sight import FORMS, Seen, View

_LINES = ("finance.profit_total", "finance.profit_net")


def no_loss(years: int) -> Readings:
    """No loss in so many years, by audited figures; a loss called 政策性 is for a person."""

    def ask(view: View) -> Mapping[str, Answer]:
        told = [_lived(view, years, began) for began in _begun(view)]
        return {reading: _whenever([one[reading] for one in told]) for reading in told[0]}

    return ask


def _begun(view: View) -> list[int]:
    """The years in which it may have begun: a form that tells another year than the licence unsettles it."""
    if not view.facts("entity.founded", *FOUNDING):
        return [0]
    return sorted({day.year for fact in view.facts("entity.founded") for day in bounds(fact)})


def _lived(view: View, years: int, began: int) -> dict[str, Answer]:
    year = application_year(view)
    before, current = range(year - years, year), range(year - years + 1, year + 1)
    lived = [_loss_in(view, one) for one in before if one >= began]
    why = f"成立于{began}年，不满{years}个年度，如何适用须由办公室决定。"
    young = [open_("human", why)] if began > before[0] else []
    return {
        "before-lifetime": both(lived),
        "before-whole": both([*lived, *young]),
        "with-application-year": both(_loss_in(view, one) for one in current if one >= began),
    }


def _whenever(answers: Sequence[Answer]) -> Answer:
    """Whichever year it began: only what they all lead to stands."""
    if len({(one.verdict, one.doubt) for one in answers}) == 1:
        return answers[0]
    joined = both(answers)
    return open_(
        joined.doubt or "ambiguous", f"成立年份不一致，所看的年度因此不同：{joined.why}", against=joined.against
    )


def profit_each_year(years: int) -> Readings:
    """持续盈利: above zero in each of the years; nothing is said of 政策性 losses.

    Bodies that do not work for profit are not asked. Whether one registered as such works for profit all the same, as a
    hospital may, is for a person; or its registration decides.
    """

    def ask(view: View) -> Mapping[str, Answer]:
        if view.present("institution_certificate", "social_certificate"):
            return {
                "by-activity": open_("human", "登记为事业单位、社会组织，是否从事生产、经营活动须由人判断。"),
                "by-registration": not_applicable("登记为事业单位、社会组织，从事非营利性业务，不适用盈利条件。"),
            }
        answer = _whenever([_earned(view, years, began) for began in _begun(view)])
        return {"by-activity": answer, "by-registration": answer}

    return ask


def _earned(view: View, years: int, began: int) -> Answer:
    """Both years must be its own: one that began later, or whose founding nothing proves, has not shown them."""
    year = application_year(view)
    asked = range(year - years, year)
    parts = [_loss_in(view, one, least=Decimal(1), policy=False) for one in asked if one >= began]
    if began > asked[0]:
        parts.append(open_("human", f"成立于{began}年，不满{years}个年度，如何适用须由办公室决定。"))
    if not view.facts("entity.founded", *FOUNDING):
        parts.append(absent(view, "成立日期", *FOUNDING, field="entity.founded"))
    return both(parts)


def _loss_in(view: View, year: int, *, least: Decimal = Decimal(0), policy: bool = True) -> Answer:
    shown = [fact for line in _LINES for fact in view.facts(line, "audit_report") if _audited(view, fact)]
    lines = [[fact for fact in shown if fact.field == line and fact.key.startswith(str(year))] for line in _LINES]
    if not all(lines):
        return _not_audited(view, year)
    signs = [{_amount(fact) >= least for fact in facts} for facts in lines]
    if any(len(sign) > 1 for sign in signs):
        return open_("conflict", f"两份材料所载{year}年度利润一正一负。")
    if signs[0] != signs[1]:
        return open_("ambiguous", f"{year}年度利润总额与净利润一正一负，条文没有写明看哪一项。")
    profit = True in signs[0]
    claims = [fact for line in _LINES for fact in view.facts(line, *FORMS) if fact.key == str(year)]
    if any((_amount(fact) >= least) is not profit for fact in claims):
        return open_("conflict", f"{year}年度申报表自填的利润与审计报告一正一负。")
    if profit:
        return met(f"{year}年度利润总额、净利润均不为负。")
    return _loss(view, year, policy=policy)


def _loss(view: View, year: int, *, policy: bool) -> Answer:
    if policy and any(fact.key == str(year) for fact in view.facts("finance.policy_loss")):
        return open_("human", f"{year}年度亏损，材料称属政策性亏损，须由人认定。", against=True)
    return not_met(f"{year}年度审计报告所载利润为负，发生亏损。")


def _not_audited(view: View, year: int) -> Answer:
    """Say why the year's audited profit cannot be seen."""
    papers = [paper for paper in view.plan.of_kind("audit_report") if year in paper.years]
    own = [paper for paper in view.present("audit_report") if paper in papers]
    changes = [fact for fact in view.facts("finance.net_assets_change", "audit_report") if _audited(view, fact)]
    if any(fact.key.startswith(str(year)) for fact in changes):
        return open_("human", f"{year}年度只有净资产变动额，没有利润，是否算亏损须由办公室决定。")
    if any(paper.unaudited for paper in own):
        return open_("missing", f"{year}年度只有未经审计的报表。")
    if own:
        return open_("unreadable", f"{year}年度审计报告看不到利润数字。")
    if any(paper in papers for paper in view.foreign("audit_report")):
        return open_("conflict", f"{year}年度审计报告的被审计单位不是申报人。")
    if view.unread:
        return open_("unreadable", f"没有{year}年度审计报告，而有文件打不开，可能就在其中。")
    return open_("missing", f"没有{year}年度审计报告。")


def _audited(view: View, fact: Seen) -> bool:
    return not view.plan.paper(fact.paper).unaudited


def _amount(fact: Seen) -> Decimal:
    return fact.value.amount if isinstance(fact.value, AmountValue) else Decimal(0)
