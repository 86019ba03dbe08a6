"""Sets a table: how wide and high its cells are, which of them are merged, and where it may go on on the next page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samples.forms.blocks import Cell, Grid, Line, Row, span
from samples.forms.setting import POINT, Setting, set_in
from samples.forms.stroke import Stroke

EDGE = 1.5  # millimetres between a rule and the letters
_CM = 10.0


class Held(NamedTuple):
    """A cell with what stands in it: from row `top` to before row `bottom`."""

    top: int
    bottom: int
    left: float
    width: float
    middle: bool
    inside: "tuple[Setting | Tabled, ...]"

    @property
    def height(self) -> float:
        return sum(one.height for one in self.inside)


@dataclass(frozen=True)
class Tabled:
    """A table in millimetres. The first `heads` rows stand again on every page."""

    heights: tuple[float, ...]
    cells: tuple[Held, ...]
    width: float
    heads: int

    @property
    def height(self) -> float:
        return sum(self.heights)

    @property
    def least(self) -> float:
        """What must stand together at least: the heads and the first row."""
        return sum(self.heights[: self.heads + 1])

    def parts(self, first: float, whole: float) -> Iterator[tuple[int, int]]:
        """Which rows stand together, where `first` is the room left on this page and `whole` that of the next ones."""
        start, used, room = 0, 0.0, first
        again = sum(self.heights[: self.heads])
        for number, height in enumerate(self.heights):
            if used + height > room and number > max(start, self.heads):
                yield start, number
                start, used, room = number, 0.0, whole - again
            used += height
        yield start, len(self.heights)


def table_in(grid: Grid, size: float) -> Tabled:
    """Set every cell and give each row the height of its highest; rows deleted by a tracked change are not printed."""
    rows = tuple(row for row in grid.rows if not row.gone)
    widths = tuple(width * _CM for width in grid.widths)
    cells = tuple(_held(rows, widths, size))
    heights = []
    for number, row in enumerate(rows):
        alone = (cell.height for cell in cells if (cell.top, cell.bottom) == (number, number + 1))
        heights.append(max(row.height * _CM, size * POINT, *alone) if cells else 0.0)
    for cell in sorted(cells, key=lambda cell: cell.bottom):
        heights[cell.bottom - 1] += max(cell.height - sum(heights[cell.top : cell.bottom]), 0.0)
    heads = next((number for number, row in enumerate(rows) if not row.head), len(rows))
    return Tabled(tuple(heights), cells, sum(widths), heads)


def _held(rows: Sequence[Row], widths: Sequence[float], size: float) -> Iterator[Held]:
    for top, row in enumerate(rows):
        for x, cell in enumerate(row.cells):
            if isinstance(cell, str):
                continue
            bottom = top + 1
            while bottom < len(rows) and rows[bottom].cells[x] == "^":
                bottom += 1
            width = sum(widths[x : x + span(row.cells, x)])
            inside = tuple(_inside(cell, width - 2 * EDGE, size))
            yield Held(top, bottom, sum(widths[:x]), width, cell.middle, inside)


def _inside(cell: Cell, width: float, size: float) -> Iterator[Setting | Tabled]:
    for block in cell.blocks:
        if isinstance(block, Grid):
            yield table_in(block, size)
            yield set_in(Line(Stroke()), width, size)  # Word wants a paragraph below a table in a cell
        else:
            yield set_in(block, width, size)
