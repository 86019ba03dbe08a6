"""Finds ruled tables on PDF pages with pdfplumber, which is slow and therefore asked only about pages with rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.ocr import turn_box
from extractors.pdf_marks import Edges, Marks
from pipeline.model import Box, Cell, Line, Method, OnPage, Reader, Table

# Edges closer than this, in points, are one line of the grid.
_SAME = 3.0


class Slot(NamedTuple):
    """One cell of a ruled grid: where it stands on the page, in points, and in the grid."""

    edges: Edges
    row: int
    column: int
    row_span: int
    column_span: int


def looks_ruled(marks: Marks) -> bool:
    """Whether the page has level and upright rules enough for two cells."""
    level = _levels([rule.top for rule in marks.rules if rule.bottom - rule.top < 1])
    upright = _levels([rule.left for rule in marks.rules if rule.right - rule.left < 1])
    return len(level) >= 2 and len(upright) >= 2 and len(level) + len(upright) >= 5


def tables(path: Path, number: int, marks: Marks, lines: Sequence[Line], by: Reader) -> tuple[Table, ...]:
    """The ruled tables of page `number`, their cells filled with the page's lines."""
    import pdfplumber

    with pdfplumber.open(path, pages=[number]) as pdf:
        page = pdf.pages[0]
        left, top, right, bottom = page.cropbox
        width, height = right - left, bottom - top
        found = [table.cells for table in page.find_tables()]
    made = []
    for cells in found:
        boxes = [
            Box(
                left=(x1 - left) / width, top=(y1 - top) / height, right=(x2 - left) / width, bottom=(y2 - top) / height
            )
            for x1, y1, x2, y2 in cells
        ]
        slots = _grid([_to_points(turn_box(box, marks.turned), marks) for box in boxes])
        if len(slots) > 1:
            made.append(_table(slots, number, marks, lines, by))
    return tuple(made)


def _table(slots: Sequence[Slot], number: int, marks: Marks, lines: Sequence[Line], by: Reader) -> Table:
    edges = [slot.edges for slot in slots]
    outline = Edges(
        min(one.left for one in edges),
        min(one.top for one in edges),
        max(one.right for one in edges),
        max(one.bottom for one in edges),
    )
    cells = [
        Cell(
            text="\n".join(_words(box := marks.box(slot.edges), lines)),
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
    """The lines whose middle lies in the cell."""
    for line in lines:
        if isinstance(line.place, OnPage):
            spot = line.place.box
            across, down = (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2
            if box.left <= across <= box.right and box.top <= down <= box.bottom:
                yield line.text


def _to_points(box: Box, marks: Marks) -> Edges:
    width, height = marks.sheet.width, marks.sheet.height
    return Edges(box.left * width, box.top * height, box.right * width, box.bottom * height)


def _grid(cells: Sequence[Edges]) -> list[Slot]:
    """Number the cells by the lines of the grid that they begin and end at."""
    across = _levels([x for cell in cells for x in (cell.left, cell.right)])
    down = _levels([y for cell in cells for y in (cell.top, cell.bottom)])
    slots = []
    for cell in sorted(cells, key=lambda one: (one.top, one.left)):
        first, last = _nearest(across, cell.left), _nearest(across, cell.right)
        top, bottom = _nearest(down, cell.top), _nearest(down, cell.bottom)
        slots.append(Slot(cell, top + 1, first + 1, max(bottom - top, 1), max(last - first, 1)))
    return sorted(slots, key=lambda slot: (slot.row, slot.column))


def _levels(values: Sequence[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _SAME:
            levels.append(value)
    return levels


def _nearest(levels: Sequence[float], value: float) -> int:
    return min(range(len(levels)), key=lambda index: abs(levels[index] - value))
