"""Conditions that most of the five regulations share: place, years, publicity, earlier prizes, date."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from pipeline.model import PeriodValue, TextValue
from samples.applicant import day
from samples.conclusions.answer import (
    Answer,
    Doubt,
    absent,
    both,
    bounds,
    met,
    not_met,
    open_,
    weigh_dates,
)
from samples.plan import PaperPlan
from samples.sight import FORMS, REGISTRATION, Seen, View
from samples.workdays import anniversary, working_days

Ask = Callable[[View], Answer]
Readings = Callable[[View], Mapping[str, Answer]]
FOUNDING = ("business_licence", "social_certificate", "unit_document")


def always(doubt: str, why: str) -> Ask:
    """Answer for what no paper can settle: another bureau knows, or a person must judge."""
    return lambda _: Answer.model_validate({"verdict": "undetermined", "doubt": doubt, "why": why})


def registered(view: View) -> Answer:
    """The registered address lies inside, on a paper that has not run out."""
    if void(view):
        return open_("human", "登记证书有效期已过，自行失效；是否仍在登记须由人向登记机关核实。")
    shown = [fact for fact in view.facts("entity.address", *REGISTRATION) if isinstance(fact.value, TextValue)]
    if not shown:
        return absent(view, "登记地址", *REGISTRATION, field="entity.address")
    answers = {_inside(view, fact) for fact in shown}
    words = "、".join(text_of(fact) for fact in shown)
    if False in answers and any("开发区" in text_of(fact) and "区" not in _told_district(fact) for fact in shown):
        return open_("ambiguous", f"住所只写开发区，没有写明属于哪个区（{words}）。")
    if len(answers) > 1:
        return open_("conflict", f"各证照住所不一致（{words}）。")
    inside = answers.pop()
    if any(_inside(view, fact) is not inside for fact in view.facts("entity.address", *FORMS)):
        return open_("conflict", f"申报表所填住所与证照（{words}）不在同一地方。")
    return met(f"登记住所在本地：{words}。") if inside else not_met(f"登记住所不在本地：{words}。")


def _told_district(fact: Seen) -> str:
    """What an address says below its city, without the name of a development zone."""
    return re.sub(r"^.*?市|[\u4e00-\u9fff]*?开发区", "", text_of(fact).removeprefix("江西省")).split("路")[0]


def void(view: View) -> bool:
    """Tell whether a certificate of registration has run out: it is then void by itself."""
    periods = [fact.value for fact in view.facts("licence.valid", *REGISTRATION)]
    ends = [one.ends for one in periods if isinstance(one, PeriodValue) and one.ends]
    return bool(ends) and max(end.latest() for end in ends) < view.application.on


def text_of(fact: Seen) -> str:
    return fact.value.text if isinstance(fact.value, TextValue) else ""


def _inside(view: View, fact: Seen) -> bool:
    place = view.application.locality
    names = [place.city] if place.codes else [place.city + place.district, place.district]
    province = "" if place.province == place.city else place.province
    return any(text_of(fact).startswith(start + name) for name in names for start in {province, ""})


def years_in_business(years: int, *, here: bool = False) -> Readings:
    """So many years since founding, on the corresponding day or when it is over; since trading began as well.

    `here` admits that the words ask for all these years in the district itself.
    """

    def ask(view: View) -> Mapping[str, Answer]:
        readings = {
            "registration": _years(view, years, view.application.on),
            "registration-day-after": _years(view, years, view.application.on - timedelta(days=1)),
            "operation": _trading(view),
        }
        return {**readings, "registered-here": _years_here(view, years)} if here else readings

    return ask


def _years_here(view: View, years: int) -> Answer:
    """A notice of change tells when it moved in; without one no paper shows that it was always here."""
    moved = view.facts("entity.moved_in", "change_notice")
    if not moved:
        return open_("external", "证照不载迁入日期；何时起在本地登记须向登记机关核实。")
    on = view.application.on
    return both(
        [
            _years(view, years, on),
            weigh_dates(
                moved, [], lambda since: anniversary(since, years) <= on, f"迁入日期（至{day(on)}满{years}年）"
            ),
        ]
    )


def _years(view: View, years: int, end: date) -> Answer:
    proofs = view.facts("entity.founded", *FOUNDING)
    if not proofs:
        return absent(view, "成立日期", *FOUNDING, field="entity.founded")
    claims = [fact for fact in view.facts("entity.founded") if fact.kind not in FOUNDING]
    return weigh_dates(
        proofs, claims, lambda start: anniversary(start, years) <= end, f"成立日期（至{day(end)}满{years}年）"
    )


def _trading(view: View) -> Answer:
    """Say that no paper of a usual package proves when trading began: a founding document does not."""
    if view.unread:
        return open_("unreadable", "没有载明实际开始生产经营日期的材料，而有文件打不开，可能就在其中。")
    return open_("missing", "没有载明实际开始生产经营日期的材料。")


def application_year(view: View) -> int:
    """The year of the form, as it is dated; an undated form is one of this batch."""
    return min(
        (bounds(fact)[0].year for fact in view.facts("form.filled_on", *FORMS)), default=view.application.on.year
    )


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
        return absent(view, "公示起止日期", *kinds, field="publicity.ends_on")
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
        else absent(view, "填表日期", *FORMS, field="form.filled_on")
    )
    parts.append(
        weigh_dates(results, [], lambda one: last_day <= one, "公示情况说明日期（不早于公示结束）")
        if results
        else absent(view, "公示情况说明", "publicity_result", field="publicity.result_on")
    )
    return both(parts)


def twice(elsewhere: str) -> Ask:
    """The other level in the same year: the form may own up to it, or the other level's form lie among the papers."""

    def ask(view: View) -> Answer:
        year = application_year(view)
        if any(text_of(fact).endswith("：是") for fact in view.facts("declaration.no_double", *FORMS)):
            return not_met("申报表自称本年度同时申报另一级政府质量奖。")
        others = [paper for paper in view.foreign(*FORMS) if _other_award(view, paper)]
        if any(paper.world(view.application).applicant.filled.year == year for paper in others):
            told = f"材料中有{others[0].title}，而本申报表称没有同时申报，须核实。"
            return open_("human", told, against=True)
        return open_("external", elsewhere)

    return ask


def _other_award(view: View, paper: PaperPlan) -> bool:
    """The same applicant's form for the prize of another government."""
    own, there = view.application, paper.world(view.application)
    return own.applicant.name == there.applicant.name and own.locality.form_title != there.locality.form_title


def softly(ask: Ask, doubt: Doubt, why: str) -> Ask:
    """What the words do not say outright is left to a person: a no becomes a doubt."""

    def asked(view: View) -> Answer:
        answer = ask(view)
        return open_(doubt, why, against=True) if answer.verdict == "not_met" else answer

    return asked


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
            return absent(view, "填表日期", *FORMS, field="form.filled_on")
        return weigh_dates(
            filed, [], lambda one: first <= one and (last is None or one <= last), "填表日期（应在文本有效期内）"
        )

    return ask
