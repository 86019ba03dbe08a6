"""Fills the ruled tables of a PDF page with the lines that stand in their cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from extractors.files.pdf_marks import Edges, Marks
from extractors.ink import grid
from pipeline.model import Box, Cell, Line, Method, OnPage, Reader, Table

# Edges closer than this, in points, are one line of the grid.
_SAME = 3.0
_TALL = 2.0


class _Spot(NamedTuple):
    """The middle of a line of the page, its height, and which of the lines it is."""

    across: float
    down: float
    height: float
    at: int
    text: str


_DOWN, _AT = attrgetter("down"), attrgetter("at")


def tables(number: int, marks: Marks, lines: Sequence[Line], by: Reader) -> tuple[Table, ...]:
    """The ruled tables of page `number`, their cells filled with the page's lines."""
    level = [grid.Rule(rule.top, rule.left, rule.right) for rule in marks.rules if rule.bottom - rule.top < 1]
    upright = [grid.Rule(rule.left, rule.top, rule.bottom) for rule in marks.rules if rule.right - rule.left < 1]
    found = grid.tables(level, upright, _SAME)
    spots = sorted(_spots(lines), key=_DOWN) if found else []
    return tuple(_table(slots, number, marks, spots, by) for slots in found)


def _table(slots: Sequence[grid.Slot], number: int, marks: Marks, spots: Sequence[_Spot], by: Reader) -> Table:
    outline = Edges(
        min(one.left for one in slots),
        min(one.top for one in slots),
        max(one.right for one in slots),
        max(one.bottom for one in slots),
    )
    cells = [
        Cell(
            text="\n".join(_words(box := marks.box(Edges(slot.left, slot.top, slot.right, slot.bottom)), spots)),
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


def _spots(lines: Iterable[Line]) -> Iterator[_Spot]:
    for at, line in enumerate(lines):
        if isinstance(line.place, OnPage):
            box = line.place.box
            yield _Spot((box.left + box.right) / 2, (box.top + box.bottom) / 2, box.bottom - box.top, at, line.text)


def _words(box: Box, spots: Sequence[_Spot]) -> Iterator[str]:
    """The lines whose middle lies in the cell. One much taller than the cell is a watermark that runs across it."""
    level = spots[bisect_left(spots, box.top, key=_DOWN) : bisect_right(spots, box.bottom, key=_DOWN)]
    tall = _TALL * (box.bottom - box.top)
    inside = [one for one in level if box.left <= one.across <= box.right and one.height < tall]
    return (one.text for one in sorted(inside, key=_AT))
