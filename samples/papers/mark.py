"""Words that state facts, and what was done on purpose to the way a paper states them."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.model import AmountValue, DateValue, FlagValue, PaperDate, PeriodValue, SaidValue, TextValue, Value
from samples.applicant import Fixed, day
from samples.plan import Coarse, PaperPlan


class Stated(NamedTuple):
    """What some words mean: a field of the catalogue, its value, and the record it belongs to."""

    field: str
    value: Value
    key: str = ""


class Mark(NamedTuple):
    """Words as they are printed, with every fact they state."""

    quote: str
    facts: tuple[Stated, ...]

    def also(self, field: str, value: Value, key: str = "") -> "Mark":
        """Let the same words state one more fact."""
        return Mark(self.quote, (*self.facts, Stated(field, value, key)))

    def without(self, head: str) -> "Mark":
        """State the same in words that leave out their beginning."""
        return Mark(self.quote.removeprefix(head), self.facts)


_HOLE = re.compile(r"(\{[a-z_]+\})")
Piece = str | Mark
Words = Piece | Sequence[Piece]


def pieces(words: Words) -> tuple[Piece, ...]:
    return (words,) if isinstance(words, str | Mark) else tuple(words)


def plain(words: Words) -> str:
    """The characters alone.

    >>> plain(["共 ", Mark("3 条", ())])
    '共 3 条'
    """
    return "".join(piece if isinstance(piece, str) else piece.quote for piece in pieces(words))


def woven(text: str, **words: Words) -> tuple[Piece, ...]:
    """Words of a template with marks in the place of their {names}.

    >>> plain(woven("{who}申报", who=Mark("甲", ())))
    '甲申报'
    """
    told: list[Piece] = []
    for part in _HOLE.split(text):
        told.extend(pieces(words[part[1:-1]]) if part.startswith("{") else (part,))
    return tuple(told)


class Manner(Fixed):
    """How a paper was filled in. What is not said is done properly."""

    coarse: tuple[Coarse, ...] = ()  # dates printed without their day, or without day and month
    blank: tuple[str, ...] = ()  # fields left unwritten; a date keeps its 年 月 日
    lost: tuple[str, ...] = ()  # fields whose page was taken out, or MIDDLE
    signed: bool = True
    sealed: bool = True
    by_hand: bool = False  # the date below is filled in with a pen; only paper can be, not a file

    @classmethod
    def of(cls, plan: PaperPlan) -> "Manner":
        return cls(coarse=plan.coarse, blank=plan.blank, lost=plan.lost, signed=plan.signed, sealed=plan.sealed)

    def text(self, field: str, text: str, key: str = "", *, means: str = "") -> Mark:
        """Words that are their own value, or stand for `means`."""
        if field in self.blank or not text:
            return Mark("", ())
        return Mark(text, (Stated(field, TextValue(text=means or text), key),))

    def day(self, field: str, when: date, key: str = "", *, style: Callable[[date], str] = day) -> Mark:
        """A date in the style of the paper, unless it was left blank or told coarsely."""
        if field in self.blank:
            return Mark("　　年　　月　　日", (Stated(field, SaidValue(said="blank"), key),))
        to = next((coarse.to for coarse in self.coarse if coarse.field == field), None)
        if to is None:
            return Mark(style(when), (Stated(field, dated(when), key),))
        month = when.month if to == "month" else None
        told = PaperDate(year=when.year, month=month)
        return Mark(str(told), (Stated(field, DateValue(date=told), key),))

    def month(self, field: str, when: date, key: str = "") -> Mark:
        """A date that is known to its month only."""
        told = self.model_copy(update={"coarse": (*self.coarse, Coarse(field=field, to="month"))})
        return told.day(field, when, key)

    def amount(self, field: str, amount: Decimal | int, printed: str, key: str = "") -> Mark:
        """A number whose value, in the unit of the catalogue, is `amount`."""
        if field in self.blank:
            return Mark("", ())
        return Mark(printed, (Stated(field, AmountValue(amount=Decimal(amount)), key),))

    def period(self, field: str, starts: date, ends: date, printed: str, key: str = "") -> Mark:
        """From a day to a day, both included."""
        if field in self.blank:
            return Mark("", ())
        first, last = (PaperDate.model_validate(when) for when in (starts, ends))
        return Mark(printed, (Stated(field, PeriodValue(starts=first, ends=last), key),))

    def months(self, field: str, starts: date, ends: date, printed: str, key: str = "") -> Mark:
        """From a month to a month, both included."""
        if field in self.blank:
            return Mark("", ())
        first, last = (PaperDate(year=when.year, month=when.month) for when in (starts, ends))
        return Mark(printed, (Stated(field, PeriodValue(starts=first, ends=last), key),))

    def till(self, field: str, ends: date | None, key: str = "") -> Mark:
        """Until a month, or until now."""
        if ends is None:
            return Mark("至今", (Stated(field, PeriodValue(open_end="至今"), key),))
        until = PeriodValue(ends=PaperDate(year=ends.year, month=ends.month))
        return Mark(f"至{ends.year}年{ends.month}月", (Stated(field, until, key),))

    def flag(self, field: str, printed: str, key: str = "", *, yes: bool = True) -> Mark:
        return Mark(printed, (Stated(field, FlagValue(flag=yes), key),))


CLEAN = Manner()


def dated(when: date) -> DateValue:
    return DateValue(date=PaperDate.model_validate(when))
