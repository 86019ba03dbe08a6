"""Published lists of many companies, of which one row is about the applicant.

The list alone does not say who applies: the names and codes come from the applicant's other papers. A row counts only
when a whole cell or line of it is that name or that code, so that 乌有食品 is never found in 新乌有食品.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.finding.fields import Finding
from extractors.finding.kinds import Kind
from extractors.finding.snippet import box_of, cut, loose_lines, same_band
from extractors.finding.words import fold, squeeze
from pipeline.model import Ink, Page

_CODE_BEFORE = re.compile(r"^[0-9A-Z\s]*(?=[\u4e00-\u9fff(])")


def listed(kind: Kind, pages: Sequence[Page], subjects: frozenset[str]) -> Iterator[Finding]:
    """What the rows that name one of the subjects say, by the finders of the kind that look at rows."""
    finders = [finder for finder in kind.fields if finder.row]
    if not finders:
        return
    for row in (row for page in pages for row in _rows(page, subjects)):
        for finder in finders:
            for ink in row:
                for found in re.finditer(finder.pattern, fold(ink.text)):
                    yield Finding(finder, cut(ink, *found.span("value")))


def _rows(page: Page, subjects: frozenset[str]) -> Iterator[Sequence[Ink]]:
    """The rows that name a subject: what stands on the band of the name, or in the rows of its cell."""
    lines = [(box, line) for line in loose_lines(page) if (box := box_of(line))]
    for box, line in lines:
        if _names(line, subjects):
            yield [other for place, other in lines if same_band(box, place)]
    for table in page.tables:
        for number in sorted({cell.row for cell in table.cells}):
            row = [cell for cell in table.cells if cell.row <= number < cell.row + cell.row_span]
            if any(_names(cell, subjects) for cell in row):
                yield row


def _names(ink: Ink, subjects: frozenset[str]) -> bool:
    text = squeeze(ink.text)
    return text in subjects or _CODE_BEFORE.sub("", text) in subjects or text[:18] in subjects
