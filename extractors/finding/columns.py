"""The order in which a page set in columns is read: each column from its head to its foot, never row by row across.

A form or a licence has columns too, of labels and of values, and is read in rows. What tells print in columns is that
the lines on both sides of a gutter run from edge to edge, line after line, as only running text does.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.finding.snippet import bands, box_of, letter_width
from pipeline.model import Box, Line

_BANDS = 4  # fewer rows beside each other are read as rows
_GUTTER = 1.0  # of a character's width
_LETTERS = 8  # a column of running text is no narrower
_EDGE = 2.6  # characters by which a full line may end before its column does, or begin after it
_FULL = 0.6  # share of the lines of a column that are full: paragraphs have last lines
_SAME = 0.03  # of the page's width: gaps no further apart are one gutter


class _Piece(NamedTuple):
    """One line and where it stands."""

    line: Line
    box: Box

    @property
    def letter(self) -> float:
        return letter_width(self.line.text, self.box)


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """Lines that stand in rows from the top, put into the order of their columns where they are set in columns."""
    placed = [_Piece(line, box) for line in lines if (box := box_of(line))]
    if len(placed) < len(lines) or len(placed) < 2 * _BANDS:
        return list(lines)
    rows = [[_Piece(line, box) for line in band if (box := box_of(line))] for band in bands(lines)]
    for gutter in _gutters(rows):
        for first, last in _uncrossed(rows, gutter):
            block = [piece for row in rows[first:last] for piece in row]
            left, right = [p for p in block if p.box.right <= gutter], [p for p in block if p.box.left >= gutter]
            both = sum(row[0].box.right <= gutter and row[-1].box.left >= gutter for row in rows[first:last])
            others = in_columns([piece.line for piece in right])
            if both >= _BANDS and _runs(left) and (_runs(right) or others != [piece.line for piece in right]):
                above, below = ([p.line for row in part for p in row] for part in (rows[:first], rows[last:]))
                return [*in_columns(above), *(piece.line for piece in left), *others, *in_columns(below)]
    return list(lines)


def _gutters(rows: Sequence[Sequence[_Piece]]) -> Iterator[float]:
    """Where gaps stand above each other in enough rows, from the left."""
    gaps = sorted(
        (left.box.right + right.box.left) / 2
        for row in rows
        for left, right in pairwise(row)
        if right.box.left - left.box.right >= _GUTTER * min(left.letter, right.letter)
    )
    start = 0
    for end in range(1, len(gaps) + 1):
        if end == len(gaps) or gaps[end] - gaps[end - 1] > _SAME:
            if end - start >= _BANDS:
                yield gaps[(start + end) // 2]
            start = end


def _uncrossed(rows: Sequence[Sequence[_Piece]], gutter: float) -> Iterator[tuple[int, int]]:
    """The runs of rows of which no line crosses the gutter."""
    start = 0
    for number, row in enumerate([*rows, None]):
        if row is None or any(piece.box.left < gutter < piece.box.right for piece in row):
            if number - start >= _BANDS:
                yield start, number
            start = number + 1


def _runs(side: Sequence[_Piece]) -> bool:
    """Whether these lines are running text: most of them fill the column."""
    left, right = min(p.box.left for p in side), max(p.box.right for p in side)
    full = [p for p in side if p.box.left - left <= _EDGE * p.letter and right - p.box.right <= _EDGE * p.letter]
    long = sum(len(piece.line.text) for piece in full) >= _LETTERS * len(full)
    return bool(full) and long and len(full) >= _FULL * len(side)
