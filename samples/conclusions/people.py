"""Conditions put to people: years of quality work, research instead of years, and what only heads are asked."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from samples.applicant import day
from samples.application import Post
from samples.conclusions.answer import Answer, absent, bounds, met, not_applicable, not_met, open_
from samples.conclusions.conditions import Ask, Readings
from samples.plan import PaperPlan
from samples.sight import FORMS, View
from samples.workdays import anniversary

_HEAD = "个人是组织主要负责人"


def quality_years(years: int, city: str = "") -> Ask:
    """Years of quality work without a break until now; employers' letters tell months, not days."""

    def ask(view: View) -> Answer:
        on = view.application.on
        shown = {fact.paper for fact in view.facts("employment.since", "employment_proof")}
        letters = [letter for letter in view.present("employment_proof") if letter.id in shown]
        posts = [post for letter in letters for post in _posts(view, letter)]
        here = [post for post in posts if not city or post.city == city]
        if not posts:
            return absent(view, "从事质量工作的起始时间", "employment_proof", field="employment.since")
        if not here:
            return not_met(f"证明所载的质量工作都不在{city}。")
        since = _unbroken(here)
        written = [bounds(fact)[1] for fact in view.facts("employment.issued_on", "employment_proof")]
        on = min([on, *([max(written)] if written else [])])
        last_of_month = date(since.year + since.month // 12, since.month % 12 + 1, 1) - timedelta(days=1)
        answers = {anniversary(day_, years) <= on for day_ in (since, last_of_month)}
        proven = f"证明所载起始时间为{since.year}年{since.month}月"
        if len(answers) > 1:
            return open_("ambiguous", f"{proven}，没有写日，至{day(on)}是否满{years}年取决于具体日期。")
        answer = met(f"{proven}，满{years}年。") if True in answers else not_met(f"{proven}，不满{years}年。")
        return _claimed(view, years, answer)

    return ask


def _posts(view: View, letter: PaperPlan) -> tuple[Post, ...]:
    """The posts of quality work that one employer's letter speaks of."""
    person = letter.world(view.application).candidate
    return tuple(post for post in person.career if post.employer == letter.topic and post.quality) if person else ()


def _unbroken(posts: Sequence[Post]) -> date:
    """The first month of the posts that follow each other without a gap until the latest."""
    *earlier, latest = sorted(posts, key=lambda post: post.since)
    since = latest.since
    for post in reversed(earlier):
        if post.until and post.until >= since:
            since = post.since
    return since


def _claimed(view: View, years: int, answer: Answer) -> Answer:
    """Whatever the applicant says of the years, on the form or in the report, may contradict what letters prove."""
    claims = view.facts("person.quality_years")
    enough = answer.verdict == "met"
    if any((getattr(fact.value, "amount", Decimal(years)) >= years) is not enough for fact in claims):
        return open_("conflict", "申报人自称年限与工作年限证明相差，结论相反。")
    return answer


def theory_or_years(years: int, city: str) -> Ask:
    """Years in the city, or long research into quality management, which a person must weigh."""

    def ask(view: View) -> Answer:
        by_years = quality_years(years, city)(view)
        if by_years.verdict != "met" and view.facts("person.theory", *FORMS):
            return open_("human", "年限不足，但称长期从事质量管理理论研究，须由人判断。")
        if by_years.verdict == "not_met":  # silence proves no lack of research, but the letters speak against the years
            return open_("human", f"{by_years.why}未称长期从事质量管理理论研究，是否属于须由人判断。", against=True)
        return by_years

    return ask


def long_or_years(years: int) -> Readings:
    """The long work that the words name first may be one way of several, or be explained by the years behind it."""

    def ask(view: View) -> Mapping[str, Answer]:
        by_years = quality_years(years)(view)
        long = open_("human", "是否长期从事质量管理理论研究、质量管理实践或基层质量工作实践须由人判断。")
        return {"ten-years": by_years, "or-long-term": by_years if by_years.verdict == "met" else long}

    return ask


def head_only(ask: Ask) -> Ask:
    """Ask only where the person heads the organisation; where no form says whether, it may."""

    def asked(view: View) -> Answer:
        heads = {getattr(fact.value, "flag", None) for fact in view.facts("person.is_head", *FORMS)}
        return not_applicable(f"不适用：未见{_HEAD}的情形。") if heads == {False} else ask(view)

    return asked
