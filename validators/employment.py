"""What letters of employers attest: from when, until when, and how many days of it are sure on a given day.

A letter is read once and may be asked of many days: the first day on which years are complete is looked for that way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pipeline.model import AmountValue, DateValue, Fact, PeriodValue, SaidValue, Value
from validators.calendar import plus_years
from validators.case import Case

SINCE, YEARS, ISSUED, UNTIL = "employment.since", "employment.years", "employment.issued_on", "employment.until"

Span = tuple[date, date]


@dataclass(frozen=True)
class Letter:
    """What one letter attests, whatever the day it is looked at.

    `until` are the first and last days on which the work may have ended; None where it goes on.
    """

    begun: Span  # the first and last days on which the work may have begun
    surely: date  # the first day by the reading that begins last
    issued: date | None = None
    until: tuple[tuple[date | None, date | None], ...] = ()
    full: Span | None = None  # the first and last days on which the years it counts may be full
    alone: bool = False

    def ends(self, on: date) -> Span:
        """Find the first and last day on which the attested employment may end."""
        until = min(on, self.issued or on)
        if self.until:
            return min(min(until, one or until) for one, _ in self.until), max(
                min(until, one or until) for _, one in self.until
            )
        if self.full is None:  # a letter without a number attests until it was written, if it is the only one
            return (until if self.alone else self.begun[1], until)
        return min(until, self.full[0]), min(until, self.full[1])


def letter_of(case: Case, kinds: Sequence[str], fact: Fact, *, alone: bool) -> Letter | None:
    """Read one letter, by the fact that says when the work began; None where that was not read."""
    starts = [v.date for v in fact.readings if isinstance(v, DateValue)]
    if len(starts) != len(fact.readings):
        return None
    early, late = min(day.earliest() for day in starts), max(day.latest() for day in starts)

    def same(field: str) -> list[Value]:
        values = [value for one in case.beside(fact, field, kinds) for value in one.readings]
        return [value for value in values if not isinstance(value, SaidValue) or value.said == "unreadable"]

    issued = [v.date.latest() for v in same(ISSUED) if isinstance(v, DateValue)]
    return Letter(
        begun=(early, late),
        surely=max(day.earliest() for day in starts),
        issued=min(issued, default=None),
        until=tuple(_end(v, late) for v in same(UNTIL) if _tells_end(v)),
        full=_full(same(YEARS), early, late),
        alone=alone,
    )


def _tells_end(value: Value) -> bool:
    """Tell whether a reading says something of the end; ink that does not parse may say anything."""
    return not isinstance(value, PeriodValue) or bool(value.ends or value.open_end)


def _end(value: Value, late: date) -> tuple[date | None, date | None]:
    """Find between which days the work ended: with an end nobody can read, any time after it had begun."""
    if not isinstance(value, PeriodValue):
        return late, None
    return (value.ends.earliest(), value.ends.latest()) if value.ends else (None, None)


def _full(numbers: Sequence[Value], early: date, late: date) -> Span | None:
    """Find between which days the years are full that a letter counts: 8 years are less than nine."""
    counts = [int(value.amount) for value in numbers if isinstance(value, AmountValue)]
    if len(counts) < len(numbers):
        return late, date.max  # a number nobody can read
    if not counts:
        return None
    return plus_years(late, min(counts)), plus_years(early, max(counts) + 1) - timedelta(days=1)


def lengths(letters: Sequence[Letter | None], on: date) -> tuple[int, int]:
    """Count the days the letters attest: at least, and at most, over every way to read them.

    Of a letter whose beginning was not read, nothing is sure and everything is possible.
    """
    read = sorted((letter for letter in letters if letter is not None), key=lambda letter: letter.begun)
    least = [(letter.begun[1], letter.ends(on)[0]) for letter in read]
    most = [(one.begun[0], one.ends(on)[1]) if one else (date.min, on) for one in letters]
    for one, other in pairwise(letter for letter in read if letter.until):
        first, last = one.ends(on)
        lasts = [end or last for _, end in one.until]
        reaches = min(other.begun[1], on)
        if other.surely <= min(lasts) + timedelta(days=1) and _months(first, other.begun[1]) <= 1:
            least.append((max(first, one.begun[1]), reaches))
        if other.begun[0] <= max(lasts) + timedelta(days=1):
            most.append((last, reaches))
    return days_of(least), days_of(most)


def _months(first: date, last: date) -> int:
    """Count from month to month. Letters tell months: work that goes on in the same or the next has no break.

    >>> _months(date(2018, 12, 31), date(2019, 1, 1))
    1
    """
    return (last.year - first.year) * 12 + last.month - first.month


def days_of(spans: Iterable[Span]) -> int:
    """Count the days of a union: time that overlaps is one time.

    >>> days_of([(date(2020, 1, 1), date(2020, 1, 31)), (date(2020, 1, 15), date(2020, 2, 1))])
    31
    """
    total, reached = 0, date.min
    for start, end in sorted(spans):
        total += max(0, (end - max(start, reached)).days)
        reached = max(reached, end)
    return total
