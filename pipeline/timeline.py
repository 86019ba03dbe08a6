"""The dates of the papers against the time each clause looks at, as rows of a drawing; where they stand is drawn.py."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from pipeline.catalogue import catalogue
from pipeline.dossier import documents
from pipeline.model import DateValue, Dossier, Doubt, Fact, Finding, Noun, PaperDate, PeriodValue, Verdict, Window

_YEARLY = re.compile(r"\d{4}")


Speaks = Literal["for", "against", "open"]
_OPEN = frozenset({Doubt.CONFLICT, Doubt.UNREADABLE, Doubt.AMBIGUOUS})


class Mark(Noun):
    """A time that a paper prints: a day, or all the days that a coarse date or a period may mean.

    `ends` is None where the paper sets no end; `record` tells apart what several records print. `speaks` against the
    condition, or leaves it open where papers contradict each other or cannot be read for sure.
    """

    what: str
    record: str = ""
    said: str
    starts: date
    ends: date | None
    speaks: Speaks = "for"
    papers: tuple[str, ...] = ()


class Row(Noun):
    """A condition of time, or, where `rule` is empty, a kind of date that no such condition looks at."""

    title: str
    rule: str = ""
    verdict: Verdict | None = None
    windows: tuple[Window, ...] = ()
    marks: tuple[Mark, ...] = ()


class Timeline(Noun):
    on: date
    rows: tuple[Row, ...]


def timeline(dossier: Dossier) -> Timeline:
    """Set every date of the papers against the clauses that look at it, then list the dates that none looks at."""
    names = {name: document.title for name, document in documents(dossier).items()}
    asked = [
        _condition(finding, names, dossier.on)
        for finding in dossier.findings
        if finding.windows and finding.verdict is not Verdict.NOT_APPLICABLE
    ]
    shown = {_same(mark) for row in asked for mark in row.marks}
    others: dict[str, list[Fact]] = {}
    for fact in dossier.sheet.facts:
        if isinstance(fact.value, DateValue | PeriodValue):
            others.setdefault(catalogue()[fact.field].title, []).append(fact)
    rest = [
        Row(title=title, marks=marks)
        for title, facts in others.items()
        if (
            marks := tuple(
                one for one in _marks([(fact, "for") for fact in facts], names, dossier.on) if _same(one) not in shown
            )
        )
    ]
    return Timeline(on=dossier.on, rows=(*asked, *sorted(rest, key=lambda row: row.marks[0].starts)))


def _condition(finding: Finding, names: dict[str, str], on: date) -> Row:
    in_doubt = finding.doubt in _OPEN
    facts: list[tuple[Fact, Speaks]] = [(fact, "open" if in_doubt else "for") for fact in finding.support]
    facts += [(fact, "open" if in_doubt else "against") for fact in finding.against]
    return Row(
        title=finding.title,
        rule=finding.rule,
        verdict=finding.verdict,
        windows=finding.windows,
        marks=_marks(facts, names, on),
    )


def _marks(facts: Iterable[tuple[Fact, Speaks]], names: dict[str, str], on: date) -> tuple[Mark, ...]:
    """Make one mark of what several papers print alike, in the order of time."""
    marks: dict[tuple[object, ...], Mark] = {}
    for fact, speaks in facts:
        if (mark := _mark(fact, speaks, on)) is not None:
            known = marks.get(_same(mark), mark)
            papers = dict.fromkeys((*known.papers, names.get(fact.document, "材料")))
            told = {"papers": tuple(papers), "speaks": known.speaks if speaks == "for" else speaks}
            marks[_same(mark)] = known.model_copy(update=told)
    return tuple(sorted(marks.values(), key=lambda one: (one.starts, one.ends or date.max)))


def _same(mark: Mark) -> tuple[object, ...]:
    return mark.what, mark.record, mark.starts, mark.ends


def _mark(fact: Fact, speaks: Speaks, on: date) -> Mark | None:
    """Read a fact as a time; a figure of a year stands for that year, and 至今 reaches to the day of the review."""
    field, value = catalogue()[fact.field], fact.value
    match value:
        case DateValue():
            first, last, said = value.date.earliest(), value.date.latest(), _iso(value.date)
            return Mark(what=field.title, record=fact.key, said=said, starts=first, ends=last, speaks=speaks)
        case PeriodValue() if begins := value.starts or value.ends:
            first, now = begins.earliest(), max(on, begins.earliest()) if value.open_end == "至今" else None
            ends = value.ends.latest() if value.ends else now
            said = f"{_iso(value.starts)}{_OPEN_ENDS.get(value.open_end) or f'至{_iso(value.ends)}'}"
            return Mark(what=field.title, record=fact.key, said=said, starts=first, ends=ends, speaks=speaks)
        case _ if field.key == "年度" and _YEARLY.fullmatch(fact.key):
            year = int(fact.key)
            return Mark(what="年度", said=fact.key, starts=date(year, 1, 1), ends=date(year, 12, 31), speaks=speaks)
        case _:
            return None


_OPEN_ENDS = {"至今": "至今", "长期": "起，长期"}


def _iso(day: PaperDate | None) -> str:
    return str(day.model_dump()) if day else ""


def say_window(window: Window) -> str:
    """Say what a clause asks of the papers' dates.

    >>> say_window(Window(starts=date(2023, 6, 30), ends=date(2026, 6, 30), asks="begun"))
    '须不晚于 2023-06-30'
    """
    told = _ASKED[window.asks].format(starts=window.starts, ends=window.ends)
    return f"{told}（{window.reading}）" if window.reading else told


_ASKED = {"begun": "须不晚于 {starts}", "length": "年数相当于自 {starts} 起", "within": "所看期间 {starts} 至 {ends}"}
