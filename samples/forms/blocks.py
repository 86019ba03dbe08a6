"""What a form or a report is laid down in, before anybody knows whether it becomes a Word file or printed pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.forms.stroke import Stroke, write


@dataclass(frozen=True)
class Line:
    """One paragraph. Spaces are in points, the indent of the first line in characters."""

    stroke: Stroke
    align: str = "left"
    indent: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    style: str = ""
    page_before: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: lines, and tables within it."""

    blocks: tuple["Line | Grid", ...]
    middle: bool = True


@dataclass(frozen=True)
class Row:
    """Cells by grid column. `<` belongs to the left neighbour, `^` to the cell above."""

    cells: tuple[Cell | str, ...]
    head: bool = False
    gone: bool = False
    height: float = 0


@dataclass(frozen=True)
class Grid:
    rows: tuple[Row, ...]
    widths: tuple[float, ...]  # centimetres


@dataclass(frozen=True)
class Turn:
    """The end of a section; `landscape` is how the pages before it lie."""

    landscape: bool


Block = Line | Grid | Turn


def cell(said: Stroke | str, *, align: str = "left", size: float = 0, bold: bool = False, pad: float = 2) -> Cell:
    """A cell with one paragraph in it."""
    stroke = said if isinstance(said, Stroke) else write(said, size=size, bold=bold)
    return Cell((Line(stroke, align=align, before=pad, after=pad),))


def upright(label: str, *, bold: bool = False) -> Cell:
    """A label down the side of a block, one character a line."""
    return Cell(tuple(Line(write(character, bold=bold), align="center") for character in label))


def rows(told: Sequence[Sequence[Cell | Stroke | str]], *, heads: int = 0, height: float = 0) -> tuple[Row, ...]:
    """Rows of a grid; words become cells, the first rows are repeated on every page."""
    return tuple(
        Row(tuple(_as_cell(one, centred=number < heads) for one in row), head=number < heads, height=height)
        for number, row in enumerate(told)
    )


def _as_cell(one: Cell | Stroke | str, *, centred: bool) -> Cell | str:
    if isinstance(one, Cell) or one in ("<", "^"):
        return one
    return cell(one, align="center" if centred else "left", bold=centred)


def span(cells: Sequence[Cell | str], x: int) -> int:
    """How many columns the cell that begins at column `x` takes."""
    end = x + 1
    while end < len(cells) and cells[end] == "<":
        end += 1
    return end - x
