"""Values beside their labels in tables: the next cell, the cell under it, or behind the label in its own cell."""

from collections.abc import Iterator, Sequence

from extractors.finding.beside import Labelled
from extractors.finding.kinds import Kind
from extractors.finding.labels import label_of, labels_in
from extractors.finding.snippet import cut, whole
from extractors.finding.words import squeeze
from pipeline.model import Cell, OnPage, Table


def labelled_cells(table: Table, kind: Kind) -> Iterator[Labelled]:
    """Every label of the kind in a table, with its value. A heading over a column is no label of an empty place."""
    heading = ""
    for cell in table.cells:
        row = _row_of(cell, table.cells)
        if len(row) == 1 and len(squeeze(cell.text)) <= _HEADING:
            heading = squeeze(cell.text)
        part = _part(cell, row, heading)
        after = [other for other in row[row.index(cell) + 1 :] if not _is_crack(other)]
        key = label_of(cell.text, kind) or _underlined(cell, after, kind)
        if not key:
            yield from _inside(cell, kind, part)
            continue
        printed = cell.text.strip()
        beside = _beside(after, kind) if len(row) > 1 else _alone_under(cell, table.cells, kind)
        below = _under(cell, table.cells, kind)
        if beside is None:
            if below is not None and below.text.strip():
                yield Labelled(key, printed, cell, empty=False, below=whole(below, label=printed), part=part)
            continue
        value = whole(beside, label=printed) if beside.text.strip() else None
        yield Labelled(key, printed, beside, value is None, value, value, part=part)


_HEADING = 30
_CRACK = 0.015  # of the width of the page: a letter of ten points takes 0.017 of A4


def _part(cell: Cell, row: Sequence[Cell], heading: str) -> str:
    """What names the part a cell stands in: what stands to its left, and the heading above it."""
    before = row[: row.index(cell)]
    return "".join(squeeze(other.text) for other in before) + (heading if len(row) > 1 else "")


def _row_of(cell: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """The cells of the first row of one, from the left; a merged cell counts in every row it covers."""
    found = (other for other in cells if other.row <= cell.row < other.row + other.row_span)
    return sorted(found, key=lambda other: other.column)


def _underlined(cell: Cell, after: Sequence[Cell], kind: Kind) -> str:
    """The label of a cell below which a rule was taken for a line to write on, while the answer stands in the next."""
    bare = cell.text.rstrip("_ ")
    answered = bool(after) and bool(after[0].text.strip()) and not label_of(after[0].text, kind)
    return label_of(bare, kind) if answered and bare != cell.text else ""


def _is_crack(cell: Cell) -> bool:
    """Whether a place is too narrow for a letter: the crack between a table and the frame that it stands in."""
    if cell.text.strip() or not isinstance(cell.place, OnPage):
        return False
    return cell.place.box.right - cell.place.box.left < _CRACK


def _beside(after: Sequence[Cell], kind: Kind) -> Cell | None:
    """The value cell of a label: the next one, or the last of the row when only an empty cell stands between."""
    if not after or label_of(after[0].text, kind):
        return None
    if not after[0].text.strip() and len(after) == 2 and after[1].text.strip() and not label_of(after[1].text, kind):
        return after[1]
    return after[0]


def _alone_under(cell: Cell, cells: Sequence[Cell], kind: Kind) -> Cell | None:
    """The value under a label that has a row of its own, when the value has one too."""
    found = _under(cell, cells, kind)
    return found if found is not None and len(_row_of(found, cells)) == 1 else None


def _under(cell: Cell, cells: Sequence[Cell], kind: Kind) -> Cell | None:
    below = cell.row + cell.row_span
    found = next((other for other in cells if other.row == below and other.column == cell.column), None)
    return None if found is None or label_of(found.text, kind) else found


def _inside(cell: Cell, kind: Kind, part: str) -> Iterator[Labelled]:
    """Labels with a colon inside a cell, each with the rest of its line."""
    start = 0
    for line in cell.text.split("\n"):
        labels = tuple(labels_in(line, kind, colon=True))
        for number, label in enumerate(labels):
            end = labels[number + 1].start if number + 1 < len(labels) else len(line)
            found = cut(cell, start + label.end, start + end, label=label.printed)
            value = found if found.quote else None
            before = part + squeeze(line[: label.start])
            yield Labelled(label.key, label.printed, cell, value is None, value, value, part=before)
        start += len(line) + 1
