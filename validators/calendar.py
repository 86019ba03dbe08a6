"""Periods as Chinese law counts them, and working days as the State Council publishes them.

Civil Code 200–204: a period of years ends on the corresponding day, or on the last day of the month where there is
none; 1259: 以上 includes the number. None of these functions asks what day it is.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

_FIRST_YEAR = 2004  # the first year in the table of statutory holidays


def plus_years(day: date, years: int) -> date:
    """Find the corresponding day some years later, or the end of that month.

    >>> plus_years(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def latest_start(end: date, years: int) -> date:
    """Find the last day from which the period is complete on `end`.

    >>> latest_start(date(2025, 2, 28), 1)
    datetime.date(2024, 2, 29)
    """
    start = plus_years(end, -years)
    following = start + timedelta(days=1)
    return following if plus_years(following, years) <= end else start


def first_inside(end: date, years: int) -> date:
    """Find the first day of a rolling look-back: an event on it is still within the years that end on `end`.

    >>> first_inside(date(2026, 6, 30), 5)
    datetime.date(2021, 6, 30)
    """
    start = plus_years(end, -years)
    return start if plus_years(start, years) >= end else start + timedelta(days=1)


def calendar_years(year: int, count: int, *, including: bool = False) -> tuple[int, ...]:
    """List the calendar years of a look-back that ends before the year, or with it.

    >>> calendar_years(2026, 3)
    (2023, 2024, 2025)
    >>> calendar_years(2026, 3, including=True)
    (2024, 2025, 2026)
    """
    last = year if including else year - 1
    return tuple(range(last - count + 1, last + 1))


@cache
def is_working_day(day: date) -> bool | None:
    """Say whether offices work on a day; None where the holidays have not been published: nobody may guess."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def working_days(first: date, last: date, *, skip_first: bool) -> int | None:
    """Count the working days from the first day to the last, with the first day or (Civil Code style) without it.

    >>> working_days(date(2025, 9, 26), date(2025, 10, 9), skip_first=False)
    5
    """
    if first.year < _FIRST_YEAR or is_working_day(last) is None:
        return None
    span = range(1 if skip_first else 0, (last - first).days + 1)
    return sum(1 for step in span if is_working_day(first + timedelta(days=step)))


def nth_working_day(first: date, count: int, *, skip_first: bool) -> date | None:
    """Find the day on which so many working days are complete.

    >>> nth_working_day(date(2024, 9, 12), 5, skip_first=False)
    datetime.date(2024, 9, 19)
    """
    day, left = first + timedelta(days=1 if skip_first else 0), count
    while (works := is_working_day(day)) is not None:
        left -= works
        if left == 0:
            return day
        day += timedelta(days=1)
    return None
