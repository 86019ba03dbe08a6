"""Fills the ruled tables of a PDF page with the lines that stand in their cells."""

from collections.abc import Iterator, Sequence

from extractors.files.pdf_marks import Edges, Marks
from extractors.ink import grid
from pipeline.model import Box, Cell, Line, Method, OnPage, Reader, Table

# Edges closer than this, in points, are one line of the grid.
_SAME = 3.0
_TALL = 2.0


def tables(number: int, marks: Marks, lines: Sequence[Line], by: Reader) -> tuple[Table, ...]:
    """The ruled tables of page `number`, their cells filled with the page's lines."""
    level = [grid.Rule(rule.top, rule.left, rule.right) for rule in marks.rules if rule.bottom - rule.top < 1]
    upright = [grid.Rule(rule.left, rule.top, rule.bottom) for rule in marks.rules if rule.right - rule.left < 1]
    return tuple(_table(slots, number, marks, lines, by) for slots in grid.tables(level, upright, _SAME))


def _table(slots: Sequence[grid.Slot], number: int, marks: Marks, lines: Sequence[Line], by: Reader) -> Table:
    outline = Edges(
        min(one.left for one in slots),
        min(one.top for one in slots),
        max(one.right for one in slots),
        max(one.bottom for one in slots),
    )
    cells = [
        Cell(
            text="\n".join(_words(box := marks.box(Edges(slot.left, slot.top, slot.right, slot.bottom)), lines)),
            place=OnPage(page=number, box=box),
            method=Method.TEXT_LAYER,
            reader=by,
            row=slot.row,
            column=slot.column,
            row_span=slot.row_span,
            column_span=slot.column_span,
        )
        for slot in slots
    ]
    return Table(cells=tuple(cells), place=OnPage(page=number, box=marks.box(outline)))


def _words(box: Box, lines: Sequence[Line]) -> Iterator[str]:
    """The lines whose middle lies in the cell. One much taller than the cell is a watermark that runs across it."""
    for line in lines:
        if isinstance(line.place, OnPage):
            spot = line.place.box
            across, down = (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2
            fits = spot.bottom - spot.top < _TALL * (box.bottom - box.top)
            if fits and box.left <= across <= box.right and box.top <= down <= box.bottom:
                yield line.text
