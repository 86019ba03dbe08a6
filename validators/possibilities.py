"""A verdict must survive doubt: it is asked of every way in which the papers can be understood.

A fact may be read in several ways (alternatives of the ink), a date may be as coarse as a year, and documents may
disagree. `survey` asks one question of every combination and says what kind of doubt splits the answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Generic, TypeVar

from pipeline.model import AmountValue, DateValue, Doubt, Fact, TextValue, Verdict

Thing = TypeVar("Thing", date, Decimal, str)


@dataclass(frozen=True)
class Option(Generic[Thing]):
    """One way to understand one fact. `value` is None where that way gives no value at all."""

    fact: Fact
    value: Thing | None
    printed: bool  # as the ink is most likely read, not an alternative


@dataclass(frozen=True)
class Survey(Generic[Thing]):
    """The answer, or the doubt and the combinations that decide."""

    verdict: Verdict
    doubt: Doubt | None
    split: tuple[tuple[Option[Thing], ...], ...] = ()

    def deciding(self, paper: Callable[[Fact], str]) -> str:
        """Name the papers and quotations whose readings lead to different verdicts."""
        told = dict.fromkeys(f"{paper(o.fact)}载为{_understood(o)}" for options in self.split for o in options)
        return "；".join(told)


def dates_of(facts: Sequence[Fact]) -> list[Option[date]]:
    """List the earliest and latest day of every reading of every fact."""
    options: list[Option[date]] = []
    for fact in facts:
        for value in fact.readings:
            ends = {value.date.earliest(), value.date.latest()} if isinstance(value, DateValue) else {None}
            options += [Option(fact, day, value is fact.value) for day in sorted(ends, key=str)]
    return options


def amounts_of(facts: Sequence[Fact]) -> list[Option[Decimal]]:
    return [
        Option(fact, value.amount if isinstance(value, AmountValue) else None, value is fact.value)
        for fact in facts
        for value in fact.readings
    ]


def texts_of(facts: Sequence[Fact]) -> list[Option[str]]:
    return [
        Option(fact, value.text if isinstance(value, TextValue) else None, value is fact.value)
        for fact in facts
        for value in fact.readings
    ]


def has_value(fact: Fact) -> bool:
    """Tell whether a paper gives a value, and not only 无, a slash or ink that does not parse."""
    return fact.value.type != "said"


def survey(question: Callable[..., Verdict], *dimensions: Sequence[Option[Thing]]) -> Survey[Thing]:
    """Ask the question of every combination of options, one from each dimension.

    A split within one paper's printed words is a coarse date (ambiguous); between papers it is a conflict; and when
    only an alternative of the ink changes the answer the ink must be looked at.
    """
    answers = [
        (options, Verdict.UNDETERMINED if None in (values := [o.value for o in options]) else question(*values))
        for options in product(*dimensions)
    ]
    verdicts = {verdict for _, verdict in answers}
    if len(verdicts) == 1 and Verdict.UNDETERMINED not in verdicts:
        return Survey(verdicts.pop(), None)
    printed = [(options, verdict) for options, verdict in answers if all(option.printed for option in options)]
    by_paper: dict[tuple[Fact, ...], set[Verdict]] = {}
    for options, verdict in printed:
        by_paper.setdefault(tuple(option.fact for option in options), set()).add(verdict)
    as_printed = {verdict for _, verdict in printed}
    if any(len(found) > 1 for found in by_paper.values()) or as_printed == {Verdict.UNDETERMINED}:
        doubt = Doubt.AMBIGUOUS
    else:
        doubt = Doubt.CONFLICT if len(as_printed) > 1 else Doubt.UNREADABLE
    split = tuple(next(options for options, verdict in answers if verdict is end) for end in sorted(verdicts))
    return Survey(Verdict.UNDETERMINED, doubt, split)


def weigh(
    question: Callable[[Thing], Verdict], proofs: Sequence[Option[Thing]], claims: Sequence[Option[Thing]]
) -> Survey[Thing]:
    """Ask the papers that prove something. One that only claims it settles nothing, but unsettles by contradicting.

    A claim contradicts as it is printed: doubt about its ink must not make the contradiction go away.
    """
    answer = survey(question, proofs)
    if answer.verdict is Verdict.UNDETERMINED:
        return answer
    by_fact: dict[int, list[Option[Thing]]] = {}
    for option in claims:
        if option.printed:
            by_fact.setdefault(id(option.fact), []).append(option)
    for told in by_fact.values():
        if survey(question, told).verdict not in {answer.verdict, Verdict.UNDETERMINED}:
            return Survey(Verdict.UNDETERMINED, Doubt.CONFLICT, ((proofs[0],), (told[0],)))
    return answer


def _understood(option: Option[Thing]) -> str:
    """Say what is printed, and how it is understood where that is not the same."""
    value = option.value
    meant = day_words(value) if isinstance(value, date) else "读不出" if value is None else str(value)
    ink = option.fact.value
    printed = str(ink.date) if isinstance(ink, DateValue) else str(getattr(ink, "amount", getattr(ink, "text", "")))
    return f"“{printed}”" if printed == meant else f"“{printed}”（如按{meant}计）"


def day_words(day: date) -> str:
    """Write a day as an official does.

    >>> day_words(date(2026, 6, 30))
    '2026年6月30日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
