"""Periods and working days, by the Civil Code and the published holidays."""

from datetime import date

import pytest

from validators.calendar import (
    calendar_years,
    first_inside,
    is_working_day,
    latest_start,
    nth_working_day,
    plus_years,
    working_days,
)


@pytest.mark.parametrize(
    ("start", "years", "due"),
    [
        (date(2022, 5, 18), 3, date(2025, 5, 18)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2023, 12, 31), 3, date(2026, 12, 31)),
    ],
)
def test_years_end_on_the_corresponding_day_or_the_end_of_the_month(start: date, years: int, due: date) -> None:
    """29 February finds 28 February in a common year, and itself in a leap year."""
    assert plus_years(start, years) == due


@pytest.mark.parametrize(
    ("end", "years", "start"),
    [
        (date(2026, 6, 30), 3, date(2023, 6, 30)),
        (date(2025, 2, 28), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2025, 3, 1), 1, date(2024, 3, 1)),
    ],
)
def test_the_latest_start_is_the_last_day_that_is_early_enough(end: date, years: int, start: date) -> None:
    """A period from that day is complete on the end, and one from the next day is not."""
    assert latest_start(end, years) == start


@pytest.mark.parametrize(
    ("end", "years", "first"),
    [
        (date(2026, 6, 30), 5, date(2021, 6, 30)),
        (date(2024, 2, 29), 1, date(2023, 3, 1)),
        (date(2025, 2, 28), 1, date(2024, 2, 28)),
    ],
)
def test_a_look_back_begins_on_the_first_day_whose_years_are_not_over(end: date, years: int, first: date) -> None:
    """An event on that day still lies within the years that end on the last day."""
    assert first_inside(end, years) == first


def test_calendar_years_end_before_the_year_or_with_it() -> None:
    """近三年 of 2017 in a financial table is 2014 to 2016; （含申报当年） moves it by one."""
    assert calendar_years(2017, 3) == (2014, 2015, 2016)
    assert calendar_years(2017, 3, including=True) == (2015, 2016, 2017)


VECTORS = [
    (date(2022, 4, 18), date(2022, 4, 22), date(2022, 4, 24)),
    (date(2024, 2, 5), date(2024, 2, 9), date(2024, 2, 18)),
    (date(2024, 9, 12), date(2024, 9, 19), date(2024, 9, 20)),
    (date(2025, 1, 22), date(2025, 1, 27), date(2025, 2, 5)),
    (date(2025, 4, 25), date(2025, 4, 30), date(2025, 5, 6)),
    (date(2025, 9, 26), date(2025, 10, 9), date(2025, 10, 10)),
    (date(2026, 2, 11), date(2026, 2, 24), date(2026, 2, 25)),
    (date(2026, 4, 29), date(2026, 5, 8), date(2026, 5, 9)),
    (date(2026, 9, 21), date(2026, 9, 28), date(2026, 9, 29)),
]


@pytest.mark.parametrize(("start", "with_first", "without_first"), VECTORS)
def test_five_working_days_end_where_the_holiday_notices_say(
    start: date, with_first: date, without_first: date
) -> None:
    """Holidays do not count, make-up days do, and the first day counts or does not."""
    assert nth_working_day(start, 5, skip_first=False) == with_first
    assert nth_working_day(start, 5, skip_first=True) == without_first
    assert working_days(start, with_first, skip_first=False) == 5
    assert working_days(start, without_first, skip_first=True) == 5


def test_a_period_that_ends_before_it_begins_has_no_days() -> None:
    """A slip of the pen is no reason to count backwards."""
    assert working_days(date(2026, 6, 5), date(2026, 6, 1), skip_first=False) == 0


def test_beyond_the_published_holidays_nothing_is_guessed() -> None:
    """The table ends with 2026 and begins with 2004: outside it there is no answer."""
    assert is_working_day(date(2026, 12, 31)) is True
    assert is_working_day(date(2031, 1, 4)) is None
    assert working_days(date(2031, 1, 6), date(2031, 1, 10), skip_first=False) is None
    assert working_days(date(2004, 1, 5), date(2004, 1, 9), skip_first=False) == 5
    assert working_days(date(2003, 12, 31), date(2004, 1, 9), skip_first=False) is None
    assert working_days(date(1003, 1, 6), date(2025, 1, 10), skip_first=False) is None
    assert nth_working_day(date(2026, 12, 30), 500, skip_first=False) is None
