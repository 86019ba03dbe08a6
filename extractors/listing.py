"""Published lists of many companies, of which one row is about the applicant.

The list alone does not say who applies: the names and codes come from the applicant's other papers. A row counts only
when a whole cell or line of it is that name or that code, so that 乌有食品 is never found in 新乌有食品.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.fields import Finding
from extractors.kinds import Kind
from extractors.snippet import bands, cut, loose_lines
from extractors.words import fold, squeeze
from pipeline.model import Ink, Page

_CODE_BEFORE = re.compile(r"^[0-9A-Z\s]*(?=[\u4e00-\u9fff(])")


def listed(kind: Kind, pages: Sequence[Page], subjects: frozenset[str]) -> Iterator[Finding]:
    """What the rows that name one of the subjects say, by the finders of the kind that look at rows."""
    finders = [finder for finder in kind.fields if finder.row]
    if not finders:
        return
    for row in (row for page in pages for row in _rows(page)):
        if not any(_names(ink, subjects) for ink in row):
            continue
        for finder in finders:
            for ink in row:
                text = fold(ink.text)
                for found in re.finditer(finder.pattern, text):
                    yield Finding(finder, cut(ink, *found.span("value")))


def _rows(page: Page) -> Iterator[Sequence[Ink]]:
    yield from bands(loose_lines(page))
    for table in page.tables:
        for number in sorted({cell.row for cell in table.cells}):
            yield [cell for cell in table.cells if cell.row <= number < cell.row + cell.row_span]


def _names(ink: Ink, subjects: frozenset[str]) -> bool:
    text = squeeze(ink.text)
    return text in subjects or _CODE_BEFORE.sub("", text) in subjects or text[:18] in subjects
