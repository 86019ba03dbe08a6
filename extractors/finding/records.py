"""Tables of records: one certificate, honour or penalty in each row, under headings that may come in any order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.finding.kinds import Columns, Kind
from extractors.finding.labels import label_of
from extractors.finding.snippet import Snippet, whole
from extractors.finding.words import label_keys, squeeze, tidy
from pipeline.model import Cell, Table


class Record(NamedTuple):
    """One cell of one record, with the key of its row."""

    field: str
    key: str
    snippet: Snippet


class _Heads(NamedTuple):
    """The heading cells of a table: by their field, and the column of the key where it is no field."""

    fields: dict[str, Cell]
    key: Cell | None


def records(tables: Sequence[Table], columns: Columns, kind: Kind) -> Iterator[Record]:
    """Every filled cell under a known heading, in each table until a row that is no record.

    Records without a key of their own are counted through all the tables: a table may go on behind a page break.
    """
    number = 0
    for table in tables:
        if columns.upright and (upright := _upright(table, columns)):
            yield from upright
            continue
        heads: _Heads | None = None
        for row in _rows(table):
            if found := _heading(row, columns):
                heads = found
            elif heads:
                if len(row) == 1 or label_of(row[0].text, kind):
                    heads = None
                elif record := _record(row, heads, columns, number + 1):
                    number += 1
                    yield from record


def _upright(table: Table, columns: Columns) -> list[Record]:
    """The records of a table that has its headings at the side: one begins where a heading comes again."""
    found: list[dict[str, Record]] = [{}]
    for row in _rows(table):
        for head, cell in pairwise(row):
            field = _field_of(head, columns)
            if not field or not squeeze(cell.text) or _field_of(cell, columns):
                continue
            if field in found[-1]:
                found.append({})
            found[-1][field] = Record(field, "", whole(cell, label=head.text.strip()))
    told = [one for one in found if columns.key in one and len(one) >= columns.headings]
    return [part._replace(key=tidy(one[columns.key].snippet.quote)) for one in told for part in one.values()]


def _field_of(cell: Cell, columns: Columns) -> str:
    """The field whose heading a cell is."""
    keys = label_keys(cell.text)
    named = (field for field, labels in columns.fields.items() if any(label_keys(label)[0] in keys for label in labels))
    return next(named, "")


def _rows(table: Table) -> Iterator[list[Cell]]:
    """The cells of each row from the left; a cell that is merged downwards counts in every row it covers."""
    for number in sorted({cell.row for cell in table.cells}):
        row = [cell for cell in table.cells if cell.row <= number < cell.row + cell.row_span]
        yield sorted(row, key=lambda cell: cell.column)


def _heading(row: Sequence[Cell], columns: Columns) -> _Heads | None:
    found: dict[str, Cell] = {}
    key = None
    for cell in row:
        keys = label_keys(cell.text)
        if key is None and any(label_keys(label)[0] in keys for label in columns.keyed_by):
            key = cell
        elif field := _field_of(cell, columns):
            found.setdefault(field, cell)
    asked = (columns.key in found) if columns.key else (key is not None or not columns.keyed_by)
    return _Heads(found, key) if asked and found and len(found) + (key is not None) >= columns.headings else None


def _record(row: Sequence[Cell], heads: _Heads, columns: Columns, number: int) -> list[Record]:
    if any(cell in heads.fields.values() for cell in row):  # the second line of a heading of two
        return []
    under = {field: cell for field, head in heads.fields.items() for cell in row if _stands_under(cell, head)}
    named = under.get(columns.key) if columns.key else next((c for c in row if _is_key(c, heads)), None)
    if named is None and (columns.key or columns.keyed_by):
        key = f"第{row[0].row}行"
    else:
        key = tidy(named.text) if named else str(number)
    return [Record(field, key, whole(cell, label=heads.fields[field].text.strip())) for field, cell in under.items()]


def _is_key(cell: Cell, heads: _Heads) -> bool:
    return heads.key is not None and _stands_under(cell, heads.key)


def _stands_under(cell: Cell, head: Cell) -> bool:
    return head.column <= cell.column < head.column + head.column_span and bool(squeeze(cell.text))
