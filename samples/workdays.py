"""Years and working days, counted the way a clerk does with the notices of the State Council on the desk.

This is the generator's own arithmetic: it shares nothing with the program that is measured against it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

# Off days as (month, day, how many days in a row), then Saturdays and Sundays that are worked.
_OFF: dict[int, tuple[tuple[int, int, int], ...]] = {
    2023: ((1, 1, 2), (1, 21, 7), (4, 5, 1), (4, 29, 5), (6, 22, 3), (9, 29, 8)),
    2024: ((1, 1, 1), (2, 10, 8), (4, 4, 3), (5, 1, 5), (6, 10, 1), (9, 15, 3), (10, 1, 7)),
    2025: ((1, 1, 1), (1, 28, 8), (4, 4, 3), (5, 1, 5), (5, 31, 3), (10, 1, 8)),
    2026: ((1, 1, 3), (2, 15, 9), (4, 4, 3), (5, 1, 5), (6, 19, 3), (9, 25, 3), (10, 1, 7)),
}
_WORKED: dict[int, tuple[tuple[int, int], ...]] = {
    2023: ((1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)),
    2024: ((2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)),
    2025: ((1, 26), (2, 8), (4, 27), (9, 28), (10, 11)),
    2026: ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)),
}
_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Look a day up. Past the table nobody knows, and a KeyError says so.

    >>> is_working_day(date(2026, 2, 14)), is_working_day(date(2026, 5, 1))
    (True, False)
    """
    if (day.month, day.day) in _WORKED[day.year]:
        return True
    off = any(date(day.year, m, d) <= day < date(day.year, m, d) + timedelta(days=n) for m, d, n in _OFF[day.year])
    return not off and day.weekday() < 5


def working_days(start: date, end: date, *, skip_first: bool = False) -> int:
    """Count working days from start to end, both included unless the first is not to count.

    >>> working_days(date(2026, 4, 29), date(2026, 5, 8))
    5
    """
    return sum(is_working_day(day) for day in _days(start + _DAY if skip_first else start, end))


def nth_working_day(start: date, count: int, *, skip_first: bool = False) -> date:
    """Find the day on which so many working days are over.

    >>> nth_working_day(date(2025, 9, 26), 5)
    datetime.date(2025, 10, 9)
    """
    day = start - _DAY if not skip_first else start
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def working_day_from(day: date, step: int = 1) -> date:
    """Take the day itself if it is worked, or the next one (with step -1 the one before)."""
    while not is_working_day(day):
        day += step * _DAY
    return day


def weekday_from(day: date, step: int = 1) -> date:
    """Take the day itself or the next Monday to Friday; for dates on which nothing hangs."""
    while day.weekday() >= 5:
        day += step * _DAY
    return day


def naive_end(start: date, count: int) -> date:
    """Find the last of so many Mondays to Fridays, as someone counts who forgets the holidays."""
    day = start - _DAY
    while count:
        day += _DAY
        count -= day.weekday() < 5
    return day


def anniversary(start: date, years: int) -> date:
    """Find the corresponding day so many years on, or the last of its month where there is none.

    >>> anniversary(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 2, 28)


def whole_years(start: date, end: date) -> int:
    """Count the years that are complete between two days.

    >>> whole_years(date(2022, 5, 18), date(2025, 5, 17)), whole_years(date(2022, 5, 18), date(2025, 5, 18))
    (2, 3)
    """
    years = end.year - start.year
    return years - (anniversary(start, years) > end)


def _days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += _DAY
