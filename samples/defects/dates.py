"""Defects of time: the days around each limit, dates without days, notices that hang too short or too late."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from samples.applicant import Publicity
from samples.defects.defect import (
    Case,
    Test,
    Way,
    asks,
    certificate_kind,
    dated_before,
    every,
    founding_years,
    holds,
    locally,
    marked,
    organisation,
    refounded,
    registration_kind,
    world,
)
from samples.plan import Coarse
from samples.workdays import is_working_day, naive_end, nth_working_day, working_day_from, working_days

_DAY = timedelta(days=1)
_BATCH_DAYS = 300
_IN_FORCE: dict[str, tuple[date, date | None]] = {
    "shanghai-2022": (date(2022, 9, 1), date(2027, 8, 31)),
    "qingshanhu-2022": (date(2022, 5, 18), None),
}


def _founded(late: int) -> Way:
    """Found it so that the years are complete so many days after the reference day."""

    def way(case: Case, _: random.Random) -> Case:
        years = founding_years(case.application)
        return refounded(case, dated_before(case.application.on, years, late=late))

    return way


def _founded_coarse(*, straddling: bool, to: str) -> Way:
    """Print the founding date without its day, or only as a year, around the limit or far from it."""

    def way(case: Case, _: random.Random) -> Case:
        application = case.application
        if straddling:
            case = refounded(case, dated_before(application.on, founding_years(application), late=-5))
        coarse = (Coarse.model_validate({"field": "entity.founded", "to": to}),)
        for kind in {registration_kind(case), certificate_kind(case)}:
            case = marked(kind, coarse=coarse)(case, random.Random(0))
        return case

    return way


def _hung(publicity: Publicity) -> Way:
    return lambda case, _: world(case, lambda a: a.model_copy(update={"publicity": publicity}))


def _period(days: int) -> Way:
    """Hang it for so many working days, the first included."""

    def way(case: Case, rng: random.Random) -> Case:
        start = case.application.applicant.publicity.start
        end = nth_working_day(start, days)
        return _hung(Publicity(start=start, end=end, result=working_day_from(end + _DAY)))(case, rng)

    return way


def _across_holiday(case: Case, rng: random.Random) -> Case:
    """Hang it from one Monday-to-Friday count to five that holds a holiday: four working days in truth."""
    start = next(_holiday_starts(case.application.applicant.publicity.start))
    end = naive_end(start, 5)
    return _hung(Publicity(start=start, end=end, result=working_day_from(end + _DAY)))(case, rng)


def _holiday_starts(latest: date) -> Iterator[date]:
    for back in range(_BATCH_DAYS):
        start = latest - back * _DAY
        if is_working_day(start) and start.weekday() < 5 and working_days(start, naive_end(start, 5)) == 4:
            yield start


def _filed(days_after: str, days: int) -> Way:
    """Date the form so many days from the start or the end of the notice."""

    def way(case: Case, _: random.Random) -> Case:
        hung = case.application.applicant.publicity
        filled = (hung.end if days_after == "end" else hung.start) + timedelta(days=days)
        return world(case, lambda a: a.model_copy(update={"filled": filled}))

    return way


def _result(days: int) -> Way:
    """Date the statement so many days after the end of the notice."""

    def way(case: Case, rng: random.Random) -> Case:
        hung = case.application.applicant.publicity
        return _hung(hung.model_copy(update={"result": hung.end + days * _DAY}))(case, rng)

    return way


def _result_differs(case: Case, _: random.Random) -> Case:
    """The statement tells of a shorter period than the notice."""
    hung = case.application.applicant.publicity
    shorter = hung.model_copy(update={"end": nth_working_day(hung.start, 3)})
    return locally(case, "publicity_result", lambda a: a.model_copy(update={"publicity": shorter}))


def _year_typo(case: Case, _: random.Random) -> Case:
    """The form alone is dated five years ago, as when a January form keeps an old template's year."""
    filled = case.application.applicant.filled.replace(year=case.application.applicant.filled.year - 5, day=1)
    return _form_dated(case, filled)


def _form_dated(case: Case, filled: date) -> Case:
    kind = "application_form" if case.plan.of_kind("application_form") else "individual_form"
    return locally(case, kind, lambda a: a.model_copy(update={"filled": filled}))


def _text(end: int, days: int) -> tuple[Test, Way]:
    """Date the form so many days from the first (0) or the last (1) day of the regulation."""

    def limit(case: Case) -> date | None:
        return _IN_FORCE.get(case.application.locality.rules, (None, None))[end]

    def way(case: Case, _: random.Random) -> Case:
        day = limit(case)
        assert day is not None  # noqa: S101 - only applied where the text has such a day
        return _form_dated(case, day + days * _DAY)

    return (lambda case: limit(case) is not None), way


_ON = every(organisation, asks("years"))
_NOTICE = every(asks("publicity"), holds("publicity_notice", "publicity_result"))

WAYS: dict[str, tuple[Test, Way]] = {
    "founded-day-short": (_ON, _founded(1)),
    "founded-on-day": (_ON, _founded(0)),
    "founded-day-over": (_ON, _founded(-1)),
    "founded-year-only": (_ON, _founded_coarse(straddling=True, to="year")),
    "founded-month-only": (_ON, _founded_coarse(straddling=False, to="month")),
    "founded-month-at-limit": (_ON, _founded_coarse(straddling=True, to="month")),
    "publicity-across-holiday": (_NOTICE, _across_holiday),
    "publicity-four-days": (_NOTICE, _period(4)),
    "publicity-five-days": (_NOTICE, _period(5)),
    "publicity-six-days": (_NOTICE, _period(6)),
    "publicity-after-filing": (_NOTICE, _filed("start", -2)),
    "publicity-ends-on-filing": (_NOTICE, _filed("end", 0)),
    "publicity-ends-day-before-filing": (_NOTICE, _filed("end", 1)),
    "publicity-result-early": (_NOTICE, _result(-2)),
    "publicity-result-day-before-end": (_NOTICE, _result(-1)),
    "publicity-result-on-end": (_NOTICE, _result(0)),
    "publicity-result-differs": (_NOTICE, _result_differs),
    "form-dated-five-years-ago": (lambda _: True, _year_typo),
    "form-dated-day-before-text": _text(0, -1),
    "form-dated-first-day-of-text": _text(0, 0),
    "form-dated-second-day-of-text": _text(0, 1),
    "form-dated-day-before-text-ends": _text(1, -1),
    "form-dated-last-day-of-text": _text(1, 0),
    "form-dated-day-after-text": _text(1, 1),
}
