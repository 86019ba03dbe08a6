"""The time each clause looks at, as days: what a drawing sets the dates of the papers against.

A window decides nothing. It is the same arithmetic of the calendar by which the predicates decide, told before any
paper is looked at.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pipeline.model import Window
from pipeline.settings import Practice
from validators.calendar import calendar_years, first_inside, latest_start, plus_years
from validators.case import Case
from validators.possibilities import dates_of
from validators.predicates import Test
from validators.predicates.any_of import AnyOf
from validators.predicates.certified import Certified
from validators.predicates.gather import Gather
from validators.predicates.honoured import Honoured
from validators.predicates.no_loss import NoLoss
from validators.predicates.not_again import NotAgain
from validators.predicates.prize_held import PrizeHeld
from validators.predicates.text_in_force import TextInForce
from validators.predicates.years_since import YearsSince
from validators.predicates.years_worked import YearsWorked
from validators.shape import Rule


def windows(case: Case, rule: Rule, choice: str | None) -> tuple[Window, ...]:
    """Find what a rule looks at under the reading the office chose, or under each; alike under all, it stands once."""
    limit = rule.limit_on(case.on)
    if (rule.until and case.on > rule.until) or (rule.limit and limit is None):
        return ()
    asked = [(reading, test) for reading, test in rule.variants if reading is None or choice in {None, reading.id}]
    titles: dict[Window, dict[str, None]] = {}
    for reading, test in asked:
        for part, years in _parts(test, limit or 0):
            for window in _looks_at(case, part, years):
                titles.setdefault(window, {})[reading.title if reading else ""] = None
    return tuple(
        window if len(told) == len(asked) else window.model_copy(update={"reading": "、".join(told)})
        for window, told in titles.items()
    )


def fresh(case: Case, paper: Practice) -> tuple[Window, ...]:
    """Find the days on which a paper must be dated, where the office asks for a recent one."""
    if paper.max_age_days is None:
        return ()
    return (_window(case.on - timedelta(days=paper.max_age_days), case.on, "within"),)


@lru_cache(maxsize=1024)
def _window(starts: date, ends: date, asks: Literal["begun", "within", "length"]) -> Window:
    """Make a window once: many clauses look at the same time, and many packages are judged on one day."""
    return Window(starts=starts, ends=ends, asks=asks)


def _parts(test: Test, limit: int) -> Iterable[tuple[Test, int]]:
    if isinstance(test, AnyOf):
        return [(one.test, one.limit) for one in test.alternatives]
    return [(test, limit)]


def _looks_at(case: Case, test: Test, years: int) -> Iterable[Window]:
    match test:
        case YearsSince() | Certified() | PrizeHeld() if years:
            end = case.on if test.complete == "on_the_day" else case.on - timedelta(days=1)
            yield _window(latest_start(end, years), case.on, "begun")
        case YearsWorked():
            yield _window(latest_start(case.on, years), case.on, "length")
        case NoLoss():
            for filed in case.filed_years:
                looked = calendar_years(filed, years, including=test.years == "with_application_year")
                yield _window(date(looked[0], 1, 1), date(looked[-1], 12, 31), "within")
        case Honoured():
            yield _window(first_inside(case.on, years), case.on, "within")
        case NotAgain():
            yield _barred(case, test, years)
        case Gather() if years:
            yield from _looked_back(case, test, years)
        case TextInForce():
            yield from _in_force(case, test, years)
        case _:
            return


def _barred(case: Case, test: NotAgain, years: int) -> Window:
    """A prize won in this time still stands in the way on the day of the application."""
    day = min((option.value for option in dates_of(case.applied) if option.value), default=case.on)
    if test.wait == "from_decision":
        return _window(first_inside(day, years), day, "within")
    back = years - (test.wait == "award_year_counted")
    return _window(date(day.year - back, 1, 1), day, "within")


def _looked_back(case: Case, test: Gather, years: int) -> Iterable[Window]:
    if test.window == "rolling":
        yield _window(first_inside(case.on, years), case.on, "within")
        return
    back = years - 1 if test.window == "years_with_current" else years
    for filed in case.filed_years:
        yield _window(date(filed - back, 1, 1), case.on, "within")


def _in_force(case: Case, test: TextInForce, years: int) -> Iterable[Window]:
    first, last = case.in_force.first, case.in_force.last
    if case.in_force.status != "in_force" or first is None:
        return
    if last is None and years:
        last = plus_years(first, years) - timedelta(days=test.last == "day_before")
    yield _window(first, last or max(first, case.on), "within")
