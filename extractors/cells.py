"""Values beside their labels in tables: the next cell, the cell under it, or behind the label in its own cell."""

from collections.abc import Iterator, Sequence

from extractors.beside import Labelled
from extractors.kinds import Kind
from extractors.labels import label_of, labels_in
from extractors.snippet import cut, whole
from pipeline.model import Cell, Table


def labelled_cells(table: Table, kind: Kind) -> Iterator[Labelled]:
    """Every label of the kind in a table, with its value. A heading over a column is no label of an empty place."""
    for cell in table.cells:
        key = label_of(cell.text, kind)
        if not key:
            yield from _inside(cell, kind)
            continue
        beside = _beside(cell, table.cells, kind)
        below = _under(cell, table.cells, kind)
        if beside is None:
            if below is not None and below.text.strip():
                yield Labelled(key, cell.text.strip(), cell, empty=False, below=whole(below, label=cell.text.strip()))
            continue
        value = whole(beside, label=cell.text.strip()) if beside.text.strip() else None
        yield Labelled(key, cell.text.strip(), beside, value is None, value, value)


def _row_of(cell: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """The cells to the right of one, in its first row; a merged cell counts in every row it covers."""
    return sorted(
        (
            other
            for other in cells
            if other.row <= cell.row < other.row + other.row_span and other.column >= cell.column + cell.column_span
        ),
        key=lambda other: other.column,
    )


def _beside(cell: Cell, cells: Sequence[Cell], kind: Kind) -> Cell | None:
    """The value cell of a label: the next one, or the last of the row when only an empty cell stands between."""
    row = _row_of(cell, cells)
    if not row or label_of(row[0].text, kind):
        return None
    if not row[0].text.strip() and len(row) == 2 and row[1].text.strip() and not label_of(row[1].text, kind):
        return row[1]
    return row[0]


def _under(cell: Cell, cells: Sequence[Cell], kind: Kind) -> Cell | None:
    below = cell.row + cell.row_span
    found = next((other for other in cells if other.row == below and other.column == cell.column), None)
    return None if found is None or label_of(found.text, kind) else found


def _inside(cell: Cell, kind: Kind) -> Iterator[Labelled]:
    """Labels with a colon inside a cell, each with the rest of its line."""
    start = 0
    for line in cell.text.split("\n"):
        labels = tuple(labels_in(line, kind, colon=True))
        for number, label in enumerate(labels):
            end = labels[number + 1].start if number + 1 < len(labels) else len(line)
            found = cut(cell, start + label.end, start + end, label=label.printed)
            value = found if found.quote else None
            yield Labelled(label.key, label.printed, cell, value is None, value, value)
        start += len(line) + 1
