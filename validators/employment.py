"""What letters of employers attest: from when, until when, and how many days of it are sure on a given day.

A letter is read once and may be asked of many days: the first day on which years are complete is looked for that way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pipeline.model import AmountValue, DateValue, Fact, PeriodValue, Value
from validators.calendar import plus_years
from validators.case import Case

SINCE, YEARS, ISSUED, UNTIL = "employment.since", "employment.years", "employment.issued_on", "employment.until"

Span = tuple[date, date]


@dataclass(frozen=True)
class Letter:
    """What one letter attests, whatever the day it is looked at. No `begun` means that its beginning was not read.

    `until` are the first and last days on which the work may have ended; None where it goes on.
    """

    begun: Span | None
    issued: date | None = None
    until: tuple[tuple[date | None, date | None], ...] = ()
    full: Span | None = None  # the first and last days on which the years it counts may be full
    alone: bool = False

    def ends(self, on: date) -> Span:
        """Find the first and last day on which the attested employment may end."""
        begun = self.begun or (on, on)
        until = min(on, self.issued or on)
        if self.until:
            return min(min(until, one or until) for one, _ in self.until), max(
                min(until, one or until) for _, one in self.until
            )
        if self.full is None:  # a letter without a number attests until it was written, if it is the only one
            return (until if self.alone else begun[1], until)
        return min(until, self.full[0]), min(until, self.full[1])


def letter_of(case: Case, kinds: Sequence[str], fact: Fact, *, alone: bool) -> Letter:
    """Read one letter, by the fact that says when the work began."""
    starts = [v.date for v in fact.readings if isinstance(v, DateValue)]
    if len(starts) != len(fact.readings):
        return Letter(None)
    early, late = min(day.earliest() for day in starts), max(day.latest() for day in starts)

    def same(field: str) -> list[Value]:
        facts = case.proofs(field, kinds)
        return [v for f in facts if (f.document, f.key) == (fact.document, fact.key) for v in f.readings]

    issued = [v.date.latest() for v in same(ISSUED) if isinstance(v, DateValue)]
    until = [v for v in same(UNTIL) if isinstance(v, PeriodValue) and (v.ends or v.open_end)]
    amounts = [int(v.amount) for v in same(YEARS) if isinstance(v, AmountValue)]
    full = None
    if amounts:
        full = plus_years(late, min(amounts)), plus_years(early, max(amounts) + 1) - timedelta(days=1)
    return Letter(
        begun=(early, late),
        issued=min(issued, default=None),
        until=tuple((v.ends.earliest(), v.ends.latest()) if v.ends else (None, None) for v in until),
        full=full,
        alone=alone,
    )


def lengths(letters: Iterable[Letter], on: date) -> tuple[int, int]:
    """Count the days the letters attest: at least, and at most, over every way to read them.

    Letters tell months: where one begins in the month in which another ends, or the next, there is no break between.
    """
    least: list[Span] = []
    most: list[Span] = []
    told: list[tuple[date, date, Span, date]] = []
    for letter in letters:
        if letter.begun is None:
            least.append((on, on))
            most.append((date.min, on))
            continue
        (early, late), ends = letter.begun, letter.ends(on)
        least.append((late, max(late, ends[0])))
        most.append((early, max(early, ends[1])))
        if letter.until:
            told.append((early, late, ends, max(last or ends[1] for _, last in letter.until)))
    told.sort()
    for (_, late, ends, last), (early, begun, _, _) in pairwise(told):
        if late <= early <= last + timedelta(days=1):
            least.append((ends[0], min(begun, on)))
            most.append((ends[1], min(early, on)))
    return days_of(least), days_of(most)


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
