"""Facts hidden in prose: when it was founded, certified, and began with 卓越绩效; who answers for quality."""

import re
from functools import reduce
from operator import add
from pathlib import Path

from pipeline.model import AmountValue, DateValue, PaperDate
from samples.applicant import day
from samples.application import Application
from samples.forms.hand import Hand
from samples.forms.stroke import Stroke, states, write
from samples.papers.mark import Manner

_HERE = Path(__file__).parent
_HOLE = re.compile(r"(\{[a-z]+\})")


def overview_paragraphs(application: Application, manner: Manner, *, two_dates: bool) -> list[Stroke]:
    """Tell who applies, with every fact in the middle of a sentence."""
    name = "person.md" if application.candidate else "history.md"
    facts = _person(application, manner) if application.candidate else _facts(application, manner, two_dates=two_dates)
    told = (_HERE / name).read_text(encoding="utf-8").split("\n")
    return [woven(line, facts) for line in told if line]


def woven(text: str, facts: dict[str, Stroke]) -> Stroke:
    parts = [facts[part[1:-1]] if part.startswith("{") else write(part) for part in _HOLE.split(text)]
    return reduce(add, parts)


def _facts(application: Application, manner: Manner, *, two_dates: bool) -> dict[str, Stroke]:
    a, hand = application.applicant, Hand(manner, size=0)
    first = a.certificate.first_issued
    certified = states(
        "report.first_certified",
        DateValue(date=PaperDate(year=first.year, month=first.month)),
        write(f"{first.year}年{first.month}月"),
    )
    safe = f"近{'五' if application.locality.loss_years > 3 else '三'}年未发生重大质量、安全、环境污染、公共卫生等事故"
    staff = states("entity.employees", AmountValue(amount=a.staff), write(f"{a.staff}人"))
    return {
        "short": write(a.short_name),
        "site": hand.text("entity.site", a.works),
        "founded": hand.ink(manner.day("entity.founded", a.licence.founded, style=day)),
        "before": write(str(a.licence.founded.year - 9)),
        "products": hand.text("entity.main_product", a.products),
        "industry": write(a.industry),
        "staff": staff,
        "inspectors": write(str(a.inspectors)),
        "certified": certified,
        "excellence": _introduced(a.excellence_since, two_dates=two_dates),
        "model": hand.text("form.model_title", a.model_title),
        "appointed": hand.ink(manner.day("officer.appointed_on", a.officer_appointed, style=day)),
        "officer": hand.text("officer.name", a.quality_officer.name),
        "manager": hand.text("entity.top_manager", a.top_manager.name),
        "safe": hand.text("accident.statement", safe) + write("，没有重大质量投诉。"),
    }


def _introduced(since: str, *, two_dates: bool) -> Stroke:
    """One date, or an earlier one for the first steps and a later one for the whole organisation."""
    if not since:
        return write("近年来，组织开始")
    parts = [int(part) for part in re.findall(r"\d+", since)]
    date_told = PaperDate(year=parts[0], month=parts[1] if len(parts) > 1 else None)
    late = states("excellence.introduced_on", DateValue(date=date_told), write(since))
    if not two_dates:
        return late + write("起正式")
    early_year = parts[0] - 2
    early = states("excellence.introduced_on", DateValue(date=PaperDate(year=early_year)), write(f"{early_year}年"))
    return early + write("引入，") + late + write("全面推行，由点到面")


def _person(application: Application, manner: Manner) -> dict[str, Stroke]:
    one, hand = application.candidate, Hand(manner, size=0)
    if one is None:
        raise ValueError(application.award)
    return {
        "who": hand.text("person.name", one.name),
        "gender": hand.text("person.gender", one.gender),
        "birth": hand.month("person.birth", one.birth),
        "education": hand.text("person.education", one.education),
        "school": hand.text("person.school", one.school),
        "employer": hand.text("person.employer", application.applicant.name),
        "post": hand.text("person.post", one.post),
        "title": hand.text("person.title", one.title),
        "since": hand.month("person.working_since", one.working_since),
        "years": hand.count("person.quality_years", one.claimed_years, "年"),
    }
