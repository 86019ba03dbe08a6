"""The dossier as one self-contained Chinese page that a reviewer opens without a network."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.agenda import AGENDA, OWN, weight
from pipeline.brevity import clipped, lines_of
from pipeline.clash import clashes
from pipeline.dossier import (
    DOUBT_TITLES,
    OUTCOME_TITLES,
    VERDICT_TITLES,
    documents,
    unread,
)
from pipeline.drawn import WIDTH, draw
from pipeline.exhibit import Exhibits, Figure, PagePicture, number_figures, shown_of, shown_on, told_of
from pipeline.model import Dossier, Evidence, Fact, Finding, Problem, Verdict, fingerprint
from pipeline.saying import (
    field_title,
    say_citation,
    say_clause,
    say_day,
    say_earliest,
    say_fact,
    say_place,
    say_places,
)
from pipeline.timeline import say_window, timeline

_MARKS = {Verdict.MET: "✓", Verdict.NOT_MET: "✗", Verdict.UNDETERMINED: "?", Verdict.NOT_APPLICABLE: "–"}


class _Group(NamedTuple):
    """What a person does in one go; `brief` where each entry says the same of the papers: that they cannot tell."""

    title: str
    findings: Sequence[Finding]
    unread: Sequence[Problem]
    brief: bool


class _Sheet(NamedTuple):
    """A whole page and the evidence on it."""

    number: int
    page: PagePicture
    figures: Sequence[Figure]


_Shown = tuple[Fact, Evidence, Figure | None]


class _Sorted(NamedTuple):
    """Evidence met first, evidence met again, and facts with the places that are only told."""

    first: Sequence[_Shown]
    again: Sequence[_Shown]
    told: Sequence[tuple[Fact, Sequence[Evidence]]]


class _Figures:
    """Shows each figure in full where a reader meets it first, and by its number afterwards."""

    def __init__(self, figures: dict[str, Figure]) -> None:
        self._figures = figures
        self._met: set[int] = set()

    def of(self, evidence: Evidence) -> Figure | None:
        return self._figures.get(fingerprint(evidence))

    def sort(self, facts: Iterable[Fact]) -> _Sorted:
        first: list[_Shown] = []
        again: list[_Shown] = []
        facts = list(facts)
        for fact in facts:
            for evidence in shown_of(fact):
                figure = self.of(evidence)
                met = figure is not None and figure.number in self._met
                (again if met else first).append((fact, evidence, figure))
                if figure is not None:
                    self._met.add(figure.number)
        return _Sorted(first, again, [(fact, rest) for fact in facts if (rest := told_of(fact))])


def dossier_page(dossier: Dossier, exhibits: Exhibits) -> str:
    """Draw the whole dossier; the same dossier and exhibits give the same page to the byte."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pipeline"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    figures = number_figures(dossier.findings, exhibits)
    lost = unread(dossier.sheet.problems)
    return environment.get_template("dossier.html.j2").render(
        dossier=dossier,
        outcome=OUTCOME_TITLES[dossier.outcome],
        notices=_notices(dossier),
        todo=_agenda(dossier.findings, lost),
        by_clause=[(clause, list(group)) for clause, group in groupby(dossier.findings, key=_heading)],
        clashes=clashes(dossier.findings),
        drawing=draw(timeline(dossier)),
        drawing_width=WIDTH,
        say_window=say_window,
        titles={finding.rule: finding.title for finding in dossier.findings},
        documents=documents(dossier),
        files={**{one.sha256: one for one in dossier.registers}, **{one.sha256: one for one in dossier.sheet.files}},
        parts=[
            (file, [one for one in dossier.sheet.dispositions if one.file == file])
            for file in dict.fromkeys(one.file for one in dossier.sheet.dispositions)
        ],
        passed_over=sum(not one.read for one in dossier.sheet.dispositions),
        unread=lost,
        remarks=[problem for problem in dossier.sheet.problems if problem.remark],
        verdicts=VERDICT_TITLES,
        doubts=DOUBT_TITLES,
        marks=_MARKS,
        steps_of=_steps,
        told_briefly=_told_briefly,
        clipped=clipped,
        lines_of=lines_of,
        figures=_Figures(figures),
        sheets=[
            _Sheet(number, page, shown_on(number, figures.values()))
            for number, page in enumerate(exhibits.pages, start=1)
        ],
        say_fact=say_fact,
        field_title=field_title,
        say_place=say_place,
        say_places=say_places,
        left=exhibits.left,
        say_day=say_day,
        say_clause=say_clause,
        say_citation=say_citation,
        say_earliest=say_earliest,
    )


def _agenda(findings: Sequence[Finding], lost: Sequence[Problem]) -> list[_Group]:
    """List what needs a person, the gravest first. What was not read is looked at with what must be verified."""
    groups = [
        _Group(title, [one for one in findings if weight(one) == key], lost if key == "verify" else (), key in OWN)
        for key, title in AGENDA
    ]
    return [group for group in groups if group.findings or group.unread]


def _notices(dossier: Dossier) -> list[str]:
    """Give the reasons of the outcome that no entry of the agenda repeats."""
    told = {f"{finding.title}：{finding.sentence}" for finding in dossier.findings}
    told |= {f"{one.file or '材料'}没有读出：{one.what}" for one in unread(dossier.sheet.problems)}
    return [reason for reason in dossier.reasons if reason not in told]


def _heading(finding: Finding) -> str:
    return finding.cite.article or say_citation(finding.cite)


def _steps(finding: Finding) -> list[str]:
    """Give the steps of the computation that the sentence does not say already."""
    return [step for step in finding.computation if step not in finding.sentence]


def _told_briefly(finding: Finding) -> str:
    """Say what a line of the summary says: of what papers cannot tell, only that they cannot."""
    head, stop, _ = finding.sentence.partition("。")
    return head + stop if weight(finding) in OWN else clipped(finding.sentence)
