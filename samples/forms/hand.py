"""How one person fills in a form: which dates, digits, boxes and blanks they type, and what they leave out."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add

from pipeline.model import AmountValue, DateValue, FlagValue, PaperDate, PeriodValue, SaidValue, TextValue
from samples.applicant import day, padded_day
from samples.forms.stroke import Stroke, check_control, field_box, states, symbol, write
from samples.papers.mark import Manner, Mark

_DAYS: tuple[Callable[[date], str], ...] = (
    day,
    padded_day,
    lambda when: f"{when:%Y.%m.%d}",
    lambda when: f"{when:%Y-%m-%d}",
    lambda when: f"{when.year} 年 {when.month} 月 {when.day} 日",
    lambda when: f"{when.year}/{when.month}/{when.day}",
)
_FULL = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


@dataclass(frozen=True)
class Hand:
    """The habits of one person."""

    manner: Manner
    boxes: str = "ballot"  # ballot, square, tick, wingdings, wingdings_2, control, field, over
    days: int = 0
    digits: str = "comma"  # comma, plain, blank, full
    loss: str = "minus"  # minus, bracket
    nothing: str = "/"
    about: str = ""
    size: float = 10.5

    def text(self, field: str, text: str, key: str = "", *, means: str = "") -> Stroke:
        return self.ink(self.manner.text(field, text, key, means=means))

    def day(self, field: str, when: date, key: str = "") -> Stroke:
        return self.ink(self.manner.day(field, when, key, style=_DAYS[self.days % len(_DAYS)]))

    def month(self, field: str, when: date, key: str = "") -> Stroke:
        return self.ink(self.manner.month(field, when, key))

    def count(self, field: str, number: int, unit: str = "") -> Stroke:
        about = self.about if field == "entity.employees" else ""
        return self.ink(self.manner.amount(field, number, f"{about}{number}{unit}"))

    def said(self, field: str, words: str, key: str = "") -> Stroke:
        """An answer that is no value: 无, a stroke."""
        return states(field, SaidValue(said="none"), write(words, size=self.size), key=key)

    def ink(self, mark: Mark) -> Stroke:
        stroke = write(mark.quote, size=self.size)
        for fact in mark.facts:
            stroke = states(fact.field, fact.value, stroke, key=fact.key)
        return stroke

    def amount(self, field: str, number: Decimal, factor: int, key: str) -> Stroke:
        """A figure of the table: what is typed, times the unit printed beside it, is the value."""
        if field in self.manner.blank:
            return Stroke()
        typed = write(self.figure(number), size=self.size)
        return states(field, AmountValue(amount=number * factor), typed, key=key)

    def figure(self, number: Decimal) -> str:
        """A number with two decimals as this person types it.

        >>> Hand(Manner(), loss="bracket", digits="blank").figure(Decimal("-12345.6"))
        '(12 345.60)'
        """
        plain = f"{abs(number):,.2f}"
        if self.digits == "plain":
            plain = plain.replace(",", "")
        elif self.digits == "blank":
            plain = plain.replace(",", " ")
        elif self.digits == "full":
            plain = plain.replace(",", "").translate(_FULL)
        if number < 0:
            return f"({plain})" if self.loss == "bracket" else f"-{plain}"
        return plain

    def choice(self, field: str, options: Sequence[str], chosen: str, *, means: str = "", gap: str = "　") -> Stroke:
        """Options with boxes before them and one of them ticked."""
        left = field in self.manner.blank
        pieces = []
        for option in options:
            pieces.append(self.box(f"{field}{option}", on=option == chosen and not left) + self.plain(option))
            pieces.append(self.plain(gap))
        row = reduce(add, pieces[:-1])
        return row if left or not chosen else states(field, TextValue(text=means or chosen), row)

    def yes_or_no(self, field: str, *, yes: bool) -> Stroke:
        """是 and 否 with a tick at one of them."""
        row = self.choice(field, ("是", "否"), "是" if yes else "否")
        facts = tuple(replace(fact, value=FlagValue(flag=yes)) for fact in row.facts)
        return replace(row, facts=facts)

    def box(self, title: str, *, on: bool) -> Stroke:
        if self.boxes == "control":
            return check_control(title, on=on)
        if self.boxes == "field":
            return field_box(title, on=on)
        if self.boxes == "wingdings":
            return symbol("F0FE" if on else "F0A8", "☑" if on else "□")
        if self.boxes == "wingdings_2" and on:
            return symbol("F052", "☑")
        ticks = {"square": "■", "tick": "√", "over": "√"}
        return self.plain(ticks.get(self.boxes, "☑") if on else "□")

    def split_day(self, field: str, when: date) -> Stroke:
        """A date typed digit by digit into underlined blanks."""
        if field in self.manner.blank or any(one.field == field for one in self.manner.coarse):
            return self.day(field, when)
        pieces = [write(f" {when.year // 100}", size=self.size, underline=True)]
        pieces += [write(f"{digit}", size=self.size, underline=True) for digit in f"{when.year % 100:02}"]
        pieces += [write(" ", underline=True), self.plain("年")]
        for number, unit in ((when.month, "月"), (when.day, "日")):
            pieces += [write("　", underline=True), write(str(number), size=self.size, underline=True)]
            pieces += [write(" ", underline=True), self.plain(unit)]
        return states(field, DateValue(date=PaperDate.model_validate(when)), reduce(add, pieces))

    def plain(self, words: str, *, bold: bool = False) -> Stroke:
        return write(words, size=self.size, bold=bold)

    def span(self, field: str, since: date, until: date | None, key: str, *, dash: str = "—") -> Stroke:
        """From a month to a month, or to this day."""
        printed = f"{since:%Y.%m}{dash}" + (f"{until:%Y.%m}" if until else "至今")
        ends = PaperDate(year=until.year, month=until.month) if until else None
        starts = PaperDate(year=since.year, month=since.month)
        value = PeriodValue(starts=starts, ends=ends, open_end="" if until else "至今")
        return states(field, value, self.plain(printed), key=key)

    def flagged(self, field: str, stroke: Stroke, *, yes: bool, legible: bool = True, quote: str = "") -> Stroke:
        return states(field, FlagValue(flag=yes), stroke, legible=legible, quote=quote)


def drawn_hand(manner: Manner, rng: random.Random, **habits: str) -> Hand:
    """A person with habits the dice choose, but for those that a design prescribes."""
    told = {
        "boxes": rng.choice(("ballot", "square", "tick", "wingdings", "wingdings_2", "control", "field")),
        "digits": rng.choice(("comma", "comma", "comma", "plain", "plain", "blank", "full")),
        "loss": rng.choice(("minus", "bracket")),
        "nothing": rng.choice(("/", "—", "无")),
        "about": rng.choice(("", "", "约")),
    }
    return Hand(manner, days=rng.randrange(len(_DAYS)), **{**told, **habits})  # type: ignore[arg-type] # habits by name
