"""The dossier as one self-contained Chinese page that a reviewer opens without a network."""

from collections.abc import Mapping
from importlib.resources import files

from pipeline.dossier import (
    DOUBT_TITLES,
    OFFICES_OWN,
    OUTCOME_TITLES,
    VERDICT_TITLES,
    asks_for_paper,
    needs_a_person,
    refuses,
    unread,
)
from pipeline.model import Dossier, Evidence, Finding, Noun, Verdict, fingerprint
from pipeline.saying import field_title, say_citation, say_document, say_earliest, say_fact, say_place

_MARKS = {Verdict.MET: "✓", Verdict.NOT_MET: "✗", Verdict.UNDETERMINED: "?", Verdict.NOT_APPLICABLE: "–"}


class Exhibit(Noun):
    """What a reviewer sees of one piece of evidence: a picture of the place, or the words around it."""

    picture: str = ""
    width: int = 0
    height: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    marked: tuple[int, int] | None = None


class _Figures:
    """Numbers the pictures as they first appear, so that each is embedded once and referred to afterwards."""

    def __init__(self, exhibits: Mapping[str, Exhibit]) -> None:
        self._exhibits = exhibits
        self._numbers: dict[str, int] = {}

    def show(self, evidence: Evidence) -> tuple[int, Exhibit | None]:
        """Give the figure's number, and the exhibit itself the first time (None afterwards; 0 where there is none)."""
        key = fingerprint(evidence)
        if key not in self._exhibits:
            return 0, None
        if key in self._numbers:
            return self._numbers[key], None
        self._numbers[key] = len(self._numbers) + 1
        return self._numbers[key], self._exhibits[key]


def weight(finding: Finding) -> str:
    """Sort a finding into what a person does with it."""
    if refuses(finding):
        return "refuse"
    if asks_for_paper(finding):
        return "supplement"
    if needs_a_person(finding):
        return "verify"
    return finding.doubt.value if finding.doubt in OFFICES_OWN and finding.doubt else "settled"


AGENDA = (
    ("refuse", "不符合条件，补充材料也不能改变"),
    ("supplement", "须由申报人补正"),
    ("verify", "须由审查人员核实"),
    ("external", "须向有关部门查询或征求意见"),
    ("human", "须由审查人员判断"),
)


def dossier_page(dossier: Dossier, exhibits: Mapping[str, Exhibit]) -> str:
    """Draw the whole dossier; the same dossier and exhibits give the same page to the byte."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(
        files("pipeline").joinpath("templates/dossier.html.j2").read_text(encoding="utf-8")
    )
    todo = [(key, title, [f for f in dossier.findings if weight(f) == key]) for key, title in AGENDA]
    return template.render(
        dossier=dossier,
        outcome=OUTCOME_TITLES[dossier.outcome],
        todo=[entry for entry in todo if entry[2]],
        documents={document.id: document for document in dossier.sheet.documents},
        files={file.sha256: file for file in dossier.sheet.files},
        unread=unread(dossier.sheet.problems),
        remarks=[problem for problem in dossier.sheet.problems if problem.remark],
        verdicts=VERDICT_TITLES,
        doubts=DOUBT_TITLES,
        marks=_MARKS,
        figures=_Figures(exhibits),
        say_fact=say_fact,
        field_title=field_title,
        say_place=say_place,
        say_document=say_document,
        say_citation=say_citation,
        say_earliest=say_earliest,
    )
