"""When a condition of time is met for the first time, by every way in which papers and clause can be understood.

Waiting helps against a date and against nothing else. What papers do not tell is not guessed: the day stays open and
the reason is told.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipeline.model import Earliest, Fact, Verdict
from validators.calendar import plus_years
from validators.possibilities import Option, dates_of, day_words


def every(parts: Iterable[Earliest | None]) -> Earliest | None:
    """Combine conditions that must all be met: the last of their days, and the first of their ends.

    >>> every([Earliest(day=date(2026, 3, 1)), None, Earliest(day=date(2026, 5, 18))]).day
    datetime.date(2026, 5, 18)
    """
    timed = list(dict.fromkeys(part for part in parts if part is not None))
    if len(timed) < 2:
        return timed[0] if timed else None
    until = min((part.until for part in timed if part.until), default=None)
    unknown = [part for part in timed if part.day is None]
    why = "；".join(dict.fromkeys(part.why for part in (unknown or timed) if part.why))
    day = None if unknown else max(part.day for part in timed if part.day)
    return Earliest(day=day, until=until, why=why)


def either(parts: Iterable[Earliest | None]) -> Earliest | None:
    """Combine ways of which one is enough: the one that comes first, and lasts until then.

    >>> either([Earliest(day=date(2026, 3, 1), until=date(2026, 2, 1)), Earliest(day=date(2027, 1, 1))]).day
    datetime.date(2027, 1, 1)
    """
    timed = [part for part in parts if part is not None]
    lasting = [part for part in timed if part.day and (part.until is None or part.day <= part.until)]
    return min(lasting, key=_day) if lasting else next(iter(timed), None)


def seen_from(on: date, told: Earliest | None, verdict: Verdict) -> Earliest | None:
    """Say of a day that has passed what is left of it on the reference day, where the condition is not met by then.

    A day is there to be waited for: one that is over is no promise, and where it has come something else stands open.
    """
    if told is None or told.day is None or verdict in {Verdict.MET, Verdict.NOT_APPLICABLE}:
        return told
    if told.until and told.until < on:
        return Earliest(why=f"只到{day_words(told.until)}为止，审查基准日已过，不能推算")
    if told.day > on:
        return told
    if verdict is Verdict.NOT_MET:
        return told.model_copy(update={"day": on, "why": "以审查基准日当日重新办理、重新填报为前提"})
    return told.model_copy(update={"why": "时间条件已届至，尚待核实的是其他内容"})


def _day(part: Earliest) -> date:
    return part.day or date.max


def years_complete(
    proofs: Sequence[Option[date]], claims: Iterable[Fact], years: int, *, day_after: bool, what: str
) -> Earliest:
    """Find the day on which so many years are complete by every reading of the proofs, and no claim contradicts.

    A claim contradicts when every day it may mean is too late, so of each claim the first counts.
    """
    if any(option.value is None for option in proofs) or not proofs:
        return Earliest(why=f"{what}没有读出，不能推算")
    starts = [option.value for option in proofs if option.value]
    for claim in claims:
        told = [option.value for option in dates_of([claim]) if option.printed]
        if None not in told:
            starts.append(min(day for day in told if day))
    due = max(plus_years(start, years) for start in starts)
    return Earliest(day=due + timedelta(days=1) if day_after else due)


def after(last: date, why: str = "") -> Earliest:
    """Name the day after the last on which something stands in the way."""
    return Earliest(day=last + timedelta(days=1), why=why)
