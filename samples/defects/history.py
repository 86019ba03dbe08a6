"""Defects of what lies behind an applicant: earlier prizes, honours, accidents, penalties."""

import random
from datetime import date, timedelta

from samples.application import Accident, Penalty
from samples.defects.defect import (
    Case,
    Test,
    Way,
    asks,
    dated_before,
    every,
    holds,
    honoured,
    plus,
    prize,
    standing,
    world,
)
from samples.usual import paper
from samples.workdays import anniversary

_DAY = timedelta(days=1)


def _barred(case: Case) -> tuple[date, date]:
    """The latest day of a prize that no longer bars, and the earliest that still does."""
    filed = case.application.applicant.filled
    rules = case.application.locality.rules
    if rules.startswith("shanghai"):
        last = anniversary(filed - _DAY, -5)
        return last, last + _DAY
    years = {"xiaoshan-draft-2023": 6, "qingshanhu-2022": 11, "ganzhou": 5}[rules]
    if rules == "ganzhou":
        return date(filed.year - years, filed.month, min(filed.day, 28)), date(filed.year - years + 1, 1, 10)
    return date(filed.year - years, 12, 20), date(filed.year - years + 1, 1, 10)


def _won(when: str) -> Way:
    """The same prize, won at the edge of the waiting time or far inside or outside it."""

    def way(case: Case, _: random.Random) -> Case:
        free, barred = _barred(case)
        filed = case.application.applicant.filled
        day = {
            "free": free,
            "barred": barred,
            "inside": filed - 400 * _DAY,
            "outside": free - 900 * _DAY,
            "year": barred,
        }[when]
        return honoured(case, prize(_same_prize(case), _issuer(case), day, coarse=when == "year"))

    return way


def _same_prize(case: Case) -> str:
    offer = case.application.locality.offer(case.application.award)
    return f"{offer.title}（{offer.category}）"


def _issuer(case: Case) -> str:
    place = case.application.locality
    return f"{place.city}人民政府" if place.codes else f"{place.city}{place.district}人民政府"


def _other_prize(case: Case, _: random.Random) -> Case:
    """A prize of another name won last year: no bar at all."""
    won = date(case.application.year - 1, 10, 12)
    return honoured(case, prize("质量信用等级优秀单位", _issuer(case), won))


def _gold(days: int) -> Way:
    """The gold prize that the mayor's prize asks for was won three years ago, give or take a day."""

    def way(case: Case, _: random.Random) -> Case:
        won = dated_before(case.application.on, 3, late=days)
        honours = case.application.applicant.honours
        dated = honours[0].model_copy(update={"when": f"{won.year}年{won.month}月{won.day}日"})
        return world(case, lambda a: a.model_copy(update={"honours": (dated, *honours[1:])}))

    return way


def _without_first_honour(case: Case, _: random.Random) -> Case:
    papers = tuple(one for one in case.plan.papers if one.id != "honour-certificate-1")
    return case.model_copy(update={"plan": case.plan.model_copy(update={"papers": papers})})


def _both_levels(case: Case, _: random.Random) -> Case:
    """The form of the other level of the same year lies among the papers."""
    city = case.application.locality.codes
    level = f"{case.application.locality.district}区长质量奖" if city else "上海市质量金奖"
    other = case.application.model_copy(update={"other_level": level})
    form = "application_form" if case.plan.of_kind("application_form") else "individual_form"
    return plus(
        case.model_copy(update={"application": other}), paper(form, "other-level", f"{level}申报表", decoy=True)
    )


def _accident(grade: str, years: float) -> Way:
    """A bureau's letter tells of an accident so many years ago."""

    def way(case: Case, _: random.Random) -> Case:
        happened = case.application.on - timedelta(days=int(years * 365))
        place = case.application.locality
        told = {
            "kind": "安全",
            "grade": grade,
            "occurred": happened,
            "authority": f"{place.city}{place.district}应急管理局",
        }
        spoilt = standing(case, accidents=(Accident.model_validate(told),))
        return spoilt if spoilt.plan.of_kind("clearance_letter") else plus(spoilt, paper("clearance_letter"))

    return way


def _penalised(case: Case, _: random.Random) -> Case:
    place, on = case.application.locality, case.application.on
    authority = f"{place.city}{place.district}市场监督管理局"
    number = f"{place.district[:1]}市监处罚〔{on.year - 1}〕31号"
    decided = date(on.year - 1, 9, 9)
    one = Penalty(number=number, decided=decided, authority=authority, violation="广告用语不规范", amount=20000)
    return standing(case, penalties=(one,))


def _honour(years: float, issuer: str = "", *, coarse: bool = False) -> Way:
    """The social-governance prize is old, or dated by year only, or given by a body that is no government."""

    def way(case: Case, _: random.Random) -> Case:
        on = case.application.on
        won = on - timedelta(days=int(years * 365))
        honours = case.application.applicant.honours
        when = f"{won.year}年" if coarse else f"{won.year}年{won.month}月{won.day}日"
        update = {"when": when, **({"issuer": issuer} if issuer else {})}
        first = honours[0].model_copy(update=update)
        return world(case, lambda a: a.model_copy(update={"honours": (first, *honours[1:])}))

    return way


_AGAIN = asks("again")

WAYS: dict[str, tuple[Test, Way]] = {
    "won-last-year": (_AGAIN, _won("inside")),
    "won-long-ago": (_AGAIN, _won("outside")),
    "won-last-free-day": (_AGAIN, _won("free")),
    "won-first-barred-day": (_AGAIN, _won("barred")),
    "won-year-only": (every(_AGAIN, lambda case: bool(case.application.locality.codes)), _won("year")),
    "won-another-prize": (lambda _: True, _other_prize),
    "gold-day-short": (asks("previous-award"), _gold(1)),
    "gold-on-day": (asks("previous-award"), _gold(0)),
    "gold-missing": (asks("previous-award"), _without_first_honour),
    "both-levels": (asks("double"), _both_levels),
    "accident-grave": (asks("accidents"), _accident("重大", 1.5)),
    "accident-larger": (asks("accidents"), _accident("较大", 1.5)),
    "accident-common": (asks("accidents"), _accident("一般", 1.5)),
    "accident-long-ago": (asks("accidents"), _accident("重大", 7)),
    "dishonest-listed": (
        every(asks("dishonesty"), holds("credit_report")),
        lambda case, _: standing(case, dishonest=1),
    ),
    "penalty-on-credit-report": (every(asks("credit"), holds("credit_report")), _penalised),
    "honour-too-old": (asks("honour"), _honour(4.2)),
    "honour-year-at-limit": (asks("honour"), _honour(3, coarse=True)),
    "honour-by-association": (asks("honour"), _honour(1, "徐汇区社区发展协会")),
}
