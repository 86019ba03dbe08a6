"""Conditions that most of the five regulations share: place, years, losses, publicity, earlier prizes, date."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from pipeline.model import AmountValue, TextValue
from samples.applicant import day
from samples.conclusions.answer import Answer, absent, both, bounds, met, not_applicable, not_met, open_, weigh_dates
from samples.sight import FORMS, REGISTRATION, Seen, View
from samples.workdays import anniversary, working_days

Ask = Callable[[View], Answer]
Readings = Callable[[View], Mapping[str, Answer]]
_LINES = ("finance.profit_total", "finance.profit_net")
_FOUNDING = ("business_licence", "social_certificate", "unit_document")


def always(doubt: str, why: str) -> Ask:
    """Answer for what no paper can settle: another bureau knows, or a person must judge."""
    return lambda _: Answer.model_validate({"verdict": "undetermined", "doubt": doubt, "why": why})


def registered(view: View) -> Answer:
    """The registered address lies inside."""
    shown = [fact for fact in view.facts("entity.address", *REGISTRATION) if isinstance(fact.value, TextValue)]
    if not shown:
        return absent(view, "登记地址", *REGISTRATION)
    answers = {_inside(view, fact) for fact in shown}
    words = "、".join(text_of(fact) for fact in shown)
    if len(answers) > 1:
        return open_("conflict", f"各证照住所不一致（{words}）。")
    inside = answers.pop()
    if any(_inside(view, fact) is not inside for fact in view.facts("entity.address", *FORMS)):
        return open_("conflict", f"申报表所填住所与证照（{words}）不在同一地方。")
    return met(f"登记住所在本地：{words}。") if inside else not_met(f"登记住所不在本地：{words}。")


def text_of(fact: Seen) -> str:
    return fact.value.text if isinstance(fact.value, TextValue) else ""


def _inside(view: View, fact: Seen) -> bool:
    place = view.application.locality
    names = [place.city] if place.codes else [place.city + place.district, place.district]
    province = "" if place.province == place.city else place.province
    return any(text_of(fact).startswith(start + name) for name in names for start in {province, ""})


def years_in_business(years: int) -> Readings:
    """So many years since founding, on the corresponding day or when it is over; since trading began as well."""

    def ask(view: View) -> Mapping[str, Answer]:
        return {
            "registration": _years(view, years, view.application.on),
            "registration-day-after": _years(view, years, view.application.on - timedelta(days=1)),
            "operation": _trading(view),
        }

    return ask


def _years(view: View, years: int, end: date) -> Answer:
    proofs = view.facts("entity.founded", *_FOUNDING)
    if not proofs:
        return absent(view, "成立日期", *_FOUNDING)
    claims = [fact for fact in view.facts("entity.founded") if fact.kind not in _FOUNDING]
    return weigh_dates(
        proofs, claims, lambda start: anniversary(start, years) <= end, f"成立日期（至{day(end)}满{years}年）"
    )


def _trading(view: View) -> Answer:
    """Say that no paper of a usual package proves when trading began: a founding document does not."""
    if view.unread:
        return open_("unreadable", "没有载明实际开始生产经营日期的材料，而有文件打不开，可能就在其中。")
    return open_("missing", "没有载明实际开始生产经营日期的材料。")


def no_loss(years: int) -> Readings:
    """No loss in so many years, by audited figures; a loss called 政策性 is for a person."""

    def ask(view: View) -> Mapping[str, Answer]:
        year = _application_year(view)
        before, current = range(year - years, year), range(year - years + 1, year + 1)
        founded = [bounds(fact)[0].year for fact in view.facts("entity.founded", *_FOUNDING)]
        began = min(founded, default=0)
        lived = [_loss_in(view, one) for one in before if one >= began]
        young = (
            [open_("human", f"成立于{began}年，不满{years}个年度，如何适用须由办公室决定。")]
            if began > before[0]
            else []
        )
        return {
            "before-lifetime": both(lived),
            "before-whole": both([*lived, *young]),
            "with-application-year": both(_loss_in(view, one) for one in current if one >= began),
        }

    return ask


def profit_each_year(years: int) -> Ask:
    """持续盈利: above zero in each of the years; nothing is said of 政策性 losses. Non-profit bodies are not asked."""

    def ask(view: View) -> Answer:
        if view.application.standing.kind in {"institution", "association", "private_nonprofit"}:
            return not_applicable("从事非营利性业务的组织不适用盈利条件。")
        year = _application_year(view)
        return both(_loss_in(view, one, least=Decimal(1), policy=False) for one in range(year - years, year))

    return ask


def _application_year(view: View) -> int:
    """The year of the form, as it is dated; an undated form is one of this batch."""
    return min(
        (bounds(fact)[0].year for fact in view.facts("form.filled_on", *FORMS)), default=view.application.on.year
    )


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
        return open_("human", f"{year}年度亏损，材料称属政策性亏损，须由人认定。")
    return not_met(f"{year}年度审计报告所载利润为负，发生亏损。")


def _not_audited(view: View, year: int) -> Answer:
    """Say why the year's audited profit cannot be seen."""
    papers = [paper for paper in view.plan.of_kind("audit_report") if year in paper.years]
    own = [paper for paper in view.present("audit_report") if paper in papers]
    if any(fact.key.startswith(str(year)) for fact in view.facts("finance.net_assets_change", "audit_report")):
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


