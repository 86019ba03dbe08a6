"""What a reviewer sees of the evidence: each page drawn once, and the part of it that a piece of evidence shows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import Field

from pipeline.model import Box, Evidence, Fact, Finding, Noun, OnPage, Sha256, fingerprint

_PLACES = 3  # of one fact that are shown; a running head stands on every page of a report
_LEAST_WIDTH = 0.5  # of the page: narrower, and nobody sees what the words belong to
_LEAST_CLOSE = 0.24  # where many pieces of one kind stand in a row and each has been named
_BESIDE = 0.05  # of the page width, to each side of the box
_ABOVE = 0.022  # of the page height, above and below: a line of the paper's own print
_ABOVE_CLOSE = 0.006


class PagePicture(Noun):
    """One upright page as it is shown, in base64. What is private on it has been painted over before it came here."""

    file: Sha256
    page: int = Field(ge=1)
    picture: str
    width: int = Field(gt=0)
    height: int = Field(gt=0)


class Excerpt(Noun):
    """The words around evidence where there is no page: rows of a table, or lines of one cell each."""

    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, int] | None = None

    @property
    def is_table(self) -> bool:
        return any(len(row) > 1 for row in self.rows)


class Exhibits(Noun):
    """All that a dossier shows of its originals; excerpts by the fingerprint of the evidence.

    `left` counts the pages that carry evidence and are not drawn: there were too many.
    """

    pages: tuple[PagePicture, ...] = ()
    excerpts: dict[str, Excerpt] = Field(default_factory=dict)
    left: int = 0


class Cut(NamedTuple):
    """A rectangle in pixels of a page picture."""

    left: int
    top: int
    width: int
    height: int


class Figure(NamedTuple):
    """One numbered piece of evidence. `sheet` counts the page pictures from 1; 0 where there is none.

    `close` is a narrower cut for long rows of evidence of one kind.
    """

    number: int
    sheet: int = 0
    cut: Cut | None = None
    close: Cut | None = None
    frame: Cut | None = None
    excerpt: Excerpt | None = None


def all_evidence(findings: Iterable[Finding]) -> dict[str, Evidence]:
    """List what is shown of what findings rest on, once each, in the order in which a reader meets it."""
    return {
        fingerprint(one): one
        for finding in findings
        for fact in (*finding.support, *finding.against)
        for one in shown_of(fact)
    }


def shown_of(fact: Fact) -> tuple[Evidence, ...]:
    """Choose the places of a fact that are shown; the others are told."""
    return fact.evidence[:_PLACES]


def told_of(fact: Fact) -> tuple[Evidence, ...]:
    return fact.evidence[_PLACES:]


def number_figures(findings: Iterable[Finding], exhibits: Exhibits) -> dict[str, Figure]:
    """Number what can be shown, in the order in which a reader meets it."""
    sheets = {(one.file, one.page): (at, one) for at, one in enumerate(exhibits.pages, start=1)}
    figures: dict[str, Figure] = {}
    for key, evidence in all_evidence(findings).items():
        place, number = evidence.place, len(figures) + 1
        found = sheets.get((evidence.file, place.page)) if isinstance(place, OnPage) else None
        if found is not None and isinstance(place, OnPage):
            at, page = found
            close = cut_of(place.box, page, _LEAST_CLOSE, _ABOVE_CLOSE)
            figures[key] = Figure(number, at, cut_of(place.box, page), close, _frame_of(place.box, page))
        elif key in exhibits.excerpts:
            figures[key] = Figure(number, excerpt=exhibits.excerpts[key])
    return figures


def shown_on(sheet: int, figures: Iterable[Figure]) -> Sequence[Figure]:
    """List the figures of one page, for the boxes on the whole page."""
    return [figure for figure in figures if figure.sheet == sheet]


def cut_of(box: Box, page: PagePicture, least: float = _LEAST_WIDTH, above: float = _ABOVE) -> Cut:
    """Choose what to show around a box: a line above and below, and most of all what stands on its left.

    What a value belongs to is printed before it: a label, or the head of its row.
    """
    wide = min(1.0, max(box.right - box.left + 2 * _BESIDE, least))
    left = min(max(box.right + _BESIDE - wide, 0.0), 1.0 - wide)
    top, bottom = max(box.top - above, 0.0), min(box.bottom + above, 1.0)
    return _pixels(left, top, left + wide, bottom, page)


def _frame_of(box: Box, page: PagePicture) -> Cut:
    """Leave a little air between the ink and the frame."""
    air = 3 / page.width, 2 / page.height
    return _pixels(box.left - air[0], box.top - air[1], box.right + air[0], box.bottom + air[1], page)


def _pixels(left: float, top: float, right: float, bottom: float, page: PagePicture) -> Cut:
    x, y = round(left * page.width), round(top * page.height)
    return Cut(x, y, max(1, round(right * page.width) - x), max(1, round(bottom * page.height) - y))
