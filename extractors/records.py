"""Tables of records: one certificate, honour or penalty in each row, under headings that may come in any order."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.kinds import Columns, Kind
from extractors.labels import label_of
from extractors.snippet import Snippet, whole
from extractors.words import label_keys, tidy
from pipeline.model import Cell, Table


class Record(NamedTuple):
    """One cell of one record, with the key of its row."""

    field: str
    key: str
    snippet: Snippet


def records(table: Table, columns: Columns, kind: Kind) -> Iterator[Record]:
    """Every filled cell under a known heading, until a row that is no record."""
    heads: dict[str, Cell] = {}
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for number, row in groupby(cells, key=lambda cell: cell.row):
        slots = list(row)
        if found := _heading(slots, columns):
            heads = found
        elif heads:
            if len(slots) == 1 or label_of(slots[0].text, kind):
                heads = {}
                continue
            yield from _record(slots, heads, columns, number)


def _heading(row: Sequence[Cell], columns: Columns) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in row:
        keys = label_keys(cell.text)
        for field, labels in columns.fields.items():
            if any(label_keys(label)[0] in keys for label in labels):
                found.setdefault(field, cell)
    return found if len(found) >= columns.headings and columns.key in found else {}


def _record(row: Sequence[Cell], heads: dict[str, Cell], columns: Columns, number: int) -> Iterator[Record]:
    under = {
        field: cell
        for field, head in heads.items()
        for cell in row
        if head.column <= cell.column < head.column + head.column_span and cell.text.strip()
    }
    named = under.get(columns.key)
    key = tidy(named.text) if named else f"第{number}行"
    for field, cell in under.items():
        yield Record(field, key, whole(cell, label=heads[field].text.strip()))
