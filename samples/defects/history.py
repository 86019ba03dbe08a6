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
# Waiting times that run from day to day: how long before the corresponding day one is free.
_BY_DAY = {"shanghai-2022": _DAY, "ganzhou": _DAY}
_QUALITY = "萧山区政府质量奖"


def _barred(case: Case) -> tuple[date, date]:
    """The latest day of a prize that no longer bars, and the earliest that still does."""
    filed = case.application.applicant.filled
    rules = case.application.locality.rules
    if rules in _BY_DAY:
        last = anniversary(filed - _BY_DAY[rules], -5)
        return last, last + _DAY
    years = {"xiaoshan-draft-2023": 6, "qingshanhu-2022": 11}[rules]
    return date(filed.year - years, 12, 20), date(filed.year - years + 1, 1, 10)


def _won(when: str) -> Way:
    """The same prize, won at the edge of the waiting time or far inside or outside it."""

    def way(case: Case, _: random.Random) -> Case:
        free, barred = _barred(case)
        filed = case.application.applicant.filled
        day = {
            "free": free,
            "barred": barred,
            "deeper": barred + _DAY,
            "inside": filed - 400 * _DAY,
            "outside": free - 900 * _DAY,
            "year": barred,
        }[when]
        return honoured(case, prize(_same_prize(case), _issuer(case), day, coarse=when == "year"))

    return way


def _unbarred(case: Case, _: random.Random) -> Case:
    """The same prize, won last year, where no article sets a waiting time."""
    won = case.application.applicant.filled - 400 * _DAY
    return honoured(case, prize(_same_prize(case), _issuer(case), won))


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


def _higher_prize(case: Case, _: random.Random) -> Case:
    """萧山: the quality prize was won last year, and now the lesser one is applied for."""
    return honoured(case, prize(_QUALITY, _issuer(case), case.application.applicant.filled - 400 * _DAY))


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
    own = case.application.locality
    level = _other_level(case)
    title = f"{own.district}政府质量奖申报表" if own.codes else "上海市政府质量奖申报表"
    awards = tuple(
        one.model_copy(update={"title": level}) if one.id == case.application.award else one for one in own.awards
    )
    there = own.model_copy(
        update={
            "form_title": title,
            "office": title.replace("申报表", "评审办公室"),
            "awards": awards,
            "award_titles": {**own.award_titles, case.application.award: level},
        }
    )
    form = "application_form" if case.plan.of_kind("application_form") else "individual_form"
    of = case.application.model_copy(update={"locality": there})
    return plus(case, paper(form, "other-level", title, of=of, decoy=True))


def _owned_up(case: Case, _: random.Random) -> Case:
    """The form itself says that the other level is applied for in the same year."""
    return case.model_copy(
        update={"application": case.application.model_copy(update={"other_level": _other_level(case)})}
    )


def _other_level(case: Case) -> str:
    own = case.application.locality
    return f"{own.district}区长质量奖" if own.codes else "上海市质量金奖"


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


def _accident_at_limit(days: int) -> Way:
    """A grave accident so many days after the day on which the years asked for begin."""

    def way(case: Case, rng: random.Random) -> Case:
        years = 5 if case.application.locality.rules.startswith("shanghai") else 3
        case = _accident("重大", 1)(case, rng)
        (one,) = case.application.standing.accidents
        happened = anniversary(case.application.on, -years) + days * _DAY
        return standing(case, accidents=(one.model_copy(update={"occurred": happened}),))

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


def _honour_at_limit(days: int) -> Way:
    """The social-governance prize was given so many days after the day on which the three years begin."""

    def way(case: Case, _: random.Random) -> Case:
        won = anniversary(case.application.on, -3) + days * _DAY
        honours = case.application.applicant.honours
        first = honours[0].model_copy(update={"when": f"{won.year}年{won.month}月{won.day}日"})
        return world(case, lambda a: a.model_copy(update={"honours": (first, *honours[1:])}))

    return way


def _runs_by_day(case: Case) -> bool:
    return case.application.locality.rules in _BY_DAY


def _heads_it(case: Case) -> bool:
    person = case.application.candidate
    return person is not None and person.is_head


def either(*tests: Test) -> Test:
    return lambda case: any(test(case) for test in tests)


_AGAIN = asks("again")
_ACCIDENTS = either(asks("accidents"), every(asks("head-accidents"), _heads_it))
_DISHONESTY = either(asks("dishonesty", "credit"), every(asks("head-dishonesty"), _heads_it))

WAYS: dict[str, tuple[Test, Way]] = {
    "won-last-year": (_AGAIN, _won("inside")),
    "won-long-ago": (_AGAIN, _won("outside")),
    "won-last-free-day": (_AGAIN, _won("free")),
    "won-first-barred-day": (_AGAIN, _won("barred")),
    "won-second-barred-day": (every(_AGAIN, _runs_by_day), _won("deeper")),
    "won-where-nothing-bars": (lambda case: not _AGAIN(case), _unbarred),
    "won-higher-prize": (asks("again-higher"), _higher_prize),
    "won-year-only": (every(_AGAIN, lambda case: bool(case.application.locality.codes)), _won("year")),
    "won-another-prize": (lambda _: True, _other_prize),
    "gold-day-short": (asks("previous-award"), _gold(1)),
    "gold-on-day": (asks("previous-award"), _gold(0)),
    "gold-day-over": (asks("previous-award"), _gold(-1)),
    "gold-missing": (asks("previous-award"), _without_first_honour),
    "both-levels": (asks("double"), _both_levels),
    "both-levels-declared": (asks("double"), _owned_up),
    "accident-grave": (_ACCIDENTS, _accident("重大", 1.5)),
    "accident-larger": (_ACCIDENTS, _accident("较大", 1.5)),
    "accident-common": (_ACCIDENTS, _accident("一般", 1.5)),
    "accident-long-ago": (_ACCIDENTS, _accident("重大", 7)),
    "accident-day-before-window": (_ACCIDENTS, _accident_at_limit(-1)),
    "accident-first-day-of-window": (_ACCIDENTS, _accident_at_limit(0)),
    "accident-second-day-of-window": (_ACCIDENTS, _accident_at_limit(1)),
    "dishonest-listed": (
        every(_DISHONESTY, holds("credit_report")),
        lambda case, _: standing(case, dishonest=1),
    ),
    "penalty-on-credit-report": (every(asks("credit", "violations"), holds("credit_report")), _penalised),
    "honour-too-old": (asks("honour"), _honour(4.2)),
    "honour-day-too-old": (asks("honour"), _honour_at_limit(-1)),
    "honour-first-day-of-window": (asks("honour"), _honour_at_limit(0)),
    "honour-second-day-of-window": (asks("honour"), _honour_at_limit(1)),
    "honour-year-at-limit": (asks("honour"), _honour(3, coarse=True)),
    "honour-by-association": (asks("honour"), _honour(1, "徐汇区社区发展协会")),
}