def publicity(days: int) -> Readings:
    """So many working days on the board, over before the form is dated, and told of afterwards."""

    def ask(view: View) -> Mapping[str, Answer]:
        return {
            "first-day-counted": _hung(view, days, skip_first=False),
            "first-day-not-counted": _hung(view, days, skip_first=True),
        }

    return ask


def _hung(view: View, days: int, *, skip_first: bool) -> Answer:
    kinds = ("publicity_notice", "publicity_result")
    starts, ends = view.facts("publicity.starts_on", *kinds), view.facts("publicity.ends_on", *kinds)
    if not starts or not ends:
        return absent(view, "公示起止日期", *kinds)
    counts = {
        working_days(start, end, skip_first=skip_first) >= days
        for first in starts
        for start in set(bounds(first))
        for last in ends
        for end in set(bounds(last))
    }
    span = "、".join(dict.fromkeys(str(getattr(fact.value, "date", "")) for fact in (*starts, *ends)))
    coarse = any(bounds(fact)[0] != bounds(fact)[1] for fact in (*starts, *ends))
    parts = [
        open_("ambiguous" if coarse else "conflict", f"公示起止日期不一致或不具体（{span}）。")
        if len(counts) > 1
        else met(f"公示（{span}）不少于{days}个工作日。")
        if True in counts
        else not_met(f"公示（{span}）少于{days}个工作日。")
    ]
    filed = view.facts("form.filled_on", *FORMS)
    results = view.facts("publicity.result_on", "publicity_result")
    last_day = max(bounds(fact)[1] for fact in ends)
    parts.append(
        weigh_dates(filed, [], lambda one: last_day < one, "填表日期（应晚于公示结束）")
        if filed
        else absent(view, "填表日期", *FORMS)
    )
    parts.append(
        weigh_dates(results, [], lambda one: last_day <= one, "公示情况说明日期（不早于公示结束）")
        if results
        else absent(view, "公示情况说明", "publicity_result")
    )
    return both(parts)


def not_again(titles: tuple[str, ...], free_from: Callable[[date], date], others: tuple[str, ...] = ()) -> Ask:
    """The same prize bars an application until a day; that no paper tells of one proves nothing."""

    def ask(view: View) -> Answer:
        bars: list[Answer] = []
        filed = min((bounds(fact)[0] for fact in view.facts("form.filled_on", *FORMS)), default=view.application.on)
        for fact in view.facts("honour.name"):
            name = text_of(fact)
            if not any(title in name for title in titles) or any(other in name for other in others):
                continue
            dates = [one for one in view.facts("honour.awarded_on") if (one.paper, one.key) == (fact.paper, fact.key)]
            bars.append(
                weigh_dates(dates, [], lambda won: free_from(won) <= filed, f"{name}的授予日期")
                if dates
                else open_("missing", f"载有{name}，没有写明日期。")
            )
        if any(bar.verdict == "not_met" for bar in bars):
            return not_met(f"证书载明曾获同一奖项，未到可再次申报之日（{day(filed)}填表）。")
        if doubts := [bar for bar in bars if bar.verdict == "undetermined"]:
            return doubts[0]
        return open_("external", "材料中没有等待期内曾获同一奖项的记载；是否获奖须以历届名单为准。")

    return ask


def not_again_by(titles: tuple[str, ...], ways: Mapping[str, Callable[[date], date]]) -> Readings:
    """The same, where the words of the waiting time admit several ways to count it."""
    return lambda view: {name: not_again(titles, free_from)(view) for name, free_from in ways.items()}


def in_force(first: date | None, last: date | None) -> Ask:
    """The form is dated while the text applies; a draft or a text without its date cannot answer."""

    def ask(view: View) -> Answer:
        if first is None:
            return open_("human", "文本是征求意见稿或没有写明施行日期，是否适用须由办公室确认。")
        filed = view.facts("form.filled_on", *FORMS)
        if not filed:
            return absent(view, "填表日期", *FORMS)
        return weigh_dates(
            filed, [], lambda one: first <= one and (last is None or one <= last), "填表日期（应在文本有效期内）"
        )

    return ask
